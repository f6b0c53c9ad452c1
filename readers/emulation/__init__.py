"""Readers that are not there: real firmware behaviour on a pseudo terminal.

The simulation sits below the operating system's serial interface, so framing, timing and
unplugging are exercised as with hardware.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from canteen.clock import Clock
from readers.emulation.feig import FeigEmulator
from readers.emulation.field import TagField
from readers.emulation.script import run_script
from readers.errors import UnknownProtocol

EMULATORS: Final = {"feig": FeigEmulator}


def make_emulator(
    protocol: str, clock: Clock, *, link: Path | None = None, baud: int | None = None
) -> FeigEmulator:
    """An emulator by its protocol's name, not yet plugged in; raises `UnknownProtocol`."""
    if protocol not in EMULATORS:
        raise UnknownProtocol(protocol=protocol, known=", ".join(sorted(EMULATORS)))
    make = EMULATORS[protocol]
    return make(clock=clock, link=link) if baud is None else make(clock=clock, link=link, baud=baud)


__all__ = ["EMULATORS", "FeigEmulator", "TagField", "make_emulator", "run_script"]
