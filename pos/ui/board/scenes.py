"""Every state of the wall screen on the demo canteen, as inputs; no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

from canteen.money import Money
from menus import Dish, Menu, MenuItem
from menus.demo import demo_canteen
from menus.dishes import Portion
from nutrition import Amount, Nutrients
from pos.ui.board.rows import ALLERGENS, FIGURES
from pos.ui.board.view import BoardInputs
from pos.ui.scene_parts import DAY, NOW

LONGEST: Final = "清炖蟹粉狮子头盅"
LONGEST_EN: Final = "Sweet rice wine egg soup"
"""As long as the catalogue lets a name be."""
GONE: Final = ("qingdunshizitou", "tangcuoupian")
KNOWN: Final = {
    "congkaodapai": Decimal("0.94"),
    "mapodoufu": Decimal("0.94"),
    "congyoubanmian": Decimal("0.6"),
}
"""How much is known of some dishes in the scene of unknown figures."""
UNTOLD: Final = ("baizhanji", "hongzaofagao")


def full() -> BoardInputs:
    """Lunch, everything there."""
    menu = demo_canteen().menu(DAY)
    return BoardInputs(now=NOW, canteen_name="康乐食府", menu=menu, read_at=NOW)


def sold_out() -> BoardInputs:
    """Two dishes have run out."""
    items = demo_canteen().menu(DAY).items
    return _with(replace(each, sold_out=each.dish.code in GONE) for each in items)


def unknown_figures() -> BoardInputs:
    """Two dishes are known for the most part, one in part, and of two nothing is known."""

    def told(dish: Dish) -> Dish:
        if dish.code in UNTOLD:
            return replace(dish, portion=Portion())
        if dish.code in KNOWN:
            share = KNOWN[dish.code]
            known = {
                code: Amount(dish.per_portion.at_least(code), complete=False, part=share)
                for code in FIGURES
            }
            return replace(dish, portion=replace(dish.portion, per_portion=Nutrients(known)))
        return dish

    return _of_dishes(told)


def no_menu() -> BoardInputs:
    """No menu is published for the day."""
    return replace(full(), menu=Menu(DAY, "none", ()))


def closed() -> BoardInputs:
    """Between two meals."""
    return _at(full(), hours=3)


def over() -> BoardInputs:
    """After the last meal of the day."""
    return _at(full(), hours=9)


def longest() -> BoardInputs:
    """Names, prices and figures as long as they may be; every allergen and half portions."""
    codes = tuple(ALLERGENS)
    amounts = ("1498.0", "128.4", "136.7", "164.9", "11.9")
    figures = {code: Amount(Decimal(text)) for code, text in zip(FIGURES, amounts, strict=True)}

    def longer(dish: Dish) -> Dish:
        portion = replace(dish.portion, per_portion=Nutrients(figures), allergens=codes[:4])
        return replace(
            dish,
            name_zh=LONGEST,
            name_en=LONGEST_EN,
            price=Money(99_50),
            half_price=Money(50_00),
            portion=portion,
        )

    return _of_dishes(longer)


def stale() -> BoardInputs:
    """The database has been away for some minutes."""
    return replace(sold_out(), away=True, read_at=NOW - timedelta(minutes=6))


def waiting() -> BoardInputs:
    """Just started, with nothing read yet."""
    return replace(full(), menu=None, read_at=None)


def away() -> BoardInputs:
    """Started while the database was away."""
    return replace(waiting(), away=True)


def _with(items: Iterable[MenuItem]) -> BoardInputs:
    return replace(full(), menu=Menu(DAY, "demo/1", tuple(items)))


def _of_dishes(change: Callable[[Dish], Dish]) -> BoardInputs:
    items = demo_canteen().menu(DAY).items
    return _with(replace(each, dish=change(each.dish)) for each in items)


def _at(inputs: BoardInputs, *, hours: int) -> BoardInputs:
    now = inputs.now + timedelta(hours=hours)
    return replace(inputs, now=now, read_at=now)


SCENES: Final[dict[str, Callable[[], BoardInputs]]] = {
    "full": full,
    "sold-out": sold_out,
    "unknown-figures": unknown_figures,
    "no-menu": no_menu,
    "closed": closed,
    "over": over,
    "longest": longest,
    "stale": stale,
    "waiting": waiting,
    "away": away,
}
"""State by its name on the command line."""
