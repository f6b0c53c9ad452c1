"""What both databases promise, and the traps of each."""

import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import exc

from canteen.db import (
    FIXED_IN,
    BadDatabaseUrl,
    Database,
    DatabaseError,
    DatabaseMissing,
    DatabaseReadOnly,
    DecimalColumn,
    MoneyColumn,
    UtcDateTime,
    invariant_rows,
)
from canteen.money import Money

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 23, 4, 0, 0, 123_456, tzinfo=UTC)

# Not on the house's MetaData: these rows belong to the tests.
own = sa.MetaData()
notes = sa.Table(
    "notes",
    own,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=True),
    sa.Column("price", MoneyColumn, nullable=True),
    sa.Column("grams", DecimalColumn, nullable=True),
    sa.Column("parent", sa.Integer, sa.ForeignKey("notes.id"), nullable=True),
    sa.Column("locked_busy", sa.String(40), nullable=False, server_default=""),
    sa.CheckConstraint("id < 1000000", name="ck_notes_id"),
)

on_one_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def db(empty_url):
    with closing(Database.open(empty_url, create=True)) as opened:
        own.create_all(opened.engine)
        yield opened


def put(session, number, **values):
    session.execute(sa.insert(notes), {"id": number, **values})


def ids(database):
    with database.read() as session:
        return session.execute(sa.select(notes.c.id).order_by(notes.c.id)).scalars().all()


def url_of(database):
    return database.engine.url.render_as_string(hide_password=False)


def test_a_write_stands_when_its_block_ends(db):
    with db.write() as session:
        put(session, 1)
        put(session, 2)
    with closing(Database.open(url_of(db))) as other:
        assert ids(other) == [1, 2]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_any_exception_takes_the_whole_write_back(db, error):
    def interrupted():
        with db.write() as session:
            put(session, 1)
            raise error

    with pytest.raises(error):
        interrupted()
    assert ids(db) == []
    with db.write() as session:
        put(session, 1)
    assert ids(db) == [1]


def test_a_refused_row_takes_the_rows_before_it_back(db):
    def twice():
        with db.write() as session:
            put(session, 1)
            put(session, 1)

    with pytest.raises(DatabaseError) as refused:
        twice()
    assert type(refused.value) is DatabaseError
    assert ids(db) == []


@pytest.mark.parametrize(
    "values",
    [{"id": 1, "parent": 9}, {"id": 1_000_000}, {"id": 1, "locked_busy": None}],
    ids=["foreign key", "check", "not null, of a column with a misleading name"],
)
def test_the_schema_is_held(db, values):
    with pytest.raises(DatabaseError) as refused, db.write() as session:
        session.execute(sa.insert(notes), values)
    assert type(refused.value) is DatabaseError
    assert ids(db) == []


def test_a_mistake_in_the_statement_is_not_taken_for_a_missing_database(db):
    with pytest.raises(DatabaseError) as refused, db.read() as session:
        session.exec_driver_sql("SELEKT 1")
    assert type(refused.value) is DatabaseError


def test_a_missing_table_is_a_missing_database(db):
    with pytest.raises(DatabaseMissing) as refused, db.read() as session:
        session.exec_driver_sql("SELECT * FROM nowhere")
    assert "canteen init" in refused.value.todo


def test_a_read_sees_one_state_of_the_database(db):
    count = sa.select(sa.func.count()).select_from(notes)
    with db.read() as session:
        assert session.execute(count).scalar() == 0
        with db.write() as writer:
            put(writer, 1)
        assert session.execute(count).scalar() == 0
    assert ids(db) == [1]


def test_a_read_cannot_write(db):
    for _ in range(2):
        with pytest.raises(DatabaseReadOnly), db.read() as session:
            put(session, 1)
        assert ids(db) == []
    with db.write() as session:
        put(session, 1)
    assert ids(db) == [1]


def test_readers_do_not_wait_for_a_writer(db):
    with db.write() as session:
        put(session, 1)
        assert ids(db) == []
    assert ids(db) == [1]


def test_threads_take_turns_at_writing_and_lose_nothing(db):
    with db.write() as session:
        put(session, 1, price=Money(0))

    def add_one():
        for _ in range(50):
            with db.write() as session:
                price = session.execute(sa.select(notes.c.price)).scalar()
                session.execute(sa.update(notes).values(price=price + Money(1)))

    threads = [threading.Thread(target=add_one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as session:
        assert session.execute(sa.select(notes.c.price)).scalar() == Money(150)


ADD_ONE = """
import sys
import sqlalchemy as sa
from canteen.db import Database
database = Database.open(sys.argv[1])
for _ in range(100):
    with database.write() as session:
        price = session.exec_driver_sql("SELECT price FROM notes").scalar()
        session.exec_driver_sql(f"UPDATE notes SET price = {price + 1}")
database.close()
"""


def test_three_programs_that_read_and_then_write_lose_nothing(sqlite_database):
    own.create_all(sqlite_database.engine)
    with sqlite_database.write() as session:
        put(session, 1, price=Money(0))
    command = [sys.executable, "-c", ADD_ONE]
    programs = [subprocess.Popen([*command, url_of(sqlite_database)], cwd=ROOT) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    with sqlite_database.read() as session:
        assert session.execute(sa.select(notes.c.price)).scalar() == Money(300)


def test_sqlite_is_opened_by_the_recipe_on_every_connection(sqlite_database):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "recursive_triggers": 1,
    }
    with sqlite_database.read() as one, sqlite_database.read() as two:
        for session in (one, two):
            found = {name: session.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_the_linked_sqlite_is_without_the_wal_reset_fault(sqlite_database):
    with sqlite_database.read() as session:
        version = session.exec_driver_sql("SELECT sqlite_version()").scalar()
    assert tuple(map(int, version.split("."))) >= FIXED_IN


def test_a_sqlite_write_takes_the_lock_with_its_first_word(sqlite_database):
    said = []
    sa.event.listen(
        sqlite_database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: said.append(statement),
    )
    with sqlite_database.write():
        pass
    with sqlite_database.read():
        pass
    begins = [statement for statement in said if statement.startswith("BEGIN")]
    assert begins == ["BEGIN IMMEDIATE", "BEGIN DEFERRED"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "canteen.db",
        "mysql://u@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "oracle+cx://",
        "postgresql+nodriver",
    ],
)
def test_a_url_of_another_kind_is_refused_with_its_text(url):
    with pytest.raises(BadDatabaseUrl) as refused:
        Database.open(url)
    assert f"「{url}」" in str(refused.value)


def test_opening_says_where_and_shows_no_password(tmp_path):
    with closing(Database.open(f"sqlite:///{tmp_path}/a.db", create=True)) as lite:
        assert (lite.is_sqlite, lite.where, lite.file) == (
            True,
            f"{tmp_path}/a.db",
            tmp_path / "a.db",
        )
    with closing(Database.open("postgresql://till:canary@db.example/canteen")) as server:
        assert (server.is_sqlite, server.file) == (False, None)
        assert server.where == "postgresql://till:***@db.example/canteen"


@on_one_database
@given(
    st.datetimes(
        datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis puts the zone on
        timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    ),
    st.integers(-(2**53), 2**53).map(Money),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_instants_money_and_decimals_come_back_as_they_went_in(db, at, price, grams):
    with db.write() as session:
        session.execute(sa.delete(notes))
        put(session, 1, at=at, price=price, grams=grams)
    with db.read() as session:
        row = session.execute(sa.select(notes)).one()
    assert (row.at, row.price, row.grams) == (at, price, grams)
    assert row.at.utcoffset() == timedelta(0)
    assert str(row.grams) == str(grams)


def test_what_is_not_known_comes_back_as_nothing(db):
    with db.write() as session:
        put(session, 1)
    with db.read() as session:
        row = session.execute(sa.select(notes.c.at, notes.c.price, notes.c.grams)).one()
    assert tuple(row) == (None, None, None)


def test_a_naive_instant_is_refused(db):
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(exc.StatementError, match="naive datetime"), db.write() as session:
        put(session, 1, at=naive)
    assert ids(db) == []


def test_instants_compare_as_instants_whatever_zone_they_are_told_in(db):
    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    with db.write() as session:
        put(session, 1, at=shanghai)
        put(session, 2, at=NOON + timedelta(microseconds=1))
    with db.read() as session:
        late = session.execute(sa.select(notes.c.id).where(notes.c.at > shanghai)).scalars().all()
    assert late == [2]


def test_an_invariant_counts_the_rows_that_break_it(db):
    queries = {
        "priced": sa.select(notes.c.id).where(notes.c.price.is_(None)),
        "numbered": sa.select(notes.c.id).where(notes.c.id < 0),
    }
    with db.write() as session:
        put(session, 1, grams=Decimal(1))
        put(session, 2, price=Money(1))
    with db.read() as session:
        assert invariant_rows(session, queries) == {"priced": 1, "numbered": 0}
