"""What a slip says, as plain frozen values: amounts in fen, figures as shown text.

A document is made once, in the sale's transaction, and stored as JSON; printing it again,
on any paper, needs nothing else. `version` rises when a field changes its meaning.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from receipts.errors import DocumentUnreadable

VERSION: Final = 1
BAR_CELLS: Final = 10
"""Cells of a nutrition bar; the eighth is the upper edge of the meal's reference range."""

Amount = tuple[str, int]
"""A text and an amount in fen."""


@dataclass(frozen=True)
class ReceiptLine:
    """One plate: energy as shown ("142", "—" when unknown), price before and after discount.

    `half`: half a portion; energy and prices are those of the half.
    """

    name: str
    energy_kcal: str
    list_fen: int
    paid_fen: int
    half: bool = False


@dataclass(frozen=True)
class NutritionRow:
    """One nutrient of the meal: value as shown, its unit, bar cells 0–10, a word of verdict."""

    label: str
    value: str
    unit: str
    cells: int
    verdict: str


@dataclass(frozen=True)
class ReceiptDocument:
    """Everything on one slip.

    `printed_at` is local time in ISO form. `adjustments` are discounts and subsidies (negative
    fen), `tenders` what was given and given back. `rules` say why this price, `notes` belong to
    the nutrition part. `qr` is the text of the code, empty for none.
    """

    canteen_name: str
    subtitle: str
    meal_name: str
    terminal: str
    receipt_no: str
    printed_at: str
    cashier: str
    lines: tuple[ReceiptLine, ...]
    plate_count: int
    list_total_fen: int
    adjustments: tuple[Amount, ...]
    due_fen: int
    tenders: tuple[Amount, ...]
    nutrition: tuple[NutritionRow, ...] = ()
    notes: tuple[str, ...] = ()
    qr: str = ""
    reprint: bool = False
    rules: tuple[str, ...] = ()
    version: int = VERSION

    def as_reprint(self) -> ReceiptDocument:
        """The same slip, marked 补打."""
        return replace(self, reprint=True)

    def to_json(self) -> str:
        """One line of JSON from which `from_json` makes an equal document."""
        plain = {
            **vars(self),
            "lines": [vars(line) for line in self.lines],
            "nutrition": [vars(row) for row in self.nutrition],
        }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ReceiptDocument:
        """The document that `to_json` wrote; raises `DocumentUnreadable` for anything else."""
        try:
            found = json.loads(text)
        except ValueError as wrong:
            raise DocumentUnreadable(what="JSON") from wrong
        if not isinstance(found, dict) or found.get("version") != VERSION:
            raise DocumentUnreadable(what="version")
        try:
            return _document(found)
        except (KeyError, TypeError, ValueError) as wrong:
            raise DocumentUnreadable(what=str(wrong)) from wrong


def _document(found: dict[str, Any]) -> ReceiptDocument:
    plain = {
        **found,
        # Slips that were made before halves were sold say nothing of them.
        "lines": tuple(_flat(ReceiptLine, {"half": False, **line}) for line in found["lines"]),
        "nutrition": tuple(_flat(NutritionRow, row) for row in found["nutrition"]),
        "adjustments": tuple((str(text), _whole(fen)) for text, fen in found["adjustments"]),
        "tenders": tuple((str(text), _whole(fen)) for text, fen in found["tenders"]),
        "notes": tuple(map(str, found["notes"])),
        "rules": tuple(map(str, found["rules"])),
    }
    return _flat(ReceiptDocument, plain)


_PLAIN: Final[dict[str, type]] = {"int": int, "str": str, "bool": bool}

T = TypeVar("T", ReceiptLine, NutritionRow, ReceiptDocument)


def _flat(kind: type[T], found: dict[str, Any]) -> T:
    """A `kind` from its fields, all of them and no other, text as text and numbers whole."""
    if set(found) != {field.name for field in fields(kind)}:
        raise KeyError(kind.__name__)
    for field in fields(kind):
        wanted = _PLAIN.get(str(field.type))
        if wanted is not None and type(found[field.name]) is not wanted:
            raise TypeError(field.name)
    return kind(**found)


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is no whole number")
    return value
