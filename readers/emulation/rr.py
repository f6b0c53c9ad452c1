"""The RR reader that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from canteen.clock import Clock
from readers.emulation.emulator import SerialEmulator
from readers.emulation.field import TagField
from readers.emulation.rr_firmware import PAGE_TAGS, RrFirmware

BAUD: Final = 19200


class RrEmulator(SerialEmulator):
    """`full_scan`, `lsb_first` and `page_tags` as for `RrFirmware`."""

    def __init__(
        self,
        field: TagField | None = None,
        clock: Clock | None = None,
        *,
        link: Path | None = None,
        baud: int = BAUD,
        full_scan: bool = False,
        lsb_first: bool = True,
        page_tags: int = PAGE_TAGS,
        seed: int | None = None,
    ) -> None:
        zone = field if field is not None else TagField(seed)
        firmware = RrFirmware(zone, full_scan=full_scan, lsb_first=lsb_first, page_tags=page_tags)
        super().__init__(firmware, zone, clock, link=link, baud=baud, seed=seed)
