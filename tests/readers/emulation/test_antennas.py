from __future__ import annotations

from readers.emulation.antennas import RSSI, AntennaField, Sight
from readers.tag import TagUid

ONE, OTHER = TagUid("E20034120000000000000001"), TagUid("E20034120000000000000002")


def test_a_chip_lies_before_antenna_one_unless_said_otherwise() -> None:
    field = AntennaField()
    assert field.sights(ONE) == (Sight(ONE, 1, RSSI),)
    field.seen(ONE, {2: 0x40, 3: 0x50})
    assert field.sights(ONE) == (Sight(ONE, 2, 0x40), Sight(ONE, 3, 0x50))
    assert field.sights(OTHER) == (Sight(OTHER),)


def test_how_a_chip_is_seen_outlives_its_going_away() -> None:
    field = AntennaField()
    field.seen(ONE.text.lower(), {4: 9})
    field.place(ONE)
    field.take(ONE)
    field.place(ONE)
    assert field.sights(ONE) == (Sight(ONE, 4, 9),)


def test_a_chip_may_be_out_of_reach_of_every_antenna() -> None:
    field = AntennaField()
    field.seen(ONE, {})
    assert field.sights(ONE) == ()
