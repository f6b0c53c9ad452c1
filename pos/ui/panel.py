"""The right side: the state of the tray and what to do next."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _
from menus import Meal
from pos.state import PaidSale, Phase
from pos.tray import PlateStatus, Tray
from pos.ui.counts import counted, parted, portions
from pos.ui.inputs import Inputs
from pos.ui.props import PaidRow, Panel, Way
from pos.ui.sureness import diner_words
from pos.ui.take_back import take_back_words

SEGMENTS: Final = 5
SECOND_SIZE_FEN: Final = 100_00
THIRD_SIZE_FEN: Final = 1000_00
"""From these sums on the total is written smaller, so that it never wraps."""

_WAYS: Final = {
    "cash": Way(N_("现金"), N_("交给工作人员"), "cash", "cash"),
    "card": Way(N_("刷卡"), N_("卡片贴一下读卡处"), "card", "card"),
    "code": Way(N_("付款码"), N_("手机对准扫码口"), "code", "code"),
}


def idle_panel(inputs: Inputs, meal: Meal) -> Panel:
    """Nothing lies there: which meal it is, and what to do first."""
    begin, end = inputs.hours.of(meal)
    hours = f"{begin.isoformat('minutes')} – {end.isoformat('minutes')}"
    if not inputs.menu:
        return Panel(kind="wait", title=meal.word, aside=hours, prompt=_("请稍候"))
    if inputs.tapping:
        return Panel(
            kind="idle",
            tapping=True,
            title=meal.word,
            aside=hours,
            prompt=_("请放上盘子"),
            help=_quiet(inputs, _("一盘一盘放到读盘处，\n价格和营养会自己显示")),
        )
    return Panel(
        kind="idle",
        title=meal.word,
        aside=hours,
        prompt=_("请放置托盘"),
        help=_quiet(inputs, _("平放在台面方框里，\n价格和营养会自己显示")),
    )


def filling_panel(inputs: Inputs) -> Panel:
    """Plates are being read: how many, and how sure."""
    count = inputs.state.tray.count
    before, number, after = parted(counted(count, N_("1 盘"), N_("{count} 盘")), count)
    return Panel(
        kind="filling",
        icon="reader",
        title=_("正在读取"),
        before=before,
        number=number,
        after=after,
        segments=min(SEGMENTS, int(inputs.state.certainty * SEGMENTS + 1e-9)),
        take_back=take_back_words(inputs),
        help=_quiet(inputs, _filling_help(inputs)),
    )


def _filling_help(inputs: Inputs) -> str:
    return _("盘子放稳，马上算好") if inputs.tapping else _("盘子都放好了就松手，\n马上算好")


def _quiet(inputs: Inputs, text: str) -> str:
    """`text`, unless a notice needs the room above the button."""
    return "" if inputs.state.notice or inputs.trouble else text


def settled_panel(inputs: Inputs, *, paying: bool) -> Panel:
    """The total and the ways to pay; while a payment runs, the moving bar instead."""
    state = inputs.state
    tray, quote = state.tray, state.quote
    due = quote.due if quote is not None else None
    before, number, after = _count(tray)
    free = not (quote and quote.lines)
    if free and tray.count:
        return _all_paid_panel(inputs)
    return Panel(
        kind="settled",
        before=before,
        number=number,
        after=after,
        checked=_checked(inputs),
        label=_("合计"),
        label_note=_paid_note(tray) or _sure(inputs),
        amount=str(due) if due is not None else "0.00",
        step=_step(due.fen if due is not None else 0),
        ask="" if paying or free else _ask(inputs),
        ways=() if paying or free else tuple(_way(name) for name in inputs.ways),
        working=_working(inputs) if paying else "",
        take_back="" if paying else take_back_words(inputs),
    )


def _all_paid_panel(inputs: Inputs) -> Panel:
    """Every plate was sold before: nothing to pay, no total, and nothing to give back."""
    before, number, after = _count(inputs.state.tray)
    return Panel(
        kind="wait",
        before=before,
        number=number,
        after=after,
        done=True,
        prompt=_("都已付过\n不用再付\n请慢用") if inputs.tapping else _("都已付过\n请取走托盘"),
    )


def _working(inputs: Inputs) -> str:
    """True while the reading is made sure of and while the sale is written."""
    lies_there = bool(inputs.state.tray.count) and not inputs.tapping
    return _("正在收款，请别动盘子") if lies_there else _("正在收款，请稍等")


def _count(tray: Tray) -> tuple[str, str, str]:
    if tray.count or not tray.hand_lines:
        return parted(counted(tray.count, N_("共 1 盘"), N_("共 {count} 盘")), tray.count)
    things = portions(line.item for line in tray.hand_lines)
    return parted(counted(things, N_("共 1 份"), N_("共 {count} 份")), things)


def _checked(inputs: Inputs) -> str:
    tray = inputs.state.tray
    if tray.count and tray.hand_lines:
        return _("另加 {count} 份").format(count=portions(line.item for line in tray.hand_lines))
    if inputs.tapping:
        # The reader knows nothing of a plate that was not shown.
        return _("都已记好") if tray.count else ""
    return _("已全部读到") if tray.count else ""


def _sure(inputs: Inputs) -> str:
    state = inputs.state
    return diner_words(state.confidence, state.tray.count) if state.tray.count else ""


def _paid_note(tray: Tray) -> str:
    sold = sum(plate.status is PlateStatus.SOLD for plate in tray.plates)
    if not sold:
        return ""
    left = tray.count - sold
    return _("{left} 盘，另 {sold} 盘已付").format(left=left, sold=sold)


def _ask(inputs: Inputs) -> str:
    if inputs.tapping and inputs.state.tray.count:
        return _("还有盘子，请接着放\n放完了，请付款")
    return _("请付款，任选一种") if len(inputs.ways) > 1 else _("请付款")


def _way(name: str) -> Way:
    way = _WAYS[name]
    return Way(_(way.name), _(way.hint), way.icon, way.what)


def _step(fen: int) -> int:
    return (fen >= SECOND_SIZE_FEN) + (fen >= THIRD_SIZE_FEN)


def paid_panel(inputs: Inputs, paid: PaidSale) -> Panel:
    """The sale is durable: what was paid, the change, and the slip."""
    rows = [PaidRow(_("实付"), amount=str(paid.due))]
    if paid.tendered:
        rows.append(PaidRow(_("收现金"), amount=str(paid.tendered)))
        rows.append(PaidRow(_("找零"), amount=str(paid.change), strong=True))
    if inputs.state.paper is not None:
        rows.append(PaidRow(_("小票没有打出，可请工作人员补打")))
    elif inputs.prints:
        rows.append(PaidRow(_("小票"), words=_("在右下方取"), icon="printer"))
    return Panel(
        kind="paid",
        ground="pine",
        outcome=_("支付成功"),
        prompt=_("请取走托盘") if paid.plates and not inputs.tapping else _("请慢用"),
        paid_rows=tuple(rows),
    )


def out_panel(inputs: Inputs) -> Panel:
    """This till is off: the reader does not answer, or something stopped the till."""
    stopped, trouble = inputs.stopped, inputs.state.reader
    if stopped is not None:
        sentence, code, attempt = _("本台暂时不能用\n请等工作人员"), stopped.code, ""
    else:
        sentence = _("读盘器没接上\n请等工作人员")
        code = trouble.code if trouble is not None else ""
        tries = trouble.attempt if trouble is not None else 0
        attempt = _("正在重连，第 {count} 次").format(count=tries)
    return Panel(
        kind="out",
        ground="soy",
        icon="plug",
        title=_("本台暂停使用"),
        sentence=sentence,
        help=_("已付的款不受影响。\n修好后这里会自动亮起。"),
        by_hand="" if stopped is not None else _("人工点菜"),
        by_staff=_("工作人员用"),
        code=code,
        attempt=attempt,
    )


def clearing_panel() -> Panel:
    """Nothing more happens to this tray; it is to be taken away."""
    return Panel(
        kind="wait",
        title=_("这次没有收钱"),
        prompt=_("请取走托盘"),
        help=_("取走以后，\n下一位再放托盘"),
    )


def shown_phase(phase: Phase, since_first: float, hold: float, plates: int) -> Phase:
    """The phase to draw: a total is not drawn before `hold` seconds after the first plate."""
    early = phase is Phase.SETTLED and plates > 0 and since_first < hold
    return Phase.FILLING if early else phase
