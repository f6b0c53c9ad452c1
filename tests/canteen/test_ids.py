from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

from hypothesis import given
from hypothesis import strategies as st

from canteen.ids import new_id

# Bounds are naive here; hypothesis puts the zone on.
FIRST, LAST = (datetime(year, 1, 2) for year in (1970, 9999))  # noqa: DTZ001
instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@given(instants)
def test_an_id_is_a_uuid_of_version_7_with_its_millisecond_in_front(now):
    made = new_id(now)
    assert made.version == 7
    assert made.variant == RFC_4122
    assert made.int >> 80 == int(now.timestamp() * 1000)


@given(instants, st.integers(1, 10**9))
def test_later_ids_sort_after_earlier_ones(now, millis):
    later = min(now + timedelta(milliseconds=millis), datetime(9999, 12, 31, tzinfo=UTC))
    assert new_id(now) < new_id(later + timedelta(milliseconds=1))
    assert str(new_id(now)) < str(new_id(later + timedelta(milliseconds=1)))


def test_ids_of_one_instant_differ():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert len({new_id(now) for _ in range(10_000)}) == 10_000
