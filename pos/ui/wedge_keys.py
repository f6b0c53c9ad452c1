"""The keys of a card reader that types, taken out of what people type."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from readers.wedge import WedgeDecoder

# With one of these a key is a command, such as Ctrl+V, and types nothing.
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that is kept until it is known whose it is."""

    window: QWindow
    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class WedgeKeys(QObject):
    """An event filter that feeds `decoder` with the keys that enter a window.

    `card` carries a `readers.tag.TagUid`. Keys that may belong to a number are kept from the
    window, whatever has the focus there; those that prove to be a person's are handed on to it, in
    order and at most `gap_seconds` late. Commands, held-down keys, pasted and composed text are
    never read as numbers.

    Install it on the till's window, which is enough; on the application it also works, at the cost
    of a call for every event of every object. Not on both. `clock` gives seconds of real time; it
    counts where the window system does not say when a key was pressed.
    """

    card = Signal(object)

    def __init__(
        self,
        decoder: WedgeDecoder,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._decoder = decoder
        self._clock = clock
        self._held: list[_Held] = []
        self._down: set[int] = set()
        self._handing_on = False
        self._last_at = 0.0
        self._last_seen = 0.0
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.setInterval(math.ceil(decoder.gap_seconds * _MS) + 1)
        self._silence.timeout.connect(self._look_again)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Whether the event was taken; called by Qt."""
        if self._handing_on or not isinstance(event, QKeyEvent):
            return False
        # From the window a key goes on to the item that has the focus; it was seen already then.
        if not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._press(watched, event)
        return event.type() == QEvent.Type.KeyRelease and self._release(event)

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        text = "" if event.modifiers() & _COMMANDS else event.text()
        at = self._when(event)
        self._conclude(at)
        # A key held down repeats about as fast as a device types, but never begins anything.
        if not text or (event.isAutoRepeat() and not self._decoder.running(at)):
            return False
        taken = self._decoder.swallows(text, at)
        if taken:
            self._held.append(_Held(window, event.key(), event.modifiers(), text))
            self._down.add(event.key())
        number = self._decoder.key(text, at)
        if self._decoder.running(at):
            self._silence.start()
        else:
            self._held.clear()
        if number is not None:
            self.card.emit(number)
        return taken

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._down:
            return False
        if not event.isAutoRepeat():
            self._down.discard(event.key())
        return True

    def _when(self, event: QKeyEvent) -> float:
        """When the key was pressed: keys that waited for a busy screen are not a burst."""
        seen = self._clock()
        stamp = event.timestamp()
        self._last_seen, self._last_at = seen, stamp / _MS if stamp else seen
        return self._last_at

    def _look_again(self) -> None:
        self._conclude(self._last_at + self._clock() - self._last_seen)
        if self._held:
            self._silence.start()

    def _conclude(self, at: float) -> None:
        """If the keys have been silent, give them back or take their number."""
        if self._decoder.running(at):
            return
        held, self._held = self._held, []
        if not self._decoder.by_hand(at):
            held = []
        number = self._decoder.flush(at)
        self._hand_on(held)
        if number is not None:
            self.card.emit(number)

    def _hand_on(self, held: list[_Held]) -> None:
        self._handing_on = True
        try:
            for one in held:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    if shiboken6.isValid(one.window):
                        event = QKeyEvent(kind, one.key, one.modifiers, one.text)
                        QCoreApplication.sendEvent(one.window, event)
        finally:
            self._handing_on = False
