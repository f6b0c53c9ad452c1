import re
from string import Formatter

import pytest

from canteen.errors import CanteenError
from pos import errors

KINDS = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, CanteenError) and each.__module__ == "pos.errors"
]


def test_no_two_errors_share_a_code():
    codes = [kind.code for kind in KINDS]
    assert len(codes) == len(set(codes)) > 15
    assert all(re.fullmatch(r"E-POS-\d{3}", code) for code in codes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_an_error_says_what_happened_and_what_to_do(kind):
    fields = {
        name
        for text in (kind.sentence, kind.mend)
        for _, name, _, _ in Formatter().parse(text)
        if name
    }
    error = kind(**dict.fromkeys(fields, "某"))
    assert str(error) == f"{kind.code} {error.said}{error.todo}"
    assert error.said.endswith("。")
    assert error.todo.endswith("。")
    assert "{" not in str(error)
    assert error.exit_status in (1, 2, 3)
