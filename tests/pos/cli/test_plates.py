"""`plates …` for half portions: what is bound, what is refused, what is listed and sold."""

from support.commands import call
from support.till import chip

A, B = chip(1).text, chip(2).text


def plates(capsys, url, *argv):
    return call(capsys, "plates", *argv, "--db", url)


def test_whole_portions_say_nothing_of_halves(url, capsys):
    end = plates(capsys, url, "bind", "--dish", "hongshaorou", "--uid", A, "--json")
    assert end.rows == [{"uid": A, "result": "bound", "dish": "hongshaorou", "slot": None}]
    end = plates(capsys, url, "slot", "--slot", "1", "--uid", B, "--json")
    assert end.rows == [{"uid": B, "result": "bound", "dish": None, "slot": 1}]
    listed = plates(capsys, url, "list", "--json").rows
    assert all("half" not in row for row in listed)


def test_half_portions_are_bound_listed_and_released(url, capsys):
    end = plates(capsys, url, "bind", "--dish", "hongshaorou", "--half", "--uid", A, "--json")
    assert (end.status, end.err) == (0, "")
    assert end.rows == [
        {"uid": A, "result": "bound", "dish": "hongshaorou", "slot": None, "half": True}
    ]
    end = plates(capsys, url, "slot", "--slot", "1", "--half", "--uid", B, "--json")
    assert (end.status, end.err) == (0, "")
    assert end.rows == [{"uid": B, "result": "bound", "dish": None, "slot": 1, "half": True}]
    by_dish, by_slot = plates(capsys, url, "list", "--json").rows
    assert (by_dish["half"], by_dish["serving"]["half"], by_slot["half"]) == (True, True, True)
    assert "hongshaorou（半份）" in plates(capsys, url, "list").out
    (released,) = plates(capsys, url, "release", "--uid", A, "--json").rows
    assert released["half"] is True


def test_half_of_a_dish_without_a_half_price_is_refused_in_words(url, capsys):
    end = plates(capsys, url, "bind", "--dish", "ermifan", "--half", "--uid", A, B, "--json")
    assert end.status == 1
    refused = {"result": "refused", "dish": None, "slot": None}
    assert end.rows == [{"uid": A, **refused}, {"uid": B, **refused}]
    assert "E-POS-004" in end.err
    assert "「二米饭」没有半份价格" in end.err
    assert plates(capsys, url, "list", "--json").rows == []


def test_a_slot_whose_dish_has_no_half_price_is_given_with_a_warning(url, capsys):
    end = plates(capsys, url, "slot", "--slot", "21", "--half", "--uid", A, "--json")
    assert end.status == 0
    assert end.rows[0]["half"] is True
    assert "格位 21 今天是二米饭，不卖半份" in end.err
