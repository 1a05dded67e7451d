"""A Word document is one a colleague can go on writing in."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from desktop.core.documents.model import (
    NUMBER,
    Bullets,
    Checks,
    Column,
    Contents,
    Cover,
    Figure,
    Grid,
    GridCell,
    Heading,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from tests.core.documents.papers import HOSTILE, numbers, paper, rendered, texts_of


def word(*blocks: Any, **options: Any) -> Any:
    """The document of these blocks, opened as Word would."""
    return docx.Document(rendered(paper(*blocks, **options), ".docx"))


def test_headings_captions_and_titles_have_real_styles() -> None:
    found = word(Cover("封面"), Heading("设计"), Heading("细节", 2), Table([Column("a")], [["x"]], "表题"))
    styles = {paragraph.text: paragraph.style.name for paragraph in found.paragraphs if paragraph.text.strip()}
    assert styles == {"封面": "Title", "设计": "Heading 1", "细节": "Heading 2", "表1　表题": "Caption"}


@pytest.mark.parametrize(("language", "texts"), [("zh_CN", ["%1、", "（%2）", "%3."]), ("en", ["%1", "%1.%2", "%1.%2.%3"])])
def test_word_itself_counts_headings_in_one_list_of_three_levels(language: str, texts: list[str]) -> None:
    found = word(Heading("一"), Heading("二", 2), language=language)
    used = [found.styles[f"Heading {level}"].element.pPr.numPr for level in (1, 2, 3)]
    assert len({one.numId.val for one in used}) == 1 and [one.ilvl.val for one in used] == [0, 1, 2]
    numbering = found.part.numbering_part.element
    number = next(n.abstractNumId.val for n in numbering.num_lst if n.numId == used[0].numId.val)
    [listed] = [a for a in numbering.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == str(number)]
    assert [level.find(qn("w:lvlText")).get(qn("w:val")) for level in listed.findall(qn("w:lvl"))] == texts
    plain = word(Heading("一"), language=language, numbered_headings=False)
    assert plain.styles["Heading 1"].element.pPr.numPr is None


def test_the_contents_lead_to_every_heading_and_name_its_page() -> None:
    parts = [block for n in range(9) for block in (Heading(f"第{n}部分"), Paragraph("正文" * 400), PageBreak())]
    found = word(Cover("封面"), Contents(), *parts)
    body = found.element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert links == [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))] and len(links) == 9
    lines = [p.text for p in found.paragraphs if p.style.name == "toc 1"]
    assert [line.rpartition("\t")[2].strip() for line in lines] == [str(n) for n in range(2, 11)]
    codes = [code.text.split()[0] for code in body.iter(qn("w:instrText"))]
    assert codes == ["TOC", *["PAGEREF"] * 9]
    assert not list(word(Contents(), *parts[:6]).element.body.iter(qn("w:hyperlink"))), "a short document has no contents"


def test_every_style_names_a_font_for_chinese() -> None:
    found = word(Paragraph("正文"))
    for name in ("Normal", "Title", "Heading 1", "Heading 3", "Caption", "Table Text"):
        fonts = found.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == "Microsoft YaHei"
        assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_an_english_document_has_a_western_font() -> None:
    found = word(Paragraph("Text"), language="en")
    for name in ("Normal", "Title", "Heading 1", "Caption", "Table Text"):
        fonts = found.styles[name].element.rPr.rFonts
        assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Arial", "Microsoft YaHei")


@pytest.mark.parametrize(("language", "label", "texts"), [
    ("zh_CN", "表", ["表1　产量", "表2　2025年"]), ("en", "Table", ["Table 1  产量", "Table 2  2025年"])])
def test_captions_are_counted_by_word_and_right_before_it_counts(language: str, label: str, texts: list[str]) -> None:
    found = word(Table([Column("a")], [["x"]], "产量"), Grid([[GridCell("x")]], caption="2025年"), language=language)
    captions = [p for p in found.paragraphs if p.style.name == "Caption"]
    assert [p.text for p in captions] == texts
    codes = [code.text.split() for p in captions for code in p._p.iter(qn("w:instrText"))]
    assert codes == [["SEQ", label, "\\*", "ARABIC"]] * 2


def test_a_table_continued_keeps_its_number() -> None:
    found = word(Table([Column(f"一个很长的列名{n}") for n in range(60)], [["很长的内容"] * 60], "宽表"))
    codes = [code.text.split() for p in found.paragraphs if p.style.name == "Caption" for code in p._p.iter(qn("w:instrText"))]
    assert len(codes) > 1 and ["\\c" in code for code in codes] == [False, *[True] * (len(codes) - 1)]


def test_a_table_repeats_its_header_and_never_splits_a_row() -> None:
    columns = [Column("品种"), Column("产量", NUMBER, 1, unit="kg/亩")]
    [table] = word(Table(columns, [["先玉335", 812.35], ["缺区", None]], total_rows=1)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["品种", "产量 (kg/亩)"],
        ["先玉335", "812.4"],
        ["缺区", "–"],
    ]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]


def test_grouped_columns_span_in_a_second_header_row() -> None:
    columns = [Column("品种"), Column("Ⅰ", group="产量"), Column("Ⅱ", group="产量")]
    [table] = word(Table(columns, [["a", "1", "2"]])).tables
    assert [cell.text for cell in table.rows[0].cells] == ["", "产量", "产量"]
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_footer_counts_pages_by_fields() -> None:
    footer = word(Paragraph("x")).sections[0].footer.paragraphs[0]
    codes = [code.text.strip() for code in footer._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert footer.text.replace("1", "") == "第页 共页"


def test_pages_are_a4_and_turn_for_a_wide_table() -> None:
    columns, rows = numbers(16)
    found = word(Paragraph("前"), Heading("性状"), Table(columns, rows * 8), Paragraph("后"))
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for section in found.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert all(section.left_margin.mm >= 15 for section in found.sections)


def test_a_table_too_wide_for_any_page_becomes_several() -> None:
    columns, rows = numbers(60)
    found = word(Table([Column("品种"), *columns], [["甲", *row] for row in rows], "性状"))
    assert len(found.tables) > 1
    assert all(table.rows[1].cells[0].text == "甲" for table in found.tables)
    assert "表1　性状（续）" in texts_of(found.paragraphs)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    found = word(
        Cover(text, text, [(text, text)], text),
        Paragraph(text, lead=text),
        Bullets([text]),
        Checks([(False, text)]),
        KeyValues([(text, text)]),
        Table([Column(text)], [[text]], text, [text]),
        Grid([[GridCell(text)]], [text], [text]),
        Signatures([text]),
        title=text,
    )
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert cells.count(text) == 9
    assert sum(text in paragraph.text for paragraph in found.paragraphs) >= 7
    assert found.core_properties.title == text


def test_control_characters_do_not_stop_a_document() -> None:
    found = word(Paragraph("a\x00\x0b\ufffeb"), Table([Column("c\x01")], [["d\x1f"]]))
    assert "ab" in texts_of(found.paragraphs)
    assert found.tables[0].rows[1].cells[0].text == "d"


def test_what_is_kept_together_stays_with_what_follows() -> None:
    found = word(Paragraph("前"), KeepTogether([Paragraph("甲"), Paragraph("乙"), Paragraph("丙")]), Paragraph("后"))
    kept = {paragraph.text: bool(paragraph.paragraph_format.keep_with_next) for paragraph in found.paragraphs}
    assert kept == {"前": False, "甲": True, "乙": True, "丙": False, "后": False}


def test_each_numbered_list_begins_at_one() -> None:
    found = word(Bullets(["甲", "乙"], numbered=True), Paragraph("间"), Bullets(["丙"], numbered=True))
    items = [p for p in found.paragraphs if p.style.name == "List Number"]
    numbers_of_lists = [p._p.pPr.numPr.numId.val for p in items]
    assert numbers_of_lists[0] == numbers_of_lists[1] != numbers_of_lists[2]


def test_a_figure_is_a_picture_with_words_for_those_who_cannot_see_it() -> None:
    found = word(Figure(lambda figure: figure.subplots(), "产量", alt="各品种产量柱形图"), PageBreak())
    [shape] = found.inline_shapes
    assert shape._inline.docPr.get("descr") == "各品种产量柱形图"
    assert shape.width.mm == pytest.approx(165, abs=1)


def test_the_cover_has_no_header_and_properties_are_set() -> None:
    found = word(Cover("封面"), Paragraph("x"), author="王", language="en")
    assert found.sections[0].different_first_page_header_footer
    assert (found.core_properties.author, found.core_properties.language) == ("王", "en")


def test_it_can_be_saved_again_by_an_editor() -> None:
    found = word(Paragraph("x"), Table([Column("a")], [["b"]]))
    found.tables[0].add_row()
    found.save(io.BytesIO())
