"""The pages above the desk, and the whole screen while there is no database. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from accounts.staff import MAX_DIGITS, MIN_DIGITS, PinAnswer
from canteen.i18n import _
from menus.editing import CHANGES, differences
from pos.catalogue.drafts import KeptDraft
from pos.ui.catalogue.choice_view import choices
from pos.ui.catalogue.compare_view import compare_page
from pos.ui.catalogue.keeping import DROP
from pos.ui.catalogue.price_view import price_shown
from pos.ui.catalogue.props import Button
from pos.ui.catalogue.state import (
    ChoicePage,
    ComparePage,
    ConflictPage,
    DeskState,
    OfferPage,
    PinPage,
    PricePage,
)
from pos.ui.catalogue.words import dish_name, person, when
from pos.ui.inputs import drawn
from pos.ui.pin import SECONDS_A_MINUTE, PinShown

MOST_SIGNS: Final = 8
"""Of a name that the line of the PIN sheet has room for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft of an earlier time: whose dish, since when, what became of the dish since."""

    key: str
    name: str
    line: str
    note: str
    category: str
    drawing: str
    drop: Button
    go_on: Button


@dataclass(frozen=True, slots=True)
class OffersShown:
    """`DeskOffers.qml`."""

    kind: str
    title: str
    line: str
    offers: tuple[Offer, ...]
    all: Button


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
            todo="\n".join((_("没保存的改动都还在。"), state.down.todo)),
            buttons=(Button("again", _("再试一次"), tone="pine", enabled=state.busy != "read"),),
        )
    found: object = None
    match state.page:
        case PinPage() as pin:
            found = _pin(state, pin)
        case ChoicePage() as choice:
            found = choices(state, choice)
        case PricePage() as price:
            found = price_shown(state, price)
        case ComparePage() as compared:
            found = compare_page(state, compared)
        case ConflictPage() as conflict:
            found = _conflict(state, conflict)
        case OfferPage() as offered:
            found = _offers(state, offered)
    return found


def _offers(state: DeskState, found: OfferPage) -> OffersShown:
    count = len(found.offers)
    return OffersShown(
        kind="offers",
        title=_("上次的草稿，继续还是丢掉"),
        line=_("这些改动打了字，还没有写进菜谱。继续：接着改；丢掉：菜谱还是存好的样子。"),
        offers=tuple(_offer(state, each) for each in found.offers),
        all=Button("go-on-all", _("全部继续（{count} 份）").format(count=count), tone="pine"),
    )


def _offer(state: DeskState, each: KeptDraft) -> Offer:
    now, base = each.draft.now, each.draft.start.base
    stored = None if state.book is None else state.book.dishes.get(each.key)
    note = _("新菜，还没有存过")
    if base is not None:
        note = _("改自配方第 {version} 版").format(version=base.recipe.version)
    if stored is not None and each.draft.is_behind(stored):
        note += _("，之后有人存过，保存前先看区别")
    armed = state.armed == f"{DROP} {each.key}"
    return Offer(
        key=each.key,
        name=dish_name(now) or _("没有名字的菜"),
        line=_("{when} 的草稿").format(when=when(each.saved_at, state.now)),
        note=note,
        category=now.category,
        drawing=drawn(now.drawing),
        drop=Button(
            DROP, _("再按一次丢掉") if armed else _("丢掉"), each.key, "warn" if armed else "plain"
        ),
        go_on=Button("go-on", _("继续"), each.key, "on"),
    )


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
    return "\n".join((_("你的和存好的不同在：{what}。").format(what=words), found.todo))


def _pin(state: DeskState, found: PinPage) -> PinShown:
    price = found.wanted == "price"
    wrong = _pin_wrong(found.answer, state.now)
    if state.armed == "leave":
        wrong = _("草稿没有存下；再关一次就丢掉")
    elif found.failed:
        wrong = _("数据库没有回应，请再试一次")
    locked_desk = not price and bool(state.owner)
    plain = _("口令 {least} 到 {most} 位，输完按 ✓").format(least=MIN_DIGITS, most=MAX_DIGITS)
    if locked_desk:
        plain = _("{who}或同事的口令，草稿都在").format(
            who=person(state.book, state.owner)[:MOST_SIGNS]
        )
    shut = _locked(found.answer, state)
    return PinShown(
        kind="pin",
        title=_("经理签字") if price else _("菜谱锁上了") if locked_desk else _("登录菜谱"),
        back=_("返回") if price else _("关闭"),
        leaving="",
        line=wrong or (_("正在核对") if found.asking else plain),
        wrong=bool(wrong),
        dots=max(MIN_DIGITS, len(found.digits)),
        filled=len(found.digits),
        enabled=not found.asking and not shut,
        can_confirm=len(found.digits) >= MIN_DIGITS and not found.asking and not shut,
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
