"""The virtual card against a fake vpcd on loopback; nothing of the product is imported."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from foreign.pcsc_card import (
    ICODE_SLI,
    MIFARE_CLASSIC_1K,
    MIFARE_ULTRALIGHT,
    PcscCard,
    historical_bytes,
    storage_atr,
)

# Gemalto Prox-DU/SU guide, p. 101.
GEMALTO_CLASSIC_1K = "3b8f8001804f0ca000000306030001000000006a"
GET_UID, GET_HISTORY = "ffca000000", "ffca010000"
OFF, ON, RESET, ATR = "00", "01", "02", "04"
CLASSIC, OTHER, ULTRALIGHT, SLI = "04A1B2C3", "0badcafe", "04112233445566", "E00401500A0B0C0D"


class Vpcd:
    """The reader's end of the line: one slot, one card at a time."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(3)
        self.port: int = self.server.getsockname()[1]
        self.line: socket.socket | None = None

    def accept(self) -> None:
        self.close_line()
        self.line = self.server.accept()[0]
        self.line.settimeout(3)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close_line(self) -> None:
        if self.line:
            self.line.close()
        self.line = None

    def close(self) -> None:
        self.close_line()
        self.server.close()

    def send(self, text: str) -> None:
        assert self.line
        self.line.sendall(framed(text))

    def hear(self, count: int) -> bytes:
        """So many bytes, or fewer where the line ends."""
        assert self.line
        heard = b""
        while len(heard) < count and (chunk := self.line.recv(count - len(heard))):
            heard += chunk
        return heard

    def ask(self, text: str) -> str:
        self.send(text)
        return self.hear(int.from_bytes(self.hear(2), "big")).hex()


def framed(text: str) -> bytes:
    return (len(text) // 2).to_bytes(2, "big") + bytes.fromhex(text)


@pytest.fixture
def vpcd() -> Iterator[Vpcd]:
    reader = Vpcd()
    yield reader
    reader.close()


@pytest.fixture
def card(vpcd: Vpcd) -> Iterator[PcscCard]:
    """A card that lies there, with the line to it made."""
    with PcscCard(CLASSIC, port=vpcd.port) as lying:
        lying.insert()
        vpcd.accept()
        yield lying


def answered(apdu: str, uid: str = SLI) -> str:
    return PcscCard(uid).answer(bytes.fromhex(apdu)).hex()


def test_atrs() -> None:
    assert MIFARE_CLASSIC_1K.hex() == GEMALTO_CLASSIC_1K
    assert MIFARE_ULTRALIGHT.hex() == "3b8f8001804f0ca0000003060300030000000068"
    assert ICODE_SLI.hex() == "3b8f8001804f0ca0000003060b00140000000077"
    for atr in (MIFARE_CLASSIC_1K, MIFARE_ULTRALIGHT, ICODE_SLI, storage_atr(3, 0x26)):
        checksum = 0
        for byte in atr[1:]:  # TCK included: 0
            checksum ^= byte
        assert (len(atr), checksum) == (20, 0)


@pytest.mark.parametrize(
    ("atr", "history"),
    [
        (GEMALTO_CLASSIC_1K, "804f0ca00000030603000100000000"),
        ("3b021450", "1450"),
        ("3bf81300008131fe454a434f5076323431b7", "4a434f5076323431"),
    ],
)
def test_historical_bytes_come_after_the_interface_bytes(atr: str, history: str) -> None:
    assert historical_bytes(bytes.fromhex(atr)).hex() == history


def test_the_length_of_the_uid_chooses_the_atr() -> None:
    assert [PcscCard(uid).atr for uid in (CLASSIC, ULTRALIGHT, SLI)] == [
        MIFARE_CLASSIC_1K, MIFARE_ULTRALIGHT, ICODE_SLI,
    ]  # fmt: skip
    assert PcscCard(CLASSIC, ICODE_SLI).atr == ICODE_SLI
    assert PcscCard("0102030405", b"\x3b\x00").uid == bytes.fromhex("0102030405")
    with pytest.raises(ValueError, match="4, 7 or 8"):
        PcscCard("0102030405")


@pytest.mark.parametrize("uid", [CLASSIC, ULTRALIGHT, SLI])
def test_the_uid(uid: str) -> None:
    assert answered(GET_UID, uid) == uid.lower() + "9000"
    assert answered(f"ffca0000{len(uid) // 2:02x}", uid) == uid.lower() + "9000"


@pytest.mark.parametrize(
    ("apdu", "answer"),
    [
        (GET_HISTORY, "804f0ca0000003060b001400000000" + "9000"),
        ("ffca000004", "6c08"),
        ("ffca000010", SLI.lower() + "6282"),
        ("ffca020000", "6a81"),
        ("ffca000100", "6a81"),
        ("ffb0000410", "6a81"),
        ("ffd6000404" + "00" * 4, "6a81"),
        ("ff00000000", "6d00"),
        ("00a4040000", "6d00"),
        ("ffca0000", "6700"),
        ("ffca00", "6700"),
    ],
)
def test_apdus(apdu: str, answer: str) -> None:
    assert answered(apdu) == answer


def test_the_wire(vpcd: Vpcd, card: PcscCard) -> None:
    assert vpcd.ask(ATR) == GEMALTO_CLASSIC_1K
    vpcd.send(ON)  # no answer to it, so the next answer is the ATR's
    assert vpcd.ask(ATR) == GEMALTO_CLASSIC_1K
    assert card.powered
    vpcd.send(RESET)
    assert vpcd.ask(GET_UID) == CLASSIC.lower() + "9000"
    assert vpcd.ask(GET_HISTORY).endswith("9000")
    vpcd.send(OFF)
    assert vpcd.ask(ATR) == GEMALTO_CLASSIC_1K
    assert not card.powered
    assert card.controls == [1, 2, 0]
    assert card.apdus == [bytes.fromhex(text) for text in (GET_UID, GET_HISTORY)]


def test_payloads_cut_and_joined_on_the_way(vpcd: Vpcd, card: PcscCard) -> None:
    assert vpcd.line
    for byte in framed(ON) + framed(GET_UID):
        vpcd.line.sendall(bytes([byte]))
    assert vpcd.hear(8) == framed(CLASSIC + "9000")
    vpcd.line.sendall(framed("") + framed(ATR) + framed(GET_UID))
    assert vpcd.hear(30) == framed(GEMALTO_CLASSIC_1K) + framed(CLASSIC + "9000")


def test_taken_away_and_laid_there_again(vpcd: Vpcd, card: PcscCard) -> None:
    assert card.present
    card.remove()
    assert not card.present
    assert vpcd.hear(1) == b""
    card.remove()
    card.insert()
    vpcd.accept()
    assert vpcd.ask(GET_UID) == CLASSIC.lower() + "9000"


def test_another_card_of_the_same_model(vpcd: Vpcd, card: PcscCard) -> None:
    card.swap(OTHER)
    assert vpcd.hear(1) == b""
    vpcd.accept()
    assert vpcd.ask(ATR) == GEMALTO_CLASSIC_1K
    assert vpcd.ask(GET_UID) == OTHER + "9000"
    card.swap(SLI)
    vpcd.accept()
    assert vpcd.ask(ATR) == ICODE_SLI.hex()
    assert vpcd.ask(GET_UID) == SLI.lower() + "9000"


def test_a_slow_card(vpcd: Vpcd, card: PcscCard) -> None:
    card.delay = 0.1
    began = time.monotonic()
    vpcd.ask(ATR)
    assert time.monotonic() - began < 0.1
    assert vpcd.ask(GET_UID) == CLASSIC.lower() + "9000"
    assert time.monotonic() - began >= 0.1
    card.delay = 30
    vpcd.send(GET_UID)
    card.remove()  # does not wait for the answer
    assert vpcd.hear(1) == b""
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("half", [True, False])
def test_a_card_that_vanishes_in_an_answer(vpcd: Vpcd, card: PcscCard, half: bool) -> None:
    card.vanish(after=1, half=half)
    assert vpcd.ask(GET_UID) == CLASSIC.lower() + "9000"
    vpcd.send(GET_UID)
    assert vpcd.hear(8) == (framed(CLASSIC + "9000")[:5] if half else b"")
    assert card._thread
    card._thread.join(3)
    assert not card.present
    card.insert()
    vpcd.accept()
    assert vpcd.ask(GET_UID) == CLASSIC.lower() + "9000"


def test_a_vpcd_that_comes_back_finds_the_card(vpcd: Vpcd, card: PcscCard) -> None:
    vpcd.accept()  # closes the old line and waits for the new one
    assert vpcd.ask(GET_UID) == CLASSIC.lower() + "9000"
    assert card.present


def test_no_vpcd() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with PcscCard(CLASSIC, port=port) as card, pytest.raises(ConnectionError, match=str(port)):
        card.insert(wait=0.15)
    assert not card.present


def test_as_a_script(vpcd: Vpcd) -> None:
    script = Path(__file__).with_name("pcsc_card.py")
    with subprocess.Popen(
        [sys.executable, str(script), "--port", str(vpcd.port), "--atr", "ultralight"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdin
        assert child.stderr

        def say(line: str) -> None:
            assert child.stdin
            child.stdin.write(line + "\n")
            child.stdin.flush()

        say("insert")
        vpcd.accept()
        assert vpcd.ask(ATR) == MIFARE_ULTRALIGHT.hex()
        say(f"swap {SLI}")
        assert vpcd.hear(1) == b""
        vpcd.accept()
        assert vpcd.ask(GET_UID) == SLI.lower() + "9000"
        say("remove")
        assert vpcd.hear(1) == b""
        say("fly")
        assert "fly" in child.stderr.readline()
        say(f"insert {OTHER}")
        vpcd.accept()
        assert vpcd.ask(GET_UID) == OTHER + "9000"
        say("vanish")
        say("delay 0")
        say("fly")  # heard once the lines before it are
        assert "fly" in child.stderr.readline()
        vpcd.send(GET_UID)
        assert vpcd.hear(8) == framed(OTHER + "9000")[:5]
        say("quit")
        child.stdin.close()
        assert child.wait(5) == 0
