"""Ordering by hand: the list, its sum, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from canteen.errors import CanteenError
from canteen.money import Money
from pos.pricing import quote
from pos.state import Phase, ReaderTrouble
from pos.tray import HandLine, Tray
from pos.ui.byhand import MOST_OF_ONE, ByHand, counted, total_of, tray_due
from pos.ui.cash import Cash
from pos.ui.dish_grid import key_of
from pos.ui.overlay import AddByHand
from pos.ui.scenes import demo_menu, demo_sundries, held, idle, paid, settled

DISHES = [entry.item for entry in demo_menu()]
HALVES = [half for item in DISHES if (half := item.halved()) is not None]
STEPS = st.lists(
    st.tuples(st.sampled_from(DISHES + HALVES), st.sampled_from([1, 1, 1, -1])), max_size=60
)
OUT = ReaderTrouble("E-RDR-003", "", 1, 0.0)


@given(STEPS)
def test_the_list_counts_what_was_touched(steps):
    lines = ()
    expected: dict[str, int] = {}
    for item, step in steps:
        lines = counted(lines, item, step)
        expected[key_of(item)] = max(0, expected.get(key_of(item), 0) + step)
    assert {key_of(item): count for item, count in lines} == {
        key: count for key, count in expected.items() if count
    }
    assert all(1 <= count <= MOST_OF_ONE for _item, count in lines)
    fen = sum(item.price.fen * count for item, count in lines)
    assert total_of(lines) == Money(fen)


@given(STEPS)
def test_what_is_ordered_is_what_is_added(steps):
    inputs = idle(None)
    page = ByHand.opened(inputs.state)
    for item, step in steps:
        page = page.press("more" if step > 0 else "fewer", key_of(item), inputs).overlay
    step = page.press("done", "", inputs)
    if not page.lines:
        assert (step.overlay, step.acts) == (page, ())
        return
    (act,) = step.acts
    assert isinstance(act, AddByHand)
    assert Money.total(item.price for item in act.items) == Money.parse(page.shown(inputs).total)
    said = Decimal(page.shown(inputs).number)
    assert said == sum(Decimal("0.5") if item.half else 1 for item in act.items)
    assert step.overlay == Cash(None, under=page, own_tray=True)


def test_a_touch_at_halves_adds_half_a_portion():
    inputs = idle(None)
    page = ByHand.opened(inputs.state)
    dish = DISHES[0]
    for what, value in (
        ("more", dish.code),
        ("portion", "half"),
        (
            "more",
            page.press("portion", "half", inputs)
            .overlay.shown(inputs)
            .grid.blocks[0]
            .buttons[0]
            .code,
        ),
        ("portion", "whole"),
        ("more", dish.code),
    ):
        page = page.press(what, value, inputs).overlay
    assert page.lines == ((dish, 2), (dish.halved(), 1))
    shown = page.shown(inputs)
    assert [(row.name, row.price, row.count) for row in shown.rows] == [
        ("红烧肉", "12.00 × 2", "2"),
        ("红烧肉", "半份 6.50", "1"),
    ]
    assert (shown.total, shown.before, shown.number, shown.after) == ("30.50", "共 ", "2.5", " 份")


def test_at_halves_the_grid_says_half_prices_and_what_is_not_sold_so():
    inputs = idle(None)
    page = ByHand.opened(inputs.state)
    grid = page.shown(inputs).grid
    assert (grid.whole, grid.half, grid.halves) == ("整份", "半份", False)
    grid = page.press("portion", "half", inputs).overlay.shown(inputs).grid
    assert grid.halves
    buttons = {button.name: button for block in grid.blocks for button in block.buttons}
    red, bass = buttons["红烧肉"], buttons["清蒸鲈鱼"]
    assert (red.code, red.price, red.off) == ("hongshaorou/half", "半份 6.50", False)
    assert (bass.code, bass.price, bass.off) == ("", "不卖半份", True)
    assert all(button.off for button in grid.sundries)
    assert page.press("more", bass.code, inputs).overlay == page
    assert page.press("more", f"{DISHES[1].code}/half", inputs).overlay == page


def test_where_nothing_is_sold_by_halves_there_is_no_switch():
    inputs = idle(None)
    menu = tuple(replace(each, item=replace(each.item, half_price=None)) for each in inputs.menu)
    grid = ByHand.opened(inputs.state).shown(replace(inputs, menu=menu)).grid
    assert (grid.whole, grid.half) == ("", "")


def test_no_more_than_ninety_nine_of_one():
    lines = ((DISHES[0], MOST_OF_ONE),)
    assert counted(lines, DISHES[0], 1) == lines


def test_minus_at_one_removes_the_line():
    assert counted(((DISHES[0], 1),), DISHES[0], -1) == ()
    assert counted((), DISHES[0], -1) == ()


def test_a_tray_that_lies_there_is_paid_together_with_it():
    inputs = settled(None)
    page = ByHand.opened(inputs.state).press("more", DISHES[0].code, inputs).overlay
    shown = page.shown(inputs)
    due = inputs.state.quote.due
    assert (shown.tray, shown.tray_price) == ("托盘上 6 盘", str(due))
    assert Money.parse(shown.total) == due + DISHES[0].price
    step = page.press("done", "", inputs)
    assert step.overlay == Cash(None)


def test_a_list_for_a_tray_goes_with_it():
    inputs = settled(None)
    page = replace(ByHand.opened(inputs.state), lines=((DISHES[0], 1),))
    assert page.follow(inputs.state) is page
    assert page.follow(idle(None).state) is None
    assert page.follow(paid(None).state) is None
    own = ByHand.opened(idle(None).state)
    assert own.follow(inputs.state) is own


def test_a_held_tray_takes_it_but_no_money_yet():
    inputs = held(None)
    page = replace(ByHand.opened(inputs.state), lines=((DISHES[0], 1),))
    assert page.shown(inputs).done == "加到托盘"
    step = page.press("done", "", inputs)
    assert step.overlay is None
    assert len(step.acts) == 1


def test_with_the_reader_out_only_what_was_entered_counts():
    state = replace(held(None).state, reader=OUT)
    assert tray_due(state) is None
    lines = (HandLine(DISHES[0], "07"), HandLine(demo_sundries()[0], "07"))
    tray = Tray(hand_lines=lines)
    both = replace(state, tray=tray, quote=quote(tray), phase=Phase.SETTLED)
    assert tray_due(both) == DISHES[0].price + demo_sundries()[0].price
    shown = ByHand.opened(both).shown(replace(held(None), state=both))
    assert shown.tray == "已经手工点的 2 份"
    assert shown.done == "收现金"


def test_plates_and_things_by_hand_are_named_together():
    inputs = settled(3)
    tray = replace(inputs.state.tray, hand_lines=(HandLine(DISHES[0], "07"),))
    state = replace(inputs.state, tray=tray, quote=quote(tray))
    shown = ByHand.opened(state).shown(replace(inputs, state=state))
    assert shown.tray == "托盘上 3 盘和手工 1 份"


def test_cancel_and_escape_lead_back_and_other_touches_nowhere():
    inputs = idle(None)
    page = ByHand(((DISHES[0], 1),))
    assert page.press("cancel", "", inputs).overlay is None
    assert page.press("key", "\x1b", inputs).overlay is None
    assert page.press("more", "no-such-dish", inputs).overlay is page
    assert page.press("key", DISHES[1].code, inputs).overlay is page


def test_the_buttons_show_what_is_taken_and_what_is_sold_out():
    inputs = idle(None)
    menu = (replace(inputs.menu[0], sold_out=True), *inputs.menu[1:])
    page = ByHand(((DISHES[0], 2), (demo_sundries()[2], 1)))
    grid = page.shown(replace(inputs, menu=menu)).grid
    button = grid.blocks[0].buttons[0]
    assert (button.count, button.chosen) == ("2", True)
    assert button.price.endswith("售罄")
    assert [each.count for each in grid.sundries] == ["", "", "1"]
    assert grid.sundries[2].icon == "box"
    assert sum(len(block.buttons) for block in grid.blocks) == 24
    assert page.shown(replace(inputs, menu=())).grid.line == "今天的菜单还没有发布"


def test_why_it_was_refused_is_said():
    inputs = replace(idle(None), trouble=CanteenError())
    assert "没有做成" in ByHand().shown(inputs).said
    assert ByHand().shown(idle(None)).hint != ""


def test_the_count_is_of_everything_in_the_total():
    joined = settled(6)
    page = ByHand(((DISHES[0], 2), (demo_sundries()[0], 3)), joins=True).shown(joined)
    assert (page.title, page.number) == ("手工加菜", "11")
    alone = ByHand(((DISHES[0], 2),)).shown(idle(None))
    assert (alone.title, alone.number) == ("人工点菜", "2")


def test_more_than_one_is_priced_by_the_piece():
    page = ByHand(((demo_sundries()[0], 2), (demo_sundries()[1], 1)))
    assert [row.price for row in page.shown(idle(None)).rows] == ["0.50 × 2", "1.50"]
    assert [each.icon for each in page.shown(idle(None)).grid.sundries] == ["bowl", "cup", "box"]
