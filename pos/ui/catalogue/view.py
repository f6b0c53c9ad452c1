"""From the desk's state to what the screen shows: the bar, the list, the line that speaks. Pure."""

from __future__ import annotations

import re
from typing import Final

from canteen.i18n import N_, _, language
from menus.catalogue_files import CatalogueDish
from nutrition import Grade
from pos.catalogue.book import Book, food_name
from pos.catalogue.draft import Draft
from pos.catalogue.search import FILTERS, UNSURE, option_word
from pos.ui.catalogue.edit_view import editor
from pos.ui.catalogue.page_view import page
from pos.ui.catalogue.props import Bar, Button, ListHead, Props, Row, Say
from pos.ui.catalogue.side_view import side
from pos.ui.catalogue.state import NEW, DeskState
from pos.ui.catalogue.words import choice_word, dish_name, when
from pos.ui.inputs import drawn

CUT: Final = re.compile("[,（]")
"""What parts a food from its cut or its packing."""
FILTER_NAMES: Final = {
    "category": N_("类别"),
    "method": N_("做法"),
    "season": N_("季节"),
    "texture": N_("软硬"),
    "grade": N_("等级"),
    "state": N_("状态"),
}


def derive(state: DeskState, before: tuple[DeskState, Props] | None = None) -> Props:
    """Everything the screen draws; a list as it was `before` is taken over, for it is long."""
    kept = None if before is None or not _same_list(before[0], state) else before[1].rows
    return Props(
        bar=_bar(state),
        head=_head(state),
        rows=rows(state) if kept is None else kept,
        editor=editor(state),
        side=side(state),
        say=_say(state),
        page=page(state),
    )


def _same_list(one: DeskState, other: DeskState) -> bool:
    new = [
        [(key, draft) for key, draft in each.drafts.items() if key.startswith(NEW)]
        for each in (one, other)
    ]
    same = one.book is other.book and one.found == other.found and one.others == other.others
    return same and new[0] == new[1]


def _bar(state: DeskState) -> Bar:
    draft = state.draft
    changed = draft is not None and draft.changed
    free = state.can_edit and not state.busy
    drop = _("再按一次放弃") if state.armed == "drop" else _("放弃")
    staff = state.staff
    count = len(state.unsaved)
    return Bar(
        title=_("菜谱"),
        staff="" if staff is None else staff.name,
        unsaved=_("{count} 道菜没保存").format(count=count) if count else "",
        kept=_kept(state) if count else "",
        covered=staff is None,
        buttons=(
            Button("new", _("新菜"), icon="plus", enabled=free),
            Button("undo", "", icon="undo", enabled=free and bool(draft and draft.past)),
            Button("redo", "", icon="redo", enabled=free and bool(draft and draft.future)),
            Button(
                "drop",
                drop,
                tone="warn" if state.armed == "drop" else "plain",
                enabled=free and changed,
            ),
            Button(
                "save",
                _("正在保存") if state.busy == "save" else _("保存"),
                tone="pine",
                enabled=free and changed,
            ),
            Button("reload", "", icon="swap", enabled=not state.busy),
            Button("lock", _("锁上"), icon="lock", enabled=not state.busy),
        ),
    )


def _kept(state: DeskState) -> str:
    """Since when the drafts lie on the shelf, where she can find them again."""
    if state.kept_at is None or not state.kept:
        return ""
    return _("草稿存于{when}").format(when=when(state.kept_at, state.now))


def _head(state: DeskState) -> ListHead:
    total = 0 if state.book is None else len(state.book.dishes)
    filters = tuple(_filter(state, name) for name in FILTERS)
    nothing = ""
    if state.book is None:
        nothing = _("正在读菜谱，请稍等")
    elif not state.found:
        nothing = _("没有这样的菜，菜谱没有变\n换个字找，或按「清除」看全部")
    return ListHead(
        query=state.query.text,
        hint=_("菜名、拼音、主料"),
        count=_("{found} / {total} 道").format(found=len(state.found), total=total),
        filters=filters,
        clear=Button("clear", _("清除"), enabled=state.query.narrows),
        nothing=nothing,
        selected=state.key,
        unsaved=state.unsaved,
    )


def _filter(state: DeskState, name: str) -> Button:
    value = getattr(state.query, name)
    word = option_word(name, value) if value else _(FILTER_NAMES[name])
    return Button("filter", word, name, tone="on" if value else "plain", enabled=not state.busy)


def rows(state: DeskState) -> tuple[Row, ...]:
    """The list: new dishes that are not stored first, then what was found."""
    if state.book is None:
        return ()
    new = [(key, draft) for key, draft in state.drafts.items() if key.startswith(NEW)]
    at = {each.dish: each.who for each in reversed(state.others)}
    found = [_row(state.book, state.book.dishes[code], at.get(code, "")) for code in state.found]
    return (*(_new_row(key, draft) for key, draft in new), *found)


def _new_row(key: str, draft: Draft) -> Row:
    now = draft.now
    return Row(
        key=key,
        name=dish_name(now) or _("新菜"),
        sub=_("还没存"),
        price=now.price,
        drawing=drawn(now.drawing),
        category=now.category,
    )


def _row(book: Book, each: CatalogueDish, other: str) -> Row:
    dish = each.dish
    # A row has room for the food without its cut, and in English for nothing beside it.
    main = CUT.split(food_name(book.foods.get(each.facts.main), each.facts.main))[0]
    method = "" if language() == "en" else f"{choice_word('method', each.facts.method)}·"
    grade = dish.portion.grade
    mark = "" if grade not in UNSURE else "?" if grade is Grade.NONE else grade.value
    return Row(
        key=dish.code,
        name=dish.name,
        sub=f"{method}{main}",
        price=str(dish.price),
        drawing=drawn(dish.drawing),
        category=dish.category.value,
        mark=mark,
        retired=book.is_retired(dish.code),
        others=_("{who} 正在改").format(who=other) if other else "",
    )


def _say(state: DeskState) -> Say:
    if state.down is not None:
        return Say()
    return Say() if state.note is None else Say(state.note.tone, state.note.text)
