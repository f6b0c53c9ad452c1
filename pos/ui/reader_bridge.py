"""From other threads (the reader's, the slow jobs') to the GUI thread, by a queued signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

Call = Callable[[], None]


class GuiThread(QObject):
    """Runs calls on the thread it was made in, in the order they came."""

    _came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._came.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Call) -> None:
        """Have `call` run on the GUI thread; may be called from any thread and never blocks."""
        self._came.emit(call)

    def _run(self, call: Call) -> None:
        call()
