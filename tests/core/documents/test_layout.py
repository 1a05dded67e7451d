"""How a PDF's pages are filled: nothing passes a page's foot, figures float, no page is left empty without need."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.documents import model
from desktop.core.documents.model import (
    Beside,
    Block,
    Bullets,
    Callout,
    Column,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeepTogether,
    PageBreak,
    Paragraph,
    Sealed,
    Signatures,
    Table,
    TextColumns,
)
from desktop.core.documents.outline import numbered
from desktop.core.documents.pdf_layout import pages
from desktop.core.documents.pdf_placing import Page
from desktop.core.documents.pdf_tables import TableBox
from desktop.core.errors import UserError
from tests.core.documents.papers import numbers, paper, pdf, pdf_words

LINE = "春玉米适期早播，合理密植，及时追肥。"


def laid(*blocks: Block, **options: object) -> list[Page]:
    return pages(numbered(paper(*blocks, **options)))


def figure(caption: str = "图", height: float = 85.0) -> Figure:
    return Figure(lambda canvas: None, caption, height_mm=height)


def wide_table(rows: int, columns: int = 16, caption: str = "宽表") -> Table:
    heads, values = numbers(columns)
    return Table([Column("号", "number", 0), *heads], [[n, *values[0]] for n in range(rows)], caption)


def rows_on(made: Sequence[Page]) -> int:
    """How many table rows stand on the pages, those inside what is kept together included."""
    def count(boxes: Sequence[object]) -> int:
        return sum(len(box.rows) if isinstance(box, TableBox) else count(getattr(box, "boxes", ())) for box in boxes)

    return count([box for page in made for box, _top in page.placed])


def empty_pages(made: Sequence[Page]) -> list[int]:
    """The pages, all but the last, that are more than a third empty."""
    return [n for n, page in enumerate(made[:-1], start=1) if not page.cover and page.filled < 2 / 3]


@pytest.mark.parametrize("count", range(14, 60, 5))
def test_a_table_kept_under_its_heading_is_measured_on_the_turned_page_on_which_it_stands(count: int) -> None:
    group = KeepTogether([Heading("小区数据"), Paragraph(LINE), wide_table(count)])
    assert rows_on(laid(Paragraph(LINE * 40), group)) == count
    words = pdf_words(paper(group))
    assert all(f"{1000.0 + n:.1f}" in words for n in range(16))


BLOCKS = st.deferred(lambda: st.one_of(
    st.integers(1, 60).map(lambda n: Paragraph(LINE * n)),
    st.just(Heading("标题")),
    st.tuples(st.integers(1, 70), st.integers(1, 28)).map(lambda size: wide_table(*size)),
    st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(1, 40)).map(
        lambda size: Table([Column("a"), Column("b")], [[LINE * size[2], "x"]] * size[0], "表", [LINE * size[2]] * size[1],
                           total_rows=min(size)),
    ),
    st.integers(20, 240).map(lambda height: figure(height=float(height))),
    st.integers(1, 300).map(lambda n: Callout(LINE * n, "提示")),
    st.lists(st.integers(1, 120), max_size=4).map(lambda many: Bullets([LINE * n for n in many])),
    st.integers(1, 9).map(lambda n: Signatures(["签字"] * n)),
    st.just(Sealed("单位")), st.just(PageBreak()),
    st.integers(1, 100).map(lambda n: Beside([Paragraph(LINE * n)], [Paragraph(LINE)])),
    st.integers(1, 100).map(lambda n: TextColumns([Paragraph(LINE * n), figure()])),
    st.lists(BLOCKS, min_size=1, max_size=3).map(KeepTogether),
))  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCKS, max_size=8), st.sampled_from(["A5", "A4", "A3"]), st.booleans(), st.sampled_from([0.8, 1.0, 1.7]))
def test_nothing_passes_the_foot_of_its_page_and_no_row_is_lost(
    blocks: list[Block], sheet: str, landscape: bool, scale: float
) -> None:
    made = laid(*blocks, page=sheet, landscape=landscape, font_scale=scale)  # the guard raises where a box is too high
    for page in made:
        tops = [top for _box, top in page.placed]
        assert tops == sorted(tops, reverse=True)
        assert all(top - box.height >= page.sheet.foot - 0.5 for box, top in page.placed)
    drawn = sum(isinstance(block, Figure) for block in model.flat(blocks))
    placed = [type(box).__name__ for page in made for box, _top in page.placed]
    inside = sum(_figures_in(box) for page in made for box, _top in page.placed)
    assert drawn <= placed.count("FigureBox") + inside


def _figures_in(box: object) -> int:
    return sum((type(inner).__name__ == "FigureBox") + _figures_in(inner) for inner in getattr(box, "boxes", ()))


def test_what_no_page_can_hold_is_refused_by_its_name_and_page_instead_of_being_cut() -> None:
    cover = Cover("试验报告", facts=[(f"事项{n}", LINE * 6) for n in range(60)])
    with pytest.raises(UserError, match=r"1.*试验报告"):
        laid(cover)


def test_a_figure_that_does_not_fit_stands_on_the_next_page_and_the_text_goes_on() -> None:
    made = laid(Paragraph(LINE * 100), figure("甲", 150.0), Heading("后文"), Paragraph(LINE * 90))
    assert type(made[1].placed[0][0]).__name__ == "FigureBox"
    assert empty_pages(made) == []


def test_figures_keep_their_order_and_none_passes_the_lines_to_sign_on() -> None:
    document = paper(Paragraph(LINE * 100), figure("甲", 150.0), figure("乙", 20.0), Paragraph(LINE * 20), Signatures(["签字"]))
    words = pdf_words(document)
    assert words.index("图1甲") < words.index("图2乙") < words.index("签字")


@pytest.mark.parametrize("lines", range(20, 260, 24))
def test_no_page_but_the_last_is_left_more_than_a_third_empty(lines: int) -> None:
    group = KeepTogether([Heading("结果"), Paragraph(LINE * 20), Table([Column("号")], [[n] for n in range(30)], "表")])
    made = laid(Paragraph(LINE * lines), figure(), figure(height=120), group, wide_table(24), Paragraph(LINE * 80), figure())
    assert empty_pages(made) == []


@pytest.mark.parametrize("count", range(24, 44))
def test_no_single_row_and_no_line_to_sign_on_goes_to_a_page_alone(count: int) -> None:
    table = Table([Column("序号", "number", 0), Column("姓名")], [[n, ""] for n in range(count)], row_mm=9, boxed=True)
    made = laid(table, Signatures(["记录人", "负责人"]))
    last = [box for box, _top in made[-1].placed]
    assert len(made) == 1 or (isinstance(last[0], TableBox) and len(last[0].rows) >= 2)


def test_a_column_of_long_texts_gets_the_room_that_short_ones_do_not_need() -> None:
    table = Table([Column("日期"), Column("地点"), Column("说明")], [["2026-05-01", "肇州县例南镇", LINE * 20]] * 5)
    box = next(box for box, _top in laid(table)[0].placed if isinstance(box, TableBox))
    date, place, text = box.widths
    assert text > 0.6 * sum(box.widths) and date < 70 and place < 100
    assert max(len(cell.lines) for row in box.rows for cell in row.cells[:2]) <= 2


def test_many_short_names_stand_on_one_line_beside_a_single_long_remark() -> None:
    rows = [[f"黑龙江省农业科学院绥化分院选育{n:02}号", LINE * 30 if n == 3 else ""] for n in range(30)]
    box = next(box for box, _top in laid(Table([Column("品种"), Column("备注")], rows))[0].placed if isinstance(box, TableBox))
    assert all(len(row.cells[0].lines) == 1 for row in box.rows)


@pytest.mark.parametrize("sentences", range(12, 60, 8))
def test_a_tall_row_is_divided_where_its_page_would_else_be_left_empty(sentences: int) -> None:
    rows = [[f"{n}号", LINE * sentences] for n in range(9)]
    made = laid(Paragraph(LINE * 60), Heading("记录"), Table([Column("号", weight=0), Column("说明")], rows, "表"))
    assert empty_pages(made) == []
    names = [cell.lines[0].text for page in made for box, _top in page.placed if isinstance(box, TableBox)
             for row in box.rows for cell in row.cells[:1] if cell.lines]  # fmt: skip
    assert names == [f"{n}号" for n in range(9)]


@pytest.mark.parametrize("count", range(60, 130, 9))
def test_pages_set_sideways_are_filled_evenly(count: int) -> None:
    made = laid(Paragraph(LINE * 60), wide_table(count), Paragraph(LINE * 90))
    turned = [page.filled for page in made if page.sheet.width > page.sheet.height]
    assert turned and min(turned) > 2 / 3


def test_a_page_break_that_spares_paper_turns_the_page_only_near_its_end() -> None:
    for lines, turned in ((30, False), (140, True)):
        made = laid(Paragraph(LINE * lines), PageBreak(model.THIRD), Heading("后文"), Paragraph(LINE))
        assert (len(made) > 1) is turned


def test_contents_name_the_pages_of_their_headings_from_nine_pages_on() -> None:
    def document(parts: int) -> Document:
        text = Paragraph(LINE * 60)
        return paper(Cover("报告"), Contents(), *(block for n in range(parts) for block in
                     (Heading(f"第{n}部分"), text, Heading("细节", 2), text, PageBreak())))  # fmt: skip

    assert "目录" not in pdf_words(document(3))
    reader = pdf(document(9))
    contents = reader.pages[1].extract_text()
    assert "目录" in contents
    for n in range(9):
        stands_on = max(i for i, page in enumerate(reader.pages, start=1) if f"第{n}部分" in page.extract_text())
        assert re.search(rf"第{n}部分\s*{stands_on}\b", contents), contents


def test_a_document_a_little_longer_than_its_pages_is_set_a_little_smaller() -> None:
    made = {count: laid(*[Paragraph(LINE)] * count) for count in range(30, 60)}
    fullest = max(count for count, found in made.items() if len(found) == 1)
    assert 0.9 < made[fullest][0].sheet.scale < 1.0
    assert len(made[fullest + 1]) == 2 and made[fullest + 1][0].sheet.scale == 1.0


@pytest.mark.parametrize("lines", [6, 14, 22, 30])
def test_a_table_that_goes_on_is_not_parted_by_a_figure(lines: int) -> None:
    """A figure that waits for a page stands behind the rest of a table, not between its rows; it is never forgotten."""
    heads, values = numbers(3)
    table = Table([Column("号", "number", 0), *heads], [[n, *values[0]] for n in range(60)], "长表")
    made = laid(*[Paragraph(LINE)] * lines, figure(height=150), figure(height=150), Heading("其他性状"), table,
                *[Paragraph(LINE)] * 60)
    order = [kind for page in made for box, _top in page.placed if (kind := type(box).__name__) in ("TableBox", "FigureBox")]
    assert rows_on(made) == 60 and order.count("FigureBox") == 2
    first, last = order.index("TableBox"), len(order) - 1 - order[::-1].index("TableBox")
    assert set(order[first:last + 1]) == {"TableBox"}, order
