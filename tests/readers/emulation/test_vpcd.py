"""The card against a bare listener in vpcd's place."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pcscd import READER, Pcscd, in_a_room

from readers.emulation.vpcd import (
    GET_UID,
    GIVE_ATR,
    POWER_ON,
    RESET,
    VirtualCard,
    VpcdEmulator,
    virtual_reader,
)
from readers.errors import ReaderError
from readers.protocols.atr import card_kind, storage_card
from readers.tag import TagUid

PLATE = TagUid.parse("E0040150CABD51B9")
CARD = TagUid.parse("04A1B2C3")
TICKET = TagUid.parse("04A1B2C3D4E5F6")
DONE = bytes.fromhex("9000")


@pytest.mark.parametrize(
    ("uid", "kind", "name"),
    [
        (PLATE, "iso15693", "ICODE SLI"),
        (CARD, "iso14443a", "MIFARE Classic 1K"),
        (TICKET, "iso14443a", "MIFARE Ultralight"),
    ],
)
def test_the_number_decides_what_card_it_is(uid: TagUid, kind: str, name: str) -> None:
    answer = VirtualCard(uid).hear(bytes((GIVE_ATR,)))
    assert answer is not None
    card = storage_card(answer)
    assert card is not None
    assert (card.kind, card.name, card.sound) == (kind, name, True)


def test_a_card_gives_its_number() -> None:
    assert VirtualCard(PLATE).hear(GET_UID) == PLATE.raw + DONE


def test_some_readers_give_a_plates_number_from_the_other_end() -> None:
    assert VirtualCard(PLATE, backwards=True).hear(GET_UID) == PLATE.raw[::-1] + DONE
    assert VirtualCard(CARD, backwards=True).hear(GET_UID) == CARD.raw + DONE


def test_a_card_with_contacts_has_no_number() -> None:
    assert VirtualCard(PLATE, numberless=True).hear(GET_UID) == bytes.fromhex("6A81")


@given(st.binary(min_size=2, max_size=300).filter(lambda command: command != GET_UID))
def test_every_other_command_is_refused(command: bytes) -> None:
    assert VirtualCard(PLATE).hear(command) == bytes.fromhex("6A81")


@given(st.integers(0, 255).filter(lambda control: control != GIVE_ATR))
def test_power_and_reset_are_not_answered(control: int) -> None:
    assert VirtualCard(PLATE).hear(bytes((control,))) is None


@given(st.binary(min_size=4, max_size=16))
def test_every_number_is_read_back(raw: bytes) -> None:
    card = VirtualCard(TagUid.of(raw))
    assert card.hear(GET_UID) == raw + DONE
    assert card_kind(card.atr) in {"iso14443a", "iso15693"}


class Slot:
    """The reader's end: a listener, and the line of the card that lies there."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._line = socket.socket()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def accept(self) -> None:
        """Let the next card come."""
        self._line.close()
        self._line, _address = self._listener.accept()
        self._line.settimeout(5)

    def send(self, message: bytes, *, dribble: bool = False) -> None:
        framed = struct.pack(">H", len(message)) + message
        for start in range(0, len(framed), 1 if dribble else len(framed)):
            self._line.sendall(framed[start : start + 1] if dribble else framed)

    def hear(self) -> bytes:
        """One message of the card, empty when it was taken away."""
        head = self._line.recv(2, socket.MSG_WAITALL)
        return self._line.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL) if head else b""

    def ask(self, message: bytes) -> bytes:
        self.send(message)
        return self.hear()

    def close(self) -> None:
        self._line.close()
        self._listener.close()


@pytest.fixture
def slot(nothing_leaks: Callable[[], None]) -> Iterator[Slot]:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(5)
    made = Slot(listener)
    yield made
    made.close()


def test_a_card_lies_there_until_it_is_taken(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD, PLATE)
        slot.accept()
        slot.send(bytes((POWER_ON,)))
        slot.send(bytes((RESET,)))
        assert slot.ask(bytes((GIVE_ATR,))) == VirtualCard(CARD).atr
        assert slot.ask(GET_UID) == CARD.raw + DONE
        cards.field.take(CARD)
        assert slot.hear() == b""
        slot.accept()
        assert slot.ask(GET_UID) == PLATE.raw + DONE


def test_a_card_put_down_again_is_another_visit(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD)
        slot.accept()
        cards.field.take(CARD)
        cards.field.place(CARD)
        assert slot.hear() == b""
        slot.accept()
        assert slot.ask(GET_UID) == CARD.raw + DONE


def test_length_and_message_may_come_in_pieces(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD)
        slot.accept()
        slot.send(GET_UID, dribble=True)
        assert slot.hear() == CARD.raw + DONE


def test_an_answer_is_not_held_back(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD)
        slot.accept()
        began = time.monotonic()
        for _ in range(10):
            slot.send(GET_UID, dribble=True)
            slot.hear()
        # A delayed acknowledgement would take 40 ms each time.
        assert time.monotonic() - began < 0.3


def test_a_card_at_the_edge_of_the_field_leaves_while_it_is_read(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.rate(CARD, 0)
        cards.field.place(CARD)
        slot.accept()
        assert slot.ask(bytes((GIVE_ATR,))) == VirtualCard(CARD).atr
        assert slot.ask(GET_UID) == b""


def test_spoilt_commands_get_no_information(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.garble(1)
        cards.field.place(CARD)
        slot.accept()
        assert slot.ask(GET_UID) == bytes.fromhex("6300")
        assert slot.ask(bytes((GIVE_ATR,))) == VirtualCard(CARD).atr


def test_a_card_comes_back_to_a_reader_that_comes_back(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD)
        slot.accept()
        slot.accept()
        assert slot.ask(GET_UID) == CARD.raw + DONE


def test_a_muted_field_is_empty_for_a_while(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD)
        slot.accept()
        began = time.monotonic()
        cards.mute(0.2)
        assert slot.hear() == b""
        slot.accept()
        assert time.monotonic() - began >= 0.2


def test_unplugging_takes_the_card_away_and_plugging_lays_it_down(slot: Slot) -> None:
    with VpcdEmulator(port=slot.port) as cards:
        cards.field.place(CARD)
        slot.accept()
        cards.unplug()
        assert slot.hear() == b""
        cards.set_baud(9600)
        cards.plug()
        cards.plug()
        slot.accept()
        assert slot.ask(GET_UID) == CARD.raw + DONE


def told(seconds: float) -> str:
    try:
        return virtual_reader(seconds)
    except ReaderError as refusal:
        return refusal.code


def test_its_reader_is_found_by_name_and_waited_for() -> None:
    def work() -> list[str]:
        said = [told(0)]
        with Pcscd() as pcscd:
            said.append(told(0))
            pcscd.kill()
            pcscd.disconnect_reader()
            pcscd.start()
            said.append(told(0))
            pcscd.kill()
            pcscd.connect_reader()
            waiting = threading.Thread(target=lambda: said.append(told(10)))
            waiting.start()
            pcscd.start()
            waiting.join()
        return said

    assert in_a_room(work) == ["E-RDR-007", READER, "E-RDR-008", READER]
