"""Where on the screen each plate of a tray stands."""

from __future__ import annotations

from pos.tray import Tray, TrayPlate


def places(tray: Tray) -> tuple[TrayPlate | None, ...]:
    """One entry a plate in the order they were seen, None for one nobody knows.

    A row keeps its place when staff say what lies on the plate.
    """
    known = {plate.uid: plate for plate in tray.plates}
    return tuple(known.get(uid) for uid in tray.seen)
