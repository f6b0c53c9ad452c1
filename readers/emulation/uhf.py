"""The UHF readers that are not there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from canteen.clock import Clock
from readers.emulation.antennas import AntennaField
from readers.emulation.emulator import SerialEmulator
from readers.emulation.field import TagField
from readers.emulation.uhf_firmware import Chatter, Uhf18Firmware, Uhf288Firmware, UhfFirmware

BAUD: Final = 57600
BITS: Final = 10


class _UhfEmulator(SerialEmulator):
    """`capacity`: chips its memory holds; `chatter`: what it says unasked."""

    make: type[UhfFirmware]

    def __init__(
        self,
        field: TagField | None = None,
        clock: Clock | None = None,
        *,
        link: Path | None = None,
        baud: int = BAUD,
        capacity: int | None = None,
        chatter: Chatter | None = None,
        seed: int | None = None,
    ) -> None:
        zone = field if field is not None else AntennaField(seed)
        firmware = self.make(zone, capacity=capacity, chatter=chatter, seed=seed)
        super().__init__(firmware, zone, clock, link=link, baud=baud, bits=BITS, seed=seed)


class Uhf18Emulator(_UhfEmulator):
    """A UHFReader18. Its field may be an `AntennaField`; antenna 1 alone is read."""

    make = Uhf18Firmware


class Uhf288Emulator(_UhfEmulator):
    """A UHFReader288. Its field is an `AntennaField` unless another is given."""

    make = Uhf288Firmware
