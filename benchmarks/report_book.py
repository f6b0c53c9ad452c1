"""How long the paper of fifteen days takes, from the database to the finished PDF.

    python benchmarks/report_book.py [--rounds 5] [--trays 800]

A canteen that sells 360 different dishes in 15 days, 800 trays a day, and sold the same in the 15
days before: both periods are read, reckoned and set. Beside it stands the least that this needs, in
the same run: the same rows fetched by bare SQL and their stored figures parsed. Floor: 2 s, the
median.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from payment_commit import NOW, percentile

from canteen.db import Database
from canteen.money import ZERO
from menus import tables as t
from menus.catalogue import dishes
from menus.dishes import PER_DAY, Category, Dish
from pos import shifts
from pos.bootstrap import open_chain
from pos.founding import add_demo, found
from pos.reports.menu_report import menu_report
from pos.reports.reading import read_books
from pos.settings import Settings
from receipts.pdf.report import render_report

FLOOR_SECONDS = 2.0
DAYS = 15
FIRST = date(2026, 11, 23)
ON_A_TRAY = {Category.BIG: 1, Category.HALF: 1, Category.VEG: 1, Category.STAPLE: 1}
Menus = list[list[Dish]]

SALE = (
    "INSERT INTO sales (id, terminal, business_date, meal, seq, receipt_no, shift_id, staff_id,"
    " sold_at, total, due, rule_version, menu_version) VALUES (?, 'T1', ?, 'lunch', ?, ?,"
    " (SELECT id FROM shifts LIMIT 1), 'headless', ?, 1800, 1800, 'list/1', 'autumn')"
)
LINE = (
    "INSERT INTO sale_lines (sale_id, n, item_code, name, name_en, price, paid, nutrients,"
    " entered_by) VALUES (?, ?, ?, ?, ?, 900, 900, '{}', 'headless')"
)
ROWS = (
    "SELECT * FROM menu_items JOIN dishes ON dishes.code = menu_items.dish_code",
    "SELECT * FROM foods",
    "SELECT * FROM food_values",
    "SELECT * FROM dish_facts",
    "SELECT * FROM recipes",
    "SELECT * FROM recipe_lines",
    "SELECT business_date, item_code, count(*) FROM sales JOIN sale_lines ON sale_id = sales.id"
    " GROUP BY 1, 2",
)
FIGURES = (
    "SELECT result FROM recipe_results WHERE recipe_id IN (SELECT recipe_id FROM dishes"
    " JOIN menu_items ON dish_code = code WHERE cycle_id = 'autumn')"
)


def publish(database: Database) -> Menus:
    """A cycle of 15 days without a dish twice; its menus in their order."""
    with database.write() as session:
        known = dishes(session)
        cycle = {"id": "autumn", "seq": 9, "starts_on": FIRST - timedelta(days=DAYS), "days": DAYS}
        session.execute(t.menu_cycles.insert(), [cycle])
        menus: Menus = [[] for _day in range(DAYS)]
        for category, count in PER_DAY.items():
            left = iter([dish for dish in known if dish.category is category])
            for menu in menus:
                menu += [next(left) for _place in range(count)]
        items = [
            {"cycle_id": "autumn", "day": day, "slot": slot, "dish_code": dish.code}
            for day, menu in enumerate(menus, start=1)
            for slot, dish in enumerate(menu, start=1)
        ]
        session.execute(t.menu_items.insert(), items)
    return menus


def sell(database: Database, menus: Menus, trays: int) -> None:
    """`trays` lunches on each of the 15 days and of the 15 before, dishes taken in turn."""
    sales, lines = [], []
    for back in range(-DAYS, DAYS):
        day = FIRST + timedelta(days=back)
        menu = menus[back % DAYS]
        for seq in range(1, trays + 1):
            key = f"{back + DAYS:02x}{seq:030x}"
            number = f"T1-{day:%Y%m%d}-{seq:06d}"
            sales.append((key, day.isoformat(), seq, number, f"{day} 04:00:00.000000"))
            lines += [
                (key, n, dish.code, dish.name_zh, dish.name_en)
                for n, dish in enumerate(tray(menu, seq))
            ]
    with database.write() as session:
        session.exec_driver_sql(SALE, sales)
        session.exec_driver_sql(LINE, lines)


def tray(menu: list[Dish], number: int) -> Iterator[Dish]:
    """A dish of each usual kind."""
    for category, count in ON_A_TRAY.items():
        kind = [dish for dish in menu if dish.category is category]
        yield from (kind[(number + each) % len(kind)] for each in range(count))


def make_canteen(folder: Path, trays: int) -> Database:
    database = found(f"sqlite:///{folder / 'canteen.db'}")
    add_demo(database, NOW)
    chain = open_chain(database, Settings())
    with database.write() as session:
        person = shifts.Staff(shifts.HEADLESS, shifts.HEADLESS, "cashier")  # type: ignore[arg-type]
        shifts.open_shift(session, chain, person, ZERO, NOW.date(), NOW)
    sell(database, publish(database), trays)
    return database


def paper(database: Database) -> bytes:
    """The PDF, as `canteen report menu-15` makes it."""
    settings = Settings()
    with database.read() as session:
        book, before = read_books(session, FIRST, DAYS)
    assert len(book.dishes) == DAYS * sum(PER_DAY.values()), len(book.dishes)
    assert len(book.diners) == DAYS, book.diners
    assert before is not None
    assert len(before.diners) == DAYS, before.diners
    report = menu_report(book, settings.pos.canteen_name, settings.lunch, "", None, before)
    return render_report(report)


def bare(database: Database) -> int:
    """The same rows without meaning; how many there were."""
    with database.read() as session:
        count = sum(len(session.exec_driver_sql(query).all()) for query in ROWS)
        figures = [json.loads(row[0]) for row in session.exec_driver_sql(FIGURES)]
    return count + len(figures)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--trays", type=int, default=800)
    args = parser.parse_args()
    times, baseline = [], []
    with tempfile.TemporaryDirectory() as name:
        database = make_canteen(Path(name), args.trays)
        for _round in range(args.rounds):
            times.append(seconds(lambda: paper(database)))
            baseline.append(seconds(lambda: bare(database)))
        database.close()
    median, least = percentile(times, 0.5), percentile(baseline, 0.5)
    print(
        f"a paper of {DAYS} days, {DAYS * sum(PER_DAY.values())} dishes, {2 * DAYS * args.trays}"
        f" trays: {median * 1000:.0f} ms (floor {FLOOR_SECONDS * 1000:.0f} ms),"
        f" {median / least:.1f} x its rows by bare SQL ({least * 1000:.0f} ms)"
    )
    return 0 if median <= FLOOR_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
