from __future__ import annotations

import inspect
import string

from canteen.errors import CanteenError
from readers import errors

CLASSES = [
    kind
    for _name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.ReaderError)
]
ABSTRACT = {errors.ConnectionTrouble, errors.CycleFault}


def fields(kind: type[CanteenError]) -> set[str]:
    parsed = [*string.Formatter().parse(kind.sentence), *string.Formatter().parse(kind.mend)]
    return {name for _text, name, _spec, _conversion in parsed if name}


def test_every_code_is_used_once() -> None:
    codes = [kind.code for kind in CLASSES if kind not in ABSTRACT]
    assert len(codes) == len(set(codes)) > 20
    assert all(code.startswith("E-RDR-") for code in codes)


def test_every_error_says_what_happened_and_what_to_do() -> None:
    for kind in CLASSES:
        error = kind(**dict.fromkeys(fields(kind), "…"))
        assert error.said.endswith("。")
        assert error.todo.endswith(("。", "？"))


def test_the_drawing_names_every_error_with_its_code() -> None:
    drawing = errors.__doc__ or ""
    for kind in CLASSES:
        assert kind.__name__ in drawing
        if kind not in ABSTRACT | {errors.ReaderError}:
            assert kind.code.removeprefix("E-RDR-") in drawing


def test_what_is_out_of_reach_ends_with_three() -> None:
    assert errors.PortNotFound(port="x").exit_status == 3
    assert errors.BadUid(text="x").exit_status == 2
