from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from canteen import fonts
from pos.findings import EPOCH, SKEW, clock, room, typeface

INSTANTS = st.integers(0, 7_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(INSTANTS, st.none() | INSTANTS)
def test_a_clock_is_well_unless_it_is_before_2020_or_behind_the_newest_sale(
    now: datetime, newest: datetime | None
) -> None:
    behind = newest is not None and newest - now > SKEW
    assert clock(now, newest).ok == (now >= EPOCH and not behind)


def test_clocks_of_two_terminals_may_differ_a_little() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert clock(now, now + SKEW).ok
    assert not clock(now, now + SKEW + timedelta(seconds=1)).ok


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_disk_is_well_while_selling_goes_on(free: int, least: int) -> None:
    finding = room(free, least)
    assert finding.ok == (free >= least)
    assert bool(finding.mend) != finding.ok
    assert str(free) in finding.sentence


@given(st.lists(st.text(max_size=8), max_size=5))
def test_every_character_without_a_glyph_is_named(names: list[str]) -> None:
    finding = typeface(names)
    lacking = fonts.missing("".join(names))
    assert finding.ok == (not lacking)
    assert all(f"U+{ord(char):04X}" in finding.sentence for char in lacking)
