"""What a lunch should hold, and where a figure lies against it.

Menus are accepted at 80 to 120 % of the reference (DB4403/T 578-2025): of the middle of a range, of
a least or of a most. Fibre (25 g a day, GB 28050-2025) and calcium (1000 mg a day, WS/T 556-2017)
are at least 35 % of the day's, energy and the rest those of the canteen's own reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from canteen.measures import SALT_PER_SODIUM, show
from nutrition import LunchReference, Verdict
from nutrition import nutrients as n
from nutrition.amounts import Amount
from pos.reports.words import share

LEAST: Final = Decimal(80)
MOST: Final = Decimal(120)
HUNDRED: Final = Decimal(100)
DAY_FIBRE_G: Final = Decimal(25)
DAY_CALCIUM_MG: Final = Decimal(1000)
CALCIUM: Final = "calcium_mg"
LUNCH: Final = Decimal("0.35")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a lunch should hold of one nutrient: a range, a least or a most, in its unit."""

    nutrient: str
    low: Decimal | None
    high: Decimal | None

    @property
    def point(self) -> Decimal:
        """What is 100 %."""
        edges = [edge for edge in (self.low, self.high) if edge is not None]
        return sum(edges, Decimal(0)) / len(edges)

    def reached(self, amount: Amount) -> Amount:
        """Per cent of the point, unrounded."""
        return share(amount, self.point)

    def verdict(self, amount: Amount) -> Verdict:
        """Where an amount lies; one that is partly unknown only where its known part settles it."""
        reached = self.reached(amount)
        if self.high is not None and reached.known > MOST:
            return Verdict.HIGH
        if self.high is None and reached.known >= LEAST:
            return Verdict.ENOUGH if reached.known >= HUNDRED else Verdict.OK
        if not amount.complete:
            return Verdict.UNKNOWN
        return Verdict.LOW if self.low is not None and reached.known < LEAST else Verdict.OK

    @property
    def text(self) -> str:
        """The range as people read it, without the unit."""
        places = n.BY_CODE[self.nutrient].decimals
        if self.low is None:
            return f"≤ {show(self.high, places)}"
        if self.high is None:
            return f"≥ {show(self.low, places)}"
        return f"{show(self.low, places)}–{show(self.high, places)}"

    @property
    def required(self) -> str:
        """Per cent that are accepted, as people read it."""
        if self.low is None:
            return f"≤ {MOST}"
        return f"≥ {LEAST}" if self.high is None else f"{LEAST}–{MOST}"


def aims(reference: LunchReference) -> tuple[Aim, ...]:
    """The rows of the first table, in their order."""
    bands = {code: reference.band(code) for code in n.CORE}
    salt = reference.salt_g_high
    return (
        *(Aim(code, band.lower, band.upper) for code, band in bands.items()),
        Aim(n.FIBRE, DAY_FIBRE_G * LUNCH, None),
        Aim(CALCIUM, DAY_CALCIUM_MG * LUNCH, None),
        Aim(n.SODIUM, None, salt / SALT_PER_SODIUM * 1000),
        Aim(n.SALT, None, salt),
    )
