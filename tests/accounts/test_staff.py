from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from accounts import staff
from accounts.errors import BadPin, BadRole, StaffExists, StaffUnknown
from accounts.staff import MAX_TRIES, Action, Role, Staff, check_pin
from accounts.tables import ROLES
from accounts.tables import staff as rows

KEY = b"k" * 32
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)

ALLOWED = {
    "cashier": {"sell", "strike", "bind", "shift", "reprint"},
    "supervisor": {"sell", "strike", "bind", "shift", "reprint"},
    "manager": {"sell", "strike", "bind", "shift", "reprint"},
    "kitchen": {"bind"},
    "dietitian": set(),
    "auditor": set(),
}


def join(session, person="07", pin="2580", role="cashier", name="小周"):
    return staff.add(session, id=person, name=name, role=role, pin=pin, key=KEY, now=NOON)


def attempt(database, pin, now=NOON, key=KEY):
    with database.write() as session:
        return check_pin(session, pin, key=key, now=now)


@pytest.fixture
def till(database):
    """A canteen with one cashier."""
    with database.write() as session:
        join(session)
    return database


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_is_named_and_nothing_else(role, action):
    assert Staff("1", "某", role).may(action) == (action.value in ALLOWED[role.value])


def test_what_has_no_name_is_refused():
    assert not any(Staff("1", "某", role).may("refund") for role in Role)
    assert not any(Staff("1", "某", "guest").may(action) for action in Action)
    assert set(ALLOWED) == set(ROLES) == {role.value for role in Role}


def test_whoever_joined_is_found(till):
    with till.read() as session:
        assert staff.find(session, "07") == Staff("07", "小周", Role.CASHIER)
        assert staff.require(session, "07").name == "小周"
        assert staff.find(session, "08") is None
        with pytest.raises(StaffUnknown) as refused:
            staff.require(session, "08")
    assert "08" in str(refused.value)


def test_an_id_is_given_once(till):
    with pytest.raises(StaffExists), till.write() as session:
        join(session, pin="1111", name="另一位")
    with till.read() as session:
        assert staff.find(session, "07").name == "小周"


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a4", "１２３４", "12 4", "-123", "٠١٢٣"]
)
def test_a_pin_has_four_to_eight_digits(database, pin):
    with pytest.raises(BadPin), database.write() as session:
        join(session, pin=pin)
    with database.read() as session:
        assert staff.find(session, "07") is None


@pytest.mark.parametrize("pin", ["0000", "12345678"])
def test_the_shortest_and_the_longest_pin_open(database, pin):
    with database.write() as session:
        join(session, pin=pin)
    assert attempt(database, pin).staff.id == "07"


@pytest.mark.parametrize("role", ["", "Cashier", "owner"])
def test_a_role_the_canteen_does_not_have_is_refused_and_the_roles_are_told(database, role):
    with pytest.raises(BadRole) as refused, database.write() as session:
        join(session, role=role)
    assert all(known in str(refused.value) for known in ROLES)


def test_a_pin_is_not_in_the_row_and_is_of_no_use_without_the_key(till):
    with till.read() as session:
        row = session.execute(sa.select(rows)).one()
    assert row.pin_hash.startswith("$argon2id$")
    assert "2580" not in str(row)
    assert attempt(till, "2580", key=b"other" * 7).staff is None


def test_the_right_pin_says_who_it_is(till):
    with till.write() as session:
        join(session, "01", "1379", "supervisor", "王主管")
    assert attempt(till, "1379").staff == Staff("01", "王主管", Role.SUPERVISOR)
    assert attempt(till, "2580").staff == Staff("07", "小周", Role.CASHIER)


def test_somebody_without_a_pin_cannot_be_unlocked(database):
    with database.write() as session:
        join(session, "headless", pin=None)
    answer = attempt(database, "0000")
    assert answer.staff is None
    assert answer.locked_until is None


def test_five_wrong_tries_lock_for_a_minute_and_the_right_pin_does_not_open(till):
    left = [attempt(till, "0000").tries_left for _ in range(MAX_TRIES)]
    assert left == [4, 3, 2, 1, 0]
    locked = attempt(till, "2580", NOON + timedelta(seconds=59))
    assert (locked.staff, locked.tries_left) == (None, 0)
    assert locked.locked_until == NOON + timedelta(minutes=1)
    assert attempt(till, "2580", NOON + timedelta(minutes=1)).staff.id == "07"


def test_each_further_wrong_try_doubles_the_wait_up_to_an_hour(till):
    now = NOON
    for _ in range(MAX_TRIES - 1):
        assert attempt(till, "0000", now).locked_until is None
    waits = []
    for _ in range(8):
        until = attempt(till, "0000", now).locked_until
        waits.append((until - now) // timedelta(minutes=1))
        now = until
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_tries_while_locked_do_not_lengthen_the_wait(till):
    for _ in range(MAX_TRIES):
        attempt(till, "0000")
    for second in range(5):
        answer = attempt(till, "0000", NOON + timedelta(seconds=second))
        assert answer.locked_until == NOON + timedelta(minutes=1)


def test_the_right_pin_takes_the_wrong_tries_back(till):
    for _ in range(MAX_TRIES - 1):
        attempt(till, "0000")
    assert attempt(till, "2580").staff.id == "07"
    assert attempt(till, "0000").tries_left == MAX_TRIES - 1


def test_a_wrong_pin_counts_against_everybody_at_the_till(till):
    with till.write() as session:
        join(session, "01", "1379", "supervisor")
    for _ in range(MAX_TRIES):
        attempt(till, "0000")
    assert attempt(till, "1379", NOON + timedelta(seconds=1)).staff is None
    with till.read() as session:
        assert session.execute(sa.select(rows.c.failures)).scalars().all() == [MAX_TRIES] * 2


def test_a_try_that_is_rolled_back_was_not_counted(till):
    def interrupted():
        with till.write() as session:
            check_pin(session, "0000", key=KEY, now=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert attempt(till, "0000").tries_left == MAX_TRIES - 1


def test_a_pin_that_was_changed_between_match_and_answer_lets_nobody_in(till):
    with till.read() as session:
        match = staff.match_pin(session, "2580", key=KEY)
    with till.write() as session:
        session.execute(sa.update(rows).values(pin_hash="another"))
        assert staff.answer_pin(session, match, now=NOON).staff is None
