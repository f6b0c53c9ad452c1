"""FEIG frames as the JSON objects of `canteen readers decode feig`."""

from __future__ import annotations

from typing import Any

from readers.protocols import feig
from readers.protocols.framing import UnreadableData

JsonObject = dict[str, Any]


def describe(raw: bytes, direction: feig.Direction | None) -> list[JsonObject]:
    """One object for each frame in `raw`, of either kind, or for the first thing that is none.

    Without a direction a frame to address FF is taken for a request: a reply carries the reader's
    own address.
    """
    objects: list[JsonObject] = []
    rest = raw
    while rest or not objects:
        way = direction or _guess(rest)
        size = feig.frame_size(rest, way) or rest[0] if rest else 0
        objects.append(_one(rest[:size] if size else rest, way))
        rest = rest[size:]
        if not objects[-1]["ok"] and not _begins_with_frame(rest, way):
            break
    return objects


def _guess(raw: bytes) -> feig.Direction:
    address = raw[3:4] if raw[:1] == bytes((feig.ADVANCED,)) else raw[1:2]
    return "request" if address == bytes((feig.BROADCAST,)) else "reply"


def _begins_with_frame(raw: bytes, direction: feig.Direction) -> bool:
    try:
        feig.open_frame(raw[: feig.frame_size(raw, direction)] if raw else raw, direction)
    except UnreadableData:
        return False
    return True


def _one(raw: bytes, direction: feig.Direction) -> JsonObject:
    try:
        return _frame(feig.open_frame(raw, direction), direction)
    except UnreadableData as trouble:
        return {"ok": False, "error": trouble.problem}


def _frame(frame: feig.Frame, direction: feig.Direction) -> JsonObject:
    tags: tuple[str, ...] = ()
    more = False
    if frame.command == feig.ISO_HOST and direction == "reply":
        page = feig.parse_inventory(frame)
        tags, more = tuple(tag.uid.text for tag in page.tags), page.more
    elif frame.command == feig.ISO_HOST and len(frame.data) > 1:
        more = frame.data[0] == feig.INVENTORY and bool(frame.data[1] & feig.MODE_MORE)
    return {
        "ok": True,
        "command": f"{frame.command:02X}",
        "status": None if frame.status is None else f"{frame.status:02X}",
        "address": f"{frame.address:02X}",
        "tags": list(tags),
        "more": more,
    }
