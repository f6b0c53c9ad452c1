"""What recipes hold, reckoned once and kept: a till reads it and does not compute at noon.

A result is written with its recipe version, and anew for every recipe when foods changed, in the
same transaction; its revision grows then, so that whoever kept it knows that it is old.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from canteen.db import Session
from nutrition.parts import with_parts
from nutrition.recipes import compute
from nutrition.results import Result
from nutrition.store import read_foods, read_recipes
from nutrition.tables import recipe_results, recipes


def refresh(session: Session, *, missing_only: bool = True) -> int:
    """Reckon every recipe that has no result yet, or with `missing_only` false all of them.

    Returns how many results are new or other than before. Raises `UnknownFood` and `BadRecipe`.
    """
    kept = {row.recipe_id: row for row in session.execute(sa.select(recipe_results))}
    ids = set(session.execute(sa.select(recipes.c.id)).scalars())
    wanted = ids - set(kept) if missing_only else ids
    if not wanted:
        return 0
    versions = read_recipes(session)
    made = [versions[each].recipe for each in sorted(wanted)]
    foods = with_parts(read_foods(session), versions, made)
    rows = []
    for each, recipe in zip(sorted(wanted), made, strict=True):
        text = json.dumps(compute(recipe, foods).snapshot(), separators=(",", ":"))
        old = kept.get(each)
        if old is None or old.result != text:
            revision = 1 if old is None else old.revision + 1
            rows.append({"recipe_id": each, "revision": revision, "result": text})
    _replace(session, rows)
    return len(rows)


def _replace(session: Session, rows: list[dict[str, object]]) -> None:
    if rows:
        ids = [row["recipe_id"] for row in rows]
        session.execute(sa.delete(recipe_results).where(recipe_results.c.recipe_id.in_(ids)))
        session.execute(recipe_results.insert(), rows)


def revisions(session: Session, ids: Iterable[str]) -> dict[str, int]:
    """The revision of each result that is kept, by recipe id."""
    query = sa.select(recipe_results.c.recipe_id, recipe_results.c.revision).where(
        recipe_results.c.recipe_id.in_(sorted(set(ids)))
    )
    return {row.recipe_id: row.revision for row in session.execute(query)}


def read_results(session: Session, ids: Iterable[str]) -> Mapping[str, Result]:
    """The kept results of recipe versions, by id; one that was never reckoned is absent."""
    query = sa.select(recipe_results.c.recipe_id, recipe_results.c.result).where(
        recipe_results.c.recipe_id.in_(sorted(set(ids)))
    )
    return {
        row.recipe_id: Result.from_snapshot(json.loads(row.result))
        for row in session.execute(query)
    }
