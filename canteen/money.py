"""Money in whole fen. No float enters or leaves this module; a test walks the syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from canteen.errors import BadInput
from canteen.i18n import N_

_AMOUNT: Final = re.compile(r"(?P<sign>-?)(?P<yuan>\d{1,9})(?:\.(?P<fen>\d{1,2}))?")


class BadAmount(BadInput):
    """A text that is no amount of yuan with at most two decimals."""

    code = "E-CAN-010"
    sentence = N_("「{text}」不是金额。")
    mend = N_("写成元，最多两位小数，例如 12.50。")


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in fen (0.01 yuan); may be negative."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be int, not {type(self.fen).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, count: int) -> Money:
        return Money(self.fen * count)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"

    @classmethod
    def parse(cls, text: str) -> Money:
        """Yuan as people write it ("12", "12.5", "12.50"); raises `BadAmount` otherwise."""
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            raise BadAmount(text=text)
        fen = int(found["yuan"]) * 100 + int((found["fen"] or "0").ljust(2, "0"))
        return cls(-fen if found["sign"] else fen)

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """The sum; zero for nothing."""
        return cls(sum(amount.fen for amount in amounts))


ZERO: Final = Money(0)


def percent_of(amount: Money, percent: int) -> Money:
    """`percent` of `amount`, rounded half up to the fen (away from zero for negatives)."""
    product = abs(amount.fen) * percent
    rounded = (product + 50) // 100
    return Money(rounded if amount.fen >= 0 else -rounded)


def allocate(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Split `amount` over `weights` by largest remainder, ties to the earlier share.

    The shares add up to `amount` exactly and each lies within one fen of its ideal. Weights are
    whole numbers ≥ 0 with a sum above 0; raises `ValueError` otherwise.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be >= 0 and not all 0")
    size = abs(amount.fen)
    shares = [size * weight // whole for weight in weights]
    rest = size - sum(shares)
    order = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for index in order[:rest]:
        shares[index] += 1
    sign = 1 if amount.fen >= 0 else -1
    return tuple(Money(sign * share) for share in shares)
