"""A built terminal with a reader at the return: its health is shown and written down."""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable

from foreign.feig_firmware import FeigFirmware
from support.databases import SqliteStores
from support.till import LUNCH_TIME

from canteen.clock import SystemClock
from canteen.db import Database
from pos.bootstrap import build, open_database
from pos.reader_state import RETURN, TILL, read_health
from pos.returns import ReturnReader
from pos.settings import PosSettings, Settings
from readers import ReaderHealth

CLOCK = SystemClock(LUNCH_TIME)


def test_the_reader_at_the_return_is_known_while_it_reads_and_afterwards(
    sqlite_stores: SqliteStores,
) -> None:
    url = sqlite_stores.copy("demo")
    inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    with FeigFirmware(timing=False) as under, FeigFirmware(timing=False) as back:
        addresses = [f"feig:{firmware.path}?parity=N" for firmware in (under, back)]
        settings = Settings(PosSettings(reader=addresses[0], return_reader=addresses[1]))
        app = build(settings, open_database(url), CLOCK, inbox.put)
        assert app.returns is not None
        assert app.returns.state == ReturnReader(ReaderHealth())
        app.start()
        deadline = time.monotonic() + 5
        while not (app.returns.state.health.line.frames and app.loop.health.line.frames):
            inbox.get(timeout=max(0.01, deadline - time.monotonic()))()
        assert app.returns.state.health.connected
        app.close()
    with contextlib.closing(Database.open(url)) as database, database.read() as session:
        reports = [read_health(session, "T1", place) for place in (TILL, RETURN)]
    for report in reports:
        assert report is not None
        assert report.health.recent.frames > 0
        assert report.last_good is not None
        assert not report.health.connected
    sqlite_stores.drop(url)
