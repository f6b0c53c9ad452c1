"""How long a payment's commit takes beside bare SQLite writing the same rows.

Ours is `TillDesk.settle`: one write transaction with ledger, chain, plates, number and slip. Bare
is one BEGIN IMMEDIATE with prepared INSERTs of the same rows into the same tables and indexes, WAL
and synchronous=FULL, on the same disk. Both run in turn, and bare runs a second time in turn, so
the noise of the machine shows as the ratio of bare to itself.

    python benchmarks/payment_commit.py [--sales 5000] [--runs 5] [--history 100000]

Exit 1 where a floor is missed: p50 ≤ 3 ×, p99 ≤ 2 × (median of the runs), and with a history ours
is ≤ 1.2 × what it is on an empty database.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from history import add_history
from pysqlite3 import dbapi2

from accounts.chain import Chain, load_key
from canteen.clock import SystemClock
from canteen.db import SQLITE_RECIPE, Database
from canteen.ids import new_id
from canteen.money import ZERO
from menus import Meal
from pos import shifts
from pos.checkout import Order
from pos.desk import TillDesk
from pos.founding import add_demo, found
from pos.plates import find_servings
from pos.pricing import quote
from pos.settings import Settings
from pos.state import Occasion
from pos.tables import bindings, plates, servings
from pos.tray import Tray, TrayPlate
from readers import TagUid

PLATES = 4
FLAT = 1.2
TABLES = (
    ("sales", "id"),
    ("sale_lines", "sale_id"),
    ("payments", "sale_id"),
    ("transfers", "subject"),
    ("documents", "sale_id"),
    ("chain_entries", "subject"),
)
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
OCCASION = Occasion(date(2026, 11, 23), Meal.LUNCH)


class NoPrinter:
    """The printer is no part of the commit."""

    def print(self, job: UUID, document: Any) -> None:
        pass


@dataclass
class Till:
    """A demo canteen with enough filled plates for the run."""

    database: Database
    desk: TillDesk
    trays: list[Tray]


def make_till(folder: Path, count: int) -> Till:
    database = found(f"sqlite:///{folder / 'ours.db'}")
    add_demo(database, NOW)
    settings = Settings()
    chain = Chain(load_key(database), settings.pos.terminal)
    desk = TillDesk(database, chain, settings, SystemClock(NOW), NoPrinter())  # type: ignore[arg-type]
    with database.write() as session:
        person = shifts.Staff(shifts.HEADLESS, shifts.HEADLESS, "cashier")  # type: ignore[arg-type]
        shifts.open_shift(session, chain, person, ZERO, OCCASION.business_date, NOW)
    uids = fill_plates(database, count * PLATES)
    shelf = desk.shelf(OCCASION)
    found_plates = {}
    for start in range(0, len(uids), 500):
        with database.read() as session:
            found_plates |= find_servings(session, uids[start : start + 500], OCCASION, shelf, NOW)
    on_tray = [
        TrayPlate(uid, record.item, record.serving_id, record.status)  # type: ignore[arg-type]
        for uid, record in found_plates.items()
    ]
    groups = [on_tray[n : n + PLATES] for n in range(0, len(on_tray), PLATES)]
    return Till(database, desk, [Tray(plates=tuple(group)) for group in groups])


def fill_plates(database: Database, count: int) -> list[TagUid]:
    """Bind `count` plates to dishes in bulk."""
    uids = [TagUid.parse(f"E00401{n:010X}") for n in range(count)]
    binding = [new_id(NOW) for _ in uids]
    with database.write() as session:
        codes = [row[0] for row in session.exec_driver_sql("SELECT code FROM dishes").all()]
        dish = [codes[n % len(codes)] for n in range(count)]
        session.execute(sa.insert(plates), [{"uid": u.text, "enrolled_at": NOW} for u in uids])
        session.execute(
            sa.insert(bindings),
            [
                {"id": b, "uid": u.text, "dish_code": d, "bound_at": NOW}
                for b, u, d in zip(binding, uids, dish, strict=True)
            ],
        )
        session.execute(
            sa.insert(servings),
            [
                {
                    "id": new_id(NOW),
                    "uid": u.text,
                    "binding_id": b,
                    "dish_code": d,
                    "business_date": OCCASION.business_date,
                    "meal": OCCASION.meal.value,
                    "n": 1,
                    "status": "open",
                    "opened_at": NOW,
                }
                for b, u, d in zip(binding, uids, dish, strict=True)
            ],
        )
    return uids


def make_order(till: Till, tray: Tray) -> Order:
    price = quote(tray)
    return Order.freeze(
        price,
        OCCASION,
        now=NOW,
        tendered=price.due,
        staff_id=shifts.HEADLESS,
        menu_version="demo/1",
        confidence=None,
        style=till.desk.style,
    )


class Bare:
    """Plain SQLite with the same tables and indexes, without triggers."""

    def __init__(self, file: Path, model: Path) -> None:
        self.link = dbapi2.connect(str(file), isolation_level=None)
        for pragma in SQLITE_RECIPE:
            self.link.execute(pragma)
        self.link.execute("PRAGMA foreign_keys=OFF")
        source = dbapi2.connect(str(model))
        for (sql,) in source.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND type IN ('table', 'index') AND name NOT LIKE 'sqlite_%'"
        ):
            self.link.execute(sql)
        self.source = source

    def rows_of(self, sale: UUID) -> list[tuple[str, list[tuple[Any, ...]]]]:
        """The rows that ours wrote for one sale, with the statement that writes them."""
        found = []
        for table, column in TABLES:
            rows = self.source.execute(
                f"SELECT * FROM {table} WHERE {column} = ?", (sale.hex,)
            ).fetchall()
            found.append((table, rows))
        jobs = self.source.execute(
            "SELECT * FROM print_jobs WHERE document_id = ?", (found[4][1][0][0],)
        ).fetchall()
        found.append(("print_jobs", jobs))
        return [
            (f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
            for table, rows in found
        ]

    def write(self, rows: list[tuple[str, list[tuple[Any, ...]]]]) -> float:
        started = time.perf_counter()
        self.link.execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            for row in values:
                self.link.execute(statement, row)
        self.link.execute("COMMIT")
        return time.perf_counter() - started


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


Times = dict[str, tuple[float, float]]
"""p50 and p99 in seconds of ours, bare, and bare again."""


def one_run(till: Till, folder: Path, trays: list[Tray]) -> Times:
    """Sell `trays`, each also written by bare SQLite, twice."""
    bare = Bare(folder / f"bare-{len(till.trays)}.db", folder / "ours.db")
    again = Bare(folder / f"again-{len(till.trays)}.db", folder / "ours.db")
    times: dict[str, list[float]] = {"ours": [], "bare": [], "again": []}
    for tray in trays:
        order = make_order(till, tray)
        started = time.perf_counter()
        till.desk.settle(order)
        times["ours"].append(time.perf_counter() - started)
        rows = bare.rows_of(order.sale)
        times["bare"].append(bare.write(rows))
        times["again"].append(again.write(rows))
    return {key: (percentile(v, 0.5), percentile(v, 0.99)) for key, v in times.items()}


def measure(sales: int, runs: int, history: int) -> list[Times]:
    """`runs` runs on one canteen, which is given its past once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        till = make_till(folder, sales * runs)
        if history:
            add_history(till.database, history)
        found = []
        while till.trays:
            trays, till.trays = till.trays[:sales], till.trays[sales:]
            found.append(one_run(till, folder, trays))
        till.database.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sales", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--history", type=int, default=0)
    args = parser.parse_args()
    runs = measure(args.sales, args.runs, 0)
    ok = True
    for place, name, floor in ((0, "p50", 3.0), (1, "p99", 2.0)):
        ours = statistics.median(run["ours"][place] for run in runs)
        ratio = statistics.median(run["ours"][place] / run["bare"][place] for run in runs)
        noise = statistics.median(run["again"][place] / run["bare"][place] for run in runs)
        ok &= ratio <= floor
        print(
            f"commit {name}: ours {ours * 1000:.3f} ms, {ratio:.2f} x bare (floor {floor:.1f}),"
            f" bare against itself {noise:.2f}"
        )
    if args.history:
        grown = measure(args.sales, args.runs, args.history)
        flat = statistics.median(run["ours"][0] for run in grown) / statistics.median(
            run["ours"][0] for run in runs
        )
        ok &= flat <= FLAT
        print(
            f"commit p50 with {args.history} sales: {flat:.2f} x an empty database (floor {FLAT})"
        )
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
