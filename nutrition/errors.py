"""What can be wrong with food facts.

NutritionError              E-NUT-000
├── FoodTableError          E-NUT-001   a data file cannot be used at one place
│   ├── UnknownColumn       E-NUT-002
│   ├── DuplicateCode       E-NUT-003
│   ├── BadCell             E-NUT-004   no number, out of range, or a word nobody knows
│   ├── MassBalance         E-NUT-005   the parts do not add up to 100 g
│   └── EnergyImplausible   E-NUT-006   energy and macronutrients do not fit
├── UnknownFood             E-NUT-010   a recipe names a food that is not in the table
└── BadRecipe               E-NUT-011   a recipe that cannot be computed
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from canteen.errors import BadInput
from canteen.i18n import N_, _


class NutritionError(BadInput):
    """Something about foods or recipes cannot be used; nothing was changed."""

    code = "E-NUT-000"
    sentence = N_("营养数据用不了：{what}。")
    mend = N_("改好再试。")


class FoodTableError(NutritionError):
    """A data file that cannot be used; facts: file, line (1 is the header), what."""

    code = "E-NUT-001"
    sentence = N_("{file} 第 {line} 行用不了：{what}。")
    mend = N_("改好这一行再试。")


class UnknownColumn(FoodTableError):
    """A column nobody reads, or one that is missing; facts: file, line, column, hint."""

    code = "E-NUT-002"
    sentence = N_("{file} 第 {line} 行的列「{column}」对不上。")
    mend = N_("{hint}改好表头再试。")


class DuplicateCode(FoodTableError):
    """The same code twice; facts: file, line, food, first (line of the first one)."""

    code = "E-NUT-003"
    sentence = N_("{file} 第 {line} 行的编码「{food}」在第 {first} 行已经有了。")
    mend = N_("删掉一行，或换一个编码。")


class BadCell(FoodTableError):
    """A cell that is no figure or no known word; facts: file, line, column, value, allowed."""

    code = "E-NUT-004"
    sentence = N_("{file} 第 {line} 行「{column}」的值「{value}」看不懂。")
    mend = N_("这里要填{allowed}。")


class MassBalance(FoodTableError):
    """Water, protein, fat, carbohydrate, ash and the rest miss 100 g; facts: food, total."""

    code = "E-NUT-005"
    sentence = N_("{file} 第 {line} 行「{food}」每 100 克的成分加起来是 {total} 克。")
    mend = N_("核对水分、蛋白质、脂肪、碳水化合物和灰分，看小数点有没有错位。")


class EnergyImplausible(FoodTableError):
    """Energy far from what the macronutrients give; facts: food, energy, expected."""

    code = "E-NUT-006"
    sentence = N_(
        "{file} 第 {line} 行「{food}」的能量 {energy} 千卡与三大营养素（约 {expected} 千卡）不符。"
    )
    mend = N_("核对能量的单位（千卡还是千焦）和小数点。")


class UnknownFood(NutritionError):
    """A recipe line names no food of the table; facts: recipe, line (from 0), food, hint."""

    code = "E-NUT-010"
    sentence = N_("配方「{recipe}」的 lines[{line}] 写的食材「{food}」不在食物表里。")
    mend = N_("{hint}改好编码，或写上它每 100 克的数值（per_100g）。")


class BadRecipe(NutritionError):
    """A recipe that cannot be computed; facts: recipe, where (key or line), what."""

    code = "E-NUT-011"
    sentence = N_("配方「{recipe}」的 {where} 用不了：{what}。")
    mend = N_("改好这一处再算。")


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`; empty where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return _("最接近的是「{near}」，").format(near=near[0]) if near else ""
