from pathlib import Path

import pytest
from PIL import ImageFont

from canteen.fonts import covers, drawable, font_path, missing

LISTED = Path(__file__).parents[2] / "deploy/data/tongyong-guifan-8105.txt"


def listed():
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def test_every_character_of_the_national_table_can_be_drawn():
    assert len(set(listed())) == 8105
    assert missing(listed()) == ""


def test_all_of_gb2312_can_be_drawn():
    rows = (*range(0xA1, 0xAA), *range(0xB0, 0xF8))
    codes = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    text = "".join(code.decode("gb2312", errors="ignore") for code in codes)
    assert len(text) > 7400
    assert missing(text) == ""


def test_signs_of_screens_and_slips_can_be_drawn():
    assert missing("■□▲▼●○✓⚠〓￥¥€℃×÷−–—…·→←↑↓①⑩★☆㎡½≤≥≈│─█éüǎǜ㸆䴓㕮饸饹") == ""


def test_what_is_lacking_is_named_once_and_replaced():
    assert missing("ا红اﷲ") == "اﷲ"
    assert drawable("ا红") == "〓红"
    assert covers("红")
    assert not covers("\U0010fffd")


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_lines_stand_as_the_screens_expect(weight):
    font = ImageFont.truetype(str(font_path(weight)), 1000)
    assert font.getmetrics() == (1160, 288)
    assert {font.getlength(digit) for digit in "0123456789"} == {font.getlength("0")}


def test_every_character_of_the_shipped_data_can_be_drawn():
    root = Path(__file__).parents[2]
    tables = [*root.glob("menus/data/**/*.csv"), *root.glob("nutrition/data/*.csv")]
    for table in tables:
        text = table.read_text(encoding="utf-8-sig")
        assert missing("".join(char for char in text if char.isprintable())) == "", table
