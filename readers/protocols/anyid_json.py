"""AnyID frames as the JSON objects of `canteen readers decode anyid`.

A frame says itself whether it is a reply, so the direction that was named is not needed; a reader
also sends requests. `status` is that of `readers.protocols.anyid.Frame`: for an inventory the last,
"reserved" byte. `address` is the reader's: where a reply comes from, where a host's request goes.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from readers.protocols import anyid
from readers.protocols.framing import UnreadableData
from readers.tag import TagRead

JsonObject = dict[str, Any]
_UPLOADS: Final = frozenset({anyid.TAG_ENTERED})


def describe(raw: bytes, _direction: Literal["request", "reply"] | None) -> list[JsonObject]:
    """One object for each frame in `raw`, or for the first thing that is none."""
    objects: list[JsonObject] = []
    rest = raw
    while rest or not objects:
        size = anyid.frame_size(rest[:16])
        objects.append(_one(rest[:size] if size else rest))
        rest = rest[size:] if size else b""
        if not objects[-1]["ok"] and not _begins_with_frame(rest):
            break
    return objects


def _begins_with_frame(raw: bytes) -> bool:
    return _one(raw[: anyid.frame_size(raw[:16])])["ok"] is True


def _one(raw: bytes) -> JsonObject:
    try:
        return _frame(anyid.open_frame(raw))
    except UnreadableData as trouble:
        return {"ok": False, "error": trouble.problem}


def _frame(frame: anyid.Frame) -> JsonObject:
    tags: tuple[TagRead, ...] = ()
    more = False
    if frame.command == anyid.INVENTORY and frame.reply:
        page = anyid.parse_inventory(frame)
        tags, more = page.tags, page.remaining > 0
    elif frame.command in _UPLOADS and not frame.reply:
        tags = (anyid.parse_upload(frame),)
    from_reader = frame.reply or frame.source != anyid.HOST
    return {
        "ok": True,
        "command": f"{frame.command:02X}",
        "status": None if frame.status is None else f"{frame.status:02X}",
        "address": f"{frame.source if from_reader else frame.target:04X}",
        "tags": [tag.uid.text for tag in tags],
        "more": more,
    }
