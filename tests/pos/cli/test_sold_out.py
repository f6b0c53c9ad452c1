import io

import pytest
from support.commands import call


def test_a_dish_runs_out_and_is_back(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("menus", "sold-out", "hongshaorou", "--by", "07", "--db", url, "--json")
    assert call(capsys, *words).rows == [{"dish": "hongshaorou", "sold_out": True, "changed": True}]
    today = call(capsys, "menus", "today", "--db", url, "--json").rows
    assert [row["dish"] for row in today if row["sold_out"]] == ["hongshaorou"]
    assert call(capsys, *words).rows[0]["changed"] is False
    assert call(capsys, *words, "--back").rows[0]["changed"] is True
    unknown = call(capsys, "menus", "sold-out", "nothing", "--by", "07", "--db", url)
    assert unknown.status == 2


def test_who_does_not_stand_by_the_dishes_says_nothing_of_them(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, role in (("21", "auditor"), ("22", "kitchen")):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{number}{number}\n"))
        words = ("staff", "add", "--id", number, "--name", number, "--role", role, "--db", url)
        assert call(capsys, *words).status == 0
    words = ("menus", "sold-out", "hongshaorou", "--db", url)
    end = call(capsys, *words, "--by", "21")
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-077")
    assert call(capsys, *words, "--by", "22").status == 0
