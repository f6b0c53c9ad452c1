"""Make the two bundled fonts from the static TrueType files of Noto Sans SC.

Sources: the npm package `@expo-google-fonts/noto-sans-sc` (version 0.4.3), files
`400Regular/NotoSansSC_400Regular.ttf` and `700Bold/NotoSansSC_700Bold.ttf`, licence
`LICENSE_FONT` (SIL Open Font License 1.1). Fetch them with
`npm pack @expo-google-fonts/noto-sans-sc` and unpack the archive, then run

    python deploy/make_fonts.py --regular R.ttf --bold B.ttf --licence LICENSE_FONT

What is kept: the 8,105 characters of 《通用规范汉字表》 (deploy/data/), everything in
GB 2312, the blocks of punctuation and signs below, and every character that
menus/data/demo/*.csv holds. Vertical metrics stay as they are: screens are laid out
with 1.160 em above and 0.288 em below the baseline. Hinting goes, because neither the
screen nor the slip is drawn at sizes where it helps, and it costs space.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
CHARACTER_LIST = ROOT / "deploy" / "data" / "tongyong-guifan-8105.txt"
DEMO_MENUS = ROOT / "menus" / "data" / "demo"
OUT = ROOT / "canteen" / "fonts"
LISTED = 8105

BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: × ÷ ° · and accents of foreign names
    (0x0100, 0x017F),  # Latin Extended-A: pinyin with tone marks
    (0x01CD, 0x01DC),  # pinyin ǎ to ǜ
    (0x0391, 0x03C9),  # Greek
    (0x2000, 0x206F),  # general punctuation: – — ‘ ’ “ ” …
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # ℃ № ℡
    (0x2150, 0x218F),  # Roman numerals, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics: − ≤ ≥ ≈
    (0x2460, 0x24FF),  # numbers in circles
    (0x2500, 0x25FF),  # boxes, blocks, ■ □ ▲ ▼ ●
    (0x2600, 0x27BF),  # ⚠ ✓ and other signs
    (0x3000, 0x303F),  # Chinese punctuation, 〓
    (0x3200, 0x33FF),  # ㎡ ㎏
    (0xFE30, 0xFE6F),  # small and vertical forms
    (0xFF00, 0xFFEF),  # full-width forms, ￥
)


def gb2312() -> Iterator[int]:
    """Code points of GB 2312: rows 1–9 are signs, 16–55 level one, 56–87 level two."""
    for row in (*range(0xA1, 0xAA), *range(0xB0, 0xF8)):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def listed_characters() -> set[int]:
    """Code points of 《通用规范汉字表》; SystemExit when the list is not whole."""
    lines = CHARACTER_LIST.read_text(encoding="utf-8").splitlines()
    found = {ord(c) for line in lines if not line.startswith("#") for c in line.strip()}
    if len(found) != LISTED:
        raise SystemExit(f"{CHARACTER_LIST}: {len(found)} characters, {LISTED} expected")
    return found


def demo_characters() -> set[int]:
    """Code points of the demo canteen's dishes; none when the demo is not in the tree."""
    texts = (path.read_text(encoding="utf-8-sig") for path in sorted(DEMO_MENUS.glob("*.csv")))
    return {ord(char) for text in texts for char in text if char.isprintable()}


def wanted() -> set[int]:
    """Every code point the fonts should hold, whether or not the source has it."""
    blocks = {code for first, last in BLOCKS for code in range(first, last + 1)}
    return blocks | set(gb2312()) | listed_characters() | demo_characters()


def subset(source: Path, target: Path, codes: Iterable[int]) -> list[str]:
    """Write the subset of `source` to `target`; the characters that `source` lacks are returned."""
    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["GPOS", "GSUB", "BASE", "STAT", "vhea", "vmtx", "GDEF"]
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.save(target, reorderTables=True)
    have = font.getBestCmap()
    return [chr(code) for code in codes if code not in have]


def main(argv: list[str] | None = None) -> int:
    """Write both fonts and the licence; 1 when the source lacks a character we name."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--regular", type=Path, required=True, help="NotoSansSC_400Regular.ttf")
    parser.add_argument("--bold", type=Path, required=True, help="NotoSansSC_700Bold.ttf")
    parser.add_argument("--licence", type=Path, required=True, help="LICENSE_FONT")
    given = parser.parse_args(argv)
    codes = wanted()
    named = listed_characters() | set(gb2312()) | demo_characters()
    lost: set[str] = set()
    for weight, source in (("Regular", given.regular), ("Bold", given.bold)):
        lost |= set(subset(source, OUT / f"NotoSansSC-{weight}.ttf", codes))
    (OUT / "OFL.txt").write_bytes(given.licence.read_bytes())
    missed = sorted(char for char in lost if ord(char) in named)
    if missed:
        sys.stderr.write(f"the source lacks: {' '.join(missed)}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
