"""What a run of days tells the kitchen: what stands out, and what half portions would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import show
from nutrition import Nutrients, Verdict
from nutrition import nutrients as n
from pos.reports.analysis import AMISS, Analysis
from pos.reports.food_groups import GROUPS, animal_fat
from pos.reports.food_tables import group_verdict
from pos.reports.trays import TrayKind, summed
from pos.reports.words import joined, nutrient_figure, per_cent, unit
from receipts.report_documents import Paragraph, Section

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
HALVES_HELP: Final = (n.ENERGY_KCAL, n.FAT, n.SALT)
"""What is too much on trays with whole portions, and half portions bring down."""


def advice_section(found: Analysis) -> Section:
    """What stands out, in sentences; at most as many as there are numbers."""
    said = list(_findings(found))[: len(NUMBERED)] or [_("各项都在接受的范围里。")]
    lines = tuple(
        Paragraph(_(form).format(text=text)) for form, text in zip(NUMBERED, said, strict=False)
    )
    return Section(_("意见"), lines)


def _findings(found: Analysis) -> Iterator[str]:
    yield from _salt(found)
    for aim in found.aims:
        amount = found.tray.amount(aim.nutrient)
        verdict = aim.verdict(amount)
        if aim.nutrient not in {n.SALT, n.SODIUM} and verdict in AMISS:
            yield _("{name}每人次 {amount} {unit}，是建议量的 {share}，{verdict}。").format(
                name=n.BY_CODE[aim.nutrient].name,
                amount=nutrient_figure(amount, aim.nutrient),
                unit=unit(aim.nutrient),
                share=per_cent(amount, aim.point),
                verdict=verdict.word,
            )
            if aim.nutrient == n.FAT and verdict is Verdict.HIGH:
                yield from _fat(found)
    if sentence := _halves(found):
        yield sentence
    yield from _groups(found)


def _fat(found: Analysis) -> Iterator[str]:
    """Where too much fat comes from, as far as the foods of the dishes are known."""
    fat = summed(part.holds(n.FAT) for part in found.parts).known
    if fat:
        yield _("用油多的菜见“每天烹调油”；脂肪有 {share} 来自动物性食物。").format(
            share=per_cent(animal_fat(found.parts), fat)
        )


def _salt(found: Analysis) -> Iterator[str]:
    """Days above the most of a lunch; which dishes they owe it to stands with the chart."""
    most = found.aim(n.SALT).high
    over = [each for each in found.days if most and each.tray.at_least(n.SALT) > most]
    if over:
        yield _(
            "盐有 {days} 天超过 {most} 克，每人次平均 {mean} 克；先减放盐和酱油多的菜，"
            "菜名见“每天盐”。"
        ).format(
            days=len(over),
            most=show(most, 1),
            mean=nutrient_figure(found.tray.amount(n.SALT), n.SALT),
        )


def _halves(found: Analysis) -> str:
    """What half portions would hold, where too much lies on the tray; else nothing."""
    high = [code for code in HALVES_HELP if _verdict(found, found.tray, code) is Verdict.HIGH]
    if not high or (found.sold is None and found.kind is TrayKind.HALF):
        return ""
    verdicts = {code: _verdict(found, found.half_tray, code) for code in HALVES_HELP}
    still = [code for code in high if verdicts[code] is Verdict.HIGH]
    short = [code for code in HALVES_HELP if verdicts[code] is Verdict.LOW]
    said = _("如果大荤、小荤、素菜都打半份，每人次是{figures}。").format(
        figures=joined(_figure(found, code) for code in HALVES_HELP)
    )
    if still:
        said += _("{names}仍偏高，要从配方上减。").format(names=_names(still))
    else:
        said += _("{names}就不偏高了。").format(names=_names(high))
    if short:
        said += _("{names}会偏少，要添主食。").format(names=_names(short))
    return said


def _figure(found: Analysis, code: str) -> str:
    amount = found.half_tray.amount(code)
    return _("{name} {amount} {unit}（建议量的 {share}）").format(
        name=n.BY_CODE[code].name,
        amount=nutrient_figure(amount, code),
        unit=unit(code),
        share=per_cent(amount, found.aim(code).point),
    )


def _verdict(found: Analysis, tray: Nutrients, code: str) -> Verdict:
    return found.aim(code).verdict(tray.amount(code))


def _names(codes: Iterable[str]) -> str:
    return joined(n.BY_CODE[code].name for code in codes)


def _groups(found: Analysis) -> Iterator[str]:
    """The food groups that are too many or too few, in one sentence."""
    verdicts = {
        group.name: group_verdict(group, found.per_day(group.grams(found.parts)))
        for group in GROUPS
        if not group.within
    }
    found_amiss = {
        verdict: [name for name, each in verdicts.items() if each is verdict]
        for verdict in (Verdict.HIGH, Verdict.LOW)
    }
    words = [
        _("{verdict}的有{names}").format(verdict=verdict.word, names=joined(names))
        for verdict, names in found_amiss.items()
        if names
    ]
    if words:
        yield _("食物种类：{words}。").format(words=_("；").join(words))
