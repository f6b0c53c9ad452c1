"""From other threads (the reader's, the slow jobs') to the GUI thread, by a queued signal."""

from __future__ import annotations

import queue
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

Call = Callable[[], None]


class GuiThread(QObject):
    """Runs calls on the thread it was made in, in the order they came.

    The calls wait in a queue of ours and the signal carries nothing: a Python object inside a
    queued signal is released by Qt on whichever thread it likes, and that crashed now and then.
    """

    _came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._calls: queue.SimpleQueue[Call] = queue.SimpleQueue()
        self._came.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Call) -> None:
        """Have `call` run on the GUI thread; may be called from any thread and never blocks."""
        self._calls.put(call)
        self._came.emit()

    def _run(self) -> None:
        self._calls.get()()
