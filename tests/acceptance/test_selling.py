"""Trays from the chip to the paid event, as a program that reads the events sees them."""

from __future__ import annotations

import signal
import time
import uuid

import pytest
from acceptance.program import NOON, Site, uid
from foreign.feig_firmware import FeigFirmware

A, B, C, D = (uid(number) for number in range(1, 5))
FIGURES = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "salt_g")
TRAY_KEYS = {"event", "state", "plates", "unknown", "reasons", "total_fen", "confidence"}
PLATE_KEYS = {"uid", "dish", "name", "status", "price_fen", *FIGURES}
PAID_KEYS = {"event", "sale", "receipt_no", "total_fen", "due_fen", "adjustments"}


def test_a_tray_is_priced_paid_once_and_cleared(site: Site, firmware: FeigFirmware) -> None:
    site.bind("hongshaorou", A)
    site.bind("ermifan", B)
    till = site.till()
    firmware.place(A, B)
    settled = till.until("tray", state="settled")
    paid = till.until("paid")
    firmware.take(A, B)
    cleared = till.until("cleared")
    assert till.end() == 0

    assert settled.keys() >= TRAY_KEYS
    assert (settled["total_fen"], settled["unknown"], settled["reasons"]) == (1300, [], [])
    assert 1 - 1e-6 <= settled["confidence"] < 1
    assert all(plate.keys() >= PLATE_KEYS for plate in settled["plates"])
    said = {plate["uid"]: plate for plate in settled["plates"]}
    assert (said[A]["dish"], said[A]["name"], said[A]["price_fen"]) == (
        "hongshaorou",
        "红烧肉",
        1200,
    )
    assert (said[B]["name"], said[B]["status"], said[B]["price_fen"]) == ("二米饭", "open", 100)
    dishes = {row["code"]: row for row in site.run("dishes", "list", "--json").rows}
    for plate in said.values():
        portion = dishes[plate["dish"]]["per_portion"]
        assert {key: plate[key] for key in FIGURES} == {key: portion[key] for key in FIGURES}

    assert paid.keys() >= PAID_KEYS
    assert paid["receipt_no"] == "T1-20261123-000001"
    assert (paid["total_fen"], paid["due_fen"], paid["adjustments"]) == (1300, 1300, [])
    assert uuid.UUID(paid["sale"]).version == 7
    assert cleared == {"event": "cleared"}

    (sale,) = site.sales()
    assert (sale["sale"], sale["receipt_no"]) == (paid["sale"], paid["receipt_no"])
    assert (sale["business_date"], sale["seq"], sale["status"]) == ("2026-11-23", 1, "paid")
    assert (sale["total_fen"], sale["due_fen"]) == (1300, 1300)
    assert {(line["uid"], line["dish"], line["paid_fen"]) for line in sale["lines"]} == {
        (A, "hongshaorou", 1200),
        (B, "ermifan", 100),
    }
    assert sale["tenders"] == [{"kind": "cash", "fen": 1300, "ref": None}]
    audit = site.audit()
    assert (audit["ok"], audit["sales"], audit["lost"]) == (True, 1, 0)


def test_it_ends_after_the_wanted_trays(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B)
    till = site.till("--trays", "2")
    firmware.place(A)
    till.until("paid")
    firmware.take(A)
    till.until("cleared")
    firmware.place(B)
    till.until("paid")
    assert till.wait() == 0
    assert len(site.sales()) == 2
    assert site.paper.read_bytes().count(b"\x1dV") == 2


def test_it_ends_after_the_wanted_seconds(site: Site, firmware: FeigFirmware) -> None:
    started = time.monotonic()
    till = site.till("--seconds", "1")
    assert till.wait() == 0
    assert 1.0 <= time.monotonic() - started < 4.0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("pause", [0.02, 0.08, 0.15, 0.4])
def test_a_signal_ends_it_well_at_any_time(
    site: Site, firmware: FeigFirmware, number: int, pause: float
) -> None:
    till = site.till()
    time.sleep(pause)
    assert till.end(number) == 0
    assert till.said == ""


def test_a_sale_under_way_is_finished_before_the_end(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A)
    till = site.till()
    firmware.place(A)
    till.until("tray", state="settled")
    assert till.end() == 0
    assert len(till.of("paid")) == len(site.sales())
    site.audit()


def test_plates_left_on_or_put_back_are_not_sold_again(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B)
    till = site.till()
    firmware.place(A, B)
    till.until("paid")
    till.none_for(1.5, "paid")
    firmware.take(A, B)
    till.until("cleared")
    firmware.place(A, B)
    again = till.until("tray", state="settled")
    assert again["total_fen"] == 0
    assert [(plate["status"], plate["price_fen"]) for plate in again["plates"]] == [
        ("sold", 100)
    ] * 2
    till.none_for(0.8, "paid")
    assert till.end() == 0

    later = site.till()
    assert later.until("tray", state="settled")["total_fen"] == 0
    later.none_for(0.8, "paid")
    assert later.end() == 0
    assert len(site.sales()) == 1


def test_a_fresh_plate_among_sold_ones_is_alone_priced(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B, C)
    site.bind("hongshaorou", D)
    till = site.till()
    firmware.place(A, B, C)
    till.until("paid")
    firmware.take(A, B, C)
    till.until("cleared")
    firmware.place(A, B, C, D)
    settled = till.until("tray", state="settled", total_fen=1200)
    assert sorted(plate["status"] for plate in settled["plates"]) == ["open", *["sold"] * 3]
    assert till.until("paid")["total_fen"] == 1200
    assert till.end() == 0
    first, second = site.sales()
    assert len(first["lines"]) == 3
    assert [line["uid"] for line in second["lines"]] == [D]
    site.audit()


def test_a_plate_added_to_a_paid_tray_is_sold_by_itself(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B)
    till = site.till()
    firmware.place(A)
    till.until("paid")
    firmware.place(B)
    assert till.until("paid")["total_fen"] == 100
    assert till.end() == 0
    assert [[line["uid"] for line in sale["lines"]] for sale in site.sales()] == [[A], [B]]


def test_an_unknown_plate_holds_the_tray_until_it_is_bound(
    site: Site, firmware: FeigFirmware
) -> None:
    site.bind("ermifan", A)
    till = site.till()
    firmware.place(A, B)
    held = till.until("tray", state="held")
    assert (held["unknown"], held["reasons"], held["total_fen"]) == ([B], ["unknown"], 100)
    till.none_for(1.0, "paid")
    site.bind("hongshaorou", B)
    bound = time.monotonic()
    settled = till.until("tray", seconds=4, state="settled")
    assert time.monotonic() - bound < 2.0
    assert (settled["unknown"], settled["reasons"], settled["total_fen"]) == ([], [], 1300)
    assert till.until("paid")["total_fen"] == 1300
    assert till.end() == 0
    (sale,) = site.sales()
    assert len(sale["lines"]) == 2


def test_a_tray_of_twelve_over_a_slow_wire(site: Site, firmware: FeigFirmware) -> None:
    plates = [uid(number) for number in range(100, 112)]
    site.bind("xianggucaibao", *plates)
    firmware.timing = True
    till = site.till("--trays", "1")
    firmware.place(*plates)
    assert till.until("paid", seconds=20)["total_fen"] == 2400
    assert till.wait() == 0
    (sale,) = site.sales()
    assert {line["uid"] for line in sale["lines"]} == set(plates)


def test_lunch_is_sold_under_its_own_date(site: Site, firmware: FeigFirmware) -> None:
    site.now = NOON.replace("23T11", "23T23")
    site.bind("ermifan", A)
    firmware.place(A)
    till = site.till("--trays", "1")
    assert till.until("paid")["receipt_no"].startswith("T1-20261123-")
    assert till.wait() == 0
