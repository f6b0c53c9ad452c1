"""Card readers behind PC/SC: `pcsc:` for the first, `pcsc:NAME` for one by its name or part of it.

For members' cards and for binding single plates: a PC/SC reader shows one card at a time, so it is
no reader for trays. A card is asked for its number once, when it comes (GET DATA, PC/SC part 3,
3.2.2.1.3), and counts as lying there for as long as the service counts no coming or going.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Final, Protocol

from canteen.clock import Clock
from canteen.i18n import _
from readers.cycle import Cycle, Fault
from readers.drivers.pcsc_context import STATUS_BYTES, CardService, ReaderState
from readers.errors import (
    AirError,
    BadUid,
    BadUrl,
    CardLeft,
    CardReaderNotFound,
    CardWithoutNumber,
    CycleFault,
    ReaderGone,
    ReaderRefused,
)
from readers.health import LineCounters, LineHealth
from readers.protocols.atr import card_kind
from readers.tag import ISO15693, TagRead, TagUid
from readers.url import ReaderUrl

CYCLE_SECONDS: Final = 0.15
"""A cycle without news takes this long; a card that comes or goes ends it at once."""
GET_UID: Final = bytes.fromhex("FFCA000000")
_DONE: Final = b"\x90\x00"
_NEVER: Final = frozenset({0x67, 0x6A, 0x6B, 0x6D, 0x6E})
"""First status bytes by which a card says that it knows no such command or data (ISO 7816-4)."""
_SHORTEST_UID: Final = 4


class Service(Protocol):
    """What the driver needs of `CardService`."""

    def wait(self, reader: str, known: ReaderState, seconds: float) -> ReaderState: ...

    def ask(self, reader: str, command: bytes) -> bytes: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the card of one insertion said, for good."""

    events: int
    tag: TagRead | None = None
    fault: Fault | None = None


class PcscReader:
    """An open PC/SC reader. `open` makes one from an address."""

    def __init__(self, service: Service, reader: str, clock: Clock) -> None:
        self._service = service
        self._reader = reader
        self._clock = clock
        self._counters = LineCounters()
        self._state = ReaderState()
        self._reading: _Reading | None = None

    @classmethod
    def open(cls, url: ReaderUrl, clock: Clock) -> PcscReader:
        """Find the reader; raises a `ReaderError`."""
        url.allow(())
        service = CardService.open()
        try:
            return cls(service, choose_reader(service.readers(), url), clock)
        except BaseException:
            service.close()
            raise

    @property
    def health(self) -> LineHealth:
        return self._counters.snapshot()

    def close(self) -> None:
        self._service.close()

    def cycle(self) -> Cycle:
        """As `Reader.cycle`; raises `ServiceAway` when the service ended."""
        started = self._clock.monotonic()
        self._state = self._service.wait(self._reader, self._state, CYCLE_SECONDS)
        if self._state.gone:
            raise ReaderGone(port=self._reader)
        tag, fault = None, None
        try:
            reading = self._current()
            tag, fault = reading.tag, reading.fault
        except CycleFault as trouble:
            fault = Fault.of(trouble)
        ended = self._clock.monotonic()
        if fault is not None:
            return Cycle.broken((), (fault,), started, ended)
        return Cycle.whole((tag,) if tag is not None else (), started, ended)

    def _current(self) -> _Reading:
        """What is known of the card that lies there, asked of it if need be."""
        state = self._state
        if not state.present or state.replugged:
            self._reading = None
        if not state.present:
            return _Reading(state.events)
        if self._reading is None or self._reading.events != state.events:
            self._reading = None
            self._reading = self._read(state)
        return self._reading

    def _read(self, state: ReaderState) -> _Reading:
        """Ask the card for its number; raises what the next cycle may ask again."""
        if state.mute:
            self._counters.timeouts += 1
            raise AirError
        try:
            answer = self._service.ask(self._reader, GET_UID)
        except CardLeft:
            self._counters.timeouts += 1
            raise
        self._counters.good_frame(self._clock.monotonic())
        data, status = answer[:-STATUS_BYTES], answer[-STATUS_BYTES:]
        if status == _DONE:
            with contextlib.suppress(BadUid):
                return _Reading(state.events, tag=card_tag(state.atr, data))
        elif status[:1] not in map(_byte, _NEVER):
            raise ReaderRefused(command=GET_UID[:2].hex().upper(), status=status.hex().upper())
        return _Reading(state.events, fault=Fault.of(CardWithoutNumber()))


def card_tag(atr: bytes, number: bytes) -> TagRead:
    """A card by its answer to reset and the number it gave; raises `BadUid`.

    Readers differ in which end of an ISO 15693 number they give first.
    """
    kind = card_kind(atr)
    if kind == ISO15693 and len(number) >= _SHORTEST_UID:
        return TagRead(TagUid.iso15693(number), kind)
    return TagRead(TagUid.of(number), kind)


def choose_reader(names: list[str], url: ReaderUrl) -> str:
    """The reader `url` means: the first, or that with the name, or the only one with that part.

    Raises `CardReaderNotFound`, and `BadUrl` where several fit.
    """
    wanted = url.target.casefold()
    exact = [name for name in names if name.casefold() == wanted]
    fitting = exact or [name for name in names if wanted in name.casefold()]
    if not fitting:
        raise CardReaderNotFound(reader=url.target or _("任何一台"))
    if len(fitting) > 1 and url.target:
        names_text = "、".join(fitting)
        raise BadUrl(url=str(url), what=_("对得上好几台读卡器：{names}").format(names=names_text))
    return fitting[0]


def list_readers() -> list[str]:
    """The names of the card readers that are plugged in; raises `ServiceAway`, `LibraryMissing`."""
    with contextlib.closing(CardService.open()) as service:
        return service.readers()


def _byte(value: int) -> bytes:
    return bytes((value,))
