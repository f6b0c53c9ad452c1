"""The wall screen as a pure function: frozen inputs in, frozen props out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _, language
from canteen.measures import UNKNOWN, show
from menus import Category, Dish, Meal, MealHours, Menu, MenuItem, business_date
from menus.dishes import PER_DAY
from menus.meals import SHANGHAI
from nutrition.nutrients import BY_CODE, CARBOHYDRATE, ENERGY_KCAL, FAT, PROTEIN, SALT
from nutrition.recipes import LEAST_SHARE
from pos.ui.board.props import BoardProps, Column, Figure, Head, Legend, Row, Sheet
from pos.ui.counts import counted
from pos.ui.dates import day_words
from pos.ui.inputs import drawn

FIGURES: Final = (ENERGY_KCAL, PROTEIN, FAT, CARBOHYDRATE, SALT)
"""The figures of a row, in their order."""
MARKS_ACROSS: Final = 4
"""So many marks fit beside the figures; that of half portions moves up beside the name."""

_HEADS: Final = N_("千卡|蛋白|脂|碳|盐")
"""Heads of the five figures; one message, since other screens have room for longer words."""
_COLUMNS: Final = (
    (Category.BIG, "glazeBig", 0, True),
    (Category.HALF, "glazeHalf", 1, True),
    (Category.VEG, "glazeVeg", 2, True),
    (Category.SOUP, "glazeSoup", 0, False),
    (Category.STAPLE, "glazeStaple", 1, False),
    (Category.SNACK, "glazeSnack", 2, False),
)
ALLERGENS: Final = {
    "gluten": ("麸", "G", N_("麸质")),
    "egg": ("蛋", "E", N_("蛋类")),
    "milk": ("奶", "M", N_("奶类")),
    "crustacean": ("虾", "C", N_("虾蟹")),
    "fish": ("鱼", "F", N_("鱼类")),
    "soy": ("豆", "S", N_("大豆")),
    "peanut": ("花", "P", N_("花生")),
    "nut": ("坚", "N", N_("坚果")),
}
"""Mark in Chinese and in English and name of each allergen, in the order of every row."""
HALF: Final = ("半", "½")
ASK: Final = "?"
"""The mark of a dish whose recipe nobody wrote down: what it contains is not known."""


@dataclass(frozen=True, slots=True)
class BoardInputs:
    """What the wall screen is drawn from; equal inputs give equal screens.

    `menu` is what was read last and `read_at` when, both None before the first time. `shares` tells
    for recipes with unknown parts how much of the eaten mass is known (0 to 1), by nutrient. `away`
    says that the menu could not be read for a while.
    """

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    canteen_name: str = ""
    hours: MealHours = field(default_factory=MealHours)
    menu: Menu | None = None
    read_at: datetime | None = None
    away: bool = False
    shares: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)


def derive_board(inputs: BoardInputs) -> BoardProps:
    """Everything the wall screen shows."""
    menu = _menu_of_today(inputs)
    meal, next_meal = _meals(inputs.now, inputs.hours)
    local = inputs.now.astimezone(SHANGHAI)
    closed = not next_meal and meal is None
    shown = bool(menu and menu.items) and not closed
    return BoardProps(
        head=Head(
            name=_(inputs.canteen_name),
            meal=_("今日{meal}").format(meal=meal.word) if meal else next_meal,
            count=_count(menu) if menu and shown else "",
            note=_note(inputs) if shown else "",
            date=day_words(local.date()),
            clock=f"{local:%H:%M}",
        ),
        sheet=_sheet(inputs, menu) if menu and shown else Sheet(sentence=_sentence(inputs, menu)),
    )


def _menu_of_today(inputs: BoardInputs) -> Menu | None:
    """The menu that was read, unless it is another day's."""
    menu = inputs.menu
    today = business_date(inputs.now, inputs.hours)
    return menu if menu is not None and menu.day == today else None


def _meals(now: datetime, hours: MealHours) -> tuple[Meal | None, str]:
    """The meal that is served, or in words the next one of the business day; neither at its end."""
    local = now.astimezone(SHANGHAI)
    at = hours.minutes(local.time())
    for meal in Meal:
        begin, end = hours.span(meal)
        if at < begin:
            return None, _("下一餐 {meal} {time} 开始").format(
                meal=meal.word, time=hours.of(meal)[0].isoformat("minutes")
            )
        if at < end:
            return meal, ""
    return None, ""


def _sentence(inputs: BoardInputs, menu: Menu | None) -> str:
    """What stands there instead of a menu."""
    meal, next_meal = _meals(inputs.now, inputs.hours)
    if meal is None and not next_meal:
        return f"{_('今天的餐都供应完了')}\n{_tomorrow(inputs)}"
    if menu is not None:
        return _("今天的菜单还没有发布")
    if inputs.away:
        return _("菜单暂时读不到\n今天有什么菜，请问工作人员")
    return _("请稍候")


def _tomorrow(inputs: BoardInputs) -> str:
    first = next(iter(Meal))
    begin = inputs.hours.of(first)[0]
    local = inputs.now.astimezone(SHANGHAI)
    day = business_date(inputs.now, inputs.hours) + timedelta(days=1)
    # After midnight and before the cut-off the next business day is today by the calendar.
    words = _("明天{meal} {time} 开始") if day > local.date() else _("今天{meal} {time} 开始")
    return words.format(meal=first.word, time=begin.isoformat("minutes"))


def _count(menu: Menu) -> str:
    return counted(len(menu.items), N_("1 道"), N_("{count} 道"))


def _note(inputs: BoardInputs) -> str:
    if not inputs.away or inputs.read_at is None:
        return ""
    time = f"{inputs.read_at.astimezone(SHANGHAI):%H:%M}"
    return _("菜单停在 {time}，有没有请问工作人员").format(time=time)


def _sheet(inputs: BoardInputs, menu: Menu) -> Sheet:
    columns = tuple(
        Column(
            title=category.word,
            colour=colour,
            column=column,
            upper=upper,
            heads=tuple(_(_HEADS).split("|")),
            rows=tuple(_row(item, inputs) for item in _items(menu, category)),
        )
        for category, colour, column, upper in _COLUMNS
    )
    legend = [Legend(_sign(zh, en), _(word)) for zh, en, word in ALLERGENS.values()]
    return Sheet(
        columns=columns,
        contains=_("菜里含有"),
        legend=(*legend, Legend(_sign(*HALF), _("可以点半份"), half=True)),
        foot_left=_foot_left(menu, columns),
        foot_right=_("成人每天约需 2000 千卡，食盐不超过 5 克"),
    )


def _sign(zh: str, en: str) -> str:
    """A mark of one character, in the language in force."""
    return en if language() == "en" else zh


def _items(menu: Menu, category: Category) -> tuple[MenuItem, ...]:
    return menu.of(category)[: PER_DAY[category]]


def _foot_left(menu: Menu, columns: tuple[Column, ...]) -> str:
    """What the figures are, and what a sign in them means where one is shown."""
    words = [_("蛋白质、脂、碳水、盐以克计，每份估算值")]
    rows = [row for column in columns for row in column.rows]
    figures = [figure for row in rows for figure in row.figures]
    if any(figure.partly for figure in figures):
        words.append(_("≥ 是至少这么多"))
    if any(ASK in row.marks for row in rows):
        words.append(_("— 和 ? 是还不知道"))
    elif any(figure.text == UNKNOWN for figure in figures):
        words.append(_("— 是还不知道"))
    rest = len(menu.items) - len(rows)
    if rest:
        words.append(_("另有 {count} 道没有列出").format(count=rest))
    return _("；").join(words)


def _row(item: MenuItem, inputs: BoardInputs) -> Row:
    dish = item.dish
    known = [_sign(zh, en) for code, (zh, en, _word) in ALLERGENS.items() if code in dish.allergens]
    if not known and not dish.per_portion.amounts:
        known = [ASK]
    half = _sign(*HALF) if dish.half_price is not None else ""
    if item.sold_out:
        known, half = [], ""
    return Row(
        name=dish.name,
        category=dish.category.value,
        drawing=drawn(dish.drawing),
        price="" if item.sold_out else str(item.price),
        figures=() if item.sold_out else _figures(dish, inputs),
        marks=tuple(known),
        half=half,
        half_up=bool(half) and len(known) >= MARKS_ACROSS,
        sold_out=_("售罄") if item.sold_out else "",
        gone=_("今天已经卖完") if item.sold_out else "",
    )


def _figures(dish: Dish, inputs: BoardInputs) -> tuple[Figure, ...]:
    shares = inputs.shares.get(dish.recipe_id, {})
    return tuple(_figure(dish, code, shares.get(code, Decimal(0))) for code in FIGURES)


def _figure(dish: Dish, code: str, share: Decimal) -> Figure:
    """A figure that is whole; at least its known part where that is most of it; else a dash."""
    amount = dish.per_portion.amount(code)
    places = BY_CODE[code].decimals
    if amount.complete:
        return Figure(show(amount.known, places))
    if share < LEAST_SHARE or not amount.known:
        return Figure(show(None, places))
    return Figure(f"≥{show(amount.known, places)}", partly=True)
