"""The slow work behind the station: each call may block and runs in a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol

from accounts.chain import Chain
from canteen.clock import Clock
from canteen.db import Database
from menus import Dish, Menu, Sundry, business_date, meal_at
from menus.catalogue import dishes, sundries, todays_menu
from menus.meals import business_day
from menus.portions import PortionCache
from pos import audit_trail, bindings, plates
from pos.checkout import Order, Settled, settle, standing
from pos.disk import require_room
from pos.documents import SlipStyle
from pos.plates import Shelf
from pos.printing import SlipPrinter
from pos.settings import Settings
from pos.state import Occasion
from pos.tray import Item, PlateRecord
from readers import TagUid

SUNDRY: Final = "sundry"
SHELF_SECONDS: Final = 20.0
"""A price changed at a desk counts for the trays that come this much later."""


class Desk(Protocol):
    """The slow work behind the station; each call may block and runs in a job."""

    @property
    def style(self) -> SlipStyle: ...

    def occasion(self, now: datetime) -> Occasion: ...

    def shelf(self, occasion: Occasion) -> Shelf: ...

    def look_up(
        self, uids: Sequence[TagUid], occasion: Occasion, shelf: Shelf, *, may_open: bool
    ) -> dict[TagUid, PlateRecord]: ...

    def settle(self, order: Order) -> Settled: ...

    def standing(self, order: Order) -> Settled | None: ...

    def bind(self, uid: TagUid, item: Item, occasion: Occasion, by: str) -> None: ...

    def note(self, actor: str, action: str, subject: str, detail: Mapping[str, str]) -> None: ...

    def left_field(self, uids: Sequence[TagUid]) -> None: ...


class TillDesk:
    """The desk of a real till: its database, its chain and its settings."""

    def __init__(
        self,
        database: Database,
        chain: Chain,
        settings: Settings,
        clock: Clock,
        slips: SlipPrinter,
    ) -> None:
        self._database = database
        self._slips = slips
        self._chain = chain
        self._settings = settings
        self._clock = clock
        pos = settings.pos
        self.style = SlipStyle(pos.canteen_name, pos.subtitle, pos.terminal, settings.lunch)
        self._shelf: tuple[date, float, Shelf] | None = None
        self._portions = PortionCache()

    def occasion(self, now: datetime) -> Occasion:
        """The business date and the meal of an instant."""
        return occasion_at(now, self._settings)

    def shelf(self, occasion: Occasion) -> Shelf:
        """Every dish, and today's slots; as they were at most `SHELF_SECONDS` ago."""
        kept, now = self._shelf, self._clock.monotonic()
        if kept is None or kept[0] != occasion.business_date or now - kept[1] > SHELF_SECONDS:
            kept = (occasion.business_date, now, self._read_shelf(occasion))
            self._shelf = kept
        return kept[2]

    def _read_shelf(self, occasion: Occasion) -> Shelf:
        with self._database.read() as session:
            on = occasion.business_date
            menu = todays_menu(session, on, self._portions)
            # A plate bound yesterday is sold today, though its dish be retired.
            every = dishes(session, on, self._portions, retired=True)
            items = {dish.code: item_of(dish) for dish in every}
        return Shelf(items, {each.slot: each.dish.code for each in menu.items}, menu.version)

    def look_up(
        self, uids: Sequence[TagUid], occasion: Occasion, shelf: Shelf, *, may_open: bool
    ) -> dict[TagUid, PlateRecord]:
        """What the records say of each chip; slot plates open their next serving on the way."""
        now = self._clock.now()
        reuse_after = self._settings.pos.reuse_after
        with self._database.read() as session:
            found = plates.find_servings(session, uids, occasion, shelf, now)
        if may_open and (reuse_after or any(uid not in found for uid in uids)):
            with self._database.write() as session:
                plates.open_servings(session, uids, occasion, shelf, now, reuse_after=reuse_after)
                found = plates.find_servings(session, uids, occasion, shelf, now)
        return found

    def settle(self, order: Order) -> Settled:
        """Make the sale durable, or raise with nothing of it standing."""
        require_room(self._database, self._settings.pos.least_free_mb)
        with self._database.write() as session:
            settled = settle(session, order, self._chain, self._clock.now())
        # Only now, with the commit durable, may paper say that it was paid.
        if settled.created:
            self._slips.print(settled.print_job, settled.document)
        return settled

    def standing(self, order: Order) -> Settled | None:
        """The sale of an order whose answer was lost, or None where nothing of it stands."""
        with self._database.read() as session:
            settled = standing(session, order)
        if settled is not None:
            self._slips.print(settled.print_job, settled.document)
        return settled

    def bind(self, uid: TagUid, item: Item, occasion: Occasion, by: str) -> None:
        """Bind one plate to a dish for the rest of the business date."""
        now = self._clock.now()
        _, until = business_day(occasion.business_date, self._settings.meals)
        with self._database.write() as session:
            bindings.bind_dish(
                session, [uid], item, occasion, until=until, by=by, now=now, replace=True
            )
            what = {"dish": item.code, **({"half": "yes"} if item.half else {})}
            audit_trail.record(session, self._chain, by, "bind", uid.text, what, now)

    def note(self, actor: str, action: str, subject: str, detail: Mapping[str, str]) -> None:
        """Write down what a member of staff did."""
        now = self._clock.now()
        with self._database.write() as session:
            audit_trail.record(session, self._chain, actor, action, subject, detail, now)

    def returned(self, uids: Sequence[TagUid]) -> None:
        """Free the sold plates that came back to the return."""
        with self._database.write() as session:
            bindings.returned(session, uids, self._clock.now())

    def left_field(self, uids: Sequence[TagUid]) -> None:
        """Note when plates left, where sold plates come back into use by time."""
        if self._settings.pos.reuse_after is None:
            return
        with self._database.write() as session:
            plates.left_field(session, uids, self._clock.now())

    def menu(self, occasion: Occasion) -> tuple[Menu, tuple[Sundry, ...]]:
        """Today's menu and what is sold without a plate."""
        with self._database.read() as session:
            menu = todays_menu(session, occasion.business_date)
            return menu, sundries(session)


def occasion_at(now: datetime, settings: Settings) -> Occasion:
    """The business date and the meal of an instant; outside the hours the nearest meal."""
    return Occasion(business_date(now, settings.meals), meal_at(now, settings.meals))


def item_of(dish: Dish) -> Item:
    """A dish as the till sells it."""
    return Item(
        dish.code,
        dish.name_zh,
        dish.name_en,
        dish.category.value,
        dish.drawing,
        dish.price,
        dish.per_portion,
        half_price=dish.half_price,
    )


def item_of_sundry(sundry: Sundry) -> Item:
    """A thing without a plate as the till sells it."""
    return Item(
        sundry.code,
        sundry.name_zh,
        sundry.name_en,
        SUNDRY,
        "",
        sundry.price,
        sundry.per_portion,
        sundry.is_food,
    )
