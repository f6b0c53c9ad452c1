"""The two check sums of the reader families: polynomial 0x8408, mirrored, preset 0xFFFF.

Both are sent low byte first. Names and check values as in the catalogue of CRC algorithms
(reveng.sourceforge.io): the check value is the sum of the nine digits "123456789".
"""

from __future__ import annotations

import binascii
from typing import Final

_PRESET: Final = 0xFFFF
_INVERTED: Final = 0xFFFF
_MIRROR: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def mcrf4xx(data: bytes) -> int:
    """CRC-16/MCRF4XX, not inverted: FEIG, RR and UHFReader18. Check value 0x6F91.

    Over a message and its sum, low byte first, it is 0.
    """
    # The C routine of the standard library knows the same polynomial unmirrored.
    straight = binascii.crc_hqx(data.translate(_MIRROR), _PRESET)
    return _MIRROR[straight >> 8] | _MIRROR[straight & 0xFF] << 8


def x25(data: bytes) -> int:
    """CRC-16/X-25, inverted at the end: AnyID. Check value 0x906E.

    Over a message and its sum, low byte first, it is 0x0F47.
    """
    return mcrf4xx(data) ^ _INVERTED
