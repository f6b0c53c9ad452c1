"""What a field of a dish may hold, as somebody types it: one set of rules for desk and workbook.

Pure; None means that a text cannot be used.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

MOST_MINUTES: Final = 10_000
LOWEST_MOISTURE: Final = -100
"""Per cent that a batch cannot lose."""
LEAST_PORTIONS: Final = Decimal("0.01")
"""Below it a figure of one portion has more digits than anybody reckons with."""
HUNDRED: Final = Decimal(100)

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_FIGURE: Final = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,20})?")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")


def is_code(text: str) -> bool:
    """Whether a new dish may have this code, which goes into addresses and file names."""
    return bool(_CODE.fullmatch(text))


def is_figure(text: str) -> bool:
    """Whether a text is a plain number that every database stores exactly."""
    return bool(_FIGURE.fullmatch(text))


def figure(text: str, above: int) -> Decimal | None:
    """A number above `above`."""
    stripped = text.strip()
    value = Decimal(stripped) if is_figure(stripped) else None
    return value if value is not None and value > above else None


def portions(text: str) -> Decimal | None:
    """How many portions a batch makes."""
    value = figure(text, 0)
    return value if value is not None and value >= LEAST_PORTIONS else None


def whole(text: str, most: int) -> int | None:
    """A whole number from 0 to `most`."""
    stripped = text.strip()
    value = int(stripped) if _WHOLE.fullmatch(stripped) else None
    return value if value is not None and value <= most else None
