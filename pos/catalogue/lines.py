"""One line of a recipe from its texts; what cannot be read is unknown and says so. Pure.

A measure without a weight ("少许", a spoon of a food without density) is no mistake: the line is
kept as it was written, and what it brings is unknown. A slip of the finger stops the save.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from canteen.i18n import _
from nutrition import Food, RecipeLine, units
from nutrition.results import Reason
from pos.catalogue.book import food_name
from pos.catalogue.edit import HUNDRED, EditState, LineText
from pos.catalogue.fields import Problem


def grams_of(line: LineText, food: Food | None) -> Decimal | Reason | None:
    """The bought grams of a line, why its measure has no weight, or None for no amount at all."""
    return None if food is None else units.read_amount(food, line.amount)


def read_line(
    state: EditState, number: int, foods: Mapping[str, Food], problems: list[Problem]
) -> RecipeLine:
    """One line as it can be reckoned with; what is wrong with it joins `problems`."""
    line = state.lines[number]
    food = foods.get(line.food)
    name = food_name(food, line.food)
    where = f"line.{number}"
    grams = grams_of(line, food)
    if food is None:
        what = _("第 {line} 行的食材「{food}」不在食物表里，算不出也存不了；点名称换一种。")
        problems.append(Problem(f"{where}.food", what.format(line=number + 1, food=line.food)))
    elif grams is None:
        problems.append(Problem(f"{where}.amount", _no_amount(number, name, line.amount)))
    edible = _percent(line.edible, least_above=True)
    eaten = _percent(line.eaten, least_above=False)
    if line.edible.strip() and edible is None:
        what = _(
            "第 {line} 行{food}的可食部分「{text}」用不了，按食物表算着；写 0 以上到 100，或空着。"
        )
        said = what.format(line=number + 1, food=name, text=line.edible)
        problems.append(Problem(f"{where}.edible", said))
    if eaten is None:
        what = _("第 {line} 行{food}的吃到比例「{text}」用不了，先按 100 算着；写 0 到 100。")
        said = what.format(line=number + 1, food=name, text=line.eaten)
        problems.append(Problem(f"{where}.eaten", said))
    return RecipeLine(
        food=line.food,
        grams=grams if isinstance(grams, Decimal) else Decimal(0),
        edible_pct=edible,
        consumed_fraction=Decimal(1) if eaten is None else eaten / HUNDRED,
        source=line.source,
        note=line.note.strip(),
        unweighed=None if isinstance(grams, Decimal) else grams or Reason.NO_PIECE_WEIGHT,
        measure="" if isinstance(grams, Decimal) else line.amount.strip(),
    )


def is_measure(food: Food, line: RecipeLine) -> bool:
    """Whether a line has a measure that can be kept, though nobody knows its weight."""
    return line.unweighed is not None and units.read_amount(food, line.measure) is not None


def without_weight(number: int, line: RecipeLine, food: Food) -> str:
    """What a line means whose measure has no weight, and how to give it one; `number` from 0."""
    if line.unweighed is Reason.NO_DENSITY:
        what = _(
            "第 {line} 行{food}没有写密度，「{text}」换不成克，数值只算「至少」；知道就写克数。"
        )
    elif food.pieces:
        what = _(
            "第 {line} 行{food}「{text}」有多重不知道，数值只算「至少」；写克数，或写几{units}。"
        )
    else:
        what = _("第 {line} 行{food}「{text}」有多重不知道，数值只算「至少」；知道就写克数。")
    return what.format(
        line=number + 1,
        food=food_name(food, line.food),
        text=line.measure,
        units=_("、").join(food.pieces),
    )


def _no_amount(number: int, name: str, text: str) -> str:
    if not text.strip():
        what = _("第 {line} 行{food}还没有写重量，这一行先算作不知道；写上克数。")
    else:
        what = _("第 {line} 行{food}的重量「{text}」看不懂，算作不知道；写克数，如 120 或 1.5 kg。")
    return what.format(line=number + 1, food=name, text=text.strip())


def _percent(text: str, *, least_above: bool) -> Decimal | None:
    stripped = text.strip()
    if not re.fullmatch(r"\d+(?:\.\d+)?", stripped):
        return None
    value = Decimal(stripped)
    fits = (value > 0 if least_above else value >= 0) and value <= HUNDRED
    return value if fits else None
