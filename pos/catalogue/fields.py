"""Whether the fields of a dish, its lines aside, can be saved, and what to do if not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _
from canteen.money import BadAmount, Money
from menus import dish_facts as f
from menus import field_rules as rules
from menus.catalogue_files import MOST_POPULAR
from menus.dishes import EN_LIMIT, ZH_LIMIT, Category
from nutrition import Food, YieldSource
from nutrition.parts import MARK
from pos.catalogue.edit import EditState

CHOICES: Final[Mapping[str, Collection[str]]] = {
    "category": tuple(each.value for each in Category),
    "group": tuple(f.GROUPS),
    "method": tuple(f.METHODS),
    "equipment": tuple(f.EQUIPMENT),
    "flavour": tuple(f.FLAVOURS),
    "colour": tuple(f.COLOURS),
    "texture": tuple(f.TEXTURES),
    "bones": tuple(f.BONES),
    "yield_source": tuple(each.value for each in YieldSource),
}
"""Codes a field may have."""

NAMES: Final[Mapping[str, str]] = {
    "code": N_("编码"),
    "name_zh": N_("中文名"),
    "name_en": N_("英文名"),
    "category": N_("类别"),
    "drawing": N_("图样"),
    "price": N_("价格"),
    "half_price": N_("半份价格"),
    "main": N_("主料"),
    "group": N_("主料类别"),
    "method": N_("做法"),
    "equipment": N_("设备"),
    "flavour": N_("口味"),
    "colour": N_("颜色"),
    "texture": N_("软硬（IDDSI）"),
    "bones": N_("骨刺"),
    "seasons": N_("季节"),
    "prep_minutes": N_("准备（分钟）"),
    "popularity": N_("受欢迎度"),
    "variant_of": N_("变化自"),
    "salt_note": N_("盐的说明"),
    "oil_note": N_("油的说明"),
    "energy_note": N_("能量的说明"),
    "portions": N_("份数"),
    "cooked": N_("熟重（克）"),
    "moisture": N_("水分变化（%）"),
    "yield_source": N_("熟重来源"),
    "yield_reason": N_("熟重依据"),
    "unsalted": N_("本就不放盐"),
    "steps": N_("做法步骤"),
    "change_note": N_("为什么改"),
}
"""What the fields are called."""
EMPTY: Final = N_("{field}还空着，这道菜存不了；填上再保存。")


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of saving: the field, and a sentence with what to do.

    `blank` where nothing is there yet, which is no mistake of somebody who has just begun.
    """

    field: str
    what: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """What could be read of the fields: `numbers` None where empty or unreadable."""

    problems: tuple[Problem, ...]
    numbers: Mapping[str, Decimal | None]
    whole: Mapping[str, int]


def read_fields(state: EditState, foods: Mapping[str, Food], taken: Collection[str]) -> Fields:
    """Every field but the lines; `taken` are the codes of other dishes."""
    found: list[Problem] = []
    if state.base is None:
        found += _code(state, taken) + _prices(state)
    found += _names(state) + _picks(state, foods, taken)
    numbers = {
        "portions": rules.portions(state.portions),
        "cooked": rules.figure(state.cooked, 0),
        "moisture": rules.figure(state.moisture, rules.LOWEST_MOISTURE),
    }
    for name, value in numbers.items():
        text = getattr(state, name).strip()
        if value is None and (text or name == "portions"):
            least = rules.LOWEST_MOISTURE if name == "moisture" else 0
            what = _("{field}「{text}」用不了，和它有关的数值先不算；写大于 {least} 的数字。")
            found.append(_problem(name, what, text=text, least=least))
    whole: dict[str, int] = {}
    for name, most in (("prep_minutes", rules.MOST_MINUTES), ("popularity", MOST_POPULAR)):
        text = getattr(state, name).strip()
        if not text:
            found.append(_blank(name))
            whole[name] = 0
            continue
        read = rules.whole(text, most)
        if read is None:
            what = _("{field}「{text}」用不了，这道菜还存不了；写整数{most}。")
            found.append(_problem(name, what, text=text, most=f" 0–{most}"))
        whole[name] = read or 0
    return Fields(tuple(found), numbers, whole)


def _problem(name: str, what: str, **facts: object) -> Problem:
    return Problem(name, _(what).format(field=_(NAMES[name]), **facts))


def _blank(name: str, what: str = EMPTY) -> Problem:
    return Problem(name, _(what).format(field=_(NAMES[name])), blank=True)


def _code(state: EditState, taken: Collection[str]) -> list[Problem]:
    if not state.code:
        return [_blank("code")]
    if not rules.is_code(state.code):
        what = _("编码「{text}」用不了，新菜还存不了；用拼音小写字母和数字，如 hongshaorou。")
        return [_problem("code", what, text=state.code)]
    if state.code in taken:
        what = _("编码「{text}」别的菜已经用了，新菜还存不了；换一个，如在后面加 -2。")
        return [_problem("code", what, text=state.code)]
    return []


def _prices(state: EditState) -> list[Problem]:
    found = []
    for name in ("price", "half_price"):
        text = getattr(state, name).strip()
        if not text and name == "price":
            found.append(_blank(name))
        elif text and yuan(text) is None:
            what = _("{field}「{text}」不是金额，新菜还存不了；写成元，如 12.50。")
            found.append(_problem(name, what, text=text))
    return found


def yuan(text: str) -> Money | None:
    """An amount of at least 0 yuan as typed, or None."""
    try:
        amount = Money.parse(text)
    except BadAmount:
        return None
    return amount if amount.fen >= 0 else None


def _names(state: EditState) -> list[Problem]:
    found = []
    for name, limit in (("name_zh", ZH_LIMIT), ("name_en", EN_LIMIT)):
        text = getattr(state, name).strip()
        if not text:
            found.append(_blank(name))
        elif len(text) > limit:
            what = _("{field}有 {length} 个字，屏幕放不下；改到 {limit} 个以内。")
            found.append(_problem(name, what, length=len(text), limit=limit))
    return found


def _picks(state: EditState, foods: Mapping[str, Food], taken: Collection[str]) -> list[Problem]:
    found = [
        _blank(name, N_("{field}还没有选，这道菜存不了；点这一格选一项。"))
        for name, known in CHOICES.items()
        if getattr(state, name) not in known
    ]
    if state.main not in foods or state.main.startswith(MARK):
        found.append(_blank("main", N_("{field}还没有选，这道菜存不了；点这一格选一种食材。")))
    if not state.seasons:
        found.append(_problem("seasons", _("一个季节都没有选，排不进菜单；至少选一个。")))
    variant = state.variant_of.strip()
    if variant and (variant not in taken or variant == state.code):
        what = _("变化自「{text}」不是别的菜的编码，存不了；写对编码，或空着。")
        found.append(_problem("variant_of", what, text=variant))
    return found
