"""One line of a recipe from its texts; what cannot be read is unknown and says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from nutrition import Food, RecipeLine, units
from nutrition.results import Reason
from pos.catalogue.edit import HUNDRED, EditState, LineText
from pos.catalogue.fields import Problem

_AMOUNT: Final = re.compile(r"\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>\D*?)\s*")


def grams_of(line: LineText, food: Food | None) -> Decimal | Reason | None:
    """The bought grams of a line, why its measure has no weight, or None for no amount at all."""
    found = _AMOUNT.fullmatch(line.amount)
    if found is None:
        return None
    quantity, unit = Decimal(found["number"]), found["unit"]
    if not unit:
        return quantity
    return Reason.NO_PIECE_WEIGHT if food is None else units.grams(food, quantity, unit)


def read_line(
    state: EditState, number: int, foods: Mapping[str, Food], problems: list[Problem]
) -> RecipeLine:
    """One line as it can be reckoned with; what is wrong with it joins `problems`."""
    line = state.lines[number]
    food = foods.get(line.food)
    name = line.food if food is None else food.name_zh
    where = f"line.{number}"
    grams = grams_of(line, food)
    if food is None:
        what = _("第 {line} 行的食材「{food}」不在食物表里，算不出也存不了；点名称换一种。")
        problems.append(Problem(f"{where}.food", what.format(line=number + 1, food=line.food)))
    elif not isinstance(grams, Decimal):
        said = _no_amount(number, name, line.amount, grams, food)
        problems.append(Problem(f"{where}.amount", said))
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
    )


def _no_amount(number: int, name: str, text: str, grams: Reason | None, food: Food) -> str:
    if not text.strip():
        what = _("第 {line} 行{food}还没有写重量，这一行先算作不知道；写上克数。")
        return what.format(line=number + 1, food=name)
    if grams is Reason.NO_DENSITY:
        what = _("第 {line} 行{food}没有写密度，「{text}」换不成克；改写克数。")
    elif grams is Reason.NO_PIECE_WEIGHT and food.pieces:
        what = _("第 {line} 行{food}的「{text}」换不成克；改写克数，或用{units}。")
    elif grams is Reason.NO_PIECE_WEIGHT:
        what = _("第 {line} 行{food}没有写这个单位多重，「{text}」换不成克；改写克数。")
    else:
        what = _("第 {line} 行{food}的重量「{text}」看不懂，算作不知道；写克数，如 120 或 1.5 kg。")
    return what.format(
        line=number + 1, food=name, text=text.strip(), units=_("、").join(food.pieces)
    )


def _percent(text: str, *, least_above: bool) -> Decimal | None:
    stripped = text.strip()
    if not re.fullmatch(r"\d+(?:\.\d+)?", stripped):
        return None
    value = Decimal(stripped)
    fits = (value > 0 if least_above else value >= 0) and value <= HUNDRED
    return value if fits else None
