from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from support.till import chip, dish, portion

from canteen.money import Money
from pos.tray import (
    Found,
    HandLine,
    HoldReason,
    NoHalf,
    PlateRecord,
    PlateStatus,
    Tray,
    assemble_tray,
)

ITEM = dish()
CHIPS = [chip(n) for n in range(8)]
REASONS = list(HoldReason)


def records(uid):
    """Every answer the records may give for one chip."""
    serving = st.builds(
        PlateRecord,
        st.just(uid),
        st.sampled_from([Found.SERVING, Found.STALE]),
        st.just(ITEM),
        st.uuids(),
        st.sampled_from(PlateStatus),
    )
    nothing = st.builds(PlateRecord, st.just(uid), st.sampled_from([Found.UNBOUND, Found.NO_MENU]))
    return st.one_of(serving, nothing, st.just(PlateRecord(uid, Found.NO_HALF, ITEM)))


seen_chips = st.lists(st.sampled_from(CHIPS), unique=True)
known = st.fixed_dictionaries({}, optional={uid: records(uid) for uid in CHIPS})
struck = st.frozensets(st.sampled_from(CHIPS))
hand = st.lists(st.just(HandLine(ITEM, "07")), max_size=3).map(tuple)


@settings(max_examples=40)
@given(seen_chips, known, st.booleans(), seen_chips, struck, hand)
def test_what_lies_there_is_in_the_tray_once_and_in_the_order_of_sight(
    seen, found, incomplete, doubtful, out, lines
):
    tray = assemble_tray(
        seen, found, incomplete=incomplete, doubtful=doubtful, struck=out, hand_lines=lines
    )
    expected = [uid for uid in seen if uid in found and uid not in out]
    priced = [uid for uid in expected if found[uid].serving_id is not None]
    assert [plate.uid for plate in tray.plates] == priced
    assert list(tray.unknown) == [uid for uid in expected if uid not in priced]
    halves = [uid for uid in expected if found[uid].found is Found.NO_HALF]
    assert tray.no_half == tuple(NoHalf(uid, ITEM) for uid in halves)
    assert tray.count == len(expected)
    assert tray.hand_lines == lines
    assert tray.is_empty == (not expected and not lines)
    assert tray.open_plates == tuple(
        plate for plate in tray.plates if found[plate.uid].status is PlateStatus.OPEN
    )


@settings(max_examples=40)
@given(seen_chips, known, st.booleans(), seen_chips, struck)
def test_each_reason_to_wait_stands_once_and_in_its_order(seen, found, incomplete, doubtful, out):
    tray = assemble_tray(seen, found, incomplete=incomplete, doubtful=doubtful, struck=out)
    lying = [found[uid].found for uid in seen if uid in found and uid not in out]
    weak = [plate.uid for plate in tray.open_plates if plate.uid in doubtful]
    wanted = {
        HoldReason.UNKNOWN: Found.UNBOUND in lying,
        HoldReason.INCOMPLETE: incomplete and bool(lying),
        HoldReason.WEAK: bool(weak),
        HoldReason.STALE: Found.STALE in lying,
        HoldReason.NO_MENU: Found.NO_MENU in lying or Found.NO_HALF in lying,
    }
    assert list(tray.reasons) == [reason for reason in REASONS if wanted[reason]]


@settings(max_examples=40)
@given(seen_chips, known, struck)
def test_a_struck_chip_leaves_no_trace(seen, found, out):
    left = [uid for uid in seen if uid not in out]
    with_them = assemble_tray(seen, found, doubtful=seen, struck=out)
    assert with_them == assemble_tray(left, found, doubtful=left)


def test_a_stale_plate_keeps_its_place_and_holds_the_tray():
    first, second = CHIPS[:2]
    found = {
        first: PlateRecord(first, Found.STALE, ITEM, uuid4()),
        second: PlateRecord(second, Found.SERVING, ITEM, uuid4()),
    }
    tray = assemble_tray([first, second], found)
    assert [plate.stale for plate in tray.plates] == [True, False]
    assert tray.reasons == (HoldReason.STALE,)


def test_a_sold_plate_does_not_hold_the_tray():
    sold = PlateRecord(CHIPS[0], Found.SERVING, ITEM, UUID(int=1), PlateStatus.SOLD)
    tray = assemble_tray(CHIPS[:1], {CHIPS[0]: sold})
    assert (tray.reasons, tray.open_plates, tray.count) == ((), (), 1)


def test_half_a_portion_is_an_item_of_its_own_price():
    whole = dish(half_price=Money(650), nutrients=portion(energy_kcal="412.3", salt_g=("1.1",)))
    half = whole.halved()
    assert (half.half, half.price, half.portions) == (True, Money(650), Decimal("0.5"))
    assert (half.code, half.name, whole.portions) == (whole.code, whole.name, 1)
    assert half.nutrients["energy_kcal"] == Decimal("206.15")
    assert half.nutrients["salt_g"] is None
    assert half.nutrients.at_least("salt_g") == Decimal("0.55")
    assert "206.15" in half.snapshot
    assert half.halved() is half
    assert dish().halved() is None


def test_nothing_but_entries_by_hand_is_no_empty_tray():
    tray = assemble_tray((), {}, incomplete=True, hand_lines=(HandLine(ITEM, "07"),))
    assert not tray.is_empty
    assert (tray.count, tray.reasons) == (0, ())
    assert Tray().is_empty
