"""A past of many sales, made by SQL alone: the shape and the indexes of real ones, small slips."""

from __future__ import annotations

from canteen.db import Database

A_DAY = 800
"""Meals a day."""

# Ids are ordered by time as real ones are, and older than any made now.
_ID = "printf('{kind}%030x', n)"
_NUMBERS = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) "
_DAY = f"date('2026-11-22', '-' || ((({{count}} - n) / {A_DAY})) || ' days')"
_SEQ = f"(({{count}} - n) % {A_DAY}) + 1"
_AT = "datetime('2026-01-01', '+' || n || ' seconds') || '.000000'"

STATEMENTS = (
    (
        "INSERT INTO sales (id, terminal, business_date, meal, seq, receipt_no, shift_id, staff_id,"
        f" sold_at, total, due, rule_version, menu_version) SELECT {_ID.format(kind='01')}, 'T1',"
        f" {_DAY}, 'lunch', {_SEQ}, 'T1-' || replace({_DAY}, '-', '') || '-' ||"
        f" printf('%06d', {_SEQ}), (SELECT id FROM shifts LIMIT 1), 'headless', {_AT}, 1800, 1800,"
        " 'list/1', 'demo/1' FROM c"
    ),
    *(
        "INSERT INTO sale_lines (sale_id, n, item_code, name, name_en, price, paid, nutrients,"
        f" entered_by) SELECT {_ID.format(kind='01')}, {line}, 'hongshaorou', '红烧肉',"
        " 'Braised Pork', 900, 900, '{{}}', 'headless' FROM c"
        for line in (0, 1)
    ),
    (
        "INSERT INTO payments (id, sale_id, kind, state, amount, tendered, change, at) SELECT"
        f" {_ID.format(kind='02')}, {_ID.format(kind='01')}, 'cash', 'paid', 1800, 2000, 200, {_AT}"
        " FROM c"
    ),
    (
        "INSERT INTO transfers (id, debit, credit, amount, reason, subject, at) SELECT"
        f" {_ID.format(kind='03')}, 'cash:T1', 'sales', 1800, 'sale', {_ID.format(kind='01')},"
        f" {_AT} FROM c"
    ),
    (
        "INSERT INTO documents (id, sale_id, kind, body, created_at) SELECT"
        f" {_ID.format(kind='04')}, {_ID.format(kind='01')}, 'receipt', '{{{{}}}}', {_AT} FROM c"
    ),
    (
        "INSERT INTO print_jobs (id, document_id, terminal, state, reprint, created_at, changed_at)"
        f" SELECT {_ID.format(kind='05')}, {_ID.format(kind='04')}, 'T1', 'sent', 0, {_AT}, {_AT}"
        " FROM c"
    ),
    (
        "INSERT INTO chain_entries (terminal, seq, kind, subject, digest, mac) SELECT 'T1',"
        f" n + 1000, 'sale', {_ID.format(kind='01')}, printf('%064x', n), printf('%064x', n) FROM c"
    ),
    (
        "INSERT INTO receipt_counters (terminal, business_date, last) SELECT terminal,"
        " business_date, max(seq) FROM sales GROUP BY terminal, business_date"
    ),
)


def add_history(database: Database, count: int) -> None:
    """Add `count` sales of the past to a database that has sold nothing yet and has a shift."""
    with database.write() as session:
        session.exec_driver_sql(
            "INSERT OR IGNORE INTO accounts (id, kind, balance)"
            " VALUES ('cash:T1', 'cash', 0), ('sales', 'sales', 0)"
        )
        for statement in STATEMENTS:
            numbered = _NUMBERS.format(count=count) if statement.endswith("FROM c") else ""
            session.exec_driver_sql(numbered + statement.format(count=count))
    link = database.engine.raw_connection()
    try:
        link.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        link.cursor().execute("ANALYZE")
    finally:
        link.close()
