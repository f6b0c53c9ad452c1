from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.certainty import LEAST_RATE, absent_after, patience
from readers.cycle import Cycle, Fault
from readers.presence import (
    DELTA,
    LEAST_CLEAR,
    LEAST_LEAVING_RATE,
    SILENT_CYCLES,
    Presence,
    Sighting,
)
from readers.read_rates import STARTING_RATE, ReadCount
from readers.tag import TagRead, TagUid

UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(24)]
GONE = absent_after(STARTING_RATE, DELTA)
GONE_POOR = absent_after(LEAST_LEAVING_RATE, DELTA)


def cycle(*numbers: int, complete: bool = True) -> Cycle:
    faults = () if complete else (Fault("E-RDR-031", "…"),)
    return Cycle(tuple(TagRead(UIDS[n]) for n in numbers), complete, faults, 0.0, 0.1)


def run(presence: Presence, *cycles: Cycle) -> Sighting:
    for each in cycles:
        sighting = presence.see(each)
    return sighting


def needed(plates: int, rate: float = STARTING_RATE, delta: float = DELTA) -> int:
    return patience(rate, delta)[plates - 1]


def sure(sighting: Sighting) -> set[TagUid]:
    """The plates that a commit would bill without asking."""
    return set(sighting.plates) - set(sighting.doubtful) - set(sighting.undecided)


cycles = st.builds(
    lambda numbers, complete: cycle(*numbers, complete=complete),
    st.lists(st.integers(0, 5), unique=True),
    st.booleans(),
)
# Plates that mostly answer, so that trays settle too.
steady = st.builds(
    lambda numbers, complete: cycle(*numbers, complete=complete),
    st.sampled_from([(0, 1, 2), (0, 1, 2), (0, 1, 2), (0, 2), (0, 1), (0, 1, 2, 3), ()]),
    st.sampled_from([True, True, True, False]),
)
streams = st.lists(st.one_of(steady, cycles), max_size=40)
rates = st.sampled_from([0.6, 0.8, 0.9, 0.98])


def test_a_plate_is_on_the_tray_from_its_first_sighting() -> None:
    assert run(Presence(), cycle(0, complete=False)).plates == (UIDS[0],)


@given(st.integers(1, 24), st.floats(LEAST_RATE, 0.999), st.sampled_from([1e-3, 1e-4, 1e-6]))
def test_a_clean_tray_settles_when_the_wanted_chance_is_kept_and_not_later(
    plates: int, rate: float, delta: float
) -> None:
    presence = Presence(rate, delta)
    quiet = patience(rate, delta)[plates - 1]
    settled = [presence.see(cycle(*range(plates))).settled for _ in range(quiet + 3)]
    assert settled == [False] * quiet + [True] * 3


@given(st.data(), st.integers(2, 12), rates)
def test_plates_that_are_missed_now_and_then_delay_nothing(
    data: st.DataObject, plates: int, rate: float
) -> None:
    presence = Presence(rate)
    presence.see(cycle(*range(plates)))
    for number in range(1, needed(plates, rate) + 1):
        # Never silent for long: a plate rests every second cycle at most.
        resting = data.draw(st.sets(st.integers(0, plates - 1))) if number % 2 else set()
        sighting = presence.see(cycle(*(set(range(plates)) - resting)))
        assert sighting.settled == (number == needed(plates, rate))
    assert sighting.plates == tuple(UIDS[:plates])


def test_certainty_and_confidence_climb_until_settling() -> None:
    presence = Presence(0.9, 1e-3)
    seen = [presence.see(cycle(0)) for _ in range(5)]
    assert [each.certainty for each in seen] == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])
    confidence = [each.confidence for each in seen]
    assert confidence == sorted(confidence)  # type: ignore[type-var]
    assert seen[3].confidence >= 1 - 1e-3 > seen[2].confidence  # type: ignore[operator]


def test_an_empty_tray_never_settles_and_states_no_confidence() -> None:
    sighting = run(Presence(), *[cycle()] * 20)
    assert not sighting.settled
    assert sighting.confidence is None


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.199])
def test_a_broken_plate_of_the_station_slows_the_till_and_takes_its_word(rate: float) -> None:
    presence = Presence(rate)
    seen = [presence.see(cycle(0, 1)) for _ in range(needed(2, LEAST_RATE) + 1)]
    assert [each.settled for each in seen] == [False] * (len(seen) - 1) + [True]
    assert {each.confidence for each in seen} == {None}
    presence.set_rate(LEAST_RATE)
    assert presence.see(cycle(0, 1)).confidence >= 1 - DELTA  # type: ignore[operator]


def test_a_station_whose_plates_hardly_answer_leaves_each_of_them_to_a_person() -> None:
    dice = np.random.default_rng(3)
    presence = Presence(0.1)
    for _tray in range(5):
        answers = dice.random((needed(4, LEAST_RATE) * 4, 4)) < 0.1
        seen = [presence.see(cycle(*np.flatnonzero(each))) for each in answers]
        assert not any(each.settled and sure(each) for each in seen)
        run(presence, *[cycle()] * GONE_POOR)


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.9])
def test_a_stray_goes_at_last_however_poor_the_station_is(rate: float) -> None:
    presence = Presence(rate)
    for number in range(200):
        presence.see(cycle(0, 1) if number % 5 == 4 else cycle(0))
    silent = [presence.see(cycle(0)).plates for _ in range(GONE_POOR)]
    assert silent[-2:] == [(UIDS[0], UIDS[1]), (UIDS[0],)]


def test_anything_new_restarts_the_count() -> None:
    presence = Presence()
    assert run(presence, *[cycle(0)] * 12).settled
    sighting = presence.see(cycle(0, 1))
    assert (sighting.plates, sighting.settled, sighting.certainty) == ((UIDS[0], UIDS[1]), False, 0)
    assert not run(presence, *[cycle(0, 1)] * (needed(2) - 1)).settled
    assert presence.see(cycle(0, 1)).settled


@given(st.integers(0, 8))
def test_an_incomplete_cycle_counts_for_nothing_and_removes_nothing(before: int) -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * (before + 1))
    sighting = run(presence, *[cycle(0, complete=False)] * 30)
    assert sighting.plates == (UIDS[0], UIDS[1])
    assert sighting.incomplete
    assert not sighting.settled
    left = needed(2) - before
    assert [presence.see(cycle(0, 1)).settled for _ in range(left)] == [False] * (left - 1) + [True]


def test_an_incomplete_cycle_that_shows_something_new_restarts_the_count() -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 12, cycle(0, 1, complete=False))
    assert not run(presence, *[cycle(0, 1)] * (needed(2) - 1)).settled
    assert presence.see(cycle(0, 1)).settled


def test_an_overflowing_reader_stays_incomplete() -> None:
    presence = Presence()
    seen = [presence.see(cycle(0, 1, complete=False)) for _ in range(50)]
    assert all(each.incomplete and not each.settled for each in seen)


def test_single_misses_neither_remove_nor_unsettle_a_plate() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 12)
    for each in (cycle(0), cycle(0), cycle(0, 1), cycle(1)):
        sighting = presence.see(each)
        assert sighting.settled
        assert sighting.plates == (UIDS[0], UIDS[1])


@pytest.mark.parametrize("rate", [0.6, 0.8, 0.9, 0.98])
def test_a_plate_is_gone_after_the_silence_that_is_rare_enough(rate: float) -> None:
    presence = Presence(rate)
    run(presence, *[cycle(0, 1)] * 40)
    gone = absent_after(rate, DELTA)
    counts = [len(presence.see(cycle(0)).plates) for _ in range(gone)]
    assert counts == [2] * (gone - 1) + [1]
    assert not presence.sighting.settled


def test_a_tray_that_is_lifted_whole_is_gone_sooner_but_never_after_one_cycle() -> None:
    presence = Presence(0.98)
    run(presence, *[cycle(*range(12))] * 12)
    counts = [len(presence.see(cycle()).plates) for _ in range(LEAST_CLEAR)]
    assert counts == [12] * (LEAST_CLEAR - 1) + [0]
    assert presence.sighting == Sighting()


def test_a_stray_does_not_make_a_lone_plate_gone_sooner() -> None:
    presence = Presence(0.98)
    run(presence, *[cycle(0)] * 20, cycle(0, 1), cycle(0))
    assert UIDS[0] in run(presence, *[cycle()] * (absent_after(0.98, DELTA) - 1)).plates


def test_a_plate_with_a_worse_rate_of_its_own_is_not_given_up_as_soon() -> None:
    presence = Presence(0.98)
    run(presence, *[cycle(0, 1), cycle(0)] * 12)
    assert UIDS[1] in run(presence, *[cycle(0)] * (absent_after(0.98, DELTA) + 2)).plates
    assert UIDS[1] not in run(presence, *[cycle(0)] * 20).plates


@given(st.integers(1, 12))
def test_a_plate_lifted_before_settling_is_not_billed_unasked(seen: int) -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * seen)
    trays = [presence.see(cycle(0)) for _ in range(25)]
    if seen <= needed(2) - 3:
        assert all(UIDS[1] not in sure(tray) for tray in trays if tray.settled)
    assert trays[-1].settled
    assert trays[-1].plates == (UIDS[0],)


def test_a_plate_that_answers_every_fourth_time_becomes_doubtful() -> None:
    presence = Presence()
    trays = [presence.see(cycle(0, 1) if n % 4 == 0 else cycle(0)) for n in range(40)]
    assert all(UIDS[1] not in sure(tray) for tray in trays)
    assert trays[-1].settled
    assert trays[-1].doubtful == (UIDS[1],)


def test_a_plate_that_goes_to_a_neighbour_becomes_doubtful_however_long_it_lay_here() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 500)
    trays = [presence.see(cycle(0, 1) if n % 6 == 0 else cycle(0)) for n in range(60)]
    assert sure(trays[0]) == {UIDS[0], UIDS[1]}
    assert trays[-1].doubtful == (UIDS[1],)


def test_a_number_read_once_by_accident_leaves_and_the_tray_stays_settled() -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 20)
    trays = [presence.see(each) for each in [cycle(0, 7), *[cycle(0)] * 20]]
    assert all(UIDS[7] not in sure(tray) for tray in trays)
    settled = [tray.settled for tray in trays]
    assert settled == [False] * needed(2) + [True] * (21 - needed(2))
    assert trays[-1].plates == (UIDS[0],)


@given(st.integers(1, 3), st.integers(10, 14))
def test_a_chip_that_left_in_doubt_comes_back_in_doubt_and_unsettles_nothing(
    visits: int, pause: int
) -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 20, cycle(0, 1), *[cycle(0)] * 12)
    for _visit in range(visits):
        sighting = run(presence, cycle(0, 1))
        assert sighting.settled
        assert sighting.doubtful == (UIDS[1],)
        assert UIDS[1] not in run(presence, *[cycle(0)] * pause).plates
    # It can still prove that it lies here.
    assert UIDS[1] in sure(run(presence, *[cycle(0, 1)] * 15))


def test_the_doubt_ends_with_the_tray() -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 20, cycle(0, 1), *[cycle(0)] * 12, *[cycle()] * GONE)
    assert presence.see(cycle(1)).doubtful == ()


def test_an_interruption_keeps_the_plates_and_begins_the_count_again() -> None:
    presence = Presence()
    run(presence, *[cycle(0)] * 12)
    sighting = presence.interrupt()
    assert sighting.plates == (UIDS[0],)
    assert sighting.incomplete
    assert not sighting.settled
    left = needed(1)
    assert [presence.see(cycle(0)).settled for _ in range(left)] == [False] * (left - 1) + [True]


def test_a_new_rate_counts_from_the_next_cycle() -> None:
    presence = Presence(0.8)
    run(presence, *[cycle(0)] * (needed(1, 0.98) + 1))
    assert not presence.sighting.settled
    presence.rate = 0.98
    assert presence.see(cycle(0)).settled


@pytest.mark.parametrize("delta", [0.0, 1.0, -1e-6])
def test_a_chance_outside_zero_and_one_is_refused(delta: float) -> None:
    with pytest.raises(ValueError, match="delta"):
        Presence(delta=delta)


def test_a_visit_is_counted_between_its_first_and_its_last_answer() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 10, cycle(1), cycle(0, 1), *[cycle()] * GONE)
    counted = {each.uid: each.count for each in presence.take_counts()}
    assert counted == {UIDS[0]: ReadCount(10, 9), UIDS[1]: ReadCount(10, 10)}
    assert presence.take_counts() == ()


def test_a_tray_is_not_settled_by_plates_that_were_silent_all_the_while() -> None:
    presence = Presence(0.98)
    run(presence, *[cycle(0, 1)] * 12)
    presence.interrupt()
    sightings = [presence.see(cycle(1)) for _ in range(GONE)]
    assert all(UIDS[0] not in each.plates for each in sightings if each.settled)
    assert sightings[-1].settled


def test_money_waits_for_a_plate_that_may_just_have_left() -> None:
    presence = Presence()
    run(presence, *[cycle(0, 1)] * 30)
    assert presence.see(cycle(1)).undecided == ()
    assert run(presence, *[cycle(1)] * (SILENT_CYCLES - 1)).undecided == (UIDS[0],)
    assert presence.see(cycle(0, 1)).undecided == ()


@given(streams, rates)
def test_what_was_just_seen_is_always_on_the_tray(stream: list[Cycle], rate: float) -> None:
    presence = Presence(rate)
    for each in stream:
        sighting = presence.see(each)
        assert set(each.uids) <= set(sighting.plates)
        assert len(set(sighting.plates)) == len(sighting.plates)
        assert set(sighting.doubtful) | set(sighting.undecided) <= set(sighting.plates)
        assert not set(sighting.doubtful) & set(sighting.undecided)
        assert 0.0 <= sighting.certainty <= 1.0
        assert not sighting.settled or (sighting.certainty == 1.0 and each.complete)
        assert sighting.incomplete != each.complete
        assert (sighting.confidence is None) == (not sighting.plates)
        assert not sighting.settled or sighting.confidence >= 1 - DELTA * (1 + 1e-9)  # type: ignore[operator]


@given(streams)
def test_plates_stand_in_the_order_of_their_first_sighting(stream: list[Cycle]) -> None:
    presence = Presence()
    before: tuple[TagUid, ...] = ()
    for each in stream:
        after = presence.see(each).plates
        kept = tuple(uid for uid in before if uid in after)
        # One that left and came back in the same cycle would stand last.
        assert after[: len(kept)] == kept
        assert set(after[len(kept) :]) <= set(each.uids)
        before = after


@given(streams, rates)
def test_a_settled_tray_was_shown_nothing_new_for_long_enough(
    stream: list[Cycle], rate: float
) -> None:
    presence = Presence(rate)
    suspects = False
    for end, each in enumerate(stream, start=1):
        before = presence.sighting
        sighting = presence.see(each)
        gone = set(before.plates) - set(sighting.plates)
        suspects |= bool(gone)
        if sighting.settled:
            whole = [past for past in stream[:end] if past.complete]
            last = whole[-needed(len(sighting.plates), rate) :]
            assert len(last) == needed(len(sighting.plates), rate)
            assert suspects or set(chain(*(past.uids for past in last))) <= set(before.plates)
        if gone:
            whole = [past for past in stream[:end] if past.complete]
            silent = absent_after(rate, DELTA)
            if not sighting.plates:
                silent = max(LEAST_CLEAR, absent_after(rate, DELTA, len(before.plates)))
            assert each.complete
            assert all(not gone & set(past.uids) for past in whole[-silent:])


@given(streams, st.lists(st.tuples(st.integers(0, 40), st.sets(st.integers(0, 23))), max_size=8))
def test_incomplete_cycles_that_show_nothing_new_change_nothing_after_them(
    stream: list[Cycle], extra: list[tuple[int, set[int]]]
) -> None:
    plain, mixed = Presence(), Presence()
    for place, each in enumerate(stream):
        for at, choice in extra:
            if at == place:
                there = [UIDS.index(uid) for uid in mixed.sighting.plates]
                shown = [number for number in there if number in choice]
                mixed.see(cycle(*shown, complete=False))
        assert mixed.see(each) == plain.see(each)
    assert mixed.take_counts() == plain.take_counts()
