"""What the screen says, as a pure function of its inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.errors import CanteenError
from canteen.money import Money
from menus import Meal
from pos.pricing import quote
from pos.state import Occasion, PaidSale, Phase, ReaderTrouble
from pos.tray import HandLine, HoldReason
from pos.ui.checkout import SETTLE_HOLD_SECONDS, derive_props
from pos.ui.inputs import Inputs
from pos.ui.scenes import DAY, MONOTONIC, SCENES, demo_sundries, dishes, tray_of
from pos.ui.staff_words import notice_of
from pos.ui.values import to_qml

PHASES = st.sampled_from(list(Phase))


@st.composite
def any_inputs(draw) -> Inputs:
    count = draw(st.integers(0, 30))
    unknown = draw(st.integers(0, 3))
    sold = draw(st.sets(st.integers(0, 30), max_size=4))
    reasons = draw(st.sets(st.sampled_from(list(HoldReason)), max_size=3))
    tray = tray_of(dishes(count), unknown=unknown, sold=tuple(sold), reasons=sorted(reasons))
    hand = draw(st.integers(0, 3))
    tray = replace(tray, hand_lines=(HandLine(demo_sundries()[0], "07"),) * hand)
    inputs = SCENES["idle"](None)
    state = replace(
        inputs.state,
        phase=draw(PHASES),
        tray=tray,
        quote=quote(tray),
        certainty=draw(st.floats(0, 1)),
        occasion=Occasion(DAY, Meal.LUNCH),
        first_seen=MONOTONIC - draw(st.floats(0, 3)),
        reader=draw(st.none() | st.just(ReaderTrouble("E-RDR-003", "", 2, 1.0))),
    )
    menu = draw(st.sampled_from([(), inputs.menu]))
    return replace(inputs, state=state, menu=menu)


def texts(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return []


@given(any_inputs())
def test_every_state_can_be_drawn_and_says_the_same_twice(inputs):
    props = derive_props(inputs)
    assert props == derive_props(inputs)
    assert not any("…" in text for text in texts(to_qml(props)))
    assert props.panel.call


@given(any_inputs())
def test_a_total_stands_only_where_it_can_be_paid(inputs):
    panel = derive_props(inputs).panel
    if panel.label == "合计":
        assert inputs.state.phase in {Phase.SETTLED, Phase.PAYING}
        assert panel.amount == str(inputs.state.quote.due)
    else:
        assert panel.ways == ()


@given(any_inputs())
def test_each_thing_on_the_tray_has_its_row(inputs):
    sheet = derive_props(inputs).sheet
    if sheet.kind != "tray":
        return
    rows = [row for row in sheet.rows if row.kind != "ring"]
    tray = inputs.state.tray
    things = tray.count + len(tray.hand_lines)
    assert len(rows) == min(things, 24)
    assert len(sheet.rows) <= 24
    if things > 24:
        assert str(things - 23) in rows[-1].name


def test_a_total_waits_for_the_hold_after_the_first_plate():
    settled = SCENES["settled"](6)

    def kind(seconds: float) -> str:
        state = replace(settled.state, first_seen=settled.monotonic - seconds)
        return derive_props(replace(settled, state=state)).panel.kind

    assert kind(SETTLE_HOLD_SECONDS - 0.01) == "filling"
    assert kind(SETTLE_HOLD_SECONDS) == "settled"


def test_a_held_tray_turns_amber_at_once_and_never_says_total():
    held = SCENES["held"](6)
    props = derive_props(replace(held, state=replace(held.state, first_seen=held.monotonic)))
    assert props.panel.ground == "amber"
    assert props.panel.sentence == "有 1 盘没认出\n请等工作人员\n过来看"
    assert props.sheet.held.label == "暂计"
    assert props.sheet.held.amount == str(held.state.quote.due)


def test_each_reason_has_its_own_sentence():
    held = SCENES["held"](6)

    def sentence(reason: HoldReason) -> str:
        tray = replace(held.state.tray, unknown=(), reasons=(reason,))
        return derive_props(replace(held, state=replace(held.state, tray=tray))).panel.sentence

    said = [sentence(reason) for reason in HoldReason]
    assert len(set(said)) == len(said)
    assert sentence(HoldReason.WEAK) == "旁边的盘子太近\n请挪开一点"
    assert sentence(HoldReason.INCOMPLETE) == "有一盘没读清\n请把托盘放平"


def test_the_plate_in_doubt_is_marked_where_it_stands():
    props = derive_props(SCENES["held-weak"](4))
    rows = props.sheet.rows
    assert [row.kind for row in rows] == ["plate", "held", "plate", "plate"]
    assert [row.doubt for row in rows] == ["", "是您的吗？", "", ""]
    assert rows[1].price == "6.00"
    assert props.panel.discs == ("1", "?", "3", "4")
    assert props.panel.help.splitlines()[:2] == [
        "番茄炒蛋好像是别人的。",
        "其余 3 盘已经记好，价格不变。",
    ]


def test_several_plates_in_doubt_are_counted_and_none_is_named():
    weak = SCENES["held-weak"](4)
    tray = weak.state.tray
    both = replace(tray, doubtful=tuple(plate.uid for plate in tray.plates[:2]))
    shown = derive_props(replace(weak, state=replace(weak.state, tray=both))).panel
    assert shown.help.startswith("有 2 盘好像是别人的。\n其余 2 盘")
    none = replace(tray, doubtful=())
    shown = derive_props(replace(weak, state=replace(weak.state, tray=none))).panel
    assert shown.help.startswith("4 盘已经记好")


@given(st.integers(1, 24), st.sets(st.integers(0, 23)), st.sets(st.integers(0, 23)))
def test_what_is_in_doubt_counts_neither_here_nor_in_the_sum(count, stale, doubtful):
    tray = tray_of(dishes(count), reasons=(HoldReason.WEAK,))
    plates = tuple(replace(p, stale=n in stale) for n, p in enumerate(tray.plates))
    weak = tuple(p.uid for n, p in enumerate(plates) if n in doubtful)
    held = SCENES["held-weak"](count)
    tray = replace(tray, plates=plates, doubtful=weak)
    props = derive_props(replace(held, state=replace(held.state, tray=tray, quote=quote(tray))))
    certain = [p for n, p in enumerate(plates) if n not in stale | doubtful]
    assert props.sheet.held.count == f"已记好 {len(certain)} 盘"
    assert props.sheet.held.amount == str(Money.total(p.item.price for p in certain))
    assert props.panel.discs.count("?") == count - len(certain)
    assert [bool(row.doubt) for row in props.sheet.rows] == [p not in certain for p in plates]


@pytest.mark.parametrize(
    ("state", "note"),
    [
        ("held", "工作人员认好这一盘以后"),
        ("held-stale", "工作人员核对以后"),
        ("held-no-menu", "菜单发布以后"),
        ("held-incomplete", "读好以后"),
    ],
)
def test_the_foot_says_what_a_held_tray_waits_for(state, note):
    assert derive_props(SCENES[state](None)).sheet.held.note.startswith(note)


def test_a_paid_plate_is_shown_and_not_counted():
    props = derive_props(SCENES["settled"](15))
    (paid,) = [row for row in props.sheet.rows if row.kind == "paid"]
    assert paid.price == "已付"
    assert props.panel.number == "15"
    assert props.panel.label_note == "14 盘，另 1 盘已付"


def test_plates_that_are_shown_one_by_one_have_no_rings_for_more_to_come():
    rings = [row.kind for row in derive_props(SCENES["filling"](4)).sheet.rows].count("ring")
    assert rings == 2
    assert "ring" not in [row.kind for row in derive_props(SCENES["tap-filling"](4)).sheet.rows]


def test_layouts_follow_the_number_of_plates():
    counts = (6, 7, 12, 13, 16, 17)
    layouts = [derive_props(SCENES["settled"](count)).sheet.layout for count in counts]
    assert layouts == ["rows", "small", "small", "columns", "columns", "columnsSmall"]


def test_the_verdicts_of_a_tray_for_many_are_left_out():
    assert derive_props(SCENES["settled"](12)).sheet.verdicts
    assert not derive_props(SCENES["settled"](13)).sheet.verdicts


def test_the_total_gets_smaller_before_it_would_not_fit():
    steps = []
    for fen in (9999, 10000, 99999, 100000):
        settled = SCENES["settled"](1)
        due = replace(settled.state.quote, due=Money(fen))
        steps.append(
            derive_props(replace(settled, state=replace(settled.state, quote=due))).panel.step
        )
    assert steps == [0, 1, 1, 2]


def test_cash_paid_shows_what_was_given_and_the_change():
    rows = derive_props(SCENES["paid"](6)).panel.paid_rows
    assert [row.label for row in rows] == ["实付", "收现金", "找零", "小票"]
    assert [row.amount for row in rows[:3]] == ["32.50", "50.00", "17.50"]


def test_no_paper_leaves_the_sale_and_says_who_can_print_it():
    paid = SCENES["paid"](6)
    panel = derive_props(replace(paid, state=replace(paid.state, paper=CanteenError()))).panel
    assert panel.outcome == "支付成功"
    assert panel.paid_rows[-1].label == "小票没有打出，可请工作人员补打"


def test_a_till_without_a_printer_promises_no_slip():
    paid = replace(SCENES["paid"](6), prints=False)
    assert "小票" not in [row.label for row in derive_props(paid).panel.paid_rows]


def test_the_reader_out_of_order_shows_the_menu_the_code_and_the_way_by_hand():
    props = derive_props(SCENES["reader-out"](None))
    assert (props.sheet.kind, props.panel.ground) == ("menu", "soy")
    assert (props.panel.code, props.panel.attempt) == ("E-RDR-003", "正在重连，第 4 次")
    assert props.panel.by_hand


def test_what_was_entered_by_hand_is_sold_without_the_reader():
    out = SCENES["reader-out"](None)
    tray = replace(tray_of([]), hand_lines=(HandLine(dishes(1)[0], "07"),))
    state = replace(out.state, phase=Phase.SETTLED, tray=tray, quote=quote(tray))
    props = derive_props(replace(out, state=state))
    assert props.panel.kind == "settled"
    assert (props.panel.number, props.panel.after) == ("1", "份")
    assert props.panel.checked == ""


def test_what_is_paid_stays_on_the_screen_when_the_reader_goes():
    paid = SCENES["paid"](6)
    trouble = ReaderTrouble("E-RDR-003", "", 1, 0.0)
    assert (
        derive_props(replace(paid, state=replace(paid.state, reader=trouble))).panel.kind == "paid"
    )


def test_a_stopped_till_says_its_code_and_offers_nothing():
    panel = derive_props(replace(SCENES["idle"](None), stopped=CanteenError())).panel
    assert (panel.kind, panel.code, panel.by_hand) == ("out", "E-CAN-000", "")


def test_the_foot_boasts_only_of_a_cycle_that_is_really_planned():
    idle = SCENES["idle"](None)
    assert derive_props(idle).sheet.foot_left == "今日 24 道"
    planned = replace(idle, cycle_days=15)
    assert derive_props(planned).sheet.foot_left == "今日 24 道，15 天不重样"


def test_a_dish_that_is_gone_says_so():
    idle = SCENES["idle"](None)
    menu = (replace(idle.menu[0], sold_out=True), *idle.menu[1:])
    row = derive_props(replace(idle, menu=menu)).sheet.blocks[0].rows[0]
    assert row.sold_out == "售罄"


def test_the_tray_keeps_the_meal_it_began_in():
    settled = SCENES["settled"](6)
    later = replace(settled, now=settled.now + timedelta(hours=7))
    assert derive_props(later).header.meal == "午餐"
    assert derive_props(replace(SCENES["idle"](None), now=later.now)).header.meal == "晚餐"


def test_the_header_names_the_day():
    header = derive_props(SCENES["idle"](None)).header
    assert (header.date, header.clock) == ("11月23日 星期一", "11:26")


def test_a_refused_step_is_said_on_the_panel():
    settled = SCENES["settled"](6)
    said = replace(settled, state=replace(settled.state, notice=CanteenError()))
    assert derive_props(said).panel.notice == notice_of(said)


def test_a_tray_of_paid_plates_asks_for_nothing():
    props = derive_props(SCENES["all-paid"](2))
    panel = props.panel
    assert [row.price for row in props.sheet.rows] == ["已付", "已付"]
    assert (panel.amount, panel.ways, panel.prompt) == ("", (), "都已付过\n请取走托盘")


def test_a_sale_without_a_tray_sends_nobody_to_take_one():
    paid = SCENES["paid"](6)
    sale: PaidSale = replace(paid.state.paid, plates=0)
    panel = derive_props(replace(paid, state=replace(paid.state, paid=sale))).panel
    assert panel.prompt == "请慢用"


def test_what_was_given_up_is_quiet_and_cost_nothing():
    props = derive_props(SCENES["clearing"](2))
    assert props.panel.title == "这次没有收钱"
    assert {row.kind for row in props.sheet.rows} == {"over"}
