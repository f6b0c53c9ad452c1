"""Readers that are not there: real firmware behaviour on a pseudo terminal.

The simulation sits below the operating system's serial interface, so framing, timing and
unplugging are exercised as with hardware.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from canteen.clock import Clock
from readers.emulation.anyid import AnyIdEmulator
from readers.emulation.emulator import SerialEmulator
from readers.emulation.feig import FeigEmulator
from readers.emulation.field import TagField
from readers.emulation.rr import RrEmulator
from readers.emulation.script import run_script
from readers.emulation.uhf import Uhf18Emulator, Uhf288Emulator
from readers.errors import UnknownProtocol


class MakesEmulator(Protocol):
    """How a family's emulator is made; a speed that is not given is the family's usual one."""

    def __call__(
        self, *, clock: Clock, link: Path | None = None, baud: int = ...
    ) -> SerialEmulator: ...


EMULATORS: Final[dict[str, MakesEmulator]] = {
    "anyid": AnyIdEmulator,
    "feig": FeigEmulator,
    "rr": RrEmulator,
    "uhf18": Uhf18Emulator,
    "uhf288": Uhf288Emulator,
}


def make_emulator(
    protocol: str, clock: Clock, *, link: Path | None = None, baud: int | None = None
) -> SerialEmulator:
    """An emulator by its protocol's name, not yet plugged in; raises `UnknownProtocol`."""
    if protocol not in EMULATORS:
        raise UnknownProtocol(protocol=protocol, known=", ".join(sorted(EMULATORS)))
    make = EMULATORS[protocol]
    return make(clock=clock, link=link) if baud is None else make(clock=clock, link=link, baud=baud)


__all__ = ["EMULATORS", "FeigEmulator", "SerialEmulator", "TagField", "make_emulator", "run_script"]
