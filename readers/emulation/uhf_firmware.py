"""What a UHFReader18 or UHFReader288 does with the bytes it hears. No line, no thread, no waiting.

Behaviour as in UHFReader18 User's Manual V2.0 and UHFReader288MP User Manual v1.14: a pause of
more than 15 ms inside a command drops it; a command for another address gets no answer, one that
is unknown or damaged gets status FE as command 00; the scan time outlives a loss of power; an
inventory ends early when nothing more answers, with status 02 when its time is over, with 04 when
the memory is full. The UHFReader288 sends each chip when it was read, as in captured frames.
"""

from __future__ import annotations

import math
import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from readers.emulation.air_gen2 import inventory_seconds
from readers.emulation.antennas import AntennaField, Sight
from readers.emulation.field import TagField
from readers.emulation.firmware import Answer, Piece
from readers.protocols import len_adr_cmd, uhf
from readers.protocols.framing import UnreadableData

COMMAND_SECONDS: Final = 0.001
"""What the controller takes for a command that needs no field."""
_VERSION: Final = bytes.fromhex("0222")
_GEN2: Final = 0x02
_BAND: Final = bytes.fromhex("1340")  # 920.125 to 924.875 MHz
_POWER_DBM: Final = 30
_FRAME_HEAD: Final = 5  # what LEN counts beside the data
_NO_LIMIT: Final = 255  # a UHFReader288 takes 0 for as long as it needs


@dataclass(frozen=True, slots=True)
class Chatter:
    """What a reader says unasked, in seconds between: reports of every chip, signs of life.

    A real reader sends reports in scan mode and then runs no inventory for the host; this one
    does both, so that a host can be tried.
    """

    reports: float = math.inf
    heartbeats: float = math.inf


class UhfFirmware(ABC):
    """The state of one reader. `capacity` is the number of chips its memory holds."""

    kind: int
    shipped_scan: int

    def __init__(
        self,
        field: TagField,
        *,
        capacity: int | None = None,
        chatter: Chatter | None = None,
        address: int = 0,
        seed: int | None = None,
    ) -> None:
        self._field = field
        self._capacity = capacity
        self._chatter = chatter if chatter is not None else Chatter()
        self._address = address
        self._dice = random.Random(seed)  # noqa: S311 - slots of an inventory, no secret
        self._scan = self.shipped_scan
        self.power_up()

    def power_up(self) -> None:
        # The scan time stays as it is: it stands in the EEPROM.
        self._heard = bytearray()
        self._last = -math.inf
        self._report_at = math.inf if math.isinf(self._chatter.reports) else 0.0
        self._beat_at = math.inf if math.isinf(self._chatter.heartbeats) else 0.0

    def rested(self, at: float) -> None:
        self._heard.clear()
        self._last = at

    def next_push(self) -> float:
        return min(self._report_at, self._beat_at)

    def push(self, at: float) -> Answer:
        frames: list[bytes] = []
        if self._beat_at <= at:
            self._beat_at = at + self._chatter.heartbeats
            frames.append(len_adr_cmd.HEARTBEAT)
        if self._report_at <= at:
            self._report_at = at + self._chatter.reports
            frames += [
                uhf.encode_reply(
                    len_adr_cmd.PUSH_COMMAND, uhf.OK, self._report(sight), self._address
                )
                for sight in self._sights()
            ]
        return tuple(Piece(0.0, frame) for frame in frames)

    def hear(self, data: bytes, at: float) -> Answer:
        if self._heard and at - self._last > len_adr_cmd.GAP_SECONDS:
            self._heard.clear()
        self._last = at
        self._heard += data
        if not self._heard or len(self._heard) <= self._heard[0]:
            return ()
        # What follows a command came while the reader was busy with it, and is lost.
        raw = bytes(self._heard[: self._heard[0] + 1])
        self._heard.clear()
        if raw[1:2] not in {bytes((len_adr_cmd.BROADCAST,)), bytes((self._address,))}:
            return ()
        try:
            request = uhf.open_frame(raw, "request")
        except UnreadableData:
            return self._reply(uhf.UNKNOWN, uhf.ILLEGAL_COMMAND)
        return self._obey(request.command or 0, request.data)

    def _obey(self, command: int, data: bytes) -> Answer:
        match command:
            case uhf.READER_INFORMATION if not data:
                return self._reply(command, uhf.OK, self._information())
            case uhf.SET_SCAN_TIME if len(data) == 1:
                self._scan = data[0] if data[0] >= uhf.SHORTEST_SCAN else self.shipped_scan
                return self._reply(command, uhf.OK)
            case uhf.INVENTORY:
                return self._inventory(data)
            case uhf.READER_INFORMATION | uhf.SET_SCAN_TIME:
                return self._reply(command, uhf.LENGTH_ERROR)
            case _:
                return self._reply(uhf.UNKNOWN, uhf.ILLEGAL_COMMAND)

    def _information(self) -> bytes:
        return _VERSION + bytes((self.kind, _GEN2)) + _BAND + bytes((_POWER_DBM, self._scan))

    @abstractmethod
    def _inventory(self, data: bytes) -> Answer:
        """Answer an inventory command with these parameters."""

    @abstractmethod
    def _report(self, sight: Sight) -> bytes:
        """The data of an unasked report."""

    def _sights(self) -> list[Sight]:
        """Every reading of one look at the field, by all antennas."""
        chips = [tag.uid for tag in self._field.answering()]
        field = self._field
        if not isinstance(field, AntennaField):
            return [Sight(uid) for uid in chips]
        return [sight for uid in chips for sight in field.sights(uid)]

    def _look(self, antenna: int, scan: int) -> tuple[list[tuple[float, Sight]], int, float]:
        """One inventory: what was read when, the status it ends with, and when it ends."""
        sights = [sight for sight in self._sights() if sight.antenna == antenna]
        limit = (scan or _NO_LIMIT) * uhf.SCAN_UNIT_SECONDS
        *times, done = inventory_seconds(len(sights), self._dice, limit=limit)
        if len(sights) > 1 and self._field.collided():
            # Two chips never get apart, until the time is over.
            times, done = times[:-1], math.inf
        read = [pair for pair in zip(times, sights, strict=False) if pair[0] <= limit]
        if self._capacity is not None and len(read) > self._capacity:
            return read[: self._capacity], uhf.MEMORY_FULL, min(done, limit)
        return read, uhf.SCAN_TIME_OVER if done > limit else uhf.FINISHED, min(done, limit)

    def _reply(
        self, command: int, status: int, data: bytes = b"", seconds: float = COMMAND_SECONDS
    ) -> Answer:
        return (Piece(seconds, uhf.encode_reply(command, status, data, self._address)),)


class Uhf18Firmware(UhfFirmware):
    """UHFReader18: one antenna, no RSSI; what was read is sent at the end, as many as fit."""

    kind = 0x09
    shipped_scan = 10

    def _inventory(self, data: bytes) -> Answer:
        if data:
            return self._reply(uhf.INVENTORY, uhf.LENGTH_ERROR)
        read, end, seconds = self._look(1, self._scan)
        if not read and end == uhf.FINISHED:
            return self._reply(uhf.INVENTORY, uhf.NO_TAG, seconds=seconds)
        pages = _pages([uhf.epc_18(sight.uid.raw) for _time, sight in read])
        answer = self._reply(uhf.INVENTORY, end, pages[-1], 0.0)
        for page in reversed(pages[:-1]):
            answer = self._reply(uhf.INVENTORY, uhf.MORE_FOLLOWS, page, 0.0) + answer
        return (Piece(seconds, answer[0].frame), *answer[1:])

    def _report(self, sight: Sight) -> bytes:
        return sight.uid.raw


def _pages(epcs: Sequence[bytes]) -> list[bytes]:
    """Inventory data, each as long as a frame may be; one, with no chip, where there is none."""
    pages: list[list[bytes]] = [[]]
    for epc in epcs:
        if _FRAME_HEAD + 1 + sum(map(len, pages[-1])) + len(epc) >= uhf.LONGEST:
            pages.append([])
        pages[-1].append(epc)
    return [bytes((len(page),)) + b"".join(page) for page in pages]


class Uhf288Firmware(UhfFirmware):
    """UHFReader288: four antennas; each chip is sent as soon as it was read."""

    kind = 0x0C
    shipped_scan = 20

    def _inventory(self, data: bytes) -> Answer:
        if len(data) != len(uhf.PARAMETERS):
            return self._reply(uhf.INVENTORY, uhf.LENGTH_ERROR)
        asked = dict(zip(uhf.PARAMETERS, data, strict=True))
        antenna = asked["antenna"] - uhf.FIRST_ANTENNA + 1
        if not 1 <= antenna <= uhf.ANTENNAS or asked["q"] > uhf.GREATEST_Q:
            return self._reply(uhf.INVENTORY, uhf.PARAMETER_ERROR)
        read, end, seconds = self._look(antenna, asked["scan"])
        port = 1 << antenna - 1
        answer: Answer = ()
        before = 0.0
        for time, sight in read:
            one = bytes((port, 1)) + uhf.epc_288(sight.uid.raw, sight.rssi)
            answer += self._reply(uhf.INVENTORY, uhf.MORE_FOLLOWS, one, time - before)
            before = time
        return answer + self._reply(uhf.INVENTORY, end, bytes((port, 0)), seconds - before)

    def _information(self) -> bytes:
        # Antennas in use, beeper, outputs, antenna check.
        return super()._information() + bytes((0x0F, 0, 0, 0))

    def _report(self, sight: Sight) -> bytes:
        return bytes((1 << sight.antenna - 1,)) + uhf.epc_288(sight.uid.raw, sight.rssi)
