"""Words and lists of the dietitian's desk that several of its parts show."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from canteen.i18n import N_, _, language
from menus import dish_facts as f
from menus.dishes import Category
from menus.meals import SHANGHAI
from nutrition import Grade
from pos.catalogue.book import Book
from pos.catalogue.edit import EditState

GRADE_WORDS: Final = {
    Grade.A: N_("齐全，熟重称过"),
    Grade.B: N_("够用，熟重是估的"),
    Grade.C: N_("勉强，缺的在一成以内"),
    Grade.NONE: N_("缺得太多，不给客人看数值"),
}
YIELD_WORDS: Final = {"weighed": N_("称过"), "factor": N_("按系数"), "assumed": N_("估计")}
ALLERGEN_WORDS: Final = {
    "gluten": N_("麸质"),
    "crustacean": N_("甲壳类"),
    "fish": N_("鱼"),
    "egg": N_("蛋"),
    "peanut": N_("花生"),
    "soy": N_("大豆"),
    "milk": N_("奶"),
    "nut": N_("坚果"),
}
TABLES: Final = {
    "group": f.GROUPS,
    "method": f.METHODS,
    "equipment": f.EQUIPMENT,
    "flavour": f.FLAVOURS,
    "colour": f.COLOURS,
    "texture": f.TEXTURES,
    "bones": f.BONES,
    "seasons": f.SEASONS,
    "yield_source": YIELD_WORDS,
}


def choice_word(field: str, code: str) -> str:
    """What a code of a field is called; the code itself where nobody knows it."""
    if field == "category":
        return Category(code).word if code in set(Category) else code
    word = TABLES.get(field, {}).get(code)
    text = code if word is None else _(word)
    return f"{code} {text}" if field == "texture" and word is not None else text


def dish_name(now: EditState) -> str:
    """A dish's name as it is being typed, in the language in force where it has one in it."""
    return now.name_en.strip() if language() == "en" and now.name_en.strip() else now.name_zh


def person(book: Book | None, staff: str) -> str:
    """The name of a member of staff; the id of one who is gone, a dash for nobody."""
    return (book.names.get(staff, staff) if book is not None else staff) or "—"


def when(at: datetime, now: datetime) -> str:
    """An instant as people name it: today 16:20, yesterday 16:20, or the day with the time."""
    there, here = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    clock = f"{there:%H:%M}"
    days = (here.date() - there.date()).days
    if days == 0:
        return _("今天 {time}").format(time=clock)
    if days == 1:
        return _("昨天 {time}").format(time=clock)
    return f"{there.date().isoformat()} {clock}"


def day_text(at: datetime | None) -> str:
    """The day of an instant in Shanghai; empty for none."""
    return "" if at is None else at.astimezone(SHANGHAI).date().isoformat()
