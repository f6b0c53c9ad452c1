"""From a tray's nutrition slip to its lines; pure, in the order and columns of the till's slip."""

from __future__ import annotations

from collections.abc import Iterator

from canteen.i18n import _
from receipts.columns import Cell, centred, pair, row, wrap
from receipts.layout import WIDE, Block, Rule, Text, bar_lines, nutrition_heading
from receipts.report_documents import TraySlip

ENERGY_WIDE = 8


def tray_layout(document: TraySlip, columns: int = WIDE) -> tuple[Block, ...]:
    """The blocks of the slip from top to bottom for paper of `columns`."""
    parts = (_head, _dishes, _meal)
    return tuple(block for part in parts for block in part(document, columns))


def _head(document: TraySlip, columns: int) -> Iterator[Block]:
    for line in centred(document.canteen_name, columns // 2):
        yield Text(line, double=True, bold=True)
    under = "\u3000".join(filter(None, (document.subtitle, document.meal_name)))
    yield from map(Text, centred(under, columns))
    when = document.printed_at[:16].replace("T", " ")
    yield from map(Text, pair(when, document.terminal, columns))
    yield from map(Text, wrap(_("单号 {number}").format(number=document.receipt_no), columns))
    yield Rule()


def _dishes(document: TraySlip, columns: int) -> Iterator[Block]:
    for name, energy in ((_("菜名"), _("千卡")), *document.lines):
        cells = [Cell(name, columns - 1 - ENERGY_WIDE, "left"), Cell(energy, ENERGY_WIDE)]
        yield from map(Text, row(cells))
    yield Rule()


def _meal(document: TraySlip, columns: int) -> Iterator[Block]:
    yield from nutrition_heading(columns)
    for nutrient in document.nutrition:
        yield from map(Text, bar_lines(nutrient, columns))
    for note in document.notes:
        yield from map(Text, wrap(note, columns))
    yield Rule()
    yield from map(Text, centred(_("数值是参考，不是医嘱"), columns))
