"""QR codes as squares of modules, for paper and PDF alike."""

from __future__ import annotations

from typing import Final

import segno

TARGET_DOTS: Final = 260
LARGEST_MODULE: Final = 7
SMALLEST_MODULE: Final = 2

Matrix = tuple[tuple[bool, ...], ...]


def matrix(data: str) -> Matrix | None:
    """Rows of dark modules without a quiet zone, error correction M; None when `data` is too long.

    Never a Micro QR code: old phones do not read them.
    """
    try:
        code = segno.make(data, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError:
        return None
    return tuple(tuple(bool(module) for module in line) for line in code.matrix)


def module_dots(modules: int) -> int:
    """Dots a side of one module: as large as keeps the code near 260 dots, between 2 and 7."""
    return max(SMALLEST_MODULE, min(LARGEST_MODULE, TARGET_DOTS // modules))
