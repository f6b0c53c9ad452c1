"""What the screen knows beside the station, read in a job."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.databases import SqliteStores, opened_copy
from support.till import Till, chip

from canteen.db import Database
from canteen.jobs import ImmediateJobs
from pos.reader_reads import add_reads
from pos.returns import ReturnReader
from pos.settings import PosSettings, ReadingSettings, Settings
from pos.state import StationState
from pos.ui.surroundings import FIGURES_SECONDS, REFRESH_SECONDS, Surroundings
from readers import LineHealth, PlateReads, ReadCount, ReaderHealth


@pytest.fixture
def database(sqlite_stores: SqliteStores) -> Iterator[Database]:
    yield from opened_copy(sqlite_stores, "demo")


class Around:
    """Surroundings over a till; time moves only when told."""

    def __init__(self, database: Database, settings: Settings | None = None) -> None:
        self.till = Till.open(database)
        self.till.bind("hongshaorou", chip(1), chip(2))
        self.health = ReaderHealth()
        self.returns: ReturnReader | None = None
        self.around = Surroundings(
            settings or Settings(), self.till.desk, database, self.till.clock, ImmediateJobs(),
            health=lambda: self.health, returns=lambda: self.returns,
        )  # fmt: skip

    def count(self, number: int, antenna: int, cycles: int, reads: int) -> None:
        """Let a plate have answered so often."""
        each = PlateReads(chip(number), antenna, ReadCount(cycles, reads))
        with self.till.database.write() as session:
            add_reads(session, "T1", self.till.now, [each])

    def after(self, seconds: float):
        self.till.clock.advance(seconds)
        self.around.inputs(StationState())  # this look begins to read
        return self.around.inputs(StationState())


def test_the_reading_is_told_after_the_first_refresh_and_then_now_and_then(database):
    at = Around(database)
    at.count(1, 1, 1000, 600)
    at.count(2, 2, 1000, 1000)
    first = at.around.inputs(StationState()).devices
    assert [device.name for device in first] == ["读盘器", "账本"]
    found = at.after(REFRESH_SECONDS).devices
    assert found[0].fact == "读出率 80.0%"
    assert found[0].details == ("天线读出率：1 号 60.0%，2 号 100.0%",)
    assert found[1].fact == f"1 只该换，尾号 {chip(1).text[-4:]}"
    assert found[1].details == (
        f"读出率最低：{chip(1).text[-4:]} 60.0%，{chip(2).text[-4:]} 100.0%",
    )
    at.count(1, 1, 100_000, 100_000)
    assert at.after(REFRESH_SECONDS).devices == found
    mended = at.after(FIGURES_SECONDS).devices
    assert [device.fact for device in mended[1:]] == ["没有要换的", "今日 0 笔"]


def test_the_line_is_told_at_every_look(database):
    at = Around(database)
    now = at.till.clock.monotonic()
    line = LineHealth(frames=40, last_good=now)
    at.health = ReaderHealth(line, connected=True, recent=line)
    told = at.around.inputs(StationState()).devices[0].details
    assert told == ("最近应答：刚刚，校验错误 0.0%，重新对齐 0 次，重连 0 次",)
    later = at.after(10).devices[0].details
    assert later == ("最近应答：10 秒前，校验错误 0.0%，重新对齐 0 次，重连 0 次",)


def test_the_reader_at_the_return_is_told_where_there_is_one(database):
    at = Around(database)
    at.returns = ReturnReader(ReaderHealth(connected=True))
    told = at.around.inputs(StationState()).devices
    assert [device.name for device in told] == ["读盘器", "回收处读盘器", "账本"]
    assert told[1].details == ("重新对齐 0 次，重连 0 次",)


def test_where_plates_are_shown_one_by_one_the_screen_knows(database):
    settings = Settings(pos=PosSettings(), reading=ReadingSettings(tap=True))
    assert Around(database, settings).around.inputs(StationState()).tapping
