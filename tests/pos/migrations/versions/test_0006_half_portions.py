"""What was bound and sold before halves were is whole afterwards, and still signed."""

from contextlib import closing
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic import command
from support.databases import DEMO_DAY
from support.till import CASHIER, LUNCH, Till, chip, rows

from accounts import chain as chains
from accounts.chain import Chain, digest
from canteen.db import Database, DatabaseError
from canteen.money import Money
from pos import audit
from pos.founding import add_demo
from pos.migrations import alembic_config, found_revision, upgrade
from pos.tables import bindings, plates, sale_lines, sales, servings, shifts

BEFORE = "0005"
SHIFT, BINDING, SERVING, SALE = (UUID(int=n) for n in range(1, 5))
PLATE = chip(1).text
LINE = {
    "sale_id": SALE,
    "n": 0,
    "serving_id": SERVING,
    "uid": PLATE,
    "item_code": "hongshaorou",
    "name": "红烧肉",
    "name_en": "Braised pork belly",
    "price": Money(1200),
    "paid": Money(1200),
    "nutrients": "{}",
    "entered_by": None,
}
SOLD = {
    "id": SALE,
    "terminal": "T1",
    "business_date": LUNCH.business_date,
    "meal": "lunch",
    "seq": 1,
    "receipt_no": "T1-20261123-000001",
    "shift_id": SHIFT,
    "staff_id": CASHIER,
    "sold_at": DEMO_DAY,
    "total": Money(1200),
    "due": Money(1200),
    "rule_version": "list/1",
    "menu_version": "demo/1",
    "confidence": None,
}


def to(database, revision):
    with database.write() as session:
        config = alembic_config()
        config.attributes["connection"] = session
        command.upgrade(config, revision)


def put(session, table, **row):
    session.execute(sa.insert(table).values(**row))


def sell_one_as_before(database):
    """A plate that was bound and sold, in the columns that there were, signed as it was."""
    with database.write() as session:
        put(session, plates, uid=PLATE, enrolled_at=DEMO_DAY)
        put(session, bindings, id=BINDING, uid=PLATE, dish_code="hongshaorou", bound_at=DEMO_DAY)
        put(
            session,
            servings,
            id=SERVING,
            uid=PLATE,
            binding_id=BINDING,
            dish_code="hongshaorou",
            business_date=LUNCH.business_date,
            meal="lunch",
            n=1,
            status="sold",
            opened_at=DEMO_DAY,
        )
        opened = {"terminal": "T1", "staff_id": CASHIER, "business_date": LUNCH.business_date}
        put(session, shifts, id=SHIFT, opened_at=DEMO_DAY, float=Money(0), **opened)
        put(session, sales, **SOLD)
        put(session, sale_lines, **LINE)
        signed = digest([("sales", SOLD), ("sale_lines", LINE)])
        Chain(chains.load_key(database), "T1").append(session, "sale", SALE, signed)


@pytest.fixture
def old(empty_url):
    """The demo canteen as it stood before this revision, with one sale."""
    with closing(Database.open(empty_url, create=True)) as database:
        to(database, BEFORE)
        chains.make_key(database)
        add_demo(database, DEMO_DAY)
        sell_one_as_before(database)
        yield database


def test_what_stood_there_is_whole(old):
    assert found_revision(old) == BEFORE
    upgrade(old)
    for table in (bindings, servings, sale_lines):
        assert [row["half"] for row in rows(old, table)] == [False]


def test_the_signatures_of_old_sales_hold(old):
    upgrade(old)
    broken = {check.name: check.rows for check in audit.run(old).checks}
    assert {name: broken[name] for name in ("pos.line-plates", "pos.serving-bindings")} == {
        "pos.line-plates": 0,
        "pos.serving-bindings": 0,
    }
    # The shift stands there unsigned; the sale is signed, and its signature holds.
    assert broken["chain"] == 1


def test_lines_still_only_grow(old):
    upgrade(old)
    with pytest.raises(DatabaseError), old.write() as session:
        session.execute(sa.update(sale_lines).values(half=True))


def test_halves_are_sold_afterwards(old):
    upgrade(old)
    till = Till.open(old, terminal="T2")
    till.bind("hongshaorou", chip(2), half=True)
    assert till.sell(chip(2)).paid.due == Money(650)
    assert sorted(row["half"] for row in rows(old, sale_lines)) == [False, True]
