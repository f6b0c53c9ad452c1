from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.cycle import Cycle, Fault
from readers.presence import Presence, Sighting
from readers.tag import TagRead, TagUid

UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(12)]


def cycle(*numbers: int, complete: bool = True) -> Cycle:
    faults = () if complete else (Fault("E-RDR-031", "…"),)
    return Cycle(tuple(TagRead(UIDS[n]) for n in numbers), complete, faults, 0.0, 0.1)


def run(presence: Presence, *cycles: Cycle) -> Sighting:
    for each in cycles:
        sighting = presence.see(each)
    return sighting


cycles = st.builds(
    lambda numbers, complete: cycle(*numbers, complete=complete),
    st.lists(st.integers(0, 5), unique=True),
    st.booleans(),
)


def test_a_plate_is_on_the_tray_from_its_first_sighting() -> None:
    assert run(Presence(), cycle(0, complete=False)).plates == (UIDS[0],)


def test_the_tray_settles_after_five_complete_cycles_that_add_nothing() -> None:
    presence = Presence()
    assert [presence.see(cycle(0, 1)).settled for _ in range(7)] == [False] * 5 + [True] * 2


def test_certainty_climbs_to_one_at_settling() -> None:
    presence = Presence()
    seen = [presence.see(cycle(0)).certainty for _ in range(7)]
    assert seen == [0, 0.2, 0.4, 0.6, 0.8, 1, 1]


def test_an_empty_tray_never_settles() -> None:
    assert not run(Presence(), *[cycle()] * 20).settled


def test_anything_new_restarts_the_count() -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 6)
    assert presence.see(cycle(0, 1)) == Sighting((UIDS[0], UIDS[1]))


def test_an_incomplete_cycle_restarts_the_count_and_removes_nothing() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 6)
    sighting = run(presence, *[cycle(0, complete=False)] * 30)
    assert sighting.plates == (UIDS[0], UIDS[1])
    assert not sighting.settled
    assert sighting.incomplete
    assert [presence.see(cycle(0, 1)).settled for _ in range(5)] == [False] * 4 + [True]


def test_an_overflowing_reader_stays_incomplete() -> None:
    presence = Presence()
    assert all(presence.see(cycle(0, 1, complete=False)).incomplete for _ in range(50))


def test_single_misses_neither_remove_nor_unsettle_a_plate() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 6)
    sighting = run(presence, cycle(0), cycle(0), cycle(0, 1), cycle(1))
    assert sighting.settled
    assert sighting.plates == (UIDS[0], UIDS[1])


def test_a_plate_is_gone_after_five_complete_cycles_without_it() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 6)
    counts = [len(presence.see(cycle(0)).plates) for _ in range(6)]
    assert counts == [2, 2, 2, 2, 1, 1]
    assert not presence.sighting.settled


def test_a_plate_lifted_before_settling_is_not_billed() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 3)
    trays = [presence.see(cycle(0)) for _ in range(15)]
    assert all(UIDS[1] not in tray.plates for tray in trays if tray.settled)
    assert trays[-1].settled


def test_a_plate_that_answers_every_third_time_is_doubtful_and_never_settles() -> None:
    presence = Presence()
    trays = [presence.see(cycle(0, 1) if n % 3 == 0 else cycle(0)) for n in range(40)]
    assert not any(tray.settled for tray in trays)
    assert trays[-1].doubtful == (UIDS[1],)


def test_a_plate_that_grows_weak_unsettles_the_tray() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 6)
    trays = [presence.see(cycle(0, 1) if n % 3 == 0 else cycle(0)) for n in range(20)]
    assert trays[0].settled
    assert not trays[-1].settled
    assert trays[-1].doubtful == (UIDS[1],)


def test_a_number_read_once_by_accident_leaves_without_being_billed() -> None:
    presence = Presence()
    trays = [presence.see(each) for each in [cycle(0), cycle(0, 7), *[cycle(0)] * 20]]
    assert all(tray.plates == (UIDS[0],) for tray in trays if tray.settled)
    assert trays[-1].settled


def test_an_interruption_keeps_the_plates_and_unsettles() -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 6)
    assert presence.interrupt() == Sighting((UIDS[0],), incomplete=True)


@pytest.mark.parametrize("counts", [(0, 5), (5, 0), (-1, 5)])
def test_counts_below_one_are_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Presence(*counts)


@given(st.lists(cycles, max_size=40))
def test_what_was_just_seen_is_always_on_the_tray(stream: list[Cycle]) -> None:
    presence = Presence()
    for each in stream:
        sighting = presence.see(each)
        assert set(each.uids) <= set(sighting.plates)
        assert len(set(sighting.plates)) == len(sighting.plates)
        assert 0.0 <= sighting.certainty <= 1.0
        assert sighting.settled == (sighting.certainty == 1.0)
        assert sighting.incomplete != each.complete
        assert not (sighting.settled and (sighting.incomplete or sighting.doubtful))


@given(st.lists(cycles, max_size=40), st.integers(1, 6), st.integers(1, 6))
def test_a_settled_tray_was_unchanged_and_complete_for_long_enough(
    stream: list[Cycle], settle: int, clear: int
) -> None:
    presence = Presence(settle, clear)
    for end, each in enumerate(stream, start=1):
        before = presence.sighting.plates
        sighting = presence.see(each)
        if sighting.settled:
            last = stream[end - settle : end]
            assert len(last) == settle
            assert all(past.complete for past in last)
            assert sighting.plates == before
            assert all(set(past.uids) <= set(before) for past in last)
        gone = set(before) - set(sighting.plates)
        whole = [past for past in stream[:end] if past.complete][-clear:]
        assert not gone or (each.complete and len(whole) == clear)
        assert all(not gone & set(past.uids) for past in whole)


def test_twelve_plates_at_nine_in_ten_settle_right_and_soon() -> None:
    dice = random.Random(1)  # noqa: S311 - chance of a radio field
    wrong = 0
    lengths = []
    for _tray in range(300):
        presence, sighting, count = Presence(), Sighting(), 0
        while not sighting.settled:
            sighting = presence.see(cycle(*(n for n in range(12) if dice.random() < 0.9)))
            count += 1
        wrong += len(sighting.plates) != 12
        lengths.append(count)
    assert wrong == 0
    assert sorted(lengths)[150] <= 9
