"""Wire protocols, one pure module each, and the table of those that can be decoded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from readers.errors import UnknownProtocol
from readers.protocols import anyid_json, feig_json, rr_json, uhf_json

Decoder = Callable[[bytes, Literal["request", "reply"] | None], list[dict[str, Any]]]

DECODERS: Final[dict[str, Decoder]] = {
    "anyid": anyid_json.describe,
    "feig": feig_json.describe,
    "rr": rr_json.describe,
    "uhf18": uhf_json.describe_18,
    "uhf288": uhf_json.describe_288,
}


def decode_json(
    protocol: str, direction: Literal["request", "reply"] | None, text: str
) -> list[dict[str, Any]]:
    """The frames in a line of hex digits, one object each, as `canteen readers decode` prints them.

    A frame that cannot be read is `{"ok": false, "error": …}` with `hex`, `length`, `crc` or
    `unknown-type`. Raises `UnknownProtocol`.
    """
    if protocol not in DECODERS:
        raise UnknownProtocol(protocol=protocol, known=", ".join(sorted(DECODERS)))
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        return [{"ok": False, "error": "hex"}]
    return DECODERS[protocol](raw, direction)
