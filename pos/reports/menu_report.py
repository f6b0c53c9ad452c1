"""The nutrition analysis of a run of days, page by page, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import UNKNOWN
from menus.meals import Meal
from nutrition import LunchReference, Verdict
from nutrition import nutrients as n
from pos.reports.analysis import Analysis, analyse
from pos.reports.book import Book
from pos.reports.food_tables import (
    groups_section,
    kinds_section,
    protein_section,
    used_section,
)
from pos.reports.menu_charts import energy_chart, shares_chart, sodium_chart
from pos.reports.menu_grid import grid_sections, repeats
from pos.reports.menu_tables import energy_section, nutrients_section, outside_section
from pos.reports.trays import TrayKind, lacking
from pos.reports.weak_data import sources_section, weak_dishes, weak_section
from pos.reports.words import daily, joined, nutrient_figure, per_cent, unit
from receipts.report_documents import Beside, Paragraph, Report, Section

FIFTEEN: Final = 15
NUMBERED: Final = (
    N_("一、{text}"),
    N_("二、{text}"),
    N_("三、{text}"),
    N_("四、{text}"),
    N_("五、{text}"),
    N_("六、{text}"),
    N_("七、{text}"),
    N_("八、{text}"),
)


def menu_report(
    book: Book, canteen: str, reference: LunchReference, group: str, kind: TrayKind
) -> Report:
    """The analysis of `book`'s lunches; `group` names whom `reference` is for."""
    found = analyse(book, kind, reference, group)
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
        foot=_("数值由配方计算，{count} 道菜数据不足；来源附在最后").format(
            count=sum(map(len, weak_dishes(book).values()))
        ),
        signature=_("营养师签字："),
        sections=tuple(_sections(found)),
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


def _sections(found: Analysis) -> Iterator[Section | Beside]:
    if not found.days:
        yield Section(_("菜单"), (Paragraph(_("这些天还没有发布菜单，没有可算的。")),))
        return
    yield nutrients_section(found)
    yield energy_chart(found)
    yield sodium_chart(found)
    yield _advice(found)
    yield Beside(energy_section(found), protein_section(found))
    yield groups_section(found)
    yield shares_chart(found)
    yield Beside(used_section(found), _basis(found))
    yield kinds_section(found)
    yield outside_section(found)
    yield _diners(found)
    yield from grid_sections(found.book)
    yield weak_section(found.book)
    yield sources_section(found.book)


def _basis(found: Analysis) -> Section:
    """By which tray everything was reckoned, and what some days lack."""
    lines = [found.kind.sentence + _("；各天再取平均，不按销量加权。")]
    for each in found.days:
        missing = lacking(each.day, found.kind)
        if missing:
            words = joined(category.word for category in missing)
            lines.append(
                _("{day} 的菜单没有{missing}，那天的数少了这一份。").format(
                    day=each.day.on.isoformat(), missing=words
                )
            )
    return Section(_("怎样算的"), tuple(Paragraph(line, 9.0) for line in lines))


def _diners(found: Analysis) -> Section:
    """Trays sold at lunch, by day."""
    diners = found.book.diners
    listed = daily((day.on, str(diners.get(day.on, UNKNOWN))) for day in found.book.days)
    return Section(_("每天就餐人次"), listed, _("按午餐结账的托盘数；没有结账的写 —"))


def _advice(found: Analysis) -> Section:
    """What stands out, in sentences; at most as many as there are numbers."""
    said = list(_findings(found))[: len(NUMBERED)] or [_("各项都在接受的范围里。")]
    lines = tuple(
        Paragraph(_(form).format(text=text)) for form, text in zip(NUMBERED, said, strict=False)
    )
    return Section(_("意见"), lines)


def _findings(found: Analysis) -> Iterator[str]:
    sodium = next(aim for aim in found.aims if aim.nutrient == n.SODIUM)
    most = sodium.high
    over = [each for each in found.days if most and each.tray.at_least(sodium.nutrient) > most]
    if over:
        yield _("钠有 {count} 天超过 {most} 毫克，先减放盐和酱油多的菜。").format(
            count=len(over), most=f"{most:.0f}"
        )
    for aim in found.aims:
        amount = found.tray.amount(aim.nutrient)
        verdict = aim.verdict(amount)
        if aim.nutrient != n.SALT and verdict in {Verdict.LOW, Verdict.HIGH}:
            yield _("{name}每人次 {amount} {unit}，是建议量的 {share}，{verdict}。").format(
                name=n.BY_CODE[aim.nutrient].name,
                amount=nutrient_figure(amount, aim.nutrient),
                unit=unit(aim.nutrient),
                share=per_cent(amount, aim.point),
                verdict=verdict.word,
            )
