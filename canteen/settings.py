"""Settings: typed dataclasses per package, filled from one TOML file and the environment.

The file has one table a package (`[pos]`, `[receipts]` …); `CANTEEN_<TABLE>_<KEY>` in the
environment wins over it. An unknown table or key is an error that names the nearest known one, so
a typing mistake never passes as a default.
"""

from __future__ import annotations

import difflib
import os
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, TypeVar

from canteen.errors import BadInput
from canteen.i18n import N_, _
from canteen.money import Money

S = TypeVar("S")

PREFIX: Final = "CANTEEN_"


class SettingsError(BadInput):
    """The settings file cannot be used."""

    code = "E-CFG-001"
    sentence = N_("设置文件 {file} 读不懂（{reason}），程序没有启动。")
    mend = N_("改好这一处再启动。")


class UnknownSetting(SettingsError):
    """A table or a key that nobody reads."""

    code = "E-CFG-002"
    sentence = N_("设置 {file} 里的「{key}」没有人认得。")
    mend = N_("{hint}改好再启动。")


class BadSetting(SettingsError):
    """A value of the wrong kind or out of range."""

    code = "E-CFG-003"
    sentence = N_("设置「{key}」的值 {value} 不合适：{reason}。")
    mend = N_("改好这一处再启动。")


def read_toml(file: Path) -> dict[str, Any]:
    """The file as nested mappings; raises `SettingsError` when it cannot be read or parsed."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(file=file, reason=error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(file=file, reason=str(error)) from error


def reject_unknown(
    found: Iterable[str], known: Iterable[str], *, where: str, prefix: str = ""
) -> None:
    """Raise `UnknownSetting` for the first name of `found` that is not in `known`."""
    names = list(known)
    for key in found:
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            hint = _("最接近的是「{near}」，").format(near=prefix + near[0]) if near else ""
            raise UnknownSetting(file=where, key=prefix + key, hint=hint)


def section(
    kind: type[S],
    name: str,
    table: Mapping[str, Any],
    *,
    where: str = "",
    environ: Mapping[str, str] | None = None,
    base: S | None = None,
) -> S:
    """Build the dataclass `kind` from the table `[name]`, the environment over it.

    What neither of them sets is as in `base`, without one as in `kind`'s own defaults. Raises
    `UnknownSetting` and `BadSetting`; a `ValueError` of the dataclass's own check becomes a
    `BadSetting` as well.
    """
    if not is_dataclass(kind):
        raise TypeError(kind)
    env = os.environ if environ is None else environ
    hints = typing.get_type_hints(kind)
    known = [field.name for field in fields(kind)]
    given = {} if base is None else {key: getattr(base, key) for key in known}
    reject_unknown(table, known, where=where, prefix=f"{name}.")
    start = f"{PREFIX}{name}_".upper()
    reject_unknown(
        [variable.removeprefix(start) for variable in env if variable.startswith(start)],
        [key.upper() for key in known],
        where=_("环境变量"),
        prefix=start,
    )
    values: dict[str, Any] = {}
    for key in known:
        variable = start + key.upper()
        if variable in env:
            values[key] = _convert(hints[key], env[variable], f"{name}.{key}")
        elif key in table:
            values[key] = _convert(hints[key], table[key], f"{name}.{key}")
    try:
        return kind(**(given | values))
    except ValueError as error:
        raise BadSetting(key=name, value=values, reason=str(error)) from error


def _convert(kind: Any, value: Any, key: str) -> Any:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        inner = [arm for arm in typing.get_args(kind) if arm is not type(None)]
        return None if value in (None, "") else _convert(inner[0], value, key)
    try:
        return _converted(kind, value)
    except (ValueError, TypeError, InvalidOperation, BadInput) as error:
        name = getattr(kind, "__name__", str(kind))
        raise BadSetting(key=key, value=repr(value), reason=f"{name}") from error


def _converted(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(_converted(item, part) for part in parts)
    if kind is bool:
        return _switch(value)
    if kind is time:
        return value if isinstance(value, time) else time.fromisoformat(value)
    if kind is Money:
        return Money.parse(str(value))
    if kind in (Decimal, str, Path):
        if isinstance(value, list | dict):
            raise TypeError("one value is wanted")
        return kind(str(value))
    if kind is int and isinstance(value, bool | float):
        raise TypeError("a whole number is wanted")
    return kind(value)


def _switch(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in words:
        raise ValueError(value)
    return words[str(value).lower()]
