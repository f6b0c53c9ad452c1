"""The English catalogue says everything that the source says, and nothing else."""

from __future__ import annotations

import ast
import runpy
import string
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest

from canteen import i18n

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "deploy" / "messages"
ENGLISH_DATE = {"month": "month_name"}
"""The one field that differs: a month is a figure in Chinese and a word in English."""
CHINESE_SIGNS = "，。：；（）「」“”、！？"


@pytest.fixture(scope="module")
def script():
    return SimpleNamespace(**runpy.run_path(str(SCRIPT), run_name="messages"))


@pytest.fixture(scope="module")
def found(script):
    return script.messages()


@pytest.fixture(scope="module")
def catalogue(script):
    return polib.pofile(script.CATALOGUE.read_text("utf-8"))


@pytest.fixture
def _chinese_again():
    yield
    i18n.choose("zh_CN")


def fields(text: str) -> Counter[str]:
    return Counter(name for _before, name, _spec, _how in string.Formatter().parse(text) if name)


def sentences(packages: tuple[str, ...]) -> set[str]:
    """The messages after which an error's mend is read on the same line."""
    trees = (
        ast.parse(path.read_text("utf-8"))
        for package in packages
        for path in (ROOT / package).rglob("*.py")
    )
    classes = (n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef))
    return {
        ast.literal_eval(line.value.args[0])
        for each in classes
        for line in each.body
        if isinstance(line, ast.Assign | ast.AnnAssign)
        and isinstance(line.value, ast.Call)
        and "sentence" in ast.unparse(line).split("=")[0]
    }


def test_every_message_of_the_source_has_its_english(found, catalogue):
    english = {entry.msgid: entry.msgstr for entry in catalogue}
    assert [text for text in found if not english.get(text, "").strip()] == []


def test_nothing_is_translated_that_the_source_does_not_say(found, catalogue):
    assert [entry.msgid for entry in catalogue if entry.msgid not in found] == []
    assert catalogue.obsolete_entries() == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_the_catalogue_stands_as_the_script_writes_it(script, found, catalogue):
    written = f"{script.merged(found, catalogue)}".rstrip("\n") + "\n"
    assert script.CATALOGUE.read_text("utf-8") == written


def test_both_sides_have_the_same_fields(catalogue):
    for entry in catalogue:
        wanted = fields(entry.msgid)
        if "month_name" in entry.msgstr:
            wanted = Counter({ENGLISH_DATE.get(name, name): n for name, n in wanted.items()})
        assert fields(entry.msgstr) == wanted, entry.msgid


def test_english_has_no_chinese_signs_and_every_command(catalogue):
    for entry in catalogue:
        assert not set(entry.msgstr) & set(CHINESE_SIGNS), entry.msgstr
        commands = [line for line in entry.msgid.split("\n") if line.startswith("canteen ")]
        kept = [line for line in entry.msgstr.split("\n") if line.startswith("canteen ")]
        assert len(commands) == len(kept), entry.msgid


def test_a_sentence_leaves_room_before_its_mend(script, catalogue):
    english = {entry.msgid: entry.msgstr for entry in catalogue}
    said = sentences(script.PACKAGES)
    assert len(said) > 50
    assert [english[text] for text in said if not english[text].endswith(". ")] == []


@pytest.mark.usefixtures("_chinese_again")
def test_english_is_chosen_and_left_again(catalogue):
    i18n.choose("en")
    for entry in catalogue:
        assert i18n._(entry.msgid) == entry.msgstr
    i18n.choose("zh_CN")
    for entry in catalogue:
        assert i18n._(entry.msgid) == entry.msgid


def test_messages_are_found_in_the_order_they_are_written(script):
    source = 'class A:\n    b = N_("乙")\n\n\ndef f():\n    return [_("丙"), _(x)], _("甲" "丁")\n'
    assert list(script.marked(ast.parse(source), "a.py")) == ["乙", "丙", "甲丁"]


@pytest.mark.parametrize("source", ['_(f"{a} 盘")', '_("甲" + a)', "N_(a)", "N_()"])
def test_a_text_put_together_too_early_is_refused(script, source):
    with pytest.raises(script.UnfitMessage, match=r"a\.py:1"):
        list(script.marked(ast.parse(source), "a.py"))


def test_translations_are_kept_and_go_with_their_message(script):
    old = script.merged({"甲": ["a.py"], "乙": ["a.py"]}, polib.POFile())
    old.find("甲").msgstr, old.find("乙").msgstr = "one", "two"
    new = script.merged({"丙 {n}": ["b.py"], "甲": ["a.py", "b.py"]}, old)
    assert [(entry.msgid, entry.msgstr) for entry in new] == [("丙 {n}", ""), ("甲", "one")]
    assert "#: a.py b.py\n" in f"{new}"
    assert new.find("丙 {n}").flags == ["python-brace-format"]
