"""The tray as it was sold, against an average that is taken tray by tray."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.report_books import FOODS, LINES, book, recipe

from canteen.money import Money
from menus.dishes import Category, Sundry, portion_from
from nutrition import LunchReference, compute
from pos.reports.analysis import analyse
from pos.reports.sold_trays import LEAST_TRAYS, counted, sold_shares, sold_trays
from pos.reports.trays import TrayKind, held

HALF = Decimal("0.5")


def sell(made, *days):
    """`made` with trays sold on its first days; a tray is a list of codes, or of code and part."""
    diners, sold = {}, {}
    for day, trays in zip(made.days, days, strict=False):
        diners[day.on] = len(trays)
        counts = sold.setdefault(day.on, {})
        for line in (line for tray in trays for line in tray):
            code, part = line if isinstance(line, tuple) else (line, Decimal(1))
            counts[code] = counts.get(code, Decimal(0)) + part
    return replace(made, diners=diners, sold=sold)


def tray(number=0):
    return [f"big{number}-0", f"veg{number}-0", f"staple{number}-0"]


@pytest.mark.parametrize("trays", [0, 1, LEAST_TRAYS - 1, LEAST_TRAYS, LEAST_TRAYS + 1])
def test_a_day_counts_from_thirty_trays_on(trays):
    made = sell(book(), [tray()] * trays)
    assert len(counted(made)) == (1 if trays >= 30 else 0)
    assert (sold_trays(made) is None) is (trays < 30)


def test_days_without_a_menu_never_count():
    made = sell(book(days=2), [tray()] * 40, [tray(1)] * 40)
    gone = replace(made, days=(made.days[0], replace(made.days[1], dishes=())))
    assert [day.on for day in counted(gone)] == [made.days[0].on]


@pytest.mark.parametrize(("enough", "weighed"), [(0, False), (1, False), (2, True), (4, True)])
def test_half_of_the_days_must_count(enough, weighed):
    made = sell(book(days=4), *([tray(n)] * 30 for n in range(enough)))
    assert (sold_trays(made) is not None) is weighed


TRAYS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from([category.value for category in Category]),
            st.sampled_from([Decimal(1), HALF]),
        ),
        min_size=1,
        max_size=5,
    ),
    min_size=LEAST_TRAYS,
    max_size=LEAST_TRAYS + 6,
)


@given(TRAYS)
def test_the_average_is_that_of_the_trays_taken_one_by_one(trays):
    made = sell(book(), [[(f"{name}0-0", part) for name, part in each] for each in trays])
    (day,) = made.days
    found = held(sold_shares(day, sold_trays(made), made))
    # Apart from the reports: each dish's recipe reckoned anew, each tray summed, then averaged.
    portions = {
        category.value: compute(
            recipe("x", LINES[category], unsalted=category.value in {"staple", "snack"}).recipe,
            FOODS,
        ).per_portion
        for category in Category
    }
    for code in ("energy_kcal", "protein_g", "salt_g"):
        sums = [sum(portions[name][code] * part for name, part in each) for each in trays]
        assert found[code] is not None
        assert abs(found[code] - sum(sums) / len(sums)) < Decimal("1e-18")


def test_a_day_with_few_trays_takes_what_the_others_sold_of_each_category():
    made = sell(book(days=2, per_day=2), [[("big0-0", Decimal(1)), "veg0-1"]] * 30, [["big1-0"]])
    sold = sold_trays(made)
    found = {each.dish.code: each.portions for each in sold_shares(made.days[1], sold, made)}
    wanted = {"big1-0": HALF, "big1-1": HALF, "veg1-0": HALF, "veg1-1": HALF}
    assert {code: part for code, part in found.items() if part} == wanted
    assert sold.portions[Category.BIG] == 1
    assert sold.portions[Category.SOUP] == 0


def test_rice_without_a_plate_lies_on_the_tray_too():
    version = recipe("baimifan", (("rice", 1000),), unsalted=True)
    rice = Sundry(
        "baimifan", "白米饭", "Rice", Money(50), is_food=True, recipe_id=version.id,
        portion=portion_from(compute(version.recipe, FOODS)),
    )  # fmt: skip
    plain = book(days=2)
    made = replace(
        sell(plain, [["big0-0", "baimifan"]] * 30),
        others={"baimifan": rice},
        recipes={**plain.recipes, version.id: version},
    )
    sold = sold_trays(made)
    assert [(each.dish, each.portions) for each in sold.sundries] == [(rice, 1)]
    found = analyse(made, None, LunchReference(), "成人")
    assert [day.tray["energy_kcal"] for day in found.days] == [250 + 350] * 2
    grams = [
        part.grams.value for part in found.days[1].parts if part.ingredient.food.code == "rice"
    ]
    assert 100 in grams


def test_an_asked_tray_wins_over_sales():
    made = sell(book(), [tray()] * 40)
    assert analyse(made, None, LunchReference(), "成人").sold is not None
    asked = analyse(made, TrayKind.HALF, LunchReference(), "成人")
    assert (asked.sold, asked.kind, asked.asked) == (None, TrayKind.HALF, True)
    unsold = analyse(book(), None, LunchReference(), "成人")
    assert (unsold.sold, unsold.kind, unsold.asked) == (None, TrayKind.FULL, False)
