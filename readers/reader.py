"""What the rest of the house needs of a reader, and a reader of its line."""

from __future__ import annotations

from typing import Protocol

from readers.cycle import Cycle
from readers.health import LineHealth


class Reader(Protocol):
    """An open reader. One thread uses it."""

    def cycle(self) -> Cycle:
        """Run one inventory, however long it takes, and say what it gave.

        An inventory that goes wrong is an incomplete `Cycle`; raises `ReaderGone` when the
        connection is lost and the reader must be opened anew.
        """
        ...

    @property
    def health(self) -> LineHealth:
        """What its line did since it was opened."""
        ...

    def close(self) -> None:
        """Give the port back. May be called again."""
        ...


class Transport(Protocol):
    """A line that carries bytes."""

    def read(self, need: int, seconds: float) -> bytes:
        """Up to `need` bytes; fewer, or none, when `seconds` of real time pass first.

        Raises `ReaderGone` when the line is lost.
        """
        ...

    def write(self, data: bytes) -> None:
        """Send all of `data`; raises `ReaderGone`."""
        ...

    def now(self) -> float:
        """Seconds of real time, from any beginning: what waits on this line are measured with."""
        ...

    def close(self) -> None:
        """Give the line back. May be called again."""
        ...
