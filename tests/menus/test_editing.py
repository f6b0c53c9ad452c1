from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa

from canteen.db import Database, Session
from canteen.money import Money
from menus.catalogue import dishes, todays_menu
from menus.catalogue_files import CatalogueDish
from menus.demo import DemoCanteen
from menus.editing import (
    Signature,
    differences,
    retire,
    save_dishes,
    stored_dishes,
    taken_codes,
)
from menus.errors import CodeInUse, PriceUnsigned
from menus.prices import price_changes
from nutrition import Grade
from nutrition.result_store import read_results
from nutrition.results import Reason
from nutrition.tables import recipes

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
SIGNED = Signature("05", "01", TODAY)


def stored(session: Session) -> CatalogueDish:
    return stored_dishes(session, TODAY, ["hongshaorou"])["hongshaorou"]


def heavier(each: CatalogueDish) -> CatalogueDish:
    recipe = each.recipe.recipe
    line = replace(recipe.lines[0], grams=recipe.lines[0].grams + 100)
    changed = replace(recipe, lines=(line, *recipe.lines[1:]))
    return replace(each, recipe=replace(each.recipe, recipe=changed))


def named(each: CatalogueDish, code: str) -> CatalogueDish:
    dish = replace(each.dish, code=code, name_zh="新菜", recipe_id=f"{code}/1")
    return replace(each, dish=dish, recipe=replace(each.recipe, code=code))


def save(
    session: Session, new: CatalogueDish, signature: Signature | None = None
) -> tuple[str, ...]:
    old = {new.dish.code: stored(session)} if new.dish.code == "hongshaorou" else {}
    done = save_dishes(session, [new], old, by="05", now=NOW, signature=signature, note="重了一点")
    return done.get(new.dish.code, ())


def test_what_is_stored_is_what_the_files_say(stocked: Database, demo: DemoCanteen) -> None:
    with stocked.read() as session:
        found = stored_dishes(session, TODAY)
    assert len(found) == len(demo.catalogue)
    for each in demo.catalogue:
        assert differences(found[each.dish.code], each) == ()


def test_a_changed_recipe_is_its_next_version_and_the_old_one_stays(stocked: Database) -> None:
    with stocked.write() as session:
        before = stored(session)
        assert save(session, heavier(before)) == ("recipe",)
        after = stored(session)
        assert after.dish.recipe_id == "hongshaorou/2"
        assert after.recipe.recipe.lines[0].grams == before.recipe.recipe.lines[0].grams + 100
        rows = session.execute(
            sa.select(recipes).where(recipes.c.code == "hongshaorou").order_by(recipes.c.version)
        ).all()
        assert [(row.version, row.changed_by, row.change_note) for row in rows] == [
            (1, None, None),
            (2, "05", "重了一点"),
        ]
        kept = read_results(session, ["hongshaorou/1", "hongshaorou/2"])
        assert kept["hongshaorou/1"] != kept["hongshaorou/2"]
        item = todays_menu(session, TODAY).at(1)
        assert item is not None
        assert item.dish.portion == after.dish.portion != before.dish.portion


def test_saving_what_is_the_same_writes_nothing(stocked: Database) -> None:
    with stocked.write() as session:
        assert save(session, stored(session)) == ()
        assert stored(session).dish.recipe_id == "hongshaorou/1"


def test_names_drawing_and_facts_change_in_place(stocked: Database) -> None:
    with stocked.write() as session:
        each = stored(session)
        new = replace(
            each,
            dish=replace(each.dish, name_en="Red pork", drawing="meatball"),
            facts=replace(each.facts, popularity=12, seasons=("winter",)),
        )
        assert save(session, new) == ("name", "drawing", "facts")
        assert stored(session) == new


def test_a_price_needs_a_signature(stocked: Database) -> None:
    with stocked.write() as session:
        each = stored(session)
        dearer = replace(each, dish=replace(each.dish, price=Money(1350)))
        with pytest.raises(PriceUnsigned):
            save(session, dearer)
        assert save(session, dearer, SIGNED) == ("price",)
        assert stored(session).dish.price == Money(1350)


def test_a_new_dish_comes_with_all_that_is_known(stocked: Database) -> None:
    with stocked.write() as session:
        each = stored(session)
        new = named(each, "xin")
        with pytest.raises(PriceUnsigned):
            save(session, new)
        assert stored_dishes(session, TODAY, ["xin"]) == {}
        assert save(session, new, SIGNED) == ("new",)
        found = stored_dishes(session, TODAY, ["xin"])["xin"]
        assert differences(found, new) == ()
        assert found.dish.portion == each.dish.portion


def test_the_first_price_of_a_new_dish_is_a_dated_signed_one(stocked: Database) -> None:
    with stocked.write() as session:
        save(session, named(stored(session), "xin"), SIGNED)
        (price,) = price_changes(session, "xin")
        assert (price.number, price.from_date, price.changed_by, price.approved_by) == (
            1,
            TODAY,
            "05",
            "01",
        )
        assert price.price == stored(session).dish.price
        assert price_changes(session, "hongshaorou") == ()


def test_a_new_dish_never_takes_the_recipe_of_something_else(stocked: Database) -> None:
    with stocked.write() as session:
        soymilk = named(stored(session), "doujiang")
        with pytest.raises(CodeInUse):
            save(session, soymilk, SIGNED)
        assert "doujiang" in taken_codes(session)
        assert "hongshaorou" in taken_codes(session)
        assert "xin" not in taken_codes(session)


def test_a_line_without_a_weight_is_stored_as_it_was_written(stocked: Database) -> None:
    with stocked.write() as session:
        each = stored(session)
        first, *rest = each.recipe.recipe.lines
        pinch = replace(
            first, grams=Decimal(0), unweighed=Reason.NO_PIECE_WEIGHT, measure="少许", note="看着放"
        )
        recipe = replace(each.recipe.recipe, lines=(*rest, pinch))
        assert save(session, replace(each, recipe=replace(each.recipe, recipe=recipe))) == (
            "recipe",
        )
        found = stored(session)
        assert found.recipe.recipe.lines[-1] == pinch
        assert found.dish.portion.grade is Grade.C
        assert found.dish.per_portion["energy_kcal"] is None
        assert found.dish.per_portion.at_least("energy_kcal") > 0


def test_a_retired_dish_can_come_back(stocked: Database) -> None:
    with stocked.write() as session:
        assert retire(session, "hongshaorou", TODAY)
        assert not retire(session, "nothing", TODAY)
        assert "hongshaorou" not in {dish.code for dish in dishes(session, TODAY)}
        assert retire(session, "hongshaorou", None)
        assert "hongshaorou" in {dish.code for dish in dishes(session, TODAY)}
        assert stored(session).recipe.recipe.portions == Decimal(20)
