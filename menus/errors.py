"""What can be wrong with dishes and menus.

MenuError                   E-MNU-000
├── NameTooLong             E-MNU-001   a name that no screen has room for
├── UnknownReference        E-MNU-002   a file names a dish, recipe or food that is not there
└── BadMenu                 E-MNU-003   a menu without exactly one dish on each slot
"""

from __future__ import annotations

from canteen.errors import BadInput
from canteen.i18n import N_


class MenuError(BadInput):
    """Something about dishes or menus cannot be used; nothing was changed."""

    code = "E-MNU-000"
    sentence = N_("菜品或菜单用不了：{what}。")
    mend = N_("改好再试。")


class NameTooLong(MenuError):
    """A name longer than a row holds; facts: file, line, name, length, limit."""

    code = "E-MNU-001"
    sentence = N_(
        "{file} 第 {line} 行的名称「{name}」有 {length} 个字，最多 {limit} 个，屏幕放不下。"
    )
    mend = N_("改成短一点的名称。")


class UnknownReference(MenuError):
    """A code that nothing bears; facts: file, line, column, wanted, hint."""

    code = "E-MNU-002"
    sentence = N_("{file} 第 {line} 行「{column}」里的「{wanted}」不存在。")
    mend = N_("{hint}改好编码再试。")


class BadMenu(MenuError):
    """Slots missing or filled twice, or a wrong count; facts: file, line, what."""

    code = "E-MNU-003"
    sentence = N_("{file} 第 {line} 行的菜单排得不对：{what}。")
    mend = N_("每个位置 1–24 排一道菜，大荤、小荤、素菜各 6 道，汤、主食、点心各 2 道。")
