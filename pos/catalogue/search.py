"""Finding dishes: by name, pinyin, main ingredient, and by what is known of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from canteen.i18n import N_, _
from menus import dish_facts as f
from menus.catalogue_files import CatalogueDish
from menus.dishes import Category
from nutrition import Grade
from nutrition.parts import MARK
from pos.catalogue.book import Book

_INITIALS: Final = ("", *"zh ch sh b p m f d t n l g k h j q x r z c s y w".split())  # noqa: SIM905 - a table
_FINALS: Final = (  # noqa: SIM905 - a table
    "iang iong uang ang eng ing ong ian iao uai uan van ai an ao ei en er ia ie in iu ou ua ue ui "
    "un uo ve a e i o u v"
).split()
SYLLABLES: Final = frozenset(first + last for first in _INITIALS for last in _FINALS)
"""Every syllable pinyin has, and some that it has not."""
LONGEST: Final = 6
UNSURE: Final = frozenset({Grade.C, Grade.NONE})
FILTERS: Final = ("category", "method", "season", "texture", "grade", "state")
"""What a list can be narrowed by."""
GRADES: Final = {"unsure": N_("C 级或未知"), "A": "A", "B": "B"}
STATES: Final = {"retired": N_("已停用"), "drafts": N_("没保存的")}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; an empty field narrows nothing.

    Retired dishes are found only where `state` asks for them.
    """

    text: str = ""
    category: str = ""
    method: str = ""
    season: str = ""
    texture: str = ""
    grade: str = ""
    state: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Query()


def option_word(name: str, code: str) -> str:
    """What a choice of a filter is called."""
    if name == "category":
        return Category(code).word
    tables = {
        "method": f.METHODS,
        "season": f.SEASONS,
        "texture": f.TEXTURES,
        "grade": GRADES,
        "state": STATES,
    }
    return _(tables[name][code])


def options(name: str) -> tuple[str, ...]:
    """The codes a filter can have."""
    if name == "category":
        return tuple(each.value for each in Category)
    tables = {
        "method": f.METHODS,
        "season": f.SEASONS,
        "texture": f.TEXTURES,
        "grade": GRADES,
        "state": STATES,
    }
    return tuple(tables[name])


def find(book: Book, query: Query, drafts: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Codes of the dishes that fit, in the order of the book; `drafts` are those being edited."""
    text = query.text.strip().lower()
    return tuple(
        code
        for code, dish in book.dishes.items()
        if _in_state(book, code, query.state, drafts)
        and _fits(dish, query)
        and (not text or _says(book, dish, text))
    )


def _in_state(book: Book, code: str, state: str, drafts: frozenset[str]) -> bool:
    if state == "drafts":
        return code in drafts
    return book.is_retired(code) == (state == "retired")


def _fits(dish: CatalogueDish, query: Query) -> bool:
    facts, grade = dish.facts, dish.dish.portion.grade
    return (
        (not query.category or dish.dish.category.value == query.category)
        and (not query.method or facts.method == query.method)
        and (not query.season or query.season in facts.seasons)
        and (not query.texture or facts.texture == query.texture)
        and (
            not query.grade
            or (grade in UNSURE if query.grade == "unsure" else grade.value == query.grade)
        )
    )


def _says(book: Book, dish: CatalogueDish, text: str) -> bool:
    main = book.foods.get(dish.facts.main)
    words = [dish.dish.name_zh, dish.dish.name_en.lower(), dish.dish.code]
    if main is not None:
        words += [main.name_zh, main.name_en.lower(), *main.aliases]
    if any(text in word for word in words):
        return True
    letters = initials(dish.dish.code, len(dish.dish.name_zh)) if text.isascii() else ()
    return any(each.startswith(text) for each in letters)


def find_foods(book: Book, text: str, most: int, *, parts: bool = True) -> tuple[str, ...]:
    """Codes of foods that a text names, those that begin with it first; at most `most`.

    Recipes that go into others are found only with `parts`: they are no food to be made of.
    """
    wanted = text.strip().lower()
    scored = []
    for code, food in book.foods.items():
        if code.startswith(MARK) and not parts:
            continue
        words = (food.name_zh, *food.aliases, food.name_en.lower(), code)
        if not wanted or any(wanted in word for word in words):
            scored.append(
                (not any(word.startswith(wanted) for word in words), len(food.name_zh), code)
            )
    return tuple(code for _late, _length, code in sorted(scored)[:most])


@lru_cache(maxsize=4096)
def initials(code: str, syllables: int) -> frozenset[str]:
    """The first letters of the syllables of a code in pinyin: `hongshaorou`, 3 gives `hsr`.

    Every way to part it into at most so many syllables counts, for `xian` may be one or two. A
    code that is no pinyin has none.
    """
    return frozenset(_parted(code.partition("-")[0], syllables))


def _parted(text: str, left: int) -> set[str]:
    if not text:
        return {""}
    return {
        text[0] + rest
        for end in range(1, min(LONGEST, len(text)) + 1 if left else 0)
        if text[:end] in SYLLABLES
        for rest in _parted(text[end:], left - 1)
    }
