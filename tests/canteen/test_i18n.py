import types

import pytest

from canteen import i18n
from canteen.errors import OutOfReach
from canteen.settings import UnknownSetting, section
from pos.settings import PosSettings

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "{what}没有回应。"
msgstr "{what} does not answer. "

msgid "检查电源和连线再试。"
msgstr "Check power and cable, then try again."

msgid "设置 {file} 里的「{key}」没有人认得。"
msgstr "Nobody reads {key} in {file}. "

msgid "{hint}改好再启动。"
msgstr "{hint}Mend it and start again."

msgid "最接近的是「{near}」，"
msgstr "The nearest is {near}. "
"""


@pytest.fixture(autouse=True)
def _chinese_again():
    yield
    i18n.choose("zh_CN")


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A folder in the place of the installed package's."""
    monkeypatch.setattr(i18n, "resources", types.SimpleNamespace(files=lambda package: tmp_path))
    folder = tmp_path / "locale"
    folder.mkdir()
    return folder


@pytest.fixture
def _english(catalogue):
    (catalogue / "en.po").write_text(PO, "utf-8")
    i18n.choose("en")


def test_chinese_is_the_source_itself():
    assert i18n.language() == "zh_CN"
    assert i18n._("检查电源和连线再试。") == "检查电源和连线再试。"


@pytest.mark.usefixtures("_english")
def test_an_error_speaks_the_language_in_force_when_it_is_shown():
    error = OutOfReach(what="printer")
    assert str(error) == (
        "E-CAN-002 printer does not answer. Check power and cable, then try again."
    )
    assert i18n.language() == "en"
    i18n.choose("zh_CN")
    assert error.todo == "检查电源和连线再试。"


@pytest.mark.usefixtures("_english")
def test_what_the_catalogue_lacks_stays_chinese_and_nothing_stays_nothing():
    assert i18n._("没有这句") == "没有这句"
    assert i18n._("") == ""


@pytest.mark.usefixtures("_english")
def test_the_hint_of_an_unknown_setting_is_translated_as_well():
    with pytest.raises(UnknownSetting) as refused:
        section(PosSettings, "pos", {"langage": "en"}, where="a.toml", environ={})
    assert str(refused.value) == (
        "E-CFG-002 Nobody reads pos.langage in a.toml. "
        "The nearest is pos.language. Mend it and start again."
    )


@pytest.mark.parametrize("name", ["de", "", "zh"])
def test_a_language_that_is_not_there_changes_nothing(name):
    with pytest.raises(ValueError, match=f"^{name}$"):
        i18n.choose(name)
    assert i18n.language() == "zh_CN"


def test_a_catalogue_that_cannot_be_read_changes_nothing(catalogue):
    with pytest.raises(FileNotFoundError):
        i18n.choose("en")
    assert i18n.language() == "zh_CN"
    assert i18n._("检查电源和连线再试。") == "检查电源和连线再试。"


def test_marking_a_text_leaves_it_as_it_is():
    assert i18n.N_("午餐") == "午餐"
