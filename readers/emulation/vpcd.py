"""Cards that are not there, for vsmartcard's virtual reader under the real PC/SC service.

The protocol is that of vpcd (vsmartcard 3.3, virtualsmartcard/src/vpcd): the reader listens on
TCP, a card lies on it for as long as it is connected. Both ways a message is two bytes of length,
most significant first, and as many bytes. Of the reader's messages of one byte only "give the
answer to reset" is answered; every longer one is a command.
"""

from __future__ import annotations

import contextlib
import random
import select
import socket
import threading
import time
from types import TracebackType
from typing import Final, Self

from canteen.clock import Clock, SystemClock
from readers.drivers.pcsc_context import CardService
from readers.emulation.field import FieldTag, TagField
from readers.errors import CardReaderNotFound, ConnectionTrouble
from readers.protocols.atr import (
    ICODE_SLI,
    ISO14443A_3,
    ISO15693_3,
    MIFARE_CLASSIC_1K,
    MIFARE_ULTRALIGHT,
    StorageCard,
    encode_storage_card,
)
from readers.tag import TagUid

NAME: Final = "Virtual PCD"
"""What the service calls vpcd's reader, as shipped; the slot follows."""
HOST: Final = "127.0.0.1"
PORT: Final = 0x8C7B
"""Where vpcd's first slot listens as shipped; the next slot has the next port."""
LOOK_SECONDS: Final = 0.02
"""Real time between two looks at what lies in the field, and between two tries to connect."""

POWER_OFF, POWER_ON, RESET, GIVE_ATR = 0x00, 0x01, 0x02, 0x04
GET_UID: Final = bytes.fromhex("FFCA000000")
DONE: Final = bytes.fromhex("9000")
NO_INFORMATION: Final = bytes.fromhex("6300")
NOT_SUPPORTED: Final = bytes.fromhex("6A81")
_LENGTH_BYTES: Final = 2
_SHORT_UID: Final = 4


def virtual_reader(seconds: float) -> str:
    """The name under which the PC/SC service knows vpcd's first slot.

    Looks for up to `seconds` of real time: a service that this very question starts has no readers
    yet. Raises `CardReaderNotFound`, `ServiceAway`, `LibraryMissing`.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            with contextlib.closing(CardService.open()) as service:
                names = [name for name in service.readers() if NAME in name]
            if names:
                return min(names)
            raise CardReaderNotFound(reader=NAME)
        except ConnectionTrouble:
            if time.monotonic() >= deadline:
                raise
        time.sleep(LOOK_SECONDS)


class VirtualCard:
    """One card. No line, no thread.

    `backwards`: its reader gives ISO 15693 numbers from the other end. `numberless`: it answers no
    command, as a card with contacts.
    """

    def __init__(self, uid: TagUid, *, backwards: bool = False, numberless: bool = False) -> None:
        self._uid = uid
        self._backwards = backwards
        self._numberless = numberless

    @property
    def atr(self) -> bytes:
        """What its reader makes up for it: ISO 15693 for 8 bytes from E0, else ISO 14443 A."""
        if self._iso15693:
            return encode_storage_card(StorageCard(ISO15693_3, ICODE_SLI))
        short = len(self._uid.raw) == _SHORT_UID
        code = MIFARE_CLASSIC_1K if short else MIFARE_ULTRALIGHT
        return encode_storage_card(StorageCard(ISO14443A_3, code))

    @property
    def _iso15693(self) -> bool:
        return len(self._uid.raw) == 8 and self._uid.raw[0] == 0xE0  # noqa: PLR2004 - ISO 15693-3, 4.1

    def hear(self, message: bytes) -> bytes | None:
        """The answer to one message of the reader, `None` for none."""
        if len(message) == 1:
            return self.atr if message[0] == GIVE_ATR else None
        if message != GET_UID or self._numberless:
            return NOT_SUPPORTED
        raw = self._uid.raw
        return (raw[::-1] if self._backwards and self._iso15693 else raw) + DONE


class VpcdEmulator:
    """Lays the first chip of `field` on the virtual reader, for the length of a `with`.

    One card at a time: another one follows when the first is taken. A chip whose rate is below 1
    loses the field in the other cases when it is asked for its number. `backwards` and `numberless`
    are as for `VirtualCard`. The other end may come and go at any time.
    """

    def __init__(
        self,
        field: TagField | None = None,
        clock: Clock | None = None,
        *,
        port: int = PORT,
        backwards: bool = False,
        numberless: bool = False,
        seed: int | None = None,
    ) -> None:
        self.field = field if field is not None else TagField(seed)
        self._clock = clock if clock is not None else SystemClock()
        self._port = port
        self._backwards = backwards
        self._numberless = numberless
        self._dice = random.Random(seed)  # noqa: S311 - trouble in the air, no secret
        self._garbled = 0.0
        self._mute_until = 0.0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.plug()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unplug()

    def plug(self) -> None:
        """Begin to lay cards down."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._serve, name="vpcd-card", daemon=True)
            self._thread.start()

    def unplug(self) -> None:
        """Take the card away and lay none down any more; what lies in the field stays there."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def garble(self, share: float) -> None:
        """From now on let this share (0 to 1) of the commands fail between reader and card."""
        self._garbled = share

    def mute(self, seconds: float) -> None:
        """Let no card lie there for `seconds` of the clock."""
        self._mute_until = self._clock.monotonic() + seconds

    def set_baud(self, baud: int) -> None:
        """Nothing: this line has no speed."""

    def _serve(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            tag = self._lying()
            if tag is not None:
                try:
                    with socket.create_connection((HOST, self._port), timeout=1.0) as line:
                        self._lie(line, tag)
                except OSError:
                    # No reader there, or it went away; the card is tried again as long as it lies.
                    continue

    def _lying(self) -> FieldTag | None:
        """The chip that is on the reader now."""
        if self._stopping.is_set() or self._clock.monotonic() < self._mute_until:
            return None
        return next(iter(self.field.tags()), None)

    def _lie(self, line: socket.socket, tag: FieldTag) -> None:
        """Be that card on that line until it is taken or the line ends."""
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        card = VirtualCard(tag.uid, backwards=self._backwards, numberless=self._numberless)
        while self._lying() == tag:
            _answer_at_once(line)
            ready, _w, _x = select.select([line], [], [], LOOK_SECONDS)
            if not ready:
                continue
            message = _receive(line)
            if not message or (len(message) > 1 and tag not in self.field.answering()):
                return
            answer = card.hear(message)
            if len(message) > 1 and self._dice.random() < self._garbled:
                answer = NO_INFORMATION
            if answer is not None:
                line.sendall(len(answer).to_bytes(_LENGTH_BYTES, "big") + answer)


def _receive(line: socket.socket) -> bytes:
    """One message, empty when the line ended."""
    length = int.from_bytes(_exactly(line, _LENGTH_BYTES), "big")
    return _exactly(line, length)


def _exactly(line: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        _answer_at_once(line)
        more = line.recv(count - len(data))
        if not more:
            return b""
        data += more
    return data


def _answer_at_once(line: socket.socket) -> None:
    """vpcd may send length and message apart; a delayed acknowledgement would hold the second back.

    The setting wears off, so it is renewed before each wait.
    """
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
