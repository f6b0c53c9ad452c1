"""Scripts for emulators: one instruction a line, at once or at its time.

    at 0.5 place E0040150CABD51B9 E0040150CABD51BA
    rate E0040150CABD51B9 0.9
    at 2 take E0040150CABD51B9
    garble 0.01
    mute 1.5
    unplug
    plug
    stray E0040150CABD51BF 0.2
    collide 0.05
    baud 9600
    at 10

Times are seconds of the clock since the script began; a time alone only waits. Empty lines and
lines that begin with `#` say nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from canteen.clock import Clock
from canteen.i18n import _
from readers.emulation.field import TagField
from readers.errors import BadScript, BadUid
from readers.tag import TagUid

_AT: Final = "at"


class Emulator(Protocol):
    """What a script can do to a reader."""

    @property
    def field(self) -> TagField:
        """The reading zone."""
        ...

    def plug(self) -> None:
        """Plug the cable in."""
        ...

    def unplug(self) -> None:
        """Pull the cable out."""
        ...

    def garble(self, share: float) -> None:
        """Spoil this share of the replies from now on."""
        ...

    def mute(self, seconds: float) -> None:
        """Answer nothing for a while."""
        ...

    def set_baud(self, baud: int) -> None:
        """Speak at another speed from now on."""
        ...


Action = Callable[[Emulator], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script: when (`None`: at once) and what."""

    at: float | None
    act: Action


def run_script(
    emulator: Emulator,
    lines: Iterable[str],
    clock: Clock,
    stop: threading.Event | None = None,
) -> None:
    """Obey `lines` as they come until they end or `stop` is set; raises `BadScript`."""
    stopping = stop if stop is not None else threading.Event()
    began = clock.monotonic()
    for number, line in enumerate(lines, start=1):
        step = parse_line(number, line)
        if step is None:
            continue
        if step.at is not None and clock.wait(stopping, began + step.at - clock.monotonic()):
            return
        if stopping.is_set():
            return
        step.act(emulator)


def parse_line(number: int, line: str) -> Step | None:
    """Read one line, `None` where it says nothing; raises `BadScript` with its number."""
    words = line.split()
    if not words or words[0].startswith("#"):
        return None
    try:
        return _step(words)
    except BadUid as error:
        raise BadScript(line=number, what=error.said.rstrip("。")) from error
    except (ValueError, IndexError) as error:
        raise BadScript(line=number, what=str(error) or line.strip()) from error


def _step(words: list[str]) -> Step:
    at = None
    if words[0] == _AT:
        at = _number(words[1:2], 1e9)
        words = words[2:]
    if not words:
        return Step(at, lambda _emulator: None)
    if words[0] not in _VERBS:
        raise ValueError(_("没有“{word}”这个指令").format(word=words[0]))
    return Step(at, _VERBS[words[0]](words[1:]))


def _number(words: list[str], most: float) -> float:
    text = words[0] if len(words) == 1 else ""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise ValueError(_("“{text}”不是合适的数").format(text=text))
    return value


def _uids(words: list[str]) -> list[TagUid]:
    if not words:
        raise ValueError(_("缺少芯片号"))
    return [TagUid.parse(word) for word in words]


def _place(words: list[str]) -> Action:
    uids = _uids(words)
    return lambda emulator: emulator.field.place(*uids)


def _take(words: list[str]) -> Action:
    uids = _uids(words)
    return lambda emulator: emulator.field.take(*uids)


def _rate(words: list[str]) -> Action:
    (uid,) = _uids(words[:1])
    share = _number(words[1:], 1.0)
    return lambda emulator: emulator.field.rate(uid, share)


def _garble(words: list[str]) -> Action:
    share = _number(words, 1.0)
    return lambda emulator: emulator.garble(share)


def _mute(words: list[str]) -> Action:
    seconds = _number(words, 1e9)
    return lambda emulator: emulator.mute(seconds)


def _stray(words: list[str]) -> Action:
    (uid,) = _uids(words[:1])
    share = _number(words[1:], 1.0)

    def act(emulator: Emulator) -> None:
        emulator.field.rate(uid, share)
        emulator.field.place(uid)

    return act


def _collide(words: list[str]) -> Action:
    share = _number(words, 1.0)
    return lambda emulator: emulator.field.collide(share)


def _baud(words: list[str]) -> Action:
    baud = int(_number(words, 1e7))
    return lambda emulator: emulator.set_baud(baud)


def _unplug(words: list[str]) -> Action:
    _nothing(words)
    return lambda emulator: emulator.unplug()


def _plug(words: list[str]) -> Action:
    _nothing(words)
    return lambda emulator: emulator.plug()


def _nothing(words: list[str]) -> None:
    if words:
        raise ValueError(_("后面多了“{text}”").format(text=" ".join(words)))


_VERBS: Final[dict[str, Callable[[list[str]], Action]]] = {
    "place": _place,
    "take": _take,
    "rate": _rate,
    "garble": _garble,
    "mute": _mute,
    "stray": _stray,
    "collide": _collide,
    "baud": _baud,
    "unplug": _unplug,
    "plug": _plug,
}
