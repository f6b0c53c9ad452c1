from datetime import UTC, date, datetime

import pytest

from canteen.db import Database
from canteen.money import Money
from menus.catalogue import dishes, todays_menu
from menus.prices import add_price, price_changes, prices_on

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def say(database: Database, from_date: date, fen: int, half: int | None = None) -> None:
    with database.write() as session:
        add_price(
            session,
            "hongshaorou",
            from_date,
            Money(fen),
            None if half is None else Money(half),
            changed_by="05",
            approved_by="01",
            now=NOW,
        )


def price(database: Database, on: date) -> int:
    with database.read() as session:
        item = todays_menu(session, on).at(1)
        (dish,) = (each for each in dishes(session, on) if each.code == "hongshaorou")
    assert item is not None
    assert item.price == dish.price
    return item.price.fen


def test_a_price_holds_from_its_date_on(stocked: Database) -> None:
    say(stocked, date(2026, 12, 1), 1300, 700)
    assert [price(stocked, date(2026, 11, 30)), price(stocked, date(2026, 12, 1))] == [1200, 1300]
    with stocked.read() as session:
        (dish,) = (d for d in dishes(session, date(2026, 12, 2)) if d.code == "hongshaorou")
    assert dish.half_price == Money(700)


def test_what_was_said_last_stands_for_the_dates_it_names(stocked: Database) -> None:
    say(stocked, date(2026, 12, 10), 1500)
    say(stocked, date(2026, 12, 1), 1300)
    days = [date(2026, 11, 30), date(2026, 12, 5), date(2026, 12, 15)]
    assert [price(stocked, day) for day in days] == [1200, 1300, 1300]


def test_changes_are_kept_with_who_said_and_signed_them(stocked: Database) -> None:
    say(stocked, date(2026, 12, 1), 1300)
    say(stocked, date(2026, 12, 2), 1250)
    with stocked.read() as session:
        first, second = price_changes(session, "hongshaorou")
        assert (first.number, second.number) == (1, 2)
        assert (first.changed_by, first.approved_by, first.changed_at) == ("05", "01", NOW)
        assert prices_on(session, date(2026, 12, 3), ["hongshaorou"]) == {"hongshaorou": second}
        assert prices_on(session, date(2026, 12, 3), ["baizhanji"]) == {}


def test_no_price_is_below_nothing(stocked: Database) -> None:
    with pytest.raises(ValueError, match=r"-0\.01"):
        say(stocked, date(2026, 12, 1), -1)
