from __future__ import annotations

import itertools
import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.read_rates import (
    ENOUGH_CYCLES,
    KNOWN_AFTER,
    KNOWN_SHARE,
    STARTING_RATE,
    RateTally,
    ReadCount,
    known_rate,
    lower_limit,
    worn_plates,
)
from readers.tag import TagRead, TagUid

PLATE = TagRead(TagUid.parse("E0040150CABD51B9"), antenna=3)


def uid(number: int) -> TagUid:
    return TagUid.parse(f"E00401{number:010X}")


def tally(outcomes: list[bool]) -> RateTally:
    """A visit: an answer that begins it, and the cycles after it."""
    counted = RateTally(PLATE)
    for answered in outcomes:
        counted.saw(answered=answered)
    return counted


def binomial(count: int, hits: int, rate: float) -> float:
    return math.comb(count, hits) * rate**hits * (1.0 - rate) ** (count - hits)


@pytest.mark.parametrize(
    ("reads", "cycles", "low", "high"),
    [  # R. Newcombe, Statistics in Medicine 17 (1998), table I, method 5: two-sided 95 %
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0000, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_limits_are_those_of_the_published_table(
    reads: int, cycles: int, low: float, high: float
) -> None:
    assert lower_limit(ReadCount(cycles, reads), 0.975) == pytest.approx(low, abs=5e-5)
    upper = 1.0 - lower_limit(ReadCount(cycles, cycles - reads), 0.975)
    assert upper == pytest.approx(high, abs=5e-5)


@given(st.integers(1, 5000))
def test_a_plate_that_always_answered_has_the_limit_in_closed_form(cycles: int) -> None:
    assert lower_limit(ReadCount(cycles, cycles)) == pytest.approx(0.05 ** (1 / cycles), rel=1e-9)


@given(st.integers(1, 80), st.data(), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_limit_is_the_rate_at_which_so_many_answers_are_just_rare_enough(
    cycles: int, data: st.DataObject, confidence: float
) -> None:
    reads = data.draw(st.integers(1, cycles))
    rate = lower_limit(ReadCount(cycles, reads), confidence)
    tail = math.fsum(binomial(cycles, hits, rate) for hits in range(reads, cycles + 1))
    assert tail == pytest.approx(1.0 - confidence, rel=1e-9)


@pytest.mark.parametrize(("cycles", "reads"), [(300_000, 290_000), (1_000_000, 900_000)])
def test_the_limit_holds_for_the_counts_of_a_month(cycles: int, reads: int) -> None:
    rate = lower_limit(ReadCount(cycles, reads))
    hits = np.arange(reads, cycles + 1)
    steps = np.log((cycles - hits[:-1]) / (hits[:-1] + 1) * rate / (1 - rate))
    first = math.lgamma(cycles + 1) - math.lgamma(reads + 1) - math.lgamma(cycles - reads + 1)
    first += reads * math.log(rate) + (cycles - reads) * math.log1p(-rate)
    tail = float(np.exp(first + np.append(0.0, np.cumsum(steps))).sum())
    assert tail == pytest.approx(0.05, rel=1e-5)


@given(st.integers(1, 400), st.data())
def test_the_limit_lies_below_the_share_and_rises_with_it(cycles: int, data: st.DataObject) -> None:
    reads = data.draw(st.integers(0, cycles))
    limit = lower_limit(ReadCount(cycles, reads))
    assert 0.0 <= limit <= reads / cycles
    assert reads == cycles or limit < lower_limit(ReadCount(cycles, reads + 1))
    assert limit <= lower_limit(ReadCount(cycles * 2, reads * 2)) + 1e-12


@cache
def limits_of(cycles: int) -> list[float]:
    return [lower_limit(ReadCount(cycles, reads)) for reads in range(cycles + 1)]


@pytest.mark.parametrize("rate", [0.6, 0.8, 0.9, 0.97])
@pytest.mark.parametrize("cycles", [10, 60, 200])
def test_the_limit_lies_below_the_true_rate_as_often_as_it_says(rate: float, cycles: int) -> None:
    limits = limits_of(cycles)
    exact = math.fsum(
        binomial(cycles, reads, rate) for reads, limit in enumerate(limits) if limit <= rate
    )
    assert exact >= 0.95
    drawn = np.random.default_rng(5).binomial(cycles, rate, 20_000)
    share = float((np.array(limits)[drawn] <= rate).mean())
    assert share == pytest.approx(exact, abs=4 * math.sqrt(0.05 * 0.95 / 20_000))


def test_the_first_and_the_last_answer_are_left_out() -> None:
    assert tally([]).total() == ReadCount()
    assert tally([False, False]).total() == ReadCount()
    assert tally([True]).total() == ReadCount()
    assert tally([False, True]).total() == ReadCount(1, 0)
    assert tally([True, False, True, False]).total() == ReadCount(2, 1)
    assert tally([True]).antenna == PLATE.antenna


@given(st.lists(st.booleans(), max_size=60))
def test_what_lies_between_the_two_is_counted_once(outcomes: list[bool]) -> None:
    visit = [True, *outcomes]
    last = max(number for number, answered in enumerate(visit) if answered)
    between = visit[1:last]
    assert tally(outcomes).total() == ReadCount(len(between), sum(between))


@pytest.mark.parametrize("rate", [0.3, 0.7, 0.95])
@pytest.mark.parametrize("cycles", [1, 4, 9])
def test_a_visits_counts_are_unbiased_however_short_it_was(rate: float, cycles: int) -> None:
    """Over all courses of the visit the mean of reads is the rate times the mean of cycles."""
    reads = counted = 0.0
    for course in itertools.product([True, False], repeat=cycles):
        count = tally(list(course)).total()
        chance = rate ** sum(course) * (1 - rate) ** (cycles - sum(course))
        reads += chance * count.reads
        counted += chance * count.cycles
    assert reads == pytest.approx(rate * counted, abs=1e-12)


@pytest.mark.parametrize("rate", [0.7, 0.9, 0.98])
def test_many_visits_of_any_length_give_the_true_rate(rate: float) -> None:
    dice = np.random.default_rng(11)
    total = ReadCount()
    for _visit in range(800):
        outcomes = dice.random(dice.integers(2, 40)) < rate
        # Plates are taken away in silence: some cycles without them end each visit.
        total += tally([*map(bool, outcomes), *[False] * 9]).total()
    spread = math.sqrt(rate * (1 - rate) / total.cycles)
    assert total.rate == pytest.approx(rate, abs=4 * spread)


def test_a_station_that_knows_little_reckons_with_the_starting_rate() -> None:
    assert known_rate({}) == STARTING_RATE
    assert known_rate({uid(1): ReadCount(ENOUGH_CYCLES - 1, ENOUGH_CYCLES - 1)}) == STARTING_RATE
    assert known_rate({uid(1): ReadCount(ENOUGH_CYCLES, ENOUGH_CYCLES)}) > 0.99


def test_the_rate_to_reckon_with_is_the_limit_of_the_worst_hundredth_together() -> None:
    counts = {uid(number): ReadCount(200, 198) for number in range(150)}
    counts |= {uid(200): ReadCount(200, 160), uid(201): ReadCount(300, 240)}
    assert known_rate(counts) == lower_limit(ReadCount(500, 400))


def test_a_plate_that_was_hardly_seen_yet_does_not_set_the_rate() -> None:
    counts = {uid(number): ReadCount(1000, 990) for number in range(80)}
    before = known_rate(counts)
    counts |= {uid(200): ReadCount(8, 6), uid(201): ReadCount(1, 0)}
    assert known_rate(counts) == before


def test_many_good_plates_seen_a_little_prove_nothing_of_the_bad_ones() -> None:
    counts = {uid(number): ReadCount(20, 19 + number % 2) for number in range(396)}
    counts |= {uid(900 + number): ReadCount(20, 12) for number in range(4)}
    assert known_rate(counts) == STARTING_RATE
    counts[uid(1)] = ReadCount(KNOWN_AFTER, KNOWN_AFTER)
    assert known_rate(counts) == STARTING_RATE


def test_a_poor_station_is_believed_at_once() -> None:
    counts = {uid(number): ReadCount(20, 12) for number in range(400)}
    pooled = lower_limit(ReadCount(8000, 4800))
    assert known_rate(counts) == pooled < STARTING_RATE
    counts[uid(1)] = ReadCount(KNOWN_AFTER, 100)
    assert known_rate(counts) == lower_limit(ReadCount(KNOWN_AFTER, 100)) < pooled


def test_the_worst_decide_from_the_share_on_that_must_be_known() -> None:
    counts = {uid(number): ReadCount(KNOWN_AFTER, 196) for number in range(80)}
    counts |= {uid(100 + number): ReadCount(KNOWN_AFTER - 1, 190) for number in range(20)}
    assert known_rate(counts) == lower_limit(ReadCount(KNOWN_AFTER, 196))
    counts[uid(200)] = ReadCount(1, 1)
    assert known_rate(counts) == STARTING_RATE


@pytest.mark.parametrize(("bad", "least", "most"), [(0.98, 0.93, 0.98), (0.6, 0.5, 0.68)])
def test_a_station_has_its_own_rate_within_a_week_and_not_a_better_one_before(
    bad: float, least: float, most: float
) -> None:
    """400 plates at 0.98, four of them worn; a visit a day on average, with 50 cycles."""
    dice = np.random.default_rng(17)
    rates = np.array([bad] * 4 + [0.98] * 396)
    counts = {uid(number): ReadCount() for number in range(400)}
    found = []
    for _day in range(8):
        for number, visits in enumerate(dice.poisson(1.0, 400)):
            cycles = int(visits) * 50
            reads = int(dice.binomial(cycles, rates[number]))
            counts[uid(number)] += ReadCount(cycles, reads)
        found.append(known_rate(counts))
    assert max(found[:4]) <= STARTING_RATE
    assert least <= found[7] <= most


def test_plates_without_cycles_say_nothing() -> None:
    counts = {uid(number): ReadCount() for number in range(500)}
    counts[uid(900)] = ReadCount(ENOUGH_CYCLES, 1900)
    assert known_rate(counts) == lower_limit(ReadCount(ENOUGH_CYCLES, 1900))
    assert ReadCount().rate == 1.0


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.integers(0, 300).map(uid),
        st.integers(1, 500).flatmap(
            lambda cycles: st.builds(ReadCount, st.just(cycles), st.integers(0, cycles))
        ),
        max_size=12,
    )
)
def test_the_rate_to_reckon_with_is_never_better_than_the_pool(
    counts: dict[TagUid, ReadCount],
) -> None:
    rate = known_rate(counts)
    everything = sum(counts.values(), ReadCount())
    known = [count for count in counts.values() if count.cycles >= KNOWN_AFTER]
    if everything.cycles < ENOUGH_CYCLES:
        assert rate == STARTING_RATE
    elif len(known) >= KNOWN_SHARE * len(counts):
        assert rate <= sum(known, ReadCount()).rate
    else:
        assert rate <= min(STARTING_RATE, everything.rate)


def test_worn_plates_are_named_worst_first_and_only_when_they_are_known() -> None:
    counts = {
        uid(1): ReadCount(KNOWN_AFTER, KNOWN_AFTER * 60 // 100),
        uid(2): ReadCount(KNOWN_AFTER, KNOWN_AFTER * 30 // 100),
        uid(3): ReadCount(KNOWN_AFTER, KNOWN_AFTER * 70 // 100),
        uid(4): ReadCount(KNOWN_AFTER - 1, 1),
    }
    assert worn_plates(counts) == [uid(2), uid(1)]
