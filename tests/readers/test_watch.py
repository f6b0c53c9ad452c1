from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from canteen.clock import SystemClock
from readers.emulation import FeigEmulator
from readers.errors import PortNotFound
from readers.watch import Watch


def test_watching_goes_on_through_a_loss(tmp_path: Path, nothing_leaks: Callable[[], None]) -> None:
    clock = SystemClock(speed=10)
    with FeigEmulator(clock=clock, link=tmp_path / "reader") as emulator:
        emulator.field.place("E0040150CABD51B9")
        watch = Watch(f"feig:{emulator.path}?parity=N", clock)
        stream = iter(watch)
        assert next(stream).complete
        emulator.unplug()
        assert [fault.code for fault in next(stream).faults] == ["E-RDR-006"]
        assert [fault.code for fault in next(stream).faults] == ["E-RDR-001"]
        emulator.plug()
        assert next(stream).complete
        watch.close()
        watch.close()


def test_watching_an_absent_reader_is_an_error() -> None:
    with pytest.raises(PortNotFound):
        Watch("feig:/dev/nothing", SystemClock(), wait=0.0)
