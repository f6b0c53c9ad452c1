"""Reader addresses: `feig:/dev/ttyUSB0?baud=38400&parity=E`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from canteen.i18n import _
from readers.errors import BadUrl, UnknownOption

_DRIVER: Final = re.compile(r"[a-z][a-z0-9]*")


@dataclass(frozen=True, slots=True)
class ReaderUrl:
    """Which driver, at what target, with which options (name and value, in the order given).

    The target is taken as it stands, without percent decoding: a port or a file name.
    """

    driver: str
    target: str
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> ReaderUrl:
        """Read `DRIVER:TARGET?NAME=VALUE&…`; raises `BadUrl`."""
        driver, colon, rest = text.strip().partition(":")
        if not colon or _DRIVER.fullmatch(driver) is None:
            raise BadUrl(url=text, what=_("开头应是驱动名和冒号"))
        target, _mark, query = rest.partition("?")
        try:
            options = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
        except ValueError:
            raise BadUrl(url=text, what=_("问号后面应是 名称=值，用 & 隔开")) from None
        if len({name for name, _value in options}) < len(options):
            raise BadUrl(url=text, what=_("同一个选项写了两次"))
        return cls(driver, target, tuple(options))

    def option(self, name: str, default: str) -> str:
        """The value of option `name`, or `default`."""
        return dict(self.options).get(name, default)

    def number(self, name: str, default: int) -> int:
        """Option `name` as a whole number above 0; raises `BadUrl`."""
        text = self.option(name, str(default))
        if not text.isascii() or not text.isdigit() or int(text) == 0:
            raise BadUrl(url=str(self), what=_("{name} 应是正整数").format(name=name))
        return int(text)

    def allow(self, known: Collection[str]) -> None:
        """Raise `UnknownOption`, naming the nearest, if an option is none of `known`."""
        for name, _value in self.options:
            if name not in known:
                names = sorted(known)
                near = difflib.get_close_matches(name, names, 1, 0.0) or ["-"]
                raise UnknownOption(option=name, nearest=near[0], known=", ".join(names) or "-")

    def __str__(self) -> str:
        query = "&".join(f"{name}={value}" for name, value in self.options)
        return f"{self.driver}:{self.target}" + (f"?{query}" if query else "")
