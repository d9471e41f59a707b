"""Make the vendored static files from their packages: the two fonts and htmx.

Run ``npm install`` in this folder first, then ``python frontend/build.py``. The results are committed, so neither Node
nor fonttools is needed to run or install Nếp Mới.
"""

import shutil
from pathlib import Path

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
STATIC = HERE.parent / "src" / "nepmoi" / "web" / "static"
WEIGHTS = {"400": "400Regular", "600": "600SemiBold"}

BREVE = 0x0306
# Ê Đê, Gia Rai, Ba Na and Xơ Đăng names are written with short vowels and a barred b that the font does not draw.
SHORT_VOWELS = {
    0x0114: "E",
    0x0115: "e",
    0x012C: "I",
    0x012D: "dotlessi",
    0x014E: "O",
    0x014F: "o",
    0x016C: "U",
    0x016D: "u",
}
BARRED = {0x0243: "B", 0x0180: "b"}
# Left, bottom, width, height, in font units: the bar of đ, mirrored to the stem of b; of B, across the upper bowl.
BARS = {
    "400": {"b": (-11, 588, 325, 76), "B": (-4, 500, 300, 80)},
    "600": {"b": (-13, 579, 351, 91), "B": (-8, 490, 320, 96)},
}

LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *BARRED,
    *(ord(c) for c in "ƠơƯưẽẼ"),
    *range(0x300, 0x305),
    BREVE,
    *(0x307, 0x308, 0x309, 0x30C, 0x31B, 0x323, 0x327),
    *range(0x1EA0, 0x1EFA),
    *(ord(c) for c in "–—‘’“”„•…‰‹›₫€−≠≤≥≈⁄"),
]


def add_short_vowels(font: TTFont) -> None:
    """Draw each missing vowel with a breve as the vowel and the font's own breve, joined where its marks join."""
    names = font.getBestCmap()
    anchors, marks = mark_anchors(font)
    for code, base in SHORT_VOWELS.items():
        base_name = names.get(ord(base)) if len(base) == 1 else base
        if code in names or base_name not in anchors:
            continue
        mark_name, at, to = names[BREVE], anchors[base_name], marks[names[BREVE]]
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(base_name, (1, 0, 0, 1, 0, 0))
        pen.addComponent(mark_name, (1, 0, 0, 1, at[0] - to[0], at[1] - to[1]))
        add_glyph(font, f"uni{code:04X}", code, pen, font["hmtx"][base_name])


def mark_anchors(font: TTFont) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Where marks above join: by base letter, and by mark, of the class that the breve belongs to."""
    breve = font.getBestCmap()[BREVE]
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in (getattr(s, "ExtSubTable", s) for s in lookup.SubTable):
            if getattr(table, "LookupType", 0) != 4 or breve not in table.MarkCoverage.glyphs:
                continue
            of_mark = dict(zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True))
            wanted = of_mark[breve].Class
            bases = {
                name: (record.BaseAnchor[wanted].XCoordinate, record.BaseAnchor[wanted].YCoordinate)
                for name, record in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True)
                if record.BaseAnchor[wanted]
            }
            anchor = of_mark[breve].MarkAnchor
            return bases, {breve: (anchor.XCoordinate, anchor.YCoordinate)}
    raise LookupError(breve)


def add_barred(font: TTFont, weight: str) -> None:
    """Draw ƀ and Ƀ as the letter with a bar across its stem, as thick and as long as the font's own bar of đ."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    for code, letter in BARRED.items():
        outline = DecomposingRecordingPen(glyphs)
        glyphs[names[ord(letter)]].draw(outline)
        pen = TTGlyphPen(None)
        outline.replay(pen)
        rectangle(pen, *BARS[weight][letter])
        add_glyph(font, f"uni{code:04X}", code, pen, font["hmtx"][names[ord(letter)]])


def add_tabular_digits(font: TTFont) -> None:
    """Give each digit a twin as wide as zero, and the feature by which tables ask for it."""
    names, metrics = font.getBestCmap(), font["hmtx"]
    width = metrics[names[ord("0")]][0]
    twins = {}
    for digit in "0123456789":
        name = names[ord(digit)]
        twins[name] = f"{name}.tf"
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(name, (1, 0, 0, 1, (width - metrics[name][0]) // 2, 0))
        add_glyph(font, twins[name], None, pen, (width, 0))
    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(twins)]))
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = "tnum", otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    record.Feature.LookupCount, table.LookupList.LookupCount = 1, len(table.LookupList.Lookup)
    table.FeatureList.FeatureRecord.append(record)  # the last by the alphabet, as the format demands
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        systems = [script.Script.DefaultLangSys, *(each.LangSys for each in script.Script.LangSysRecord)]
        for system in filter(None, systems):
            system.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)
            system.FeatureCount = len(system.FeatureIndex)


def rectangle(pen: TTGlyphPen, left: int, bottom: int, width: int, height: int) -> None:
    """Add a bar, clockwise as TrueType fills it."""
    pen.moveTo((left, bottom))
    pen.lineTo((left, bottom + height))
    pen.lineTo((left + width, bottom + height))
    pen.lineTo((left + width, bottom))
    pen.closePath()


def add_glyph(font: TTFont, name: str, code: int | None, pen: TTGlyphPen, metrics: tuple[int, int]) -> None:
    """Give the font one more letter."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (metrics[0], glyph.xMin)
    for table in font["cmap"].tables:
        if code is not None and table.isUnicode():
            table.cmap[code] = name


def build_font(weight: str, folder: str) -> Path:
    """Write one weight as a subset WOFF2."""
    source = next((PACKAGES / "@expo-google-fonts" / "be-vietnam-pro" / folder).glob("*.ttf"))
    font = TTFont(source)
    add_short_vowels(font)
    add_barred(font, weight)
    add_tabular_digits(font)
    options = Options(
        hinting=False,
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum"],
        name_IDs=[0, 1, 2, 4, 13, 14],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    target = STATIC / "fonts" / f"be-vietnam-pro-{weight}.woff2"
    font.save(target)
    return target


def main() -> None:
    """Build all; print what each weighs."""
    for weight, folder in WEIGHTS.items():
        target = build_font(weight, folder)
        print(f"{target.name} {target.stat().st_size / 1000:.1f} kB")  # noqa: T201 - a person runs this
    shutil.copy(PACKAGES / "@expo-google-fonts" / "be-vietnam-pro" / "LICENSE_FONT", STATIC / "fonts" / "OFL.txt")
    shutil.copy(PACKAGES / "htmx.org" / "dist" / "htmx.min.js", STATIC / "vendor" / "htmx.min.js")
    shutil.copy(PACKAGES / "htmx.org" / "LICENSE", STATIC / "vendor" / "htmx.LICENSE.txt")


if __name__ == "__main__":
    main()
