"""What every emulated reader's firmware gives and gets. No line, no thread, no waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Piece:
    """One frame of a reply, and the seconds of work before its first byte leaves.

    The work of a later piece begins when the piece before it is out.
    """

    seconds: float
    frame: bytes


Answer = tuple[Piece, ...]
"""What a request brings about: its frames in order, none when the reader stays silent."""


class Firmware(Protocol):
    """The mind of one reader."""

    def power_up(self) -> None:
        """As after a loss of power: nothing silenced, nothing held, configuration as shipped."""
        ...

    def hear(self, data: bytes, at: float) -> Answer:
        """Bytes that came at `at` (seconds); the answer, if they complete a request."""
        ...

    def rested(self, at: float) -> None:
        """A piece of a reply left at `at`; what was said meanwhile is lost."""
        ...

    def next_push(self) -> float:
        """When the reader speaks next without being asked; infinity for never."""
        ...

    def push(self, at: float) -> Answer:
        """What it says then."""
        ...
