from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canteen.db import (
    Database,
    DatabaseError,
    DatabaseReadOnly,
    DecimalColumn,
    MoneyColumn,
    UtcDateTime,
)
from canteen.money import Money
from canteen.prepared import Prepared

NOON = datetime(2026, 11, 23, 4, 0, 0, 123_456, tzinfo=UTC)

own = sa.MetaData()
slips = sa.Table(
    "slips",
    own,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=True),
    sa.Column("due", MoneyColumn, nullable=False),
    sa.Column("grams", DecimalColumn, nullable=True),
    sa.Column("day", sa.Date, nullable=True),
    sa.Column("copy", sa.Boolean, nullable=True),
    sa.Column("name", sa.String(40), nullable=True),
)
INSERT = Prepared.insert(slips)
BY_ID = Prepared(lambda _dialect: sa.select(slips).where(slips.c.id == sa.bindparam("wanted")))
RAISE = Prepared(
    lambda _dialect: (
        sa.update(slips)
        .where(slips.c.id == sa.bindparam("wanted"))
        .values(due=slips.c.due + sa.bindparam("more", type_=sa.BigInteger))
        .returning(slips.c.due)
    )
)
CLOSE = Prepared(
    lambda _dialect: sa.update(slips).where(slips.c.due < sa.bindparam("below")).values(name="shut")
)


@pytest.fixture
def db(empty_url):
    with closing(Database.open(empty_url, create=True)) as opened:
        own.create_all(opened.engine)
        yield opened


def slip(number, **values):
    """A whole row: what is not told is null."""
    empty = dict.fromkeys(column.name for column in slips.c)
    return {**empty, "id": UUID(int=number), "due": Money(number), **values}


START = datetime(1970, 1, 2)  # noqa: DTZ001 - hypothesis puts the zone on
TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=40)
ROWS = st.fixed_dictionaries(
    {
        "id": st.uuids(),
        "at": st.none() | st.datetimes(START, timezones=st.just(UTC)),
        "due": st.integers(-(2**53), 2**53).map(Money),
        "grams": st.none() | st.decimals(allow_nan=False, allow_infinity=False),
        "day": st.none() | st.dates(),
        "copy": st.none() | st.booleans(),
        "name": st.none() | TEXT,
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS)
def test_what_goes_in_comes_out_as_the_session_itself_would_give_it(db, row):
    with db.write() as session:
        session.execute(sa.delete(slips))
        assert INSERT.run(session, row) == 1
        assert BY_ID.first(session, {"wanted": row["id"]}) == tuple(
            row[column.name] for column in slips.c
        )
        assert dict(session.execute(sa.select(slips)).one()._mapping) == row


def test_many_rows_go_in_one_call_and_none_in_none(db):
    with db.write() as session:
        rows = [slip(number, grams=Decimal("0.10")) for number in range(1, 25)]
        assert INSERT.run_many(session, rows) == 24
        assert INSERT.run_many(session, []) == 0
        assert session.execute(sa.select(sa.func.count()).select_from(slips)).scalar() == 24


def test_a_run_tells_how_many_rows_it_changed(db):
    with db.write() as session:
        INSERT.run_many(session, [slip(number) for number in range(1, 6)])
        assert CLOSE.run(session, {"below": Money(3)}) == 2
        assert CLOSE.run(session, {"below": Money(0)}) == 0


def test_the_first_row_of_a_returning_or_none(db):
    with db.write() as session:
        INSERT.run(session, slip(5))
        assert RAISE.first(session, {"wanted": UUID(int=5), "more": 7}) == (Money(12),)
        assert RAISE.first(session, {"wanted": UUID(int=6), "more": 7}) is None
        assert BY_ID.first(session, {"wanted": UUID(int=6)}) is None


def test_a_prepared_write_is_part_of_its_transaction(db):
    def interrupted():
        with db.write() as session:
            INSERT.run(session, slip(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with db.read() as session:
        assert BY_ID.first(session, {"wanted": UUID(int=1)}) is None


def test_what_the_driver_refuses_is_one_of_our_errors(db):
    def twice():
        with db.write() as session:
            INSERT.run_many(session, [slip(1), slip(1)])

    with pytest.raises(DatabaseError):
        twice()
    with pytest.raises(DatabaseReadOnly), db.read() as session:
        INSERT.run(session, slip(1))
    with db.write() as session:
        assert INSERT.run(session, slip(1)) == 1


def test_a_naive_instant_is_refused_here_as_well(db):
    with pytest.raises(ValueError, match="naive"), db.write() as session:
        INSERT.run(session, slip(1, at=NOON.replace(tzinfo=None)))
