"""The open dish as fields and lines. Pure."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _
from menus import dish_facts as f
from pos.catalogue.book import food_name
from pos.catalogue.edit import EditState, number_text
from pos.catalogue.fields import CHOICES, NAMES
from pos.ui.catalogue.field_places import BATCH, FACTS, HEAD, NEW_ONLY, WORDS
from pos.ui.catalogue.props import Button, Editor, Field, Line
from pos.ui.catalogue.state import DeskState
from pos.ui.catalogue.words import choice_word, day_text, person
from pos.ui.inputs import drawn

LINE_HEADS: Final = (
    N_("食材"),
    N_("买来的量"),
    N_("克"),
    N_("可食%"),
    N_("吃到%"),
    N_("备注"),
)


def editor(state: DeskState) -> Editor:
    """The middle of the screen."""
    draft = state.draft
    if state.book is None or draft is None:
        said = "" if state.book is None else _("点左边的一道菜来看\n或按「新菜」写一道")
        return Editor(empty=said)
    now = draft.now
    wrong = _wrong(state)
    facts = tuple(name for name in FACTS if not now.base or name not in NEW_ONLY)
    return Editor(
        key=state.key,
        category=now.category,
        drawing=drawn(now.drawing),
        can_edit=state.can_edit and state.busy != "save",
        state=_state_word(state),
        price=_price(now),
        version=_version(state),
        tab=state.tab,
        tabs=_tabs(state, wrong),
        buttons=_buttons(state, now),
        head=tuple(_field(state, now, name, wrong) for name in HEAD),
        batch=tuple(_field(state, now, name, wrong) for name in BATCH),
        words=tuple(_field(state, now, name, wrong) for name in WORDS),
        facts=tuple(_field(state, now, name, wrong) for name in facts),
        line_heads=tuple(_(head) for head in LINE_HEADS),
        lines=tuple(_line(state, number, wrong) for number in range(len(now.lines))),
        add=Button("choose", _("加食材"), "food.add", icon="plus", enabled=state.can_edit),
    )


def _wrong(state: DeskState) -> frozenset[str]:
    return frozenset(each.field for each in state.problems)


def _tabs(state: DeskState, wrong: frozenset[str]) -> tuple[Button, ...]:
    facts = sum(name in wrong for name in FACTS)
    recipe = len(wrong) - facts - sum(name in wrong for name in HEAD)
    return tuple(
        Button(
            "tab",
            word if not count else f"{word} ▲ {count}",
            value,
            tone="on" if state.tab == value else "plain",
        )
        for value, word, count in (
            ("recipe", _("配方"), recipe),
            ("facts", _("做法和标签"), facts),
        )
    )


def _buttons(state: DeskState, now: EditState) -> tuple[Button, ...]:
    stored = now.base is not None
    gone = state.book is not None and state.key in state.book.retired
    retire = _("恢复") if gone else _("再按一次停用") if state.armed == "retire" else _("停用")
    free = state.can_edit and not state.busy
    tone = "warn" if state.armed == "retire" else "plain"
    return (
        Button("price", _("改价") if stored else _("定价"), enabled=free),
        Button("compare", _("比较版本"), enabled=stored and not state.busy),
        Button("copy", _("复制"), enabled=free),
        Button("retire", retire, tone=tone, enabled=free and stored),
    )


def _state_word(state: DeskState) -> str:
    if state.book is not None and state.key in state.book.retired:
        return _("{day} 起停用").format(day=state.book.retired[state.key].isoformat())
    if state.draft is not None and state.draft.now.base is None:
        return _("新菜，还没存")
    if state.is_behind and state.draft is not None and state.draft.start.base is not None:
        version = state.draft.start.base.recipe.version
        return _("改自第 {version} 版，之后有人存过").format(version=version)
    return _("有改动没保存") if state.draft is not None and state.draft.changed else ""


def _price(now: EditState) -> str:
    if now.base is None:
        return ""
    if now.half_price:
        return _("{price} 元，半份 {half}").format(price=now.price, half=now.half_price)
    return _("{price} 元").format(price=now.price)


def _version(state: DeskState) -> str:
    past = state.pasts.get(state.key)
    if past is None or not past.versions:
        return ""
    last = past.versions[-1]
    by = person(state.book, last.by) if last.by else _("随程序来的")
    said = _("配方第 {version} 版 {by} {day}")
    day = day_text(last.at)
    return said.format(version=last.version.version, by=by, day=day).strip()


def _field(state: DeskState, now: EditState, name: str, wrong: frozenset[str]) -> Field:
    value = getattr(now, name)
    kind, shown, hint = "text", "", ""
    options: tuple[Button, ...] = ()
    if name in CHOICES:
        kind, shown, hint = "pick", choice_word(name, value), _("请选")
    elif name == "main":
        kind, hint = "pick", _("请选")
        food = None if state.book is None else state.book.foods.get(value)
        shown = food_name(food, value)
    elif name == "code" and now.base is not None:
        kind = "fixed"
    elif name == "unsalted":
        kind, shown = "toggle", value
    elif name == "steps":
        kind = "long"
    elif name == "seasons":
        kind = "seasons"
        options = tuple(
            Button("season", _(word), code, tone="on" if code in value.split() else "plain")
            for code, word in f.SEASONS.items()
        )
    return Field(name, _(NAMES[name]), value, kind, shown, hint, name in wrong, options=options)


def _line(state: DeskState, number: int, wrong: frozenset[str]) -> Line:
    if state.draft is None or state.book is None or state.figures is None:
        raise ValueError(number)  # only an open dish has lines
    line = state.draft.now.lines[number]
    food = state.book.foods.get(line.food)
    grams = state.figures.grams[number]
    edible = "" if food is None or food.edible_pct is None else number_text(food.edible_pct)
    begin = f"line.{number}."
    return Line(
        food=food_name(food, line.food),
        amount=line.amount,
        grams="—" if grams is None else number_text(grams),
        edible=line.edible,
        edible_hint=edible or "—",
        eaten=line.eaten,
        note=line.note,
        wrong=tuple(each.removeprefix(begin) for each in wrong if each.startswith(begin)),
    )
