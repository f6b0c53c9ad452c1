"""The cash keypad: what keys make of the field, and when money is taken."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from canteen.money import Money
from pos.errors import NoShift, NotPayable
from pos.state import Phase, StationState
from pos.tray import HandLine, Tray
from pos.ui.byhand import ByHand
from pos.ui.cash import MOST, NOTES, Cash, money_of, shortest, size_step, typed_more, with_note
from pos.ui.overlay import GiveUp, PayCash
from pos.ui.scenes import SCENES

KEYS = st.sampled_from([*"0123456789", "00", "."])
PRESSES = st.lists(
    st.one_of(
        st.tuples(st.just("digit"), KEYS),
        st.tuples(st.just("note"), st.sampled_from([str(note) for note in NOTES])),
        st.tuples(st.sampled_from(["exact", "erase", "confirm"]), st.just("")),
        st.tuples(st.just("key"), st.text(max_size=2)),
        st.tuples(st.just("digit"), st.text(max_size=4)),
    ),
    max_size=40,
)


def settled(fen=3250):
    inputs = SCENES["settled"](None)
    due = Money(fen)
    quote = replace(inputs.state.quote, due=due, total=due)
    return replace(inputs, state=replace(inputs.state, quote=quote))


def typed(cash, inputs, *keys):
    for key in keys:
        cash = cash.press("digit", key, inputs).overlay
    return cash


@given(st.lists(KEYS, max_size=30))
def test_the_field_is_always_an_amount_that_can_be_taken(keys):
    field = ""
    for key in keys:
        before, field = field, typed_more(field, key)
        assert Money(0) <= money_of(field) <= MOST
        assert field == before or field.startswith(before) or before in {"0", ""}


@given(st.integers(0, MOST.fen), st.sampled_from(NOTES))
def test_a_note_adds_its_worth_or_changes_nothing(fen, note):
    before = shortest(Money(fen))
    after = money_of(with_note(before, note))
    assert after == Money(fen + note * 100) or (after == Money(fen) and fen + note * 100 > MOST.fen)


@given(st.integers(0, MOST.fen))
def test_an_amount_is_typed_as_it_is_read(fen):
    assert money_of(shortest(Money(fen))) == Money(fen)


def test_keys_type_yuan_with_decimals():
    assert [typed_more("5", "00"), typed_more("", "."), typed_more("0", "5")] == ["500", "0.", "5"]
    assert typed_more("12.5", "0") == "12.50"
    assert typed_more("12.50", "1") == "12.50"
    assert typed_more("12.5", "00") == "12.5"
    assert typed_more("1.2", ".") == "1.2"
    assert typed_more("99999", "9") == "99999"
    assert typed_more("5", "x") == typed_more("5", "") == "5"


@given(PRESSES, st.integers(1, 200_00))
def test_money_is_taken_only_by_the_button_and_never_short(presses, fen):
    inputs = settled(fen)
    cash = Cash(Money(fen))
    for what, value in presses:
        step = cash.press(what, value, inputs)
        for act in step.acts:
            assert isinstance(act, PayCash)
            assert what == "confirm"
            assert act.tendered == money_of(cash.typed) >= Money(fen)
        if step.overlay is None:
            assert (what, value) == ("key", "\x1b")
            return
        cash = step.overlay
        assert money_of(cash.typed) <= MOST


@given(PRESSES, st.integers(1, 200_00), st.integers(1, 200_00))
def test_nothing_typed_is_used_for_another_total(presses, fen, other):
    inputs = settled(fen)
    cash = Cash(Money(fen))
    for what, value in presses:
        cash = cash.press(what, value, inputs).overlay or cash
    after = cash.follow(settled(other).state)
    assert after == (cash if other == fen else None)


def test_change_and_what_is_short():
    inputs = settled()
    shown = typed(Cash(Money(3250)), inputs, "5", "0").shown(inputs)
    assert (shown.change_label, shown.change, shown.can_confirm) == ("找零", "17.50", True)
    shown = typed(Cash(Money(3250)), inputs, "2", "0").shown(inputs)
    assert (shown.change_label, shown.change) == ("还差", "12.50")
    assert (shown.can_confirm, shown.missing) == (False, "还差 12.50 元")


def test_short_of_the_sum_the_button_does_nothing():
    inputs = settled()
    step = typed(Cash(Money(3250)), inputs, "3", "2").press("confirm", "", inputs)
    assert step.acts == ()


def test_enter_takes_no_money():
    inputs = settled()
    cash = typed(Cash(Money(3250)), inputs, "5", "0")
    assert cash.press("key", "\r", inputs).acts == ()


def test_the_exact_sum():
    inputs = settled()
    cash = Cash(Money(3250)).press("exact", "", inputs).overlay
    assert cash.typed == "32.50"
    assert cash.press("confirm", "", inputs).acts == (PayCash(Money(3250)),)


def test_a_payment_that_did_not_become_sure_empties_the_field():
    inputs = settled()
    waits = Cash(Money(3250), "50").follow(replace(inputs.state, phase=Phase.PAYING))
    assert waits.shown(inputs).confirm == "正在收款"
    assert waits.follow(inputs.state) == Cash(Money(3250))
    other = settled(4000)
    assert waits.follow(other.state) == Cash(Money(4000))
    assert waits.follow(replace(inputs.state, phase=Phase.HELD)) is None


def test_a_tray_that_changes_closes_the_keypad():
    cash = Cash(Money(3250), "50")
    state = settled().state
    for phase in (Phase.FILLING, Phase.HELD, Phase.IDLE, Phase.CLEARING, Phase.DONE):
        assert cash.follow(replace(state, phase=phase)) is None


def test_while_the_sale_is_written_nothing_more_can_be_pressed():
    inputs = settled()
    state = replace(inputs.state, phase=Phase.PAYING)
    cash = Cash(Money(3250), "50").follow(state)
    paying = replace(inputs, state=state)
    assert cash.press("confirm", "", paying).acts == ()
    assert cash.press("digit", "5", paying).overlay.typed == "50"
    assert cash.press("back", "", paying).overlay is cash
    assert cash.follow(replace(state, phase=Phase.DONE)) is None


def test_after_a_refusal_the_field_is_empty_and_says_why():
    inputs = settled()
    paying = Cash(Money(3250), "50").follow(replace(inputs.state, phase=Phase.PAYING))
    filling = replace(inputs.state, phase=Phase.FILLING, notice=NoShift())
    waiting = paying.follow(filling)
    assert (waiting.due, waiting.typed) == (None, "")
    again = waiting.follow(replace(settled(1000).state, notice=NoShift()))
    assert (again.due, again.typed) == (Money(1000), "")
    refused = replace(settled(1000), state=replace(settled(1000).state, notice=NoShift()))
    shown = again.shown(refused)
    assert shown.said == "这台没开班，不能收钱。\n请值班主管先开班。"
    assert (shown.can_confirm, shown.missing, shown.change) == (False, "还没开班", "10.00")
    told = replace(refused, state=replace(refused.state, notice=NotPayable()))
    assert again.shown(told).missing == "刚才没有收成"
    anew = replace(again, typed="10").shown(refused)
    assert (anew.can_confirm, anew.missing) == (True, "")


def test_waiting_for_a_total_ends_where_there_is_none():
    waiting = Cash(None, under=ByHand(), own_tray=True)
    assert waiting.follow(StationState()) is waiting
    assert waiting.follow(StationState(notice=NoShift())) == ByHand()
    assert waiting.follow(StationState(phase=Phase.HELD)) is None
    shown = waiting.shown(SCENES["idle"](None))
    assert (shown.due, shown.change, shown.can_confirm) == ("", "", False)


def test_going_back_gives_up_a_tray_that_only_staff_entered():
    inputs = settled()
    lines = (HandLine(inputs.menu[0].item, "07"),)
    alone = replace(inputs, state=replace(inputs.state, tray=Tray(hand_lines=lines)))
    page = ByHand(((inputs.menu[0].item, 1),))
    cash = Cash(Money(3250), under=page, own_tray=True)
    step = cash.press("back", "", alone)
    assert (step.overlay, step.acts) == (page, (GiveUp(),))
    assert cash.press("back", "", inputs).acts == ()


def test_no_plate_to_pay_is_no_sale():
    inputs = settled(0)
    bare = replace(inputs.state, quote=replace(inputs.state.quote, lines=()))
    assert Cash(Money(0)).press("confirm", "", replace(inputs, state=bare)).acts == ()


def test_large_figures_step_down():
    assert [size_step(Money(fen)) for fen in (0, 9999, 10_000, 99_999, 100_000, 1_000_000)] == [
        0,
        0,
        1,
        1,
        2,
        3,
    ]
