"""The parts of a terminal that need no row of a database, and what is told of them."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from canteen import fonts
from canteen.errors import CanteenError
from canteen.i18n import _
from menus.meals import SHANGHAI
from pos.disk import MEGABYTE
from receipts import addresses
from receipts.addresses import FileAddress, NoPrinter, SerialAddress, TcpAddress
from receipts.errors import PrinterAddressWrong

LEAST_PYTHON: Final = (3, 11)
LIBRARIES: Final = (
    "alembic",
    "argon2",
    "PIL",
    "polib",
    "psycopg",
    "pysqlite3",
    "reportlab",
    "segno",
    "serial",
    "sqlalchemy",
    "structlog",
)
QT_PARTS: Final = ("QtCore", "QtGui", "QtQml", "QtQuick")
NATIVE: Final = frozenset({".so", ".pyd"})
EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""Before this a clock has lost its battery, not its minutes."""
SKEW: Final = timedelta(minutes=2)
"""How far the clocks of terminals on one database may differ."""
PRINTER_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: a stable code, whether it is well, what was found, and what to do (or empty)."""

    code: str
    ok: bool
    sentence: str
    mend: str = ""


def failed(code: str, error: CanteenError) -> Finding:
    """A part that answered with one of our errors; its code leads the sentence."""
    return Finding(code, False, f"{error.code} {error.said}", error.todo)


def environment() -> Finding:
    """Python, our libraries and the parts of Qt, found but not loaded."""
    lacking = [name for name in LIBRARIES if find_spec(name) is None]
    lacking += [f"PySide6.{part}" for part in QT_PARTS if not _has_qt(part)]
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        found = _("Python 是 {version}，要 3.11 以上。").format(version=version)
        return Finding("environment", False, found, _("换用 3.11 以上的 Python 重新安装。"))
    if lacking:
        found = _("缺少软件包：{names}。").format(names="、".join(lacking))
        return Finding("environment", False, found, _("运行 deploy/bootstrap run 重新安装。"))
    found = _("Python {version}，软件包和 Qt 都在。").format(version=version)
    return Finding("environment", True, found)


def _has_qt(part: str) -> bool:
    # Asking for a submodule would import its parent; the folder tells as much.
    spec = find_spec("PySide6")
    folders = (spec.submodule_search_locations or []) if spec else []
    return any(
        file.suffix in NATIVE for folder in folders for file in Path(folder).glob(f"{part}.*")
    )


def pcsc() -> Finding:
    """The library for PC/SC readers, which only some sites need."""
    if find_spec("smartcard") is not None:
        return Finding("pcsc", True, _("PC/SC 软件包 pyscard 已安装。"))
    mend = _(
        "要用 PC/SC 读卡器时再装：先装系统包 pcscd、gcc、libc6-dev 和 libpcsclite-dev，"
        "再运行 deploy/bootstrap run。"
    )
    return Finding("pcsc", True, _("没有安装 PC/SC 软件包 pyscard，不用这类读卡器就不需要。"), mend)


def typeface(names: Iterable[str]) -> Finding:
    """Whether the bundled fonts are there and can draw every one of `names`."""
    names = tuple(names)
    try:
        lacking = fonts.missing("".join(names))
    except (OSError, ValueError, struct.error) as error:
        sentence = _("自带字体打不开：{reason}。").format(reason=error)
        return Finding("fonts", False, sentence, _("重新安装本程序。"))
    if not lacking:
        sentence = _("自带字体在，{count} 个名称都能显示。").format(count=len(names))
        return Finding("fonts", True, sentence)
    shown = "、".join(f"{char}（U+{ord(char):04X}）" for char in lacking)
    where = "、".join(name for name in names if any(char in name for char in lacking))
    sentence = _("字体里没有这些字：{chars}，用在 {names}。").format(chars=shown, names=where)
    return Finding("fonts", False, sentence, _("换一个常用字；不换会显示成 〓。"))


def printer(address: str) -> Finding:
    """Whether the configured printer is there; nothing is sent to it."""
    try:
        place = addresses.parse(address)
    except PrinterAddressWrong as error:
        return failed("printer", error)
    match place:
        case NoPrinter():
            return Finding("printer", True, _("没有设置打印机，不打小票。"))
        case FileAddress(path):
            reason = _file_trouble(Path(path))
        case SerialAddress() as line:
            reason = _device_trouble(Path(line.device))
        case TcpAddress() as host:
            reason = _network_trouble(host)
    if not reason:
        return Finding("printer", True, _("打印机 {address} 在。").format(address=address))
    sentence = _("打印机 {address} 用不了：{reason}。").format(address=address, reason=reason)
    return Finding("printer", False, sentence, _("检查电源、连线、权限和设置里的地址。"))


def _file_trouble(path: Path) -> str:
    # An unplugged device must not be taken for a file that is still to be made.
    if path.exists() or path.is_relative_to("/dev"):
        return _("那是文件夹") if path.is_dir() else _device_trouble(path)
    if not path.parent.is_dir():
        return _("没有文件夹 {folder}").format(folder=path.parent)
    return "" if os.access(path.parent, os.W_OK) else _("没有写权限")


def _device_trouble(path: Path) -> str:
    if not path.exists():
        return _("没有这个设备")
    return "" if os.access(path, os.W_OK) else _("没有写权限")


def _network_trouble(place: TcpAddress) -> str:
    try:
        socket.create_connection((place.host, place.port), timeout=PRINTER_SECONDS).close()
    except (OSError, UnicodeError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def sound() -> Finding:
    """Nothing speaks yet."""
    return Finding("sound", True, _("这个版本还不用声音。"))


def clock(now: datetime, newest: datetime | None) -> Finding:
    """Whether the time (aware) can be true, given the time of the newest sale."""
    shown = now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    mend = _("校准本机时间，并打开自动对时。")
    if now < EPOCH:
        sentence = _("时钟是 {now}，明显不对。").format(now=shown)
        return Finding("clock", False, sentence, mend)
    if newest is not None and now < newest - SKEW:
        last = newest.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
        sentence = _("时钟是 {now}，比最后一笔销售（{last}）还早。").format(now=shown, last=last)
        return Finding("clock", False, sentence, mend)
    return Finding("clock", True, _("时钟是 {now}（北京时间）。").format(now=shown))


def disk(folder: Path, least_mb: int) -> Finding:
    """Whether the disk under `folder`, made already or not, has `least_mb` megabytes free."""
    place = next((each for each in (folder, *folder.parents) if each.is_dir()), Path("/"))
    return room(shutil.disk_usage(place).free // MEGABYTE, least_mb)


def room(free_mb: int, least_mb: int) -> Finding:
    """Whether `free_mb` megabytes are enough to go on selling."""
    ok = free_mb >= least_mb
    text = (
        _("磁盘还有 {free} MB。") if ok else _("磁盘只剩 {free} MB，少于 {least} MB，会停止收款。")
    )
    mend = "" if ok else _("腾出磁盘空间，已有的账都在。")
    return Finding("disk", ok, text.format(free=free_mb, least=least_mb), mend)
