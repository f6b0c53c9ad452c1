from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.settings import BadSetting, SettingsError, UnknownSetting
from nutrition.lunch_targets import target_for
from pos.settings import TERMINAL_MAX, PosSettings, Settings, load_settings


def load(tmp_path, text, **environ):
    file = tmp_path / "canteen.toml"
    file.write_text(text, "utf-8")
    return load_settings(file, environ)


def test_without_a_file_the_defaults_stand():
    assert load_settings(None, {}) == Settings()
    pos = Settings().pos
    assert (pos.terminal, pos.language, pos.printer, pos.reader) == ("T1", "zh_CN", "none", "")
    assert pos.reuse_after is None


def test_a_file_sets_the_terminal_the_meals_and_the_reference(tmp_path):
    found = load(
        tmp_path,
        """
        [pos]
        terminal = "T2"
        canteen_name = "静安食堂"
        reuse_after_minutes = 40
        reduced_motion = true
        [meals]
        lunch_from = "10:30"
        [lunch]
        salt_g_high = 1.8
        """,
    )
    assert (found.pos.terminal, found.pos.canteen_name) == ("T2", "静安食堂")
    assert found.pos.reduced_motion
    assert found.pos.reuse_after == timedelta(minutes=40)
    assert found.meals.lunch_from == time(10, 30)
    assert found.lunch.salt_g_high == Decimal("1.8")


def test_the_environment_wins_over_the_file(tmp_path):
    found = load(tmp_path, '[pos]\nterminal = "T2"\n', CANTEEN_POS_TERMINAL="T7", OTHER="x")
    assert found.pos.terminal == "T7"


def test_a_diner_nobody_knows_is_of_the_group_that_is_set(tmp_path):
    found = load(tmp_path, '[lunch]\ngroup = "f75"\n')
    assert found.lunch == target_for(80, "female").reference
    assert load_settings(None, {"CANTEEN_LUNCH_GROUP": "f75"}).lunch == found.lunch


def test_own_figures_stand_over_those_of_the_group(tmp_path):
    found = load(tmp_path, '[lunch]\ngroup = "f75"\nenergy_kcal_high = 610\n')
    group = target_for(80, "female").reference
    assert found.lunch == replace(group, energy_kcal_high=Decimal(610))


def test_a_group_nobody_knows_is_told_with_those_there_are(tmp_path):
    with pytest.raises(BadSetting, match=r"lunch.group.*adult、f65、m65、f75、m75"):
        load(tmp_path, '[lunch]\ngroup = "child"\n')


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('[pos]\nterminl = "T2"\n', "pos.terminal"),
        ("[lunhc]\nsalt_g_high = 2\n", "lunch"),
        ('[meals]\nlunch_form = "11:00"\n', "meals.lunch_from"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(tmp_path, text, near):
    with pytest.raises(UnknownSetting) as refused:
        load(tmp_path, text)
    assert near in refused.value.todo
    assert str(tmp_path / "canteen.toml") in refused.value.said
    assert refused.value.exit_status == 2


def test_an_unknown_variable_is_told_with_the_nearest():
    with pytest.raises(UnknownSetting, match="CANTEEN_POS_TERMINL"):
        load_settings(None, {"CANTEEN_POS_TERMINL": "T2"})


@pytest.mark.parametrize(
    "line",
    [
        'terminal = ""',
        'terminal = "T-1"',
        'terminal = "台一"',
        'terminal = "T1234567890123456"',
        'language = "fr"',
        "least_free_mb = -1",
        "reuse_after_minutes = -5",
        "desk_lock_minutes = -1",
        "cash_unlocked_minutes = -1",
        "least_free_mb = 1.5",
        'reduced_motion = "maybe"',
        "terminal = [1]",
    ],
)
def test_a_value_that_cannot_be_is_refused(tmp_path, line):
    with pytest.raises(BadSetting) as refused:
        load(tmp_path, f"[pos]\n{line}\n")
    assert "pos" in refused.value.facts["key"]


def test_plates_shown_one_by_one_are_let_go_after_minutes_or_never(tmp_path):
    reading = Settings().reading
    assert (reading.tap, reading.tap_minutes) == (False, 3)
    assert load(tmp_path, "[reading]\ntap_minutes = 0\n").reading.tap_minutes == 0
    for line in ("tap_minutes = -1", "tap_minutes = 1.5", "keep_trays = -1"):
        with pytest.raises(BadSetting):
            load(tmp_path, f"[reading]\n{line}\n")


def test_meals_that_overlap_are_refused(tmp_path):
    with pytest.raises(BadSetting, match="meals"):
        load(tmp_path, '[meals]\nlunch_from = "08:00"\n')


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml", {})
    with pytest.raises(SettingsError, match=r"canteen\.toml"):
        load(tmp_path, "[pos\n")


@given(st.text(max_size=20))
def test_a_terminal_is_a_short_plain_word_or_refused(name):
    plain = 0 < len(name) <= TERMINAL_MAX and name.isascii() and name.isalnum()
    try:
        made = PosSettings(terminal=name)
    except ValueError:
        assert not plain
    else:
        assert plain
        assert made.terminal == name
