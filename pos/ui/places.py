"""Where on the screen each plate of a tray stands, and which of them are in doubt."""

from __future__ import annotations

from pos.tray import Tray, TrayPlate


def places(tray: Tray) -> tuple[TrayPlate | None, ...]:
    """One entry a plate in the order they were seen, None for one nobody knows.

    A row keeps its place when staff say what lies on the plate.
    """
    known = {plate.uid: plate for plate in tray.plates}
    return tuple(known.get(uid) for uid in tray.seen)


def is_doubted(tray: Tray, plate: TrayPlate) -> bool:
    """Whether a known plate waits for a word: of another meal, or perhaps a neighbour's."""
    return plate.stale or plate.uid in tray.doubtful


def certain(tray: Tray) -> tuple[TrayPlate, ...]:
    """The plates that are known and not in doubt."""
    return tuple(plate for plate in tray.plates if not is_doubted(tray, plate))


def doubted_count(tray: Tray) -> int:
    """How many known plates are in doubt."""
    return len(tray.plates) - len(certain(tray))
