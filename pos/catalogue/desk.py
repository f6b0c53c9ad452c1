"""The dietitian's desk and the database: reading the catalogue, and every change to it, signed.

Each change is one transaction with its entry in the audit trail. What somebody else saved meanwhile
is never overwritten unseen: a save names what it began from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

import sqlalchemy as sa

from accounts import chain as chains
from accounts import staff
from accounts.chain import Chain
from accounts.errors import NotAllowed
from accounts.staff import PinAnswer, PinMatch, Role, Staff, answer_pin, match_pin
from accounts.tables import staff as staff_table
from canteen.clock import Clock
from canteen.db import Database, Session
from canteen.i18n import N_
from canteen.money import Money
from menus import business_date
from menus.catalogue import retirements
from menus.catalogue_files import CatalogueDish
from menus.editing import differences, retire, save_dishes, stored_dishes
from menus.prices import add_price, price_changes
from menus.tables import dishes
from nutrition.parts import with_parts
from nutrition.store import read_foods, read_recipes
from nutrition.tables import recipes
from pos import audit_trail
from pos.catalogue.book import Book, DishPast, KeptVersion
from pos.errors import PosError
from pos.settings import Settings

EDITORS: Final = frozenset({Role.DIETITIAN, Role.MANAGER, Role.SUPERVISOR})
"""Who may change dishes; others read."""
APPROVERS: Final = frozenset({Role.MANAGER, Role.SUPERVISOR})
"""Whose PIN signs a price."""


class ChangedMeanwhile(PosError):
    """Somebody saved the dish since it was opened; facts: dish, by, stored. Nothing was written."""

    code = "E-POS-080"
    sentence = N_("「{dish}」刚才被{by}存过，你的改动没有写进去，还留在这里。")
    mend = N_("先看两边的区别，再决定存你的，还是用存好的。")
    exit_status = 1

    @property
    def stored(self) -> CatalogueDish:
        """The dish as it stands now."""
        return cast("CatalogueDish", self.facts["stored"])


class CodeTaken(PosError):
    """A new dish has the code of one that is there by now; facts: code."""

    code = "E-POS-081"
    sentence = N_("编码「{code}」刚被别的菜用了，新菜没有写进去，还留在这里。")
    mend = N_("换一个编码再存。")
    exit_status = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """A dish as it stands after a change; `changes` are keys of `menus.editing.CHANGES`."""

    dish: CatalogueDish
    retired: date | None
    past: DishPast
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceAnswer:
    """What became of a price: `saved`, or None with what the PIN was worth."""

    pin: PinAnswer
    saved: Saved | None = None


class CatalogueDesk:
    """Every call is one look at the database and may be slow; errors are coded."""

    def __init__(self, database: Database, chain: Chain, settings: Settings, clock: Clock) -> None:
        self._database = database
        self._chain = chain
        self._settings = settings
        self._clock = clock

    def today(self) -> date:
        """The business date."""
        return business_date(self._clock.now(), self._settings.meals)

    def check_pin(self, pin: str) -> PinAnswer:
        """Whose PIN this is."""
        match = self._match(pin)
        with self._database.write() as session:
            return answer_pin(session, match, now=self._clock.now())

    def book(self) -> Book:
        """Everything there is; takes a second or so."""
        today = self.today()
        with self._database.read() as session:
            found = stored_dishes(session, today)
            made = [each.recipe.recipe for each in found.values()]
            names = session.execute(sa.select(staff_table.c.id, staff_table.c.name)).all()
            return Book(
                today=today,
                foods=with_parts(read_foods(session), read_recipes(session), made),
                dishes=found,
                retired=retirements(session),
                names={row.id: row.name for row in names},
            )

    def past(self, code: str) -> DishPast:
        """The versions and prices of a dish; empty for one that is not stored."""
        with self._database.read() as session:
            return _past(session, code)

    def save(
        self, new: CatalogueDish, base: CatalogueDish | None, by: Staff, note: str = ""
    ) -> Saved:
        """Write a new dish, or the next form of the one that `base` was.

        Prices of a stored dish stay: those are `change_price`. Raises `ChangedMeanwhile`,
        `CodeTaken`, `NotAllowed`.
        """
        code, now, today = new.dish.code, self._clock.now(), self.today()
        with self._database.write() as session:
            _require_editor(session, by)
            old = stored_dishes(session, today, [code])
            stored = old.get(code)
            if base is None and stored is not None:
                raise CodeTaken(code=code)
            if base is not None and stored is not None:
                if set(differences(base, stored)) - {"price"}:
                    raise ChangedMeanwhile(
                        dish=stored.dish.name_zh, by=_last_hand(session, stored), stored=stored
                    )
                new = _at_the_price_of(stored, new)
            changes = save_dishes(session, [new], old, by=by.id, now=now, note=note).get(code, ())
            if changes:
                detail = {"changes": " ".join(changes), "note": note}
                audit_trail.record(session, self._chain, by.id, "dish-save", code, detail, now)
            return _saved(session, code, today, changes)

    def retire(self, code: str, from_date: date | None, by: Staff) -> Saved:
        """Take a dish out of planning from a date on, with None back in; raises `NotAllowed`."""
        now = self._clock.now()
        action = "dish-restore" if from_date is None else "dish-retire"
        detail = {} if from_date is None else {"from": from_date.isoformat()}
        with self._database.write() as session:
            _require_editor(session, by)
            retire(session, code, from_date)
            audit_trail.record(session, self._chain, by.id, action, code, detail, now)
            return _saved(session, code, self.today())

    def change_price(
        self,
        code: str,
        price: Money,
        half: Money | None,
        from_date: date,
        by: Staff,
        pin: str,
    ) -> PriceAnswer:
        """Write a dated price down if `pin` is that of a manager or supervisor.

        Raises `NotAllowed` where `by` may not change dishes.
        """
        match, now = self._match(pin), self._clock.now()
        with self._database.write() as session:
            _require_editor(session, by)
            answer = answer_pin(session, match, now=now)
            approver = answer.staff
            if approver is None or approver.role not in APPROVERS:
                return PriceAnswer(answer)
            signed = {"changed_by": by.id, "approved_by": approver.id, "now": now}
            add_price(session, code, from_date, price, half, **signed)  # type: ignore[arg-type]
            detail = {
                "price": str(price),
                "half": "" if half is None else str(half),
                "from": from_date.isoformat(),
                "approved_by": approver.id,
            }
            audit_trail.record(session, self._chain, by.id, "dish-price", code, detail, now)
            return PriceAnswer(answer, _saved(session, code, self.today()))

    def _match(self, pin: str) -> PinMatch | None:
        with self._database.read() as session:
            return match_pin(session, pin, key=chains.load_key(self._database))


def _at_the_price_of(stored: CatalogueDish, new: CatalogueDish) -> CatalogueDish:
    """A price that was signed since the dish was opened, or began today, is not taken back."""
    dish = stored.dish
    return replace(new, dish=replace(new.dish, price=dish.price, half_price=dish.half_price))


def _require_editor(session: Session, by: Staff) -> None:
    """Roles are looked up again: somebody may have lost theirs since the login."""
    if staff.require(session, by.id).role not in EDITORS:
        raise NotAllowed(staff=by.name)


def _saved(session: Session, code: str, today: date, changes: tuple[str, ...] = ()) -> Saved:
    dish = stored_dishes(session, today, [code])[code]
    return Saved(dish, retirements(session).get(code), _past(session, code), changes)


def _past(session: Session, code: str) -> DishPast:
    found = _recipe_codes(session, code)
    kept = session.execute(
        sa.select(recipes).where(recipes.c.code.in_(found)).order_by(recipes.c.version)
    ).all()
    versions = read_recipes(session, [row.id for row in kept])
    return DishPast(
        versions=tuple(
            KeptVersion(
                versions[row.id], row.changed_by or "", row.changed_at, row.change_note or ""
            )
            for row in kept
        ),
        prices=price_changes(session, code),
    )


def _recipe_codes(session: Session, dish: str) -> list[str]:
    query = (
        sa.select(recipes.c.code)
        .join(dishes, dishes.c.recipe_id == recipes.c.id)
        .where(dishes.c.code == dish)
    )
    return list(session.execute(query).scalars())


def _last_hand(session: Session, stored: CatalogueDish) -> str:
    """The name of whoever wrote the stored recipe version, or a dash."""
    query = (
        sa.select(staff_table.c.name)
        .join(recipes, recipes.c.changed_by == staff_table.c.id)
        .where(recipes.c.id == stored.dish.recipe_id)
    )
    return session.execute(query).scalar() or "—"
