"""Card numbers out of key presses: readers that type a card's number like a keyboard.

Such a reader types its digits a few milliseconds apart and ends with Enter, with Tab or with
nothing; a person's keys lie further apart. Pace and length are all there is to tell them by, so
every key may begin a number: it is kept from the screens until the next one is overdue. What comes
out is a card number and nothing else; no key of a burst ever reaches an amount or a PIN.
"""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from readers.tag import TagUid

GAP_SECONDS: Final = 0.05
"""Keys at least so far apart are a person's."""
BY_HAND: Final = 2
"""So many keys in quick succession may be two hands; more are a machine's."""
LATE_SECONDS: Final = 0.5
"""For so long after a burst, what trails behind it (a late Enter, a torn end) belongs to it."""
TERMINATORS: Final = frozenset("\r\n\t")

_LEAST_BYTES: Final = 4
_ISO15693_BYTES: Final = 8
# An input method in full-width mode types these in place of ASCII (Unicode, FF01 to FF5E).
_HALF_WIDTH: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class WedgeFormat:
    """How a device types a number of `size` bytes: so many `digits` of `base`, zeros in front.

    `backwards`: the device begins with the least significant byte.
    """

    digits: int
    size: int
    base: int = 16
    backwards: bool = False

    @property
    def alphabet(self) -> str:
        """The characters it consists of, in upper case."""
        return string.digits + ("ABCDEF" if self.base > len(string.digits) else "")

    def read(self, text: str) -> TagUid | None:
        """The number that `text` (of `alphabet`) says, `None` where no such number exists."""
        if len(text) != self.digits or not set(text) <= set(self.alphabet):
            return None
        number = int(text, self.base)
        if number >= 1 << 8 * self.size:
            return None
        raw = number.to_bytes(self.size, "little" if self.backwards else "big")
        if self.size == _ISO15693_BYTES:
            return TagUid.iso15693(raw)
        return TagUid.of(raw.rjust(_LEAST_BYTES, b"\0"))

    def write(self, uid: TagUid) -> str:
        """What a device of this format types for `uid`; raises `ValueError` if it cannot."""
        raw = uid.raw[-self.size :]
        number = int.from_bytes(raw, "little" if self.backwards else "big")
        digits = f"{number:X}" if self.base > len(string.digits) else str(number)
        text = digits.rjust(self.digits, "0")
        if self.read(text) != uid:
            raise ValueError(f"{uid} has no such form")
        return text


FORMATS: Final[Mapping[str, WedgeFormat]] = MappingProxyType(
    {
        "hex8": WedgeFormat(8, 4),
        "hex8-reversed": WedgeFormat(8, 4, backwards=True),
        "hex14": WedgeFormat(14, 7),
        "hex14-reversed": WedgeFormat(14, 7, backwards=True),
        "hex16": WedgeFormat(16, 8),
        "hex16-reversed": WedgeFormat(16, 8, backwards=True),
        "dec10": WedgeFormat(10, 4, base=10),
        "dec10-reversed": WedgeFormat(10, 4, base=10, backwards=True),
        "dec8": WedgeFormat(8, 3, base=10),
        "dec8-reversed": WedgeFormat(8, 3, base=10, backwards=True),
    }
)
"""The formats by the name they have in the settings.

Eight decimal digits hold three of a card's four bytes (as the "6H8D" of zgznk.com's 09A-EMID shows
it); the number then has 00 in place of the fourth. 256 cards share such a number, and another kind
of reader gives another one for the same card. Facility codes (`FFF,NNNNN`) are not read.
"""


def format_named(name: str) -> WedgeFormat:
    """The format of that name; raises `ValueError` that lists all of them."""
    if name not in FORMATS:
        raise ValueError(f"wedge = {name!r}: {', '.join(FORMATS)}")
    return FORMATS[name]


class WedgeDecoder:
    """Follows (key, time) and gives the card numbers typed by a device of format `form`.

    Keys less than `gap_seconds` apart are one run. A run that is exactly one number, all of it in
    the format's characters, yields it at its terminator or, for devices that type none, at the
    first `flush` after the silence; any other run of more than two keys is dropped whole. Times are
    seconds of one clock; where that clock jumps, the run ends. One thread uses a decoder.

    For each key: `by_hand` and `flush` first, so that an ended run is dealt with, then `swallows`,
    then `key`.
    """

    def __init__(self, form: WedgeFormat, gap_seconds: float = GAP_SECONDS) -> None:
        if not gap_seconds > 0:
            raise ValueError(f"gap_seconds = {gap_seconds}")
        self._form = form
        self._alphabet = frozenset(form.alphabet)
        self._gap = gap_seconds
        self._typed = ""
        self._count = 0
        self._foul = False
        self._trailing = False
        self._last = -math.inf
        self._burst = -math.inf

    @property
    def gap_seconds(self) -> float:
        """The time after which a further key no longer belongs to the keys before it."""
        return self._gap

    def running(self, at: float) -> bool:
        """Whether a key at this time would belong to the keys before it."""
        return self._count > 0 and 0 <= at - self._last < self._gap

    def swallows(self, text: str, at: float) -> bool:
        """Whether this key must be kept from the screens, for it may belong to a number.

        Every key with a text may; Enter and Tab only as the end of a run or shortly after a burst.
        """
        if text in TERMINATORS:
            return self.running(at) or self._just_burst(at)
        return bool(text)

    def key(self, text: str, at: float) -> TagUid | None:
        """Take in the key that types `text`; the number, if this key ends one.

        Full-width characters and lower case count as the plain ones. A text of several characters
        is no key and spoils the run, as does any character outside the format.
        """
        if text in TERMINATORS:
            return self._terminate(at)
        if text:
            self._extend(text, at)
        return None

    def flush(self, at: float) -> TagUid | None:
        """Once the keys have been silent for the gap, end their run: its number, if it is one."""
        if self.running(at):
            return None
        return self._end()

    def by_hand(self, at: float) -> bool:
        """Whether the run is over and was a person's: its keys must be given back to the screens.

        Only true before `flush` ends the run.
        """
        return 0 < self._count <= BY_HAND and not self._trailing and not self.running(at)

    def _extend(self, text: str, at: float) -> None:
        if not self.running(at):
            self._end()
            self._trailing = self._just_burst(at)
        self._last = at
        self._count += 1
        if self._count > BY_HAND:
            self._burst = at
        character = text.translate(_HALF_WIDTH).upper()
        if character not in self._alphabet or self._count > self._form.digits:
            self._foul = True
        if not self._foul:
            self._typed += character

    def _terminate(self, at: float) -> TagUid | None:
        in_time = self.running(at)
        number = self._end()
        return number if in_time else None

    def _end(self) -> TagUid | None:
        number = None if self._foul else self._form.read(self._typed)
        self._typed, self._count, self._foul, self._trailing = "", 0, False, False
        return number

    def _just_burst(self, at: float) -> bool:
        return 0 <= at - self._burst < LATE_SECONDS
