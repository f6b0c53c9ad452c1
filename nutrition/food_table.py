"""The food table as a file: CSV rows to foods, each checked.

`data/foods.csv` is typed by this project. Most figures are those of USDA SR28 (public domain),
cited by NDB number; a food that table lacks is estimated from named proxies. An empty cell is an
unknown figure, never zero; `Tr` is a trace and counts as zero.
"""

from __future__ import annotations

from decimal import Decimal
from importlib import resources
from typing import Final

from canteen.i18n import _
from canteen.money import Money
from nutrition import nutrients as n
from nutrition.errors import DuplicateCode, EnergyImplausible, MassBalance
from nutrition.foods import (
    ALLERGENS,
    GROUPS,
    PAGODA,
    WHOLE_PCT,
    Food,
    FoodValue,
    Status,
    read_pieces,
)
from nutrition.sheets import SheetRow, read_sheet

TRACE_MARKS: Final = ("Tr", "微量")
MASS_TOLERANCE_G: Final = Decimal("1.5")
ENERGY_TOLERANCE: Final = Decimal("0.35")
ENERGY_SLACK_KCAL: Final = Decimal(25)
KCAL_PER_G_ALCOHOL: Final = Decimal("6.93")

REQUIRED: Final = (
    "code",
    "name_zh",
    "name_en",
    "group",
    "edible_pct",
    "edible_source",
    "allergens",
    "carb_basis",
    "status",
    "source",
)
OPTIONAL: Final = (
    "aliases",
    "pagoda",
    "dark_vegetable",
    "density_g_ml",
    "pieces",
    "price_fen_kg",
    *(column for code in n.STORED for column in (code, f"{code}_status", f"{code}_source")),
)


def load_foods() -> dict[str, Food]:
    """The table that comes with the program, by code; raises `FoodTableError`."""
    text = resources.files("nutrition").joinpath("data", "foods.csv").read_text("utf-8")
    return read_foods(text, "nutrition/data/foods.csv")


def read_foods(text: str, file: str) -> dict[str, Food]:
    """Foods of a CSV `text` by code, each checked; raises `FoodTableError` with file and line.

    `status` and `source` stand for the whole row; `<nutrient>_status` and `<nutrient>_source`
    stand over them for one figure.
    """
    foods: dict[str, Food] = {}
    lines: dict[str, int] = {}
    for row in read_sheet(text, file, REQUIRED, OPTIONAL):
        food = read_food(row)
        if food.code in foods:
            raise DuplicateCode(file=file, line=row.line, food=food.code, first=lines[food.code])
        check_food(row, food)
        foods[food.code] = food
        lines[food.code] = row.line
    return foods


def check_food(row: SheetRow, food: Food) -> None:
    """Raise `MassBalance` or `EnergyImplausible` for figures that cannot be of one food."""
    _check_mass(row, food)
    _check_energy(row, food)


def read_food(row: SheetRow) -> Food:
    """A food from its row, its figures unchecked against each other; raises `BadCell`."""
    edible = row.number("edible_pct")
    if edible is not None and not 0 < edible <= WHOLE_PCT:
        raise row.bad("edible_pct", _("0 到 100 之间的数字"))
    return Food(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        group=row.choice("group", GROUPS),
        edible_pct=edible,
        edible_source=row.text("edible_source"),
        allergens=read_allergens(row),
        carb_basis=row.choice("carb_basis", ("total", "available")),
        values={code: _value(row, code) for code in n.STORED if code in row.cells},
        aliases=tuple(row.optional("aliases").split()),
        pagoda=row.choice("pagoda", PAGODA) if row.optional("pagoda") else "none",
        dark_vegetable=_yes_no(row, "dark_vegetable"),
        density=row.number("density_g_ml"),
        pieces=_pieces(row),
        price_kg=_price(row),
    )


def _yes_no(row: SheetRow, column: str) -> bool | None:
    if not row.optional(column):
        return None
    return row.choice(column, ("yes", "no")) == "yes"


def _pieces(row: SheetRow) -> dict[str, Decimal]:
    try:
        return read_pieces(row.optional("pieces"))
    except ValueError:
        raise row.bad("pieces", _("单位=克数，用分号隔开")) from None


def _price(row: SheetRow) -> Money | None:
    number = row.number("price_fen_kg")
    if number is None:
        return None
    if number != int(number):
        raise row.bad("price_fen_kg", _("整数分"))
    return Money(int(number))


def read_allergens(row: SheetRow) -> tuple[str, ...]:
    """Codes of the cell `allergens`: `none` is written out, for unknown is not free of."""
    words = row.text("allergens").split()
    if words == ["none"]:
        return ()
    if any(word not in ALLERGENS for word in words):
        raise row.bad("allergens", "none、" + "、".join(ALLERGENS))
    return tuple(code for code in ALLERGENS if code in words)


def _value(row: SheetRow, code: str) -> FoodValue:
    source = row.optional(f"{code}_source") or row.text("source")
    text = row.optional(code)
    if not text:
        return FoodValue(None, Status.MISSING, source)
    if text in TRACE_MARKS:
        return FoodValue(Decimal(0), Status.TRACE, source)
    column = f"{code}_status" if row.optional(f"{code}_status") else "status"
    known = [status.value for status in Status if status not in (Status.MISSING, Status.TRACE)]
    return FoodValue(row.number(code), Status(row.choice(column, known)), source)


def _check_mass(row: SheetRow, food: Food) -> None:
    parts = [food.per_100g(code) for code in (n.WATER, n.PROTEIN, n.FAT, n.CARBOHYDRATE, n.ASH)]
    found = sum((part for part in parts if part is not None), Decimal(0))
    found += food.per_100g(n.OTHER) or 0
    too_little = None not in parts and found < 100 - MASS_TOLERANCE_G
    if too_little or found > 100 + MASS_TOLERANCE_G:
        raise MassBalance(file=row.file, line=row.line, food=food.code, total=found)


def _check_energy(row: SheetRow, food: Food) -> None:
    """4/9/4 is used here to catch slips of unit and point only; it never gives a figure."""
    energy, protein, fat, carbohydrate = (food.per_100g(code) for code in n.CORE)
    if energy is None or protein is None or fat is None or carbohydrate is None:
        return
    least = 4 * protein + 9 * fat + 4 * carbohydrate
    most = least + KCAL_PER_G_ALCOHOL * (food.per_100g(n.OTHER) or 0)
    low = least * (1 - ENERGY_TOLERANCE) - ENERGY_SLACK_KCAL
    high = most * (1 + ENERGY_TOLERANCE) + ENERGY_SLACK_KCAL
    if not low <= energy <= high:
        raise EnergyImplausible(
            file=row.file, line=row.line, food=food.code, energy=energy, expected=least
        )
