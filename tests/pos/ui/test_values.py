"""What crosses to QML."""

import pytest

from canteen.money import Money
from pos.ui.props import Header, Props, Row
from pos.ui.values import to_qml


def test_dataclasses_become_maps_by_field_name():
    assert to_qml(Header("a", "b", "c", "d")) == {
        "name": "a",
        "meal": "b",
        "date": "c",
        "clock": "d",
    }
    assert to_qml(Props())["overlay"] == {"kind": ""}


def test_tuples_become_lists():
    assert to_qml((Row("ring"), 1, None))[1:] == [1, None]


def test_money_does_not_cross_as_a_number():
    with pytest.raises(TypeError):
        to_qml({"amount": Money(1)})
    with pytest.raises(TypeError):
        to_qml(Money(1))
