"""How a FEIG reader is kept from naming a plate once and then being silent about it.

As shipped, many models report "only new transponders" (ONT, CFG5 byte 11): what was named once is
told to be quiet until the field was off. Either the field is reset before every inventory, or the
reader's working memory is set to name all; its EEPROM is never written.

Working memory is lost with the power, and then ONT is back without a word. It silences a chip only
by naming it. So where a chip of the last cycle is missing, or that cycle was incomplete, CFG5 is
read before the new one is believed. A chip that was named in a complete cycle, lies there still and
is silenced can therefore never pass for one that was taken away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import Final

from readers.errors import CycleFault, SettingsLost
from readers.protocols import feig
from readers.tag import TagUid

TRIES: Final = 4
"""Requests about the configuration at the opening, one to set it, until it is left alone."""


class NewOnlyGuard:
    """Decides before each inventory whether the field is reset, and after it whether it counts.

    `ask` sends a command with its data, `reset` resets the field; both raise a `CycleFault`.
    With `configures` false, and where a reader does not let itself be set, the field is reset
    every time.
    """

    def __init__(
        self,
        ask: Callable[[int, bytes], feig.Frame],
        reset: Callable[[], None],
        *,
        configures: bool,
    ) -> None:
        self._ask = ask
        self._reset = reset
        self._configures = configures
        self._settled = False  # the last cycle was complete, and CFG5 was seen right since a reset
        self._awake = False  # no chip was silenced before CFG5 was right
        self._fresh = False
        self._named: frozenset[TagUid] = frozenset()

    def prepare(self) -> None:
        """Set the reader to name all, once at the opening, so that a recording holds it."""
        for _try in range(TRIES):
            if not self._configures:
                return
            with contextlib.suppress(CycleFault):
                if self._names_all():
                    self._reset()
                    self._awake = self._settled = True
                    return
        self._configures = False

    def before(self) -> None:
        """Make ready for an inventory that names every chip; raises a `CycleFault`."""
        settled, self._settled = self._settled, False
        self._fresh = not (settled or (self._configures and self._names_all() and self._awake))
        if self._fresh:
            self._reset()
            self._awake = True

    def after(self, named: Iterable[TagUid]) -> None:
        """Check an inventory that came to its end; raises a `CycleFault` where it cannot count."""
        before, self._named = self._named, frozenset(named)
        if not self._fresh:
            if not before <= self._named and not self._names_all():
                raise SettingsLost
            self._settled = True

    def _names_all(self) -> bool:
        """Whether chips are named every time. If not, the reader is set so, where it allows that.

        Raises a `CycleFault` where it does not answer.
        """
        found = self._ask(feig.READ_CONFIGURATION, bytes((feig.CFG5,)))
        if found.status != feig.OK or len(found.data) != feig.CFG_BYTES:
            self._configures = False
            return False
        wanted = feig.naming_all(found.data)
        if wanted == found.data:
            return True
        self._awake = False
        self._ask(feig.WRITE_CONFIGURATION, bytes((feig.CFG5,)) + wanted)
        return False
