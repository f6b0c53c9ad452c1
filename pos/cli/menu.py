"""`dishes`, `menus`, `nutrition` and `foods`: what is cooked, and what it holds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from canteen.i18n import _
from canteen.measures import json_number
from pos.cli import base, dish_files, dish_workbook, food_import, sold_out
from pos.cli.foods_used import foods_used
from pos.cli.json_files import NotJson, read_json

if TYPE_CHECKING:
    from nutrition import Food

FIGURES: Final = (
    "energy_kcal",
    "protein_g",
    "fat_g",
    "carbohydrate_g",
    "salt_g",
    "sodium_mg",
)
"""What a dish tells of one portion."""


STANDARDS: Final = ("gb28050-2011", "gb28050-2025")


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    dishes = _group(subparsers, "dishes", "菜品")
    _verb(dishes, "list", "全部菜品和今天的格位", run_dishes)
    _verb(dishes, "show", "一道菜和它的配方", run_dish).add_argument("dish", metavar="CODE")
    check = _verb(dishes, "check", "检查一个文件夹里的菜品数据（CSV）", dish_files.run_check)
    check.add_argument("folder", nargs="?", metavar="FOLDER", help="不写就检查自带的演示数据")
    menus = _group(subparsers, "menus", "菜单")
    _verb(menus, "today", "一天的 24 道菜", run_today).add_argument("--date", metavar="D")
    gone = _verb(menus, "sold-out", "一道菜卖完了，或者又有了", sold_out.run)
    gone.add_argument("dish", metavar="CODE")
    gone.add_argument("--back", action="store_true", help="又有了")
    gone.add_argument("--by", required=True, metavar="STAFF")
    dish_workbook.add(dishes)
    nutrition = _group(subparsers, "nutrition", "营养计算")
    compute = _verb(nutrition, "compute", "算一个配方的营养", run_compute)
    compute.add_argument("file", metavar="FILE|-")
    label = _verb(nutrition, "label", "按国家标准排营养成分表", run_label)
    label.add_argument("file", metavar="FILE|-")
    label.add_argument("--standard", choices=STANDARDS, default=STANDARDS[-1])
    foods = _group(subparsers, "foods", "食物成分表")
    _verb(foods, "find", "按名称或编码找食材", run_find).add_argument("word", metavar="WORD")
    food_import.add(foods)


def _group(subparsers: Any, name: str, text: str) -> Any:
    parser = subparsers.add_parser(name, help=text)
    parser.set_defaults(parser=parser)
    return parser.add_subparsers(metavar="动作")


def _verb(verbs: Any, name: str, text: str, run: base.Command) -> Any:
    parser = verbs.add_parser(name, help=text)
    base.add_common(parser)
    parser.set_defaults(run=run)
    return parser


def run_dishes(args: argparse.Namespace) -> int:
    """Every dish with its price, today's slot and one portion's figures."""
    from menus import business_date
    from menus.catalogue import dishes

    with base.desk(args) as desk, desk.database.read() as session:
        slots = _slots(session, business_date(desk.clock.now(), desk.settings.meals))
        today = business_date(desk.clock.now(), desk.settings.meals)
        rows = [_dish_row(dish, slots) for dish in dishes(session, today)]
    base.show_rows(args, rows, "{code}  {name}  {price_fen} 分  格位 {slot}")
    return base.DONE


def run_dish(args: argparse.Namespace) -> int:
    """One dish with the recipe it is cooked by."""
    from menus import business_date
    from menus.catalogue import dishes
    from nutrition.store import read_foods, read_recipes

    with base.desk(args) as desk, desk.database.read() as session:
        known = {dish.code: dish for dish in dishes(session)}
        dish = _wanted(known, args.dish)
        slots = _slots(session, business_date(desk.clock.now(), desk.settings.meals))
        version = read_recipes(session, [dish.recipe_id])[dish.recipe_id]
        names = {food.code: food.name_zh for food in read_foods(session).values()}
    row = _dish_row(dish, slots) | {"recipe": _recipe_row(version, names)}
    if args.json:
        base.emit(row)
    else:
        print(json.dumps(row, ensure_ascii=False, indent=2))
    return base.DONE


def run_today(args: argparse.Namespace) -> int:
    """The menu of today or of a date, slot by slot."""
    from menus import business_date
    from menus.catalogue import todays_menu
    from pos.cli.sales import day_of

    day = day_of(args.date)
    with base.desk(args) as desk, desk.database.read() as session:
        day = day or business_date(desk.clock.now(), desk.settings.meals)
        menu = todays_menu(session, day)
    rows = [
        {
            "slot": item.slot,
            "dish": item.dish.code,
            "name": item.dish.name_zh,
            "portions_left": None,
            "sold_out": item.sold_out,
        }
        for item in menu.items
    ]
    base.show_rows(args, rows, "{slot:>2}  {name}  {dish}")
    if not rows:
        base.say(_("{day} 没有菜单。").format(day=day))
    return base.DONE


def run_compute(args: argparse.Namespace) -> int:
    """What a recipe holds, from a JSON file or stdin."""
    from nutrition.recipe_json import compute_json

    return _answer(args, compute_json)


def run_label(args: argparse.Namespace) -> int:
    """The label of figures or of a recipe, from a JSON file or stdin."""
    from nutrition.label_json import label_json
    from nutrition.labels import Standard

    return _answer(args, lambda record, foods: label_json(record, foods, Standard(args.standard)))


def _answer(
    args: argparse.Namespace, make: Callable[[object, Mapping[str, Food]], dict[str, Any]]
) -> int:
    """Print what `make` finds in the JSON of the file; a person is told every caution too."""
    base.settings_of(args)
    record = read_json(args.file)
    foods, said = foods_used(args)
    try:
        found = make(record, foods)
        json.dumps(found, allow_nan=False)
    except (ArithmeticError, ValueError):
        raise NotJson(file=args.file, reason=_("数字大得没法算")) from None
    if args.json:
        base.emit(found)
        return base.DONE
    print(json.dumps(found, ensure_ascii=False, indent=2))
    for sentence in (said, *found["cautions"]):
        base.say(sentence)
    return base.DONE


def run_find(args: argparse.Namespace) -> int:
    """Foods whose code or name holds a word."""
    from nutrition.nutrients import ALWAYS

    base.settings_of(args)
    foods, said = foods_used(args)
    word = args.word.casefold()
    rows = [
        {
            "code": food.code,
            "name": food.name_zh,
            "name_en": food.name_en,
            "group": food.group,
            "edible_pct": json_number(food.edible_pct),
            "per_100g": {code: json_number(food.per_100g(code)) for code in ALWAYS},
        }
        for food in foods.values()
        if any(
            word in name.casefold()
            for name in (food.code, food.name_zh, food.name_en, *food.aliases)
        )
    ]
    base.show_rows(args, rows, "{code}  {name}  {name_en}")
    if not args.json:
        base.say(said)
    if not rows:
        base.say(_("食物表里没有「{word}」。").format(word=args.word))
    return base.DONE


def _slots(session: Any, day: date) -> dict[str, int]:
    from menus.catalogue import todays_menu

    return {item.dish.code: item.slot for item in todays_menu(session, day).items}


def _dish_row(dish: Any, slots: dict[str, int]) -> dict[str, Any]:
    return {
        "code": dish.code,
        "name": dish.name_zh,
        "name_en": dish.name_en,
        "category": dish.category.value,
        "price_fen": dish.price.fen,
        "slot": slots.get(dish.code),
        "per_portion": {code: json_number(dish.per_portion[code]) for code in FIGURES},
        "portion_g": json_number(dish.portion.portion_g),
        "grade": dish.portion.grade.value,
        "allergens": list(dish.allergens),
        **_half_portion(dish),
    }


def _half_portion(dish: Any) -> dict[str, Any]:
    """What half a portion costs, holds and weighs; absent where none is sold."""
    if dish.half_price is None:
        return {}
    half = dish.portion.half()
    return {
        "half_portion": {
            "price_fen": dish.half_price.fen,
            "per_portion": {code: json_number(half.per_portion[code]) for code in FIGURES},
            "portion_g": json_number(half.portion_g),
        }
    }


def _recipe_row(version: Any, names: dict[str, str]) -> dict[str, Any]:
    recipe = version.recipe
    return {
        "id": version.id,
        "method": version.method,
        "portions": json_number(recipe.portions),
        "cooked_total_g": json_number(recipe.cooked_total_g),
        "yield_source": recipe.yield_source.value,
        "yield_reason": version.yield_reason,
        "lines": [
            {
                "food": line.food,
                "name": names.get(line.food, line.food),
                "grams": None if line.unweighed else json_number(line.grams),
                "measure": line.measure or None,
                "note": line.note,
            }
            for line in recipe.lines
        ],
    }


def _wanted(known: dict[str, Any], code: str) -> Any:
    from nutrition.errors import nearest
    from pos.errors import DishUnknown

    if code not in known:
        raise DishUnknown(dish=code, hint=nearest(code, known))
    return known[code]
