"""What is handed to people: warnings, codes, timelines, columns, large print, posters, marks to fold along."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.documents import missing_glyphs, qr
from desktop.core.documents.imposition import PAPERS
from desktop.core.documents.model import (
    TIP,
    Beside,
    Bullets,
    Callout,
    Document,
    Heading,
    KeepTogether,
    Mark,
    Paragraph,
    QrCode,
    Span,
    Table,
    TextColumns,
    Timeline,
    every,
)
from desktop.core.documents.model import Column as TableColumn
from desktop.core.documents.timeline import axis_of
from desktop.core.errors import UserError
from tests.core.documents.papers import characters, paper, pdf_words, rendered, sheets, squeezed

SEASON = Timeline(
    [Span("播种", date(2026, 5, 1), date(2026, 5, 10), "5厘米地温10℃"), Span("收获", date(2026, 9, 28), date(2026, 10, 8))],
    [Mark(date(2026, 5, 5), "立夏"), Mark(date(2026, 5, 6), "次日"), Mark(date(2027, 1, 1), "不在")],
    "农事历",
)
SENTENCES = [f"第{n}段，适期早播，合理密植，防治病虫害，适时收获。" * 2 for n in range(12)]


def picture(document: Document, number: int = 0, scale: float = 1.0) -> Any:
    return pypdfium2.PdfDocument(rendered(document, ".pdf"))[number].render(scale=scale, grayscale=True).to_pil().convert("L")


def test_columns_read_one_after_the_other_and_end_level() -> None:
    document = paper(TextColumns([Paragraph(text) for text in SENTENCES]))
    words = pdf_words(document)
    places = [words.index(squeezed(text)) for text in SENTENCES]
    assert places == sorted(places)
    (letters,) = characters(document)
    middle = PAPERS["A4"][0] / 2
    body = [letter for letter in letters if 70 < letter[3] < 760]
    left = [foot for _c, start, _end, foot in body if start < middle]
    right = [foot for _c, start, _end, foot in body if start >= middle]
    assert left and right and abs(min(left) - min(right)) < 60
    assert not any(start < middle < end for _c, start, end, _foot in body), "nothing stands in the gutter"


@pytest.mark.parametrize("count", [2, 3])
def test_columns_longer_than_a_page_go_on_and_lose_nothing(count: int) -> None:
    texts = [f"第{n}条说明文字。" * 12 for n in range(60)]
    document = paper(TextColumns([Paragraph(text) for text in texts], count))
    words = pdf_words(document)
    assert len(characters(document)) >= 2
    assert words.count("说") == 60 * 12


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(2, 3))
def test_columns_hold_every_word_once(lengths: list[int], count: int) -> None:
    document = paper(TextColumns([Paragraph(f"№{n}；" + "文" * length) for n, length in enumerate(lengths)], count))
    assert [pdf_words(document).count(f"№{n}；") for n in range(len(lengths))] == [1] * len(lengths)


def test_a_table_in_columns_repeats_its_head() -> None:
    table = Table([TableColumn("名称"), TableColumn("数")], [[f"行{n}", str(n)] for n in range(30)])
    assert pdf_words(paper(TextColumns([table]))).count("名称") == 2


def test_what_stands_beside_each_other_begins_level() -> None:
    (letters,) = characters(paper(Beside([Paragraph("左" * 30)], [Paragraph("右" * 90)], share=0.3)))
    heads = {side: max(foot for c, _l, _r, foot in letters if c == side) for side in "左右"}
    assert heads["左"] == pytest.approx(heads["右"], abs=0.5)
    assert max(end for c, _s, end, _f in letters if c == "左") < min(start for c, start, _e, _f in letters if c == "右")


def test_headings_and_captions_inside_other_blocks_are_numbered_in_order() -> None:
    inner = Beside([Heading("甲")], [KeepTogether([Heading("乙")])])
    words = pdf_words(paper(inner, TextColumns([Heading("丙"), SEASON])))
    assert "一、甲" in words and "二、乙" in words and "三、丙" in words and "图1农事历" in words


def test_every_finds_what_stands_inside() -> None:
    blocks = [Beside([Heading("a")], [TextColumns([Heading("b"), KeepTogether([Heading("c")])])]), Heading("d")]
    assert [b.text for b in every(blocks) if isinstance(b, Heading)] == ["a", "b", "c", "d"]


def test_characters_without_a_glyph_are_found_in_every_new_block() -> None:
    day = date(2026, 1, 1)
    blocks = [Callout("😀", "😁"), QrCode("x", "😂"), Timeline([Span("😃", day, day, "😄")], [Mark(day, "😅")])]
    assert {c for c, _where in missing_glyphs(paper(TextColumns(blocks)))} == set("😀😁😂😃😄😅")


def test_a_warning_shows_without_colour() -> None:
    """It has a sign at the left of its text, where a tip has nothing."""
    warning, tip = (paper(Callout("文字", "标题", kind), header="x") for kind in ("warning", TIP))
    lefts = [min(left for c, left, _r, _f in characters(document)[0] if c == "标") for document in (warning, tip)]
    assert lefts[0] > lefts[1] + 15
    sign = picture(warning, scale=4).crop((int(lefts[1] * 4), 250, int(lefts[0] * 4) - 8, 400))
    assert sum(value < 160 for value in sign.tobytes()) > 400


def test_a_timeline_names_its_months_in_the_language_of_the_document() -> None:
    assert all(f"{month}月" in pdf_words(paper(SEASON)) for month in (5, 6, 7, 8, 9, 10))
    english = pdf_words(paper(SEASON, language="en"))
    assert "May" in english and "Oct" in english and "Apr" not in english


def test_marks_that_lie_close_both_stand_and_one_outside_does_not() -> None:
    words = pdf_words(paper(SEASON))
    assert "立夏" in words and "次日" in words and "不在" not in words


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), min_size=1, max_size=6))
def test_every_day_lies_on_the_axis_in_the_order_of_the_calendar(spans: list[tuple[date, int]]) -> None:
    block = Timeline([Span("x", begin, begin + timedelta(days=length)) for begin, length in spans])
    axis = axis_of(block)
    for span in block.spans:
        assert 0.0 <= axis.place(span.begins) < axis.place(span.ends, after=True) <= 1.0
    ends = [edge for _name, begin, end in axis.months for edge in (begin, end)]
    assert ends[0] == 0.0 and ends[-1] == pytest.approx(1.0) and ends == sorted(ends)


def test_a_code_is_drawn_as_its_squares_with_white_around_it() -> None:
    rows = qr.modules("tel:13800000000")
    page = picture(paper(QrCode("tel:13800000000", size_mm=60), header=" "), scale=4)
    dark = page.point(lambda v: 255 if v < 128 else 0).crop((300, 270, page.width - 300, 1200))
    left, top, right, bottom = dark.getbbox()
    unit = (right - left) / len(rows)
    assert right - left == pytest.approx(bottom - top, abs=2)
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            pixel = dark.getpixel((int(left + (x + 0.5) * unit), int(top + (y + 0.5) * unit)))
            assert (pixel == 255) == black, (x, y)


def test_texts_of_codes_are_those_a_telephone_understands() -> None:
    assert qr.telephone("138 0000-0000") == "tel:13800000000"
    card = qr.card("𬬭;先生", "+86 138", "例丰,种业")
    assert card.split("\r\n") == ["BEGIN:VCARD", "VERSION:3.0", "N:𬬭\\;先生;;;;", "FN:𬬭\\;先生", "ORG:例丰\\,种业",
                                  "TEL;TYPE=CELL:+86138", "END:VCARD"]  # fmt: skip


def test_a_text_too_long_for_a_code_is_said() -> None:
    with pytest.raises(UserError, match="1200字节"):
        rendered(paper(QrCode("文" * 500)), ".pdf")


@pytest.mark.parametrize("page", ["A5", "A4", "A3", "A2", "A1"])
def test_pages_have_the_size_of_their_paper(page: str) -> None:
    for scale in (1.0, 2.0):
        found = pypdfium2.PdfDocument(rendered(paper(Heading("x"), page=page, font_scale=scale), ".pdf"))
        assert found[0].get_size() == pytest.approx(PAPERS[page], abs=0.6)


def test_large_print_is_larger_and_keeps_the_margins() -> None:
    texts = [Heading("题"), Paragraph("文" * 200), Bullets(["项"])]
    plain, large = (characters(paper(*texts, font_scale=scale)) for scale in (1.0, 1.5))
    heights = [next(right - left for c, left, right, _f in pages[0] if c == "文") for pages in (plain, large)]
    assert heights[1] == pytest.approx(1.5 * heights[0], rel=0.02)
    for pages in (plain, large):
        assert min(left for _c, left, _r, _f in pages[0]) == pytest.approx(min(left for _c, left, _r, _f in plain[0]), abs=2)


@pytest.mark.parametrize(("folds", "places"), [(1, [0.5]), (2, [1 / 3, 2 / 3])])
def test_marks_to_fold_along_stand_at_both_edges(folds: int, places: list[float]) -> None:
    page = picture(paper(Heading("x"), folds=folds), scale=4)
    for share in places:
        for x in (7, 203):  # mm
            column = page.crop((int(x / 25.4 * 288) - 2, 0, int(x / 25.4 * 288) + 2, page.height))
            dark = column.point(lambda v: 255 if v < 200 else 0).getbbox()
            assert dark is not None
            row = column.crop((0, int(page.height * share) - 4, 4, int(page.height * share) + 4))
            assert row.getextrema()[0] < 200


def test_word_has_columns_a_framed_warning_and_a_shaded_timeline() -> None:
    document = paper(Callout("7天内禁止采食", "安全间隔期"), SEASON, Beside([QrCode("x")], [Paragraph("旁边")]),
                     TextColumns([Paragraph("分栏")]), Paragraph("之后"))  # fmt: skip
    word = docx.Document(io.BytesIO(rendered(document, ".docx").getvalue()))
    counts = [section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in word.sections]
    assert counts[-2:] == ["2", "1"]
    text = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "⚠ 安全间隔期" in text and "7天内禁止采食" in text and "旁边" in text and "播种  5-1 – 5-10" in text
    assert len(word.inline_shapes) == 1 and "8DBD98" in word.element.xml


def test_large_print_is_larger_in_word_too() -> None:
    word = docx.Document(io.BytesIO(rendered(paper(Paragraph("x"), font_scale=2.0, page="A5"), ".docx").getvalue()))
    assert word.styles["Normal"].font.size.pt == 21 and word.sections[0].page_width.mm == pytest.approx(148, abs=1)


def test_a_spreadsheet_keeps_their_words() -> None:
    with i18n.using("zh_CN"):
        found = sheets(paper(Callout("正文", "标题"), SEASON, TextColumns([Paragraph("栏")]), QrCode("tel:1", "电话")))
    words = "\n".join(str(cell.value) for row in found.worksheets[0].iter_rows() for cell in row if cell.value)
    assert all(text in words for text in ("标题", "正文", "播种  5-1 – 5-10", "栏", "电话: tel:1"))
