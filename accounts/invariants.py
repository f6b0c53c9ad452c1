"""What must always hold in this package's rows: name → query of the rows that break it."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from accounts.tables import accounts, chain_anchors, chain_entries, transfers


def _balances() -> sa.Select[Any]:
    moved = (
        sa.union_all(
            sa.select(transfers.c.debit.label("account"), transfers.c.amount.label("fen")),
            sa.select(transfers.c.credit, -sa.type_coerce(transfers.c.amount, sa.BigInteger)),
        )
    ).subquery()
    sums = (
        sa.select(
            moved.c.account,
            sa.func.sum(sa.type_coerce(moved.c.fen, sa.BigInteger)).label("fen"),
        )
        .group_by(moved.c.account)
        .subquery()
    )
    kept = sa.type_coerce(accounts.c.balance, sa.BigInteger)
    return (
        sa.select(accounts.c.id)
        .outerjoin(sums, sums.c.account == accounts.c.id)
        .where(kept != sa.func.coalesce(sums.c.fen, 0))
    )


def _anchors() -> sa.Select[Any]:
    return (
        sa.select(chain_anchors.c.terminal, chain_anchors.c.seq)
        .outerjoin(
            chain_entries,
            sa.and_(
                chain_entries.c.terminal == chain_anchors.c.terminal,
                chain_entries.c.seq == chain_anchors.c.seq,
                chain_entries.c.mac == chain_anchors.c.mac,
            ),
        )
        .where(chain_entries.c.seq.is_(None))
    )


INVARIANTS: Final[dict[str, sa.Select[Any]]] = {
    "accounts.balances": _balances(),
    "accounts.chain-anchors": _anchors(),
}
