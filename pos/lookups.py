"""What the station asks the records about a tray, one question at a time, in jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from canteen.clock import Clock
from canteen.jobs import Jobs
from pos.desk import Desk
from pos.plates import Shelf
from pos.state import Occasion
from pos.tray import PlateRecord
from readers import TagUid

REFRESH_SECONDS: Final = 1.0
"""A binding changed at a desk shows on a running till within this and one look-up."""

Records = dict[TagUid, PlateRecord]


class Lookups:
    """Answers come on the station's thread. A failed question is told, and asked again later."""

    def __init__(
        self, desk: Desk, jobs: Jobs, clock: Clock, tell: Callable[[Exception | None], None]
    ) -> None:
        self._desk = desk
        self._jobs = jobs
        self._clock = clock
        self._tell = tell
        self._busy = False
        self._retry_at = 0.0

    def hurry(self) -> None:
        """Somebody asked for it: do not wait after a failure."""
        self._retry_at = 0.0

    def begin(
        self,
        uids: Sequence[TagUid],
        done: Callable[[Occasion, Shelf, Records], None],
        *,
        may_open: bool,
    ) -> None:
        """Fix occasion and menu of a new tray and look its first chips up, in one job."""
        if not self._takes():
            return
        asked = tuple(uids)

        def work() -> tuple[Occasion, Shelf, Records]:
            occasion = self._desk.occasion(self._clock.now())
            shelf = self._desk.shelf(occasion)
            if not asked:
                return occasion, shelf, {}
            found = self._desk.look_up(asked, occasion, shelf, may_open=may_open)
            return occasion, shelf, found

        def answered(
            value: tuple[Occasion, Shelf, Records] | None, error: Exception | None
        ) -> None:
            self._answered(error)
            if value is not None:
                done(*value)

        self._jobs.submit(work, answered)

    def look_up(
        self,
        uids: Sequence[TagUid],
        occasion: Occasion,
        shelf: Shelf,
        done: Callable[[Records], None],
        *,
        may_open: bool,
    ) -> bool:
        """Read what is known of chips; False when another question is under way."""
        if not self._takes():
            return False
        asked = tuple(uids)

        def answered(found: Records | None, error: Exception | None) -> None:
            self._answered(error)
            if found is not None:
                done(found)

        self._jobs.submit(
            lambda: self._desk.look_up(asked, occasion, shelf, may_open=may_open), answered
        )
        return True

    def _takes(self) -> bool:
        if self._busy or self._clock.monotonic() < self._retry_at:
            return False
        self._busy = True
        return True

    def _answered(self, error: Exception | None) -> None:
        self._busy = False
        if error is not None:
            self._retry_at = self._clock.monotonic() + REFRESH_SECONDS
            self._tell(error)
