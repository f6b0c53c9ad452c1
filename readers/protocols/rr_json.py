"""RR frames as the JSON objects of `canteen readers decode rr`."""

from __future__ import annotations

from typing import Any

from readers.protocols import len_adr_cmd, rr
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import RR, Direction, Frame

JsonObject = dict[str, Any]


def describe(raw: bytes, direction: Direction | None) -> list[JsonObject]:
    """One object for each frame in `raw`, or for the first thing that is none.

    Without a direction a frame is a request if it goes to address FF, or if no reply has its shape.
    """
    objects: list[JsonObject] = []
    rest = raw
    while rest or not objects:
        frame, rest = _split(rest)
        objects.append(_one(frame, direction or _guess(frame)))
        if not objects[-1]["ok"] and not _begins_with_frame(rest, direction):
            break
    return objects


def _split(raw: bytes) -> tuple[bytes, bytes]:
    size = raw[0] + 1 if raw else 0
    return raw[:size], raw[size:]


def _guess(raw: bytes) -> Direction:
    if raw[1:2] == bytes((len_adr_cmd.BROADCAST,)):
        return "request"
    try:
        frame = len_adr_cmd.open_frame(raw, RR, "reply")
    except UnreadableData:
        return "reply"
    return "reply" if _may_be_reply(frame) else "request"


def _may_be_reply(frame: Frame) -> bool:
    if frame.status in rr.WITH_DATA:
        return rr.scan_time(frame) is not None or not len(frame.data) % rr.ELEMENT_BYTES
    return rr.is_acknowledgement(frame)


def _begins_with_frame(raw: bytes, direction: Direction | None) -> bool:
    frame, _rest = _split(raw)
    try:
        len_adr_cmd.open_frame(frame, RR, direction or _guess(frame))
    except UnreadableData:
        return False
    return True


def _one(raw: bytes, direction: Direction) -> JsonObject:
    try:
        return _told(len_adr_cmd.open_frame(raw, RR, direction))
    except UnreadableData as trouble:
        return {"ok": False, "error": trouble.problem}


def _told(frame: Frame) -> JsonObject:
    return {
        "ok": True,
        "command": None if frame.command is None else f"{frame.command:02X}",
        "status": None if frame.status is None else f"{frame.status:02X}",
        "address": f"{frame.address:02X}",
        "tags": _tags(frame),
        "more": frame.status == rr.PARTIAL or _asks_for_more(frame),
    }


def _tags(frame: Frame) -> list[str]:
    """The chips, if the data may be a page; the reply does not say, but only a page has 0B."""
    if frame.kind == "request":
        return []
    try:
        return [tag.uid.text for tag in rr.parse_inventory(frame).tags]
    except UnreadableData:
        if frame.status == rr.PARTIAL:
            raise
        return []


def _asks_for_more(frame: Frame) -> bool:
    return frame.command == rr.INVENTORY and frame.data[:1] == bytes((rr.CONTINUE_SCAN,))
