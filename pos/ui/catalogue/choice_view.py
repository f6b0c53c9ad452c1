"""The page on which one of many is chosen: a filter, a field's code, a food, a drawing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from pos.catalogue.book import food_name
from pos.catalogue.fields import CHOICES, NAMES
from pos.catalogue.search import find_foods, option_word, options
from pos.drawings import FOODS, names
from pos.ui.catalogue.state import ChoicePage, DeskState
from pos.ui.catalogue.words import choice_word

MOST_FOODS: Final = 48


@dataclass(frozen=True, slots=True)
class Choice:
    """One of many: `drawing` is a plate, or empty."""

    value: str
    label: str
    note: str = ""
    drawing: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """`DeskChoices.qml`: with `search` above where there are too many to look over."""

    kind: str
    title: str
    back: str
    search: bool = False
    query: str = ""
    hint: str = ""
    nothing: str = ""
    category: str = ""
    choices: tuple[Choice, ...] = ()


def choices(state: DeskState, found: ChoicePage) -> ChoiceShown:
    """The page of choices for what it was opened for."""
    kind, _dot, rest = found.target.partition(".")
    if kind in {"food", "main"}:
        return _foods(state, found)
    if kind == "drawing":
        return _drawings(state, found)
    if kind == "filter":
        now = getattr(state.query, rest)
        codes = ("", *options(rest))
        made = tuple(
            Choice(code, option_word(rest, code) if code else _("全部"), on=code == now)
            for code in codes
        )
        return ChoiceShown("choices", _("只看"), _("返回"), choices=made)
    now = "" if state.draft is None else getattr(state.draft.now, kind)
    made = tuple(Choice(code, choice_word(kind, code), on=code == now) for code in CHOICES[kind])
    return ChoiceShown("choices", _(NAMES[kind]), _("返回"), choices=made)


def _foods(state: DeskState, found: ChoicePage) -> ChoiceShown:
    foods = {} if state.book is None else state.book.foods
    main = found.target == "main"
    codes: tuple[str, ...] = ()
    if state.book is not None:
        codes = find_foods(state.book, found.text, MOST_FOODS, parts=not main)
    made = tuple(
        Choice(code, food_name(foods[code], code), note=_food_note(state, code)) for code in codes
    )
    title = _("选主料") if main else _("选食材")
    return ChoiceShown(
        "choices",
        title,
        _("返回"),
        search=True,
        query=found.text,
        hint=_("食材名、别名或编码"),
        nothing="" if made else _("食物表里没有这种食材，什么都没有加\n换个名字找"),
        choices=made,
    )


def _food_note(state: DeskState, code: str) -> str:
    food = None if state.book is None else state.book.foods.get(code)
    if food is None or food.price_kg is None:
        return _("没有价格")
    return _("{price} 元/公斤").format(price=food.price_kg)


def _drawings(state: DeskState, found: ChoicePage) -> ChoiceShown:
    now = None if state.draft is None else state.draft.now
    empty = Choice("", _("空盘"), drawing="", on=now is not None and not now.drawing)
    wanted = found.text.strip().lower()
    made = tuple(
        Choice(name, name, drawing=name, on=now is not None and now.drawing == name)
        for name in sorted(names(FOODS))
        if wanted in name
    )
    return ChoiceShown(
        "drawings",
        _("选图样"),
        _("返回"),
        search=True,
        query=found.text,
        hint=_("图样的英文名"),
        category="" if now is None else now.category,
        choices=(empty, *made),
    )
