import json
import re
from pathlib import Path

import pytest

from pos.cli.files import FileNotRead
from pos.cli.json_files import NotJson, read_json


def test_what_stands_there_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"名": [1, None]}), "utf-8")
    assert read_json(str(file)) == {"名": [1, None]}
    with pytest.raises(FileNotRead):
        read_json(str(tmp_path / "none.json"))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "第 1 行第 1 列 文件是空的"),
        ('{"a": }', "第 1 行第 7 列 这里少了一个值"),
        ('{\n"a": 1 "b": 2}', "第 2 行第 8 列 这里少了逗号"),
        ('{"a" 1}', "第 1 行第 6 列 名字后面少了冒号"),
        ("{a: 1}", "第 1 行第 2 列 这里要一个用双引号括起来的名字"),
        ("{} {}", "第 1 行第 4 列 写完以后又多了内容"),
        ('{"a', "第 1 行第 2 列 从这里开始的文字少了右边的双引号"),
        ('{"a\n": 1}', "第 1 行第 4 列 文字里有换行或别的控制符"),
        ('"\\x"', "这里写得不对"),
    ],
)
def test_a_slip_is_said_in_words_with_its_place(tmp_path: Path, text: str, where: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, "utf-8")
    with pytest.raises(NotJson) as caught:
        read_json(str(file))
    assert where in caught.value.said
    assert not re.search("[A-Za-z]{5}", str(caught.value.facts["reason"]))
