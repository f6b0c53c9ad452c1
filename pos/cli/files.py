"""Files that a command is given: read as text, or written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from canteen.errors import BadInput
from canteen.i18n import N_, _

STDIN: Final = "-"


class FileNotRead(BadInput):
    """A file that cannot be read as text; facts: file, reason."""

    code = "E-POS-070"
    sentence = N_("读不了 {file}：{reason}，什么都没有做。")
    mend = N_("核对文件名和权限，文件要用 UTF-8 编码。")


class FileNotWritten(BadInput):
    """A file that cannot be written; facts: file, reason."""

    code = "E-POS-071"
    sentence = N_("写不了 {file}：{reason}，没有留下半个文件。")
    mend = N_("换一个能写的位置再试。")


def read_text(name: str) -> str:
    """The text of a file, or of stdin for `-`; raises `FileNotRead`."""
    return "".join(read_lines(name))


def read_lines(name: str) -> Iterator[str]:
    """The lines of a file, or of stdin for `-`, as they come; raises `FileNotRead`."""
    try:
        if name == STDIN:
            yield from sys.stdin
            return
        with Path(name).open(encoding="utf-8") as stream:
            yield from stream
    except OSError as error:
        raise FileNotRead(file=name, reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise FileNotRead(file=name, reason=_("不是 UTF-8 文本")) from error


def write_whole(file: Path, data: bytes) -> None:
    """Put `data` into `file` in one step, over what was there; raises `FileNotWritten`."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise FileNotWritten(file=file, reason=error.strerror or error) from error
