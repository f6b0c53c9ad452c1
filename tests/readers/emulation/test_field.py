from __future__ import annotations

import pytest

from readers.emulation.air import inventory_seconds
from readers.emulation.field import TagField
from readers.errors import BadUid
from readers.tag import TagUid

A, B = "E0040150CABD51B9", "E0040150CABD51BA"


def texts(field: TagField) -> list[str]:
    return [tag.uid.text for tag in field.tags()]


def test_chips_come_and_go() -> None:
    field = TagField()
    field.place(A, B.lower())
    field.place(A)
    assert texts(field) == [A, B]
    field.take(A, A)
    assert texts(field) == [B]
    field.clear()
    assert texts(field) == []


def test_a_chip_placed_again_is_on_another_visit() -> None:
    field = TagField()
    field.place(A)
    (first,) = field.tags()
    field.take(A)
    field.place(A)
    (second,) = field.tags()
    assert first.visit != second.visit


def test_a_rate_is_the_share_of_inventories_answered() -> None:
    field = TagField(seed=1)
    field.place(A, B)
    field.rate(A, 0.9)
    field.rate(B, 0.0)
    answers = [tag.uid.text for _ in range(2000) for tag in field.answering()]
    assert answers.count(A) == pytest.approx(1800, abs=60)
    assert answers.count(B) == 0


def test_silenced_visits_do_not_answer() -> None:
    field = TagField()
    field.place(A, B)
    silent = {field.tags()[0].visit}
    assert [tag.uid.text for tag in field.answering(silent)] == [B]


def test_what_is_no_uid_changes_nothing() -> None:
    field = TagField()
    with pytest.raises(BadUid):
        field.place(A, "plate")
    assert texts(field) == []


@pytest.mark.parametrize(
    ("uids", "milliseconds"),
    [
        ([], 7.4),
        ([A], 11.6),
        ([A, B], 15.9),
        ([f"E00401000000000{n:X}" for n in range(12)], 58.2),
    ],
)
def test_air_time_without_collisions_is_that_of_the_standard(
    uids: list[str], milliseconds: float
) -> None:
    seconds = inventory_seconds(map(TagUid.parse, uids))
    assert seconds * 1000 == pytest.approx(milliseconds, abs=0.1)


def test_a_collision_costs_another_round() -> None:
    apart = inventory_seconds([TagUid.parse("E004010000000001"), TagUid.parse("E004010000000002")])
    same = inventory_seconds([TagUid.parse("E004010000000011"), TagUid.parse("E004010000000021")])
    assert same - apart == pytest.approx(0.0116, abs=0.001)


def test_two_chips_of_one_number_end_too() -> None:
    uid = TagUid.parse(A)
    assert inventory_seconds([uid, uid]) > inventory_seconds([uid])
