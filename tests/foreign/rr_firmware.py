"""Firmware of an RR3036 / RR9036 / HR8002 reader on a pseudo terminal, apart from the drivers.

The drivers' codec is not used here, so a mistake in it cannot cancel itself out. Requests are
`LEN ADR CMD STATE data CRClo CRChi`, replies `LEN ADR STATUS data CRClo CRChi`; LEN does not
count itself. Source: the commands and status codes in HBLib (abatei/HB-RFID-Demo) and
545ch4/RR3036; no captured frame is known. Air times computed from ISO 15693-2/-3.

As a script it writes the terminal's path on the first line (and again after `plug`), then
obeys lines: `place UID ...`, `take UID ...`, `status 0B [on]` (the next inventory, or with
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

GAP = 0.015  # seconds of silence inside a frame that make the reader forget it
RF_CYCLE = 0.015  # seconds a new scan spends on switching the field off and on
BITS_PER_BYTE = 10  # start, eight data, stop
SHORTEST, LONGEST = 5, 96  # LEN of a request: ADR CMD STATE CRC; and of any frame
BROADCAST = 0xFF
MODE_A, MODE_15693, MODE_B = 0x05, 0x06, 0x09  # named by the STATE that chooses them
# Mean of 16-slot anticollision for 0..12 tags; an empty round is the request and 16 empty slots.
AIR_MS = (7.4, 11.6, 16.7, 22.5, 28.9, 35.9, 43.4, 51.1, 59.3, 67.7, 76.6, 85.8, 95.0)
OK, OPERAND_LENGTH, UNSUPPORTED, OPERAND_RANGE, FIELD_OFF = 0x00, 0x01, 0x02, 0x03, 0x05
NO_UID_IN_TIME, PARTIAL, NO_TAG, WRONG_MODE = 0x0A, 0x0B, 0x0E, 0x1F
WITH_ERROR_BYTE = {0x0F, 0x10, 0x11, 0x1B}
UNKNOWN_ERROR = b"\x0f"
IDENTITY = bytes.fromhex("0108 0000 36 0007")  # version, RFU, type, protocols
READER_LENGTHS = {0: 0, 1: 0, 2: 0, 3: 1, 4: 1, 5: 0, 6: 0, 7: 3, 8: 3, 9: 0}
INVENTORY_LENGTHS = {0: 0, 1: 1, 2: 0, 3: 1, 6: 0, 7: 1}  # odd states carry an AFI
LENGTHS = {0x00: READER_LENGTHS, 0x01: INVENTORY_LENGTHS, 0x02: {0: 8}}
Answer = tuple[int, bytes]  # status, reply data


def crc16(data: bytes) -> int:
    """CRC-16/MCRF4XX; over a whole frame with its own CRC, low byte first, it is 0."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x8408 if crc & 1 else 0)
    return crc


def afi_fits(asked: int, own: int) -> bool:
    """A zero nibble asks for every family or every sub-family (ISO 15693-3)."""
    return all(not asked & nibble or asked & nibble == own & nibble for nibble in (0xF0, 0x0F))


class RrCore:
    """What the reader knows and does, without a line and without time: frame in, reply out."""

    def __init__(
        self, per_scan: int = 8, msb: bool = False, partial_without_data: bool = False,
        field_off: bool = False, whole_scan: bool = False,
    ) -> None:  # fmt: skip
        if not 1 <= per_scan <= 10:
            raise ValueError("a frame holds 1 to 10 UIDs")
        self.per_scan, self.order = per_scan, 1 if msb else -1
        self.partial_without_data, self.whole_scan = partial_without_data, whole_scan
        self.field_off = field_off
        self.tags: dict[str, tuple[int, int]] = {}  # UID in upper-case hexadecimal: AFI, DSFID
        self.address, self.scan_time = 0x00, 10  # kept without power; x100 ms
        self.forced: tuple[int, float] | None = None  # status, inventories it is still good for
        self.power_up()

    def power_up(self) -> None:
        self.mode, self.rf_on = MODE_A, not self.field_off
        self.quiet: set[str] = set()

    def awake(self, afi: int = 0) -> list[str]:
        """Tags that would answer now, by the slot (last UID digit) they answer in."""
        heard = (uid for uid, (own, _) in self.tags.items() if afi_fits(afi, own))
        return sorted((uid for uid in heard if uid not in self.quiet), key=lambda uid: uid[-1])

    def answer(self, frame: bytes) -> tuple[bytes, float]:
        """The reply to a sound request, and the seconds the reader is busy before it."""
        self.busy = 0.0
        address = self.address  # a reader told a new one still signs with the old one
        status, data = self._obey(frame[2], frame[3], frame[4:-2])
        reply = bytes([len(data) + 4, address, status]) + data
        return reply + crc16(reply).to_bytes(2, "little"), self.busy

    def _obey(self, command: int, state: int, data: bytes) -> Answer:
        known = LENGTHS.get(command, {})
        if state not in known or len(data) != known[state]:
            return (OPERAND_LENGTH if state in known else UNSUPPORTED), b""
        if command == 0x00:
            return self._reader_command(state, data)
        if not self.rf_on:
            return FIELD_OFF, b""
        if self.mode != MODE_15693:
            return WRONG_MODE, b""
        if command == 0x02:  # stay quiet: a tag does not answer it, so nobody knows who heard
            self.quiet |= {data[:: self.order].hex().upper()} & set(self.tags)
            return OK, b""
        return self._inventory(state, data[0] if data else 0)

    def _reader_command(self, state: int, data: bytes) -> Answer:
        if state == 0x00:
            return OK, IDENTITY + bytes([self.scan_time])
        if (state == 0x03 and data[0] == BROADCAST) or (state == 0x04 and data[0] < 3):
            return OPERAND_RANGE, b""
        if state == 0x03:
            self.address = data[0]
        if state == 0x04:
            self.scan_time = data[0]
        if state in (0x01, 0x02):
            self.rf_on = state == 0x02
        if state in (MODE_A, MODE_15693, MODE_B):
            self.mode = state
        if not self.rf_on or self.mode != MODE_15693:
            self.quiet = set()  # tags without power, or without their carrier, forget it
        return OK, b""

    def _inventory(self, state: int, afi: int) -> Answer:
        new, single = state >= 0x06, state <= 0x01
        if new:
            self.quiet = set()
        heard = self.awake(afi)
        status, page = self._outcome(heard, new, single)
        self.quiet |= set(page)
        self._take_time(status, len(page) if single else len(heard), new)
        if status in WITH_ERROR_BYTE:
            return status, UNKNOWN_ERROR
        return status, b"".join(self._wire(uid) for uid in page)

    def _outcome(self, heard: list[str], new: bool, single: bool) -> tuple[int, list[str]]:
        """The status of a scan and the UIDs it hands over."""
        if self.forced:
            status, times = self.forced
            self.forced = (status, times - 1) if times > 1 else None
            part = heard[:-1] if status == PARTIAL and not self.partial_without_data else []
            return status, part[: self.per_scan]
        if not heard:
            return NO_TAG, []
        page = heard[: 1 if single else self.per_scan]
        if single or len(page) == len(heard):
            return OK, page
        if self.partial_without_data:  # a continue scan must hand them over some time
            return (PARTIAL, []) if new else (OK, page)
        return PARTIAL, page

    def _take_time(self, status: int, count: int, new: bool) -> None:
        """A partial scan is one its time ended; others end when nobody is left to answer."""
        scan = self.scan_time / 10
        air = RF_CYCLE * new + (AIR_MS[min(count, 12)] + 9.2 * max(0, count - 12)) / 1000
        ended = self.whole_scan or status in (NO_UID_IN_TIME, PARTIAL)
        self.busy = scan if ended else min(air, scan)

    def _wire(self, uid: str) -> bytes:
        return bytes([self.tags[uid][1]]) + bytes.fromhex(uid)[:: self.order]


class RrFirmware(RrCore):
    """A reader one can plug in, lay tags on and break; it lives inside `with`.

    `per_scan` is the most UIDs one scan hands over; with more in the field it says 0B.
    `partial_without_data`: a new scan's 0B is bare, and all UIDs come with continue scans.
    `msb` sends UIDs most significant byte first. `field_off`: no field until 00/02.
    `whole_scan`: every scan lasts the scan time, else only those that end with 0A or 0B.
    `baud` is the line speed: a host at another one is not understood.
    `timing=False` leaves out air, scan and wire time; the 15 ms rule always holds.
    `path` is `link` if one was given, else the terminal, whose own name is `pty`.
    As shipped, and after each plug, it is in mode 14443A; address and scan time are kept.
    `requests` are the requests obeyed or muted, `dropped` what was ignored: (reason, bytes).
    """

    def __init__(
        self, per_scan: int = 8, baud: int = 19200, timing: bool = True,
        link: str | Path | None = None, *, msb: bool = False, partial_without_data: bool = False,
        field_off: bool = False, whole_scan: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(per_scan, msb, partial_without_data, field_off, whole_scan)
        self.baud, self.timing, self.link = baud, timing, Path(link) if link else None
        self.requests: list[bytes] = []
        self.dropped: list[tuple[str, bytes]] = []
        self._speed: int = getattr(termios, f"B{baud}")
        self._lock = threading.Lock()
        self._unplugged = threading.Event()
        self._unplugged.set()
        self._corrupt, self._mute_until = 0, float("-inf")

    def __enter__(self) -> RrFirmware:
        self.plug()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()

    def place(self, *names: str, afi: int = 0, dsfid: int = 0) -> None:
        if any(len(bytes.fromhex(name)) != 8 for name in names):
            raise ValueError("a UID is 16 hexadecimal digits, most significant byte first")
        with self._lock:
            self.tags |= {name.upper(): (afi, dsfid) for name in names}

    def take(self, *names: str) -> None:
        gone = {name.upper() for name in names}
        with self._lock:
            self.tags = {uid: own for uid, own in self.tags.items() if uid not in gone}
            self.quiet -= gone

    def status(self, code: int | None, times: int | None = 1) -> None:
        """Let the next `times` inventories (None: all) end with this status; None ends that.

        0B hands over all tags but the last one; any other status hands over none.
        """
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
        with self._lock:
            self.power_up()
        self._partial, self._noise = b"", False
        self._unplugged.clear()
        self._thread = threading.Thread(target=self._run, name="rr-firmware", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Take the terminal and the link away, as a drawn USB cable does."""
        if self._unplugged.is_set():
            return
        self._unplugged.set()
        os.write(self._slave, b"\0")  # wakes the thread
        self._thread.join()
        os.close(self._slave)
        os.close(self._master)
        if self.link:
            self.link.unlink(missing_ok=True)

    def _run(self) -> None:
        while not self._unplugged.is_set():
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
        total = self._partial[0] + 1
        frame, rest = self._partial[:total], self._partial[total:]
        # After a frame that cannot be, the reader is deaf until the line is silent.
        self._noise |= not SHORTEST <= frame[0] <= LONGEST
        self._noise |= len(frame) == total and crc16(frame) != 0
        if not self._noise and len(frame) == total:
            self._drop("busy", rest)
            self._serve(frame)

    def _serve(self, frame: bytes) -> None:
        if frame[1] not in (self.address, BROADCAST):
            self._drop("address", frame)
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
        request_end = max(time.monotonic(), self._began + len(frame) * wire * self.timing)
        self._send(reply, request_end + busy, wire)

    def _send(self, reply: bytes, start: float, wire: float) -> None:
        """Write the reply in pieces of about 2 ms, each when its last bit would have arrived."""
        step = max(1, int(0.002 / wire)) if self.timing else len(reply)
        for sent in range(0, len(reply), step):
            piece = reply[sent : sent + step]
            if self.timing:
                due = start + (sent + len(piece)) * wire - time.monotonic()
                self._unplugged.wait(max(0.0, due))
            if self._unplugged.is_set():
                return
            if sent + step >= len(reply):
                self._drop("busy", self._incoming())  # said while it was at work: lost
            with contextlib.suppress(BlockingIOError):  # nobody reads: the line loses it
                os.write(self._master, piece)


VERBS: dict[str, Callable[[str], object]] = {
    "place": str, "take": str, "badcrc": int, "mute": float, "unplug": str, "plug": str,
    "status": lambda word: None if word in ("on", "off") else int(word, 16),
}  # fmt: skip


def _obey_lines(reader: RrFirmware) -> None:
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
    parser = argparse.ArgumentParser(description="RR3036 family reader on a pseudo terminal")
    for name, default in (("--per-scan", 8), ("--baud", 19200), ("--link", "")):
        parser.add_argument(name, type=type(default), default=default)
    for name in ("--no-timing", "--msb", "--partial-without-data", "--field-off", "--whole-scan"):
        parser.add_argument(name, action="store_true")
    parser.add_argument("uid", nargs="*")
    wish = parser.parse_args()
    reader = RrFirmware(
        wish.per_scan, wish.baud, not wish.no_timing, wish.link, msb=wish.msb,
        partial_without_data=wish.partial_without_data, field_off=wish.field_off,
        whole_scan=wish.whole_scan,
    )  # fmt: skip
    reader.place(*wish.uid)
    with reader:
        _obey_lines(reader)


if __name__ == "__main__":
    main()
