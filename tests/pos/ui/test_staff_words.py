"""What staff read at a till can be done by a person at a till."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace

import pytest

import accounts.errors  # noqa: F401
import canteen.db  # noqa: F401
import pos.errors  # noqa: F401
import readers.errors  # noqa: F401
from canteen.errors import CanteenError
from pos.errors import NoShift
from pos.ui.scenes import SCENES, settled
from pos.ui.staff_words import leaving, notice_of

FORMAT = string.Formatter()
OF_A_SHELL = ("canteen ", "--")


def below(kind: type[CanteenError]) -> Iterator[type[CanteenError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from below(each)


def made(kind: type[CanteenError]) -> CanteenError:
    fields = {name for text in (kind.sentence, kind.mend) for _t, name, *_r in FORMAT.parse(text)}
    return kind(**{name: "7" for name in fields if name})


@pytest.mark.parametrize(
    "kind", sorted(set(below(CanteenError)), key=lambda each: (each.code, each.__name__))
)
def test_no_notice_is_a_command(kind):
    inputs = settled(None)
    said = notice_of(replace(inputs, state=replace(inputs.state, notice=made(kind))))
    assert said != ""
    assert [sign for sign in OF_A_SHELL if sign in said] == []


@pytest.mark.parametrize("state", SCENES)
def test_no_page_of_staff_shows_a_command(state):
    inputs = SCENES[state](None)
    if inputs.overlay is not None:
        assert "canteen " not in str(inputs.overlay.shown(inputs))


def test_without_a_shift_it_says_who_opens_one():
    inputs = settled(None)
    said = notice_of(replace(inputs, trouble=NoShift()))
    assert said == "这台没开班，不能收钱。\n请值班主管先开班。"


def test_how_soon_a_page_closes_is_said_at_the_end_only():
    assert leaving(settled(None)) == ""
    assert leaving(replace(settled(None), idle_left=9)) == "9 秒后退出，点一下就不退"
