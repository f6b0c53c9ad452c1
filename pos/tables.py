"""Rows of the till: plates and what they carry, sales, money taken, paper, shifts, audit."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from accounts.tables import staff
from canteen.db import MoneyColumn, UtcDateTime, metadata
from menus.tables import dishes
from nutrition.tables import recipes

UID = sa.String(32)
MEAL = sa.String(16)

plates: Final = sa.Table(
    "plates",
    metadata,
    sa.Column("uid", UID, primary_key=True),
    sa.Column("enrolled_at", UtcDateTime, nullable=False),
    # When the plate last left a field; kept only where plates are reused after a time.
    sa.Column("last_seen_at", UtcDateTime, nullable=True),
)

bindings: Final = sa.Table(
    "bindings",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("uid", UID, sa.ForeignKey(plates.c.uid), nullable=False),
    sa.Column("dish_code", sa.String(48), sa.ForeignKey(dishes.c.code), nullable=True),
    sa.Column("slot", sa.Integer, nullable=True),
    sa.Column("half", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("until", UtcDateTime, nullable=True),
    sa.Column("bound_at", UtcDateTime, nullable=False),
    sa.Column("bound_by", sa.String(32), nullable=True),
    sa.Column("ended_at", UtcDateTime, nullable=True),
    sa.CheckConstraint("(dish_code IS NULL) <> (slot IS NULL)", name="dish_or_slot"),
    sa.CheckConstraint("slot IS NULL OR slot BETWEEN 1 AND 24", name="slot"),
)

servings: Final = sa.Table(
    "servings",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("uid", UID, sa.ForeignKey(plates.c.uid), nullable=False),
    sa.Column("binding_id", sa.Uuid, sa.ForeignKey(bindings.c.id), nullable=False),
    sa.Column("dish_code", sa.String(48), sa.ForeignKey(dishes.c.code), nullable=False),
    # As its binding says, at the time it was opened.
    sa.Column("half", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("business_date", sa.Date, nullable=False),
    sa.Column("meal", MEAL, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("released_at", UtcDateTime, nullable=True),
    sa.UniqueConstraint("uid", "business_date", "meal", "n"),
    sa.CheckConstraint("status IN ('open', 'sold', 'released')", name="status"),
    sa.CheckConstraint("(status = 'released') = (released_at IS NOT NULL)", name="released"),
    sa.CheckConstraint("n > 0", name="n"),
)

shifts: Final = sa.Table(
    "shifts",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("terminal", sa.String(16), nullable=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey(staff.c.id), nullable=False),
    sa.Column("business_date", sa.Date, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("float", MoneyColumn, nullable=False),
    sa.Column("closed_at", UtcDateTime, nullable=True),
    sa.Column("expected", MoneyColumn, nullable=True),
    sa.Column("counted", MoneyColumn, nullable=True),
    sa.CheckConstraint("float >= 0", name="float"),
    sa.CheckConstraint("(closed_at IS NULL) = (counted IS NULL)", name="closed"),
)

receipt_counters: Final = sa.Table(
    "receipt_counters",
    metadata,
    sa.Column("terminal", sa.String(16), primary_key=True),
    sa.Column("business_date", sa.Date, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

sales: Final = sa.Table(
    "sales",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("terminal", sa.String(16), nullable=False),
    sa.Column("business_date", sa.Date, nullable=False),
    sa.Column("meal", MEAL, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("receipt_no", sa.String(48), nullable=False, unique=True),
    sa.Column("shift_id", sa.Uuid, sa.ForeignKey(shifts.c.id), nullable=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey(staff.c.id), nullable=False),
    sa.Column("sold_at", UtcDateTime, nullable=False),
    sa.Column("total", MoneyColumn, nullable=False),
    sa.Column("due", MoneyColumn, nullable=False),
    sa.Column("rule_version", sa.String(32), nullable=False),
    sa.Column("menu_version", sa.String(64), nullable=False),
    # How sure the reading was, as text of a float; null while the readers state none.
    sa.Column("confidence", sa.String(24), nullable=True),
    sa.UniqueConstraint("terminal", "business_date", "seq"),
    sa.CheckConstraint("due >= 0 AND due <= total", name="due"),
)

sale_lines: Final = sa.Table(
    "sale_lines",
    metadata,
    sa.Column("sale_id", sa.Uuid, sa.ForeignKey(sales.c.id), primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("serving_id", sa.Uuid, sa.ForeignKey(servings.c.id), nullable=True, unique=True),
    sa.Column("uid", UID, nullable=True),
    sa.Column("item_code", sa.String(48), nullable=False),
    sa.Column("name", sa.String(32), nullable=False),
    sa.Column("name_en", sa.String(32), nullable=False),
    sa.Column("price", MoneyColumn, nullable=False),
    sa.Column("paid", MoneyColumn, nullable=False),
    # Half a portion: price and figures are those of the half.
    sa.Column("half", sa.Boolean, nullable=False, server_default=sa.false()),
    # The figures of what was sold as they stood, JSON of exact decimals or null for unknown.
    sa.Column("nutrients", sa.Text, nullable=False),
    sa.Column("entered_by", sa.String(32), sa.ForeignKey(staff.c.id), nullable=True),
    sa.CheckConstraint("paid >= 0 AND paid <= price", name="paid"),
    sa.CheckConstraint("(serving_id IS NULL) <> (entered_by IS NULL)", name="plate_or_hand"),
)

payments: Final = sa.Table(
    "payments",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sale_id", sa.Uuid, sa.ForeignKey(sales.c.id), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("amount", MoneyColumn, nullable=False),
    sa.Column("tendered", MoneyColumn, nullable=False),
    sa.Column("change", MoneyColumn, nullable=False),
    sa.Column("ref", sa.String(64), nullable=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("amount >= 0 AND change >= 0", name="amount"),
)

documents: Final = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sale_id", sa.Uuid, sa.ForeignKey(sales.c.id), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

print_jobs: Final = sa.Table(
    "print_jobs",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("document_id", sa.Uuid, sa.ForeignKey(documents.c.id), nullable=False, index=True),
    sa.Column("terminal", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reprint", sa.Boolean(name="reprint"), nullable=False),
    sa.Column("reason", sa.String(200), nullable=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("state IN ('queued', 'sent', 'confirmed', 'failed')", name="state"),
)

audit_events: Final = sa.Table(
    "audit_events",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("terminal", sa.String(16), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.String(32), nullable=True),
    sa.Column("action", sa.String(32), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)

APPEND_ONLY: Final = (sales, sale_lines, payments, documents, audit_events)
"""Tables whose rows are never changed or removed; the schema holds it with triggers."""

reader_reads: Final = sa.Table(
    "reader_reads",
    metadata,
    sa.Column("terminal", sa.String(16), primary_key=True),
    sa.Column("hour", UtcDateTime, primary_key=True),
    sa.Column("antenna", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("uid", UID, sa.ForeignKey(plates.c.uid), primary_key=True),
    # Complete cycles in which the plate lay in the field, and those in which it answered.
    sa.Column("cycles", sa.Integer, nullable=False),
    sa.Column("reads", sa.Integer, nullable=False),
    sa.CheckConstraint("reads >= 0 AND reads <= cycles", name="reads"),
)

reader_health: Final = sa.Table(
    "reader_health",
    metadata,
    sa.Column("terminal", sa.String(16), primary_key=True),
    # Where the reader is: under the trays, or at the return.
    sa.Column("place", sa.String(8), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("connected", sa.Boolean, nullable=False),
    sa.Column("frames", sa.BigInteger, nullable=False),
    sa.Column("crc_errors", sa.BigInteger, nullable=False),
    sa.Column("resyncs", sa.BigInteger, nullable=False),
    sa.Column("timeouts", sa.BigInteger, nullable=False),
    sa.Column("reconnects", sa.Integer, nullable=False),
    sa.Column("last_good", UtcDateTime, nullable=True),
    sa.CheckConstraint("place IN ('till', 'return')", name="place"),
)

dish_drafts: Final = sa.Table(
    "dish_drafts",
    metadata,
    # One a person and dish; a dish that is not stored yet has a key of its own and no base.
    sa.Column("staff_id", sa.String(32), sa.ForeignKey(staff.c.id), primary_key=True),
    sa.Column("key", sa.String(48), primary_key=True),
    sa.Column("dish_code", sa.String(48), sa.ForeignKey(dishes.c.code), nullable=True),
    # The recipe version that the dish had when the draft began.
    sa.Column("recipe_id", sa.String, sa.ForeignKey(recipes.c.id), nullable=True),
    # JSON of the fields as they were and as they are, texts as somebody typed them.
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("(dish_code IS NULL) = (recipe_id IS NULL)", name="base"),
)
