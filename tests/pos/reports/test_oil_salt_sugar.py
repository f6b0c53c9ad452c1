from dataclasses import replace
from decimal import Decimal

import pytest
from support.report_books import FOODS, LINES, book, food, sold_alike

from menus.dishes import Category, portion_from
from nutrition import LunchReference, compute
from pos.reports.analysis import analyse
from pos.reports.oil_salt_sugar import main_givers, used, used_sections
from pos.reports.trays import TrayKind
from receipts.report_documents import Chart, Paragraph, Table

SWEETS = {
    "sugar": food("sugar", "sugar", "sugar", sugars_g=100, sodium_mg=0),
    "jam": food("jam", "sugar", "sugar", sugars_g=50, sodium_mg=0),
    "paste": food("paste", "sugar", "sugar", sugars_g=None, sodium_mg=0),
}


def found(made, asked=TrayKind.FULL):
    return analyse(made, asked, LunchReference(), "成人")


def sections(made, before=None, asked=TrayKind.FULL):
    return list(used_sections(found(made, asked), before))


def trend(made, before=None, asked=TrayKind.FULL):
    (table,) = sections(made, before, asked)[0].blocks
    assert isinstance(table, Table)
    return {row[0].text.strip(): [cell.text for cell in row[1:]] for row in table.rows}


def said(section):
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def sweet(grams, which="sugar", days=1):
    """A book whose only dish has `grams` of a sweet food in each portion."""
    lines = {Category.BIG: ((which, grams * 10), ("rice", 100), ("salt", 1))}
    made = book(days=days, lines={Category.BIG: (("rice", 100), ("salt", 1))})
    foods = {**FOODS, **SWEETS}
    recipes = {
        key: replace(
            version,
            recipe=replace(
                version.recipe,
                lines=tuple(
                    replace(version.recipe.lines[0], food=name, grams=Decimal(weight))
                    for name, weight in lines[Category.BIG]
                ),
            ),
        )
        for key, version in made.recipes.items()
    }
    results = {key: compute(version.recipe, foods) for key, version in recipes.items()}
    days_made = tuple(
        replace(
            day,
            dishes=tuple(
                replace(dish, portion=portion_from(results[dish.recipe_id])) for dish in day.dishes
            ),
        )
        for day in made.days
    )
    return replace(made, days=days_made, recipes=recipes, results=results, foods=foods)


def test_grams_are_those_of_the_average_tray():
    # 10 g of oil in the main meat dish and in the vegetables; 1 g of salt each of 2.5 dishes,
    # and half of that in the soup.
    made = trend(book())
    assert made["烹调油"][:2] == ["12.0", "20.0"]
    assert made["其中放的食盐"][:2] == ["", "3.5"]
    assert made["糖（放的糖和甜馅里的糖）"][:2] == ["10.0", "0.0"]
    salt = sum(
        compute(version.recipe, FOODS).per_portion["salt_g"] * portions
        for version, portions in zip(
            book().recipes.values(),
            (Decimal(part) for part in ("1", "1", "1", "0.5", "1", "0.25")),
            strict=True,
        )
    )
    assert made["盐（由钠折算，含酱油等）"][:2] == ["2.0", f"{salt:.1f}"]


def test_the_limit_of_salt_is_that_of_the_reference():
    every = {each.word: each.most for each in used(found(book()))}
    assert list(every.values()) == [Decimal(12), Decimal("2.0"), None, Decimal(10)]


def test_whole_weeks_stand_beside_the_mean():
    made = sold_alike(book(days=15))
    (table,) = sections(made)[0].blocks
    assert [column.head for column in table.columns] == [
        "", "不超过", "15 天平均", "11-23 至 11-29", "11-30 至 12-6",
    ]  # fmt: skip
    assert trend(made)["烹调油"] == ["12.0", "20.0", "20.0", "20.0"]


def test_the_days_before_are_told_in_their_own_column():
    made = sold_alike(book(days=2))
    half = {**LINES, Category.BIG: (("pork", 1000), ("salt", 10))}
    before = sold_alike(book(days=2, lines=half))
    assert trend(made, before, None)["烹调油"] == ["12.0", "20.0", "10.0"]
    # A tray that is assumed and one that was sold are no comparison, whichever comes first.
    assert trend(made, book(days=2, lines=half), None)["烹调油"] == ["12.0", "20.0"]
    assert trend(made, before, TrayKind.FULL)["烹调油"] == ["12.0", "20.0"]


@pytest.mark.parametrize(("grams", "flagged", "shown"), [(10, False, "10.0"), (11, True, "11.0")])
def test_a_day_above_its_limit_carries_a_triangle(grams, flagged, shown):
    sugar = sections(sweet(grams))[3]
    chart = sugar.blocks[0]
    assert isinstance(chart, Chart)
    assert (chart.flagged, chart.texts, chart.low, chart.high) == ((flagged,), (shown,), None, 10)
    assert ("有 1 天超过 10.0 克" in said(sugar)[0]) is flagged
    assert "每天不到 25 克" in said(sugar)[1]


def test_sugar_is_what_the_sugars_of_sweet_foods_weigh():
    assert trend(sweet(12, "jam"))["糖（放的糖和甜馅里的糖）"][1] == "6.0"


def test_a_sweet_filling_without_a_figure_leaves_the_sum_at_least():
    made = sweet(12, "paste", days=2)
    sugar = sections(made)[3]
    assert sugar.blocks[0].texts == ("—", "—")
    assert sugar.blocks[0].values == (None, None)
    assert said(sugar)[0].startswith("已知的部分没有超过 10.0 克，2 天有未知的部分。")


def test_dishes_that_give_most_are_named_with_their_portion():
    oil, _salt, _part, _sugar = used(found(book()))
    assert main_givers(oil, found(book())) == ["菜big0-0（10.0 克）", "菜veg0-0（10.0 克）"]
    text = said(sections(book())[1])[0]
    assert text == (
        "有 1 天超过 12.0 克。"
        "一盘里来自这几道的最多（括号里是每份的量）：菜big0-0（10.0 克）、菜veg0-0（10.0 克）。"
    )


def test_no_more_than_five_dishes_are_named():
    oil = used(found(book()))[0]
    assert len(main_givers(oil, found(book(days=9)))) == 5


def test_thirty_one_days_go_on_in_a_second_chart():
    oil = sections(book(days=31))[1]
    charts = [block for block in oil.blocks if isinstance(block, Chart)]
    assert [len(chart.values) for chart in charts] == [16, 15]
