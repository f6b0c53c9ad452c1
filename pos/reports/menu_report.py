"""The nutrition analysis of a run of days, page by page, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from canteen.i18n import _
from canteen.measures import UNKNOWN
from menus.meals import Meal
from nutrition import LunchReference
from pos.reports.advice import advice_section
from pos.reports.analysis import Analysis, analyse
from pos.reports.basis import basis_fact, basis_section
from pos.reports.book import Book
from pos.reports.food_tables import groups_section, kinds_section, protein_section
from pos.reports.menu_charts import energy_chart, shares_chart
from pos.reports.menu_grid import grid_sections, repeats
from pos.reports.menu_tables import energy_section, nutrients_section, outside_section
from pos.reports.oil_salt_sugar import used_sections
from pos.reports.trays import TrayKind
from pos.reports.weak_data import grades, sources_section, weak_section
from pos.reports.words import daily
from receipts.report_documents import Beside, Paragraph, Report, Section

FIFTEEN: Final = 15


def menu_report(
    book: Book,
    canteen: str,
    reference: LunchReference,
    group: str,
    asked: TrayKind | None = None,
    before: Book | None = None,
) -> Report:
    """The analysis of `book`'s lunches; `group` names whom `reference` is for.

    Reckoned by the tray `asked` for, else by sales where there are enough. `before` are the days
    that came before, to be compared with.
    """
    found = analyse(book, asked, reference, group)
    title = (
        _("十五天午餐营养分析")
        if len(book.days) == FIFTEEN
        else _("{days} 天午餐营养分析").format(days=len(book.days))
    )
    return Report(
        title=title,
        facts=tuple(_facts(found)),
        head_left=_("{canteen}　营养分析报告").format(canteen=canteen),
        head_right=_("{first} 至 {last}　{meal}").format(
            first=book.days[0].on.isoformat(),
            last=book.days[-1].on.isoformat(),
            meal=Meal.LUNCH.word,
        ),
        foot=_("数值由配方计算（{grades}）；缺什么和来源附在最后").format(grades=grades(book)),
        signature=_("营养师签字："),
        sections=tuple(_sections(found, before)),
        author=canteen,
    )


def _facts(found: Analysis) -> Iterator[str]:
    book = found.book
    yield _("供餐 {days} 天").format(days=len(found.days))
    diners = sum(book.diners.values())
    yield _("就餐 {count} 人次").format(count=diners) if diners else _("还没有就餐人次")
    again = len(repeats(book.days))
    yield _("菜品 {count} 道").format(count=len(book.dishes))
    yield _("重样 {count} 道").format(count=again) if again else _("无重样")
    yield _("对照：{group}").format(group=found.group)
    yield _("每人次平均值，{basis}").format(basis=basis_fact(found))


def _sections(found: Analysis, before: Book | None) -> Iterator[Section | Beside]:
    if not found.days:
        yield Section(_("菜单"), (Paragraph(_("这些天还没有发布菜单，没有可算的。")),))
        return
    yield nutrients_section(found)
    yield energy_chart(found)
    yield advice_section(found)
    yield Beside(energy_section(found), protein_section(found))
    yield from used_sections(found, before)
    yield groups_section(found)
    yield shares_chart(found)
    yield kinds_section(found)
    yield basis_section(found)
    yield _diners(found)
    yield outside_section(found)
    yield from grid_sections(found.book)
    yield weak_section(found.book)
    yield sources_section(found.book)


def _diners(found: Analysis) -> Section:
    """Trays sold at lunch, by day."""
    diners = found.book.diners
    listed = daily((day.on, str(diners.get(day.on, UNKNOWN))) for day in found.book.days)
    return Section(_("每天就餐人次"), listed, _("按午餐结账的托盘数；没有结账的写 —"))
