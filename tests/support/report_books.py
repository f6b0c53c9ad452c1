"""Books for reports, made by hand: round figures that can be reckoned in the head."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from canteen.money import Money
from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish, portion_from
from nutrition import Food, FoodValue, Recipe, RecipeLine, RecipeVersion, Status, compute
from pos.reports.book import Book, Day

FIRST = date(2026, 11, 23)
PLAIN = {
    "energy_kcal": 100,
    "protein_g": 10,
    "fat_g": 5,
    "carbohydrate_g": 20,
    "sodium_mg": 50,
    "fibre_g": 2,
    "calcium_mg": 30,
    "sugars_g": 1,
    "saturated_fat_g": 1,
}


def food(code, group, pagoda, *, edible=100, dark=None, allergens=(), **figures):
    """A food with the figures of `PLAIN` and others over them; None is missing."""
    values = {
        nutrient: FoodValue(
            None if figure is None else Decimal(figure),
            Status.MISSING if figure is None else Status.MEASURED,
            f"TABLE {code}",
        )
        for nutrient, figure in {**PLAIN, **figures}.items()
    }
    share = None if edible is None else Decimal(edible)
    return Food(
        code, code, code, group, share, "", allergens, "total", values,
        pagoda=pagoda, dark_vegetable=dark,
    )  # fmt: skip


FOODS = {
    each.code: each
    for each in (
        food("pork", "meat", "meat", energy_kcal=200, edible=80),
        food("tofu", "soy", "soy", protein_g=7, allergens=("soy",)),
        food("spinach", "vegetable", "vegetable", dark=True, calcium_mg=None),
        food("rice", "grain", "cereal", energy_kcal=350, carbohydrate_g=80),
        food("oil", "oil", "oil", energy_kcal=900, fat_g=100, protein_g=0, carbohydrate_g=0),
        food("salt", "seasoning", "salt", energy_kcal=0, protein_g=0, fat_g=0,
             carbohydrate_g=0, sodium_mg=40000),
        food("mystery", "meat", "meat", edible=None),
    )
}  # fmt: skip


def recipe(code, lines, *, portions=10, cooked=2000, unsalted=False):
    """A recipe version of `portions`; `lines` are foods with grams, or with grams and share."""
    made = tuple(
        RecipeLine(name, Decimal(grams), consumed_fraction=Decimal(str(share)))
        for name, grams, share in (line if len(line) == 3 else (*line, 1) for line in lines)
    )
    return RecipeVersion(
        code,
        1,
        Recipe(
            code,
            made,
            cooked_total_g=None if cooked is None else Decimal(cooked),
            portions=None if portions is None else Decimal(portions),
            unsalted=unsalted,
        ),
        method="切块，小火焖 50 分钟。",
    )


LINES = {
    Category.BIG: (("pork", 1000), ("oil", 100), ("salt", 10)),
    Category.HALF: (("pork", 500), ("tofu", 500), ("salt", 10)),
    Category.VEG: (("spinach", 2000), ("oil", 100), ("salt", 10)),
    Category.SOUP: (("tofu", 500), ("salt", 10)),
    Category.STAPLE: (("rice", 1000),),
    Category.SNACK: (("rice", 400),),
}
FACTS = DishFacts(
    main="pork", group="pork", method="braise", equipment="wok", flavour="savoury", colour="red",
    texture="7E", bones="bones", seasons=("winter",), prep_minutes=10, popularity=50,
)  # fmt: skip


def book(days=1, *, lines=LINES, per_day=1, same=False, portions=10, cooked=2000, prefix=""):
    """`days` menus from `FIRST` with `per_day` dishes of each category; `same` dishes each day.

    `prefix` begins the codes of its dishes.
    """
    recipes, results, dishes, made = {}, {}, {}, []
    for number in range(days):
        day = []
        for category, wanted in lines.items():
            for place in range(per_day):
                code = f"{prefix}{category.value}{0 if same else number}-{place}"
                version = recipe(
                    code, wanted, portions=portions, cooked=cooked,
                    unsalted=category in {Category.STAPLE, Category.SNACK},
                )  # fmt: skip
                recipes[version.id] = version
                results[version.id] = compute(version.recipe, FOODS)
                dishes[code] = Dish(
                    code, f"菜{code}", f"Dish {code}", category, Money(850), "plate",
                    version.id, portion_from(results[version.id]),
                )  # fmt: skip
                day.append(dishes[code])
        made.append(Day(FIRST + timedelta(days=number), tuple(day)))
    return Book(tuple(made), recipes, results, FOODS, dict.fromkeys(dishes, FACTS))


def sold_alike(made, trays=40):
    """The same book with `trays` sold at each lunch, one portion of its first dish of each kind."""
    firsts = {
        day.on: {dishes[0].code for category in Category if (dishes := day.of(category))}
        for day in made.days
    }
    return replace(
        made,
        diners=dict.fromkeys(firsts, trays),
        sold={on: dict.fromkeys(codes, Decimal(trays)) for on, codes in firsts.items()},
    )
