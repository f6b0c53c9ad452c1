"""Kills the till again and again on its way from a chip to the slip, and counts what is left."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from acceptance.program import Event, Program, Site, uid
from foreign.feig_firmware import FeigFirmware
from support.escpos_decoder import decode

from canteen.db import Database
from menus.catalogue import dishes
from menus.meals import SHANGHAI
from pos.bindings import bind_dish
from pos.desk import item_of, occasion_at
from pos.settings import Settings
from readers import TagUid

CUT = b"\x1dV"
REPRINT = "补打"
START_SECONDS = 0.5
DISHES = ("ermifan", "hongshaorou", "qingchaojimaocai")


@dataclass
class Toll:
    """What a run of kills did."""

    trays: list[tuple[str, ...]] = field(default_factory=list)
    faults: list[Event] = field(default_factory=list)
    paid: list[Event] = field(default_factory=list)
    moments: Counter[str] = field(default_factory=Counter)


def kill_rounds(site: Site, firmware: FeigFirmware, n: int, seed: int) -> Toll:
    """Kill the till `n` times at random moments, start it after each, sell every tray.

    A third of the kills fall anywhere in the start and the reading, the others close around the
    commit and the print. Some fall into the recovery from the one before.
    """
    chance, toll = random.Random(seed), Toll()  # noqa: S311 - a repeatable course, no secret
    for number in range(n):
        if number == 0 or chance.random() < 0.7:
            _sell_to_the_end(site, firmware, toll)
            tray = tuple(uid(1000 + 10 * number + k) for k in range(chance.randint(1, 4)))
            _bind(site, tray)
            toll.trays.append(tray)
            firmware.take(*firmware.tags)
            firmware.place(*tray)
        till = site.till()
        toll.moments[_let_live(till, chance)] += 1
        till.kill()
        assert till.wait() == -9
        _note(till, toll)
    _sell_to_the_end(site, firmware, toll)
    return toll


def check(site: Site, toll: Toll) -> None:
    """Each tray sold once and whole, no gap, every slip on paper or told of, the audit well."""
    sales = site.sales()
    sold = {tuple(sorted(line["uid"] for line in sale["lines"])): sale for sale in sales}
    assert set(sold) == {tuple(sorted(tray)) for tray in toll.trays}
    assert len(sales) == len(toll.trays)
    assert [sale["seq"] for sale in sales] == list(range(1, len(sales) + 1))
    known = {sale["receipt_no"]: sale["sale"] for sale in sales}
    assert all(known[paid["receipt_no"]] == paid["sale"] for paid in toll.paid)
    printed = slips_on(site)
    waiting = Counter(
        number
        for fault in toll.faults
        if fault["code"] == "E-POS-040"
        for number in known
        if number in fault["message"]
    )
    assert {fault["code"] for fault in toll.faults} <= {"E-POS-040"}
    assert set(printed.values()) <= {1}
    assert set(waiting.values()) <= {1}
    # Killed between paper and note, a slip is both; never is it neither.
    assert set(printed) | set(waiting) == set(known)
    audit = site.audit()
    assert (audit["ok"], audit["sales"], audit["lost"]) == (True, len(sales), 0)


def slips_on(site: Site) -> Counter[str]:
    """How often each receipt number came out of the file printer; none may be a reprint."""
    data = site.paper.read_bytes() if site.paper.exists() else b""
    slip = decode(data) if data else None
    if slip is None:
        return Counter()
    assert REPRINT not in slip.text
    numbers = [line.text.split()[1] for line in slip.lines if line.text.startswith("单号")]
    assert slip.cuts == len(numbers)
    return Counter(numbers)


def _sell_to_the_end(site: Site, firmware: FeigFirmware, toll: Toll) -> None:
    """One undisturbed run on the tray that lies there, if any."""
    if not toll.trays:
        return
    till = site.till()
    till.wait_for(
        lambda event: (
            event["event"] == "paid"
            or (event.get("state") == "settled" and event["total_fen"] == 0)
        )
    )
    assert till.end() == 0
    _note(till, toll)


def _let_live(till: Program, chance: random.Random) -> str:
    """Wait until the moment to kill; its kind."""
    kind = chance.choice(["blind", "settled", "paid"])
    if kind == "blind":
        time.sleep(chance.uniform(0.0, START_SECONDS))
        return kind
    try:
        till.wait_for(
            lambda event: (
                event["event"] == "paid"
                or (
                    event.get("state") == "settled"
                    and (kind == "settled" or not event["total_fen"])
                )
            )
        )
    except AssertionError:
        raise AssertionError(f"no {kind}: {till.events} {till.said}") from None
    time.sleep(chance.uniform(0.0, 0.02))
    return kind


def _note(till: Program, toll: Toll) -> None:
    toll.faults += till.of("fault")
    toll.paid += till.of("paid")
    assert till.said == ""


def _bind(site: Site, tray: tuple[str, ...]) -> None:
    """Bind in this process: thousands of rounds need no thousands of commands."""
    settings = Settings()
    now = datetime.fromisoformat(site.now).astimezone(SHANGHAI)
    database = Database.open(f"sqlite:///{site.database}")
    try:
        with database.write() as session:
            known = {dish.code: item_of(dish) for dish in dishes(session)}
            for number, text in enumerate(tray):
                bind_dish(
                    session,
                    [TagUid.parse(text)],
                    known[DISHES[number % len(DISHES)]],
                    occasion_at(now, settings),
                    until=None,
                    by=None,
                    now=now,
                )
    finally:
        database.close()
