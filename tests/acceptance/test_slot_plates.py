"""A plate that belongs to a menu slot: sold once a meal, again after release or on the next day."""

from __future__ import annotations

from acceptance.program import NEXT_NOON, Site, uid
from foreign.feig_firmware import FeigFirmware

PLATE = uid(7)


def test_a_slot_plate_sells_once_a_meal_until_released(site: Site, firmware: FeigFirmware) -> None:
    slot = site.run("plates", "slot", "--slot", "7", "--json", "--uid", PLATE.lower())
    assert (slot.status, slot.rows[0]["slot"]) == (0, 7)
    till = site.till()
    firmware.place(PLATE)
    first = till.until("tray", state="settled")
    assert [plate["dish"] for plate in first["plates"]] == ["fanqiechaodan"]
    assert till.until("paid")["total_fen"] == 600
    firmware.take(PLATE)
    till.until("cleared")

    firmware.place(PLATE)
    assert till.until("tray", state="settled")["total_fen"] == 0
    till.none_for(0.6, "paid")
    firmware.take(PLATE)
    till.until("cleared")

    assert site.run("plates", "release", "--json", "--uid", PLATE).status == 0
    firmware.place(PLATE)
    assert till.until("paid")["receipt_no"] == "T1-20261123-000002"
    assert till.end() == 0
    site.audit()


def test_a_plate_released_where_it_lies_is_sold_again(site: Site, firmware: FeigFirmware) -> None:
    site.run("plates", "slot", "--slot", "7", "--uid", PLATE)
    firmware.place(PLATE)
    till = site.till()
    till.until("paid")
    firmware.take(PLATE)
    till.until("cleared")
    firmware.place(PLATE)
    till.until("tray", state="settled", total_fen=0)
    site.run("plates", "release", "--uid", PLATE)
    assert till.until("tray", seconds=4, state="settled")["total_fen"] == 600
    till.until("paid")
    assert till.end() == 0


def test_a_slot_plate_sells_again_on_the_next_business_date(
    site: Site, firmware: FeigFirmware
) -> None:
    site.run("plates", "slot", "--slot", "7", "--uid", PLATE)
    firmware.place(PLATE)
    till = site.till("--trays", "1")
    till.until("paid")
    assert till.wait() == 0
    site.now = NEXT_NOON
    till = site.till("--trays", "1")
    paid = till.until("paid")
    assert till.wait() == 0
    assert paid["receipt_no"] == "T1-20261124-000001"
    listed = site.run("plates", "list", "--json").rows
    assert [(row["uid"], row["slot"], row["serving"]) for row in listed] == [
        (PLATE, 7, {"business_date": "2026-11-24", "meal": "lunch", "n": 1, "status": "sold"})
    ]
    assert len(site.run("sales", "list", "--date", "2026-11-24", "--json").rows) == 1
    site.audit()


def test_a_dish_plate_of_yesterday_holds_the_tray(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", PLATE)
    site.now = NEXT_NOON
    firmware.place(PLATE)
    till = site.till()
    held = till.until("tray", state="held")
    assert (held["reasons"], [plate["uid"] for plate in held["plates"]]) == (["stale"], [PLATE])
    till.none_for(0.6, "paid")
    assert till.end() == 0
    assert site.sales() == []


def test_a_plate_for_halves_sells_at_the_half_price_or_holds_the_tray(
    site: Site, firmware: FeigFirmware
) -> None:
    half, without = uid(8), uid(9)
    site.run("plates", "slot", "--slot", "7", "--half", "--uid", half)
    # Slot 2 has a dish that is not sold by halves.
    site.run("plates", "slot", "--slot", "2", "--half", "--uid", without)
    firmware.place(half, without)
    till = site.till()
    held = till.until("tray", state="held")
    assert (held["reasons"], held["unknown"]) == (["no-menu"], [without])
    assert held["no_half"] == [{"uid": without, "dish": "qingzhengluyu"}]
    till.none_for(0.6, "paid")
    firmware.take(without)
    assert till.until("paid")["total_fen"] == 350
    assert till.end() == 0
    (sale,) = site.run("sales", "list", "--json").rows
    assert sale["lines"][0]["half"] is True
    site.audit()
