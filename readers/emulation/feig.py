"""The FEIG reader that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from canteen.clock import Clock
from readers.emulation.emulator import SerialEmulator
from readers.emulation.feig_firmware import FeigFirmware, Form
from readers.emulation.field import TagField

BAUD: Final = 38400
BITS: Final = 11
"""A byte with even parity on the emulated wire, though a pseudo terminal has none."""


class FeigEmulator(SerialEmulator):
    """`capacity` is the number of chips above which the reader overflows.

    With `advanced` it understands advanced frames alone, else both forms.
    """

    def __init__(
        self,
        field: TagField | None = None,
        clock: Clock | None = None,
        *,
        link: Path | None = None,
        baud: int = BAUD,
        capacity: int | None = None,
        seed: int | None = None,
        advanced: bool = False,
    ) -> None:
        zone = field if field is not None else TagField(seed)
        form: Form = "advanced" if advanced else "both"
        firmware = FeigFirmware(zone, capacity=capacity, form=form)
        super().__init__(firmware, zone, clock, link=link, baud=baud, bits=BITS, seed=seed)
