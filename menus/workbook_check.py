"""Whether a workbook's dishes can be written into the catalogue that is there: what no row shows by
itself, told with the row all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from canteen.errors import BadInput
from menus.catalogue_files import CatalogueDish
from menus.editing import PRICED, differences
from menus.errors import CodeInUse, PriceUnsigned, UnknownReference
from menus.workbook import WorkbookReading, problem
from menus.workbook_sheets import DISHES
from nutrition.errors import nearest
from nutrition.parts import MARK


def checked(
    reading: WorkbookReading,
    old: Mapping[str, CatalogueDish],
    taken: Collection[str],
    drawings: Collection[str],
    *,
    signed: bool,
) -> WorkbookReading:
    """The reading with only those dishes that can be written, and a problem for each other one.

    `old` are the dishes stored now, `taken` the codes that a new one cannot have, `drawings` the
    names of the pictures that there are; `signed` says that a manager answers for the prices.
    """
    good, problems = [], list(reading.problems)
    for each in reading.dishes:
        error = next(_wrong(each, reading, old, taken, drawings, signed=signed), None)
        if error is None:
            good.append(each)
        else:
            code = each.dish.code
            problems.append(problem(DISHES, reading.places[code], code, error))
    return replace(reading, dishes=good, problems=problems)


def _wrong(
    each: CatalogueDish,
    reading: WorkbookReading,
    old: Mapping[str, CatalogueDish],
    taken: Collection[str],
    drawings: Collection[str],
    *,
    signed: bool,
) -> Iterator[BadInput]:
    code, row = each.dish.code, reading.places[each.dish.code]
    if code not in old and code in taken:
        yield CodeInUse(dish=each.dish.name_zh, wanted=code)
    known = {*reading.places, *old} - {code}
    wanted = each.facts.variant_of
    if wanted and wanted not in known:
        yield _unknown(row, "variant_of", wanted, known)
    if each.facts.main.startswith(MARK):
        yield _unknown(row, "main", each.facts.main, ())
    if each.dish.drawing not in drawings:
        yield _unknown(row, "drawing", each.dish.drawing, drawings)
    if not signed and PRICED & set(differences(old.get(code), each)):
        yield PriceUnsigned(dish=each.dish.name_zh)


def _unknown(row: int, column: str, wanted: str, known: Collection[str]) -> UnknownReference:
    hint = nearest(wanted, known)
    return UnknownReference(file=DISHES, line=row, column=column, wanted=wanted, hint=hint)
