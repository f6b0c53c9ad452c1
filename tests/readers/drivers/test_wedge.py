from __future__ import annotations

from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers import drivers
from readers.errors import TypesLikeAKeyboard

CLOCK = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize("address", ["wedge:", "wedge:hex14", "wedge:/dev/input/event3?gap=20"])
def test_a_keyboard_wedge_is_no_tray_reader_and_says_where_it_is_set(address: str) -> None:
    with pytest.raises(TypesLikeAKeyboard, match=r"E-RDR-021 .*会员卡.*wedge = ") as refusal:
        drivers.open_reader(address, CLOCK)
    assert refusal.value.exit_status == 2
    assert address in refusal.value.said


def test_nobody_waits_for_it_to_come() -> None:
    with pytest.raises(TypesLikeAKeyboard):
        drivers.open_reader_within("wedge:", CLOCK, 3600)
