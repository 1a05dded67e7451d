"""What comes out of the printer: every text literal, no column cut, no row split, page x of y."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from desktop.core.documents import fonts, model
from desktop.core.documents.model import (
    Bullets,
    Checks,
    Column,
    Cover,
    Figure,
    Grid,
    GridCell,
    Heading,
    Image,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from tests.core.documents.papers import HOSTILE, RARE, characters, numbers, paper, pdf, pdf_words, squeezed

A4 = (595.3, 841.9)


def everywhere(text: str) -> model.Document:
    """A document with `text` in every place that can hold one."""
    return paper(
        Cover(text, text, [(text, text)], text),
        Heading(text),
        Paragraph(text, lead=text),
        Bullets([text]),
        Checks([(None, text)]),
        KeyValues([(text, text)]),
        Table([Column(text, unit=text, group=text)], [[text]], text, [text]),
        Grid([[GridCell(text)]], [text], [text], text),
        Figure(lambda figure: figure.text(0.1, 0.5, text), text),
        Signatures([text]),
        title=text,
        header=text,
        footer=text,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is_wherever_it_stands(text: str) -> None:
    words = pdf_words(everywhere(text))
    assert words.count(squeezed(text)) >= 15


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_brings_no_picture_and_no_link(text: str) -> None:
    for page in pdf(everywhere(text)).pages:
        assert "/Annots" not in page
        assert not page.images


def test_rare_characters_can_be_copied_and_searched() -> None:
    assert RARE in pdf_words(paper(Paragraph(f"地名{RARE}"), Table([Column("名")], [[RARE]])))


def test_all_of_gb2312_level_one_is_extracted_exactly() -> None:
    text = "".join(bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA))
    words = pdf_words(paper(*(Paragraph(text[start : start + 500]) for start in range(0, len(text), 500))))
    assert not Counter(text) - Counter(words)


def test_raised_and_lowered_digits_are_drawn_small_from_plain_ones() -> None:
    words = pdf_words(paper(Paragraph("P₂O₅ 与 K₂O，kg·hm⁻²，m²")))
    assert "P2O5与K2O" in words
    assert "[U+" not in words


def test_what_the_font_lacks_is_shown_by_its_number_never_as_a_box() -> None:
    assert "王[U+1F33D]强" in pdf_words(paper(Paragraph("王🌽强")))


def test_control_characters_vanish_and_direction_marks_show() -> None:
    words = pdf_words(paper(Paragraph("a\x00b\x07c\u200bd\u202ee")))
    assert "abcd[U+202E]e" in words


def test_forty_thousand_characters_are_all_printed() -> None:
    words = pdf_words(paper(Paragraph("玉" * 40_000), Table([Column("记")], [["米" * 40_000]])))
    assert Counter(words)["玉"] == Counter(words)["米"] == 40_000


def test_every_font_is_embedded_and_is_ours() -> None:
    names = set()
    for page in pdf(everywhere("试验 Trial")).pages:
        for font in (reference.get_object() for reference in page["/Resources"]["/Font"].values()):
            names.add(font["/BaseFont"].split("+")[1])
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


@pytest.mark.parametrize(("language", "numbers_of_page"), [("zh_CN", "第2页共3页"), ("en", "Page2of3")])
def test_every_page_but_the_cover_says_which_it_is(language: str, numbers_of_page: str) -> None:
    blocks = [Cover("封面"), Paragraph("一"), PageBreak(), Paragraph("二")]
    reader = pdf(paper(*blocks, language=language))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    assert numbers_of_page in pages[1]
    assert numbers_of_page.replace("2", "1", 1) not in pages[0]


def test_properties_and_bookmarks_are_set() -> None:
    headings = [Heading("设计"), Heading("细节", 3), Heading("结果")]
    reader = pdf(paper(*headings, title="报告𬬭", author="王", subject="玉米", keywords=["试验"]))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == ("报告𬬭", "王", "玉米")
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == ["一、设计", "二、结果"]
    assert reader.page_mode != "/UseOutlines"
    assert pdf(paper(*(Heading(f"第{n}") for n in range(6)))).page_mode == "/UseOutlines", "a long one opens with its bookmarks"


@pytest.mark.parametrize("count", [3, 8, 14, 24, 60])
def test_no_character_of_a_table_of_any_width_is_cut(count: int) -> None:
    columns, rows = numbers(count)
    document = paper(Table([Column("品种"), *columns], [["先玉335", *row] for row in rows], "性状"))
    words = pdf_words(document)
    for row in rows:
        assert all(f"{value:.1f}" in words for value in row)
    for reader_page, page in zip(pdf(document).pages, characters(document), strict=True):
        width = float(reader_page.mediabox.width)
        assert all(left >= 42 and right <= width - 42 for _c, left, right, _foot in page)


def test_a_small_wide_table_stands_upright_and_a_tall_one_turns_its_page_while_the_text_goes_on() -> None:
    columns, rows = numbers(16)
    for many, sizes in ((rows, [A4]), (rows * 8, [A4, A4[::-1]])):
        document = paper(Paragraph("前"), Heading("性状"), Table(columns, many), Paragraph("后"))
        pages = pdf(document).pages
        assert [(round(float(page.mediabox.width), 1), round(float(page.mediabox.height), 1)) for page in pages] == sizes
        first = pages[0].extract_text()
        assert "前" in first and "性状" in first and "后" in first


def test_the_heading_of_a_wide_table_turns_with_it_where_nothing_follows_that_could_fill_its_page() -> None:
    columns, rows = numbers(16)
    pages = pdf(paper(Paragraph("前"), Heading("性状"), Table(columns, rows * 8))).pages
    assert "一、性状" in pages[1].extract_text() and "性状" not in pages[0].extract_text()


def test_a_table_too_wide_for_any_page_is_divided_and_repeats_its_key_column() -> None:
    columns, rows = numbers(60)
    table = Table([Column("品种"), *columns], [["先玉335", *row] for row in rows[:1]], "性状")
    words = pdf_words(paper(table))
    assert words.count("先玉335") >= 2
    assert "性状（续）" in words


def test_the_header_is_repeated_on_every_page_and_no_row_is_split() -> None:
    rows = [[f"第{i}行", "很长的说明文字" * (1 + i % 9)] for i in range(80)]
    pages = [squeezed(page.extract_text()) for page in pdf(paper(Table([Column("行号"), Column("说明")], rows))).pages]
    assert len(pages) > 2
    assert all("行号说明" in page for page in pages)
    for i, row in enumerate(rows):
        [page] = [page for page in pages if f"第{i}行" in page]
        assert f"第{i}行{row[1]}" in page


def test_a_row_taller_than_a_page_is_divided_between_lines() -> None:
    words = pdf_words(paper(Table([Column("号"), Column("说明")], [["一", "长" * 9000], ["二", "短"]])))
    assert Counter(words)["长"] == 9000


def test_totals_never_stand_alone_under_a_header() -> None:
    for count in range(30, 50):
        rows = [[i, 1.0] for i in range(count)] + [["合计", float(count)]]
        table = Table([Column("号"), Column("值", "number", 1)], rows, total_rows=1)
        last = [page.extract_text() for page in pdf(paper(table)).pages][-1]
        assert "合计" in last
        assert str(count - 1) in last


def test_no_heading_is_left_at_the_foot_of_a_page() -> None:
    for lines in range(20, 45):
        blocks = [Paragraph("行") for _ in range(lines)]
        pages = [page.extract_text() for page in pdf(paper(*blocks, Heading("标题"), Paragraph("正文" * 60))).pages]
        [with_heading] = [page for page in pages if "标题" in page]
        assert "正文" in with_heading


def test_what_is_kept_together_stands_on_one_page() -> None:
    for lines in range(20, 40, 3):
        group = KeepTogether([Heading("品种"), Paragraph("评语" * 100), Paragraph("末句")])
        pages = [page.extract_text() for page in pdf(paper(*[Paragraph("行")] * lines, group)).pages]
        [page] = [page for page in pages if "品种" in page]
        assert "末句" in page


def test_a_group_taller_than_a_page_is_taken_apart() -> None:
    words = pdf_words(paper(KeepTogether([Paragraph("长" * 3000), Paragraph("末句")])))
    assert words.count("长") == 3000
    assert "末句" in words


def test_numbers_are_rounded_half_even_and_missing_ones_are_dashes() -> None:
    columns = [
        Column("a", "number", 1),
        Column("b", "percent", 1, signed=True),
        Column("c", "number", 2, thousands=True),
    ]
    words = pdf_words(paper(Table(columns, [[0.35, 5.25, 12345.675], [None, -3.2, float("nan")]])))
    for text in ("0.4", "+5.2%", "12,345.68", "−3.2%", "–"):
        assert text in words


def test_a_photograph_is_printed_and_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jpg", tmp_path / "bad.jpg"
    Picture.new("RGB", (3000, 2000), "green").save(good)
    bad.write_bytes(b"no picture")
    reader = pdf(paper(Image(good, "照片"), Image(bad)))
    text = "".join(page.extract_text() for page in reader.pages)
    assert sum(len(page.images) for page in reader.pages) == 1
    assert "bad.jpg" in text
    assert "图1" in text


def test_a_figure_is_drawn_as_vectors_with_its_text_as_text() -> None:
    document = paper(Figure(lambda figure: figure.text(0.2, 0.5, "产量𬬭"), "图注"))
    assert "产量𬬭" in pdf_words(document)
    assert not any(page.images for page in pdf(document).pages)


def test_an_empty_document_is_one_page() -> None:
    assert len(pdf(paper()).pages) == 1


def test_a_document_on_a5_keeps_its_margins() -> None:
    document = paper(Heading("手册"), Paragraph("种植建议" * 200), Grid([[GridCell("1"), None]]), page="A5")
    for page in characters(document):
        assert all(left >= 42 and right <= 420 - 42 for _c, left, right, _foot in page)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=60), min_size=2, max_size=2), max_size=8), st.text(max_size=300))
def test_no_text_can_stop_a_report(rows: list[list[str]], text: str) -> None:
    blocks = [Paragraph(text), Table([Column(text), Column("b")], rows, text), KeyValues([(text, text)])]
    assert len(pdf(paper(*blocks, title=text)).pages) >= 1


def test_no_module_uses_the_paragraph_of_reportlab_which_reads_markup() -> None:
    for path in Path(fonts.__file__).parents[2].rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"reportlab\.platypus|paraparser|xPreformatted", source), path.name
