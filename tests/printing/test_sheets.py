"""Wishes become sheets: the right pages, the same bytes where nothing is changed, grey where grey is asked for."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import printing
from desktop.core.documents.grey import in_grey, without_colour
from desktop.core.documents.imposition import BOOKLET, CUSTOM, PAPERS, POSTER, TWO_UP
from desktop.core.documents.model import Document, Figure, Image
from desktop.core.errors import UserError
from desktop.core.printing import CHOSEN, CURRENT, EVEN, LONG_EDGE, ODD, ONE_SIDE, SHORT_EDGE, Wishes, recalled, sheets
from tests.core.documents.papers import paper, rendered
from tests.core.documents.test_imposition import numbered_pages


@pytest.fixture(scope="module")
def six() -> bytes:
    return numbered_pages(6)


def test_a_document_printed_as_it_is_is_the_same_file(six: bytes) -> None:
    assert sheets(six, Wishes()).pdf is six
    assert sheets(six, Wishes(paper="A4")).pdf is six


@pytest.mark.parametrize(
    ("wishes", "pages"),
    [
        (Wishes(which=CHOSEN, pages="1,3-5"), [(1,), (3,), (4,), (5,)]),
        (Wishes(which=CHOSEN, pages="2-5", parity=EVEN), [(2,), (4,)]),
        (Wishes(which=CURRENT), [(3,)]),
        (Wishes(which=CURRENT, pages="5"), [(3,)]),
        (Wishes(layout=TWO_UP, which=CHOSEN, pages="2-4"), [(2, 3), (4,)]),
        (Wishes(layout=BOOKLET), [(1,), (2,), (6, 3), (4, 5)]),
        (Wishes(layout=BOOKLET, parity=ODD), [(1,), (6, 3)]),
        (Wishes(layout=BOOKLET, parity=EVEN), [(2,), (4, 5)]),
        (Wishes(layout=POSTER, which=CURRENT, across=2), [(3,)] * 4),
    ],
)
def test_the_pages_asked_for_stand_on_the_sheets(six: bytes, wishes: Wishes, pages: list[tuple[int, ...]]) -> None:
    made = sheets(six, wishes, current=2)
    assert list(made.pages) == pages and len(pypdfium2.PdfDocument(io.BytesIO(made.pdf))) == len(pages)


def test_a_range_that_leaves_nothing_and_one_outside_are_refused(six: bytes) -> None:
    with pytest.raises(UserError, match="No page is left"):
        sheets(six, Wishes(which=CHOSEN, pages="3", parity=EVEN))
    with pytest.raises(UserError, match="lies outside"):
        sheets(six, Wishes(which=CHOSEN, pages="5-7"))


def test_edges_that_would_be_lost_are_known(six: bytes) -> None:
    assert sheets(six, Wishes(scale=CUSTOM, percent=130)).cut
    assert not sheets(six, Wishes(scale=CUSTOM, percent=70)).cut


def test_wishes_are_remembered_without_pages_and_copies() -> None:
    wishes = Wishes(printer="Lab", which=CHOSEN, pages="2", copies=9, sides=LONG_EDGE, layout=TWO_UP, grey=True)
    assert recalled(wishes.remembered()) == Wishes(printer="Lab", sides=LONG_EDGE, layout=TWO_UP, grey=True)


def test_a_settings_file_edited_by_hand_does_no_harm() -> None:
    assert recalled({"percent": "much", "copies": True, "unknown": 1, "grey": True}) == Wishes(grey=True)
    assert recalled("nonsense") == Wishes()


def test_a_booklet_turns_over_the_short_edge() -> None:
    assert printing.duplex_for(BOOKLET, LONG_EDGE) == SHORT_EDGE
    assert printing.duplex_for(BOOKLET, ONE_SIDE) == ONE_SIDE
    assert "sides=two-sided-short-edge" in printing.lp_command(Wishes(layout=BOOKLET, sides=LONG_EDGE), "x", PAPERS["A4"])


def test_the_paper_is_named_and_an_unknown_one_is_fitted() -> None:
    assert "media=A4" in printing.lp_command(Wishes(), "x", PAPERS["A4"][::-1])
    assert "fit-to-page" in printing.lp_command(Wishes(), "x", (300.0, 300.0))


def test_a_title_cannot_become_an_option() -> None:
    command = printing.lp_command(Wishes(printer="P"), "-o raw\n\x00", PAPERS["A4"])
    assert command[command.index("-t") + 1] == "-o raw  "


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('lp: Destination "P" is not accepting jobs.', "takes no documents"),
        ("lp: Too many active jobs.", "queue of P is full"),
        ("lp: The printer or class does not exist.", "no printer P any more"),
        ("lp: Error - scheduler not responding.", "print service"),
        ("lp: unsupported document-format", "did not take the document: lp: unsupported"),
    ],
)
def test_what_cups_says_becomes_a_sentence(said: str, sentence: str) -> None:
    assert sentence in printing.refusal("P", said)


# Grey -----------------------------------------------------------------------------------------------------------


def test_strings_and_other_numbers_are_left_alone() -> None:
    before = rb"12 0 0 1 RG (1 0 0 rg \) (0 1 0 rg)) Tj <30> Tj 1 0 0 1 5 6 cm 0 0 1 rg/F1 9 Tf"
    assert without_colour(before) == rb"12 0.114 G (1 0 0 rg \) (0 1 0 rg)) Tj <30> Tj 1 0 0 1 5 6 cm 0.114 g/F1 9 Tf"


@given(st.tuples(*[st.floats(0, 1).map(lambda v: round(v, 3))] * 3))
def test_lightness_stays(rgb: tuple[float, float, float]) -> None:
    made = re.fullmatch(rb"(\S+) g", without_colour("{:f} {:f} {:f} rg".format(*rgb).encode()))
    assert made and float(made[1]) == pytest.approx(0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2], abs=0.001)


def colourful(folder: Path) -> Document:
    from PIL import Image as Picture

    Picture.new("RGB", (80, 60), (200, 30, 30)).save(folder / "red.png")

    def draw(figure: object) -> None:
        axes = figure.subplots()  # type: ignore[attr-defined]
        axes.bar(["a", "b"], [1, 2], color=["red", "#00aa00"], hatch="//")
        axes.imshow([[0, 1], [1, 0]], cmap="viridis", extent=(0, 1, 0, 1))

    return paper(Image(folder / "red.png"), Figure(draw))


def test_figures_and_photographs_become_grey_and_stay_where_they_are(tmp_path: Path) -> None:
    data = rendered(colourful(tmp_path), ".pdf").getvalue()
    both = [pypdfium2.PdfDocument(io.BytesIO(d))[0].render(scale=1) for d in (data, in_grey(data))]
    before, after = (bitmap.to_pil().convert("RGB") for bitmap in both)
    assert any(max(colour) - min(colour) > 60 for _n, colour in before.getcolors(10**6))
    assert all(max(colour) - min(colour) <= 3 for _n, colour in after.getcolors(10**6))
    from PIL import ImageChops

    difference = ImageChops.difference(before.convert("L"), after.convert("L"))
    assert sum(difference.point(lambda v: 255 if v > 24 else 0).histogram()[255:]) < 0.002 * before.width * before.height
