"""Sales without a plate on the demo canteen: entered by hand and paid in cash."""

from datetime import datetime

from accounts import staff
from canteen.db import Database
from canteen.money import Money
from menus import business_date, meal_at
from menus.catalogue import dishes
from pos import shifts
from pos.bootstrap import open_chain
from pos.checkout import Order, settle
from pos.desk import item_of
from pos.documents import SlipStyle
from pos.pricing import quote
from pos.settings import Settings
from pos.state import Occasion, PaidSale
from pos.tray import HandLine, Item, Tray

CASHIER = "07"


def sell_by_hand(url: str, now: datetime, dish: str = "hongshaorou") -> PaidSale:
    """Sell one portion of `dish` at the instant `now`, in the shift that is open or a new one."""
    database = Database.open(url)
    with database.read() as session:
        items = {each.code: item_of(each) for each in dishes(session)}
    sold = sell_items(database, now, items[dish])
    database.close()
    return sold


def sell_items(database: Database, now: datetime, *items: Item) -> PaidSale:
    """Sell one tray with `items` at the instant `now`, in the shift that is open or a new one."""
    settings = Settings()
    chain = open_chain(database, settings)
    style = SlipStyle("康乐食府", "社区食堂", chain.terminal, settings.lunch)
    occasion = Occasion(business_date(now), meal_at(now))
    with database.write() as session:
        cashier = staff.find(session, CASHIER)
        assert cashier is not None
        if shifts.current(session, chain.terminal) is None:
            shifts.open_shift(session, chain, cashier, Money(0), occasion.business_date, now)
        order = Order.freeze(
            quote(Tray(hand_lines=tuple(HandLine(item, CASHIER) for item in items))),
            occasion,
            now=now,
            tendered=Money(10_000),
            staff_id=CASHIER,
            menu_version="demo/1",
            confidence=None,
            style=style,
        )
        return settle(session, order, chain, now).paid
