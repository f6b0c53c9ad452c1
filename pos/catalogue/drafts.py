"""Drafts of dishes as rows, so that what was typed outlasts a crash and a closed window.

They lie in the database and not in a file beside it: a person finds her draft at every desk of the
canteen, also with PostgreSQL, and the others see on the dish that she is at it. A draft is texts as
they stand in the fields, half a number too; what it began from is kept with it, so that a save
still finds out that somebody else was quicker.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from accounts.tables import staff
from canteen.db import Database, Session
from canteen.errors import BadInput
from canteen.log import get_logger
from nutrition.store import read_recipes
from pos.catalogue.draft import Draft
from pos.catalogue.edit import FIELDS, EditState, LineText
from pos.catalogue.facts import base_of
from pos.tables import dish_drafts as t

LINE_FIELDS: Final = tuple(each.name for each in fields(LineText))

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft of one person as it lies in the database."""

    key: str
    draft: Draft
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OtherDraft:
    """That somebody else is at a stored dish; `who` is a name."""

    dish: str
    who: str
    saved_at: datetime


class DraftShelf:
    """Where drafts lie. Every call is one look at the database and may be slow."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, by: str, drafts: Mapping[str, Draft], done_with: Collection[str], now: datetime
    ) -> tuple[OtherDraft, ...]:
        """Write drafts of one person over those of the same key, and drop those done with.

        Answers what others are at.
        """
        with self._database.write() as session:
            _drop(session, by, {*drafts, *done_with})
            rows = [_row(by, key, draft, now) for key, draft in drafts.items()]
            if rows:
                session.execute(t.insert(), rows)
            return _of_others(session, by)

    def own(self, by: str) -> tuple[KeptDraft, ...]:
        """The drafts of one person, the newest first."""
        query = sa.select(t).where(t.c.staff_id == by).order_by(t.c.saved_at.desc(), t.c.key)
        with self._database.read() as session:
            rows = session.execute(query).all()
            versions = read_recipes(session, [row.recipe_id for row in rows if row.recipe_id])
        found = []
        for row in rows:
            try:
                start, now = _states(row.body)
                if row.recipe_id is not None:
                    base = base_of(start, versions[row.recipe_id])
                    start, now = replace(start, base=base), replace(now, base=base)
            except (ValueError, KeyError, TypeError, AttributeError, BadInput) as error:
                # It stays where it lies: a later program may know what this one does not.
                _log.warning("draft-unreadable", draft=row.key, by=by, reason=repr(error))
                continue
            found.append(KeptDraft(row.key, Draft.from_to(start, now), row.saved_at))
        return tuple(found)

    def others(self, by: str) -> tuple[OtherDraft, ...]:
        """What others than `by` are at, the newest first."""
        with self._database.read() as session:
            return _of_others(session, by)


def discard(session: Session, by: str, key: str) -> None:
    """Drop a draft that was saved as a dish, inside the caller's transaction."""
    _drop(session, by, {key})


def _drop(session: Session, by: str, keys: Collection[str]) -> None:
    session.execute(sa.delete(t).where(t.c.staff_id == by, t.c.key.in_(sorted(keys))))


def _of_others(session: Session, by: str) -> tuple[OtherDraft, ...]:
    query = (
        sa.select(t.c.dish_code, staff.c.name, t.c.saved_at)
        .join(staff, staff.c.id == t.c.staff_id)
        .where(t.c.staff_id != by, t.c.dish_code.is_not(None))
        .order_by(t.c.saved_at.desc(), staff.c.name)
    )
    return tuple(
        OtherDraft(row.dish_code, row.name, row.saved_at) for row in session.execute(query)
    )


def _row(by: str, key: str, draft: Draft, now: datetime) -> dict[str, Any]:
    base = draft.start.base
    return {
        "staff_id": by,
        "key": key,
        "dish_code": None if base is None else base.dish.code,
        "recipe_id": None if base is None else base.recipe.id,
        # Escaped, so that half a sign of a keyboard's can be stored too.
        "body": json.dumps({"start": _texts(draft.start), "now": _texts(draft.now)}),
        "saved_at": now,
    }


def _texts(state: EditState) -> dict[str, Any]:
    lines = [{name: getattr(line, name) for name in LINE_FIELDS} for line in state.lines]
    return {name: getattr(state, name) for name in FIELDS} | {"lines": lines}


def _states(body: str) -> tuple[EditState, EditState]:
    found = json.loads(body)
    return _state(found["start"]), _state(found["now"])


def _state(texts: Mapping[str, Any]) -> EditState:
    """The fields again; one that this program has and the draft had not keeps its first text."""
    lines = tuple(
        LineText(**{name: str(line[name]) for name in LINE_FIELDS if name in line})
        for line in texts["lines"]
    )
    known = {name: str(texts[name]) for name in FIELDS if name in texts}
    return replace(EditState(lines=lines), **known)  # type: ignore[arg-type]
