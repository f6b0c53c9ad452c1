"""From the fields of a dish to its facts, and to the dish that an edit began from. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from canteen.money import Money
from menus import dish_facts as f
from menus.catalogue_files import CatalogueDish
from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish
from nutrition import RecipeVersion
from pos.catalogue.edit import EditState

WHOLE: Final = ("prep_minutes", "popularity")
"""The fields that hold whole numbers."""


def facts_of(state: EditState, whole: Mapping[str, int]) -> DishFacts:
    """The facts as the fields have them; `whole` are the numbers of `WHOLE`."""
    return DishFacts(
        main=state.main,
        group=state.group,
        method=state.method,
        equipment=state.equipment,
        flavour=state.flavour,
        colour=state.colour,
        texture=state.texture,
        bones=state.bones,
        seasons=tuple(each for each in f.SEASONS if each in state.seasons.split()),
        prep_minutes=whole["prep_minutes"],
        popularity=whole["popularity"],
        variant_of=state.variant_of.strip(),
        salt_note=state.salt_note.strip(),
        oil_note=state.oil_note.strip(),
        energy_note=state.energy_note.strip(),
    )


def base_of(start: EditState, version: RecipeVersion) -> CatalogueDish:
    """The stored dish of whose fields `start` is made, with the recipe version it had.

    What a portion held is not said again. Raises `ValueError` and `BadAmount` for fields that no
    stored dish has.
    """
    dish = Dish(
        code=start.code,
        name_zh=start.name_zh,
        name_en=start.name_en,
        category=Category(start.category),
        price=Money.parse(start.price),
        drawing=start.drawing,
        recipe_id=version.id,
        half_price=Money.parse(start.half_price) if start.half_price else None,
    )
    whole = {name: int(getattr(start, name)) for name in WHOLE}
    return CatalogueDish(dish, facts_of(start, whole), version)
