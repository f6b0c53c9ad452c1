"""A virtual contactless card for vsmartcard's vpcd, written apart from the drivers.

The card is the client: a TCP connection to vpcd means that it lies on the reader. Both ways
go `length (2, big endian), payload`. One byte from vpcd is a control: 00 power off, 01 power
on, 02 reset, 04 asks for the ATR, and only 04 is answered; anything longer is an APDU.
Source: vpcd.c/.h of vsmartcard; ATR and `FF CA` after PC/SC part 3.

As a script it obeys lines: `insert [UID]`, `remove`, `swap UID`, `delay S`, `vanish`, `quit`.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import reduce
from operator import xor

PORT = 35963  # vpcd's first slot; the second is one higher
RETRY = 0.1  # seconds between attempts to reach vpcd
GET_ATR = b"\x04"
GET_DATA = 0xCA
STORAGE = {0x82, 0x86, 0x88, 0xB0, 0xCA, 0xD6}  # instructions PC/SC part 3 has under class FF
DONE, END_OF_DATA = b"\x90\x00", b"\x62\x82"
WRONG_LENGTH, NOT_SUPPORTED, NO_INSTRUCTION = b"\x67\x00", b"\x6a\x81", b"\x6d\x00"


def storage_atr(standard: int, name: int) -> bytes:
    """The ATR a reader makes up for a storage card: SS names the standard, NN NN the card."""
    told = bytes.fromhex("A000000306") + bytes([standard]) + name.to_bytes(2, "big") + bytes(4)
    body = bytes.fromhex("8F8001804F0C") + told
    return b"\x3b" + body + bytes([reduce(xor, body)])


MIFARE_CLASSIC_1K = storage_atr(0x03, 0x0001)
MIFARE_ULTRALIGHT = storage_atr(0x03, 0x0003)
ICODE_SLI = storage_atr(0x0B, 0x0014)
ATR_BY_UID_LENGTH = {4: MIFARE_CLASSIC_1K, 7: MIFARE_ULTRALIGHT, 8: ICODE_SLI}
ATRS = {"classic": MIFARE_CLASSIC_1K, "ultralight": MIFARE_ULTRALIGHT, "sli": ICODE_SLI}


def historical_bytes(atr: bytes) -> bytes:
    """What follows the interface bytes; each TD says in its high nibble which of them come."""
    at, announced = 1, atr[1] >> 4
    while announced:
        at += announced.bit_count()
        announced = atr[at] >> 4 if announced & 0x8 else 0
    return atr[at + 1 : at + 1 + (atr[1] & 0x0F)]


class PcscCard:
    """A card one can lay on a vpcd reader, take away and exchange; `with` takes it away at last.

    `uid` is hexadecimal, sent as it stands; without `atr` its length (4, 7, 8) chooses one.
    `delay` seconds pass before each answer to an APDU, none before the ATR.
    While it lies there a vpcd that died and came back finds it again.
    `apdus` are the APDUs heard, `controls` the control bytes other than 04, `powered` the result.
    """

    def __init__(
        self, uid: str, atr: bytes | None = None, host: str = "127.0.0.1", port: int = PORT,
        delay: float = 0.0,
    ) -> None:  # fmt: skip
        self.host, self.port, self.delay = host, port, delay
        self.apdus: list[bytes] = []
        self.controls: list[int] = []
        self.powered = False
        self._vanish_in: int | None = None
        self._half = True
        self._away = threading.Event()
        self._away.set()
        self._connected = threading.Event()
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._become(uid, atr)

    def __enter__(self) -> PcscCard:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def _become(self, uid: str, atr: bytes | None) -> None:
        raw = bytes.fromhex(uid)
        if atr is None and len(raw) not in ATR_BY_UID_LENGTH:
            raise ValueError("a UID is 4, 7 or 8 bytes, or the card needs an ATR")
        self.uid, self.atr = raw, atr or ATR_BY_UID_LENGTH[len(raw)]

    @property
    def present(self) -> bool:
        return self._connected.is_set()

    def insert(self, uid: str | None = None, atr: bytes | None = None, wait: float = 5.0) -> None:
        """Lay the card, or from now on another one, on the reader."""
        self.remove()
        if uid is not None:
            self._become(uid, atr)
        self._away.clear()
        self._thread = threading.Thread(target=self._run, name="pcsc-card", daemon=True)
        self._thread.start()
        if not self._connected.wait(wait):
            self.remove()
            raise ConnectionError(f"no vpcd at {self.host}:{self.port}")

    def remove(self) -> None:
        """Take the card away; without one there it does nothing."""
        self._away.set()
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)  # wakes the thread
        if self._thread:
            self._thread.join()
        self._thread = None

    def swap(self, uid: str, atr: bytes | None = None, away: float = 0.0) -> None:
        """Take the card away and, `away` seconds later, lay another one there."""
        self.remove()
        time.sleep(away)
        self.insert(uid, atr)

    def vanish(self, after: int = 0, half: bool = True) -> None:
        """Break off in the middle of the next answer, or `after` answers later, and be gone.

        With `half` the announced length and half the answer still go out (vpcd hands that on
        as an answer without its status); else nothing does.
        """
        self._vanish_in, self._half = after, half

    def answer(self, apdu: bytes) -> bytes:
        """The card's and its reader's answer to an APDU, without delay."""
        if len(apdu) < 4:
            return WRONG_LENGTH
        if apdu[0] != 0xFF or apdu[1] not in STORAGE:
            return NO_INSTRUCTION
        data = {b"\x00\x00": self.uid, b"\x01\x00": historical_bytes(self.atr)}.get(apdu[2:4])
        if apdu[1] != GET_DATA or data is None:
            return NOT_SUPPORTED
        if len(apdu) != 5:
            return WRONG_LENGTH
        wanted = apdu[4] or len(data)
        if wanted < len(data):
            return bytes([0x6C, len(data)])
        return data + (DONE if wanted == len(data) else END_OF_DATA)

    def _run(self) -> None:
        while not self._away.is_set():
            with contextlib.suppress(OSError):
                self._visit()
            self._connected.clear()
            self.powered = False
            self._away.wait(RETRY)

    def _visit(self) -> None:
        """One connection, until either side ends it."""
        with socket.create_connection((self.host, self.port), timeout=5) as line:
            line.settimeout(None)
            self._socket = line
            if self._away.is_set():  # taken away while the line was being made
                return
            self._connected.set()
            while (payload := self._hear(line)) is not None:
                if len(payload) == 1:
                    self._control(line, payload)
                elif payload:
                    self._reply(line, payload)

    @staticmethod
    def _hear(line: socket.socket) -> bytes | None:
        """The next payload, or None at the end of the line."""
        heard = b""
        while len(heard) < 2 or len(heard) < 2 + int.from_bytes(heard[:2], "big"):
            missing = 2 - len(heard)
            if missing <= 0:
                missing = 2 + int.from_bytes(heard[:2], "big") - len(heard)
            chunk = line.recv(missing)
            if not chunk:
                return None
            heard += chunk
        return heard[2:]

    def _control(self, line: socket.socket, payload: bytes) -> None:
        if payload == GET_ATR:
            line.sendall(len(self.atr).to_bytes(2, "big") + self.atr)
            return
        self.controls.append(payload[0])
        self.powered = payload[0] != 0

    def _reply(self, line: socket.socket, apdu: bytes) -> None:
        self.apdus.append(apdu)
        reply = self.answer(apdu)
        message = len(reply).to_bytes(2, "big") + reply
        if self._away.wait(self.delay):
            return  # taken away while it thought
        if self._vanish_in == 0:
            self._vanish_in = None
            self._away.set()
            line.sendall(message[: 2 + len(reply) // 2] if self._half else b"")
            line.shutdown(socket.SHUT_RDWR)
            return
        if self._vanish_in is not None:
            self._vanish_in -= 1
        line.sendall(message)


VERBS: dict[str, Callable[[str], object]] = {
    "insert": str, "remove": str, "swap": str, "vanish": int,
}  # fmt: skip


def _obey_lines(card: PcscCard) -> None:
    for line in sys.stdin:
        verb, *rest = line.split() or [""]
        if verb == "quit":
            return
        try:
            if verb == "delay":
                card.delay = float(*rest)
            else:
                getattr(card, verb)(*map(VERBS[verb], rest))
        except (ValueError, KeyError, AttributeError, TypeError, OSError) as error:
            sys.stderr.write(f"not done: {line.strip()} ({error!r})\n")
            sys.stderr.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="virtual contactless card for vpcd")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--atr", choices=ATRS, help="default: by the length of the UID")
    parser.add_argument("uid", nargs="?", help="lies on the reader from the start")
    wish = parser.parse_args()
    card = PcscCard(wish.uid or "04A1B2C3", ATRS.get(wish.atr), wish.host, wish.port, wish.delay)
    with card:
        if wish.uid:
            card.insert()
        _obey_lines(card)


if __name__ == "__main__":
    main()
