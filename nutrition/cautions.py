"""What is unlikely about a recipe that can be computed: told beside its figures, never refused."""

from __future__ import annotations

from collections.abc import Mapping

from canteen.i18n import _
from canteen.measures import show
from nutrition.foods import Food
from nutrition.own_figures import OWN, caution, known
from nutrition.recipes import Recipe, likely_yield, raw_total
from nutrition.results import Result


def cautions(recipe: Recipe, table: Mapping[str, Food], result: Result) -> list[str]:
    """What is unlikely about a recipe that could be read, a sentence each."""
    said = []
    for number, line in enumerate(recipe.lines):
        food = table[line.food]
        figures = known(food.values)
        if OWN in line.food and (what := caution(figures)):
            said.append(
                _("lines[{line}]（{food}）：{what}。").format(
                    line=number, food=food.code, what=what
                )
            )
    raw, cooked = raw_total(recipe, table), result.cooked_total_g
    weighed = not any(line.unweighed for line in recipe.lines)
    if cooked and weighed and not likely_yield(cooked / raw):
        said.append(
            _(
                "生重 {raw} 克，熟重 {cooked} 克，是 {ratio} 倍，不像一锅菜，等级不会是 A；"
                "核对熟重和每一项的克数。"
            ).format(raw=show(raw, 0), cooked=show(cooked, 0), ratio=show(cooked / raw, 2))
        )
    return said
