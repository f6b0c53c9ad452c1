"""The attendant's page: who may do what, to which plate, and what its tiles say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.staff import Action, PinAnswer, Role, Staff
from canteen.errors import CanteenError
from pos.pricing import quote
from pos.state import Phase
from pos.tray import HandLine
from pos.ui import model
from pos.ui.attendant import Attendant
from pos.ui.attendant_view import IDLE_SECONDS, ROWS
from pos.ui.byhand import ByHand
from pos.ui.cash import Cash
from pos.ui.checkout import derive_props
from pos.ui.choose import Choose, Lift
from pos.ui.hold_scenes import held_stale
from pos.ui.overlay import BindNow, ConfirmPlate, GiveUp, IgnoreChip, LeaveOut, Lock, Other
from pos.ui.reason import REASONS, Reason
from pos.ui.scenes import SCENES, held, held_weak, idle, paid, paying, settled
from pos.ui.shift_sheet import ShiftLine, ShiftSheet
from readers import TagUid

CASHIER = Staff("07", "小周", Role.CASHIER)
PAGE = Attendant(CASHIER)
UID_TOUCHES = ("strike", "ignore", "confirm")
ALL_WAYS = st.tuples(
    st.sampled_from(
        ["strike", "ignore", "confirm", "choose", "add", "give-up", "tile", "page", "key", "x"]
    ),
    st.sampled_from(["cash", "byhand", "refund", "reprint", "shift", "lock", "next", "", "E0"]),
)


def tile(inputs, what, staff=CASHIER):
    return next(each for each in Attendant(staff).shown(inputs).tiles if each.what == what)


@given(
    st.lists(ALL_WAYS, max_size=20),
    st.sampled_from([Role.AUDITOR, Role.DIETITIAN]),
    st.sampled_from([settled, held, held_weak, idle, paid]),
)
def test_who_may_do_nothing_does_nothing(touches, role, scene):
    inputs = scene(None)
    staff = Staff("90", "周审", role)
    uids = [uid.text for uid in inputs.state.tray.unknown]
    uids += [plate.uid.text for plate in inputs.state.tray.plates]
    page = Attendant(staff)
    assert not any(staff.may(action) for action in Action)
    for what, value in [*touches, *((kind, uid) for kind in UID_TOUCHES for uid in uids)]:
        step = page.press(what, value, inputs)
        assert all(isinstance(act, Lock) for act in step.acts)
        assert step.overlay is None or isinstance(step.overlay, Attendant | ShiftSheet)


def test_one_page_keeps_the_order_and_the_numbers_that_diners_see():
    rows = PAGE.shown(held(6)).rows
    assert [row.number for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row.kind for row in rows].index("unknown") == 2
    assert derive_props(held(6)).panel.discs[2] == "?"


def test_in_a_longer_list_unknown_plates_come_first_under_their_own_numbers():
    inputs = held(15)
    rows = []
    page = PAGE
    while True:
        shown = page.shown(inputs)
        rows += shown.rows
        assert len(shown.rows) <= ROWS
        if not shown.has_next:
            break
        page = page.press("page", "next", inputs).overlay
    assert [row.kind for row in rows] == ["unknown"] + ["plate"] * 14
    assert [row.number for row in rows] == ["3", "1", "2", *(str(n) for n in range(4, 16))]
    assert page.press("page", "next", inputs).overlay.page == page.page
    assert page.follow(held(2).state).page == 0


def test_a_plate_is_left_out_after_one_of_four_reasons():
    inputs = settled(None)
    uid = inputs.state.tray.plates[1].uid
    asked = PAGE.press("strike", uid.text, inputs)
    assert (asked.overlay, asked.acts) == (Reason(uid, PAGE), ())
    for code, _word, _note in REASONS:
        step = asked.overlay.press("reason", code, inputs)
        assert (step.overlay, step.acts) == (PAGE, (LeaveOut(uid, code),))
    assert asked.overlay.press("reason", "mood", inputs).acts == ()
    assert asked.overlay.press("back", "", inputs).overlay == PAGE
    assert asked.overlay.follow(idle(None).state) == PAGE
    shown = asked.overlay.shown(inputs)
    assert (shown.name, len(shown.choices)) == ("番茄炒蛋", 4)


def test_a_plate_already_paid_and_a_tray_at_rest_have_no_buttons():
    inputs = settled(13)
    sold = inputs.state.tray.plates[10].uid.text
    assert PAGE.press("strike", sold, inputs).overlay == PAGE
    assert all(row.locked for row in PAGE.shown(paid(None)).rows)
    assert PAGE.press("strike", paid(None).state.tray.plates[0].uid.text, paid(None)).acts == ()


def test_a_strange_chip_is_ignored_at_once():
    inputs = held(None)
    (uid,) = inputs.state.tray.unknown
    assert PAGE.press("ignore", uid.text, inputs).acts == (IgnoreChip(uid),)
    known = inputs.state.tray.plates[0].uid.text
    assert PAGE.press("ignore", known, inputs).acts == ()


def test_a_doubtful_plate_comes_after_the_unknown_and_says_what_is_the_matter():
    inputs = held_weak(8)
    (weak,) = inputs.state.tray.doubtful
    strange = inputs.state.tray.plates[-1].uid
    tray = replace(inputs.state.tray, unknown=(strange,), plates=inputs.state.tray.plates[:-1])
    shown = PAGE.shown(replace(inputs, state=replace(inputs.state, tray=tray)))
    assert [row.kind for row in shown.rows] == ["unknown", "doubtful", *["plate"] * 4]
    row = shown.rows[1]
    assert (row.uid, row.note, row.price) == (weak.text, "可能是旁边的盘子", "6.00")
    assert (row.number, shown.rows[0].number, shown.confirm) == ("2", "8", "算上")
    assert (shown.waiting, shown.sure) == ("2 盘待核对", "")


def test_plates_of_another_meal_are_marked_and_struck():
    inputs = held_stale(None)
    shown = PAGE.shown(inputs)
    stale = [row for row in shown.rows if row.kind == "stale"]
    assert (len(stale), shown.waiting) == (2, "2 盘待核对")
    assert all(row.note.startswith("不是这一餐的") for row in stale)
    uid = TagUid.parse(stale[0].uid)
    assert PAGE.press("strike", uid.text, inputs).overlay == Reason(uid, PAGE)


def test_without_a_tray_both_steps_say_what_they_wait_for():
    shown = PAGE.shown(idle(None))
    assert (shown.off_reason, shown.can_add, shown.can_give_up) == (
        "放上托盘以后才能用",
        False,
        False,
    )
    assert PAGE.shown(held(None)).off_reason == ""


def test_a_doubtful_plate_lies_there_or_is_struck():
    inputs = held_weak(None)
    (weak,) = inputs.state.tray.doubtful
    step = PAGE.press("confirm", weak.text, inputs)
    assert (step.overlay, step.acts) == (PAGE, (ConfirmPlate(weak),))
    assert PAGE.press("strike", weak.text, inputs).overlay == Reason(weak, PAGE)
    sure = inputs.state.tray.plates[0].uid
    assert PAGE.press("confirm", sure.text, inputs).acts == ()
    assert PAGE.press("ignore", weak.text, inputs).acts == ()


def test_how_sure_the_reading_is_stands_where_nobody_is_waited_for():
    assert PAGE.shown(settled(None)).sure == "读得很稳（漏盘不超过百万分之一）"
    still = replace(settled(None).state, phase=Phase.FILLING)
    assert PAGE.shown(replace(settled(None), state=still)).sure == ""
    assert PAGE.shown(held(None)).sure == PAGE.shown(idle(None)).sure == ""


def test_the_unknown_plate_is_named_by_choosing_and_confirming():
    inputs = held(None)
    choose = PAGE.press("choose", "", inputs).overlay
    assert choose == Choose(PAGE)
    assert choose.press("confirm", "", inputs).acts == ()
    assert not choose.shown(inputs).can_confirm
    item = inputs.menu[3].item
    chosen = choose.press("more", item.code, inputs).overlay
    assert chosen.shown(inputs).name == item.name
    step = chosen.press("confirm", "", inputs)
    assert (step.overlay, step.acts) == (PAGE, (BindNow(item),))
    assert chosen.follow(settled(None).state) == PAGE


def test_of_several_unknown_plates_one_is_lifted_or_none():
    state = SCENES["lifting"](None).state
    lift = PAGE.follow(state)
    assert lift == Lift(state.lifting, PAGE)
    inputs = replace(held(None), state=state)
    step = lift.press("cancel", "", inputs)
    assert step.overlay == PAGE
    assert [type(act).__name__ for act in step.acts] == ["CancelLift"]
    assert lift.follow(state) == lift
    assert lift.follow(settled(None).state) == PAGE
    assert lift.press("more", "x", inputs).overlay == lift


def test_giving_up_takes_a_second_touch():
    inputs = held(None)
    once = PAGE.press("give-up", "", inputs)
    assert once.acts == ()
    assert once.overlay.shown(inputs).give_up == "再按一次放弃"
    twice = once.overlay.press("give-up", "", inputs)
    assert (twice.overlay, twice.acts) == (None, (GiveUp(),))
    between = once.overlay.press("page", "next", inputs).overlay
    assert between.press("give-up", "", inputs).acts == ()
    assert not once.overlay.follow(idle(None).state).giving_up
    assert PAGE.press("give-up", "", idle(None)).overlay == PAGE


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (settled, ""),
        (held, "先认好 1 盘"),
        (idle, "没有托盘"),
        (held_weak, "先核对 1 盘"),
        (held_stale, "先核对 2 盘"),
        (paying, "正在收款"),
        (paid, "已经付过"),
    ],
)
def test_the_cash_tile_says_why_it_is_off(scene, reason):
    inputs = scene(None)
    assert tile(inputs, "cash").reason == reason
    opened = PAGE.press("tile", "cash", inputs).overlay
    assert isinstance(opened, Cash) == (reason == "")


def test_cash_opens_for_what_is_due_and_leads_back():
    inputs = settled(None)
    cash = PAGE.press("tile", "cash", inputs).overlay
    assert cash.due == inputs.state.quote.due
    assert cash.press("back", "", inputs).overlay == PAGE


def test_a_stopped_till_takes_no_money():
    inputs = replace(settled(None), stopped=CanteenError())
    assert tile(inputs, "cash").reason == tile(inputs, "byhand").reason == "暂停收款"
    assert PAGE.press("tile", "cash", inputs).overlay == PAGE
    assert PAGE.press("tile", "byhand", inputs).overlay == PAGE


def test_the_other_tiles():
    inputs = settled(None)
    assert tile(inputs, "refund").reason == "本台还没开通"
    assert PAGE.press("tile", "refund", inputs).overlay == PAGE
    assert tile(inputs, "reprint").reason == "没有小票"
    assert PAGE.press("tile", "reprint", inputs).acts == ()
    able = replace(inputs, offers=frozenset({"reprint"}))
    step = PAGE.press("tile", "reprint", able)
    assert step.acts == (Other("reprint"),)
    assert step.overlay.shown(able).said == "已送去补打"
    assert PAGE.press("tile", "byhand", inputs).overlay == ByHand(joins=True, under=PAGE)
    assert PAGE.press("add", "", inputs).overlay == ByHand(joins=True, under=PAGE, to_cash=False)
    assert PAGE.press("tile", "lock", inputs).acts == (Lock(),)
    assert PAGE.press("tile", "lock", inputs).overlay is None
    assert PAGE.press("back", "", inputs).overlay is None


def test_the_shift_can_be_read():
    inputs = replace(settled(None), shift="10:02 开班\n备用金\t200.00 元", terminal="T1")
    sheet = PAGE.press("tile", "shift", inputs).overlay
    assert sheet.shown(inputs).lines == (
        ShiftLine("备用金", "200.00 元"),
        ShiftLine("结算台", "T1"),
    )
    assert sheet.press("back", "", inputs).overlay == PAGE
    assert sheet.press("x", "", inputs).overlay == sheet.follow(inputs.state) == sheet
    none = replace(inputs, shift="")
    assert sheet.shown(none).lines[0] == ShiftLine("还没有开班")
    assert PAGE.shown(inputs).shift == "10:02 开班"


def test_things_by_hand_and_notices_are_shown():
    inputs = settled(2)
    lines = (HandLine(inputs.sundries[0], "07"),)
    tray = replace(inputs.state.tray, hand_lines=lines)
    state = replace(inputs.state, tray=tray, quote=quote(tray), notice=CanteenError())
    shown = PAGE.shown(replace(inputs, state=state))
    assert shown.head == "托盘上 2 盘，手工 1 份"
    assert [row.kind for row in shown.rows] == ["plate", "plate", "hand"]
    assert "没有做成" in shown.notice
    assert shown.sure == "读得很稳"


def test_it_says_how_long_it_stays():
    assert model.STAFF_IDLE_SECONDS == IDLE_SECONDS
    inputs = settled(None)
    assert PAGE.shown(inputs).leaving == "60 秒不操作就退出"
    assert PAGE.shown(replace(inputs, idle_left=9)).leaving == "9 秒后退出，点一下就不退"


def test_an_answer_to_a_pin_means_nothing_here():
    answer = PinAnswer(CASHIER, 5, None)
    inputs = held(None)
    pages = (PAGE, Choose(PAGE), Lift(inputs.menu[0].item, PAGE), ShiftSheet(PAGE))
    reason = Reason(inputs.state.tray.plates[0].uid, PAGE)
    for page in (*pages, reason, ByHand(), Cash(None)):
        step = page.answered(answer, inputs)
        assert (step.overlay, step.acts) == (page, ())
        assert isinstance(page.kind, str)


def test_a_tray_being_paid_stays_as_it_is():
    inputs = paying(None)
    assert inputs.state.phase is Phase.PAYING
    assert PAGE.press("add", "", inputs).overlay == PAGE
