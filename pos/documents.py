"""From a sale to the paper's words: the frozen document that is stored with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from accounts.chain import ChainHead
from canteen.i18n import _
from canteen.measures import UNKNOWN, show
from canteen.money import Money
from menus.meals import SHANGHAI
from nutrition import LunchReference, Nutrients, Verdict, judge
from nutrition.nutrients import BY_CODE, ENERGY_KCAL, SALT
from nutrition.targets import JUDGED
from pos.pricing import Quote
from pos.state import Occasion
from receipts.documents import BAR_CELLS, NutritionRow, ReceiptDocument, ReceiptLine

EDGE_CELL: Final = 8
SALT_A_DAY_G: Final = Decimal(5)
"""中国居民膳食指南 (2022): less than 5 g of salt a day."""


@dataclass(frozen=True, slots=True)
class SlipStyle:
    """What stands on every slip of this terminal."""

    canteen_name: str
    subtitle: str
    terminal: str
    reference: LunchReference


def draft_for(
    quote: Quote, occasion: Occasion, *, cashier: str, tendered: Money, style: SlipStyle
) -> ReceiptDocument:
    """The slip of one cash sale as far as it is known before the sale: no number, time or code."""
    return ReceiptDocument(
        canteen_name=style.canteen_name,
        subtitle=style.subtitle,
        meal_name=occasion.meal.word,
        terminal=style.terminal,
        receipt_no="",
        printed_at="",
        cashier=cashier,
        lines=tuple(
            ReceiptLine(
                line.item.name,
                show(line.item.nutrients[ENERGY_KCAL], 0) if line.item.is_food else UNKNOWN,
                line.price.fen,
                line.paid.fen,
                line.item.half,
            )
            for line in quote.lines
        ),
        plate_count=len(quote.lines),
        list_total_fen=quote.total.fen,
        adjustments=tuple((each.rule, -each.amount.fen) for each in quote.adjustments),
        due_fen=quote.due.fen,
        tenders=(
            (_("收现金"), tendered.fen),
            (_("找零"), (tendered - quote.due).fen),
        ),
        nutrition=tuple(nutrition_row(code, quote.nutrients, style.reference) for code in JUDGED),
        notes=salt_notes(quote.nutrients),
    )


def receipt_for(
    draft: ReceiptDocument, *, receipt_no: str, sold_at: datetime, head: ChainHead
) -> ReceiptDocument:
    """The slip of a sale that was made; its code names the receipt and the chain's head."""
    return replace(
        draft,
        receipt_no=receipt_no,
        printed_at=sold_at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S"),
        qr=qr_text(receipt_no, head),
    )


def qr_text(receipt_no: str, head: ChainHead) -> str:
    """The code on the slip: what an auditor needs to find this entry of the chain again."""
    return f"KL1:{receipt_no}:{head.seq}:{head.mac}"


def shown(nutrients: Nutrients, code: str) -> str:
    """A figure as people see it: rounded, `≥` where only a part is known, a dash for nothing."""
    nutrient = BY_CODE[code]
    if nutrients.complete(code):
        return show(nutrients[code], nutrient.decimals)
    known = nutrients.at_least(code)
    return f"≥ {show(known, nutrient.decimals)}" if known else UNKNOWN


def nutrition_row(code: str, nutrients: Nutrients, reference: LunchReference) -> NutritionRow:
    """One bar of the slip: what a tray holds of one of `JUDGED` against the meal's range."""
    known = nutrients.at_least(code)
    verdict: Verdict = judge(code, nutrients[code], reference, at_least=known)
    band = reference.band(code)
    edge = band.upper if band.upper is not None else band.lower
    cells = Decimal(0) if not edge else known / edge * EDGE_CELL
    whole = int(cells.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return NutritionRow(
        label=BY_CODE[code].name,
        value=shown(nutrients, code),
        unit=_("千卡") if code == ENERGY_KCAL else _("克"),
        cells=min(BAR_CELLS, whole),
        verdict=verdict.word,
    )


def salt_notes(nutrients: Nutrients) -> tuple[str, ...]:
    """The tray's salt as a share of a day's, in one sentence; none where it is not known."""
    salt = nutrients[SALT]
    if salt is None:
        return ()
    share = show(salt * 100 / SALT_A_DAY_G, 0)
    return (
        _("盐 {grams} 克，是全天建议量（5 克）的 {share}%").format(
            grams=show(salt, 1), share=share
        ),
    )
