"""Make the fonts that printed forms are set in: Noto Sans CJK SC, cut down to the characters of GB 2312.

The whole font has 65 535 glyphs and doubles the time of a single PDF. Characters outside the subset (rare names)
come from the whole font, which stays installed as the fallback.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCES = Path("/usr/share/fonts/opentype/noto")
TARGET = Path(__file__).resolve().parent.parent / "app" / "printing" / "fonts"
FAMILY = "Qiantai Sans"
SOURCE_FAMILY = "Noto Sans CJK SC"
# What forms need and GB 2312 lacks: the round zero of dates, powers, marks for boxes and lists, dashes, currency.
EXTRA = "〇¥€²³½·•–—…‘’“”′″№✓→←↑↓≤≥≠−×÷镕堃喆祎玥昇珺翀旻犇淼"
FAMILY_NAMES, FULL_NAMES, STYLE_NAMES, POSTSCRIPT_NAME, UNIQUE_NAME = (1, 16), (4,), (2, 17), 6, 3


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        font = simplified_face(SOURCES / f"NotoSansCJK-{style}.ttc")
        cut(font)
        rename(font, style)
        font.save(TARGET / f"QiantaiSans-{style}.otf")


def simplified_face(path: Path) -> TTFont:
    """The face for mainland forms out of the collection, which holds one for each region."""
    if not path.is_file():
        sys.exit(f"make_fonts: {path} is missing; install the package fonts-noto-cjk")
    for font in TTCollection(path, lazy=True).fonts:
        if font["name"].getDebugName(1) == SOURCE_FAMILY:
            return font
    sys.exit(f"make_fonts: {path} has no face named {SOURCE_FAMILY}")


def characters() -> set[int]:
    """Code points of the subset: GB 2312, Latin-1, CJK punctuation, full-width forms and the extra ones."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    chinese = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    ranges = (
        range(0x20, 0x7F),
        range(0xA0, 0x100),
        range(0x3000, 0x3020),
        range(0xFF01, 0xFF5F),
        range(0xFFE0, 0xFFE6),
    )
    return {ord(character) for character in chinese + EXTRA}.union(*ranges)


def cut(font: TTFont) -> None:
    """Keep only the subset's glyphs, and of the layout rules only composition and kerning."""
    options = subset.Options(layout_features=["ccmp", "kern"], hinting=False, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)


def rename(font: TTFont, style: str) -> None:
    """Give the font its own name, so that it is never mistaken for the whole one."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in range(25) or record.nameID in (0, 13, 14)]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    values = {**dict.fromkeys(FAMILY_NAMES, FAMILY), **dict.fromkeys(STYLE_NAMES, style)}
    values |= {**dict.fromkeys(FULL_NAMES, f"{FAMILY} {style}"), POSTSCRIPT_NAME: postscript, UNIQUE_NAME: postscript}
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)
    font["CFF "].cff.fontNames[0] = postscript


if __name__ == "__main__":
    main()
