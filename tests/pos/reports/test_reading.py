from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from support.hand_sales import sell_by_hand, sell_items
from support.till import Till

from canteen import i18n
from canteen.db import Database
from canteen.money import Money
from menus import tables as t
from menus.catalogue import dishes, sundries, todays_menu
from menus.dishes import PER_DAY, Dish, Sundry
from menus.meals import Meal
from pos.desk import item_of, item_of_sundry
from pos.errors import DishUnknown, SaleUnknown
from pos.reports.menu_grid import repeats
from pos.reports.reading import (
    OffTheCalendar,
    read_book,
    read_books,
    read_dishes,
    read_tray,
)
from pos.tables import sale_lines

FIRST = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


def publish(database: Database, days: int) -> None:
    """A cycle from `FIRST` that sells the next dishes of the catalogue each day."""
    with database.write() as session:
        cycle = {"id": "autumn", "seq": 9, "starts_on": FIRST, "days": days}
        session.execute(t.menu_cycles.insert(), [cycle])
        rows, slot = [], 0
        for category, count in PER_DAY.items():
            codes = [dish.code for dish in dishes(session) if dish.category is category]
            for day in range(1, days + 1):
                for place in range(count):
                    code = codes[((day - 1) * count + place) % len(codes)]
                    item = {"cycle_id": "autumn", "day": day, "slot": slot + place + 1}
                    rows.append({**item, "dish_code": code})
            slot += count
        session.execute(t.menu_items.insert(), rows)


def test_a_book_has_each_day_with_what_stands_behind_its_dishes(demo_database: Database) -> None:
    publish(demo_database, 15)
    with demo_database.read() as session:
        book = read_book(session, FIRST, 15)
    assert [day.on for day in book.days] == [FIRST + timedelta(days=n) for n in range(15)]
    assert {len(day.dishes) for day in book.days} == {24}
    assert len(book.dishes) == 15 * 24
    assert repeats(book.days) == {}
    for dish in book.dishes:
        assert book.recipes[dish.recipe_id].recipe.lines
        assert book.results[dish.recipe_id].per_portion == dish.per_portion
        assert dish.code in book.facts


def test_lunches_sold_are_counted_by_business_date(sqlite_demo: Database) -> None:
    url = str(sqlite_demo.engine.url)
    sell_by_hand(url, NOON)
    sell_by_hand(url, NOON + timedelta(minutes=2))
    sell_by_hand(url, NOON + timedelta(hours=6))  # a dinner
    sell_by_hand(url, NOON + timedelta(days=2))
    with sqlite_demo.read() as session:
        assert read_book(session, FIRST, 2).diners == {FIRST: 2}


def test_portions_sold_at_lunch_are_counted_by_date_and_dish(demo_database: Database) -> None:
    with demo_database.read() as session:
        items = {each.code: item_of(each) for each in dishes(session)}
        items |= {each.code: item_of_sundry(each) for each in sundries(session)}
        menu = {item.dish.code for item in todays_menu(session, FIRST).items}
    whole = replace(items["hongshaorou"], half_price=Money(600))
    half = whole.halved()
    assert half is not None
    absent = next(code for code in items if code not in menu and items[code].category == "big")
    sell_items(demo_database, NOON, whole, half, items["baimifan"], items["dabaohe"])
    sell_items(demo_database, NOON + timedelta(minutes=1), half, items[absent])
    sell_items(demo_database, NOON + timedelta(hours=6), whole)  # a dinner
    with demo_database.read() as session:
        book = read_book(session, FIRST, 2)
    wanted = {"hongshaorou": Decimal(2), "baimifan": Decimal(1), absent: Decimal(1)}
    assert book.sold == {FIRST: wanted}
    assert book.diners == {FIRST: 2}
    assert {code: type(each) for code, each in book.others.items()} == {
        "baimifan": Sundry, absent: Dish,
    }  # fmt: skip
    assert set(wanted) - {"hongshaorou"} == set(book.others)
    assert all(each.recipe_id in book.recipes for each in book.others.values())


def test_a_dish_sold_beside_the_menu_is_known_in_the_part_where_it_was_sold(
    sqlite_demo: Database,
) -> None:
    publish(sqlite_demo, 1)
    before = FIRST - timedelta(days=1)
    with sqlite_demo.read() as session:
        today = {item.dish.code for item in todays_menu(session, FIRST).items}
        gone = next(
            item.dish for item in todays_menu(session, before).items if item.dish.code not in today
        )
    for noon in (NOON - timedelta(days=1), NOON):
        sell_items(sqlite_demo, noon, item_of(gone))
    with sqlite_demo.read() as session:
        book, earlier = read_books(session, FIRST, 1)
    assert earlier is not None
    assert book.sold == {FIRST: {gone.code: 1}}
    assert book.others == {gone.code: gone}
    assert earlier.others == {}


@pytest.mark.parametrize("start", [date.min, date.max])
def test_days_without_a_calendar_are_refused(sqlite_demo: Database, start: date) -> None:
    with sqlite_demo.read() as session, pytest.raises(OffTheCalendar):
        read_books(session, start, 15)


def test_what_was_sold_and_is_in_no_list_any_more_is_unknown(sqlite_demo: Database) -> None:
    with sqlite_demo.read() as session:
        rice = next(map(item_of_sundry, sundries(session)))
    sell_items(sqlite_demo, NOON, replace(rice, code="vanished"))
    with sqlite_demo.read() as session:
        found = read_book(session, FIRST, 1).others["vanished"]
    assert found.per_portion["energy_kcal"] is None


def test_without_any_menu_the_days_are_empty(sqlite_database: Database) -> None:
    with sqlite_database.read() as session:
        book = read_book(session, FIRST, 2)
        assert [day.dishes for day in book.days] == [(), ()]
        assert read_dishes(session, FIRST).dishes == ()


def test_dishes_are_those_asked_for_or_those_of_the_day(sqlite_demo: Database) -> None:
    with sqlite_demo.read() as session:
        asked = read_dishes(session, FIRST, ["ermifan", "hongshaorou", "ermifan"])
        assert [dish.code for dish in asked.dishes] == ["ermifan", "hongshaorou"]
        assert len(read_dishes(session, FIRST).dishes) == 24


def test_a_dish_that_is_not_there_is_refused_with_a_hint(sqlite_demo: Database) -> None:
    with sqlite_demo.read() as session, pytest.raises(DishUnknown) as refused:
        read_dishes(session, FIRST, ["hongshaoru"])
    assert "hongshaorou" in str(refused.value)


def test_without_a_menu_every_dish_is_there(sqlite_demo: Database) -> None:
    with sqlite_demo.write() as session:
        session.execute(sa.delete(t.menu_items))
        session.execute(sa.delete(t.menu_cycles))
        assert len(read_dishes(session, FIRST).dishes) == len(dishes(session))


def test_a_tray_is_read_as_its_lines_were_written(sqlite_demo: Database) -> None:
    sale = sell_by_hand(str(sqlite_demo.engine.url), NOON)
    with sqlite_demo.write() as session:
        before = read_tray(session, sale.receipt_no)
        # What the dish is now changes nothing of what was sold.
        session.execute(sa.update(t.dishes).values(recipe_id="ermifan/1"))
        assert read_tray(session, str(sale.sale)) == before
        stored = session.execute(sa.select(sale_lines)).one()
    ((name, held),) = before.lines
    assert (name, before.meal, before.sold_at) == (stored.name, Meal.LUNCH, NOON)
    assert held["energy_kcal"] is not None


def test_half_a_portion_is_read_with_its_mark(sqlite_demo: Database) -> None:
    till = Till.open(sqlite_demo)
    whole = till.shelf.items["hongshaorou"]
    paid = till.sell(hand=[whole.halved(), whole]).paid
    with sqlite_demo.read() as session:
        (half, held), (full, of_whole) = read_tray(session, paid.receipt_no).lines
    assert (half, full) == ("红烧肉（半份）", "红烧肉")
    assert held == of_whole.half()


def test_an_unknown_sale_is_refused(sqlite_demo: Database) -> None:
    with sqlite_demo.read() as session, pytest.raises(SaleUnknown):
        read_tray(session, "T1-20261123-000099")


def test_a_tray_is_named_in_the_language_in_force(sqlite_demo: Database, english: None) -> None:
    with sqlite_demo.read() as session:
        whole = next(item_of(each) for each in dishes(session) if each.code == "hongshaorou")
    half = replace(whole, half_price=Money(600)).halved()
    assert half is not None
    sale = sell_items(sqlite_demo, NOON, whole, half)
    with sqlite_demo.read() as session:
        names = [name for name, _held in read_tray(session, sale.receipt_no).lines]
    assert names == [
        "Braised pork belly",
        i18n._("{dish}（半份）").format(dish="Braised pork belly"),
    ]
