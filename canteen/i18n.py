"""Text for people: one gettext catalogue for Python and QML.

The message ids are the Chinese sentences themselves, so Chinese is complete by construction;
`locale/en.po` gives the English. The catalogue is compiled in memory when a language is chosen, so
no generated file lies in the tree.
"""

from __future__ import annotations

import gettext
import io
from importlib import resources
from typing import Final

LANGUAGES: Final = ("zh_CN", "en")


class _Current:
    translation: gettext.NullTranslations = gettext.NullTranslations()
    language: str = "zh_CN"


def N_(message: str) -> str:  # noqa: N802 - the gettext name for "translate later"
    """Mark a message that is translated where it is shown."""
    return message


def _(message: str) -> str:
    """`message` in the language in force."""
    return _Current.translation.gettext(message) if message else message


def language() -> str:
    """The language in force: one of `LANGUAGES`."""
    return _Current.language


def choose(name: str) -> None:
    """Put a language in force for the whole process; `name` is one of `LANGUAGES`."""
    if name not in LANGUAGES:
        raise ValueError(name)
    _Current.translation = _load(name)
    _Current.language = name


def _load(name: str) -> gettext.NullTranslations:
    if name == "zh_CN":
        return gettext.NullTranslations()
    import polib  # noqa: PLC0415 - only a second language needs the parser

    text = resources.files("canteen").joinpath("locale", f"{name}.po").read_text("utf-8")
    return gettext.GNUTranslations(io.BytesIO(polib.pofile(text).to_binary()))
