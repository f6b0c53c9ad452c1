"""Lines drawn as dots with the bundled typeface, on the same grid as the printer's own letters."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from canteen.fonts import Weight, drawable, font_path
from receipts.columns import char_width
from receipts.profiles import CELL_DOTS
from receipts.qr import Matrix

LINE_DOTS: Final = 34
"""Height of one line: the usual 1/6 inch at 203 dpi."""
FONT_DOTS: Final = 2 * CELL_DOTS
BASELINE: Final = 0.436
"""Baseline below the middle of a line, in em, for this typeface."""


def line_image(text: str, columns: int, *, double: bool = False, bold: bool = False) -> Image.Image:
    """A cleaned line as black (True) dots, `columns` ASCII columns wide; 〓 for what has no glyph.

    A double line is twice as high and its letters twice as wide.
    """
    scale = 2 if double else 1
    canvas = Image.new("L", (columns * CELL_DOTS, LINE_DOTS * scale), 0)
    at = 0
    for char in drawable(text):
        canvas.paste(_glyph(char, scale, "Bold" if bold else "Regular"), (at, 0))
        at += char_width(char) * CELL_DOTS * scale
    return canvas.point(_ink).convert("1", dither=Image.Dither.NONE)


def qr_image(code: Matrix, module: int, columns: int) -> Image.Image:
    """The code in the middle of the paper, `module` dots a module."""
    side = len(code)
    small = Image.new("1", (side, side), 0)
    small.putdata([int(dark) for line in code for dark in line])
    large = small.resize((side * module, side * module), Image.Resampling.NEAREST)
    canvas = Image.new("1", (columns * CELL_DOTS, side * module), 0)
    canvas.paste(large, ((canvas.width - large.width) // 2, 0))
    return canvas


def _ink(level: int) -> int:
    return 255 if level >= 112 else 0  # noqa: PLR2004 (a little under half: thin strokes stay)


@lru_cache(maxsize=512)
def _glyph(char: str, scale: int, weight: Weight) -> Image.Image:
    """One character in its cell; wider letters are squeezed into it, narrower ones centred."""
    font = _font(scale, weight)
    cell = char_width(char) * CELL_DOTS * scale
    advance = max(1, round(font.getlength(char)))
    height = LINE_DOTS * scale
    tile = Image.new("L", (max(advance, cell), height), 0)
    baseline = round(height / 2 + BASELINE * FONT_DOTS * scale)
    start = max(0, (cell - advance) // 2)
    ImageDraw.Draw(tile).text((start, baseline), char, fill=255, font=font, anchor="ls")
    return tile if tile.width == cell else tile.resize((cell, height), Image.Resampling.BOX)


@lru_cache(maxsize=4)
def _font(scale: int, weight: Weight) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(font_path(weight)), FONT_DOTS * scale, layout_engine=ImageFont.Layout.BASIC
    )
