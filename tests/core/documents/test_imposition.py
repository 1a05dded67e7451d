"""Pages on sheets: every page once, in order, in its place, as large as asked for."""

from __future__ import annotations

import io
from itertools import pairwise
from math import ceil

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.documents import imposition
from desktop.core.documents.imposition import ACTUAL, BOOKLET, CUSTOM, EDGE, OVERLAP, PAPERS, POSTER, SINGLE, TWO_UP, plan
from desktop.core.documents.model import Heading, PageBreak
from tests.core.documents.papers import paper, rendered

A4, A5 = PAPERS["A4"], PAPERS["A5"]
COUNTS = st.integers(1, 120)


def numbered_pages(count: int, page: str = "A4") -> bytes:
    blocks = [b for n in range(1, count + 1) for b in (Heading(f"No{n}."), PageBreak())]
    return rendered(paper(*blocks, numbered_headings=False, header="x", page=page), ".pdf").getvalue()


def texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(data))]


def test_eight_pages_become_the_four_sides_a_bookbinder_expects() -> None:
    assert imposition.booklet_order(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]


@given(COUNTS)
def test_a_booklet_holds_every_page_once_and_at_most_three_blanks(count: int) -> None:
    order = imposition.booklet_order(count)
    pages = [page for side in order for page in side]
    assert sorted(p for p in pages if p is not None) == list(range(count))
    assert len(order) % 2 == 0 and pages.count(None) == len(pages) - count < 4


@given(COUNTS)
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(count: int) -> None:
    """Fold the pile: each sheet has two leaves, a leaf's back is the other half of the back side."""
    order = imposition.booklet_order(count)
    sheets = [order[i : i + 2] for i in range(0, len(order), 2)]
    first_leaves = [(front[1], back[0]) for front, back in sheets]
    last_leaves = [(back[1], front[0]) for front, back in reversed(sheets)]
    read = [page for leaf in (*first_leaves, *last_leaves) for page in leaf]
    assert read == [*range(count), *[None] * (len(read) - count)]


@given(COUNTS, st.sampled_from([SINGLE, TWO_UP, BOOKLET]), st.sampled_from([A4, A5, A4[::-1]]))
def test_every_page_stands_once_and_wholly_on_its_sheet(count: int, layout: str, size: tuple[float, float]) -> None:
    sides = plan([size] * count, layout=layout, paper=A4)
    placed = [p for side in sides for p in side.placed]
    assert sorted(p.page for p in placed) == list(range(count))
    for side in sides:
        assert sorted(side.size) == sorted(A4)
        for p in side.placed:
            assert p.x >= -0.01 and p.y >= -0.01
            assert p.x + size[0] * p.scale <= side.size[0] + 0.01
            assert p.y + size[1] * p.scale <= side.size[1] + 0.01
        assert not imposition.is_cut(side, [size] * count)
    if layout == TWO_UP:
        assert [p.page for p in placed] == list(range(count)) and len(sides) == ceil(count / 2)


@given(st.integers(1, 5), st.sampled_from([A4, A5, A4[::-1], (300.0, 900.0)]))
def test_a_poster_covers_the_whole_page_and_its_sheets_overlap(across: int, size: tuple[float, float]) -> None:
    sides = plan([size], layout=POSTER, paper=A4, across=across)
    seen = []
    for side in sides:
        (p,) = side.placed
        assert p.clip is not None
        seen.append(tuple((edge - start) / p.scale for edge, start in zip(p.clip, (p.x, p.y, p.x, p.y), strict=True)))
    assert min(s[0] for s in seen) <= 0.1 and max(s[2] for s in seen) >= size[0] - 0.1
    assert min(s[1] for s in seen) <= 0.1 and max(s[3] for s in seen) >= size[1] - 0.1
    scale = sides[0].placed[0].scale
    for left, right in pairwise(seen[:across]):
        assert (left[2] - right[0]) * scale == pytest.approx(OVERLAP)
    for above, below in pairwise(seen[::across]):
        assert (below[3] - above[1]) * scale == pytest.approx(OVERLAP)


def test_a_page_is_fitted_kept_or_scaled_in_the_middle_of_the_paper() -> None:
    (fitted,), (kept,), (half,) = (
        side.placed
        for side in (
            plan([A4], paper=A5)[0], plan([A5], paper=A4, scale=ACTUAL)[0], plan([A4], scale=CUSTOM, percent=50)[0])
    )  # fmt: skip
    assert fitted.scale == pytest.approx(210 / 297, abs=0.005)
    assert kept.scale == 1.0 and kept.x == pytest.approx((A4[0] - A5[0]) / 2)
    assert half.scale == 0.5 and half.y == pytest.approx(A4[1] / 4)


def test_a_page_too_large_for_its_paper_is_known_to_be_cut() -> None:
    assert imposition.is_cut(plan([A4], paper=A5, scale=ACTUAL)[0], [A4])
    assert imposition.is_cut(plan([A4], layout=TWO_UP, paper=A4, scale=ACTUAL)[0], [A4])
    assert not imposition.is_cut(plan([A4], paper=A5)[0], [A4])


def test_a_landscape_page_turns_its_paper() -> None:
    assert plan([A4[::-1]], paper=A5)[0].size == A5[::-1]
    assert plan([A4[::-1]] * 2, layout=TWO_UP)[0].size == A4


def test_a_page_that_lies_among_standing_ones_is_turned_and_fills_its_half() -> None:
    sizes = [A4, A4[::-1], A4, A4]
    sides = plan(sizes, layout=BOOKLET)
    assert {side.size for side in sides} == {A4[::-1]}
    turned = sides[1].placed[0]
    assert turned.page == 1 and turned.turned and turned.scale == pytest.approx(A5[1] / A4[1], abs=0.01)
    data = rendered(paper(Heading("Standing"), PageBreak(), Heading("Lying")), ".pdf").getvalue()
    drawn = pypdfium2.PdfDocument(
        imposition.impose(data, [imposition.Side(A4[::-1], [imposition.Placed(0, 0, 0, 0.7, None, turned=True)])])
    )
    first = drawn[0].get_textpage().get_charbox(0)
    assert 0 < first[0] < 100 and first[1] < 120, "the head lies at the left, lines run upwards"


def test_the_booklet_of_a_document_keeps_text_and_fonts() -> None:
    from pypdf import PdfReader

    data = numbered_pages(6)
    made = imposition.impose(data, plan(imposition.page_sizes(data), layout=BOOKLET))
    pages = texts(made)
    assert len(pages) == 4
    assert "No1." in pages[0] and "No2." in pages[1] and "No6." in pages[2] and "No3." in pages[2]
    assert [round(float(v)) for v in PdfReader(io.BytesIO(made)).pages[0].mediabox[2:]] == [842, 595]
    assert b"FontFile2" in made and len(made) < 1.3 * len(data) + 3000


def test_the_pages_of_a_booklet_look_as_they_did() -> None:
    """An A5 page on half an A4 sheet is not scaled: its picture is the same."""
    from PIL import ImageChops

    data = numbered_pages(4, "A5")
    made = imposition.impose(data, plan(imposition.page_sizes(data), layout=BOOKLET))
    whole = pypdfium2.PdfDocument(made)[0].render(scale=2).to_pil().convert("L")
    alone = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
    half = whole.crop((whole.width - alone.width, 0, whole.width, whole.height)).resize(alone.size)
    differing = sum(ImageChops.difference(half, alone).point(lambda v: 255 if v > 128 else 0).histogram()[255:])
    assert differing < 0.002 * alone.width * alone.height


def test_a_poster_is_drawn_in_parts_with_marks() -> None:
    data = numbered_pages(1)
    sides = plan(imposition.page_sizes(data)[:1], layout=POSTER, paper=A4, across=2)
    made = pypdfium2.PdfDocument(imposition.impose(data, sides))
    assert len(made) == len(sides) == 4
    picture = made[3].render(scale=1).to_pil().convert("L")
    edge = int(EDGE) - 1
    assert picture.getextrema()[0] < 128
    assert picture.crop((0, 0, edge, picture.height)).getextrema() == (255, 255)
