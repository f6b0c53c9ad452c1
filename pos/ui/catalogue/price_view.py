"""The page on which a price is set: from when, what it will mean, and what went before. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from menus.prices import PriceChange
from pos.catalogue.book import Book
from pos.ui.catalogue.pages import price_problem, read_price
from pos.ui.catalogue.props import Button, Field, Figure
from pos.ui.catalogue.state import DeskState, PricePage
from pos.ui.catalogue.words import dish_name, person

MOST_PAST: Final = 6


@dataclass(frozen=True, slots=True)
class PriceShown:
    """`DeskPrice.qml`: fields, what went before, and what will happen."""

    kind: str
    title: str
    back: str
    fields: tuple[Field, ...]
    line: str
    wrong: bool
    confirm: Button
    past_title: str
    past_heads: tuple[str, ...]
    past: tuple[Figure, ...]
    none: str


def price_shown(state: DeskState, found: PricePage) -> PriceShown:
    """The page as it is typed."""
    book = state.book
    if book is None or state.draft is None:
        raise ValueError(found)  # only an open dish has a price to set
    problem = price_problem(found, book.today)
    price, _half, day = read_price(found, book.today)
    if problem:
        line = problem
    else:
        line = _("从 {day} 起每份 {price} 元。要经理或主管的口令才作数。").format(
            day=day, price=price
        )
    names = {
        "price": _("价格（元）") if found.first else _("新价格（元）"),
        "half": _("半份（元，空着不卖）"),
        "from_date": _("从哪天起"),
    }
    title = _("第一次定价：{dish}") if found.first else _("改价：{dish}")
    past = state.pasts.get(state.key)
    changes = () if past is None else past.prices[-MOST_PAST:]
    none = _("新菜和价格一起存，还没有别的价") if found.first else _("还没有改过价")
    return PriceShown(
        kind="price",
        title=title.format(dish=dish_name(state.draft.now)),
        back=_("返回"),
        fields=tuple(
            Field(f"page.{name}", label, getattr(found, name)) for name, label in names.items()
        ),
        line=line,
        wrong=bool(problem),
        confirm=Button("confirm", _("请经理签字"), tone="pine", enabled=not problem),
        past_title=_("以前的改价"),
        past_heads=(_("从哪天起"), _("价格"), _("半份"), _("谁改的"), _("谁签的")),
        past=tuple(_past_price(book, each) for each in reversed(changes)),
        none="" if changes else none,
    )


def _past_price(book: Book, each: PriceChange) -> Figure:
    half = "—" if each.half is None else str(each.half)
    who = (person(book, each.changed_by), person(book, each.approved_by))
    return Figure(each.from_date.isoformat(), (str(each.price), half, *who))
