"""The one font family of window, documents and figures: Noto Sans SC (OFL 1.1), and its three repairs for reportlab.

1. reportlab writes characters above U+FFFF into the ToUnicode table with five digits, so they print right but are
   copied and searched wrong: our table is UTF-16BE.
2. A family without its own bold italic prints bold italic as regular: the bold stands in.
3. Every canvas begins in Helvetica, which is then listed without being embedded: `Canvas(initialFontName=REGULAR)`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from desktop.core import paths

FAMILY = "Noto Sans SC"
REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
REGULAR_FILE = "NotoSansSC_400Regular.ttf"
BOLD_FILE = "NotoSansSC_700Bold.ttf"
ASCENT, DESCENT, CAPITAL = 0.88, 0.12, 0.733
"""Of the em: top and foot of an ideograph above and below the baseline, height of a capital or digit."""
SCRIPT_SIZE = 0.62
SCRIPTS = {
    **{c: (plain, 0.38) for c, plain in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+−=()n", strict=True)},
    **{c: (plain, -0.12) for c, plain in zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+−=()", strict=True)},
}
"""Raised and lowered characters: the plain one and how far it is moved, in ems."""


def font_file(bold: bool = False) -> Path:
    """Where the font lies."""
    return paths.resource("fonts", BOLD_FILE if bold else REGULAR_FILE)


def font_name(bold: bool = False) -> str:
    """The font's name in reportlab."""
    return BOLD if bold else REGULAR


@cache
def faces() -> tuple[Any, Any]:
    """The regular and the bold face, registered with reportlab and repaired."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode_table
    fonts = [ttfonts.TTFont(font_name(bold), str(font_file(bold))) for bold in (False, True)]
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return fonts[0].face, fonts[1].face


@cache
def _advances(bold: bool) -> tuple[dict[int, float], float]:
    face = faces()[bold]
    return face.charWidths, face.defaultWidth


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of `text` on one line, in points."""
    advances, default = _advances(bold)
    return sum(advances.get(ord(c)) or _raised_advance(c, bold) or default for c in text) * size * 0.001


def _raised_advance(character: str, bold: bool) -> float:
    """The width of a raised or lowered digit that is drawn small; 0 for any other character."""
    plain, _rise = SCRIPTS.get(character, ("", 0.0))
    return _advances(bold)[0][ord(plain)] * SCRIPT_SIZE if plain else 0.0


def pieces(text: str) -> list[tuple[str, float, float]]:
    """`text` in stretches to be drawn alike: (text, share of the size, rise in ems).

    The font lacks most raised and lowered digits (P₂O₅, kg·hm⁻²); they are drawn small from the plain ones.
    """
    if not any(c in SCRIPTS and not has_glyph(c) for c in text):
        return [(text, 1.0, 0.0)]
    stretches: list[tuple[str, float, float]] = []
    for character in text:
        drawn, size, rise = character, 1.0, 0.0
        if character in SCRIPTS and not has_glyph(character):
            (drawn, rise), size = SCRIPTS[character], SCRIPT_SIZE
        if stretches and stretches[-1][1:] == (size, rise):
            stretches[-1] = (stretches[-1][0] + drawn, size, rise)
        else:
            stretches.append((drawn, size, rise))
    return stretches


def has_glyph(character: str) -> bool:
    """Whether the font can print the character, in regular and in bold."""
    return ord(character) in _covered()


@cache
def _covered() -> frozenset[int]:
    regular, bold = faces()
    return frozenset(regular.charToGlyph) & frozenset(bold.charToGlyph)


def can_print(character: str) -> bool:
    """Whether the PDF can print the character: by its glyph, or as a small raised or lowered one."""
    return has_glyph(character) or character in SCRIPTS


def to_unicode_table(font: str, subset: list[int]) -> str:
    """The ToUnicode table of a subset: one-byte code → UTF-16BE (PDF 32000-1, 9.10.3; at most 100 lines a block)."""
    lines = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'replace').hex().upper()}>" for code, point in enumerate(subset)
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join([*_table_head(font, len(subset)), *body, *_TABLE_FOOT])


_TABLE_FOOT = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")


def _table_head(font: str, size: int) -> list[str]:
    return [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def",
        f"/CMapName /{font} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{size - 1:02X}>",
        "endcodespacerange",
    ]
