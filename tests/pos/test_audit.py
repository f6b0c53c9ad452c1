"""Each named check, shown by one row that somebody changed by hand.

The case says what is done to that row and which checks fail: the named one, and `chain` where the
row is signed. A check that fails beside another in every case would be no check of its own.
"""

# Whoever forges rows writes plain SQL; the words in it are the test's own.
# ruff: noqa: S608

from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2
from support.busy_day import busy_day
from support.databases import FOUNDERS, found_demo
from support.till import Till, chip

from accounts.chain import key_file
from canteen.db import Database
from pos import audit

# T1's first sale: of two plates of one dish, in the shift that is closed.
FIRST_SALE = "(SELECT id FROM sales WHERE terminal = 'T1' ORDER BY business_date, seq LIMIT 1)"

# name → the row's change, and whether the row is signed
CASES = {
    "nutrition.figures-not-negative": (
        "UPDATE food_values SET value = '-1' WHERE rowid = "
        "(SELECT rowid FROM food_values WHERE value IS NOT NULL LIMIT 1)",
        False,
    ),
    "nutrition.every-food-states-core-figures": (
        "DELETE FROM food_values WHERE rowid = "
        "(SELECT rowid FROM food_values WHERE nutrient = 'fat_g' LIMIT 1)",
        False,
    ),
    "nutrition.edible-share-in-range": (
        "UPDATE foods SET edible_pct = '188' WHERE rowid = (SELECT min(rowid) FROM foods)",
        False,
    ),
    "nutrition.recipe-lines-in-range": (
        "UPDATE recipe_lines SET grams = '-1' WHERE rowid = (SELECT min(rowid) FROM recipe_lines)",
        False,
    ),
    "nutrition.recipe-lines-without-gap": (
        "UPDATE recipe_lines SET line = 50 WHERE rowid = (SELECT min(rowid) FROM recipe_lines)",
        False,
    ),
    "nutrition.cooked-weight-and-portions-positive": (
        "UPDATE recipes SET portions = '0' WHERE rowid = (SELECT min(rowid) FROM recipes)",
        False,
    ),
    "menus.every-cycle-day-full": ("DELETE FROM menu_items WHERE slot = 3", False),
    "menus.days-within-cycle": ("UPDATE menu_items SET day = 2 WHERE slot = 3", False),
    "menus.names-fit": (
        "UPDATE dishes SET name_zh = '九个字的菜名放不下' WHERE code = 'ermifan'",
        False,
    ),
    "accounts.balances": ("UPDATE accounts SET balance = balance + 1 WHERE id = 'safe'", False),
    "accounts.chain-anchors": (f"UPDATE chain_anchors SET mac = '{'0' * 64}'", False),
    "pos.sale-totals": (f"UPDATE sales SET total = total + 1 WHERE id = {FIRST_SALE}", True),
    "pos.sale-payments": (
        f"UPDATE payments SET tendered = tendered + 1 WHERE sale_id = {FIRST_SALE}",
        True,
    ),
    "pos.sale-postings": (
        f"UPDATE transfers SET subject = '{'0' * 32}' WHERE subject = {FIRST_SALE}",
        True,
    ),
    "pos.receipt-numbers": (f"UPDATE sales SET seq = 9 WHERE id = {FIRST_SALE}", True),
    "pos.servings-sold": (
        f"UPDATE servings SET status = 'open' WHERE uid = '{chip(1)}' AND status = 'sold'",
        False,
    ),
    "pos.line-plates": (
        f"UPDATE sale_lines SET uid = '{chip(77)}' WHERE sale_id = {FIRST_SALE} AND n = 0",
        True,
    ),
    "pos.serving-bindings": (
        f"UPDATE servings SET uid = '{chip(1)}', n = 9 WHERE uid = '{chip(90)}'",
        False,
    ),
    "pos.sale-shifts": ("UPDATE shifts SET terminal = 'T9' WHERE terminal = 'T2'", True),
    "pos.shift-cash": (
        "UPDATE shifts SET expected = expected + 1 WHERE closed_at IS NOT NULL",
        True,
    ),
    "pos.slips": (f"DELETE FROM documents WHERE sale_id = {FIRST_SALE}", False),
    "pos.print-jobs": ("DELETE FROM print_jobs WHERE state = 'sent'", False),
    "pos.slip-content": (
        f"UPDATE documents SET body = replace(body, '红烧肉', '白菜') WHERE sale_id = {FIRST_SALE}",
        False,
    ),
    "chain": ("UPDATE audit_events SET actor = '01' WHERE action = 'leave-out'", True),
}


@pytest.fixture
def day(sqlite_stores):
    """The busy day on a file of its own."""
    FOUNDERS.setdefault("busy_day", found_busy_day)
    url = sqlite_stores.copy("busy_day")
    opened = Database.open(url)
    yield opened
    opened.close()
    sqlite_stores.drop(url)


def found_busy_day(url):
    database = found_demo(url)
    busy_day(database)
    return database


def by_hand(database, *statements):
    """Change rows past every constraint, foreign key and trigger; how many each changed."""
    with closing(dbapi2.connect(database.file, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("PRAGMA foreign_keys = OFF")
        triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        return [raw.execute(statement).rowcount for statement in statements]


def failed(report):
    return {check.name for check in report.checks if not check.ok}


def test_a_day_of_honest_business_breaks_nothing(day):
    report = audit.run(day)
    assert (failed(report), report.sales, report.lost, report.ok) == (set(), 4, 0, True)
    assert all(check.rows == 0 and check.why is None for check in report.checks)


def test_every_check_has_its_case(day):
    names = [check.name for check in audit.run(day).checks]
    assert set(names) == set(CASES)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", CASES)
def test_one_changed_row_breaks_one_check(day, name):
    statement, signed = CASES[name]
    assert by_hand(day, statement) == [1]
    report = audit.run(day)
    assert failed(report) == {name} | ({"chain"} if signed else set())
    assert not report.ok


SIGNED = {
    "sales": FIRST_SALE.replace("SELECT id", "SELECT rowid"),
    "sale_lines": f"(SELECT rowid FROM sale_lines WHERE sale_id = {FIRST_SALE} LIMIT 1)",
    "payments": f"(SELECT rowid FROM payments WHERE sale_id = {FIRST_SALE})",
    "transfers": "(SELECT rowid FROM transfers ORDER BY rowid DESC LIMIT 1)",
    "audit_events": "(SELECT min(rowid) FROM audit_events)",
    "shifts": "(SELECT rowid FROM shifts WHERE closed_at IS NOT NULL)",
    "chain_entries": "(SELECT min(rowid) FROM chain_entries)",
}


@pytest.mark.parametrize("table", SIGNED)
def test_no_column_of_a_signed_row_changes_unseen(day, table):
    by_hand(day)
    with closing(dbapi2.connect(day.file, isolation_level=None)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        (row,) = raw.execute(f"SELECT {SIGNED[table]}").fetchone()
        columns = [each[1] for each in raw.execute(f"PRAGMA table_info({table})")]
        for column in columns:
            (old,) = raw.execute(f'SELECT "{column}" FROM {table} WHERE rowid = {row}').fetchone()
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = {row}', (other(old),))
            assert "chain" in failed(audit.run(day)), column
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = {row}', (old,))
    assert audit.run(day).ok


def other(value):
    """Another value of the same kind, which the column can still be read as."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value + 50
    return value[:-1] + ("9" if value[-1] != "9" else "8")


class TestWhatWasTakenAway:
    """Rows that are gone, or that nobody signed."""

    def test_a_sale_that_was_removed(self, day):
        assert by_hand(day, "DELETE FROM sales WHERE terminal = 'T2'") == [1]
        report = audit.run(day)
        assert failed(report) == {"pos.receipt-numbers", "chain"}
        # Its number, its payment and its slip have no sale any more.
        assert (report.sales, report.lost, report.ok) == (3, 3, False)

    def test_a_sale_that_was_removed_with_all_that_hung_on_it(self, day):
        sale = "(SELECT id FROM sales WHERE terminal = 'T2')"
        changed = by_hand(
            day,
            "DELETE FROM print_jobs WHERE terminal = 'T2'",
            f"DELETE FROM documents WHERE sale_id = {sale}",
            f"UPDATE servings SET status = 'open' WHERE uid = '{chip(21)}'",
            f"DELETE FROM sale_lines WHERE sale_id = {sale}",
            f"DELETE FROM payments WHERE sale_id = {sale}",
            "UPDATE accounts SET balance = balance - 1200 WHERE id = 'cash:T2'",
            "UPDATE accounts SET balance = balance + 1200 WHERE id = 'sales'",
            f"DELETE FROM transfers WHERE subject = {sale}",
            "DELETE FROM receipt_counters WHERE terminal = 'T2'",
            "DELETE FROM sales WHERE terminal = 'T2'",
        )
        assert changed == [1] * len(changed)
        report = audit.run(day)
        assert (failed(report), report.lost) == ({"chain"}, 0)

    def test_the_tail_of_the_chain(self, day):
        (removed,) = by_hand(
            day,
            "DELETE FROM chain_entries WHERE terminal = 'T1' AND seq > "
            "(SELECT max(seq) FROM chain_anchors)",
        )
        report = audit.run(day)
        assert failed(report) == {"chain"}
        assert rows_of(report, "chain") >= removed > 0

    def test_the_tail_of_the_chain_with_its_anchor(self, day):
        by_hand(day, "DELETE FROM chain_entries WHERE terminal = 'T1' AND seq >= 5")
        assert failed(audit.run(day)) == {"chain", "accounts.chain-anchors"}

    def test_an_entry_out_of_the_middle(self, day):
        by_hand(day, "DELETE FROM chain_entries WHERE terminal = 'T1' AND seq = 2")
        assert failed(audit.run(day)) == {"chain"}

    def test_a_close_that_nobody_signed(self, day):
        # What is due in the drawer is right, so only the chain can tell.
        by_hand(
            day,
            "UPDATE shifts SET closed_at = opened_at, counted = 21200, expected = 21200 "
            "WHERE terminal = 'T2'",
        )
        assert failed(audit.run(day)) == {"chain"}

    def test_a_transfer_that_nobody_signed(self, day):
        by_hand(
            day,
            "INSERT INTO transfers SELECT lower(hex(randomblob(16))), 'safe', 'cash:T1', 100, "
            "'to-safe', lower(hex(randomblob(16))), at FROM transfers LIMIT 1",
            "UPDATE accounts SET balance = balance + 100 WHERE id = 'safe'",
            "UPDATE accounts SET balance = balance - 100 WHERE id = 'cash:T1'",
        )
        assert failed(audit.run(day)) == {"chain"}

    def test_a_sale_that_nobody_signed(self, day):
        columns = "terminal, business_date, meal, {seq}, {no}, shift_id, staff_id, sold_at, 0, 0"
        chosen = columns.format(seq="seq + 1", no="receipt_no || 'x'")
        (added, counted, slip, job) = by_hand(
            day,
            f"INSERT INTO sales SELECT '{'0' * 31}1', {chosen}, rule_version, menu_version, "
            "confidence FROM sales WHERE terminal = 'T2'",
            "UPDATE receipt_counters SET last = last + 1 WHERE terminal = 'T2'",
            f"INSERT INTO documents SELECT '{'0' * 31}2', '{'0' * 31}1', kind, "
            "replace(replace(body, receipt_no, receipt_no || 'x'), '\"due_fen\":1200', "
            "'\"due_fen\":0'), created_at FROM documents, sales WHERE sale_id = sales.id "
            "AND sales.terminal = 'T2'",
            f"INSERT INTO print_jobs SELECT '{'0' * 31}3', '{'0' * 31}2', 'T2', state, 0, reason, "
            "created_at, changed_at FROM print_jobs LIMIT 1",
        )
        assert (added, counted, slip, job) == (1, 1, 1, 1)
        report = audit.run(day)
        assert failed(report) == {"chain", "pos.slip-content"}
        assert rows_of(report, "chain") == 1


class TestWhileATillRuns:
    """The audit looks and touches nothing."""

    def test_it_writes_nothing(self, day):
        asked = []
        with day.read():
            pass  # the first connection asks what SQLite can do

        @sa.event.listens_for(day.engine, "before_cursor_execute")
        def note(_connection, _cursor, statement, *_more):
            asked.append(statement.split()[0])

        before = files(day)
        assert audit.run(day).ok
        assert set(asked) == {"BEGIN", "SELECT"}
        assert files(day) == before

    def test_it_waits_for_no_writer_and_holds_none_up(self, day):
        with closing(dbapi2.connect(day.file, isolation_level=None, timeout=0)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE accounts SET balance = balance + 1")
            assert audit.run(day).ok
            writer.execute("COMMIT")
        assert failed(audit.run(day)) == {"accounts.balances"}

    def test_it_sees_one_state_while_sales_go_on(self, day):
        """Between any two of its questions a sale is made."""
        till = Till(Database.open(f"sqlite:///{day.file}"))
        till.bind("ermifan", *(chip(200 + n) for n in range(100)))
        plates = iter(range(200, 300))

        @sa.event.listens_for(day.engine, "after_cursor_execute")
        def sell(_connection, _cursor, statement, *_more):
            if statement.startswith("SELECT"):
                till.sell(chip(next(plates)))

        report = audit.run(day)
        till.database.close()
        assert (failed(report), report.lost) == (set(), 0)
        assert report.sales < 10 < next(plates) - 200


def files(database):
    return {
        suffix: Path(f"{database.file}{suffix}").read_bytes()
        for suffix in ("", "-wal", ".key")
        if Path(f"{database.file}{suffix}").exists()
    }


class TestTheKey:
    """The chain is only as good as the key that signed it."""

    def test_a_chain_of_another_key_is_not_ours(self, day):
        key_file(day).write_text("5a" * 32)
        report = audit.run(day)
        assert failed(report) == {"chain"}
        with day.read() as session:
            entries = session.exec_driver_sql("SELECT count(*) FROM chain_entries").scalar_one()
        assert rows_of(report, "chain") == entries

    @pytest.mark.parametrize("key", [None, "", "zz", "5a" * 31])
    def test_without_the_key_the_chain_says_why_and_the_rest_is_checked(self, day, key):
        key_file(day).unlink()
        if key is not None:
            key_file(day).write_text(key)
        by_hand(day, CASES["accounts.balances"][0])
        report = audit.run(day)
        assert failed(report) == {"chain", "accounts.balances"}
        assert {check.name for check in report.checks} == set(CASES)
        why = next(check.why for check in report.checks if check.name == "chain")
        assert why.startswith("E-ACC-002" if key is None else "E-ACC-003")
        assert str(key_file(day)) in why


def rows_of(report, name):
    return next(check.rows for check in report.checks if check.name == name)
