from datetime import timedelta

import pytest
from support.till import CASHIER, LUNCH, LUNCH_TIME, Till, chip, counts, rows

from menus.meals import Meal
from pos import audit
from pos.bindings import Result, list_plates, returned
from pos.errors import NoHalfPrice, PlateRefused, PlateUnknown
from pos.state import Occasion
from pos.tables import bindings, plates, servings
from pos.tray import Found

A, B, C = chip(1), chip(2), chip(3)
DINNER = Occasion(LUNCH.business_date, Meal.DINNER)


@pytest.fixture
def till(demo_database):
    return Till.open(demo_database)


def results(answers):
    return [(each.uid, each.result.value, each.dish, each.slot) for each in answers]


def listed(till):
    with till.database.read() as session:
        return {row["uid"]: row for row in list_plates(session)}


def test_a_bind_enrols_the_plate_and_opens_one_serving(till):
    answers = till.bind("hongshaorou", A, B, A)
    assert results(answers) == [(uid, "bound", "hongshaorou", None) for uid in (A, B)]
    assert [row["uid"] for row in rows(till.database, plates)] == [A.text, B.text]
    opened = rows(till.database, servings)
    assert {(row["uid"], row["n"], row["status"], row["meal"]) for row in opened} == {
        (A.text, 1, "open", "lunch"),
        (B.text, 1, "open", "lunch"),
    }
    assert {row["bound_by"] for row in rows(till.database, bindings)} == {CASHIER}


def test_an_unsold_serving_refuses_all_plates_or_none(till):
    till.bind("ermifan", B)
    before = counts(till.database)
    with pytest.raises(PlateRefused) as refused:
        till.bind("hongshaorou", A, B, C)
    assert refused.value.facts == {"uid": B.text, "dish": "ermifan"}
    assert counts(till.database) == before
    assert till.peek(B)[B].item.code == "ermifan"


def test_replace_takes_the_unsold_serving_out_of_sale(till):
    till.bind("ermifan", B)
    assert results(till.bind("hongshaorou", A, B, replace=True)) == [
        (A, "bound", "hongshaorou", None),
        (B, "replaced", "hongshaorou", None),
    ]
    assert till.peek(B)[B].item.code == "hongshaorou"
    of_b = rows(till.database, servings, servings.c.uid == B.text)
    assert sorted((row["n"], row["status"]) for row in of_b) == [(1, "released"), (2, "open")]


def test_a_sold_plate_takes_a_new_dish_unasked(till):
    till.serve(1)
    assert till.bind("ermifan", A)[0].result is Result.BOUND
    assert till.quote(A).due.fen == 100


def test_what_was_left_of_yesterday_refuses_nothing(till):
    till.bind("hongshaorou", A)
    till.go_to(LUNCH_TIME + timedelta(days=1))
    assert till.bind("ermifan", A)[0].result is Result.BOUND
    assert till.peek(A)[A].item.code == "ermifan"


def test_a_bind_for_a_later_meal_is_stale_until_then(till):
    till.bind("hongshaorou", A, occasion=DINNER)
    assert till.peek(A)[A].found is Found.STALE
    till.go_to(LUNCH_TIME.replace(hour=17))
    assert till.peek(A)[A].found is Found.SERVING
    with pytest.raises(PlateRefused):
        till.bind("ermifan", A)


def test_a_slot_is_given_for_good_and_opens_nothing_yet(till):
    assert results(till.slot(3, A, A)) == [(A, "bound", None, 3)]
    assert rows(till.database, servings) == []
    assert listed(till)[A.text] == {
        "uid": A.text,
        "dish": None,
        "slot": 3,
        "serving": None,
        "until": None,
    }


def test_a_slot_plate_with_an_unsold_serving_keeps_its_slot(till):
    till.slot(3, A)
    till.see(A)
    with pytest.raises(PlateRefused):
        till.slot(4, C, A)
    with pytest.raises(PlateRefused):
        till.bind("ermifan", A)
    assert listed(till)[A.text]["slot"] == 3
    assert C.text not in listed(till)
    assert results(till.slot(4, A, replace=True)) == [(A, "replaced", None, 4)]
    assert till.see(A)[A].item.code == "youbaoxia"


def test_released_is_a_dish_plate_without_a_dish_and_a_slot_plate_with_its_slot(till):
    till.bind("hongshaorou", A)
    till.slot(3, B)
    assert results(till.release(A, B)) == [
        (A, "released", "hongshaorou", None),
        (B, "released", None, 3),
    ]
    assert till.peek(A)[A].found is Found.UNBOUND
    assert till.see(B)[B].item.code == "congkaodapai"
    assert results(till.release(A)) == [(A, "released", None, None)]


def test_release_knows_all_chips_or_changes_nothing(till):
    till.bind("hongshaorou", A)
    with pytest.raises(PlateUnknown) as refused:
        till.release(A, chip(99))
    assert refused.value.facts == {"uid": chip(99).text}
    assert till.peek(A)[A].found is Found.SERVING


def test_the_return_frees_what_was_sold_and_nothing_else(till):
    till.bind("hongshaorou", A, B)
    till.slot(21, C)
    till.sell(A, C)
    with till.database.write() as session:
        returned(session, [A, B, C, chip(99)], till.now)
    assert till.peek(A)[A].found is Found.UNBOUND
    assert till.peek(B)[B].found is Found.SERVING
    assert till.see(C, complete=False) == {}
    assert till.see(C)[C].item.code == "ermifan"
    assert till.bind("ermifan", A)[0].result is Result.BOUND
    with pytest.raises(PlateRefused):
        till.bind("ermifan", B)
    before = rows(till.database, bindings)
    with till.database.write() as session:
        returned(session, [A, B, C], till.now)
        returned(session, [], till.now)
    assert rows(till.database, bindings) == before
    assert audit.run(till.database).ok


def test_half_portions_are_bound_and_said_so(till):
    (bound,) = till.bind("hongshaorou", A, half=True)
    (given,) = till.slot(1, B, half=True)
    assert (bound.dish, bound.half, given.slot, given.half) == ("hongshaorou", True, 1, True)
    till.bind("hongshaorou", C)
    till.see(B)
    said = {uid: (row.get("half"), row["serving"].get("half")) for uid, row in listed(till).items()}
    assert said == {A.text: (True, True), B.text: (True, True), C.text: (None, None)}
    assert [each.half for each in till.release(A, B, C)] == [True, True, False]
    assert till.see(B)[B].item.half


def test_half_of_a_dish_without_a_half_price_is_refused(till):
    with pytest.raises(NoHalfPrice) as refused:
        till.bind("ermifan", A, half=True)
    assert "二米饭" in str(refused.value)
    assert "--half" in refused.value.todo
    assert rows(till.database, plates) == []
    # What the dish of a slot costs is asked each day.
    assert till.slot(21, A, half=True)[0].half


def test_a_plate_is_bound_to_the_other_portion(till):
    till.bind("hongshaorou", A, half=True)
    with pytest.raises(PlateRefused):
        till.bind("hongshaorou", A)
    till.bind("hongshaorou", A, replace=True)
    assert till.quote(A).due.fen == 1200


def test_the_list_tells_each_plates_newest_serving(till):
    until = LUNCH_TIME + timedelta(hours=1)
    till.bind("hongshaorou", A, until=until)
    till.slot(21, B)
    till.sell(B)
    till.release(B)
    till.see(B)
    of = listed(till)
    day = LUNCH.business_date.isoformat()
    assert of[A.text] == {
        "uid": A.text,
        "dish": "hongshaorou",
        "slot": None,
        "serving": {"business_date": day, "meal": "lunch", "n": 1, "status": "open"},
        "until": until.astimezone(till.now.tzinfo).isoformat(),
    }
    assert of[B.text]["dish"] == "ermifan"
    assert of[B.text]["serving"] == {
        "business_date": day,
        "meal": "lunch",
        "n": 2,
        "status": "open",
    }
