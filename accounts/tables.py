"""Rows of who pays and from what: staff, accounts, transfers, and the keyed chain over them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from canteen.db import MoneyColumn, UtcDateTime, metadata

ROLES: Final = ("cashier", "supervisor", "kitchen", "dietitian", "manager", "auditor")

staff: Final = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("pin_hash", sa.String(200), nullable=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("locked_until", UtcDateTime, nullable=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(sa.column("role").in_(ROLES), name="role"),
    sa.CheckConstraint("failures >= 0", name="failures"),
)

accounts: Final = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    # Debits minus credits, kept in step with `transfers` inside each write.
    sa.Column("balance", MoneyColumn, nullable=False),
)

transfers: Final = sa.Table(
    "transfers",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("debit", sa.String(64), sa.ForeignKey(accounts.c.id), nullable=False),
    sa.Column("credit", sa.String(64), sa.ForeignKey(accounts.c.id), nullable=False),
    sa.Column("amount", MoneyColumn, nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
    # The sale or shift that caused it; foreign keys point downward only, so this is a plain id.
    sa.Column("subject", sa.Uuid, nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("amount > 0", name="amount"),
    sa.CheckConstraint("debit <> credit", name="two_accounts"),
)

chain_entries: Final = sa.Table(
    "chain_entries",
    metadata,
    sa.Column("terminal", sa.String(16), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("subject", sa.Uuid, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.UniqueConstraint("kind", "subject"),
    sa.CheckConstraint("seq > 0", name="seq"),
)

chain_anchors: Final = sa.Table(
    "chain_anchors",
    metadata,
    sa.Column("terminal", sa.String(16), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
)

APPEND_ONLY: Final = (transfers, chain_entries, chain_anchors)
"""Tables whose rows are never changed or removed; the schema holds it with triggers."""
