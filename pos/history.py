"""Past sales, read back as they were written."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from canteen.db import Session
from pos.errors import SaleUnknown
from pos.tables import documents, payments, receipt_counters, sale_lines, sales
from receipts.documents import ReceiptDocument

BATCH = 500


def list_sales(session: Session, day: date | None = None) -> Iterator[dict[str, Any]]:
    """Every sale, or those of one business date, in the order of their numbers."""
    query = sa.select(sales).order_by(sales.c.business_date, sales.c.terminal, sales.c.seq)
    if day is not None:
        query = query.where(sales.c.business_date == day)
    for rows in session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        ids = [row.id for row in rows]
        lines = _by_sale(session, sale_lines, ids, sale_lines.c.n)
        paid = _by_sale(session, payments, ids, payments.c.id)
        for row in rows:
            yield _sale(row, lines.get(row.id, []), paid.get(row.id, []))


def find_sale(session: Session, text: str) -> UUID:
    """The id of a sale by its id or its receipt number; raises `SaleUnknown`."""
    condition = sales.c.receipt_no == text
    with contextlib.suppress(ValueError):  # no id, so it can only be a receipt number
        condition = sa.or_(condition, sales.c.id == UUID(text))
    row = session.execute(sa.select(sales.c.id).where(condition)).first()
    if row is None:
        raise SaleUnknown(sale=text)
    found: UUID = row.id
    return found


def show_sale(session: Session, sale: UUID) -> dict[str, Any]:
    """One sale with everything that stands about it."""
    row = session.execute(sa.select(sales).where(sales.c.id == sale)).one()
    lines = _by_sale(session, sale_lines, [sale], sale_lines.c.n).get(sale, [])
    paid = _by_sale(session, payments, [sale], payments.c.id).get(sale, [])
    return _sale(row, lines, paid) | {
        "terminal": row.terminal,
        "meal": row.meal,
        "sold_at": row.sold_at.isoformat(),
        "staff": row.staff_id,
        "menu_version": row.menu_version,
        "rule_version": row.rule_version,
        "tendered_fen": sum(each.tendered.fen for each in paid),
        "change_fen": sum(each.change.fen for each in paid),
    }


def _by_sale(
    session: Session, table: sa.Table, ids: list[UUID], order: sa.Column[Any]
) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    query = sa.select(table).where(table.c.sale_id.in_(ids)).order_by(table.c.sale_id, order)
    for row in session.execute(query):
        found.setdefault(row.sale_id, []).append(row)
    return found


def _sale(row: Any, lines: list[Any], paid: list[Any]) -> dict[str, Any]:
    return {
        "sale": str(row.id),
        "receipt_no": row.receipt_no,
        "business_date": row.business_date.isoformat(),
        "seq": row.seq,
        "status": "paid",
        "total_fen": row.total.fen,
        "due_fen": row.due.fen,
        "lines": [
            {
                "uid": line.uid,
                "dish": line.item_code,
                "price_fen": line.price.fen,
                "paid_fen": line.paid.fen,
                "entered_by": line.entered_by,
                **({"half": True} if line.half else {}),
            }
            for line in lines
        ],
        "tenders": [{"kind": each.kind, "fen": each.amount.fen, "ref": each.ref} for each in paid],
    }


def latest_sale(session: Session, terminal: str) -> UUID:
    """The id of the last sale of a terminal; raises `SaleUnknown` where it sold nothing."""
    row = session.execute(
        sa.select(sales.c.id)
        .where(sales.c.terminal == terminal)
        .order_by(sales.c.business_date.desc(), sales.c.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        raise SaleUnknown(sale=terminal)
    found: UUID = row.id
    return found


def slip_of(session: Session, sale: UUID) -> ReceiptDocument:
    """The slip of a sale as it was frozen."""
    body = session.execute(
        sa.select(documents.c.body).where(
            documents.c.sale_id == sale, documents.c.kind == "receipt"
        )
    ).scalar_one()
    return ReceiptDocument.from_json(body)


def numbered(session: Session, terminal: str, day: date) -> int:
    """How many sales a terminal has numbered on a business date."""
    found = session.execute(
        sa.select(receipt_counters.c.last).where(
            receipt_counters.c.terminal == terminal, receipt_counters.c.business_date == day
        )
    ).scalar()
    return int(found or 0)
