"""One inventory of the reading zone, with its doubts."""

from __future__ import annotations

from dataclasses import dataclass

from canteen.errors import CanteenError
from readers.tag import TagRead, TagUid


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong during a cycle: a stable code and a sentence for staff."""

    code: str
    message: str

    @classmethod
    def of(cls, error: CanteenError) -> Fault:
        """The fault that `error` tells of, in the language in force."""
        return cls(error.code, f"{error.said}{error.todo}")


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one inventory gave.

    `tags` holds each chip once, in the order it was reported. `complete` says that the reader
    finished without a doubt, so that a chip which is not in `tags` did not answer; an incomplete
    cycle proves presence, never absence. Times are seconds of the station's monotonic clock.
    """

    tags: tuple[TagRead, ...]
    complete: bool
    faults: tuple[Fault, ...]
    started: float
    ended: float

    @classmethod
    def whole(cls, tags: tuple[TagRead, ...], started: float, ended: float) -> Cycle:
        """A complete cycle."""
        return cls(tags, complete=True, faults=(), started=started, ended=ended)

    @classmethod
    def broken(
        cls, tags: tuple[TagRead, ...], faults: tuple[Fault, ...], started: float, ended: float
    ) -> Cycle:
        """An incomplete cycle and the reasons."""
        return cls(tags, complete=False, faults=faults, started=started, ended=ended)

    @property
    def uids(self) -> tuple[TagUid, ...]:
        """The chips' numbers, in the order of `tags`."""
        return tuple(tag.uid for tag in self.tags)
