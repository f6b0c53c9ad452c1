from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import nutrients as n
from nutrition.headings import UNITS, UnitUnfit, converted, factor, read_heading


@pytest.mark.parametrize(
    ("heading", "ours", "units"),
    [
        ("钠（ｍｇ/100g）", "sodium_mg", ("mg",)),
        ("钠 毫克", "sodium_mg", ("毫克",)),
        ("蛋白质g/100克", "protein_g", ("g",)),
        ("铁(µg)", "iron_mg", ("μg",)),
        ("热量(kJ)", "energy_kj", ("kj",)),
        ("能量（千焦/100克）", "energy_kj", ("千焦",)),
        ("能量", "energy_kcal", ()),
        ("Energy (kcal)", "energy_kcal", ("kcal",)),
        ("可食部(%)", "edible_pct", ("%",)),
        ("碳水化合物(总)", "carbohydrate_g", ()),
        ("钠mg/份", "sodium_mg", ("mg", "份")),
        ("sodium_mg", "sodium_mg", ()),
        ("维生素C(mg)", None, ("mg",)),
    ],
)
def test_a_heading_is_a_name_and_a_unit(
    heading: str, ours: str | None, units: tuple[str, ...]
) -> None:
    found = read_heading(heading, ("sodium_mg",))
    assert (found.ours, found.units) == (ours, units)


def test_columns_without_a_figure_have_no_unit() -> None:
    assert factor(read_heading("名称(mg)", ()), "name_zh", "t.csv") == 1


@given(st.sampled_from(sorted(UNITS)), st.sampled_from([each.code for each in n.NUTRIENTS]))
def test_a_unit_fits_what_it_measures_and_nothing_else(unit: str, code: str) -> None:
    heading = read_heading(f"x({unit})", ())
    energy = code in (n.ENERGY_KCAL, n.ENERGY_KJ)
    if (UNITS[unit][0] == "energy") is energy:
        assert factor(heading, code, "t.csv") > 0
    else:
        with pytest.raises(UnitUnfit):
            factor(heading, code, "t.csv")


@given(st.text(max_size=12))
def test_any_text_can_stand_as_a_heading(text: str) -> None:
    assert read_heading(text, ()).text == text


@given(st.decimals(0, 10_000, places=3))
def test_kilojoules_and_kilocalories_convert_there_and_back(kcal: Decimal) -> None:
    kj = factor(read_heading("x(kcal)", ()), n.ENERGY_KJ, "t.csv")
    back = factor(read_heading("x(kJ)", ()), n.ENERGY_KCAL, "t.csv")
    assert Decimal(converted(converted(str(kcal), kj), back)) == kcal


def test_what_is_no_figure_stays_to_be_refused_in_its_cell() -> None:
    for text in ("", "Tr", "1.5g", "NaN"):
        assert converted(text, Fraction(1000)) == text
    assert converted("9e999999", Fraction(1000)) == "Infinity"
