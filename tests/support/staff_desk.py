"""A desk that keeps no books, and jobs that run when the test says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from menus import Meal
from nutrition import LunchReference
from pos.checkout import Settled
from pos.documents import SlipStyle
from pos.plates import Shelf
from pos.state import Occasion, PaidSale
from pos.tray import Found, PlateRecord
from pos.ui.scenes import NOW, demo_menu, demo_sundries
from readers import TagUid

DISHES = [entry.item for entry in demo_menu()]
RICE = demo_sundries()[0]


def chip(number):
    return TagUid.parse(f"E00401500000{number:04X}")


@dataclass
class Desk:
    """Knows chips 1 to 9 by the menu's order; remembers what it was asked to do."""

    bound: dict = field(default_factory=dict)
    sales: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    refusal: Exception | None = None

    style = SlipStyle("康乐食府", "社区食堂", "T1", LunchReference())

    def occasion(self, now):
        return Occasion(date(2026, 11, 23), Meal.LUNCH)

    def shelf(self, occasion):
        return Shelf({item.code: item for item in DISHES}, {}, "demo/1")

    def look_up(self, uids, occasion, shelf, *, may_open):
        return {uid: self._record(uid) for uid in uids}

    def _record(self, uid):
        number = int(uid.text[-4:], 16)
        item = self.bound.get(uid) or (DISHES[number - 1] if number < 10 else None)
        if item is None:
            return PlateRecord(uid, Found.UNBOUND)
        return PlateRecord(uid, Found.SERVING, item, UUID(int=number))

    def settle(self, order):
        if self.refusal is not None:
            raise self.refusal
        self.sales.append(order)
        due = order.quote.due
        change = order.tendered - due
        paid = PaidSale(order.sale, "T1-1", NOW, due, due, order.tendered, change, 1)
        return Settled(paid, None, None, UUID(int=1), created=True)

    def bind(self, uid, item, occasion, by):
        self.bound[uid] = item

    def note(self, actor, action, subject, detail):
        self.notes.append((actor, action, dict(detail)))

    def left_field(self, uids):
        pass


class Later:
    """Jobs that run when the test says so."""

    def __init__(self):
        self.waiting = []

    def submit(self, work, done):
        self.waiting.append((work, done))

    def run(self):
        while self.waiting:
            work, done = self.waiting.pop(0)
            try:
                value = work()
            except Exception as error:  # noqa: BLE001 - as the real runner does
                done(None, error)
            else:
                done(value, None)
