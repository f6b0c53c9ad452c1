"""The one write that makes a sale: everything of it stands, or nothing does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from accounts import ledger
from accounts.chain import Chain, ChainHead, digest
from canteen.db import Session
from canteen.ids import new_id
from canteen.money import ZERO, Money
from canteen.prepared import Prepared, upserting
from pos import plates, shifts
from pos.documents import SlipStyle, draft_for, receipt_for
from pos.errors import SaleConflict, TooLittle
from pos.pricing import Quote
from pos.state import Occasion, PaidSale
from pos.tables import documents, payments, print_jobs, receipt_counters, sale_lines, sales
from receipts.documents import ReceiptDocument

CASH: Final = "cash"
PAID: Final = "paid"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sold, frozen before the first write; all ids are made here."""

    sale: UUID
    payment: UUID
    transfer: UUID
    document: UUID
    print_job: UUID
    occasion: Occasion
    quote: Quote
    tendered: Money
    staff_id: str
    menu_version: str
    confidence: float | None
    slip: ReceiptDocument

    @classmethod
    def freeze(
        cls,
        quote: Quote,
        occasion: Occasion,
        *,
        now: datetime,
        tendered: Money,
        staff_id: str,
        menu_version: str,
        confidence: float | None,
        style: SlipStyle,
        sale: UUID | None = None,
    ) -> Order:
        """Make the ids, and the slip as far as it is known.

        Raises `TooLittle` when less is handed over than is due.
        """
        if tendered < quote.due:
            raise TooLittle(short=quote.due - tendered)
        return cls(
            sale or new_id(now),
            new_id(now),
            new_id(now),
            new_id(now),
            new_id(now),
            occasion,
            quote,
            tendered,
            staff_id,
            menu_version,
            confidence,
            draft_for(quote, occasion, cashier=staff_id, tendered=tendered, style=style),
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """A sale that stands once the transaction is committed, and its slip."""

    paid: PaidSale
    head: ChainHead
    document: ReceiptDocument
    print_job: UUID
    created: bool


def settle(session: Session, order: Order, chain: Chain, now: datetime) -> Settled:
    """Write the sale, its lines, money, plates, number, slip and chain entry.

    The same order again answers with the sale that stands. Raises `NoShift`, `PlateSoldElsewhere`
    and `SaleConflict`; then nothing stands.
    """
    known = standing(session, order)
    if known is not None:
        return known
    shift = shifts.require(session, chain.terminal)
    plates.sell(session, [line.serving_id for line in order.quote.lines if line.serving_id])
    seq = _next_number(session, chain.terminal, order.occasion)
    sale = _sale_row(order, chain.terminal, shift.id, seq, now)
    lines = [_line_row(order.sale, n, line) for n, line in enumerate(order.quote.lines)]
    payment = _payment_row(order, now)
    moves = _moves(order, chain.terminal, now)
    _INSERT_SALE.run(session, sale)
    _INSERT_LINES.run_many(session, lines)
    _INSERT_PAYMENT.run(session, payment)
    ledger.write(session, moves)
    head = chain.append(
        session,
        "sale",
        order.sale,
        sale_digest(sale, lines, [payment], [ledger.row_of(move) for move in moves]),
    )
    document = receipt_for(order.slip, receipt_no=sale["receipt_no"], sold_at=now, head=head)
    _store_slip(session, order, chain.terminal, document, now)
    return Settled(_paid(order, sale, now), head, document, order.print_job, created=True)


def standing(session: Session, order: Order) -> Settled | None:
    """The sale that this order made, or None where it made none; raises `SaleConflict`."""
    if _KNOWN.first(session, {"id": order.sale}) is None:
        return None
    return _standing(session, order)


def sale_digest(sale: Any, lines: list[Any], paid: list[Any], moves: list[Any]) -> str:
    """What the chain signs of a sale; lines by number, payments and transfers by id."""
    parts: list[tuple[str, Any]] = [("sales", sale)]
    parts += [("sale_lines", _signed(line)) for line in sorted(lines, key=lambda row: row["n"])]
    parts += [("payments", row) for row in sorted(paid, key=lambda row: row["id"])]
    parts += [("transfers", row) for row in sorted(moves, key=lambda row: row["id"])]
    return digest(parts)


def _signed(line: Any) -> Any:
    # Lines were signed before there were halves, and those entries must hold: `half` is signed
    # where it is true.
    return line if line["half"] else {name: line[name] for name in line if name != "half"}


def _counting(dialect: str) -> Any:
    insert = upserting(receipt_counters, dialect)
    return insert.on_conflict_do_update(
        index_elements=["terminal", "business_date"],
        set_={"last": receipt_counters.c.last + 1},
    ).returning(receipt_counters.c.last)


_KNOWN: Final = Prepared(
    lambda _dialect: sa.select(sales.c.id).where(sales.c.id == sa.bindparam("id"))
)
_COUNT: Final = Prepared(_counting, ["terminal", "business_date", "last"])
_INSERT_SALE: Final = Prepared.insert(sales)
_INSERT_LINES: Final = Prepared.insert(sale_lines)
_INSERT_PAYMENT: Final = Prepared.insert(payments)
_INSERT_DOCUMENT: Final = Prepared.insert(documents)
_INSERT_JOB: Final = Prepared.insert(print_jobs)


def _next_number(session: Session, terminal: str, occasion: Occasion) -> int:
    key = {"terminal": terminal, "business_date": occasion.business_date, "last": 1}
    row = _COUNT.first(session, key)
    if row is None:
        raise RuntimeError("a counter returns its number")
    return int(row[0])


def _sale_row(
    order: Order, terminal: str, shift_id: UUID, seq: int, now: datetime
) -> dict[str, Any]:
    day = order.occasion.business_date
    return {
        "id": order.sale,
        "terminal": terminal,
        "business_date": day,
        "meal": order.occasion.meal.value,
        "seq": seq,
        "receipt_no": f"{terminal}-{day:%Y%m%d}-{seq:06d}",
        "shift_id": shift_id,
        "staff_id": order.staff_id,
        "sold_at": now,
        "total": order.quote.total,
        "due": order.quote.due,
        "rule_version": order.quote.rule_version,
        "menu_version": order.menu_version,
        "confidence": None if order.confidence is None else repr(order.confidence),
    }


def _line_row(sale: UUID, n: int, line: Any) -> dict[str, Any]:
    return {
        "sale_id": sale,
        "n": n,
        "serving_id": line.serving_id,
        "uid": line.uid.text if line.uid else None,
        "item_code": line.item.code,
        "name": line.item.name,
        "name_en": line.item.name_en,
        "price": line.price,
        "paid": line.paid,
        "half": line.item.half,
        "nutrients": line.item.snapshot,
        "entered_by": line.entered_by,
    }


def _payment_row(order: Order, now: datetime) -> dict[str, Any]:
    return {
        "id": order.payment,
        "sale_id": order.sale,
        "kind": CASH,
        "state": PAID,
        "amount": order.quote.due,
        "tendered": order.tendered,
        "change": order.tendered - order.quote.due,
        "ref": None,
        "at": now,
    }


def _moves(order: Order, terminal: str, now: datetime) -> list[ledger.Transfer]:
    if order.quote.due == ZERO:
        return []
    return [
        ledger.Transfer(
            order.transfer,
            ledger.cash_drawer(terminal),
            ledger.SALES,
            order.quote.due,
            "sale",
            order.sale,
            now,
        )
    ]


def _store_slip(
    session: Session, order: Order, terminal: str, document: ReceiptDocument, now: datetime
) -> None:
    _INSERT_DOCUMENT.run(
        session,
        {
            "id": order.document,
            "sale_id": order.sale,
            "kind": "receipt",
            "body": document.to_json(),
            "created_at": now,
        },
    )
    _INSERT_JOB.run(
        session,
        {
            "id": order.print_job,
            "document_id": order.document,
            "terminal": terminal,
            "state": "queued",
            "reprint": False,
            "reason": None,
            "created_at": now,
            "changed_at": now,
        },
    )


def _paid(order: Order, sale: Any, sold_at: datetime) -> PaidSale:
    return PaidSale(
        order.sale,
        sale["receipt_no"],
        sold_at,
        order.quote.total,
        order.quote.due,
        order.tendered,
        order.tendered - order.quote.due,
        len(order.quote.lines),
    )


def _standing(session: Session, order: Order) -> Settled:
    """The sale that this order already made, or a conflict."""
    row = session.execute(sa.select(sales).where(sales.c.id == order.sale)).one()
    kept = session.execute(
        sa.select(
            sale_lines.c.serving_id, sale_lines.c.item_code, sale_lines.c.half, sale_lines.c.paid
        )
        .where(sale_lines.c.sale_id == order.sale)
        .order_by(sale_lines.c.n)
    ).all()
    wanted = [
        (line.serving_id, line.item.code, line.item.half, line.paid) for line in order.quote.lines
    ]
    if [tuple(line) for line in kept] != wanted or row.due != order.quote.due:
        raise SaleConflict
    slip = session.execute(
        sa.select(documents.c.body, print_jobs.c.id)
        .join(print_jobs, print_jobs.c.document_id == documents.c.id)
        .where(documents.c.sale_id == order.sale, print_jobs.c.reprint.is_(False))
    ).one()
    # What was handed over then, whatever is typed in now: the drawer and the slip tell the same.
    tendered = session.execute(
        sa.select(payments.c.tendered).where(payments.c.sale_id == order.sale)
    ).scalar_one()
    head = ChainHead(row.terminal, 0, "")
    return Settled(
        _paid(replace(order, tendered=tendered), row._mapping, row.sold_at),
        head,
        ReceiptDocument.from_json(slip.body),
        slip.id,
        created=False,
    )
