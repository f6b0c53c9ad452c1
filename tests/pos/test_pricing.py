from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from support.till import KNOWN, chip, dish, portion

from canteen.money import ZERO, Money
from nutrition import Nutrients
from nutrition.amounts import Amount
from pos.pricing import RULE_VERSION, quote
from pos.tray import HandLine, PlateStatus, Tray, TrayPlate

figures = st.decimals(0, 2000, allow_nan=False, places=2)
amounts = st.builds(Amount, figures, st.booleans())
nutrients = st.dictionaries(st.sampled_from(KNOWN), amounts).map(Nutrients)
prices = st.integers(0, 100_000)
wholes = st.builds(
    lambda fen, half, inside, food: dish(
        fen=fen, half_price=None if half is None else Money(half), nutrients=inside, is_food=food
    ),
    prices,
    st.none() | prices,
    nutrients,
    st.booleans(),
)
items = st.builds(lambda item, half: (half and item.halved()) or item, wholes, st.booleans())


@st.composite
def trays(draw):
    plates = draw(
        st.lists(st.tuples(items, st.uuids(), st.sampled_from(PlateStatus), st.booleans()))
    )
    lines = draw(st.lists(st.builds(HandLine, items, st.sampled_from(["07", "01"])), max_size=4))
    laid = [TrayPlate(chip(n), *plate) for n, plate in enumerate(plates)]
    return Tray(tuple(laid), hand_lines=tuple(lines))


@settings(max_examples=40)
@given(trays())
def test_the_lines_add_up_to_what_is_due(tray):
    priced = quote(tray)
    assert priced.due == Money.total(line.paid for line in priced.lines)
    assert priced.total == Money.total(line.price for line in priced.lines)
    off = Money.total(each.amount for each in priced.adjustments)
    assert priced.due == priced.total - off
    assert ZERO <= priced.due <= priced.total
    assert priced.rule_version == RULE_VERSION


@settings(max_examples=40)
@given(trays())
def test_plates_come_first_and_nothing_changes_its_place(tray):
    priced = quote(tray)
    bills = [(plate.uid, plate.serving_id, plate.item, None) for plate in tray.open_plates]
    bills += [(None, None, line.item, line.entered_by) for line in tray.hand_lines]
    said = [(line.uid, line.serving_id, line.item, line.entered_by) for line in priced.lines]
    assert said == bills


@settings(max_examples=40)
@given(trays())
def test_sold_plates_add_nothing(tray):
    without = Tray(tray.open_plates, hand_lines=tray.hand_lines)
    assert quote(tray) == quote(without)


@settings(max_examples=40)
@given(trays())
def test_what_is_unknown_of_one_line_is_unknown_of_the_sum(tray):
    priced = quote(tray)
    eaten = [line.item.nutrients for line in priced.lines if line.item.is_food]
    for code in KNOWN:
        assert priced.nutrients.at_least(code) == sum(
            (each.at_least(code) for each in eaten), Decimal(0)
        )
        whole = all(each.complete(code) for each in eaten)
        assert priced.nutrients.complete(code) == whole
        assert (priced.nutrients[code] is None) == (not whole)


WHOLES = [
    dish(f"d{n}", 100 * n, half_price=Money(55 * n), nutrients=portion(energy_kcal=f"{n}1.3"))
    for n in range(1, 6)
]
ORDERS = st.lists(st.tuples(st.sampled_from(WHOLES), st.booleans()), max_size=12)


@settings(max_examples=60)
@given(ORDERS)
def test_in_a_mixed_tray_halves_cost_and_hold_what_halves_do(order):
    lines = tuple(HandLine(item.halved() if half else item, "07") for item, half in order)
    priced = quote(Tray(hand_lines=lines))
    assert [line.item.half for line in priced.lines] == [half for _item, half in order]
    due = sum((item.half_price if half else item.price).fen for item, half in order)
    assert (priced.total, priced.due) == (Money(due), Money(due))
    energy = sum(
        Fraction(item.nutrients["energy_kcal"]) * (Fraction(1, 2) if half else 1)
        for item, half in order
    )
    assert Fraction(priced.nutrients["energy_kcal"]) == energy


@settings(max_examples=60)
@given(ORDERS)
def test_two_halves_hold_as_much_as_the_whole(order):
    halves = tuple(HandLine(item.halved(), "07") for item, _half in order for _ in range(2))
    wholes = tuple(HandLine(item, "07") for item, _half in order)
    assert quote(Tray(hand_lines=halves)).nutrients == quote(Tray(hand_lines=wholes)).nutrients


def test_a_tray_of_sold_plates_costs_nothing_and_holds_nothing():
    sold = TrayPlate(chip(1), dish(), UUID(int=7), PlateStatus.SOLD)
    priced = quote(Tray((sold,)))
    assert (priced.lines, priced.total, priced.due) == ((), ZERO, ZERO)
    assert all(priced.nutrients[code] == 0 for code in KNOWN)


def test_a_box_is_paid_and_is_no_food():
    box = dish("dabaohe", 50, nutrients=Nutrients(), is_food=False)
    rice = dish("ermifan", 100, nutrients=portion(energy_kcal="200"))
    priced = quote(Tray(hand_lines=(HandLine(box, "07"), HandLine(rice, "07"))))
    assert priced.due == Money(150)
    assert priced.nutrients["energy_kcal"] == 200
    assert priced.nutrients["salt_g"] is None
