from uuid import UUID

import pytest
from support.till import LUNCH, chip, dish

from pos.plates import Shelf
from pos.state import Phase, ReaderTrouble, StationState
from pos.tray import Found, HandLine, HoldReason, PlateRecord
from pos.visit import Visit
from readers import Sighting

A, B = chip(1), chip(2)
ITEM = dish()
AWAY = StationState(reader=ReaderTrouble("E-RDR-001", "", 1, 0.0))
LINE = HandLine(ITEM, "07")


def record(uid, found=Found.SERVING):
    item = None if found in (Found.UNBOUND, Found.NO_MENU) else ITEM
    return PlateRecord(uid, found, item, UUID(int=1) if item else None)


@pytest.fixture
def visit():
    return Visit(LUNCH, Shelf({}, {}, "demo/1"), 0.0, records={A: record(A), B: record(B)})


def sees(*uids, settled=True, incomplete=False, doubtful=()):
    return Sighting(tuple(uids), settled=settled, incomplete=incomplete, doubtful=tuple(doubtful))


def phase(visit, sighting, before=None, *, incomplete=False):
    before = before or StationState()
    tray = visit.tray(sighting, incomplete=incomplete, reader_away=before.reader is not None)
    return visit.phase(tray, sighting, before)


def test_a_tray_fills_until_the_reader_is_sure(visit):
    assert phase(visit, sees(A, settled=False)) is Phase.FILLING
    assert phase(visit, sees(A)) is Phase.SETTLED


def test_a_chip_without_a_record_is_waited_for(visit):
    assert phase(visit, sees(A, chip(3))) is Phase.FILLING
    visit.records[chip(3)] = record(chip(3))
    assert phase(visit, sees(A, chip(3))) is Phase.SETTLED


@pytest.mark.parametrize("found", [Found.UNBOUND, Found.NO_MENU, Found.STALE])
def test_what_cannot_be_priced_for_certain_is_held(visit, found):
    visit.records[B] = record(B, found)
    assert phase(visit, sees(A, B, settled=False)) is Phase.FILLING
    assert phase(visit, sees(A, B)) is Phase.HELD


def test_struck_chips_hold_nothing(visit):
    visit.records[B] = record(B, Found.UNBOUND)
    visit.struck = frozenset({B})
    assert phase(visit, sees(A, B, doubtful=[B])) is Phase.SETTLED


def test_incomplete_and_weak_readings_are_held_at_once(visit):
    assert phase(visit, sees(A, settled=False), incomplete=True) is Phase.HELD
    assert phase(visit, sees(A, settled=False, doubtful=[A])) is Phase.HELD


def test_a_settled_tray_outlives_a_single_bad_cycle(visit):
    tray = visit.tray(sees(A), incomplete=False, reader_away=False)
    before = StationState(phase=Phase.SETTLED, tray=tray)
    bad = sees(A, settled=False, incomplete=True)
    assert phase(visit, bad, before) is Phase.SETTLED
    assert phase(visit, sees(A, B, settled=False, incomplete=True), before) is Phase.FILLING
    assert phase(visit, bad, StationState(phase=Phase.FILLING, tray=tray)) is Phase.FILLING


def test_after_a_refusal_the_records_are_read_again_first(visit):
    visit.recheck = True
    assert phase(visit, sees(A)) is Phase.FILLING


def test_without_a_reader_only_entries_by_hand_are_paid(visit):
    visit.hand_lines = (LINE,)
    tray = visit.tray(sees(A), incomplete=True, reader_away=True)
    assert (tray.plates, tray.reasons, tray.hand_lines) == ((), (), (LINE,))
    assert phase(visit, sees(A, settled=False), AWAY) is Phase.SETTLED
    visit.hand_lines = ()
    assert phase(visit, sees(A), AWAY) is Phase.FILLING


def test_entries_by_hand_stand_beside_the_plates(visit):
    visit.hand_lines = (LINE,)
    tray = visit.tray(sees(A), incomplete=False, reader_away=False)
    assert ([plate.uid for plate in tray.plates], tray.hand_lines) == ([A], (LINE,))
    assert phase(visit, sees()) is Phase.SETTLED
    assert HoldReason.INCOMPLETE not in tray.reasons
