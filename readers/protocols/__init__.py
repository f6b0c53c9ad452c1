"""Wire protocols, one pure module each, and the table of those that can be decoded."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Final, Literal

from readers.errors import UnknownProtocol

Decoder = Callable[[bytes, Literal["request", "reply"] | None], list[dict[str, Any]]]

DECODERS: Final = {
    "anyid": "readers.protocols.anyid_json:describe",
    "feig": "readers.protocols.feig_json:describe",
    "rr": "readers.protocols.rr_json:describe",
    "uhf18": "readers.protocols.uhf_json:describe_18",
    "uhf288": "readers.protocols.uhf_json:describe_288",
}
"""Where each is; a till needs none of them to start."""


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
    module, _colon, name = DECODERS[protocol].partition(":")
    describe: Decoder = getattr(importlib.import_module(module), name)
    return describe(raw, direction)
