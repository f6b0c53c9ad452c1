"""What each touch and each typed text makes of the desk's state. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from canteen.i18n import _
from menus import dish_facts as f
from pos.catalogue import edit as e
from pos.catalogue.draft import Draft
from pos.catalogue.search import Query
from pos.ui.catalogue.acts import Focus, Read, Retire, Save
from pos.ui.catalogue.field_places import tab_of
from pos.ui.catalogue.opening import opened
from pos.ui.catalogue.pages import page_pressed, page_typed, price_page
from pos.ui.catalogue.sessions import locked
from pos.ui.catalogue.state import (
    DRAFT,
    NEW,
    ChoicePage,
    ComparePage,
    DeskState,
    Note,
    Step,
    searched,
)

OPEN_TO_ALL: Final = {
    "open",
    "goto",
    "tab",
    "side",
    "clear",
    "filter",
    "lock",
    "compare",
    "reload",
    "again",
}
"""What somebody may do who may change nothing."""


def pressed(state: DeskState, what: str, value: str = "") -> Step:
    """A touch of `what`."""
    if state.page is not None and what != "again":
        return page_pressed(state, what, value)
    if state.busy and what != "again":
        return Step(state)
    if what not in OPEN_TO_ALL and not state.can_edit:
        said = _("你的岗位只能看菜谱，什么都没有改；要改请营养师、经理或主管登录。")
        return Step(replace(state, note=Note("bad", said)))
    act = _ACTS.get(what)
    return Step(state) if act is None else act(state, value)


def typed(state: DeskState, field: str, text: str) -> Step:
    """`field` reads `text` now: `query`, a field of the dish, `line.N.NAME`, `page.NAME`."""
    if field.startswith("page."):
        return page_typed(state, field.removeprefix("page."), text)
    if field == "query":
        return Step(searched(state, replace(state.query, text=text)))
    draft = state.draft
    if draft is None or not state.can_edit or state.busy == "save":
        return Step(state)
    if field.startswith("line."):
        _line, number, name = field.split(".")
        if int(number) >= len(draft.now.lines):
            return Step(state)
        now = e.set_line(draft.now, int(number), name, text)
    else:
        now = e.set_field(draft.now, field, text)
    return Step(state.with_draft(draft.edited(now, field)))


def _edit(change: Callable[[e.EditState, str], e.EditState]) -> Callable[[DeskState, str], Step]:
    def act(state: DeskState, value: str) -> Step:
        draft = state.draft
        if draft is None:
            return Step(state)
        return Step(state.with_draft(draft.edited(change(draft.now, value))))

    return act


def _toggle_salt(now: e.EditState, _value: str) -> e.EditState:
    return e.set_field(now, "unsalted", e.NO if now.unsalted == e.YES else e.YES)


def _way(back: bool) -> Callable[[DeskState, str], Step]:
    def act(state: DeskState, _value: str) -> Step:
        draft = state.draft
        if draft is None:
            return Step(state)
        return Step(state.with_draft(draft.undone() if back else draft.redone()))

    return act


def _new(state: DeskState, _value: str) -> Step:
    return _begun(replace(state, tab="facts"), e.EditState())


def _copy(state: DeskState, _value: str) -> Step:
    if state.draft is None or state.book is None:
        return Step(state)
    taken = {*state.book.dishes, *(draft.now.code for draft in state.drafts.values())}
    return _begun(state, e.copy_of(state.draft.now, taken))


def _begun(state: DeskState, now: e.EditState) -> Step:
    # Of the clock, so that drafts of one person at two desks are two.
    number = int(state.now.timestamp() * 1000)
    while f"{NEW}{number}" in {*state.drafts, *state.kept}:
        number += 1
    key = f"{NEW}{number}"
    step = opened(replace(state, drafts={**state.drafts, key: Draft.of(now)}), key)
    said = _("新菜还没有存进去；写好名称、编码、价格和配方，再按「保存」，请经理签价格。")
    return Step(replace(step.state, note=Note("plain", said)), (*step.acts, Focus("name_zh")))


def _save(state: DeskState, _value: str) -> Step:
    draft, figures = state.draft, state.figures
    if draft is None or figures is None or not draft.changed:
        return Step(state)
    if figures.dish is None:
        said = _("还有 {count} 处要改，没有保存，改动都在；看右边的提示。")
        text = said.format(count=len(figures.problems))
        return Step(replace(state, tried=state.key, note=Note("bad", text)))
    base = draft.now.base
    if base is None:
        return _priced(state)
    act = Save(state.key, figures.dish, base, draft.now.change_note.strip())
    return Step(replace(state, busy="save", armed="", note=None), (act,))


def _drop(state: DeskState, _value: str) -> Step:
    draft = state.draft
    if draft is None or not draft.changed:
        return Step(state)
    if state.armed != "drop":
        said = _("再按一次「放弃」就丢掉这道菜没保存的改动；不想丢就接着改或保存。")
        return Step(replace(state, armed="drop", note=Note("bad", said)))
    left = {key: each for key, each in state.drafts.items() if key != state.key}
    said = _("没保存的改动已经丢掉，存好的菜没有变。")
    rest = replace(state, drafts=left, armed="", note=None)
    if draft.start.base is None:
        return Step(searched(replace(rest, key="", figures=None, note=Note("plain", said))))
    step = opened(rest, state.key)
    return Step(searched(replace(step.state, note=Note("plain", said))), step.acts)


def _retire(state: DeskState, _value: str) -> Step:
    draft, book = state.draft, state.book
    if draft is None or book is None or draft.now.base is None:
        return Step(state)
    if draft.changed:
        said = _("这道菜还有没保存的改动，没有停用；先保存或放弃。")
        return Step(replace(state, note=Note("bad", said)))
    if state.key in book.retired:
        return Step(replace(state, busy="retire", note=None), (Retire(state.key, None),))
    if state.armed != "retire":
        said = _("再按一次「停用」，从今天起就不再排进菜单；已经发布的菜单和卖出的不变。")
        return Step(replace(state, armed="retire", note=Note("bad", said)))
    return Step(
        replace(state, busy="retire", armed="", note=None), (Retire(state.key, book.today),)
    )


def _price(state: DeskState, value: str) -> Step:
    draft = state.draft
    if draft is not None and draft.now.base is None:
        return _save(state, value)
    return _priced(state)


def _priced(state: DeskState) -> Step:
    draft = state.draft
    if draft is None or state.book is None:
        return Step(state)
    page = price_page(draft.now, state.book.today)
    return Step(replace(state, page=page, armed="", note=None))


def _compare(state: DeskState, _value: str) -> Step:
    past = state.pasts.get(state.key)
    if past is None or not past.versions or state.draft is None:
        said = _("这道菜还没有存过版本，没有可以比较的；存过一次再看。")
        return Step(replace(state, note=Note("plain", said)))
    last = past.versions[-1].version.version
    if state.draft.changed and state.figures is not None and state.figures.dish is not None:
        return Step(replace(state, page=ComparePage(last, DRAFT)))
    before = past.versions[-2].version.version if len(past.versions) > 1 else last
    return Step(replace(state, page=ComparePage(before, last)))


def _goto(state: DeskState, field: str) -> Step:
    """To the field that a remark is about, on its tab."""
    return Step(replace(state, tab=tab_of(field, state.tab)), (Focus(field),))


def _choose(state: DeskState, value: str) -> Step:
    return Step(replace(state, page=ChoicePage(value)))


def _filter(state: DeskState, value: str) -> Step:
    return Step(replace(state, page=ChoicePage(f"filter.{value}")))


def _reload(state: DeskState, _value: str) -> Step:
    return Step(replace(state, busy="read", down=None), (Read(),))


_ACTS: Final[dict[str, Callable[[DeskState, str], Step]]] = {
    "open": opened,
    "new": _new,
    "copy": _copy,
    "save": _save,
    "drop": _drop,
    "undo": _way(back=True),
    "redo": _way(back=False),
    "retire": _retire,
    "price": _price,
    "compare": _compare,
    "goto": _goto,
    "choose": _choose,
    "filter": _filter,
    "clear": lambda state, _value: Step(searched(state, Query())),
    "tab": lambda state, value: Step(replace(state, tab=value)),
    "side": lambda state, value: Step(replace(state, side=value)),
    "season": _edit(lambda now, value: e.toggle_season(now, value, f.SEASONS)),
    "unsalted": _edit(_toggle_salt),
    "line-up": _edit(lambda now, value: e.move_line(now, int(value), -1)),
    "line-down": _edit(lambda now, value: e.move_line(now, int(value), 1)),
    "line-remove": _edit(lambda now, value: e.remove_line(now, int(value))),
    "lock": lambda state, _value: locked(state),
    "reload": _reload,
    "again": _reload,
}
