"""The reading zone of a reader with several antennas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from readers.emulation.field import TagField
from readers.tag import TagUid

RSSI: Final = 0x64
"""A strength as captured from a reader; the figure is the reader's own."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A chip as one antenna reads it."""

    uid: TagUid
    antenna: int = 1
    rssi: int = RSSI


class AntennaField(TagField):
    """A field under several antennas. A chip lies before antenna 1 unless said otherwise."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__(seed)
        self._sights: dict[TagUid, tuple[Sight, ...]] = {}

    def seen(self, uid: TagUid | str, strengths: Mapping[int, int]) -> None:
        """Let a chip be read by these antennas alone, each with its RSSI, now and placed again."""
        chip = uid if isinstance(uid, TagUid) else TagUid.parse(uid)
        self._sights[chip] = tuple(Sight(chip, at, rssi) for at, rssi in strengths.items())

    def sights(self, uid: TagUid) -> tuple[Sight, ...]:
        """How the antennas read a chip."""
        return self._sights.get(uid, (Sight(uid),))
