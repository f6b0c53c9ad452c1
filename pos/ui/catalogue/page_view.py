"""The pages above the desk, and the whole screen while there is no database. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from accounts.staff import MAX_DIGITS, MIN_DIGITS, PinAnswer
from canteen.i18n import _
from menus.editing import CHANGES, differences
from pos.ui.catalogue.choice_view import choices
from pos.ui.catalogue.compare_view import compare_page
from pos.ui.catalogue.pages import price_problem, read_price
from pos.ui.catalogue.props import Button, Field, Figure
from pos.ui.catalogue.state import (
    ChoicePage,
    ComparePage,
    ConflictPage,
    DeskState,
    PinPage,
    PricePage,
)
from pos.ui.catalogue.words import person
from pos.ui.pin import SECONDS_A_MINUTE, PinShown


@dataclass(frozen=True, slots=True)
class PriceShown:
    """`DeskPrice.qml`: fields, what went before, and what will happen."""

    kind: str
    title: str
    back: str
    fields: tuple[Field, ...]
    line: str
    wrong: bool
    confirm: Button
    past_title: str
    past: tuple[Figure, ...]
    none: str


@dataclass(frozen=True, slots=True)
class TellShown:
    """`DeskTell.qml`: what happened, what it means, and what can be done."""

    kind: str
    title: str
    said: str
    todo: str
    buttons: tuple[Button, ...] = field(default_factory=tuple)


def page(state: DeskState) -> object:
    """What lies above the screen, or None."""
    if state.down is not None:
        return TellShown(
            kind="tell",
            title=_("数据库打不开"),
            said=state.down.said,
            todo=_("没保存的改动都还在。") + state.down.todo,
            buttons=(Button("again", _("再试一次"), tone="pine", enabled=state.busy != "read"),),
        )
    found: object = None
    match state.page:
        case PinPage() as pin:
            found = _pin(state, pin)
        case ChoicePage() as choice:
            found = choices(state, choice)
        case PricePage() as price:
            found = _price(state, price)
        case ComparePage() as compared:
            found = compare_page(state, compared)
        case ConflictPage() as conflict:
            found = _conflict(state, conflict)
    return found


def _conflict(state: DeskState, found: ConflictPage) -> TellShown:
    return TellShown(
        kind="tell",
        title=_("别人先存了"),
        said=found.said,
        todo=_differences(state, found),
        buttons=(
            Button("mine", _("接着用我的"), tone="pine"),
            Button("look", _("看区别")),
            Button("theirs", _("用存好的")),
            Button("back", _("先不定")),
        ),
    )


def _differences(state: DeskState, found: ConflictPage) -> str:
    if state.figures is None or state.figures.dish is None:
        return found.todo
    what = differences(found.stored, state.figures.dish)
    words = _("、").join(_(CHANGES[key]) for key in what) or _("没有变化")
    return _("你的和存好的不同在：{what}。").format(what=words) + found.todo


def _pin(state: DeskState, found: PinPage) -> PinShown:
    price = found.wanted == "price"
    wrong = _pin_wrong(found.answer, state.now)
    if state.armed == "leave" and state.note is not None:
        wrong = state.note.text
    plain = _("口令 {least} 到 {most} 位，输完按 ✓").format(least=MIN_DIGITS, most=MAX_DIGITS)
    locked = _locked(found.answer, state)
    return PinShown(
        kind="pin",
        title=_("经理签字") if price else _("登录菜谱"),
        back=_("返回") if price else _("关闭"),
        leaving="",
        line=wrong or (_("正在核对") if found.asking else plain),
        wrong=bool(wrong),
        dots=max(MIN_DIGITS, len(found.digits)),
        filled=len(found.digits),
        enabled=not found.asking and not locked,
        can_confirm=len(found.digits) >= MIN_DIGITS and not found.asking and not locked,
    )


def _pin_wrong(answer: PinAnswer | None, now: datetime) -> str:
    if answer is None:
        return ""
    if answer.staff is not None:
        said = _("{name}不能签价格，没有改；请经理或主管输口令")
        return said.format(name=answer.staff.name)
    if answer.locked_until is not None:
        left = (answer.locked_until - now).total_seconds()
        minutes = max(1, -int(-left // SECONDS_A_MINUTE))
        return _("口令错了太多次，{minutes} 分钟后再试").format(minutes=minutes)
    return _("口令不对，还可试 {count} 次").format(count=answer.tries_left)


def _locked(answer: PinAnswer | None, state: DeskState) -> bool:
    until = None if answer is None else answer.locked_until
    return until is not None and state.now < until


def _price(state: DeskState, found: PricePage) -> PriceShown:
    book = state.book
    if book is None or state.draft is None:
        raise ValueError(found)  # only a stored dish has a price to change
    problem = price_problem(found, book.today)
    price, _half, day = read_price(found, book.today)
    if problem:
        line = problem
    else:
        line = _("从 {day} 起每份 {price} 元。要经理或主管的口令才作数。").format(
            day=day, price=price
        )
    names = {
        "price": _("新价格（元）"),
        "half": _("半份（元，空着不卖）"),
        "from_date": _("从哪天起"),
    }
    past = state.pasts.get(state.key)
    changes = () if past is None else past.prices[-6:]
    return PriceShown(
        kind="price",
        title=_("改价：{dish}").format(dish=state.draft.now.name_zh),
        back=_("返回"),
        fields=tuple(
            Field(f"page.{name}", label, getattr(found, name)) for name, label in names.items()
        ),
        line=line,
        wrong=bool(problem),
        confirm=Button("confirm", _("请经理签字"), tone="pine", enabled=not problem),
        past_title=_("以前的改价"),
        past=tuple(
            Figure(
                each.from_date.isoformat(),
                (
                    str(each.price),
                    "—" if each.half is None else str(each.half),
                    person(book, each.changed_by),
                    person(book, each.approved_by),
                ),
            )
            for each in reversed(changes)
        ),
        none="" if changes else _("还没有改过价"),
    )
