"""A keyed hash chain over what must not change unseen.

One chain a terminal. Each entry carries the digest of the rows it stands for and a MAC over the
entry before it, so an edited row, a removed row or a rebuilt chain is seen by whoever has the key.
The key lies outside the database: beside a SQLite file (`FILE.key`, mode 0600), in `CANTEEN_KEY`
for PostgreSQL.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from accounts.errors import ChainCutShort, ChainKeyMissing, ChainKeyUnreadable
from accounts.invariants import INVARIANTS
from accounts.tables import chain_anchors, chain_entries
from canteen.db import Database, Session
from canteen.money import Money
from canteen.prepared import Prepared

KEY_BYTES: Final = 32
KEY_VARIABLE: Final = "CANTEEN_KEY"
GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry of one terminal's chain; seq 0 and zeros before the first."""

    terminal: str
    seq: int
    mac: str


class Chain:
    """Appends entries for one terminal, signed with `key`."""

    def __init__(self, key: bytes, terminal: str) -> None:
        self._key = key
        self.terminal = terminal

    def append(self, session: Session, kind: str, subject: UUID, digest: str) -> ChainHead:
        """Add one entry inside the caller's write transaction and return the new head."""
        if session.dialect.name == "postgresql":
            # Two programs may sign for one terminal; the lock ends with the transaction.
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_lock_id(self.terminal))))
        before = head(session, self.terminal)
        seq = before.seq + 1
        mac = sign(self._key, self.terminal, seq, kind, subject, digest, before.mac)
        _INSERT.run(
            session,
            {
                "terminal": self.terminal,
                "seq": seq,
                "kind": kind,
                "subject": subject,
                "digest": digest,
                "mac": mac,
            },
        )
        return ChainHead(self.terminal, seq, mac)

    def anchor(self, session: Session, at: datetime, reason: str) -> ChainHead:
        """Write down the head, so that a later cut of the chain is seen without the key."""
        now = head(session, self.terminal)
        known = session.execute(
            sa.select(chain_anchors.c.seq).where(
                chain_anchors.c.terminal == self.terminal, chain_anchors.c.seq == now.seq
            )
        ).first()
        if now.seq and known is None:
            session.execute(
                sa.insert(chain_anchors),
                {
                    "terminal": self.terminal,
                    "seq": now.seq,
                    "mac": now.mac,
                    "at": at,
                    "reason": reason,
                },
            )
        return now


_INSERT: Final = Prepared.insert(chain_entries)
_HEAD: Final = Prepared(
    lambda _dialect: (
        sa.select(chain_entries.c.seq, chain_entries.c.mac)
        .where(chain_entries.c.terminal == sa.bindparam("terminal"))
        .order_by(chain_entries.c.seq.desc())
        .limit(1)
    )
)


def head(session: Session, terminal: str) -> ChainHead:
    """The last entry of `terminal`'s chain."""
    row = _HEAD.first(session, {"terminal": terminal})
    return ChainHead(terminal, *row) if row else ChainHead(terminal, 0, GENESIS)


def is_empty(session: Session) -> bool:
    """Whether no terminal has signed anything yet."""
    return session.execute(sa.select(chain_entries.c.seq).limit(1)).first() is None


def sign(
    key: bytes, terminal: str, seq: int, kind: str, subject: UUID, digest: str, before: str
) -> str:
    """HMAC-SHA-256 over one entry and the MAC before it, as 64 hex digits."""
    text = "|".join((terminal, str(seq), kind, str(subject), digest, before))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def digest(parts: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """SHA-256 over rows, each with its table's name, in the order given."""
    plain = [[name, dict(row)] for name, row in parts]
    text = json.dumps(plain, default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return value.fen
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be signed")


def key_file(database: Database) -> Path | None:
    """Where the key lies for a SQLite database; None for PostgreSQL."""
    return database.file.with_name(database.file.name + ".key") if database.file else None


def make_key(database: Database) -> None:
    """Make the key beside a new SQLite file unless one is there."""
    file = key_file(database)
    if file is None or file.exists():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(KEY_BYTES) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def load_key(database: Database) -> bytes:
    """The key; raises `ChainKeyMissing` or `ChainKeyUnreadable`."""
    file = key_file(database)
    if file is None:
        text = os.environ.get(KEY_VARIABLE, "")
        where = KEY_VARIABLE
        if not text:
            raise ChainKeyMissing(where=where)
    else:
        where = str(file)
        try:
            text = file.read_text("ascii")
        except FileNotFoundError:
            raise ChainKeyMissing(where=where) from None
        except (OSError, UnicodeDecodeError) as error:
            raise ChainKeyUnreadable(where=where, reason=str(error)) from error
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        raise ChainKeyUnreadable(where=where, reason="hex") from None
    if len(key) < KEY_BYTES:
        raise ChainKeyUnreadable(where=where, reason=f"{len(key)} < {KEY_BYTES}")
    return key


def check_anchors(session: Session) -> None:
    """Raise `ChainCutShort` where an anchored entry is missing or differs. Needs no key."""
    row = session.execute(INVARIANTS["accounts.chain-anchors"]).first()
    if row is not None:
        raise ChainCutShort(terminal=row.terminal, seq=row.seq)


def _lock_id(terminal: str) -> int:
    return int.from_bytes(hashlib.sha256(terminal.encode()).digest()[:6], "big")
