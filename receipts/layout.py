"""From a document to the lines of a slip; pure, the same for paper and for PDF.

The order follows a till slip people know: who and when, the plates, the sum and why it is that
sum, the money, the meal's nutrition, a code to scan. 48 columns on 80 mm paper, 32 on 58 mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from canteen.measures import named
from canteen.money import Money
from receipts.columns import Cell, centred, clean, left, pair, right, row, width, wrap
from receipts.documents import BAR_CELLS, NutritionRow, ReceiptDocument, ReceiptLine

WIDE: Final = 48
NARROW: Final = 32
FULL_CELL: Final = "■"
EMPTY_CELL: Final = "□"


@dataclass(frozen=True)
class Text:
    """One line; `double` letters are twice as wide and high, so half the columns fit."""

    text: str
    double: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A dashed line between parts."""


@dataclass(frozen=True)
class QrCode:
    """A code to scan, in the middle."""

    data: str


Block = Text | Rule | QrCode


def layout(document: ReceiptDocument, columns: int = WIDE) -> tuple[Block, ...]:
    """The slip's blocks from top to bottom for paper of `columns` (≥ 32)."""
    if columns < NARROW:
        raise ValueError(f"a slip needs {NARROW} columns")
    parts = (_head, _plates, _sums, _meal, _foot)
    return tuple(block for part in parts for block in part(document, columns))


def plain_text(document: ReceiptDocument, columns: int = WIDE) -> str:
    """The slip as text, for logs, screens without a printer, and tests; the code as its text."""
    return "".join(f"{_shown(block, columns)}\n" for block in layout(document, columns))


def _shown(block: Block, columns: int) -> str:
    match block:
        case Text():
            return block.text
        case Rule():
            return "-" * columns
        case QrCode():
            return f"[{block.data}]"


def _head(document: ReceiptDocument, columns: int) -> Iterator[Block]:
    if document.reprint:
        yield from _large(centred(_("补打"), columns // 2))
    yield from _large(centred(document.canteen_name, columns // 2))
    under = "\u3000".join(filter(None, (document.subtitle, document.meal_name)))
    if under:
        yield from map(Text, centred(under, columns))
    when = document.printed_at[:16].replace("T", " ")
    yield from map(Text, pair(when, document.terminal, columns))
    number = _("单号 {number}").format(number=document.receipt_no)
    cashier = _("收银 {cashier}").format(cashier=document.cashier) if document.cashier else ""
    yield from map(Text, pair(number, cashier, columns))
    yield Rule()


def _large(lines: list[str]) -> Iterator[Text]:
    return (Text(line, double=True, bold=True) for line in lines)


def _plates(document: ReceiptDocument, columns: int) -> Iterator[Block]:
    reduced = any(line.list_fen != line.paid_fen for line in document.lines)
    prices = (_("原价"), _("折后")) if reduced else (_("价格"),)
    yield from map(Text, _table_row(_("菜名"), _("千卡"), prices, columns))
    for line in document.lines:
        shown = _prices(line, reduced=reduced)
        mark = named("", half=line.half)
        yield from map(Text, _table_row(line.name, line.energy_kcal, shown, columns, mark))
    yield Rule()


def _prices(line: ReceiptLine, *, reduced: bool) -> tuple[str, ...]:
    amounts = (line.list_fen, line.paid_fen) if reduced else (line.paid_fen,)
    return tuple(str(Money(fen)) for fen in amounts)


def _table_row(
    name: str, energy: str, prices: tuple[str, ...], columns: int, mark: str = ""
) -> list[str]:
    energy_wide, price_wide = (6, 9) if columns >= WIDE else (4, 7)
    name_wide = columns - 1 - energy_wide - len(prices) * (1 + price_wide)
    cells = [Cell(name, name_wide, "left", mark), Cell(energy, energy_wide)]
    return row([*cells, *(Cell(price, price_wide) for price in prices)])


def _sums(document: ReceiptDocument, columns: int) -> Iterator[Block]:
    label = _("{count} 盘原价") if document.adjustments else _("{count} 盘合计")
    first = (label.format(count=document.plate_count), document.list_total_fen)
    for text, fen in (first, *document.adjustments):
        yield from map(Text, pair(text, str(Money(fen)), columns))
    due = f"￥{Money(document.due_fen)}"
    yield from _large(pair(_("实付"), due, columns // 2))
    saved = -sum(fen for _text, fen in document.adjustments)
    extra = ((_("已省"), saved),) if saved > 0 else ()
    for text, fen in (*document.tenders, *extra):
        yield from map(Text, pair(text, str(Money(fen)), columns))
    for rule in document.rules:
        yield from map(Text, wrap(rule, columns))
    yield Rule()


def _meal(document: ReceiptDocument, columns: int) -> Iterator[Block]:
    if not document.nutrition and not document.notes:
        return
    if document.nutrition:
        yield from nutrition_heading(columns)
    for nutrient in document.nutrition:
        yield from map(Text, bar_lines(nutrient, columns))
    for note in document.notes:
        yield from map(Text, wrap(note, columns))
    yield Rule()


def nutrition_heading(columns: int) -> Iterator[Text]:
    """What stands above the bars. Every meal is held against the one reference, a lunch's."""
    heading = pair(_("本餐营养（估算）"), _("8 格为午餐参考上限"), columns)
    return (Text(line, bold=True) for line in heading)


def bar_lines(nutrient: NutritionRow, columns: int) -> list[str]:
    """Label, value, unit, bar and verdict on one line where they fit, else the bar below."""
    bar = bar_cells(nutrient.cells)
    label, value, unit, verdict = (
        clean(text) for text in (nutrient.label, nutrient.value, nutrient.unit, nutrient.verdict)
    )
    value_wide = 16 - width(label) - 1  # figures end in column 16, units start in 17
    fits = width(value) <= value_wide and width(unit) <= 4 and width(verdict) <= 5  # noqa: PLR2004
    if columns >= WIDE and fits:
        start = f"{label} {right(value, value_wide)} {left(unit, 4)} {bar} "
        return [start + right(verdict, columns - width(start))]
    return [*pair(f"{label} {value} {unit}", verdict, columns), f"  {bar}"]


def bar_cells(cells: int) -> str:
    """Ten squares of which the first `cells` are full; out of range is cut to 0–10."""
    full = max(0, min(BAR_CELLS, cells))
    return FULL_CELL * full + EMPTY_CELL * (BAR_CELLS - full)


def _foot(document: ReceiptDocument, columns: int) -> Iterator[Block]:
    if document.qr:
        yield QrCode(document.qr)
        yield from map(Text, centred(_("扫一扫看每道菜的配料"), columns))
    yield from map(Text, centred(_("请取走托盘，慢用"), columns))
