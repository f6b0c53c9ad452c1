"""What staff did, written down where nobody can take it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from accounts.chain import Chain, digest
from canteen.db import Session
from canteen.ids import new_id
from pos.tables import audit_events


def record(
    session: Session,
    chain: Chain,
    actor: str | None,
    action: str,
    subject: str,
    detail: Mapping[str, str],
    now: datetime,
) -> UUID:
    """Write one event and sign it, inside the caller's transaction."""
    row: dict[str, Any] = {
        "id": new_id(now),
        "terminal": chain.terminal,
        "at": now,
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": json.dumps(dict(detail), ensure_ascii=False, sort_keys=True),
    }
    session.execute(sa.insert(audit_events), row)
    chain.append(session, "event", row["id"], event_digest(row))
    made: UUID = row["id"]
    return made


def event_digest(row: Any) -> str:
    """What the chain signs of an event: the whole row."""
    return digest([("audit_events", dict(row))])
