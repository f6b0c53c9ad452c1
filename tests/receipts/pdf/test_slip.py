import io
from dataclasses import replace

import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st

from receipts.pdf.slip import dark_runs, render_pdf


def read(data):
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    return page


def test_the_text_can_be_taken_out_again(slip):
    text = read(render_pdf(slip)).extract_text()
    for said in ("康乐食府", "清炒鸡毛菜", "12.60", "实付", "27.25", "碳水化合物", "■■■■■□□□□□"):
        assert said in text


def test_the_same_document_gives_the_same_bytes(slip):
    assert render_pdf(slip) == render_pdf(slip)


def test_the_paper_is_80_mm_wide(slip):
    assert abs(float(read(render_pdf(slip)).mediabox.width) * 25.4 / 72 - 80) < 0.01


def test_every_font_is_embedded(slip):
    fonts = read(render_pdf(slip))["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_what_the_typeface_lacks_is_drawn_as_geta(plain_slip):
    text = read(render_pdf(replace(plain_slip, notes=("前\u0627后",)))).extract_text()
    assert "前〓后" in text


def test_a_code_too_long_to_scan_is_written_out(slip):
    assert "x" * 48 in read(render_pdf(replace(slip, qr="x" * 4000))).extract_text()


@given(st.text(max_size=40))
@settings(max_examples=15, deadline=None)
def test_any_text_can_be_set(plain_slip, text):
    assert render_pdf(replace(plain_slip, canteen_name=text, notes=(text,))).startswith(b"%PDF")


@given(st.lists(st.booleans()).map(tuple))
def test_runs_cover_the_dark_modules_and_no_other(line):
    covered = {at for start, length in dark_runs(line) for at in range(start, start + length)}
    assert covered == {at for at, dark in enumerate(line) if dark}
