"""One start of the kiosk, offscreen: prints when the idle screen and the reader were there."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer

from canteen.clock import SystemClock
from pos.bootstrap import build, open_database
from pos.settings import Settings
from pos.ui.boot import boot
from readers import CycleRead

DISHES = 24


def main(url: str, reader: str) -> None:
    settings = Settings()
    settings = replace(settings, pos=replace(settings.pos, reader=reader))
    clock = SystemClock()
    stamps: dict[str, float] = {}

    def make(deliver: Any) -> Any:
        app = build(settings, open_database(url), clock, deliver)
        publish = app.loop._publish  # noqa: SLF001 - a stopwatch between the reader and the till

        def stamped(event: Any) -> None:
            publish(event)
            if isinstance(event, CycleRead) and event.cycle.complete:
                deliver(lambda: stamps.setdefault("ready", time.time()))

        app.loop._publish = stamped  # noqa: SLF001 - as above
        return app

    kiosk = boot(make, fullscreen=False)

    def framed() -> None:
        blocks = kiosk.model.props.sheet.blocks
        if sum(len(block.rows) for block in blocks) == DISHES:
            stamps.setdefault("idle", time.time())
        if len(stamps) == 2:
            # Not from here: the window must not go while it draws a frame.
            QTimer.singleShot(50, kiosk.qt.quit)
        else:
            kiosk.window.update()

    kiosk.window.frameSwapped.connect(framed)
    kiosk.window.update()
    kiosk.run()
    kiosk.close()
    print(json.dumps(stamps))


main(*sys.argv[1:])
