"""Builds a terminal from its settings. The only builder; the screens add their own on top."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from accounts import chain as chains
from accounts.chain import Chain
from accounts.staff import PinAnswer, answer_pin, match_pin
from canteen import i18n, log
from canteen.clock import Clock, SystemClock
from canteen.db import Database
from canteen.errors import BadInput, CanteenError
from canteen.i18n import N_
from canteen.jobs import Deliver, SerialJobs
from pos import audit_trail, history, printing
from pos.desk import TillDesk
from pos.errors import BadTime, SlipWaiting
from pos.migrations import require_head
from pos.reader_reads import ReadStatistics
from pos.reader_state import RETURN, HealthNotes
from pos.returns import ReturnCounter, ReturnLine
from pos.settings import Settings
from pos.state import Phase, StationState
from pos.station import CheckoutStation
from readers import (
    Presence,
    Reader,
    ReaderEvent,
    ReaderLoop,
    ReaderUrl,
    TapTray,
    TrayRecorder,
    TrayRule,
    open_reader,
    open_within,
)
from receipts.printers import open_printer
from receipts.spool import Spool

NOW_VARIABLE: Final = "CANTEEN_NOW"
DB_VARIABLE: Final = "CANTEEN_DB"
CLOSE_SECONDS: Final = 10.0
SECONDS_A_MINUTE: Final = 60.0


class NoReader(BadInput):
    """No reader is set for this terminal."""

    code = "E-POS-060"
    sentence = N_("没有设置读盘器，结算台不能开始。")
    mend = N_("用 --reader 给出，例如 feig:/dev/ttyUSB0；或写进设置文件 [pos] reader。")


def data_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Where this user's database and log lie by default."""
    env = os.environ if environ is None else environ
    base = env.get("XDG_DATA_HOME") or str(Path(env.get("HOME", "~")).expanduser() / ".local/share")
    return Path(base) / "kangle-canteen"


def default_url() -> str:
    """The database that is used when none is named."""
    return os.environ.get(DB_VARIABLE) or f"sqlite:///{data_folder() / 'canteen.db'}"


def make_clock(speed: float = 1.0, environ: Mapping[str, str] | None = None) -> SystemClock:
    """The clock, started at `CANTEEN_NOW` where that is set; raises `BadTime`."""
    env = os.environ if environ is None else environ
    text = env.get(NOW_VARIABLE)
    if not text:
        return SystemClock(speed=speed)
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise BadTime(text=text) from None
    if start.tzinfo is None:
        raise BadTime(text=text)
    return SystemClock(start, speed)


def open_database(url: str) -> Database:
    """Open a database whose schema is ours; raises one of the `DatabaseError` tree."""
    database = Database.open(url)
    try:
        require_head(database)
    except CanteenError:
        database.close()
        raise
    return database


def open_chain(database: Database, settings: Settings) -> Chain:
    """The chain of this terminal; raises `ChainKeyMissing` or `ChainCutShort`."""
    key = chains.load_key(database)
    with database.read() as session:
        chains.check_anchors(session)
    return Chain(key, settings.pos.terminal)


class ReaderOpener:
    """Opens a reader each time the loop asks; the first may be opened beforehand."""

    def __init__(self, open_it: Callable[[], Reader]) -> None:
        self._open = open_it
        self._first: Reader | None = None

    def open_first(self, seconds: float, stop: threading.Event | None = None) -> None:
        """Try for `seconds` of real time, or until `stop`; raises the reader's coded error."""
        self._first = open_within(self._open, seconds, stop)

    def __call__(self) -> Reader:
        first, self._first = self._first, None
        return first or self._open()

    def close(self) -> None:
        """Give back a reader that nobody took."""
        if self._first is not None:
            self._first.close()


@dataclass(slots=True)
class App:
    """A running terminal without a screen. Everything below is used from one thread, the one that
    drains `inbox`; other threads only put calls into it.
    """

    settings: Settings
    database: Database
    chain: Chain
    clock: Clock
    desk: TillDesk
    jobs: SerialJobs
    station: CheckoutStation
    slips: printing.SlipPrinter
    opener: ReaderOpener
    loop: ReaderLoop
    recorder: TrayRecorder
    reads: ReadStatistics
    background: SerialJobs
    returns: ReturnLine | None
    waiting: list[SlipWaiting]
    tapping: TapTray | None

    def await_reader(self, seconds: float, stop: threading.Event | None = None) -> None:
        """Open the reader now, within `seconds` of real time, or raise its coded error."""
        self.opener.open_first(seconds, stop)

    def start(self) -> None:
        """Begin to read."""
        self.loop.start()
        if self.returns is not None:
            self.returns.start()

    def touched(self) -> None:
        """A key was pressed: where plates are tapped, somebody is busy with those on the tray."""
        if self.tapping is not None:
            self.tapping.touch()

    def check_pin(
        self, pin: str, done: Callable[[PinAnswer | None, Exception | None], None]
    ) -> None:
        """Find out whose PIN this is, off the caller's thread."""

        def work() -> PinAnswer:
            with self.database.read() as session:
                match = match_pin(session, pin, key=chains.load_key(self.database))
            with self.database.write() as session:
                return answer_pin(session, match, now=self.clock.now())

        self.jobs.submit(work, done)

    def reprint_last(self, by: str) -> None:
        """Print the last sale's slip once more, marked, off the caller's thread."""

        def work() -> printing.Reprint:
            now = self.clock.now()
            terminal = self.settings.pos.terminal
            with self.database.write() as session:
                sale = history.latest_sale(session, terminal)
                again = printing.queue_reprint(session, sale, terminal, now)
                audit_trail.record(session, self.chain, by, "reprint", str(sale), {}, now)
            return again

        def done(again: printing.Reprint | None, error: Exception | None) -> None:
            if again is None:
                self.station.tell(error)
            else:
                self.slips.print(again.job, again.document)

        self.jobs.submit(work, done)

    def close(self) -> None:
        """Stop reading, finish the work under way and the paper, close the database."""
        if self.loop.stop():
            # A reader that hangs has the recorder still; what lay still is on the disk already.
            self.recorder.finish()
        if self.returns is not None:
            self.returns.stop()
        self.opener.close()
        self.reads.write()
        self.background.close()
        self.jobs.close()
        self.slips.close(CLOSE_SECONDS)
        self.database.close()


Inbox = queue.SimpleQueue[Callable[[], None]]


def build(
    settings: Settings,
    database: Database,
    clock: Clock,
    deliver: Deliver,
) -> App:
    """Put a terminal together; `deliver` brings calls to the station's thread.

    Nothing moves before `App.start`. Raises coded errors for a bad reader or printer address, a
    missing key, a chain that was cut.
    """
    if not settings.pos.reader:
        raise NoReader
    url = ReaderUrl.parse(settings.pos.reader)
    printer = settings.pos.printer
    open_printer(printer).close()
    chain = open_chain(database, settings)

    def paper(job: UUID, error: CanteenError | None) -> None:
        deliver(lambda: station.paper_came(job, error))

    slips = printing.SlipPrinter(
        database, clock, lambda report: Spool(lambda: open_printer(printer), clock, report), paper
    )
    desk = TillDesk(database, chain, settings, clock, slips)
    jobs = SerialJobs(deliver)
    tapping = tap_rule(settings)
    presence = Presence(delta=settings.reading.miss_chance)
    background = SerialJobs(deliver)
    terminal = settings.pos.terminal
    reads = ReadStatistics(
        database, background, clock, terminal, presence.set_rate, lambda: loop.health
    )
    station = CheckoutStation(desk, jobs, clock, tapping)
    station.subscribe(reads.on_state)
    if tapping is not None:
        hold_while_paying(station, tapping)
    with database.write() as session:
        waiting = printing.take_over(session, settings.pos.terminal, clock.now())

    def take(event: ReaderEvent) -> None:
        reads.on_reader(event)
        station.on_reader(event)

    recorder = TrayRecorder(trays_folder(database), settings.reading.keep_trays, clock)
    opener = ReaderOpener(lambda: recorder.open(url))
    loop = _reading(opener, tapping or presence, clock, take, deliver)
    notes = HealthNotes(database, background, clock, terminal, RETURN)
    returns = _return_line(settings, clock, ReturnCounter(desk.returned, jobs), notes, deliver)
    desk.shelf(desk.occasion(clock.now()))  # read before the first tray needs it
    parts = (settings, database, chain, clock, desk, jobs, station, slips)
    return App(*parts, opener, loop, recorder, reads, background, returns, waiting, tapping)


def tap_rule(settings: Settings) -> TapTray | None:
    """The rule of the tray where plates are shown one by one, `None` where they lie together."""
    reading = settings.reading
    return TapTray(let_go_after=reading.tap_minutes * SECONDS_A_MINUTE) if reading.tap else None


def hold_while_paying(station: CheckoutStation, tapping: TapTray) -> None:
    """Let go of no plate between the key that pays and the end of that payment, however it ends."""

    def on_state(state: StationState) -> None:
        paying = state.phase is Phase.PAYING or station.payment.open
        tapping.hold(state.tray.seen if paying else ())

    station.subscribe(on_state)


def trays_folder(database: Database) -> Path:
    """Where recordings of trays are kept: beside a database file, else with the user's data."""
    file = database.file
    return file.with_name(f"{file.name}.trays") if file else data_folder() / "trays"


def _return_line(
    settings: Settings,
    clock: Clock,
    counter: ReturnCounter,
    notes: HealthNotes,
    deliver: Deliver,
) -> ReturnLine | None:
    if not settings.pos.return_reader:
        return None
    url = ReaderUrl.parse(settings.pos.return_reader)
    presence = Presence(delta=settings.reading.miss_chance)
    opener = ReaderOpener(lambda: open_reader(url, clock))

    def take(event: ReaderEvent) -> None:
        line.take(event)

    loop = _reading(opener, presence, clock, take, deliver)
    line = ReturnLine(loop, counter, notes)
    return line


def _reading(
    opener: ReaderOpener,
    rule: TrayRule,
    clock: Clock,
    take: Callable[[ReaderEvent], None],
    deliver: Deliver,
) -> ReaderLoop:
    return ReaderLoop(opener, rule, clock, lambda event: deliver(lambda: take(event)))


def use_language(settings: Settings) -> None:
    """Put the terminal's language in force for the process."""
    i18n.choose(settings.pos.language)


def keep_log(folder: Path | None = None) -> None:
    """Write the log beside the data, or go on without where that is not possible."""
    try:
        log.configure((folder or data_folder()) / "log")
    except OSError as error:
        log.get_logger(__name__).warning("no-log-file", reason=str(error))
