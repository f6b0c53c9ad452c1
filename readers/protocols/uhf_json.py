"""UHF frames as the JSON objects of `canteen readers decode uhf18` and `uhf288`.

A sign of life of a TCP bridge is a frame without command, status and address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from readers.protocols import len_adr_cmd, uhf
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import UHF, Direction, Frame
from readers.tag import TagRead

JsonObject = dict[str, Any]
PushParser = Callable[[Frame], tuple[TagRead, ...]]


def describe_18(raw: bytes, direction: Direction | None) -> list[JsonObject]:
    """One object for each UHFReader18 frame in `raw`, or for the first thing that is none."""
    return _describe(raw, direction, uhf.parse_inventory_18, uhf.parse_push_18)


def describe_288(raw: bytes, direction: Direction | None) -> list[JsonObject]:
    """One object for each UHFReader288 frame in `raw`, or for the first thing that is none."""
    return _describe(raw, direction, uhf.parse_inventory_288, uhf.parse_push_288)


def _describe(
    raw: bytes, direction: Direction | None, inventory: uhf.Parser, push: PushParser
) -> list[JsonObject]:
    objects: list[JsonObject] = []
    rest = raw
    while rest or not objects:
        way = direction or _guess(rest)
        size = len_adr_cmd.frame_size(rest, UHF, way) if rest else 0
        first = rest[:size] if size else rest
        objects.append(_one(first, way, inventory, push))
        rest = rest[len(first) :]
        if not objects[-1]["ok"] and not _begins_with_frame(rest, way):
            break
    return objects


def _guess(raw: bytes) -> Direction:
    """A reply carries the reader's own address and is never as short as a request without data."""
    broadcast = raw[1:2] == bytes((len_adr_cmd.BROADCAST,))
    short = raw[:1] == bytes((UHF.request_length,))
    return "request" if broadcast or short else "reply"


def _begins_with_frame(raw: bytes, direction: Direction) -> bool:
    size = len_adr_cmd.frame_size(raw, UHF, direction) if raw else 0
    try:
        uhf.open_frame(raw[:size], direction)
    except UnreadableData:
        return False
    return True


def _one(raw: bytes, direction: Direction, inventory: uhf.Parser, push: PushParser) -> JsonObject:
    try:
        frame = uhf.open_frame(raw, direction)
        tags, more = _named(frame, inventory, push)
    except UnreadableData as trouble:
        return {"ok": False, "error": trouble.problem}
    alive = frame.kind == "heartbeat"
    return {
        "ok": True,
        "command": None if frame.command is None else f"{frame.command:02X}",
        "status": None if frame.status is None else f"{frame.status:02X}",
        "address": None if alive else f"{frame.address:02X}",
        "tags": [tag.uid.text for tag in tags],
        "more": more,
    }


def _named(
    frame: Frame, inventory: uhf.Parser, push: PushParser
) -> tuple[tuple[TagRead, ...], bool]:
    """The chips a frame names, and whether more frames follow it."""
    if frame.kind == "push":
        return push(frame), False
    if frame.kind != "reply" or frame.command != uhf.INVENTORY:
        return (), False
    part = inventory(frame)
    if part.strange:
        raise UnreadableData("unknown-type")
    return part.tags, part.more
