from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import SystemClock
from readers.cycle import Cycle, Fault
from readers.emulation import FeigEmulator
from readers.errors import PortNotFound
from readers.tag import TagRead, TagUid
from readers.watch import cycle_from_json, cycle_json, watch_cycles

times = st.integers(0, 10**10).map(lambda micros: micros / 1e6)
cycles = st.builds(
    Cycle,
    st.lists(
        st.builds(
            TagRead,
            st.binary(min_size=8, max_size=8).map(TagUid.of),
            st.sampled_from(["iso15693", "iso14443a"]),
            st.integers(1, 4),
            st.none() | st.integers(-90, 255),
        )
    ).map(tuple),
    st.booleans(),
    st.lists(st.builds(Fault, st.text(), st.text())).map(tuple),
    times,
    times,
)


def test_a_cycle_has_the_shape_others_rely_on() -> None:
    uid = TagUid.parse("e0040150cabd51b9")
    cycle = Cycle.broken((TagRead(uid),), (Fault("E-RDR-031", "坏了"),), 100.013, 100.101)
    assert cycle_json(1, cycle, 100.0) == {
        "cycle": 1,
        "started": 0.013,
        "ended": 0.101,
        "complete": False,
        "tags": [
            {"uid": "E0040150CABD51B9", "kind": "iso15693", "antenna": 1, "rssi": None},
        ],
        "faults": [{"code": "E-RDR-031", "message": "坏了"}],
    }


@given(cycles)
def test_a_cycle_comes_back_from_its_json(cycle: Cycle) -> None:
    assert cycle_from_json(json.loads(json.dumps(cycle_json(7, cycle)))) == cycle


def test_watching_goes_on_through_a_loss(tmp_path: Path, nothing_leaks: Callable[[], None]) -> None:
    clock = SystemClock(speed=10)
    with FeigEmulator(clock=clock, link=tmp_path / "reader") as emulator:
        emulator.field.place("E0040150CABD51B9")
        stream = watch_cycles(f"feig:{emulator.path}?parity=N", clock)
        assert next(stream).complete
        emulator.unplug()
        assert [fault.code for fault in next(stream).faults] == ["E-RDR-006"]
        assert [fault.code for fault in next(stream).faults] == ["E-RDR-001"]
        emulator.plug()
        assert next(stream).complete
        stream.close()


def test_watching_an_absent_reader_is_an_error() -> None:
    with pytest.raises(PortNotFound):
        next(watch_cycles("feig:/dev/nothing", SystemClock(), wait=0.0))
