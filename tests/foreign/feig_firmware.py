"""Firmware of a FEIG OBID ISO-Host reader on a pseudo terminal, written apart from the drivers.

The drivers' codec is not used here, so a mistake in it cannot cancel itself out. Only
standard frames, `LEN COM-ADR CMD data CRClo CRChi` with LEN counting all, get an answer.
Source: FEIG manual H20800-16e-ID-B; air times computed from ISO 15693-2/-3 at 26.48 kbit/s.

As a script it writes the terminal's path on the first line (and again after `plug`), then
obeys lines: `place UID ...`, `take UID ...`, `status 83 [on]` (the next inventory, or with
`on` every one), `status off`, `badcrc N`, `mute S`, `unplug`, `plug`, `quit`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import sys
import termios
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path

GAP = 0.012  # seconds of silence inside a frame that make the reader forget it
PSST = 0.005  # seconds of silence the reader wants between its reply and the next request
RF_RESET = 0.015  # seconds
BITS_PER_BYTE = 11  # start, eight data, even parity, stop; the terminal itself has no parity
ADDRESS, BROADCAST = 0x00, 0xFF
NEW, MORE, BLOCKS, BLOCK_SIZE = 0x00, 0x80, 16, 14
# Mean of 16-slot anticollision for 0..12 tags; an empty round is the request and 16 empty slots.
AIR_MS = (7.4, 11.6, 16.7, 22.5, 28.9, 35.9, 43.4, 51.1, 59.3, 67.7, 76.6, 85.8, 95.0)
SINGLE_SLOT_MS = (2.0, 6.2)
OK, NO_TRANSPONDER, DATA_FALSE, OUT_OF_RANGE = 0x00, 0x01, 0x02, 0x11
UNKNOWN_COMMAND, WRONG_LENGTH, MORE_DATA = 0x80, 0x81, 0x94
STATUS_WITH_TAGS = {0x00, 0x83, 0x84, 0x93, 0x94}
SOFTWARE = bytes.fromhex("0100 00 00 29 0008")  # SW-REV, D-REV, HW-TYPE, SW-TYPE, TR-TYPE
DATA_LENGTHS = {0x52: 1, 0x63: 0, 0x65: 0, 0x66: 1, 0x69: 0, 0x6A: 1}
DATA_LENGTHS |= {0x80: 1, 0x81: 1 + BLOCK_SIZE, 0x82: 1, 0x83: 1}
Answer = tuple[int, bytes]  # status, reply data


def crc16(data: bytes) -> int:
    """CRC-16/MCRF4XX; over a whole frame with its own CRC, low byte first, it is 0."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x8408 if crc & 1 else 0)
    return crc


class ReaderCore:
    """What the reader knows and does, without a line and without time: frame in, reply out."""

    def __init__(self, ont: int, per_page: int) -> None:
        if not 1 <= per_page <= 24:
            raise ValueError("a standard frame holds 1 to 24 data sets")
        self.factory = [bytes(BLOCK_SIZE)] * BLOCKS
        self.factory[5] = bytes(11) + bytes([ont, 0, 0])
        self.eeprom = list(self.factory)
        self.per_page = per_page
        self.tags: list[str] = []  # UIDs in upper-case hexadecimal
        self.eeprom_writes = 0
        self.forced: tuple[int, float] | None = None  # status, inventories it is still good for
        self.power_up()

    def power_up(self) -> None:
        self.config, self.rf_on = list(self.eeprom), True
        self.rf_cycle()

    def rf_cycle(self) -> None:
        """Tags without power forget that they were told to be quiet."""
        self.quiet: set[str] = set()
        self.unsent: list[str] = []

    def awake(self) -> list[str]:
        """Tags that would answer now, by the slot (last UID digit) they answer in."""
        heard = (uid for uid in self.tags if self.rf_on and uid not in self.quiet)
        return sorted(heard, key=lambda uid: uid[-1])

    def answer(self, frame: bytes) -> tuple[bytes, float]:
        """The reply to a sound request, and the seconds the reader is busy before it."""
        self.busy = 0.0
        status, data = self._obey(frame[2], frame[3:-2])
        reply = bytes([len(data) + 6, ADDRESS, frame[2], status]) + data
        return reply + crc16(reply).to_bytes(2, "little"), self.busy

    def _obey(self, command: int, data: bytes) -> Answer:
        if command == 0xB0:
            return self._host_command(data)
        if command not in DATA_LENGTHS:
            return UNKNOWN_COMMAND, b""
        if len(data) != DATA_LENGTHS[command]:
            return WRONG_LENGTH, b""
        if command & 0x80:
            return self._configure(command, data[0], data[1:])
        if (command == 0x66 and data[0]) or (command == 0x6A and data[0] > 1):
            return OUT_OF_RANGE, b""
        if command == 0x63:
            self.power_up()
        if command == 0x6A:
            self.rf_on = bool(data[0])
        if command == 0x69 or not self.rf_on:
            self.rf_cycle()
        self.busy = RF_RESET if command == 0x69 else 0.0
        return OK, SOFTWARE if command in (0x65, 0x66) else b""

    def _configure(self, command: int, address: int, content: bytes) -> Answer:
        """CFG-ADR: bit 7 EEPROM, else RAM; bit 6 all blocks, for save and default alone."""
        every, number = bool(address & 0x40), address & 0x3F
        if (every and command < 0x82) or (not every and number >= BLOCKS):
            return OUT_OF_RANGE, b""
        place = self.eeprom if address & 0x80 or command == 0x82 else self.config
        if command == 0x80:
            return OK, place[number]
        self.eeprom_writes += place is self.eeprom
        for block in range(BLOCKS) if every else [number]:
            origin = {0x81: content, 0x82: self.config[block], 0x83: self.factory[block]}
            place[block] = origin[command]
        return OK, b""

    def _host_command(self, data: bytes) -> Answer:
        if data and data[0] != 0x01:
            return UNKNOWN_COMMAND, b""
        if len(data) != 2:
            return WRONG_LENGTH, b""
        if data[1] not in (NEW, MORE):
            return OUT_OF_RANGE, b""
        if data[1] == NEW and self._on_air():
            self.unsent = []
            return DATA_FALSE, b""
        if self.forced:
            return self._forced_reply(*self.forced)
        page, self.unsent = self.unsent[: self.per_page], self.unsent[self.per_page :]
        status = MORE_DATA if self.unsent else OK if page else NO_TRANSPONDER
        return status, self._data_sets(page) if page else b""

    def _on_air(self) -> bool:
        """Hear the tags, taking the time they need; did they drown each other?"""
        self.unsent = self.awake()
        count = len(self.unsent)
        if not self.config[5][11] & 0x04:  # ACOLL off: one slot, so two tags garble each other
            self.busy = SINGLE_SLOT_MS[min(count, 1)] / 1000
            return count > 1
        self.busy = (AIR_MS[min(count, 12)] + 9.2 * max(0, count - 12)) / 1000
        return False

    def _forced_reply(self, status: int, times: float) -> Answer:
        self.forced = (status, times - 1) if times > 1 else None
        keep = len(self.unsent) - (status == 0x83)  # anticollision never got to the last tag
        page, self.unsent = self.unsent[: max(0, min(keep, self.per_page))], []
        return status, self._data_sets(page) if page and status in STATUS_WITH_TAGS else b""

    def _data_sets(self, page: list[str]) -> bytes:
        if self.config[5][11] & 0x01:  # ONT: a reported tag is silenced until it loses power
            self.quiet |= set(page) & set(self.tags)
        return bytes.fromhex("".join([f"{len(page):02X}", *("0300" + uid for uid in page)]))


class FeigFirmware(ReaderCore):
    """A reader one can plug in, lay tags on and break; it lives inside `with`.

    `ont` is CFG5 byte 11 (bit 0 only new transponders, bit 2 anticollision), `per_page` the
    data sets in a reply, `baud` the line speed: a host at another one is not understood.
    `timing=False` leaves out air and wire time; the 5 ms and 12 ms rules always hold.
    `path` is `link` if one was given, else the terminal, whose own name is `pty`.
    `config` are the 16 RAM blocks of 14 bytes, `eeprom_writes` counts 81 and 83 with bit 7 and 82.
    `requests` are the requests obeyed or muted, `dropped` what was ignored: (reason, bytes).
    """

    def __init__(
        self, ont: int = 5, per_page: int = 4, baud: int = 38400, timing: bool = True,
        link: str | Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ont, per_page)
        self.baud, self.timing, self.link = baud, timing, Path(link) if link else None
        self.requests: list[bytes] = []
        self.dropped: list[tuple[str, bytes]] = []
        self._speed: int = getattr(termios, f"B{baud}")
        self._lock = threading.Lock()
        self._plugged, self._corrupt = False, 0
        self._last_reply = self._mute_until = float("-inf")

    def __enter__(self) -> FeigFirmware:
        self.plug()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    def place(self, *names: str) -> None:
        if any(len(bytes.fromhex(name)) != 8 for name in names):
            raise ValueError("a UID is 16 hexadecimal digits, most significant byte first")
        with self._lock:
            self.tags = list(dict.fromkeys(self.tags + [name.upper() for name in names]))

    def take(self, *names: str) -> None:
        gone = {name.upper() for name in names}
        with self._lock:
            self.tags = [uid for uid in self.tags if uid not in gone]
            self.quiet -= gone

    def status(self, code: int | None, times: int | None = 1) -> None:
        """Let the next `times` inventories (None: all) end with this status; None ends that."""
        with self._lock:
            good_for = float("inf") if times is None else times
            self.forced = None if code is None else (code, good_for)

    def badcrc(self, count: int) -> None:
        """Spoil the CRC of the next replies; the reader itself believes they were read."""
        self._corrupt = count

    def mute(self, seconds: float) -> None:
        """Hear requests but neither obey nor answer them for so long."""
        self._mute_until = time.monotonic() + seconds

    def plug(self) -> None:
        """A new terminal, the old link, and a reader that has just powered up."""
        self.unplug()
        self._master, self._slave = os.openpty()
        os.set_blocking(self._master, False)
        tty.setraw(self._slave)
        modes = termios.tcgetattr(self._slave)
        modes[4] = modes[5] = self._speed
        termios.tcsetattr(self._slave, termios.TCSANOW, modes)
        self.pty = os.ttyname(self._slave)
        self.path = str(self.link or self.pty)
        if self.link:
            self.link.unlink(missing_ok=True)
            self.link.symlink_to(self.pty)
        self.power_up()
        self._partial, self._noise, self._plugged = b"", False, True
        self._thread = threading.Thread(target=self._run, name="feig-firmware", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Take the terminal and the link away, as a drawn USB cable does."""
        if not self._plugged:
            return
        self._plugged = False
        os.write(self._slave, b"\0")  # wakes the thread
        self._thread.join()
        os.close(self._slave)
        os.close(self._master)
        if self.link:
            self.link.unlink(missing_ok=True)

    def _run(self) -> None:
        while self._plugged:
            silence = max(0.0, self._heard + GAP - time.monotonic()) if self._partial else None
            if select.select([self._master], [], [], silence)[0]:
                self._receive(self._incoming())
            else:
                self._drop("noise" if self._noise else "gap", self._partial)

    def _incoming(self) -> bytes:
        with contextlib.suppress(BlockingIOError):
            return os.read(self._master, 4096)
        return b""

    def _drop(self, reason: str, data: bytes) -> None:
        self.dropped += [(reason, data)] if data else []
        self._partial, self._noise = b"", False

    def _receive(self, chunk: bytes) -> None:
        if termios.tcgetattr(self._slave)[5] != self._speed or not chunk:
            self._drop("baud", chunk)
            return
        self._heard = time.monotonic()
        if not self._partial:
            self._began = self._heard
        self._partial += chunk
        length = self._partial[0]
        frame, rest = self._partial[:length], self._partial[length:]
        # 02 opens an advanced frame; after noise the reader is deaf until the line is silent.
        self._noise |= length < 5 or (len(frame) == length and crc16(frame) != 0)
        if not self._noise and len(frame) == length:
            self._drop("busy", rest)
            self._serve(frame)

    def _serve(self, frame: bytes) -> None:
        early = self._began - self._last_reply < PSST
        if early or frame[1] not in (ADDRESS, BROADCAST):
            self._drop("psst" if early else "address", frame)
            return
        self.requests.append(frame)
        if time.monotonic() < self._mute_until:
            return
        with self._lock:
            reply, busy = self.answer(frame)
        if self._corrupt > 0:
            self._corrupt -= 1
            reply = reply[:-1] + bytes([reply[-1] ^ 0x5A])
        wire = BITS_PER_BYTE / self.baud
        request_end = max(time.monotonic(), self._began + len(frame) * wire)
        self._send(reply, request_end + busy, wire)

    def _send(self, reply: bytes, start: float, wire: float) -> None:
        """Write the reply in pieces of about 2 ms, each when its last bit would have arrived."""
        step = max(1, int(0.002 / wire)) if self.timing else len(reply)
        for sent in range(0, len(reply), step):
            piece = reply[sent : sent + step]
            if self.timing:
                time.sleep(max(0.0, start + (sent + len(piece)) * wire - time.monotonic()))
            if not self._plugged:
                return
            if sent + step >= len(reply):
                self._drop("busy", self._incoming())  # half duplex: spoken into our own reply
                self._last_reply = time.monotonic()  # before the write: never later than the host
            with contextlib.suppress(BlockingIOError):  # nobody reads: the line loses it
                os.write(self._master, piece)


VERBS: dict[str, Callable[[str], object]] = {
    "place": str, "take": str, "badcrc": int, "mute": float, "unplug": str, "plug": str,
    "status": lambda word: None if word in ("on", "off") else int(word, 16),
}  # fmt: skip


def _obey_lines(reader: FeigFirmware) -> None:
    os.write(1, f"{reader.pty}\n".encode())
    for line in sys.stdin:
        verb, *rest = line.split() or [""]
        if verb == "quit":
            return
        try:
            getattr(reader, verb)(*map(VERBS[verb], rest))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            sys.stderr.write(f"not understood: {line.strip()} ({error!r})\n")
        if verb == "plug":
            os.write(1, f"{reader.pty}\n".encode())


def main() -> None:
    parser = argparse.ArgumentParser(description="FEIG ISO-Host reader on a pseudo terminal")
    for name, default in (("--ont", 5), ("--per-page", 4), ("--baud", 38400), ("--link", "")):
        parser.add_argument(name, type=type(default), default=default)
    parser.add_argument("--no-timing", action="store_true")
    parser.add_argument("uid", nargs="*")
    wish = parser.parse_args()
    reader = FeigFirmware(wish.ont, wish.per_page, wish.baud, not wish.no_timing, wish.link)
    reader.place(*wish.uid)
    with reader:
        _obey_lines(reader)


if __name__ == "__main__":
    main()
