"""The pages of a Word document: none empty, no signature alone, figures that leave no page half blank."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from desktop.core.documents.docx_flow import flowing
from desktop.core.documents.model import (
    Block,
    Bullets,
    Column,
    Cover,
    Figure,
    Grid,
    GridCell,
    Heading,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    TextColumns,
)
from desktop.core.documents.pdf_layout import height_of, sheet
from tests.core.documents.papers import paper
from tests.core.documents.test_docx import word
from tests.core.documents.test_layout import wide_table

WIDE = wide_table(24)


def figure(height: float) -> Figure:
    return Figure(lambda canvas: None, f"高{height}", height_mm=height)


def kept(part: Any) -> bool:
    return all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in part.iter(qn("w:p")))


@pytest.mark.parametrize("before", [[], [Heading("名录")]])
def test_a_wide_list_begins_on_the_first_page(before: list[Block]) -> None:
    found = word(*before, WIDE)
    assert len(found.sections) == 1 and found.sections[0].page_width > found.sections[0].page_height


@pytest.mark.parametrize("first", [PageBreak(), Cover("封面")])
def test_no_page_break_stands_before_a_page_that_is_turned_anyway(first: Block) -> None:
    found = word(Paragraph("正文"), first, WIDE)
    assert not found.element.body.findall(f".//{qn('w:br')}") and len(found.sections) == 2


@pytest.mark.parametrize("before", [Paragraph("已核对。"), Table([Column("a")], [["x"], ["y"], ["z"], ["w"]])])
def test_lines_to_sign_on_stay_with_what_is_signed_and_with_each_other(before: Block) -> None:
    body = word(before, Signatures(["甲方", "乙方", "丙方", "丁方"], dated=True)).element.body
    signed = [p for p in body.findall(qn("w:p")) if "方" in "".join(t.text or "" for t in p.iter(qn("w:t")))
              or "日期" in "".join(t.text or "" for t in p.iter(qn("w:t")))]
    assert len(signed) == 4 and all(kept(p) for p in signed[:-1])
    above = signed[0].getprevious()
    assert kept(above)
    if isinstance(before, Table):
        assert [kept(row) for row in above.getprevious().findall(qn("w:tr"))] == [True, True, False, True, True]


def test_rows_of_a_table_may_part_but_for_the_first_and_the_last_two() -> None:
    body = word(Table([Column("a")], [[n] for n in range(9)]), Paragraph("x"),
                Table([Column("a")], [[n] for n in range(6)], total_rows=1)).element.body
    first, second = ([kept(row) for row in table.findall(qn("w:tr"))] for table in body.findall(qn("w:tbl")))
    assert first == [True, True, *[False] * 6, True, False]
    assert second == [True, True, False, False, False, True, False]
    plan = word(Grid([[GridCell("a")]] * 9, row_names=list("abcdefghi"))).element.body
    names = [row.find(qn("w:tc")) for row in plan.find(qn("w:tbl")).findall(qn("w:tr"))]
    assert [kept(name) for name in names] == [True, *[False] * 6, True, False]


def test_what_is_written_into_by_hand_has_lines_around_every_cell() -> None:
    cells = word(Table([Column("a"), Column("b")], [["", ""]] * 3, boxed=True, row_mm=9)).element.body.findall(
        f".//{qn('w:tc')}")
    for cell in cells:
        sides = cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}")
        assert sides is not None and {side.tag for side in sides} == {qn(f"w:{s}") for s in ("top", "left", "bottom", "right")}


def test_the_gap_below_a_table_is_no_line_and_the_last_one_begins_no_page() -> None:
    gaps = [p for p in word(Table([Column("a")], [["x"]]), Paragraph("中"), Table([Column("a")], [["x"]])).paragraphs
            if not p.text]
    assert [p.paragraph_format.line_spacing for p in gaps] == [Pt(8), Pt(1)]


ORDER = [qn(f"w:{tag}") for tag in ("pStyle", "keepNext", "keepLines", "tabs", "spacing", "ind", "jc", "rPr", "sectPr")]


@pytest.mark.parametrize("last", [TextColumns([Paragraph("正文")] * 3, 2), Table([Column("a")], [["x"]]), PageBreak(), WIDE])
def test_the_end_is_low_and_every_paragraph_has_its_properties_in_the_order_of_the_schema(last: Block) -> None:
    found = word(Paragraph("正文"), last)
    for properties in found.element.body.iter(qn("w:pPr")):
        places = [ORDER.index(child.tag) for child in properties if child.tag in ORDER]
        assert places == sorted(places)
    end = found.paragraphs[-1]
    assert end._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None
    if not isinstance(last, PageBreak):
        assert end.paragraph_format.line_spacing == Pt(1)


def test_a_paragraph_that_announces_what_follows_stays_with_it() -> None:
    announcing, plain = word(Paragraph("差异如下："), Paragraph("完。")).paragraphs
    assert announcing.paragraph_format.keep_with_next and not plain.paragraph_format.keep_with_next


def flowed(*blocks: Block) -> list[Block]:
    made, stays = flowing(blocks, [False] * len(blocks), sheet(paper(), False), lambda _block: False)
    assert len(made) == len(stays) == len(blocks)
    return made


def test_two_figures_of_more_than_half_a_page_stand_on_one() -> None:
    page = sheet(paper(), False)
    made = flowed(figure(150), figure(150))
    assert sum(height_of(one, page) for one in made) <= page.room[1]
    assert all(isinstance(one, Figure) and one.height_mm >= 150 * 0.7 for one in made)


def test_a_figure_that_would_leave_the_foot_empty_is_smaller_or_stands_later() -> None:
    page = sheet(paper(), False)
    text = Paragraph("正文" * 40)
    lines = [text] * int(page.room[1] * 0.6 / height_of(text, page))
    small = flowed(*lines, figure(110))[-1]
    assert isinstance(small, Figure) and 77 <= small.height_mm < 110
    tall = [Heading("结果"), *[Paragraph("后文" * 60)] * 9]
    made = flowed(*lines[:len(lines) * 5 // 6], figure(220), *tall)
    assert made.index(tall[-1]) > 0 and isinstance(made[-1], Figure | Paragraph)
    place = next(at for at, block in enumerate(made) if isinstance(block, Figure))
    assert place > len(lines) * 5 // 6 + 1, "text that comes later fills the page"


def test_no_figure_passes_what_is_signed_nor_another_figure() -> None:
    text = [Paragraph("正文" * 40)] * 14
    made = flowed(*text, figure(200), Bullets(["一"]), Signatures(["甲"]), Paragraph("附"), figure(90), figure(60))
    order = [type(block).__name__ for block in made[14:]]
    assert order.index("Signatures") > order.index("Figure") and order.index("Bullets") < order.index("Signatures")
    assert [block.caption for block in made if isinstance(block, Figure)] == ["高200", "高90", "高60"]
