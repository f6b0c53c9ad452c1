"""`report …`: papers as PDF files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pos.cli import base


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    report = subparsers.add_parser("report", help="打成 PDF")
    report.set_defaults(parser=report)
    kinds = report.add_subparsers(metavar="种类")
    receipt = kinds.add_parser("receipt", help="一笔销售的小票")
    receipt.add_argument("sale", metavar="SALE", help="销售编号或小票号")
    receipt.add_argument("--out", required=True, metavar="FILE.pdf")
    base.add_common(receipt)
    receipt.set_defaults(run=run_receipt)


def run_receipt(args: argparse.Namespace) -> int:
    """The slip of one sale as it was stored with the sale."""
    from pos.cli.files import write_whole
    from receipts.documents import ReceiptDocument
    from receipts.pdf.slip import render_pdf

    with base.desk(args) as desk, desk.database.read() as session:
        sale, body = _stored_slip(session, args.sale)
    document = ReceiptDocument.from_json(body)
    out = Path(args.out)
    write_whole(out, render_pdf(document))
    if args.json:
        base.emit({"sale": str(sale), "receipt_no": document.receipt_no, "file": str(out)})
    base.say(f"{document.receipt_no} → {out}")
    return base.DONE


def _stored_slip(session: Any, text: str) -> tuple[Any, str]:
    """The id and the stored document of a sale; raises `SaleUnknown`."""
    import sqlalchemy as sa

    from pos.errors import SaleUnknown
    from pos.history import find_sale
    from pos.tables import documents

    sale = find_sale(session, text)
    body = session.execute(
        sa.select(documents.c.body).where(
            documents.c.sale_id == sale, documents.c.kind == "receipt"
        )
    ).scalar()
    if body is None:
        raise SaleUnknown(sale=text)
    return sale, body
