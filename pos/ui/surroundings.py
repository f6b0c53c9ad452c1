"""What a screen needs beside the station's state: the menu, the shift, the devices."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final, Protocol

from canteen.clock import Clock
from canteen.db import Database
from canteen.errors import CanteenError
from canteen.i18n import _
from canteen.jobs import Jobs
from canteen.log import get_logger
from menus import Menu, Sundry
from menus.meals import SHANGHAI
from pos import history, shifts
from pos.desk import item_of, item_of_sundry, occasion_at
from pos.disk import require_room
from pos.errors import DiskLow
from pos.reader_reads import antenna_counts, plate_counts, worst_plates
from pos.returns import ReturnReader
from pos.settings import Settings
from pos.state import Occasion, StationState
from pos.tray import Item
from pos.ui.devices import MOST_TAILS, ReadFigures, devices
from pos.ui.inputs import Inputs, MenuEntry
from readers import ReaderHealth, worn_plates

REFRESH_SECONDS: Final = 20.0
"""A dish sold out at a desk shows on the idle screen within this."""
FIGURES_SECONDS: Final = 300.0
"""Between two looks at the reading's statistics: thirty days of them, and nothing in a hurry."""

_log = get_logger("pos.ui")


class MenuDesk(Protocol):
    """Who knows the menu; `pos.desk.TillDesk`."""

    def menu(self, occasion: Occasion, /) -> tuple[Menu, tuple[Sundry, ...]]:
        """The menu of a business date, and what is sold without a plate; may be slow."""
        ...


@dataclass(frozen=True, slots=True)
class Today:
    """What was read last: the occasion it is for, its menu, who has the shift, how the book is.

    `sold` counts today's sales of this till; `stopped` is set where it must not sell. `figures` say
    how well plates are read, None where that was not asked this time.
    """

    occasion: Occasion
    menu: tuple[MenuEntry, ...]
    sundries: tuple[Item, ...]
    shift: str
    sold: int
    stopped: CanteenError | None
    figures: ReadFigures | None = None


class Surroundings:
    """Gives `Inputs` without the station's state; reads anew through `jobs` now and then.

    `cycle_days` is the length of the rotation in force, 0 where none is; `health` says how the
    reader does, `returns` how that at the return does, where there is one.
    """

    def __init__(
        self,
        settings: Settings,
        desk: MenuDesk,
        database: Database,
        clock: Clock,
        jobs: Jobs,
        *,
        offers: Collection[str] = (),
        cycle_days: int = 0,
        health: Callable[[], ReaderHealth] = ReaderHealth,
        returns: Callable[[], ReturnReader | None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._desk = desk
        self._database = database
        self._clock = clock
        self._jobs = jobs
        self._offers = frozenset(offers)
        self._cycle_days = cycle_days
        self._health = health
        self._returns = returns
        self._reading = False
        self._read_at = clock.monotonic()
        self._figures = ReadFigures()
        self._figures_due = self._read_at
        self._today = self.read()

    def read(self) -> Today:
        """Read menu and shift now; slow. Raises one of the `DatabaseError` tree."""
        occasion = occasion_at(self._clock.now(), self._settings)
        menu, sundries = self._desk.menu(occasion)
        pos = self._settings.pos
        with self._database.read() as session:
            shift = shifts.current(session, pos.terminal)
            sold = history.numbered(session, pos.terminal, occasion.business_date)
        return Today(
            occasion=occasion,
            menu=tuple(MenuEntry(item_of(each.dish), each.sold_out) for each in menu.items),
            sundries=tuple(item_of_sundry(each) for each in sundries),
            shift=_shift_words(shift),
            sold=sold,
            stopped=_no_room(self._database, pos.least_free_mb),
        )

    def read_all(self) -> Today:
        """As `read`, with the figures of the reading; slower still."""
        now, terminal = self._clock.now(), self._settings.pos.terminal
        with self._database.read() as session:
            plates = plate_counts(session, terminal, now)
            antennas = antenna_counts(session, terminal, now)
        worst = worst_plates(plates, MOST_TAILS)
        figures = ReadFigures(antennas, tuple(worn_plates(plates)), worst)
        return replace(self.read(), figures=figures)

    def inputs(self, state: StationState) -> Inputs:
        """The inputs as they stand, with `state`; starts to read anew where that is due."""
        self._refresh()
        pos = self._settings.pos
        today = self._today
        monotonic = self._clock.monotonic()
        prints = pos.printer != "none"
        return Inputs(
            state=state,
            menu=today.menu,
            sundries=today.sundries,
            now=self._clock.now(),
            monotonic=monotonic,
            canteen_name=pos.canteen_name,
            hours=self._settings.meals,
            reference=self._settings.lunch,
            cycle_days=self._cycle_days,
            prints=prints,
            tapping=self._settings.reading.tap,
            offers=self._offers,
            terminal=pos.terminal,
            shift=today.shift,
            stopped=today.stopped,
            devices=devices(
                state,
                self._health(),
                self._figures,
                monotonic,
                prints=prints,
                sold=today.sold,
                returns=self._returns(),
            ),
        )

    def _refresh(self) -> None:
        now = self._clock.monotonic()
        other_day = occasion_at(self._clock.now(), self._settings) != self._today.occasion
        if self._reading or not (other_day or now - self._read_at >= REFRESH_SECONDS):
            return
        self._reading, self._read_at = True, now
        work = self.read
        if now >= self._figures_due:
            work, self._figures_due = self.read_all, now + FIGURES_SECONDS
        self._jobs.submit(work, self._take)

    def _take(self, today: Today | None, error: Exception | None) -> None:
        self._reading = False
        if today is None:
            _log.warning("menu-not-read", error=repr(error))
            return
        self._today = today
        self._figures = today.figures or self._figures


def _shift_words(shift: shifts.Shift | None) -> str:
    if shift is None:
        return ""
    opened = shift.opened_at.astimezone(SHANGHAI)
    time = f"{opened:%H:%M}"
    return "\n".join(
        (
            _("收银 {staff}，{time} 开").format(staff=shift.staff_id, time=time),
            f"{_('开班')}\t{time}",
            f"{_('当班')}\t{shift.staff_id}",
            f"{_('备用金')}\t{_('{n} 元').format(n=shift.float)}",
        )
    )


def _no_room(database: Database, least_mb: int) -> CanteenError | None:
    try:
        require_room(database, least_mb)
    except DiskLow as error:
        return error
    return None
