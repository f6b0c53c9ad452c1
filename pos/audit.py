"""Recomputes every invariant from the rows. Reads only, in one state of the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

import accounts.invariants
import menus.invariants
import nutrition.invariants
import pos.invariants
from accounts import chain
from accounts.errors import AccountsError
from accounts.tables import chain_entries, transfers
from canteen.db import Database, Session, invariant_rows
from pos import audit_trail, shifts
from pos.checkout import sale_digest
from pos.tables import audit_events, documents, payments, sale_lines, sales
from pos.tables import shifts as shift_rows
from receipts.documents import ReceiptDocument
from receipts.errors import DocumentUnreadable

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Check:
    """One named check; `rows` are the rows that break it, `why` is set where it could not run."""

    name: str
    ok: bool
    rows: int
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole audit."""

    sales: int
    lost: int
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks) and not self.lost


def run(database: Database) -> Audit:
    """Run every check; a missing key makes `chain` not ok and nothing else."""
    with database.read() as session:
        found: dict[str, int] = {}
        for invariants in (
            nutrition.invariants.INVARIANTS,
            menus.invariants.INVARIANTS,
            accounts.invariants.INVARIANTS,
            pos.invariants.INVARIANTS,
        ):
            found |= invariant_rows(session, invariants)
        found["pos.slip-content"] = sum(1 for _ in _wrong_slips(session))
        checks = [Check(name, not rows, rows) for name, rows in found.items()]
        checks.append(_chain(database, session))
        count = session.execute(sa.select(sa.func.count()).select_from(sales)).scalar_one()
        return Audit(count, pos.invariants.lost(session), tuple(checks))


def _wrong_slips(session: Session) -> Iterator[UUID]:
    """Slips that say other than their sale: number, sum, or what each line was and cost."""
    query = (
        sa.select(documents.c.sale_id, documents.c.body, sales.c.receipt_no, sales.c.due)
        .join(sales, sales.c.id == documents.c.sale_id)
        .where(documents.c.kind == "receipt")
        .order_by(documents.c.sale_id)
    )
    for rows in session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        paid = _grouped(session, sale_lines, "sale_id", [row.sale_id for row in rows])
        for row in rows:
            lines = sorted(paid.get(row.sale_id, []), key=lambda line: line["n"])
            wanted = [(line["name"], line["half"], line["paid"].fen) for line in lines]
            try:
                slip = ReceiptDocument.from_json(row.body)
            except DocumentUnreadable:
                yield row.sale_id
                continue
            said = [(line.name, line.half, line.paid_fen) for line in slip.lines]
            if (slip.receipt_no, slip.due_fen, said) != (row.receipt_no, row.due.fen, wanted):
                yield row.sale_id


def _chain(database: Database, session: Session) -> Check:
    try:
        key = chain.load_key(database)
    except AccountsError as error:
        return Check("chain", ok=False, rows=0, why=str(error))
    bad = sum(1 for _ in _broken_entries(session, key)) + _unsigned(session)
    return Check("chain", not bad, bad)


def _broken_entries(session: Session, key: bytes) -> Iterator[tuple[str, int]]:
    """Entries that do not follow, whose signature is wrong, or whose rows have changed."""
    before: dict[str, chain.ChainHead] = {}
    query = sa.select(chain_entries).order_by(chain_entries.c.terminal, chain_entries.c.seq)
    for rows in session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        digests = _digests(session, rows)
        for row in rows:
            last = before.get(row.terminal, chain.ChainHead(row.terminal, 0, chain.GENESIS))
            mac = chain.sign(
                key, row.terminal, row.seq, row.kind, row.subject, row.digest, last.mac
            )
            before[row.terminal] = chain.ChainHead(row.terminal, row.seq, row.mac)
            whole = row.seq == last.seq + 1 and mac == row.mac
            if not whole or digests.get((row.kind, row.subject)) != row.digest:
                yield row.terminal, row.seq


def _digests(session: Session, entries: Any) -> dict[tuple[str, UUID], str]:
    """The digests that the entries' rows have now; absent where the rows are gone."""
    wanted: dict[str, list[UUID]] = {}
    for entry in entries:
        wanted.setdefault(entry.kind, []).append(entry.subject)
    found: dict[tuple[str, UUID], str] = {}
    ids = wanted.get("sale", [])
    lines = _grouped(session, sale_lines, "sale_id", ids)
    paid = _grouped(session, payments, "sale_id", ids)
    opened, closed = wanted.get("shift-open", []), wanted.get("shift-close", [])
    moves = _grouped(session, transfers, "subject", [*ids, *opened, *closed])
    for row in _rows(session, sales, "id", ids):
        sale = row["id"]
        found["sale", sale] = sale_digest(
            row, lines.get(sale, []), paid.get(sale, []), moves.get(sale, [])
        )
    for row in _rows(session, audit_events, "id", wanted.get("event", [])):
        found["event", row["id"]] = audit_trail.event_digest(row)
    for row in _rows(session, shift_rows, "id", opened):
        found["shift-open", row["id"]] = shifts.opening_digest(row, moves.get(row["id"], []))
    for row in _rows(session, shift_rows, "id", closed):
        found["shift-close", row["id"]] = shifts.closing_digest(row, moves.get(row["id"], []))
    return found


def _unsigned(session: Session) -> int:
    """Rows that should be in the chain and are not."""
    total = 0
    for subject, kinds, signed in (
        (sales.c.id, ["sale"], sa.true()),
        (audit_events.c.id, ["event"], sa.true()),
        (shift_rows.c.id, ["shift-open"], sa.true()),
        (shift_rows.c.id, ["shift-close"], shift_rows.c.closed_at.is_not(None)),
        # The entry of a sale or a shift signs its transfers; one without such a cause is nobody's.
        (transfers.c.subject, ["sale", "shift-open"], sa.true()),
    ):
        entry = sa.select(chain_entries.c.seq).where(
            chain_entries.c.kind.in_(kinds), chain_entries.c.subject == subject
        )
        query = sa.select(sa.func.count()).where(signed, ~entry.exists())
        total += session.execute(query.select_from(subject.table)).scalar_one()
    return total


def _rows(session: Session, table: sa.Table, column: str, ids: list[UUID]) -> list[dict[str, Any]]:
    if not ids:
        return []
    query = sa.select(table).where(table.c[column].in_(ids))
    return [dict(row._mapping) for row in session.execute(query)]


def _grouped(
    session: Session, table: sa.Table, column: str, ids: list[UUID]
) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in _rows(session, table, column, ids):
        found.setdefault(row[column], []).append(row)
    return found
