"""Ids made before the first write: UUID version 7 (RFC 9562, section 5.7), ordered by time."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime


def new_id(now: datetime) -> uuid.UUID:
    """A fresh UUIDv7 for the instant `now` (aware): 48 bits of milliseconds, 74 random bits."""
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = millis << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return uuid.UUID(int=value)
