"""The desk's pages above the screen: PIN, choices, price, comparison, conflict, drafts. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from accounts.staff import MAX_DIGITS, MIN_DIGITS, PinAnswer
from canteen.i18n import _
from canteen.money import Money
from pos.catalogue import edit as e
from pos.catalogue.desk import APPROVERS
from pos.catalogue.fields import yuan
from pos.ui.catalogue.acts import Act, Add, CheckPin, Focus, Leave, SignPrice
from pos.ui.catalogue.keeping import offer_pressed
from pos.ui.catalogue.state import (
    DRAFT,
    ChoicePage,
    ComparePage,
    ConflictPage,
    DeskState,
    Note,
    OfferPage,
    PinPage,
    PricePage,
    Step,
    reckoned,
    searched,
)

DIGITS: Final = "0123456789"


def page_pressed(state: DeskState, what: str, value: str) -> Step:
    """A touch while a page lies above the screen."""
    page = state.page
    if what == "escape":
        login = isinstance(page, PinPage) and page.price is None
        what = "" if login else "back"
    if isinstance(page, PinPage):
        return _pin(state, page, what, value)
    if isinstance(page, OfferPage):
        return offer_pressed(state, page, what, value)
    if what == "back" and not state.busy:
        below = page.under if isinstance(page, ComparePage) else None
        return Step(replace(state, page=below))
    return _acted(state, what, value)


def _acted(state: DeskState, what: str, value: str) -> Step:
    match state.page:
        case ChoicePage() as page if what == "pick":
            step = picked(state, page, value)
        case PricePage() as page if what == "confirm":
            step = _price(state, page)
        case ConflictPage() as page if what in {"mine", "theirs"}:
            step = _settled(state, page, mine=what == "mine")
        case ConflictPage() as page if what == "look" and state.figures is not None:
            step = _look(state, page)
        case ComparePage() as page if what in {"left", "right"}:
            number = int(value)
            left = what == "left"
            other = replace(page, left=number) if left else replace(page, right=number)
            step = Step(replace(state, page=other))
        case _:
            step = Step(state)
    return step


def _look(state: DeskState, page: ConflictPage) -> Step:
    stored = page.stored.recipe.version
    return Step(replace(state, page=ComparePage(stored, DRAFT, under=page)))


def page_typed(state: DeskState, name: str, text: str) -> Step:
    """A text of the page changed."""
    match state.page:
        case ChoicePage() as page:
            return Step(replace(state, page=replace(page, text=text)))
        case PricePage() as page if name in {"price", "half", "from_date"}:
            changed: dict[str, Any] = {name: text, "tried": False}
            return Step(replace(state, page=replace(page, **changed)))
        case _:
            return Step(state)


def price_page(now: e.EditState, today: date) -> PricePage:
    """The price page as it opens: the prices as they are, from today on."""
    return PricePage(now.price, now.half_price, today.isoformat(), first=now.base is None)


def read_price(page: PricePage, today: date) -> tuple[Money | None, Money | None, date | None]:
    """Price, half price and first day as typed; None for what cannot be used, or is empty."""
    try:
        day = date.fromisoformat(page.from_date.strip())
    except ValueError:
        day = None
    if day is not None and day < today:
        day = None
    return yuan(page.price), yuan(page.half) if page.half.strip() else None, day


def price_problem(page: PricePage, today: date) -> str:
    """Why the page cannot be signed, with what to do; empty where it can."""
    price, half, day = read_price(page, today)
    if price is None:
        return _("价格「{text}」不是金额，还没有改；写成元，如 12.50。").format(text=page.price)
    if page.half.strip() and half is None:
        said = _("半份价格「{text}」不是金额，还没有改；写成元，不卖半份就空着。")
        return said.format(text=page.half)
    if day is None:
        said = _("「{text}」不能当开始的日子，还没有改；写今天或以后，如 {today}。")
        return said.format(text=page.from_date, today=today.isoformat())
    return ""


def _price(state: DeskState, page: PricePage) -> Step:
    today = state.book.today if state.book is not None else date.min
    if price_problem(page, today):
        return Step(replace(state, page=replace(page, tried=True)))
    if page.first and state.draft is not None:
        # What is signed is what the fields of the dish say too.
        now = e.set_field(state.draft.now, "price", page.price.strip())
        now = e.set_field(now, "half_price", page.half.strip())
        state = state.with_draft(state.draft.edited(now))
    return Step(replace(state, page=PinPage("price", price=page)))


def _pin(state: DeskState, page: PinPage, what: str, value: str) -> Step:
    if page.asking:
        return Step(state)
    if what == "back":
        acts = (Leave(),) if page.price is None else ()
        return Step(replace(state, page=page.price or page), acts)
    if what == "confirm" and len(page.digits) >= MIN_DIGITS:
        asking = replace(page, asking=True, failed=False, answer=None)
        act = _asked(state, page)
        busy = "save" if isinstance(act, Add) else state.busy
        return Step(replace(state, page=asking, busy=busy), (act,))
    digits = page.digits
    if what == "erase":
        digits = digits[:-1]
    elif what == "digit" and value in DIGITS and len(digits) < MAX_DIGITS:
        digits += value
    return Step(replace(state, page=replace(page, digits=digits, failed=False, answer=None)))


def _asked(state: DeskState, page: PinPage) -> Act:
    if page.price is None or state.book is None:
        return CheckPin(page.digits)
    price, half, day = read_price(page.price, state.book.today)
    if price is None or day is None:
        raise ValueError(page.price)  # the page before lets nothing else through
    if page.price.first:
        return _addition(state, day, page.digits)
    return SignPrice(state.key, price, half, day, page.digits)


def _addition(state: DeskState, day: date, digits: str) -> Add:
    draft, figures = state.draft, state.figures
    if draft is None or figures is None or figures.dish is None:
        raise ValueError(state.key)  # only a dish that can be saved gets to its price
    return Add(state.key, figures.dish, day, digits, draft.now.change_note.strip())


def pin_refused(state: DeskState, answer: PinAnswer) -> Step:
    """A price was not written: the PIN was wrong, or that of somebody who may not sign."""
    page = state.page
    if not isinstance(page, PinPage):
        return Step(state)
    again = replace(page, digits="", asking=False, answer=answer)
    return Step(replace(state, page=again, busy=""))


def may_sign(answer: PinAnswer) -> bool:
    """Whether it was a PIN that signs prices."""
    return answer.staff is not None and answer.staff.role in APPROVERS


def picked(state: DeskState, page: ChoicePage, value: str) -> Step:
    """One of the choices taken."""
    closed = replace(state, page=None)
    kind, _dot, rest = page.target.partition(".")
    if kind == "filter":
        query = replace(state.query, **{rest: value})
        return Step(searched(closed, query))
    draft = state.draft
    if draft is None or not state.can_edit:
        return Step(closed)
    acts: tuple[Act, ...] = ()
    if kind == "food" and rest == "add":
        now = e.add_line(draft.now, value)
        acts = (Focus(f"line.{len(now.lines) - 1}.amount"),)
    elif kind == "food":
        now = e.set_food(draft.now, int(rest), value)
        acts = (Focus(f"line.{rest}.amount"),)
    else:
        now = e.set_field(draft.now, page.target, value)
    return Step(closed.with_draft(draft.edited(now)), acts)


def _settled(state: DeskState, page: ConflictPage, *, mine: bool) -> Step:
    """A conflict decided: the edit goes on from what is stored now, or gives way to it."""
    draft, book = state.draft, state.book
    if draft is None or book is None:
        return Step(replace(state, page=None))
    stored = e.edit_of(page.stored)
    kept = replace(draft.on(page.stored), start=stored)
    if mine:
        said = _("你的改动现在接在刚存好的那一版后面，还没有写进去；再按「保存」就存成新版。")
    else:
        said = _("用了存好的那一版，你的改动收在撤销里；要找回来按「撤销」。")
        kept = kept.edited(stored)
    fresh = replace(
        state,
        page=None,
        book=book.with_dish(page.stored, book.retired.get(page.stored.dish.code)),
        drafts={**state.drafts, state.key: kept},
        note=Note("plain", said),
    )
    return Step(reckoned(fresh))
