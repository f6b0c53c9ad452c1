"""Today's dishes as buttons, in the columns that diners see them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from menus import Category
from menus.dishes import PER_DAY
from pos.tray import Item
from pos.ui.inputs import Inputs, category_of, dish_name, drawn, half_word

COLUMNS: Final = 3
OF_HALF: Final = "/half"
"""How the key of half a portion ends; no code of a dish has a slash."""
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
    """One thing to touch; `count` is empty at none; an `icon` stands where it has no plate.

    `code` is what a touch says, `off` whether it says nothing.
    """

    code: str
    name: str
    price: str
    drawing: str
    category: str
    icon: str
    count: str
    chosen: bool
    off: bool = False


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
    """What `DishGrid.qml` draws; `line` where no menu is published.

    `whole` and `half` are the words of the switch between portions and halves, empty where no dish
    is sold by halves; `halves` says that it stands at those.
    """

    line: str
    blocks: tuple[DishBlock, ...]
    sundries: tuple[DishButton, ...]
    whole: str = ""
    half: str = ""
    halves: bool = False


def key_of(item: Item) -> str:
    """What a touch on an item says: its code, and whether half a portion is meant."""
    return item.code + OF_HALF if item.half else item.code


def dish_grid(
    inputs: Inputs,
    counts: Mapping[str, int],
    *,
    chosen: str = "",
    sundries: bool = True,
    halves: bool = False,
) -> DishGrid:
    """The buttons; `counts` says how many are taken by key, `chosen` which key is meant.

    With `halves` each stands for half a portion, and what is not sold so is off.
    """

    def button(whole: Item, note: str = "") -> DishButton:
        found = whole.halved() if halves else whole
        item = found or whole
        count = counts.get(key_of(item), 0) if found else 0
        category = category_of(item)
        return DishButton(
            code=key_of(item) if found else "",
            name=dish_name(item),
            price=f"{marked_price(item)}{note}" if found else _("不卖半份"),
            drawing=drawn(item.drawing),
            category=category,
            icon="" if category else _icon(item),
            count=str(count) if count else "",
            chosen=found is not None and (count > 0 or key_of(item) == chosen),
            off=found is None,
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
        whole=_("整份") if (sold := _sells_halves(inputs)) else "",
        half=_("半份") if sold else "",
        halves=halves,
    )


def marked_price(item: Item) -> str:
    """The price, after the mark of half a portion."""
    return " ".join(filter(None, (half_word(item), str(item.price))))


def _sells_halves(inputs: Inputs) -> bool:
    return any(entry.item.half_price is not None for entry in inputs.menu)


def _icon(item: Item) -> str:
    if item.name.endswith(RICE):
        return "bowl"
    return "cup" if item.is_food else "box"


def item_with(inputs: Inputs, key: str) -> Item | None:
    """The dish of the meal, half a portion of it or the thing without a plate that has this key."""
    code = key.removesuffix(OF_HALF)
    dishes = (entry.item for entry in inputs.menu)
    whole = next((item for item in (*dishes, *inputs.sundries) if item.code == code), None)
    return whole if whole is None or code == key else whole.halved()
