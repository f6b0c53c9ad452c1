"""What the attendant's page shows: the tray's plates under the numbers that diners see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from accounts.staff import Action, Staff
from canteen.i18n import _
from pos.state import Phase, StationState
from pos.tray import HandLine, Item, PlateStatus, Tray, TrayPlate
from pos.ui import sureness
from pos.ui.attendant_tiles import Tile, tiles
from pos.ui.counts import portions
from pos.ui.inputs import Inputs, category_of, drawn, name_of
from pos.ui.places import doubted_count, places
from pos.ui.staff_words import OPEN_PHASES, TAIL, chip_tail, leaving, may, notice_of
from readers import TagUid

ROWS: Final = 6
"""Rows of the list; a longer one is turned page by page."""
_FIRST: Final = {"unknown": 0, "doubtful": 1, "stale": 2}
"""What comes first in a list that is turned page by page."""
IDLE_SECONDS: Final = 60
"""As `pos.ui.model.STAFF_IDLE_SECONDS`, for the words in the head."""


@dataclass(frozen=True, slots=True)
class PlateRow:
    """A line of the list; `locked` rows have no buttons.

    `kind`: plate, doubtful (perhaps a neighbour's), stale (of another meal), paid, unknown or hand.
    """

    kind: str
    number: str
    name: str
    note: str
    drawing: str
    category: str
    price: str
    uid: str
    locked: bool


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """How one device is."""

    name: str
    fact: str
    word: str
    well: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendantShown:
    """What `AttendantSheet.qml` draws."""

    kind: str
    title: str
    who: str
    shift: str
    leaving: str
    leaving_soon: bool
    back: str
    head: str
    waiting: str
    sure: str
    empty: str
    rows: tuple[PlateRow, ...]
    page: str
    has_before: bool
    has_next: bool
    before: str
    next: str
    strike: str
    ignore: str
    confirm: str
    choose: str
    add: str
    can_add: bool
    give_up: str
    can_give_up: bool
    giving_up: bool
    off_reason: str
    tiles: tuple[Tile, ...]
    devices_head: str
    terminal: str
    devices: tuple[DeviceRow, ...]
    said: str
    notice: str


def page_count(tray: Tray) -> int:
    """Pages of the list; an empty tray has one."""
    return max(1, -(-(tray.count + len(tray.hand_lines)) // ROWS))


def attendant_view(
    inputs: Inputs, staff: Staff, *, page: int, giving_up: bool, said: str
) -> AttendantShown:
    """The page for `staff`, turned to `page` (from 0)."""
    state = inputs.state
    pages = page_count(state.tray)
    rows = plate_rows(state)
    lies_open = state.phase in OPEN_PHASES
    waiting = _waiting(state.tray)
    return AttendantShown(
        kind="attendant",
        title=_("工作人员操作"),
        who=inputs.staff_name or staff.name,
        shift=inputs.shift.split("\n")[0],
        leaving=leaving(inputs) or _("{seconds} 秒不操作就退出").format(seconds=IDLE_SECONDS),
        leaving_soon=inputs.idle_left is not None,
        back=_("回到结账"),
        head=_head(state.tray),
        waiting=waiting,
        sure="" if waiting or state.phase is Phase.FILLING else _sure(state),
        empty="" if rows else _("托盘上没有盘子"),
        rows=rows[page * ROWS : (page + 1) * ROWS],
        page=_("第 {page} 页，共 {pages} 页").format(page=page + 1, pages=pages)
        if pages > 1
        else "",
        has_before=page > 0,
        has_next=page < pages - 1,
        before=_("上一页"),
        next=_("下一页"),
        strike=_("划掉"),
        ignore=_("忽略这个芯片"),
        confirm=_("算上"),
        choose=_("认菜"),
        add=_("手工加一道菜"),
        can_add=lies_open and may(staff, Action.SELL),
        give_up=_("再按一次放弃") if giving_up else _("放弃这个托盘"),
        can_give_up=lies_open and may(staff, Action.STRIKE),
        giving_up=giving_up,
        off_reason=_("放上托盘以后才能用") if state.phase is Phase.IDLE else "",
        tiles=tiles(inputs, staff),
        devices_head=_("设备"),
        terminal=_("结算台 {name}").format(name=inputs.terminal) if inputs.terminal else "",
        devices=tuple(
            DeviceRow(
                each.name,
                each.fact,
                _("正常") if each.well else _("留意"),
                each.well,
                each.details,
            )
            for each in inputs.devices
        ),
        said=said,
        notice=notice_of(inputs),
    )


def plate_rows(state: StationState) -> tuple[PlateRow, ...]:
    """Every line of the tray, numbered from 1 as on the diner's screen.

    A list of one page keeps the order of the tray; in a longer one the plates that need a person
    come first, the unknown before the others, under their own numbers.
    """
    tray = state.tray
    locked = state.phase not in OPEN_PHASES
    whole = {each.uid: each.item for each in tray.no_half}
    rows = [
        _no_half_row(uid, whole[uid], number, locked=locked)
        if uid in whole
        else _plate_row(tray, uid, plate, number, locked=locked)
        for number, (uid, plate) in enumerate(zip(tray.seen, places(tray), strict=True), start=1)
    ]
    rows += [
        _hand_row(line, number, locked=locked)
        for number, line in enumerate(tray.hand_lines, start=len(rows) + 1)
    ]
    if len(rows) > ROWS:
        rows.sort(key=lambda row: _FIRST.get(row.kind, len(_FIRST)))
    return tuple(rows)


def _plate_row(
    tray: Tray, uid: TagUid, plate: TrayPlate | None, number: int, *, locked: bool
) -> PlateRow:
    if plate is None:
        return PlateRow(
            "unknown", str(number), _("没认出"), chip_tail(uid), "unknown", "", "", uid.text, locked
        )
    kind, price, note = "plate", str(plate.item.price), chip_tail(uid)
    if plate.status is PlateStatus.SOLD:
        kind, price = "paid", _("已付")
    elif uid in tray.doubtful:
        kind, note = "doubtful", _("可能是旁边的盘子")
    elif plate.stale:
        kind = "stale"
        note = _("不是这一餐的，{tail}").format(tail=uid.text[-TAIL:])
    return _item_row(kind, number, plate.item, note, price, uid.text, locked=locked)


def _no_half_row(uid: TagUid, item: Item, number: int, *, locked: bool) -> PlateRow:
    # Beside its two buttons no name of a dish has room; the drawing and the number tell it.
    return PlateRow(
        "unknown",
        str(number),
        _("不卖半份"),
        chip_tail(uid),
        drawn(item.drawing),
        category_of(item),
        "",
        uid.text,
        locked,
    )


def _hand_row(line: HandLine, number: int, *, locked: bool) -> PlateRow:
    price = str(line.item.price)
    return _item_row("hand", number, line.item, _("手工加的"), price, "", locked=locked)


def _item_row(
    kind: str, number: int, item: Item, note: str, price: str, uid: str, *, locked: bool
) -> PlateRow:
    name, drawing, category = name_of(item), drawn(item.drawing), category_of(item)
    return PlateRow(kind, str(number), name, note, drawing, category, price, uid, locked)


def _sure(state: StationState) -> str:
    # A head that counts things by hand too leaves room for the short words only.
    return sureness.staff_words(state.confidence, short=bool(state.tray.hand_lines))


def _waiting(tray: Tray) -> str:
    unknown, doubted = len(tray.unknown), doubted_count(tray)
    if doubted:
        return _("{count} 盘待核对").format(count=unknown + doubted)
    return _("{count} 盘待认").format(count=unknown) if unknown else ""


def _head(tray: Tray) -> str:
    if tray.hand_lines:
        return _("托盘上 {count} 盘，手工 {hand} 份").format(
            count=tray.count, hand=portions(line.item for line in tray.hand_lines)
        )
    return _("托盘上 {count} 盘").format(count=tray.count)
