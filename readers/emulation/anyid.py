"""The AnyID reader that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from canteen.clock import Clock
from readers.emulation.anyid_firmware import AnyIdFirmware
from readers.emulation.emulator import SerialEmulator
from readers.emulation.field import TagField

BAUD: Final = 115200


class AnyIdEmulator(SerialEmulator):
    """`silences`: each chip is named once until the field was off; `reports`: chips that enter the
    field are reported unasked.
    """

    def __init__(
        self,
        field: TagField | None = None,
        clock: Clock | None = None,
        *,
        link: Path | None = None,
        baud: int = BAUD,
        silences: bool = False,
        reports: bool = False,
        seed: int | None = None,
    ) -> None:
        zone = field if field is not None else TagField(seed)
        self.firmware = AnyIdFirmware(zone, silences=silences, reports=reports)
        super().__init__(self.firmware, zone, clock, link=link, baud=baud, seed=seed)
