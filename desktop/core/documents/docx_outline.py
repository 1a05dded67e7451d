"""Headings that Word counts itself, and the list of contents that it fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Pt

from desktop.core.documents.docx_parts import add_field, element, field_mark, instruct
from desktop.core.documents.model import Heading
from desktop.core.documents.text import clean
from desktop.core.i18n import CHINESE

LEVELS = {
    True: (("chineseCounting", "%1、", "nothing"), ("chineseCounting", "（%2）", "nothing"), ("decimal", "%3.", "space")),
    False: (("decimal", "%1", "space"), ("decimal", "%1.%2", "space"), ("decimal", "%1.%2.%3", "space")),
}
"""How Word counts headings of the levels 1 to 3, in Chinese as GB/T 9704 asks, and in other languages."""
_STYLES = ("Heading 1", "Heading 2", "Heading 3")
_INDENT = 16.0


def number_headings(word: Any, language: str) -> None:
    """Tie the styles of headings to one list of several levels, so that a heading put in between is counted."""
    numbering = word.part.numbering_part.element
    known = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    number = max(known, default=0) + 1
    abstract = element("abstractNum", abstractNumId=number)
    abstract.append(element("multiLevelType", val="multilevel"))
    for place, ((form, text, after), style) in enumerate(zip(LEVELS[language == CHINESE], _STYLES, strict=True)):
        level = element("lvl", ilvl=place)
        level.append(element("start", val=1))
        level.append(element("numFmt", val=form))
        level.append(element("pStyle", val=word.styles[style].style_id))
        level.append(element("suff", val=after))
        level.append(element("lvlText", val=text))
        level.append(element("lvlJc", val="left"))
        abstract.append(level)
    first = numbering.find(qn("w:num"))
    numbering.append(abstract) if first is None else first.addprevious(abstract)  # lists stand before what uses them
    used = numbering.add_num(number).numId
    for place, style in enumerate(_STYLES):
        properties = word.styles[style].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = place
        properties.get_or_add_numId().val = used


def mark_heading(paragraph: Any, place: int) -> None:
    """Give the `place`-th heading the bookmark that its line in the contents leads to."""
    start, end = element("bookmarkStart", id=place, name=_bookmark(place)), element("bookmarkEnd", id=place)
    properties = paragraph._p.pPr
    properties.addnext(start) if properties is not None else paragraph._p.insert(0, start)
    paragraph._p.append(end)


def _bookmark(place: int) -> str:
    return f"_Toc{place:08}"


def write_contents(word: Any, headings: Sequence[Heading], pages: Sequence[int], width: float) -> None:
    """The list of contents: a field that Word fills in anew, and until then a line for each heading that leads to it, with
    the page on which it stands in the PDF. `width`: of the text, in points."""
    paragraph: Any = None
    for place, (heading, page) in enumerate(zip(headings, pages, strict=True)):
        paragraph = word.add_paragraph(style=_line_style(word, heading.level, width))
        if place == 0:
            paragraph.add_run()._r.append(field_mark("begin", dirty="true"))
            instruct(paragraph, r'TOC \o "1-2" \h \z \u')
            paragraph.add_run()._r.append(field_mark("separate"))
        _line(paragraph, place, clean(heading.text), page)
    if paragraph is not None:
        paragraph.add_run()._r.append(field_mark("end"))


def _line(paragraph: Any, place: int, text: str, page: int) -> None:
    """The heading, dots, and its page as a field."""
    before = len(paragraph._p)
    paragraph.add_run(f"{text}\t")
    add_field(paragraph, rf"PAGEREF {_bookmark(place)} \h", str(page))
    link = element("hyperlink", anchor=_bookmark(place), history=1)
    for run in list(paragraph._p)[before:]:
        link.append(run)
    paragraph._p.append(link)


def _line_style(word: Any, level: int, width: float) -> Any:
    """The style of a line of the contents, which Word itself knows by this name; made on first use."""
    name = f"toc {level}"
    if name not in [style.name for style in word.styles]:
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.paragraph_format.left_indent = Pt(_INDENT * (level - 1))
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.tab_stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return word.styles[name]
