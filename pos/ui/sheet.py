"""The left side: the menu, or what lies on the tray."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from canteen.i18n import N_, _
from menus import Category
from pos.pricing import quote
from pos.state import Phase
from pos.tray import HandLine, HoldReason, Item, PlateStatus, TrayPlate
from pos.ui.bars import bars
from pos.ui.captions import caption
from pos.ui.counts import counted
from pos.ui.figures import COLUMNS, PARTLY, partly_words, portion_figures
from pos.ui.held import is_refused, wants_whole
from pos.ui.inputs import Inputs, category_of, dish_name, drawn, half_word, name_of
from pos.ui.places import certain, places
from pos.ui.props import Block, Caption, Heads, HeldFoot, MenuRow, Row, Sheet

ONE_COLUMN: Final = 12
PLAIN_ROWS: Final = 6
TWO_COLUMNS: Final = 16
MOST_ROWS: Final = 24
UPPER_ROWS: Final = 6
LOWER_ROWS: Final = 2
RINGS: Final = 2

_BLOCKS: Final = (
    (Category.BIG, "glazeBig", 0, True),
    (Category.HALF, "glazeHalf", 1, True),
    (Category.VEG, "glazeVeg", 2, True),
    (Category.SOUP, "glazeSoup", 0, False),
    (Category.STAPLE, "glazeStaple", 1, False),
    (Category.SNACK, "glazeSnack", 2, False),
)


def menu_sheet(inputs: Inputs) -> Sheet:
    """The meal's dishes; one line where none are published."""
    if not inputs.menu:
        return Sheet(line=_("今天的菜单还没有发布"))
    left = _("今日 {count} 道").format(count=len(inputs.menu))
    if inputs.cycle_days:
        left += _("，{days} 天不重样").format(days=inputs.cycle_days)
    return Sheet(
        kind="menu",
        blocks=tuple(
            Block(category.word, colour, column, upper, _menu_rows(inputs, category, upper))
            for category, colour, column, upper in _BLOCKS
        ),
        foot_left=left,
        foot_right=_("每份价格，热量为估算"),
    )


def _menu_rows(inputs: Inputs, category: Category, upper: bool) -> tuple[MenuRow, ...]:
    entries = [entry for entry in inputs.menu if entry.item.category == category.value]
    return tuple(
        MenuRow(
            name=name_of(entry.item),
            kcal=_("{kcal} 千卡").format(kcal=portion_figures(entry.item)["kcal"]),
            price=str(entry.item.price),
            drawing=drawn(entry.item.drawing),
            category=category_of(entry.item),
            sold_out=_("售罄") if entry.sold_out else "",
        )
        for entry in entries[: UPPER_ROWS if upper else LOWER_ROWS]
    )


def tray_sheet(inputs: Inputs, phase: Phase) -> Sheet:
    """What lies on the tray, in the order it was seen; `phase` is the one that is shown."""
    rows = tray_rows(inputs, phase)
    layout = _layout(len(rows))
    foot = _foot(inputs, phase, layout)
    if phase is Phase.FILLING and not inputs.tapping:
        rows = _with_rings(rows, layout)
    verdicts = not layout.startswith("columns")
    quoted = inputs.state.quote if foot in {"bars", "strip"} else None
    shown = bars(quoted.nutrients, inputs.lunch) if quoted is not None else ()
    return Sheet(
        kind="tray",
        layout=layout,
        heads=_heads(rows, two_columns=layout.startswith("columns")),
        rows=_within(rows),
        foot=foot,
        note=_note(inputs, rows, layout) if foot == "note" else "",
        caption=caption(inputs, shown, verdicts=verdicts) if shown else Caption(),
        bars=shown,
        verdicts=verdicts,
        held=_held_foot(inputs) if foot == "held" else HeldFoot(),
    )


def _note(inputs: Inputs, rows: tuple[Row, ...], layout: str) -> str:
    tapped = _("放一盘，记一盘；放完再付款")
    note = tapped if inputs.tapping else _("放上一盘，显示一盘；合计在全部读完后出现")
    if layout.startswith("columns") and _has_mark(rows):
        return _("；").join((note, partly_words()))
    return note


def _layout(count: int) -> str:
    if count <= PLAIN_ROWS:
        return "rows"
    if count <= ONE_COLUMN:
        return "small"
    return "columns" if count <= TWO_COLUMNS else "columnsSmall"


def _foot(inputs: Inputs, phase: Phase, layout: str) -> str:
    if phase is Phase.FILLING:
        return "note"
    cash = inputs.overlay is not None and inputs.overlay.kind == "cash"
    if phase is Phase.HELD or (is_refused(inputs) and not cash):
        return "held"
    if phase is Phase.CLEARING or inputs.state.quote is None or not inputs.state.quote.lines:
        return ""
    return "bars" if layout == "rows" and not cash else "strip"


def _has_mark(rows: tuple[Row, ...]) -> bool:
    return any(PARTLY in (getattr(row, name) for name in COLUMNS) for row in rows)


def _heads(rows: tuple[Row, ...], *, two_columns: bool) -> Heads:
    """The heads of the columns; a mark below them is explained there where there is room."""
    if two_columns:
        return Heads(name=_("菜名"), kcal=_("千卡"), price=_("价格 元"))
    partly = _has_mark(rows)
    return Heads(
        name=_("菜名"),
        unit=f"{_('单位：克')}  {partly_words()}" if partly else _("营养单位：克"),
        unit_short=partly_words() if partly else _("单位：克"),
        kcal=_("千卡"),
        protein=_("蛋白质"),
        fat=_("脂肪"),
        carbohydrate=_("碳水"),
        salt=_("盐"),
        price=_("价格 元"),
    )


def tray_rows(inputs: Inputs, phase: Phase) -> tuple[Row, ...]:
    """One row a plate, then one a thing entered by hand."""
    tray = inputs.state.tray
    whole = {each.uid: each.item for each in tray.no_half}
    rows = [
        _unknown_row(whole.get(uid))
        if plate is None
        else _plate_row(plate, doubted=uid in tray.doubtful)
        for uid, plate in zip(tray.seen, places(tray), strict=True)
    ]
    rows += [_hand_row(line) for line in tray.hand_lines]
    if phase is Phase.FILLING and rows and rows[-1].kind == "plate":
        rows[-1] = _of_kind("new", rows[-1])
    if phase is Phase.CLEARING:
        rows = [_of_kind("over", row) for row in rows]
    return tuple(rows)


def _of_kind(kind: str, row: Row) -> Row:
    return Row(kind, *(getattr(row, name) for name in Row.__slots__[1:]))


def _with_rings(rows: tuple[Row, ...], layout: str) -> tuple[Row, ...]:
    room = {"rows": PLAIN_ROWS + 2, "small": ONE_COLUMN, "columns": TWO_COLUMNS}
    rings = min(RINGS, max(0, room.get(layout, MOST_ROWS) - len(rows)))
    return rows + (Row("ring", drawing="ring"),) * rings


def _within(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if len(rows) <= MOST_ROWS:
        return rows
    rest = len(rows) - MOST_ROWS + 1
    line = _("另有 {count} 盘，也算在内").format(count=rest)
    return (*rows[: MOST_ROWS - 1], Row("rest", name=line))


def _plate_row(plate: TrayPlate, *, doubted: bool) -> Row:
    if plate.status is PlateStatus.SOLD:
        return _row("paid", plate.item, _("已付"))
    price = str(plate.item.price)
    if doubted:
        return _row("held", plate.item, price, doubt=_("是您的吗？"))
    if plate.stale:
        return _row("held", plate.item, price, doubt=_("等工作人员确认"))
    return _row("plate", plate.item, price)


def _hand_row(line: HandLine) -> Row:
    return _row("hand", line.item, str(line.item.price))


def _unknown_row(no_half: Item | None) -> Row:
    """A plate nobody knows, or one for halves of a dish that has no half price."""
    if no_half is not None:
        name, drawing = name_of(no_half), drawn(no_half.drawing)
        said, short = _("今天不卖半份"), _("不卖半份")
        return Row("unknown", name, drawing, category_of(no_half), price=said, short=short)
    return Row(
        "unknown", _("有一盘没认出"), "unknown", price=_("等工作人员确认"), short=_("等确认")
    )


def _row(kind: str, item: Item, price: str, *, doubt: str = "") -> Row:
    return Row(
        kind=kind,
        name=dish_name(item),
        drawing=drawn(item.drawing),
        category=category_of(item),
        **portion_figures(item),
        price=price,
        doubt=doubt,
        half=half_word(item),
    )


def _held_foot(inputs: Inputs) -> HeldFoot:
    """What is certain: a plate in doubt counts neither here nor in the sum."""
    tray = inputs.state.tray
    known = certain(tray)
    count = counted(len(known), N_("已记好 1 盘"), N_("已记好 {count} 盘"))
    sum_so_far = quote(replace(tray, plates=known)).due
    return HeldFoot(count, _("暂计"), str(sum_so_far), _held_note(inputs))


def _held_note(inputs: Inputs) -> str:
    if is_refused(inputs):
        return _("没有收钱；读好以后再收，价格不变。")
    tray = inputs.state.tray
    if wants_whole(tray):
        return _("换好这一盘以后，会显示合计和这一餐的营养。")
    if HoldReason.NO_MENU in tray.reasons:
        return _("菜单发布以后，会显示合计和这一餐的营养。")
    if tray.unknown:
        return _("工作人员认好这一盘以后，会显示合计和这一餐的营养。")
    if HoldReason.STALE in tray.reasons:
        return _("工作人员核对以后，会显示合计和这一餐的营养。")
    return _("读好以后，会显示合计和这一餐的营养。")
