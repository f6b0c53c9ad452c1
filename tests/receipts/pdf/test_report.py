from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pdf_pages import outside, pages, placed, sizes

from receipts.pdf.report import render_report
from receipts.report_documents import (
    Beside,
    Cell,
    Chart,
    Column,
    Gauge,
    Paragraph,
    Report,
    Section,
    Stack,
    Table,
)

COLUMNS = (Column("项目", 30), Column("实际", 20, "right"), Column("", 30))
GAUGE = Gauge(Decimal(95), Decimal(80), Decimal(120), Decimal(160))


def table(count):
    rows = [
        (Cell(f"第 {n} 种食物"), Cell(f"{n}.5", bold=True), Cell(gauge=GAUGE)) for n in range(count)
    ]
    return Table(COLUMNS, tuple(rows))


def chart(**changes):
    whole = Chart(
        labels=("23一", "24二", "25三"),
        values=(Decimal(741), None, Decimal(911)),
        texts=("741", "—", "911"),
        flagged=(False, False, True),
        low=Decimal(700),
        high=Decimal(800),
    )
    return replace(whole, **changes)


SHORT = Table(COLUMNS, tuple((Cell(f"短{n}"), Cell(), Cell()) for n in "一二三四五六"))


@pytest.fixture
def report():
    return Report(
        title="十五天午餐营养分析",
        facts=("供餐 15 天", "就餐 11842 人次"),
        head_left="康乐食府　营养分析报告",
        head_right="2026-11-23 至 2026-12-07　午餐",
        foot="数值由配方计算，来源附在最后",
        signature="营养师签字：",
        sections=(Section("营养素", (table(3),), "浅绿为建议量"),),
        author="康乐食府",
    )


def with_sections(report, *sections):
    return render_report(replace(report, sections=sections))


def test_the_text_can_be_taken_out_again(report):
    (text,) = pages(render_report(report))
    for said in ("十五天午餐营养分析", "供餐 15 天", "浅绿为建议量", "第 2 种食物", "2.5"):
        assert said in text


def test_the_same_report_gives_the_same_bytes(report):
    assert render_report(report) == render_report(report)


def test_every_page_has_its_number_its_head_and_its_foot(report):
    data = with_sections(report, Section("食物", (table(120),)))
    found = pages(data)
    assert len(found) > 2
    for number, text in enumerate(found, start=1):
        assert f"第 {number} 页，共 {len(found)} 页" in text
        for said in ("康乐食府　营养分析报告", "来源附在最后", "营养师签字："):
            assert said in text
    assert [text.count("项目") for text in found] == [1] * len(found)


def test_a_section_that_goes_on_says_so_on_every_page(report):
    heading = (Cell("大荤", bold=True),)
    whole = Table(COLUMNS, (heading, *table(120).rows))
    found = pages(with_sections(report, Section("星期一", (whole,))))
    assert "星期一（续）" not in found[0]
    assert all("星期一（续）" in text for text in found[1:])
    assert [text.count("大荤") for text in found] == [1] * len(found)


def test_what_is_said_of_a_chart_stands_on_its_page(report):
    told = Section("每天盐", (chart(), Paragraph("三天超过。")))
    lengths = set()
    for rows in range(22, 34):
        found = pages(with_sections(report, Section("菜单", (table(rows),)), told))
        lengths.add(len(found))
        assert ["每天盐" in text for text in found] == ["三天超过。" in text for text in found]
    assert lengths == {1, 2}


def test_nothing_but_the_content_makes_pages(report):
    counts = [len(pages(with_sections(report, Section("表", (table(n),))))) for n in range(1, 45)]
    assert counts == sorted(counts)
    texts = [pages(with_sections(report, Section("表", (table(n),)))) for n in range(25, 45)]
    assert all("种食物" in text for found in texts for text in found)


def test_a_short_table_stays_on_one_page(report):
    for rows in range(10, 34):
        found = pages(with_sections(report, Section("长", (table(rows),)), Section("短", (SHORT,))))
        assert sum("短一" in text for text in found) == 1
        assert ["短一" in text for text in found] == ["短六" in text for text in found]


def test_facts_break_between_one_another(report):
    facts = ("供餐 15 天", "就餐 600 人次", "对照：75 岁以上女性", "每人次平均值，按假定的一盘" * 3)
    found = {each.text for each in placed(render_report(replace(report, facts=facts)))}
    assert facts[3] in found
    assert "\u3000\u3000".join(facts[:3]) in found


def test_the_foot_has_a_line_to_sign_and_one_for_the_day(report):
    (text,) = pages(render_report(report))
    assert "营养师签字：＿＿＿＿＿＿＿＿" in text
    assert "日期：＿＿＿＿＿＿" in text
    (bare,) = pages(render_report(replace(report, signature="")))
    assert "日期：" not in bare


def test_what_goes_past_the_scale_looks_other_than_what_ends_it(report):
    def drawn(value):
        gauge = replace(GAUGE, value=Decimal(value))
        whole = Table(COLUMNS, ((Cell("脂肪"), Cell(""), Cell(gauge=gauge)),))
        return with_sections(report, Section("表", (whole,)))

    assert drawn(161) != drawn(160)
    assert drawn(161) == drawn(400)


def test_no_row_of_a_long_table_is_lost(report):
    whole = "".join(pages(with_sections(report, Section("食物", (table(120),)))))
    assert all(f"第 {number} 种食物" in whole for number in range(120))


def test_a_cell_longer_than_a_page_goes_on(report):
    long = Table(COLUMNS, ((Cell("食材" * 900), Cell("9.5"), Cell()),))
    data = with_sections(report, Section("食物", (long,)))
    assert len(pages(data)) > 1
    assert "".join(pages(data)).count("食材") == 900
    assert outside(data) == []


def test_the_paper_is_a4_upright_or_across(report):
    assert sizes(render_report(report)) == {(210, 297)}
    assert sizes(render_report(replace(report, landscape=True))) == {(297, 210)}


def test_every_font_is_embedded(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(render_report(report))
    fonts = pypdf.PdfReader(file).pages[0]["/Resources"]["/Font"]
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())


def test_a_chart_says_every_figure_and_its_range(report):
    data = with_sections(report, Section("每天能量", (chart(),)))
    said = {each.text for each in placed(data)}
    assert {"741", "—", "911", "23一", "24二", "25三", "700", "800"} <= said
    assert outside(data, 30) == []


def test_bars_stand_in_the_order_of_their_values(report):
    whole = chart(values=(Decimal(400), Decimal(741), Decimal(911)), texts=("400", "741", "911"))
    data = with_sections(report, Section("每天能量", (whole,)))
    height = {each.text: each.y for each in placed(data)}
    assert height["400"] < height["741"] < height["911"]


def test_a_chart_of_nothing_known_is_still_drawn(report):
    nothing = chart(values=(None,) * 3, texts=("—",) * 3, low=None, high=None, flagged=(False,) * 3)
    assert pages(with_sections(report, Section("钠", (nothing,))))[0].count("—") == 3


@pytest.mark.parametrize("upright", [False, True], ids=["rows", "columns"])
def test_a_stack_says_its_parts_and_shares(report, upright):
    parts = ("蛋白质", "脂肪", "碳水化合物")
    shares = ((Decimal(15), Decimal(27), Decimal(58)), ())
    stack = Stack(parts, ("建议", "实际"), shares, upright=upright)
    (text,) = pages(with_sections(report, Section("能量来源", (stack,))))
    for said in (*parts, "建议", "实际", "15", "27", "58"):
        assert said in text


def test_two_sections_stand_beside_each_other(report):
    data = with_sections(report, Beside(Section("油", (table(1),)), Section("盐", (table(1),))))
    at = {each.text: each for each in placed(data)}
    assert at["油"].y == at["盐"].y
    assert at["盐"].x > at["油"].x + 200


@given(
    text=st.one_of(st.text(max_size=80), st.text(st.sampled_from("红烧肉，a1 "), max_size=400)),
    landscape=st.booleans(),
)
@settings(deadline=None, max_examples=25)
def test_no_text_is_cut_off_whatever_it_says(text, landscape):
    rows = ((Cell(text), Cell(text, bold=True), Cell()), (Cell(text, bold=True),))
    whole = Report(
        title=text,
        facts=(text,),
        head_left=text[:60],
        head_right=text[:60],
        foot=text[:120],
        signature="",
        sections=(Section(text, (Table(COLUMNS, rows), Paragraph(text)), text),),
        author=text,
        landscape=landscape,
    )
    assert outside(render_report(whole)) == []
