"""A file of JSON as a command is given it; what is wrong with it is said by line and column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from canteen.errors import BadInput
from canteen.i18n import N_, _
from pos.cli.files import read_text


class NotJson(BadInput):
    """A file that holds no JSON this program can use; facts: file, reason."""

    code = "E-POS-074"
    sentence = N_("{file} 里的 JSON 用不了：{reason}。")
    mend = N_("改好这一处再试。")


TROUBLES: Final[Mapping[str, str]] = {
    "Expecting value": N_("这里少了一个值"),
    "Expecting ',' delimiter": N_("这里少了逗号，或者前面的括号没有收尾"),
    "Expecting ':' delimiter": N_("名字后面少了冒号"),
    "Expecting property name enclosed in double quotes": N_("这里要一个用双引号括起来的名字"),
    "Illegal trailing comma before end of object": N_("右括号前多了一个逗号"),
    "Illegal trailing comma before end of array": N_("右括号前多了一个逗号"),
    "Extra data": N_("写完以后又多了内容"),
    "Unterminated string starting at": N_("从这里开始的文字少了右边的双引号"),
    "Invalid control character at": N_("文字里有换行或别的控制符"),
}
"""What the parser of the standard library says, in words; anything else is `OTHER`."""

OTHER: Final = N_("这里写得不对")


def read_json(name: str) -> object:
    """What a file, or stdin for `-`, holds; raises `FileNotRead` and `NotJson`."""
    text = read_text(name)
    try:
        found: object = json.loads(text)
        # Half a surrogate pair can be written in JSON and nowhere else.
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise NotJson(file=name, reason=_("嵌套太深")) from None
    except json.JSONDecodeError as error:
        where = _("第 {line} 行第 {column} 列").format(line=error.lineno, column=error.colno)
        what = _("文件是空的") if not text.strip() else _(TROUBLES.get(error.msg, OTHER))
        raise NotJson(file=name, reason=f"{where} {what}") from error
    except ValueError as error:
        raise NotJson(file=name, reason=_("有读不了的数字或文字")) from error
    return found
