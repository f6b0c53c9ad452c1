"""Changing the catalogue: what a new form of a dish changes, and writing it.

A recipe is never overwritten: what differs becomes its next version, and the dish points at it from
then on. A price is never overwritten either: it becomes a dated change that a manager signed, the
first price of a new dish too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from canteen.db import Session
from canteen.i18n import N_
from menus import tables as t
from menus.catalogue import dish_facts, dishes
from menus.catalogue_files import CatalogueDish
from menus.catalogue_store import add_dishes, dish_row, facts_row
from menus.errors import CodeInUse, PriceUnsigned
from menus.prices import add_price
from nutrition import RecipeVersion
from nutrition.result_store import refresh
from nutrition.store import add_recipes, read_recipes
from nutrition.tables import recipes

CHANGES: Final = {
    "new": N_("新菜"),
    "name": N_("名称"),
    "drawing": N_("图样"),
    "facts": N_("做法和标签"),
    "recipe": N_("配方"),
    "price": N_("价格"),
}
"""What can differ between a dish and its new form; the words for people."""
PRICED: Final = frozenset({"new", "price"})
"""The changes that name a price, and so want a signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who sets a price and which manager approved it, from which date on."""

    by: str
    approved_by: str
    from_date: date


def hold(session: Session, codes: Iterable[str]) -> None:
    """Keep every other desk from changing these dishes until the caller's transaction ends.

    On SQLite a write transaction is the only one anyhow.
    """
    rows = sa.select(t.dishes.c.code).where(t.dishes.c.code.in_(sorted(set(codes))))
    session.execute(rows.order_by(t.dishes.c.code).with_for_update()).all()


def stored_dishes(
    session: Session, on: date, codes: Iterable[str] | None = None
) -> dict[str, CatalogueDish]:
    """The dishes that have facts, retired ones too, by code: of `codes`, or all of them.

    Prices are those of the date.
    """
    wanted = None if codes is None else set(codes)
    facts = dish_facts(session, wanted)
    found = [dish for dish in dishes(session, on, retired=True) if dish.code in facts]
    versions = read_recipes(session, [dish.recipe_id for dish in found])
    return {
        dish.code: CatalogueDish(dish, facts[dish.code], versions[dish.recipe_id]) for dish in found
    }


def taken_codes(session: Session) -> frozenset[str]:
    """Every code that a new dish cannot have: of dishes, and of the recipes of anything else."""
    dish_codes = session.execute(sa.select(t.dishes.c.code)).scalars()
    recipe_codes = session.execute(sa.select(recipes.c.code).distinct()).scalars()
    return frozenset((*dish_codes, *recipe_codes))


def differences(old: CatalogueDish | None, new: CatalogueDish) -> tuple[str, ...]:
    """Keys of `CHANGES` by which `new` differs from what is stored; empty where it does not."""
    if old is None:
        return ("new",)
    before, after = old.dish, new.dish
    changed = {
        "name": (before.name_zh, before.name_en, before.category)
        != (after.name_zh, after.name_en, after.category),
        "drawing": before.drawing != after.drawing,
        "facts": old.facts != new.facts,
        "recipe": _cooked(old.recipe) != _cooked(new.recipe),
        "price": (before.price, before.half_price) != (after.price, after.half_price),
    }
    return tuple(key for key, differs in changed.items() if differs)


def _cooked(version: RecipeVersion) -> tuple[object, ...]:
    # A recipe that only bears another name is the same recipe.
    return replace(version.recipe, name=""), version.yield_reason, version.method


def save_dishes(
    session: Session,
    new: Iterable[CatalogueDish],
    old: Mapping[str, CatalogueDish],
    *,
    by: str,
    now: datetime,
    signature: Signature | None = None,
    note: str = "",
) -> dict[str, tuple[str, ...]]:
    """Write every dish of `new` that differs from `old`, all in the caller's transaction.

    Returns what changed, by code. Raises `PriceUnsigned` where a price differs or is the first one
    and no manager signed, `CodeInUse` where a new dish has a code of something else; nothing was
    written then.
    """
    wanted = list(new)
    changed = {each.dish.code: differences(old.get(each.dish.code), each) for each in wanted}
    todo = [each for each in wanted if changed[each.dish.code]]
    added = [each for each in todo if each.dish.code not in old]
    _check(session, todo, added, changed, signature)
    add_dishes(session, added)
    for each in todo:
        what = changed[each.dish.code]
        if each.dish.code in old:
            _change(session, each, what, by, now, note)
        if signature is not None and PRICED & set(what):
            _sign(session, each, signature, now)
    if todo:
        refresh(session)
    return {code: what for code, what in changed.items() if what}


def _check(
    session: Session,
    todo: Iterable[CatalogueDish],
    added: Collection[CatalogueDish],
    changed: Mapping[str, tuple[str, ...]],
    signature: Signature | None,
) -> None:
    taken = taken_codes(session) if added else frozenset()
    for each in added:
        if each.dish.code in taken or each.recipe.code in taken:
            raise CodeInUse(dish=each.dish.name_zh, wanted=each.dish.code)
    for each in todo:
        if signature is None and PRICED & set(changed[each.dish.code]):
            raise PriceUnsigned(dish=each.dish.name_zh)


def _change(
    session: Session,
    each: CatalogueDish,
    what: tuple[str, ...],
    by: str,
    now: datetime,
    note: str,
) -> None:
    code = each.dish.code
    row = dish_row(each.dish)
    row.pop("price_fen")  # the first price stands; changes are rows of their own
    if "recipe" in what:
        row["recipe_id"] = _next_version(session, each.recipe, by, now, note)
    else:
        row.pop("recipe_id")
    session.execute(sa.update(t.dishes).where(t.dishes.c.code == code).values(row))
    if "facts" in what:
        facts = facts_row(each.dish, each.facts)
        del facts["retired_on"], facts["half_price_fen"]
        session.execute(
            sa.update(t.dish_facts).where(t.dish_facts.c.dish_code == code).values(facts)
        )


def _next_version(
    session: Session, version: RecipeVersion, by: str, now: datetime, note: str
) -> str:
    last = session.execute(
        sa.select(sa.func.max(recipes.c.version)).where(recipes.c.code == version.code)
    ).scalar()
    new = replace(version, version=(last or 0) + 1)
    add_recipes(session, [new])
    session.execute(
        sa.update(recipes)
        .where(recipes.c.id == new.id)
        .values(changed_by=by, changed_at=now, change_note=note or None)
    )
    return new.id


def _sign(session: Session, each: CatalogueDish, signature: Signature, now: datetime) -> None:
    add_price(
        session,
        each.dish.code,
        signature.from_date,
        each.dish.price,
        each.dish.half_price,
        changed_by=signature.by,
        approved_by=signature.approved_by,
        now=now,
    )


def retire(session: Session, dish: str, from_date: date | None) -> bool:
    """Take a dish out of planning from a date on, or with None back in; False where it is unknown.

    What was sold and published with it stays.
    """
    done = session.execute(
        sa.update(t.dish_facts).where(t.dish_facts.c.dish_code == dish).values(retired_on=from_date)
    )
    return bool(done.rowcount)
