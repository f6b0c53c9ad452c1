"""Staff: who may do what, behind a PIN.

A PIN is kept as Argon2id over the PIN keyed with the ledger's key, so a copied database alone does
not give a four-digit PIN away. Five wrong tries lock a person out for a minute, doubling after.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from accounts.errors import BadPin, BadRole, PinTaken, StaffExists, StaffUnknown
from accounts.tables import ROLES, staff
from canteen.db import Session

MAX_TRIES: Final = 5
FIRST_LOCK: Final = timedelta(minutes=1)
LONGEST_LOCK: Final = timedelta(hours=1)
MIN_DIGITS: Final = 4
MAX_DIGITS: Final = 8

# OWASP's second recommended Argon2id setting: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Role(StrEnum):
    """What a member of staff is."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    KITCHEN = "kitchen"
    DIETITIAN = "dietitian"
    MANAGER = "manager"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What needs permission at the till."""

    SELL = "sell"
    STRIKE = "strike"
    BIND = "bind"
    SHIFT = "shift"
    REPRINT = "reprint"


# The first two roles of the till; whatever is not named here is refused.
_ALLOWED: Final[dict[Role, frozenset[Action]]] = {
    Role.CASHIER: frozenset(
        {Action.SELL, Action.STRIKE, Action.BIND, Action.SHIFT, Action.REPRINT}
    ),
    Role.SUPERVISOR: frozenset(Action),
    Role.MANAGER: frozenset(Action),
    Role.KITCHEN: frozenset({Action.BIND}),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff."""

    id: str
    name: str
    role: Role

    def may(self, action: Action) -> bool:
        """Whether this role is allowed to do `action`; default no."""
        return action in _ALLOWED.get(self.role, frozenset())


@dataclass(frozen=True, slots=True)
class PinMatch:
    """Whose PIN was given, and the hash it was compared with."""

    id: str
    pin_hash: str


@dataclass(frozen=True, slots=True)
class PinAnswer:
    """The outcome of a PIN: who it is, or how many tries are left, or until when it is locked."""

    staff: Staff | None
    tries_left: int
    locked_until: datetime | None


def add(
    session: Session,
    *,
    id: str,  # noqa: A002 - the column's name
    name: str,
    role: str,
    pin: str | None,
    key: bytes,
    now: datetime,
) -> Staff:
    """Register somebody; `pin` None makes an account nobody can unlock (the headless till)."""
    if role not in ROLES:
        raise BadRole(role=role, roles="、".join(ROLES))
    if pin is not None and not (
        pin.isascii() and pin.isdigit() and MIN_DIGITS <= len(pin) <= MAX_DIGITS
    ):
        raise BadPin
    if find(session, id) is not None:
        raise StaffExists(staff=id)
    if pin is not None and _is_taken(session, pin, key):
        raise PinTaken
    session.execute(
        sa.insert(staff),
        {
            "id": id,
            "name": name,
            "role": role,
            "pin_hash": None if pin is None else _hasher.hash(_peppered(pin, key)),
            "failures": 0,
            "locked_until": None,
            "created_at": now,
        },
    )
    return Staff(id, name, Role(role))


def _is_taken(session: Session, pin: str, key: bytes) -> bool:
    """Whether somebody has this PIN: a PIN is all that tells people apart at the till."""
    hashes = session.execute(sa.select(staff.c.pin_hash).where(staff.c.pin_hash.is_not(None)))
    return any(_matches(each, pin, key) for each in hashes.scalars())


def find(session: Session, id: str) -> Staff | None:  # noqa: A002 - the column's name
    """The member of staff with this id, or None."""
    row = session.execute(
        sa.select(staff.c.id, staff.c.name, staff.c.role).where(staff.c.id == id)
    ).first()
    return Staff(row.id, row.name, Role(row.role)) if row else None


def require(session: Session, id: str) -> Staff:  # noqa: A002 - the column's name
    """As `find`, but raises `StaffUnknown`."""
    found = find(session, id)
    if found is None:
        raise StaffUnknown(staff=id)
    return found


def check_pin(session: Session, pin: str, *, key: bytes, now: datetime) -> PinAnswer:
    """Whose PIN this is, in one write transaction; see `match_pin` and `answer_pin`."""
    return answer_pin(session, match_pin(session, pin, key=key), now=now)


def match_pin(session: Session, pin: str, *, key: bytes) -> PinMatch | None:
    """Who has this PIN, locked or not. Reads only: hashing takes long, and others want to write."""
    rows = session.execute(
        sa.select(staff.c.id, staff.c.pin_hash).where(staff.c.pin_hash.is_not(None))
    )
    return next(
        (PinMatch(row.id, row.pin_hash) for row in rows if _matches(row.pin_hash, pin, key)), None
    )


def answer_pin(session: Session, match: PinMatch | None, *, now: datetime) -> PinAnswer:
    """Let a match in, unless it is locked or was given another PIN meanwhile.

    Inside a write transaction: a wrong PIN is counted against everybody who could have meant it,
    which on one till is everybody with a PIN.
    """
    rows = session.execute(sa.select(staff).where(staff.c.pin_hash.is_not(None))).all()
    open_rows = [row for row in rows if row.locked_until is None or row.locked_until <= now]
    for row in open_rows:
        if match == PinMatch(row.id, row.pin_hash):
            _record(session, row.id, failures=0, locked_until=None)
            return PinAnswer(Staff(row.id, row.name, Role(row.role)), MAX_TRIES, None)
    if not open_rows:
        until = min((row.locked_until for row in rows), default=None)
        return PinAnswer(None, 0, until)
    left = MAX_TRIES
    until = None
    for row in open_rows:
        failures = row.failures + 1
        until = now + _lock_time(failures) if failures >= MAX_TRIES else None
        _record(session, row.id, failures=failures, locked_until=until)
        left = min(left, max(0, MAX_TRIES - failures))
    return PinAnswer(None, left, until)


def _lock_time(failures: int) -> timedelta:
    doublings = min(failures - MAX_TRIES, 10)
    return min(LONGEST_LOCK, FIRST_LOCK * (1 << doublings))


def _record(session: Session, id: str, *, failures: int, locked_until: datetime | None) -> None:  # noqa: A002
    session.execute(
        sa.update(staff)
        .where(staff.c.id == id)
        .values(failures=failures, locked_until=locked_until)
    )


def _peppered(pin: str, key: bytes) -> str:
    return hmac.new(key, b"pin|" + pin.encode(), hashlib.sha256).hexdigest()


def _matches(pin_hash: str, pin: str, key: bytes) -> bool:
    try:
        return _hasher.verify(pin_hash, _peppered(pin, key))
    except VerifyMismatchError:
        return False
