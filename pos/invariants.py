"""What must always hold in the till's rows: name → query of the rows that break it."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from accounts.ledger import SALES
from accounts.tables import transfers
from pos.tables import (
    bindings,
    documents,
    payments,
    print_jobs,
    receipt_counters,
    sale_lines,
    sales,
    servings,
    shifts,
)


def _fen(column: Any) -> Any:
    return sa.type_coerce(column, sa.BigInteger)


def _sum(column: Any) -> Any:
    return sa.func.coalesce(sa.func.sum(_fen(column)), 0)


def _sale_totals() -> sa.Select[Any]:
    return (
        sa.select(sales.c.id)
        .outerjoin(sale_lines, sale_lines.c.sale_id == sales.c.id)
        .group_by(sales.c.id, sales.c.total, sales.c.due)
        .having(
            sa.or_(
                _sum(sale_lines.c.price) != _fen(sales.c.total),
                _sum(sale_lines.c.paid) != _fen(sales.c.due),
            )
        )
    )


def _sale_payments() -> sa.Select[Any]:
    return (
        sa.select(sales.c.id)
        .outerjoin(payments, sa.and_(payments.c.sale_id == sales.c.id, payments.c.state == "paid"))
        .group_by(sales.c.id, sales.c.due)
        .having(
            sa.or_(
                _sum(payments.c.amount) != _fen(sales.c.due),
                _sum(payments.c.tendered) - _sum(payments.c.change) != _fen(sales.c.due),
            )
        )
    )


def _sale_postings() -> sa.Select[Any]:
    return (
        sa.select(sales.c.id)
        .outerjoin(
            transfers, sa.and_(transfers.c.subject == sales.c.id, transfers.c.credit == SALES)
        )
        .group_by(sales.c.id, sales.c.due)
        .having(_sum(transfers.c.amount) != _fen(sales.c.due))
    )


def _receipt_numbers() -> sa.Select[Any]:
    return (
        sa.select(receipt_counters.c.terminal, receipt_counters.c.business_date)
        .outerjoin(
            sales,
            sa.and_(
                sales.c.terminal == receipt_counters.c.terminal,
                sales.c.business_date == receipt_counters.c.business_date,
            ),
        )
        .group_by(
            receipt_counters.c.terminal, receipt_counters.c.business_date, receipt_counters.c.last
        )
        .having(
            sa.or_(
                sa.func.count(sales.c.id) != receipt_counters.c.last,
                sa.func.coalesce(sa.func.max(sales.c.seq), 0) != receipt_counters.c.last,
                sa.func.coalesce(sa.func.min(sales.c.seq), 1) != 1,
            )
        )
    )


def _servings_sold() -> sa.Select[Any]:
    """A sold serving stands on a line, and a line's serving is sold or was released later."""
    return (
        sa.select(servings.c.id)
        .outerjoin(sale_lines, sale_lines.c.serving_id == servings.c.id)
        .where(
            sa.or_(
                sa.and_(servings.c.status == "sold", sale_lines.c.sale_id.is_(None)),
                sa.and_(servings.c.status == "open", sale_lines.c.sale_id.is_not(None)),
            )
        )
    )


def _line_plates() -> sa.Select[Any]:
    return (
        sa.select(sale_lines.c.sale_id, sale_lines.c.n)
        .join(servings, servings.c.id == sale_lines.c.serving_id)
        .where(
            sa.or_(
                sale_lines.c.uid.is_(None),
                sale_lines.c.uid != servings.c.uid,
                sale_lines.c.item_code != servings.c.dish_code,
                sale_lines.c.half != servings.c.half,
            )
        )
    )


def _serving_bindings() -> sa.Select[Any]:
    return (
        sa.select(servings.c.id)
        .join(bindings, bindings.c.id == servings.c.binding_id)
        .where(sa.or_(bindings.c.uid != servings.c.uid, bindings.c.half != servings.c.half))
    )


def _sale_shifts() -> sa.Select[Any]:
    return (
        sa.select(sales.c.id)
        .join(shifts, shifts.c.id == sales.c.shift_id)
        .where(shifts.c.terminal != sales.c.terminal)
    )


def _shift_cash() -> sa.Select[Any]:
    taken = (
        sa.select(sales.c.shift_id, _sum(payments.c.amount).label("fen"))
        .join(payments, sa.and_(payments.c.sale_id == sales.c.id, payments.c.kind == "cash"))
        .group_by(sales.c.shift_id)
        .subquery()
    )
    return (
        sa.select(shifts.c.id)
        .outerjoin(taken, taken.c.shift_id == shifts.c.id)
        .where(
            shifts.c.closed_at.is_not(None),
            _fen(shifts.c.expected) != _fen(shifts.c.float) + sa.func.coalesce(taken.c.fen, 0),
        )
    )


def _slips() -> sa.Select[Any]:
    """Every sale has exactly one slip."""
    return (
        sa.select(sales.c.id)
        .outerjoin(
            documents,
            sa.and_(documents.c.sale_id == sales.c.id, documents.c.kind == "receipt"),
        )
        .group_by(sales.c.id)
        .having(sa.func.count(documents.c.id) != 1)
    )


def _print_jobs() -> sa.Select[Any]:
    """Every document was handed to the printer once by itself; more are reprints."""
    return (
        sa.select(documents.c.id)
        .outerjoin(
            print_jobs,
            sa.and_(
                print_jobs.c.document_id == documents.c.id, print_jobs.c.reprint.is_(sa.false())
            ),
        )
        .group_by(documents.c.id)
        .having(sa.func.count(print_jobs.c.id) != 1)
    )


INVARIANTS: Final[dict[str, sa.Select[Any]]] = {
    "pos.sale-totals": _sale_totals(),
    "pos.sale-payments": _sale_payments(),
    "pos.sale-postings": _sale_postings(),
    "pos.receipt-numbers": _receipt_numbers(),
    "pos.servings-sold": _servings_sold(),
    "pos.line-plates": _line_plates(),
    "pos.serving-bindings": _serving_bindings(),
    "pos.sale-shifts": _sale_shifts(),
    "pos.shift-cash": _shift_cash(),
    "pos.slips": _slips(),
    "pos.print-jobs": _print_jobs(),
}


def lost(session: Any) -> int:
    """Paid attempts, stored slips and receipt numbers that have no sale."""
    orphans = [
        sa.select(sa.func.count())
        .select_from(table.outerjoin(sales, sales.c.id == table.c.sale_id))
        .where(sales.c.id.is_(None))
        for table in (payments, documents)
    ]
    numbered = sa.select(sa.func.coalesce(sa.func.sum(receipt_counters.c.last), 0))
    sold = sa.select(sa.func.count()).select_from(sales)
    numbers = max(0, session.execute(numbered).scalar_one() - session.execute(sold).scalar_one())
    return int(numbers + sum(session.execute(query).scalar_one() for query in orphans))
