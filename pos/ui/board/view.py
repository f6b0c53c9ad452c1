"""The wall screen as a pure function: frozen inputs in, frozen props out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from canteen.i18n import N_, _
from menus import Category, Meal, MealHours, Menu, MenuItem, business_date
from menus.dishes import PER_DAY
from menus.meals import SHANGHAI
from pos.ui.board.props import BoardProps, Column, Head, Legend, Sheet
from pos.ui.board.rows import ALLERGENS, allergen_mark, half_mark, row_of, signs_in
from pos.ui.counts import counted
from pos.ui.dates import day_words

_HEADS: Final = N_("千卡|蛋白|脂肪|碳水|盐")
"""Heads of the five figures; one message, since other screens have room for longer words."""
_COLUMNS: Final = (
    (Category.BIG, "glazeBig", 0, True),
    (Category.HALF, "glazeHalf", 1, True),
    (Category.VEG, "glazeVeg", 2, True),
    (Category.SOUP, "glazeSoup", 0, False),
    (Category.STAPLE, "glazeStaple", 1, False),
    (Category.SNACK, "glazeSnack", 2, False),
)


@dataclass(frozen=True, slots=True)
class BoardInputs:
    """What the wall screen is drawn from; equal inputs give equal screens.

    `menu` is what was read last and `read_at` when, both None before the first time. `away` says
    that the menu could not be read for a while.
    """

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    canteen_name: str = ""
    hours: MealHours = field(default_factory=MealHours)
    menu: Menu | None = None
    read_at: datetime | None = None
    away: bool = False


def derive_board(inputs: BoardInputs) -> BoardProps:
    """Everything the wall screen shows."""
    menu = _menu_of_today(inputs)
    meal, next_meal = _meals(inputs.now, inputs.hours)
    local = inputs.now.astimezone(SHANGHAI)
    closed = not next_meal and meal is None
    shown = bool(menu and menu.items) and not closed
    note = _note(inputs) if shown else ""
    return BoardProps(
        head=Head(
            name=_(inputs.canteen_name),
            meal=_("今日{meal}").format(meal=meal.word) if meal else next_meal,
            count=_count(menu, current=not note) if menu and shown else "",
            note=note,
            date=day_words(local.date()),
            clock=f"{local:%H:%M}",
        ),
        sheet=_sheet(menu) if menu and shown else Sheet(sentence=_sentence(inputs, menu)),
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


def _count(menu: Menu, *, current: bool) -> str:
    """How many dishes there are, and how many of them are gone where that is `current`."""
    count = counted(len(menu.items), N_("1 道"), N_("{count} 道"))
    gone = sum(item.sold_out for item in menu.items)
    if not gone or not current:
        return count
    return _("{count}，售罄 {gone} 道").format(count=count, gone=gone)


def _note(inputs: BoardInputs) -> str:
    if not inputs.away or inputs.read_at is None:
        return ""
    time = f"{inputs.read_at.astimezone(SHANGHAI):%H:%M}"
    return _("菜单停在 {time}，有没有请问工作人员").format(time=time)


def _sheet(menu: Menu) -> Sheet:
    columns = tuple(
        Column(
            title=category.word,
            colour=colour,
            column=column,
            upper=upper,
            heads=tuple(_(_HEADS).split("|")),
            rows=tuple(row_of(item) for item in _items(menu, category)),
        )
        for category, colour, column, upper in _COLUMNS
    )
    legend = [Legend(allergen_mark(code), _(each[-1])) for code, each in ALLERGENS.items()]
    left, right = _feet(menu, columns)
    return Sheet(
        columns=columns,
        contains=_("菜里含有"),
        legend=(*legend, Legend(half_mark(), _("可以点半份"))),
        foot_left=left,
        foot_right=right,
    )


def _items(menu: Menu, category: Category) -> tuple[MenuItem, ...]:
    return menu.of(category)[: PER_DAY[category]]


def _feet(menu: Menu, columns: tuple[Column, ...]) -> tuple[str, str]:
    """Both ends of the lowest line: what the figures are, and what a grown-up needs in a day.

    A sign that is shown is explained; the need of a day gives way to that.
    """
    what = _("蛋白质、脂肪、碳水、盐以克计，每份估算值；过敏请再问工作人员")
    rows = [row for column in columns for row in column.rows]
    signs = signs_in(rows)
    rest = len(menu.items) - len(rows)
    if rest:
        signs.append(_("另有 {count} 道没有列出").format(count=rest))
    daily = "" if signs else _("成人每天约需 2000 千卡，食盐不超过 5 克")
    return _("；").join((what, *signs)), daily
