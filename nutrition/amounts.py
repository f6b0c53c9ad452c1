"""Amounts that know whether they are whole.

A sum with an unknown part is "at least" its known part: it must never pass as the whole, and the
unknown must never pass as zero. `Amount` carries both facts, so sums of sums stay honest. How much
of it is known goes along: a sum is known as far as its least known part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Any, Final

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Amount:
    """`known` is the sum of what is known (≥ 0); `complete` says that nothing is missing.

    `part` is the share (0–1) of the eaten mass whose figure is known, of an amount that is not
    complete; 0 where nobody can say. Equal amounts may differ in it.
    """

    known: Decimal
    complete: bool = True
    part: Decimal = field(default=ZERO, compare=False)

    @property
    def value(self) -> Decimal | None:
        """The amount, or None when a part of it is unknown."""
        return self.known if self.complete else None

    @property
    def share(self) -> Decimal:
        """The share (0–1) of the eaten mass whose figure is known; of a sum at least that."""
        return ONE if self.complete else self.part

    def __add__(self, other: Amount) -> Amount:
        complete = self.complete and other.complete
        return Amount(self.known + other.known, complete, min(self.share, other.share))

    def ratio(self, times: Decimal, per: Decimal) -> Amount:
        """`times / per` of it, whole or not as before; one rounding, at 28 digits."""
        return Amount(self.known * times / per, self.complete, self.part)

    def half(self) -> Amount:
        """Half of it, exactly."""
        return Amount(halved(self.known), self.complete, self.part)


NOTHING: Final = Amount(ZERO)
UNKNOWN: Final = Amount(ZERO, complete=False)


@dataclass(frozen=True, slots=True)
class Nutrients:
    """Amounts by nutrient code, in the unit of each code; a code that is absent is unknown."""

    amounts: Mapping[str, Amount] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Decimal | None:
        return self.amount(code).value

    def __iter__(self) -> Iterator[str]:
        return iter(self.amounts)

    def amount(self, code: str) -> Amount:
        """The amount of one nutrient."""
        return self.amounts.get(code, UNKNOWN)

    def at_least(self, code: str) -> Decimal:
        """The known part, whole or not."""
        return self.amount(code).known

    def complete(self, code: str) -> bool:
        """Whether nothing of this nutrient is unknown."""
        return self.amount(code).complete

    def ratio(self, times: Decimal, per: Decimal) -> Nutrients:
        """`times / per` of everything."""
        return Nutrients({code: each.ratio(times, per) for code, each in self.amounts.items()})

    def half(self) -> Nutrients:
        """Half of everything, exactly."""
        return Nutrients({code: each.half() for code, each in self.amounts.items()})

    def with_shares(self, shares: Mapping[str, Decimal]) -> Nutrients:
        """The same, with the share (0–1) that is known of each nutrient that is not complete."""
        return Nutrients(
            {
                code: Amount(each.known, each.complete, shares.get(code, ZERO))
                for code, each in self.amounts.items()
            }
        )

    def snapshot(self) -> dict[str, dict[str, Any]]:
        """Plain values for a stored record: `{code: {"known": "12.3", "complete": true}}`.

        The shares are not among them.
        """
        return {
            code: {"known": str(amount.known), "complete": amount.complete}
            for code, amount in self.amounts.items()
        }

    @classmethod
    def from_snapshot(cls, record: Mapping[str, Mapping[str, Any]]) -> Nutrients:
        """The inverse of `snapshot`, exact; of what is not complete no share is known."""
        return cls(
            {
                code: Amount(Decimal(entry["known"]), bool(entry["complete"]))
                for code, entry in record.items()
            }
        )

    @classmethod
    def sum(cls, parts: Iterable[Nutrients]) -> Nutrients:
        """The sum; a nutrient that any part does not name is incomplete. Empty for no parts."""
        parts = list(parts)
        codes = dict.fromkeys(code for part in parts for code in part)
        return cls(
            {code: _added(part.amount(code) for part in parts) for code in codes},
        )


def halved(number: Decimal) -> Decimal:
    """Exactly half of a number, however many digits it has."""
    with localcontext() as context:
        # Half of an odd last digit is one digit more.
        context.prec = len(number.as_tuple().digits) + 1
        return number / 2


def _added(amounts: Iterable[Amount]) -> Amount:
    result = NOTHING
    for amount in amounts:
        result += amount
    return result
