"""Today's dishes as buttons, in the columns that diners see them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from menus import Category
from menus.dishes import PER_DAY
from pos.tray import Item
from pos.ui.inputs import Inputs, category_of, drawn, name_of

COLUMNS: Final = 3
RICE: Final = "饭"
"""How the name of what comes in a bowl ends; other food without a plate comes in a cup."""

_PLACES: Final = (
    (Category.BIG, "glazeBig", 0, True),
    (Category.HALF, "glazeHalf", 1, True),
    (Category.VEG, "glazeVeg", 2, True),
    (Category.SOUP, "glazeSoup", 0, False),
    (Category.STAPLE, "glazeStaple", 1, False),
    (Category.SNACK, "glazeSnack", 2, False),
)


@dataclass(frozen=True, slots=True)
class DishButton:
    """One thing to touch; `count` is empty at none; an `icon` stands where it has no plate."""

    code: str
    name: str
    price: str
    drawing: str
    category: str
    icon: str
    count: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DishBlock:
    """A category: `column` 0 to 2, `upper` where it has six buttons."""

    title: str
    colour: str
    column: int
    upper: bool
    buttons: tuple[DishButton, ...]


@dataclass(frozen=True, slots=True)
class DishGrid:
    """What `DishGrid.qml` draws; `line` where no menu is published."""

    line: str
    blocks: tuple[DishBlock, ...]
    sundries: tuple[DishButton, ...]


def dish_grid(
    inputs: Inputs, counts: Mapping[str, int], *, chosen: str = "", sundries: bool = True
) -> DishGrid:
    """The buttons; `counts` says how many of each code are taken, `chosen` which one is meant."""

    def button(item: Item, note: str = "") -> DishButton:
        count = counts.get(item.code, 0)
        category = category_of(item)
        return DishButton(
            code=item.code,
            name=name_of(item),
            price=f"{item.price}{note}",
            drawing=drawn(item.drawing),
            category=category,
            icon="" if category else _icon(item),
            count=str(count) if count else "",
            chosen=count > 0 or item.code == chosen,
        )

    def block(category: Category, colour: str, column: int, upper: bool) -> DishBlock:
        entries = [entry for entry in inputs.menu if entry.item.category == category.value]
        return DishBlock(
            category.word,
            colour,
            column,
            upper,
            tuple(
                button(entry.item, "　" + _("售罄") if entry.sold_out else "")
                for entry in entries[: PER_DAY[category]]
            ),
        )

    return DishGrid(
        line="" if inputs.menu else _("今天的菜单还没有发布"),
        blocks=tuple(block(*place) for place in _PLACES),
        sundries=tuple(button(item) for item in inputs.sundries[:COLUMNS]) if sundries else (),
    )


def _icon(item: Item) -> str:
    if item.name.endswith(RICE):
        return "bowl"
    return "cup" if item.is_food else "box"


def item_with(inputs: Inputs, code: str) -> Item | None:
    """The dish of the meal or the thing without a plate that has this code."""
    dishes = (entry.item for entry in inputs.menu)
    return next((item for item in (*dishes, *inputs.sundries) if item.code == code), None)
