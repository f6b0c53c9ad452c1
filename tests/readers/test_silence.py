"""From when on a reader that can be reached counts as mute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.cycle import Cycle, Fault
from readers.silence import MUTE_SECONDS, Silence
from readers.tag import TagRead, TagUid

FAULT = Fault("E-RDR-030", "no answer")
CHIP = TagRead(TagUid.parse("E0040150CABD5100"))
BAD = Cycle.broken((), (FAULT,), 0.0, 0.1)
WORDLESS = Cycle((), complete=False, faults=(), started=0.0, ended=0.1)
WORK = [Cycle.whole((), 0.0, 0.1), Cycle.broken((CHIP,), (FAULT,), 0.0, 0.1)]


def test_a_reader_is_mute_after_a_while_and_says_why() -> None:
    silence = Silence()
    assert silence.read(BAD, 5.0) is None
    assert silence.read(BAD, 5.0 + MUTE_SECONDS - 0.01) is None
    assert silence.read(BAD, 5.0 + MUTE_SECONDS) == FAULT
    assert silence.since == 5.0


def test_cycles_without_a_fault_name_none() -> None:
    silence = Silence()
    silence.read(BAD, 0.0)
    assert silence.read(WORDLESS, MUTE_SECONDS) is None
    assert silence.read(BAD, MUTE_SECONDS + 0.1) == FAULT


@pytest.mark.parametrize("works", WORK)
def test_a_complete_cycle_or_a_chip_begins_anew(works: Cycle) -> None:
    silence = Silence()
    silence.read(BAD, 0.0)
    assert silence.read(works, MUTE_SECONDS) is None
    assert silence.read(BAD, MUTE_SECONDS + 0.1) is None


def test_another_connection_begins_anew() -> None:
    silence = Silence()
    silence.read(BAD, 0.0)
    silence.end()
    assert silence.read(BAD, 60.0) is None


@given(st.lists(st.tuples(st.sampled_from([BAD, WORDLESS, *WORK]), st.floats(0.01, 2.0))))
def test_nobody_is_called_mute_who_worked_within_the_time(
    steps: list[tuple[Cycle, float]],
) -> None:
    silence, now, worked = Silence(), 0.0, 0.0
    for cycle, pause in steps:
        now += pause
        fault = silence.read(cycle, now)
        if cycle in WORK:
            worked = now
        if fault is not None:
            assert now - worked >= MUTE_SECONDS
