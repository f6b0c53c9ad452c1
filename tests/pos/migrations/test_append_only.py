"""History stays as it was, whoever asks: the schema itself refuses."""

import uuid
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from support.databases import DEMO_DAY

from canteen.db import DatabaseError, MoneyColumn, UtcDateTime
from canteen.money import Money
from pos.schema import APPEND_ONLY, metadata

SAMPLES = {
    str: "x",
    int: 7,
    bool: True,
    date: DEMO_DAY.date(),
    datetime: DEMO_DAY,
    uuid.UUID: uuid.UUID(int=7),
}
VERBS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "delete one": "DELETE FROM {table} WHERE {column} IS NOT NULL",
}
SQLITE_ONLY = {
    "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET {column} = {column}",
}
POSTGRES_ONLY = {"truncate": "TRUNCATE {table} CASCADE"}


def sample(column):
    """A value the column takes; what it says does not matter here."""
    if isinstance(column.type, MoneyColumn):
        return Money(7)
    return DEMO_DAY if isinstance(column.type, UtcDateTime) else SAMPLES[column.type.python_type]


def put_one(session, name):
    table = metadata.tables[name]
    session.execute(sa.insert(table), {column.name: sample(column) for column in table.columns})


@pytest.fixture
def history(database):
    """One row in every append-only table, put there past the links and checks of real sales."""
    with database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if database.is_sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA ignore_check_constraints=ON")
        with connection.begin():
            for name in APPEND_ONLY:
                if not database.is_sqlite:
                    without_checks(connection, name)
                put_one(connection, name)
        if database.is_sqlite:
            raw.execute("PRAGMA foreign_keys=ON")
    return database


def without_checks(connection, name):
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for check in sa.inspect(connection).get_check_constraints(name):
        connection.exec_driver_sql(f"ALTER TABLE {name} DROP CONSTRAINT {check['name']}")


def rows(database):
    with database.read() as session:
        return {
            name: session.execute(sa.select(metadata.tables[name])).all() for name in APPEND_ONLY
        }


def test_every_table_of_history_refuses_every_change(history):
    before = rows(history)
    assert all(len(found) == 1 for found in before.values())
    verbs = VERBS | (SQLITE_ONLY if history.is_sqlite else POSTGRES_ONLY)
    for name in APPEND_ONLY:
        column = next(iter(metadata.tables[name].primary_key)).name
        for what, form in verbs.items():
            with pytest.raises(DatabaseError) as refused, history.write() as session:
                session.exec_driver_sql(form.format(table=name, column=column))
            assert "append only" in str(refused.value), (name, what)
    assert rows(history) == before


def test_the_refusal_names_the_table(history):
    with pytest.raises(DatabaseError) as refused, history.write() as session:
        session.exec_driver_sql("DELETE FROM transfers")
    assert refused.value.facts["reason"].startswith("transfers is append only")


def test_a_table_of_history_still_grows(history):
    with history.write() as session:
        session.exec_driver_sql(
            "INSERT INTO chain_anchors (terminal, seq, mac, at, reason) "
            "VALUES ('T2', 1, 'm', '2026-11-23 03:00:00', 'close')"
        )
    assert len(rows(history)["chain_anchors"]) == 2


def test_tables_that_are_no_history_may_change(history):
    with history.write() as session:
        session.exec_driver_sql("DELETE FROM plates")
        session.exec_driver_sql("DELETE FROM staff")


def test_the_rows_of_the_money_are_history():
    money = {"transfers", "chain_entries", "chain_anchors", "sales", "sale_lines", "payments"}
    assert money | {"documents", "audit_events"} <= set(APPEND_ONLY)


def test_no_foreign_key_takes_history_away_with_it():
    links = [link for table in metadata.sorted_tables for link in table.foreign_keys]
    assert {(link.ondelete, link.onupdate) for link in links} == {(None, None)}
