"""The XML that python-docx has no words for: fonts for Chinese, fields, table borders, repeated headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

FONT = "Microsoft YaHei"
"""Stands on every Windows since Vista and in Office for Mac; our own font need not be installed to edit a report."""
LATIN = "Arial"
"""For the words of an English document, on Windows and Mac alike."""
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def element(tag: str, **attributes: object) -> Any:
    """An element of the `w:` vocabulary with its attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_fonts(style: Any, language: str) -> None:
    """Give a style its fonts and its language: one font for all in a Chinese document, a Western one in an English one."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in _THEME_FONTS:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    western = FONT if language.startswith("zh") else LATIN
    for name, font in (("ascii", western), ("hAnsi", western), ("eastAsia", FONT), ("cs", western)):
        fonts.set(qn(f"w:{name}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = "en-US" if language.startswith("zh") else language
    properties.append(element("lang", val=spoken, eastAsia="zh-CN"))


def add_field(paragraph: Any, code: str, cached: str = "1") -> None:
    """Add a field such as PAGE or SEQ, which Word fills in; `cached`: what it shows until then."""
    paragraph.add_run()._r.append(field_mark("begin"))
    instruct(paragraph, code)
    paragraph.add_run()._r.append(field_mark("separate"))
    paragraph.add_run(cached)
    paragraph.add_run()._r.append(field_mark("end"))


def field_mark(kind: str, **attributes: object) -> Any:
    """Where a field begins, where its code ends ("separate"), and where it ends; `dirty`: Word fills it in on opening."""
    return element("fldChar", fldCharType=kind, **attributes)


def instruct(paragraph: Any, code: str) -> None:
    """Add the code of a field."""
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)


def set_table_look(table: Any, widths_pt: Sequence[float], framed: bool = True, inner: str = "D0D6D1") -> None:
    """Fixed widths, strong rules above and below, light ones between the rows."""
    properties = table._tbl.tblPr
    for tag in ("tblW", "tblBorders", "tblLayout", "tblCellMar", "jc"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
    borders = element("tblBorders")
    for side in ("top", "bottom"):
        borders.append(element(side, val="single" if framed else "nil", sz=8, space=0, color="1F5733"))
    borders.append(element("insideH", val="single" if inner else "nil", sz=2, space=0, color=inner or "auto"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=70, type="dxa"))
    total = sum(_twentieths(width) for width in widths_pt)
    _append_in_order(
        properties,
        [
            element("tblW", w=total, type="dxa"),
            element("jc", val="center"),
            borders,
            element("tblLayout", type="fixed"),
            margins,
        ],
    )
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_pt, strict=True):
        column.set(qn("w:w"), str(_twentieths(width)))


def _append_in_order(properties: Any, parts: Sequence[Any]) -> None:
    """Add table properties before `tblLook`, in the order the schema asks for."""
    look = properties.find(qn("w:tblLook"))
    for part in parts:
        if look is None:
            properties.append(part)
        else:
            look.addprevious(part)


def _twentieths(points: float) -> int:
    return round(points * 20)


def table_row(header: bool = False, least_mm: float = 0.0) -> Any:
    """A row that is never divided, at least so high; a `header` repeats on every page."""
    row = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if least_mm:
        properties.append(element("trHeight", val=_twentieths(least_mm * 72 / 25.4), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))
    row.append(properties)
    return row


def table_cell(
    text: str,
    width_pt: float,
    style: str,
    *,
    align: str = "left",
    bold: bool = False,
    struck: bool = False,
    fill: str = "",
    span: int = 1,
    boxed: bool = False,
    strong: str = "",
    dashed: str = "",
    rule: bool = False,
    keep: bool = False,
) -> Any:
    """A cell with one paragraph. `rule`: a line above; `boxed`: lines all around; `keep`: stays with the next row.

    `strong` and `dashed`: sides of a boxed one, see `model.GridCell`.
    """
    cell = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=_twentieths(width_pt), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if boxed or rule:
        borders = element("tcBorders")
        for side in ("top", "left", "bottom", "right") if boxed else ("top",):
            size = 18 if side[0] in strong else 8 if side[0] in dashed else 4 if boxed else 6
            kind = "dashed" if side[0] in dashed else "single"
            borders.append(element(side, val=kind, sz=size, space=0, color="222222"))
        properties.append(borders)
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    properties.append(element("vAlign", val="center"))
    cell.append(properties)
    cell.append(_paragraph(text, style, align=align, bold=bold, struck=struck, keep=keep))
    return cell


def _paragraph(text: str, style: str, *, align: str, bold: bool, struck: bool, keep: bool) -> Any:
    paragraph = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style))
    if keep:
        properties.append(element("keepNext"))
    properties.append(element("jc", val=align))
    paragraph.append(properties)
    for i, line in enumerate(text.split("\n")):
        paragraph.append(_run(line, bold, struck, broken=i > 0))
    return paragraph


def _run(text: str, bold: bool, struck: bool, broken: bool) -> Any:
    run = element("r")
    if bold or struck:
        properties = element("rPr")
        if bold:
            properties.append(element("b"))
        if struck:
            properties.append(element("strike"))
        run.append(properties)
    if broken:
        run.append(element("br"))
    content = element("t")
    content.set(qn("xml:space"), "preserve")
    content.text = text
    run.append(content)
    return run


def new_numbering(document: Any, style: str) -> int:
    """A fresh list of the kind of a list style, beginning at 1; its number."""
    numbering = document.part.numbering_part.element
    linked = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(n.abstractNumId.val for n in numbering.num_lst if n.numId == linked)
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def set_numbering(paragraph: Any, number: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def keep_rows(tables: Sequence[Any], last: bool, most: int = 15) -> None:
    """Make the rows of short tables stay on one page; with `last` on that of what follows."""
    for table in tables:
        rows = table.findall(qn("w:tr")) if table.tag == qn("w:tbl") else []
        if len(rows) <= most:
            keep_with_next([paragraph for row in (rows if last else rows[:-1]) for paragraph in row.iter(qn("w:p"))])


def stay_with_next(elements: Sequence[Any]) -> None:
    """Make the end of what was written, its last paragraph and two rows before it, stay on the page of what follows."""
    for part in elements[-2:]:
        rows = part.findall(qn("w:tr"))[-2:] if part.tag == qn("w:tbl") else []
        keep_with_next([part] if not rows else [paragraph for row in rows for paragraph in row.iter(qn("w:p"))])


def gap(paragraph: Any, points: float) -> None:
    """Make an empty paragraph a gap of that height: Word wants one behind a table, which need not look like a line."""
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    properties = paragraph._p.pPr
    for old in properties.findall(qn("w:rPr")):
        properties.remove(old)
    mark = element("rPr")
    mark.append(element("sz", val=2))
    section = properties.find(qn("w:sectPr"))
    if section is None:
        properties.append(mark)
    else:
        section.addprevious(mark)  # the order that the schema asks for


def end_small(document: Any) -> None:
    """Let the document end with a paragraph so low that it never begins a page of its own: behind a table, or behind the end
    of columns, where Word else thinks of one as high as a line."""
    last = document.paragraphs[-1] if document.paragraphs else None
    if last is None or last.text or last._p.getnext() is None or last._p.getnext().tag != qn("w:sectPr"):
        return
    if last._p.pPr is not None and last._p.pPr.find(qn("w:sectPr")) is not None:
        last = document.add_paragraph()
    elif any(last._p.findall(f".//{qn(tag)}") for tag in ("w:drawing", "w:br", "w:fldChar")):
        return
    gap(last, 1)


def keep_with_next(elements: Sequence[Any]) -> None:
    """Make paragraphs stay on the page of what follows them."""
    for paragraph in elements:
        if paragraph.tag == qn("w:p"):
            paragraph.get_or_add_pPr().get_or_add_keepNext()
