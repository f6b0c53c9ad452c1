"""The dietitian's desk and the database: reading the catalogue, and every change to it, signed.

Each change is one transaction with its entry in the audit trail, and with the draft that it came
from. What somebody else saved meanwhile is never overwritten unseen: a save names what it began
from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

from accounts import chain as chains
from accounts import staff
from accounts.chain import Chain
from accounts.errors import NotAllowed
from accounts.staff import PinAnswer, PinMatch, Role, Staff, answer_pin, match_pin
from accounts.tables import staff as staff_table
from canteen.clock import Clock
from canteen.db import Database, Session
from canteen.money import Money
from menus import business_date
from menus.catalogue import retirements
from menus.catalogue_files import CatalogueDish
from menus.editing import Signature, hold, retire, stored_dishes, taken_codes
from menus.prices import add_price
from nutrition.parts import with_parts
from nutrition.store import read_foods, read_recipes
from pos import audit_trail
from pos.catalogue.book import Book, DishPast
from pos.catalogue.draft import is_behind
from pos.catalogue.drafts import DraftShelf, discard
from pos.catalogue.errors import ChangedMeanwhile, CodeTaken
from pos.catalogue.past import last_hand, past_of
from pos.catalogue.saving import price_detail, save_signed
from pos.settings import Settings

EDITORS: Final = frozenset({Role.DIETITIAN, Role.MANAGER, Role.SUPERVISOR})
"""Who may change dishes; others read."""
APPROVERS: Final = frozenset({Role.MANAGER, Role.SUPERVISOR})
"""Whose PIN signs a price."""


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
        self.drafts = DraftShelf(database)
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
            return past_of(session, code)

    def save(
        self, new: CatalogueDish, base: CatalogueDish, by: Staff, note: str = "", key: str = ""
    ) -> Saved:
        """Write the next form of the dish that `base` was; the draft `key` is done with then.

        Its prices stay: those are `change_price`. Raises `ChangedMeanwhile`, `NotAllowed`.
        """
        code, now, today = new.dish.code, self._clock.now(), self.today()
        with self._database.write() as session:
            _require_editor(session, by)
            hold(session, [code])
            old = stored_dishes(session, today, [code])
            stored = old[code]
            if is_behind(base, stored):
                raise ChangedMeanwhile(
                    dish=stored.dish.name_zh, by=last_hand(session, code), stored=stored
                )
            wanted = [_at_the_price_of(stored, new)]
            done = save_signed(session, self._chain, wanted, old, by=by.id, now=now, note=note)
            discard(session, by.id, key)
            return _saved(session, code, today, done.get(code, ()))

    def add(
        self,
        new: CatalogueDish,
        from_date: date,
        by: Staff,
        pin: str,
        note: str = "",
        key: str = "",
    ) -> PriceAnswer:
        """Write a new dish if `pin` is that of a manager or supervisor, who signs its first price.

        The draft `key` is done with then. Raises `CodeTaken`, `NotAllowed`.
        """
        match, now, code = self._match(pin), self._clock.now(), new.dish.code
        with self._database.write() as session:
            _require_editor(session, by)
            if code in taken_codes(session):
                raise CodeTaken(code=code)
            answer, approver = _approver(session, match, now)
            if approver is None:
                return PriceAnswer(answer)
            signature = Signature(by.id, approver.id, from_date)
            done = save_signed(
                session,
                self._chain,
                [new],
                {},
                by=by.id,
                now=now,
                signature=signature,
                note=note,
            )
            discard(session, by.id, key)
            return PriceAnswer(answer, _saved(session, code, self.today(), done[code]))

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
            answer, approver = _approver(session, match, now)
            if approver is None:
                return PriceAnswer(answer)
            hold(session, [code])
            add_price(
                session,
                code,
                from_date,
                price,
                half,
                changed_by=by.id,
                approved_by=approver.id,
                now=now,
            )
            detail = price_detail(price, half, Signature(by.id, approver.id, from_date))
            audit_trail.record(session, self._chain, by.id, "dish-price", code, detail, now)
            return PriceAnswer(answer, _saved(session, code, self.today()))

    def _match(self, pin: str) -> PinMatch | None:
        with self._database.read() as session:
            return match_pin(session, pin, key=chains.load_key(self._database))


def _approver(
    session: Session, match: PinMatch | None, now: datetime
) -> tuple[PinAnswer, Staff | None]:
    """What a PIN was worth, and whose it is where theirs signs prices."""
    answer = answer_pin(session, match, now=now)
    who = answer.staff
    return answer, who if who is not None and who.role in APPROVERS else None


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
    return Saved(dish, retirements(session).get(code), past_of(session, code), changes)
