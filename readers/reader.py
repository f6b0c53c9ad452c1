"""What the rest of the house needs of a reader, and a reader of its line."""

from __future__ import annotations

from typing import Protocol

from readers.cycle import Cycle


class Reader(Protocol):
    """An open reader. One thread uses it."""

    def cycle(self) -> Cycle:
        """Run one inventory, however long it takes, and say what it gave.

        An inventory that goes wrong is an incomplete `Cycle`; raises `ReaderGone` when the
        connection is lost and the reader must be opened anew.
        """
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

    def close(self) -> None:
        """Give the line back. May be called again."""
        ...
