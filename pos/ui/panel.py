"""The right side: the state of the tray and what to do next."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _
from menus import Meal
from pos.state import PaidSale, Phase
from pos.tray import PlateStatus, Tray
from pos.ui.inputs import Inputs
from pos.ui.props import PaidRow, Panel, Way
from pos.ui.sureness import round_words

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
            help=_("一只一只放到读卡处，\n价格和营养会自己显示"),
        )
    return Panel(
        kind="idle",
        title=meal.word,
        aside=hours,
        prompt=_("请放置托盘"),
        help=_("平放在台面方框里，\n价格和营养会自己显示"),
    )


def filling_panel(inputs: Inputs) -> Panel:
    """Plates are being read: how many, and how sure."""
    before, _n, after = _("{n} 盘").partition("{n}")
    return Panel(
        kind="filling",
        icon="reader",
        title=_("正在读取"),
        before=before.strip(),
        number=str(inputs.state.tray.count),
        after=after.strip(),
        segments=min(SEGMENTS, int(inputs.state.certainty * SEGMENTS + 1e-9)),
        take_back=_take_back(inputs),
        help=_filling_help(inputs),
    )


def _filling_help(inputs: Inputs) -> str:
    if not inputs.tapping:
        return _("盘子都放好了就松手，\n马上算好")
    # A notice then needs the room above the button.
    return "" if inputs.state.notice or inputs.trouble else _("盘子放稳，马上算好")


def _take_back(inputs: Inputs) -> str:
    """The button of a till where plates are shown one by one and cannot be lifted off again."""
    return _("退回上一盘") if inputs.tapping and inputs.state.tray.count else ""


def settled_panel(inputs: Inputs, *, paying: bool) -> Panel:
    """The total and the ways to pay; while a payment runs, the moving bar instead."""
    state = inputs.state
    tray, quote = state.tray, state.quote
    due = quote.due if quote is not None else None
    before, number, after = _count(tray)
    free = not (quote and quote.lines)
    if free and tray.count:
        return _all_paid_panel(inputs, " ".join(filter(None, (before, number, after))))
    return Panel(
        kind="settled",
        before=before,
        number=number,
        after=after,
        checked=_checked(inputs),
        sure=_sure(inputs) if tray.count and not paying else "",
        label=_("合计"),
        label_note=_paid_note(tray),
        amount=str(due) if due is not None else "0.00",
        step=_step(due.fen if due is not None else 0),
        ask="" if paying or free else _ask(inputs),
        ways=() if paying or free else tuple(_way(name) for name in inputs.ways),
        working=_working(inputs) if paying else "",
        take_back="" if paying else _take_back(inputs),
    )


def _all_paid_panel(inputs: Inputs, count: str) -> Panel:
    """Every plate was sold before: nothing to pay, and no total."""
    prompt = _("都已付过\n不用再付") if inputs.tapping else _("都已付过\n请取走托盘")
    return Panel(kind="wait", title=count, prompt=prompt, take_back=_take_back(inputs))


def _working(inputs: Inputs) -> str:
    """True while the reading is made sure of and while the sale is written."""
    lies_there = bool(inputs.state.tray.count) and not inputs.tapping
    return _("正在收款，请别动盘子") if lies_there else _("正在收款，请稍等")


def _count(tray: Tray) -> tuple[str, str, str]:
    if tray.count or not tray.hand_lines:
        text, count = _("共 {n} 盘"), tray.count
    else:
        text, count = _("共 {n} 份"), len(tray.hand_lines)
    before, _n, after = text.partition("{n}")
    return before.strip(), str(count), after.strip()


def _checked(inputs: Inputs) -> str:
    tray = inputs.state.tray
    if tray.count and tray.hand_lines:
        return _("另加 {count} 份").format(count=len(tray.hand_lines))
    if inputs.tapping:
        # The reader knows nothing of a plate that was not shown.
        return _("都已记好") if tray.count else ""
    return _("已全部读到") if tray.count else ""


def _sure(inputs: Inputs) -> str:
    """Gives way to a notice, which stands in its place."""
    state = inputs.state
    return "" if state.notice or inputs.trouble else round_words(state.confidence)


def _paid_note(tray: Tray) -> str:
    sold = sum(plate.status is PlateStatus.SOLD for plate in tray.plates)
    if not sold:
        return ""
    left = tray.count - sold
    return _("{left} 盘，另 {sold} 盘已付").format(left=left, sold=sold)


def _ask(inputs: Inputs) -> str:
    if inputs.tapping and inputs.state.tray.count:
        return _("还有盘子接着放，放完请付款")
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
