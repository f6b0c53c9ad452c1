from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.settings import BadSetting, section
from menus.meals import SHANGHAI, Meal, MealHours, business_date, business_day, meal_at

instants = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


def at(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}+08:00")


@pytest.mark.parametrize(
    ("clock", "day"), [("03:59:59", 22), ("04:00:00", 23), ("23:59:59", 23), ("00:00:00", 22)]
)
def test_a_business_date_runs_from_cut_off_to_cut_off(clock: str, day: int) -> None:
    assert business_date(at(clock)) == date(2026, 11, day)


@given(instants)
def test_an_instant_lies_within_its_business_day(now: datetime) -> None:
    begin, end = business_day(business_date(now))
    assert begin <= now < end


@given(instants, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_business_dates_never_go_back(now: datetime, later: timedelta) -> None:
    assert business_date(now) <= business_date(now + later)


@given(instants, st.integers(-12, 14))
def test_the_zone_of_the_instant_does_not_matter(now: datetime, hours: int) -> None:
    from datetime import timezone

    moved = now.astimezone(timezone(timedelta(hours=hours)))
    assert business_date(moved) == business_date(now)
    assert meal_at(moved) is meal_at(now)


@pytest.mark.parametrize(
    ("clock", "meal"),
    [
        ("04:00:00", Meal.BREAKFAST),
        ("06:30:00", Meal.BREAKFAST),
        ("09:52:29", Meal.BREAKFAST),
        ("09:52:30", Meal.LUNCH),
        ("11:26:00", Meal.LUNCH),
        ("14:44:59", Meal.LUNCH),
        ("14:45:00", Meal.DINNER),
        ("17:00:00", Meal.DINNER),
        ("23:00:00", Meal.DINNER),
        ("03:59:59", Meal.DINNER),
    ],
)
def test_outside_the_hours_the_nearest_meal_counts(clock: str, meal: Meal) -> None:
    assert meal_at(at(clock)) is meal


@given(instants)
def test_within_the_hours_of_a_meal_it_is_that_meal(now: datetime) -> None:
    hours = MealHours()
    local = now.astimezone(SHANGHAI).time()
    for meal in Meal:
        begin, end = hours.of(meal)
        if begin <= local <= end:
            assert meal_at(now, hours) is meal


@given(instants, st.timedeltas(timedelta(0), timedelta(hours=23)))
def test_meals_of_one_business_day_come_in_their_order(now: datetime, later: timedelta) -> None:
    if business_date(now) == business_date(now + later):
        order = list(Meal)
        assert order.index(meal_at(now)) <= order.index(meal_at(now + later))


def test_hours_are_settings() -> None:
    hours = section(MealHours, "meals", {"lunch_from": "11:00", "cut_off": "05:00"}, environ={})
    assert business_date(at("04:30:00"), hours) == date(2026, 11, 22)
    assert hours.of(Meal.LUNCH)[0].hour == 11


@pytest.mark.parametrize(
    "table",
    [{"lunch_from": "08:00"}, {"dinner_to": "16:00"}, {"cut_off": "07:00"}],
)
def test_hours_that_overlap_or_cross_the_cut_off_are_refused(table: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        section(MealHours, "meals", table, environ={})


def test_a_meal_has_its_word() -> None:
    assert [meal.word for meal in Meal] == ["早餐", "午餐", "晚餐"]
