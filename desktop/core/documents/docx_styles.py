"""The styles, properties, header and footer of a Word document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from desktop.core.documents.docx_parts import add_field, element, set_fonts
from desktop.core.documents.model import Document
from desktop.core.documents.text import clean
from desktop.core.i18n import _

GREEN, GREY, INK = RGBColor(0x1F, 0x57, 0x33), RGBColor(0x60, 0x68, 0x62), RGBColor(0x1A, 0x1E, 0x1C)
CELL, NOTE, NOTICE = "Table Text", "Table Note", "Notice"
RUNNING = ("Normal", "Lead", "Quote", "List Bullet", "List Number")
_TEMPLATE: dict[str, tuple[float, float, float]] = {
    "Normal": (10.5, 0, 5),
    "Title": (26, 0, 10),
    "Subtitle": (14, 0, 8),
    "Heading 1": (14, 14, 6),
    "Heading 2": (12, 10, 4),
    "Heading 3": (10.5, 8, 3),
    "Caption": (9, 6, 4),
    "List Bullet": (10.5, 0, 2),
    "List Number": (10.5, 0, 2),
    "Quote": (10.5, 0, 5),
    "Header": (8, 0, 0),
    "Footer": (8, 0, 0),
}
"""Size, space before and after, in points, of the template's styles; `_OWN`: of the styles we add."""
_OWN: dict[str, tuple[float, float, float]] = {
    "Lead": (11.5, 0, 7),
    CELL: (9, 1.5, 1.5),
    NOTE: (8, 2, 6),
    NOTICE: (9, 0, 0),
    "Fact": (11, 4, 4),
    "Figure": (10, 6, 2),
}


def set_properties(word: Any, document: Document) -> None:
    """Title, author and dates, as Word shows them under "Info"."""
    properties = word.core_properties
    properties.title, properties.subject = clean(document.title)[:255], clean(document.subject)[:255]
    properties.author, properties.keywords = clean(document.author)[:255], clean(", ".join(document.keywords))[:255]
    properties.language, properties.comments = document.language.replace("_", "-"), ""
    properties.created = properties.modified = (document.created or datetime.now()).replace(tzinfo=None)


def set_styles(word: Any, document: Document, scale: float = 1.0) -> None:
    """The styles of the template in our font and sizes, and our own for cells, notes and figures; `scale` for large print."""
    for name, shape in _TEMPLATE.items():
        _shape(word.styles[name], document, *(length * scale for length in shape))
    for name, shape in _OWN.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        _shape(style, document, *(length * scale for length in shape))
    _finish_styles(word)


def _shape(style: Any, document: Document, size: float, before: float, after: float) -> None:
    set_fonts(style, document.language.replace("_", "-"))
    style.font.size = Pt(size)
    style.font.italic = False
    style.font.color.rgb = INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.25 if style.name in RUNNING else 1.0


def _finish_styles(word: Any) -> None:
    styles = word.styles
    for name in ("Title", "Subtitle", "Caption", "Figure", NOTICE):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        styles[name].font.bold = True
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Heading 1"].font.color.rgb = GREEN
    for name in ("Subtitle", "Quote", NOTE, NOTICE, "Header", "Footer"):
        styles[name].font.color.rgb = GREY
    styles["Quote"].paragraph_format.left_indent = Pt(18)
    border = styles["Title"].element.get_or_add_pPr()
    for old in border.findall(element("pBdr").tag):
        border.remove(old)


def cell_style(word: Any, size: float, scale: float = 1.0) -> str:
    """The id of the cell style at a font size; a smaller one is made on first use."""
    name = CELL if size == 9.0 else f"{CELL} {size:g}"
    if name not in [style.name for style in word.styles]:
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles[CELL]
        style.font.size = Pt(size * scale)
    return style_id(word, name)


def style_id(word: Any, name: str) -> str:
    """The id under which the XML refers to a style."""
    return str(word.styles[name].style_id)


def write_bands(section: Any, document: Document) -> None:
    """Header, and footer with page x of y; later sections take them over."""
    header = section.header.paragraphs[0]
    header.text = "" if document.leaflet else clean(document.header or document.title).replace("\n", " ")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.footer:
        footer.add_run(clean(document.footer).replace("\n", " ") + "\u3000\u3000")
    before, _page, rest = _("Page {page} of {pages}").partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        footer.add_run(text)
        if code:
            add_field(footer, code)
