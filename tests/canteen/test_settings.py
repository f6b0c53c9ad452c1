import contextlib
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.money import ZERO, Money
from canteen.settings import BadSetting, SettingsError, UnknownSetting, read_toml, section

MAX_SEATS = 500


@dataclass(frozen=True)
class Hall:
    name: str = "康乐食府"
    seats: int = 80
    open_air: bool = False
    opens: time = time(6, 30)
    deposit: Money = ZERO
    share: Decimal = Decimal("0.85")
    folder: Path | None = None
    tables: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.seats > MAX_SEATS:
            raise ValueError("seats > 500")


def hall(table: dict[str, object], environ: dict[str, str] | None = None) -> Hall:
    return section(Hall, "hall", table, where="hall.toml", environ=environ or {})


def test_what_is_not_set_keeps_its_default():
    assert hall({}) == Hall()


def test_what_is_not_set_is_as_in_the_base_that_is_given():
    base = Hall(name="社区食堂", seats=40)
    found = section(Hall, "hall", {"seats": 60}, environ={"CANTEEN_HALL_SHARE": "0.9"}, base=base)
    assert found == Hall(name="社区食堂", seats=60, share=Decimal("0.9"))


def test_each_kind_of_value_is_read_from_the_file(tmp_path):
    file = tmp_path / "hall.toml"
    file.write_text(
        '[hall]\nname = "社区食堂"\nseats = 120\nopen_air = true\nopens = 07:00:00\n'
        'deposit = "12.50"\nshare = "0.9"\nfolder = "/srv"\ntables = [4, 6]\n',
        "utf-8",
    )
    assert hall(read_toml(file)["hall"]) == Hall(
        "社区食堂", 120, True, time(7), Money(1250), Decimal("0.9"), Path("/srv"), (4, 6)
    )


def test_each_kind_of_value_is_read_from_the_environment_over_the_file():
    environ = {
        "CANTEEN_HALL_NAME": "社区食堂",
        "CANTEEN_HALL_SEATS": "120",
        "CANTEEN_HALL_OPEN_AIR": "yes",
        "CANTEEN_HALL_OPENS": "07:00",
        "CANTEEN_HALL_DEPOSIT": "12.5",
        "CANTEEN_HALL_SHARE": "0.9",
        "CANTEEN_HALL_FOLDER": "",
        "CANTEEN_HALL_TABLES": "4,6",
        "CANTEEN_HALLS": "another program's",
    }
    assert hall({"seats": 10, "folder": "/srv"}, environ) == Hall(
        "社区食堂", 120, True, time(7), Money(1250), Decimal("0.9"), None, (4, 6)
    )


def test_the_environment_of_the_process_counts_unless_another_is_given(monkeypatch):
    monkeypatch.setenv("CANTEEN_HALL_SEATS", "7")
    assert section(Hall, "hall", {}).seats == 7
    assert hall({}).seats == 80


@pytest.mark.parametrize(
    ("key", "near"),
    [("seat", "hall.seats"), ("open_ari", "hall.open_air"), ("tabels", "hall.tables")],
)
def test_an_unknown_key_names_the_nearest_known_one(key, near):
    with pytest.raises(UnknownSetting) as refused:
        hall({key: 1})
    assert f"hall.{key}" in str(refused.value)
    assert near in str(refused.value)
    assert "hall.toml" in str(refused.value)


def test_an_unknown_key_like_none_that_is_known_names_none():
    with pytest.raises(UnknownSetting) as refused:
        hall({"zzz": 1})
    assert "最接近" not in str(refused.value)


def test_an_unknown_key_in_the_environment_is_an_error_as_well():
    with pytest.raises(UnknownSetting) as refused:
        hall({}, {"CANTEEN_HALL_SEAT": "7"})
    assert "CANTEEN_HALL_SEAT" in str(refused.value)
    assert "CANTEEN_HALL_SEATS" in str(refused.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seats", "many"),
        ("seats", True),
        ("seats", 2.5),
        ("seats", [1]),
        ("open_air", "maybe"),
        ("open_air", 2),
        ("opens", "25:00"),
        ("opens", 7),
        ("deposit", "1.234"),
        ("share", "half"),
        ("name", ["a"]),
        ("name", {"a": 1}),
        ("tables", 4),
        ("tables", ["a"]),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_key(key, value):
    with pytest.raises(BadSetting) as refused:
        hall({key: value})
    assert f"hall.{key}" in str(refused.value)
    assert repr(value) in str(refused.value)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("1", True), ("TRUE", True), ("Yes", True), ("0", False), ("false", False), ("no", False)],
)
def test_a_switch_has_six_words(word, meant):
    assert hall({}, {"CANTEEN_HALL_OPEN_AIR": word}).open_air is meant


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.lists(st.integers()))
def test_no_value_ends_in_anything_but_a_setting_or_its_error(value):
    for key in Hall.__dataclass_fields__:
        with contextlib.suppress(BadSetting):
            assert isinstance(hall({key: value}), Hall)


def test_a_check_of_the_dataclass_is_an_error_of_the_settings():
    with pytest.raises(BadSetting) as refused:
        hall({"seats": 501})
    assert "seats > 500" in str(refused.value)


def test_only_a_dataclass_is_a_section():
    with pytest.raises(TypeError):
        section(int, "hall", {})


@pytest.mark.parametrize("content", [b"[hall\n", b"seats = \n", b"\xff\xfe"])
def test_a_file_that_cannot_be_parsed_is_named(tmp_path, content):
    file = tmp_path / "hall.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        read_toml(file)
    assert str(file) in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError) as refused:
        read_toml(tmp_path / "none.toml")
    assert str(tmp_path / "none.toml") in str(refused.value)
    assert refused.value.exit_status == 2
