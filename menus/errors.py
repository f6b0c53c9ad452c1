"""What can be wrong with dishes and menus.

MenuError                   E-MNU-000
├── NameTooLong             E-MNU-001   a name that no screen has room for
├── UnknownReference        E-MNU-002   a file names a dish, recipe or food that is not there
├── BadMenu                 E-MNU-003   a menu without exactly one dish on each slot
├── PriceUnsigned           E-MNU-004   a price is new or would change, and no manager signed
├── WorkbookUnusable        E-MNU-005   a file that is no workbook of ours
├── CodeInUse               E-MNU-006   a new dish has the code of something else
├── WithoutLines            E-MNU-007   a dish of a workbook for which nothing goes into the pot
├── FormulaWithoutValue     E-MNU-008   a cell whose formula nobody has reckoned
└── (E-MNU-010 is no exception: what `dishes check` finds in a catalogue as a whole)
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


class PriceUnsigned(MenuError):
    """A price is new or would change without a manager's name; facts: dish."""

    code = "E-MNU-004"
    sentence = N_("「{dish}」的价格是新的或变了，还没有经理签字，什么都没有保存。")
    mend = N_("请经理输入 PIN 确认，或写上 --approved-by 和生效日期。")


class WorkbookUnusable(MenuError):
    """A file that is no XLSX, or lacks a sheet or heading; facts: file, what, hint."""

    code = "E-MNU-005"
    sentence = N_("{file} 不能当菜品表用：{what}，什么都没有写入。")
    mend = N_("{hint}用 canteen dishes export 导出一份，照它的表页和表头填写。")


class CodeInUse(MenuError):
    """A new dish with the code of a dish, or of another recipe, that is there; facts: dish, wanted.

    It would be cooked by the other's recipe.
    """

    code = "E-MNU-006"
    sentence = N_("新菜「{dish}」的编码「{wanted}」别的菜或配方已经用了，什么都没有保存。")
    mend = N_("换一个编码再试。")


class WithoutLines(MenuError):
    """A dish of a workbook without a line of recipe; facts: file, line, dish."""

    code = "E-MNU-007"
    sentence = N_("{file} 第 {line} 行的「{dish}」在配方页里没有一项食材，算不出营养。")
    mend = N_("在配方页写上它的食材，菜品编码写 {dish}。")


class FormulaWithoutValue(MenuError):
    """A cell whose formula has no value in the file; facts: file, line, column, formula."""

    code = "E-MNU-008"
    sentence = N_("{file} 第 {line} 行「{column}」是公式 {formula}，文件里没有它算出的值。")
    mend = N_("用表格软件打开、保存一次再试，或者直接写上数值。")
