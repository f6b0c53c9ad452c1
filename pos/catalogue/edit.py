"""A dish as it is being typed: texts as they stand in the fields, and what each key press makes.

Texts and not values, so that half a number is kept as it is and nothing typed is ever lost to a
slip. `pos.catalogue.figures` makes a dish and its figures of it. Pure.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Final

from menus.catalogue_files import CatalogueDish
from menus.dishes import ZH_LIMIT
from nutrition import RecipeLine

ENTERED: Final = "entered at the desk"
"""The source of a weight that somebody typed here: what a line cited before says nothing of it."""
HUNDRED: Final = Decimal(100)
YES: Final = "yes"
NO: Final = "no"


@dataclass(frozen=True, slots=True)
class LineText:
    """One ingredient: `amount` is grams or a measure ("2 个", "100 ml", "少许"); `edible` and
    `eaten` are per cent, `edible` empty where the food's own share counts.
    """

    food: str
    amount: str = ""
    edible: str = ""
    eaten: str = "100"
    note: str = ""
    source: str = ENTERED


@dataclass(frozen=True, slots=True)
class EditState:
    """Every field of a dish as text; `base` is the stored dish it began from, None for a new one.

    Codes stand for choices; `seasons` parts them by spaces; amounts of money are yuan.
    `change_note` says why the recipe is changed.
    """

    base: CatalogueDish | None = field(default=None, hash=False)
    code: str = ""
    name_zh: str = ""
    name_en: str = ""
    category: str = "veg"
    drawing: str = ""
    price: str = ""
    half_price: str = ""
    main: str = ""
    group: str = ""
    method: str = ""
    equipment: str = ""
    flavour: str = ""
    colour: str = ""
    texture: str = ""
    bones: str = ""
    seasons: str = "spring summer autumn winter"
    prep_minutes: str = ""
    popularity: str = "50"
    variant_of: str = ""
    salt_note: str = ""
    oil_note: str = ""
    energy_note: str = ""
    portions: str = "20"
    cooked: str = ""
    moisture: str = ""
    yield_source: str = "assumed"
    yield_reason: str = ""
    unsalted: str = NO
    steps: str = ""
    change_note: str = ""
    lines: tuple[LineText, ...] = ()


FIELDS: Final = tuple(each.name for each in fields(EditState) if each.name not in {"base", "lines"})
LINE_FIELDS: Final = ("amount", "edible", "eaten", "note")


def number_text(value: Decimal | None) -> str:
    """A figure as somebody would type it: no exponent, no needless zeros; empty for None."""
    if value is None:
        return ""
    return format(value.normalize() if value else Decimal(0), "f")


def edit_of(stored: CatalogueDish) -> EditState:
    """The fields of a stored dish."""
    dish, facts, version = stored.dish, stored.facts, stored.recipe
    recipe = version.recipe
    return EditState(
        base=stored,
        code=dish.code,
        name_zh=dish.name_zh,
        name_en=dish.name_en,
        category=dish.category.value,
        drawing=dish.drawing,
        price=str(dish.price),
        half_price="" if dish.half_price is None else str(dish.half_price),
        main=facts.main,
        group=facts.group,
        method=facts.method,
        equipment=facts.equipment,
        flavour=facts.flavour,
        colour=facts.colour,
        texture=facts.texture,
        bones=facts.bones,
        seasons=" ".join(facts.seasons),
        prep_minutes=str(facts.prep_minutes),
        popularity=str(facts.popularity),
        variant_of=facts.variant_of,
        salt_note=facts.salt_note,
        oil_note=facts.oil_note,
        energy_note=facts.energy_note,
        portions=number_text(recipe.portions),
        cooked=number_text(recipe.cooked_total_g),
        moisture=number_text(recipe.moisture_change_pct),
        yield_source=recipe.yield_source.value,
        yield_reason=version.yield_reason,
        unsalted=YES if recipe.unsalted else NO,
        steps=version.method,
        lines=tuple(_line_text(line) for line in recipe.lines),
    )


def _line_text(line: RecipeLine) -> LineText:
    return LineText(
        food=line.food,
        amount=line.measure if line.unweighed else number_text(line.grams),
        edible=number_text(line.edible_pct),
        eaten=number_text(line.consumed_fraction * HUNDRED),
        note=line.note,
        source=line.source,
    )


def copy_of(state: EditState, taken: Collection[str]) -> EditState:
    """A new dish with the same recipe: a code that is free, and a name that says it is a copy."""
    number = 2
    while f"{state.code}-{number}" in taken:
        number += 1
    end = str(number)
    return replace(
        state,
        base=None,
        code=f"{state.code}-{number}",
        name_zh=state.name_zh[: ZH_LIMIT - len(end)] + end,
        variant_of=state.variant_of or state.code,
        change_note="",
    )


def set_field(state: EditState, name: str, text: str) -> EditState:
    """One field changed; raises `KeyError` for a field there is not."""
    if name not in FIELDS:
        raise KeyError(name)
    changes: dict[str, str] = {name: text}
    return replace(state, **changes)  # type: ignore[arg-type]


def toggle_season(state: EditState, season: str, order: Collection[str]) -> EditState:
    """A season in or out; they stand in `order`."""
    have = set(state.seasons.split()) ^ {season}
    return replace(state, seasons=" ".join(each for each in order if each in have))


def set_line(state: EditState, number: int, name: str, text: str) -> EditState:
    """One field of one line changed; a changed amount is no longer what its source cited."""
    if name not in LINE_FIELDS:
        raise KeyError(name)
    line = state.lines[number]
    changes = {name: text}
    if name == "amount" and text != line.amount:
        changes["source"] = ENTERED
    return _with_line(state, number, replace(line, **changes))


def set_food(state: EditState, number: int, food: str) -> EditState:
    """Another food in a line; what was said of the old one's share and source goes with it."""
    line = state.lines[number]
    if line.food == food:
        return state
    return _with_line(state, number, replace(line, food=food, edible="", source=ENTERED))


def add_line(state: EditState, food: str) -> EditState:
    """A new last line without an amount."""
    return replace(state, lines=(*state.lines, LineText(food)))


def remove_line(state: EditState, number: int) -> EditState:
    """Without a line."""
    return replace(state, lines=state.lines[:number] + state.lines[number + 1 :])


def move_line(state: EditState, number: int, by: int) -> EditState:
    """A line moved up (`by` below 0) or down; at an edge it stays."""
    place = number + by
    if not 0 <= place < len(state.lines):
        return state
    lines = list(state.lines)
    lines.insert(place, lines.pop(number))
    return replace(state, lines=tuple(lines))


def _with_line(state: EditState, number: int, line: LineText) -> EditState:
    return replace(state, lines=(*state.lines[:number], line, *state.lines[number + 1 :]))
