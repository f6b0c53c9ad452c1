"""Building a terminal: from settings to a running station, and what keeps it from starting."""

import json
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from foreign.feig_firmware import FeigFirmware
from support.counter import CASHIER, Counter, HeldJobs
from support.databases import SqliteStores
from support.till import LUNCH_TIME, Till, chip, dish

from accounts.errors import AccountsError
from accounts.staff import PinAnswer
from canteen.clock import SystemClock
from canteen.db import BadDatabaseUrl, Database, DatabaseBusy, DatabaseMissing, DatabaseNewer
from canteen.errors import CanteenError
from pos import bootstrap
from pos.bootstrap import NOW_VARIABLE, NoReader, ReaderOpener, build
from pos.errors import BadTime
from pos.settings import ReadingSettings, Settings
from pos.state import Phase, StationState
from readers import (
    ConnectionTrouble,
    Cycle,
    CycleRead,
    Presence,
    Reader,
    ReaderError,
    ReaderEvent,
    ReaderLoop,
    ReaderUrl,
    TagRead,
    cycle_json,
    open_reader,
)
from readers.errors import PortNotFound
from receipts.errors import ReceiptError

CLOCK = SystemClock(LUNCH_TIME)
Inbox = queue.SimpleQueue[Callable[[], None]]


def with_devices(reader: str, printer: str = "none") -> Settings:
    settings = Settings()
    return replace(settings, pos=replace(settings.pos, reader=reader, printer=printer))


@pytest.fixture
def url(sqlite_stores: SqliteStores) -> Iterator[str]:
    made = sqlite_stores.copy("demo")
    yield made
    sqlite_stores.drop(made)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A hundred quick cycles in which one plate lies there."""
    file = tmp_path / "tray.jsonl"
    cycles = [
        Cycle.whole((TagRead(chip(1)),), number / 100, number / 100 + 0.005)
        for number in range(100)
    ]
    lines = [json.dumps(cycle_json(n, cycle, 0.0)) for n, cycle in enumerate(cycles, 1)]
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_the_data_lie_where_the_system_says():
    folder = bootstrap.data_folder({"XDG_DATA_HOME": "/x/data", "HOME": "/home/k"})
    assert folder == Path("/x/data/kangle-canteen")
    assert bootstrap.data_folder({"HOME": "/home/k"}) == Path("/home/k/.local/share/kangle-canteen")


def test_the_database_may_be_named_by_the_environment(monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/x")
    monkeypatch.delenv("CANTEEN_DB", raising=False)
    assert bootstrap.default_url() == "sqlite:////x/kangle-canteen/canteen.db"
    monkeypatch.setenv("CANTEEN_DB", "postgresql://k@db/canteen")
    assert bootstrap.default_url() == "postgresql://k@db/canteen"


def test_the_clock_starts_where_it_is_told():
    clock = bootstrap.make_clock(environ={NOW_VARIABLE: "2026-11-23T11:30:00+08:00"})
    assert 0 <= (clock.now() - LUNCH_TIME).total_seconds() < 5
    assert abs((bootstrap.make_clock(environ={}).now() - datetime.now(UTC)).total_seconds()) < 5


@pytest.mark.parametrize("text", ["noon", "2026-11-23T11:30:00", "2026-13-01T00:00:00+08:00"])
def test_a_start_that_is_no_instant_is_refused(text):
    with pytest.raises(BadTime):
        bootstrap.make_clock(environ={NOW_VARIABLE: text})


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(DatabaseMissing):
        bootstrap.open_database(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(BadDatabaseUrl):
        bootstrap.open_database("oracle://x")


def test_a_database_of_a_later_release_is_left_alone(url):
    database = Database.open(url)
    with database.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = 'later'"))
    database.close()
    with pytest.raises(DatabaseNewer):
        bootstrap.open_database(url)


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        (Settings(), NoReader),
        (with_devices("feig"), ReaderError),
        (with_devices("feig:/dev/x", printer="fax:1"), ReceiptError),
    ],
)
def test_what_is_missing_is_said_before_anything_moves(url, settings, error):
    database = bootstrap.open_database(url)
    before = {thread.name for thread in threading.enumerate()}
    with pytest.raises(error):
        build(settings, database, CLOCK, print)
    database.close()
    assert {thread.name for thread in threading.enumerate()} == before


def test_without_its_key_a_database_does_not_sell(url):
    Path(f"{url.removeprefix('sqlite:///')}.key").unlink()
    database = bootstrap.open_database(url)
    with pytest.raises(AccountsError):
        build(with_devices("feig:/dev/x"), database, CLOCK, print)
    database.close()


def run_until(inbox: Inbox, fits: Callable[[], bool]) -> None:
    """Do what comes in until `fits`, for at most five seconds."""
    deadline = time.monotonic() + 5
    while not fits():
        inbox.get(timeout=max(0.01, deadline - time.monotonic()))()


def test_a_built_terminal_reads_sells_and_closes(url, recording, tmp_path):
    threads = threading.active_count()
    database = bootstrap.open_database(url)
    till = Till(database)
    till.open_shift()
    till.bind("ermifan", chip(1))
    inbox: Inbox = queue.SimpleQueue()
    paper = tmp_path / "paper.bin"
    app = build(with_devices(f"replay:{recording}", f"file:{paper}"), database, CLOCK, inbox.put)
    assert app.waiting == []
    assert threading.active_count() > threads
    app.await_reader(1.0)
    app.start()
    run_until(inbox, lambda: app.station.state.phase is Phase.SETTLED)
    quote = app.station.state.quote
    assert quote is not None
    app.station.pay_cash(quote.due, "07")
    run_until(inbox, lambda: app.station.state.phase is Phase.DONE)
    app.close()
    assert paper.read_bytes().count(b"\x1dV") == 1
    assert threading.active_count() == threads
    while not inbox.empty():
        inbox.get()()  # whatever comes late finds everything as it was left
    assert app.station.state.phase is Phase.DONE


def tapping_counter(minutes: int, jobs: Any = None) -> Counter:
    """A counter where plates are shown one by one, as it is built."""
    settings = Settings(reading=ReadingSettings(tap=True, tap_minutes=minutes))
    counter = Counter(jobs, tapping=bootstrap.tap_rule(settings))
    assert counter.tapping is not None
    bootstrap.hold_while_paying(counter.station, counter.tapping)
    counter.fill(1, 2, 3)
    return counter


@pytest.fixture
def tapping() -> Counter:
    return tapping_counter(3)


def pass_time(counter: Counter, seconds: int) -> None:
    """So long nobody taps or touches anything; the reader looks on, the time is looked at."""
    for _ in range(seconds):
        counter.clock.advance(0.9)
        counter.tap()
        counter.station.tick()


def test_plates_that_nobody_pays_or_touches_are_not_on_the_next_guests_tray(tapping):
    tapping.tap(1)
    tapping.tap(2)
    pass_time(tapping, 179)
    assert tapping.state.phase is Phase.SETTLED
    pass_time(tapping, 1)
    assert tapping.state == StationState()
    assert set(tapping.desk.gone[-1]) == {chip(1), chip(2)}
    tapping.tap(3)
    tapping.pay()
    assert [line.uid for line in tapping.desk.orders[0].quote.lines] == [chip(3)]


def test_with_no_minutes_they_stay():
    counter = tapping_counter(0)
    counter.tap(1)
    pass_time(counter, 600)
    assert counter.state.phase is Phase.SETTLED


def test_what_was_entered_by_hand_goes_with_the_plates(tapping):
    tapping.tap(1)
    tapping.station.staff.add_by_hand([dish()], CASHIER)
    pass_time(tapping, 181)
    assert tapping.state.phase is Phase.IDLE
    assert tapping.desk.orders == []


def test_no_payment_under_way_loses_its_plates():
    counter = tapping_counter(3, HeldJobs())
    counter.tap(1)
    for _ in range(3):
        counter.jobs.finish()
        pass_time(counter, 1)
    counter.pay()
    pass_time(counter, 600)
    assert counter.state.phase is Phase.PAYING
    counter.jobs.finish()
    assert counter.state.phase is Phase.DONE
    assert [line.uid for line in counter.desk.orders[0].quote.lines] == [chip(1)]


def test_a_payment_that_waits_for_a_better_reading_loses_no_plate(tapping):
    tapping.tap(1)
    pass_time(tapping, 179)
    bad = Cycle.broken((), (), 0.0, tapping.clock.monotonic())
    tapping.station.on_reader(CycleRead(bad, tapping.tapping.see(bad)))
    tapping.pay()
    assert tapping.state.phase is Phase.PAYING
    pass_time(tapping, 1)
    assert tapping.state.phase is Phase.DONE


def test_a_payment_whose_answer_was_lost_keeps_its_plates_until_it_is_known(tapping):
    tapping.tap(1)
    pass_time(tapping, 100)
    tapping.desk.trouble |= {"settle": DatabaseBusy(), "standing": DatabaseBusy()}
    tapping.pay()
    pass_time(tapping, 600)
    assert tapping.tapping.sighting.plates == (chip(1),)
    tapping.desk.trouble.clear()
    pass_time(tapping, 10)
    assert (tapping.state.phase, tapping.state.tray.seen) == (Phase.SETTLED, (chip(1),))
    pass_time(tapping, 180)
    assert tapping.state.phase is Phase.IDLE


def test_a_payment_that_begins_as_the_plates_are_let_go_is_made(tapping):
    tapping.tap(1)
    pass_time(tapping, 179)
    seen = Cycle.whole((), 0.0, tapping.clock.monotonic() + 1.0)
    late = CycleRead(seen, tapping.tapping.see(seen))
    assert late.sighting.plates == ()
    tapping.pay()
    tapping.station.on_reader(late)
    assert tapping.state.phase is Phase.DONE
    assert tapping.tapping.sighting.plates == ()


def test_a_key_keeps_tapped_plates_waiting(url):
    database = bootstrap.open_database(url)
    settings = replace(with_devices("replay:/x"), reading=ReadingSettings(tap=True))
    app = build(settings, database, CLOCK, queue.SimpleQueue().put)
    tray = app.tapping
    assert tray is not None
    tray.see(Cycle.whole((TagRead(chip(1)),), 0.0, 1.0))
    tray.see(Cycle.whole((), 1.0, 180.0))
    app.touched()
    assert tray.see(Cycle.whole((), 180.0, 182.0)).plates == (chip(1),)
    assert tray.see(Cycle.whole((), 182.0, 362.0)).plates == ()
    app.close()


def test_a_till_closes_though_its_reader_hangs(url):
    threads = threading.active_count()
    database = bootstrap.open_database(url)
    app = build(with_devices("replay:/x"), database, CLOCK, queue.SimpleQueue().put)
    stuck, released = threading.Event(), threading.Event()

    def hang() -> Reader:
        stuck.set()
        released.wait(60)
        raise PortNotFound(port="x")

    told: list[ReaderEvent] = []
    app.loop = ReaderLoop(hang, Presence(), CLOCK, told.append, stop_seconds=0.05)
    app.start()
    assert stuck.wait(10)
    app.close()
    assert threading.active_count() == threads + 1
    released.set()
    while not app.loop.stop():
        pass
    assert threading.active_count() == threads
    assert told == []


def test_a_pin_is_looked_up_off_the_callers_thread(url):
    database = bootstrap.open_database(url)
    inbox: Inbox = queue.SimpleQueue()
    app = build(with_devices("replay:/x"), database, CLOCK, inbox.put)
    answers: list[Any] = []
    app.check_pin("2580", lambda answer, error: answers.append((answer, error)))
    assert answers == []
    run_until(inbox, lambda: bool(answers))
    app.close()
    ((answer, error),) = answers
    assert isinstance(answer, PinAnswer)
    assert error is None


@pytest.fixture
def plugged() -> Iterator[ReaderUrl]:
    """A reader whose port one program alone may hold."""
    with FeigFirmware(timing=False) as firmware:
        yield ReaderUrl.parse(f"feig:{firmware.path}?parity=N")


def test_the_reader_opened_beforehand_is_used_once(plugged):
    opener = ReaderOpener(lambda: open_reader(plugged, CLOCK))
    opener.open_first(1.0)
    first = opener()
    opener.close()
    assert first.cycle().complete
    with pytest.raises(ConnectionTrouble):
        opener()
    first.close()
    opener().close()


def test_a_reader_that_nobody_took_is_given_back(plugged):
    opener = ReaderOpener(lambda: open_reader(plugged, CLOCK))
    opener.open_first(1.0)
    opener.close()
    open_reader(plugged, CLOCK).close()


def test_waiting_for_a_reader_ends_when_told():
    opener = ReaderOpener(lambda: open_reader("feig:/dev/ttyNothing?parity=N", CLOCK))
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    started = time.monotonic()
    with pytest.raises(ConnectionTrouble):
        opener.open_first(30.0, stop)
    assert time.monotonic() - started < 3


@pytest.fixture
def log_handlers() -> Iterator[logging.Logger]:
    root = logging.getLogger("kangle")
    before = list(root.handlers), root.level, root.propagate
    yield root
    for handler in set(root.handlers) - set(before[0]):
        root.removeHandler(handler)
        handler.close()
    root.level, root.propagate = before[1], before[2]


def test_the_log_lies_beside_the_data(log_handlers, tmp_path):
    bootstrap.keep_log(tmp_path)
    assert [file.name for file in (tmp_path / "log").iterdir()] == ["canteen.log"]


def test_without_a_place_for_the_log_the_till_runs_all_the_same(log_handlers, tmp_path):
    (tmp_path / "log").touch()
    bootstrap.keep_log(tmp_path)
    assert (tmp_path / "log").read_bytes() == b""


def test_every_refusal_is_one_of_ours():
    assert issubclass(NoReader, CanteenError)
    assert NoReader().exit_status == 2
