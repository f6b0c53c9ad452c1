"""What a cycle must take by physics and protocol: air, controller, wire, and demanded silence.

A host that does the least which each protocol asks for speaks to the emulator's own firmware,
without a line and without waiting. It shares nothing with the drivers but the frames.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from readers.emulation import EMULATORS, anyid, feig, rr, uhf
from readers.emulation.antennas import AntennaField
from readers.emulation.anyid_firmware import AnyIdFirmware
from readers.emulation.feig_firmware import FeigFirmware
from readers.emulation.field import TagField
from readers.emulation.firmware import Firmware
from readers.emulation.rr_firmware import RrFirmware
from readers.emulation.uhf_firmware import Uhf18Firmware, Uhf288Firmware
from readers.protocols import anyid as anyid_frames
from readers.protocols import feig as feig_frames
from readers.protocols import len_adr_cmd
from readers.protocols import rr as rr_frames
from readers.protocols import uhf as uhf_frames

SEED = 1
LONG_AFTER = 10.0
"""Seconds between two requests to the firmware: whatever silence it wants has passed."""


class Twin:
    """Firmware that is asked without a line; adds up what each question costs."""

    def __init__(self, firmware: Firmware, byte_seconds: float, quiet: float) -> None:
        self._firmware = firmware
        self._byte_seconds = byte_seconds
        self._quiet = quiet
        self._at = 0.0
        self.seconds = 0.0

    def ask(self, request: bytes) -> list[bytes]:
        """The frames of the answer."""
        self._at += LONG_AFTER
        answer = self._firmware.hear(request, self._at)
        self._firmware.rested(self._at)
        assert answer, request.hex()
        said = sum(len(piece.frame) for piece in answer)
        work = sum(piece.seconds for piece in answer)
        self.seconds += self._quiet + work + (len(request) + said) * self._byte_seconds
        return [piece.frame for piece in answer]


def _feig_cycle(reader: Twin) -> None:
    reader.ask(feig_frames.encode_request(feig_frames.RF_RESET))
    more = False
    while True:
        (raw,) = reader.ask(feig_frames.inventory_request(more=more))
        more = feig_frames.parse_inventory(feig_frames.open_frame(raw, "reply")).more
        if not more:
            return


def _rr_start(reader: Twin) -> None:
    reader.ask(rr_frames.reader_request(rr_frames.MODE_15693))
    shortest = bytes((rr_frames.SCAN_TIME_RANGE.start,))
    reader.ask(rr_frames.reader_request(rr_frames.SET_SCAN_TIME, shortest))


def _rr_cycle(reader: Twin) -> None:
    """A scan that was partial goes on until nothing is left, as the protocol wants it."""
    more = False
    while True:
        (raw,) = reader.ask(rr_frames.inventory_request(more=more))
        page = rr_frames.parse_inventory(
            len_adr_cmd.open_frame(raw, len_adr_cmd.RR, "reply"),
        )
        more = more or page.more
        if not more or page.status == rr_frames.NO_TAG:
            return


def _uhf18_start(reader: Twin) -> None:
    shortest = bytes((uhf_frames.SHORTEST_SCAN,))
    reader.ask(uhf_frames.encode_request(uhf_frames.SET_SCAN_TIME, shortest))


def _anyid_cycle(reader: Twin) -> None:
    mode = bytes((anyid_frames.MODE_NORMAL,))
    while True:
        (raw,) = reader.ask(anyid_frames.encode_request(anyid_frames.INVENTORY, mode))
        if not anyid_frames.parse_inventory(anyid_frames.open_frame(raw)).remaining:
            return


@dataclass(frozen=True)
class Family:
    """One family of serial readers: its emulator, its usual line, and the least a cycle takes."""

    name: str
    firmware: Callable[[Any], Firmware]
    cycle: Callable[[Twin], object]
    baud: int
    bits: int = 10
    quiet: float = 0.0
    start: Callable[[Twin], object] = lambda _reader: None
    chip: str = "E00401{:010X}"

    def field(self) -> TagField:
        """The reading zone that its emulator wants."""
        return AntennaField(SEED) if self.name.startswith("uhf") else TagField(SEED)

    def emulator(self, field: TagField, clock: Any) -> Any:
        """Its emulator, not yet plugged in."""
        make: Any = EMULATORS[self.name]
        return make(field, clock, seed=SEED)

    def chips(self, count: int) -> list[str]:
        """So many chip numbers, at random and always the same."""
        dice = random.Random(SEED)  # noqa: S311 - made-up chip numbers
        return [self.chip.format(dice.getrandbits(40)) for _number in range(count)]

    def floor(self, field: TagField) -> Callable[[], float]:
        """Gives the floor of one cycle after another, in seconds, for the chips in `field`."""
        twin = Twin(self.firmware(field), self.bits / self.baud, self.quiet)
        self.start(twin)

        def seconds() -> float:
            twin.seconds = 0.0
            self.cycle(twin)
            return twin.seconds

        return seconds


FAMILIES = (
    Family("feig", FeigFirmware, _feig_cycle, feig.BAUD, feig.BITS, feig_frames.QUIET_SECONDS),
    Family("rr", RrFirmware, _rr_cycle, rr.BAUD, start=_rr_start),
    Family(
        "uhf18",
        lambda field: Uhf18Firmware(field, seed=SEED),
        lambda reader: reader.ask(uhf_frames.inventory_request_18()),
        uhf.BAUD,
        uhf.BITS,
        start=_uhf18_start,
        chip="E20034120140{:012X}",
    ),
    Family(
        "uhf288",
        lambda field: Uhf288Firmware(field, seed=SEED),
        lambda reader: reader.ask(uhf_frames.inventory_request_288(1)),
        uhf.BAUD,
        uhf.BITS,
        chip="E20034120140{:012X}",
    ),
    Family("anyid", AnyIdFirmware, _anyid_cycle, anyid.BAUD, quiet=anyid_frames.QUIET_SECONDS),
)
