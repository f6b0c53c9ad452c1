"""A bare host for the foreign RR3036 family firmware: a terminal, frames in hex, no driver."""

from __future__ import annotations

import os
import select
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from foreign.rr_firmware import RrFirmware, crc16


def framed(body: str) -> str:
    """LEN and CRC around it; LEN counts the CRC but not itself."""
    raw = bytes([len(body) // 2 + 2]) + bytes.fromhex(body)
    return (raw + crc16(raw).to_bytes(2, "little")).hex()


MODE_15693, DONE = framed("000006"), framed("0000")


class Host:
    """A bare terminal: hex out, hex in."""

    def __init__(self, path: str, baud: int = termios.B19200) -> None:
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)
        modes = termios.tcgetattr(self.fd)
        modes[4] = modes[5] = baud
        termios.tcsetattr(self.fd, termios.TCSANOW, modes)

    def send(self, text: str) -> None:
        os.write(self.fd, bytes.fromhex(text))

    def hear(self, wait: float = 0.08) -> str:
        """What arrives until a whole frame is there, or until `wait` seconds of silence."""
        heard = b""
        while not heard or len(heard) <= heard[0]:
            if not select.select([self.fd], [], [], wait)[0]:
                break
            heard += os.read(self.fd, 512)
        return heard.hex()

    def ask(self, text: str, wait: float = 0.5) -> str:
        self.send(text)
        return self.hear(wait)


@contextmanager
def met(firmware: RrFirmware, baud: int = termios.B19200, ready: bool = True) -> Iterator[Host]:
    """A host at a plugged reader, which is put into mode 15693 unless it is to be as shipped."""
    with firmware:
        host = Host(firmware.path, baud)
        try:
            if ready:
                assert host.ask(MODE_15693) == DONE
                firmware.requests.clear()
            yield host
        finally:
            os.close(host.fd)


def told(reply: str, msb: bool = False) -> tuple[int, list[str]]:
    """Status and UIDs of an inventory reply."""
    raw = bytes.fromhex(reply)
    assert (raw[0], raw[1], crc16(raw)) == (len(raw) - 1, 0, 0)
    assert raw[0] <= 96
    sets = raw[3:-2]
    assert len(sets) % 9 == 0
    uids = [sets[at + 1 : at + 9] for at in range(0, len(sets), 9)]
    return raw[2], [uid[:: 1 if msb else -1].hex().upper() for uid in uids]


def quick(per_scan: int = 8, **wish: bool) -> RrFirmware:
    return RrFirmware(per_scan, 19200, False, None, **wish)


def plates(count: int) -> list[str]:
    return [f"E00401{number:010X}" for number in range(count)]
