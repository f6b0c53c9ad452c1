"""What all serial families' drivers share: a line to greet over, an inventory made a cycle."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Final, Protocol, Self

from canteen.clock import Clock
from readers.cycle import Cycle, Fault
from readers.errors import CycleFault, NoAnswer
from readers.health import LineHealth
from readers.tag import TagRead, TagUid
from readers.transport import SerialSettings

BARREN_PAGES: Final = 3
"""Pages in a row without a new chip after which a reader's word for "more" is not taken."""


class Line(Protocol):
    """What is needed of the line here; each family asks over it in its own way."""

    @property
    def settings(self) -> SerialSettings:
        """The port and its speed."""
        ...

    @property
    def health(self) -> LineHealth:
        """What the line did so far."""
        ...

    def close(self) -> None:
        """Give the line back. May be called again."""
        ...


class SerialReader(ABC):
    """An open reader on a line; `name` is what staff know the family by."""

    name: ClassVar[str]

    def __init__(self, line: Line, clock: Clock) -> None:
        self.__line = line
        self._clock = clock

    @abstractmethod
    def greet(self) -> None:
        """Make sure that such a reader answers at this speed; raises `NoAnswer`."""

    @abstractmethod
    def _read_field(self, tags: dict[TagUid, TagRead]) -> None:
        """Add the chips of one inventory to `tags`; raises the `CycleFault` that cut it short."""

    def greeted(self) -> Self:
        """This reader, once it was greeted; its line is given back where it cannot be."""
        try:
            self.greet()
        except BaseException:
            self.close()
            raise
        return self

    @property
    def health(self) -> LineHealth:
        return self.__line.health

    def close(self) -> None:
        self.__line.close()

    def cycle(self) -> Cycle:
        started = self._clock.monotonic()
        tags: dict[TagUid, TagRead] = {}
        faults: tuple[Fault, ...] = ()
        try:
            self._read_field(tags)
        except CycleFault as fault:
            faults = (Fault.of(fault),)
        ended = self._clock.monotonic()
        return Cycle(tuple(tags.values()), not faults, faults, started, ended)

    def _no_answer(self) -> NoAnswer:
        settings = self.__line.settings
        return NoAnswer(port=settings.port, driver=self.name, settings=str(settings))
