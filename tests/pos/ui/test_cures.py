"""What a cashier is told to do about a device."""

from __future__ import annotations

import pytest

import pos.errors
import readers.errors
import receipts.errors
from canteen.errors import CanteenError
from pos.ui.cures import _CURES, cure_of


def errors_of(module) -> dict[str, type[CanteenError]]:
    found = [each for each in vars(module).values() if isinstance(each, type)]
    return {each.code: each for each in found if issubclass(each, CanteenError)}


ERRORS = {
    code: error
    for module in (pos.errors, readers.errors, receipts.errors)
    for code, error in errors_of(module).items()
}


@pytest.mark.parametrize("code", _CURES)
def test_every_cure_is_of_a_trouble_there_is_and_short(code):
    assert code in ERRORS
    assert 4 <= len(cure_of(code)) <= 11


def test_what_a_cashier_cannot_mend_is_the_technicians():
    assert cure_of("E-RDR-002") == "找技术人员"
    assert cure_of("E-XXX-999") == "找技术人员"


@pytest.mark.parametrize("code", [code for code in ERRORS if code.startswith(("E-RDR", "E-PRN"))])
def test_what_the_error_leaves_to_technicians_is_not_asked_of_cashiers(code):
    if "技术人员" in ERRORS[code].mend and code not in {"E-RDR-034", "E-RDR-044"}:
        assert cure_of(code) == "找技术人员"
