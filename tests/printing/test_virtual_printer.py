"""A print service of our own takes what the program sends; what comes out is what was asked for."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest

from desktop.core import printing
from desktop.core.documents.imposition import ACTUAL, BOOKLET, TWO_UP
from desktop.core.errors import UserError
from desktop.core.printing import CHOSEN, EVEN, LONG_EDGE, ODD, Wishes, sheets
from tests.core.documents.test_imposition import numbered_pages
from tests.printing.virtual import Service

A4, A5 = [595, 842], [420, 595]


def send(service: Service, data: bytes, **wishes: object) -> bytes:
    """Print on the queue and give what came out of it."""
    wanted = Wishes(**{"printer": "Plain", **wishes})  # type: ignore[arg-type]
    made = sheets(data, wanted)
    printing.hand_over(made, wanted, "小区 & report 'x'")
    return service.printed()


def numbers(data: bytes) -> list[list[int]]:
    """The numbers of the pages that stand on each side."""
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return [[int(n) for n in re.findall(r"No(\d+)\.", page.get_textpage().get_text_bounded())] for page in pages]


def size(data: bytes) -> tuple[float, float]:
    found: tuple[float, float] = pypdfium2.PdfDocument(io.BytesIO(data))[0].get_size()
    return found


def assert_size(data: bytes, paper: list[int]) -> None:
    """The first page is that paper, standing or lying; drivers round to whole points."""
    assert sorted(size(data)) == pytest.approx(paper, abs=1.5)


def picture(data: bytes, number: int) -> Any:
    return pypdfium2.PdfDocument(io.BytesIO(data))[number].render(scale=1.5).to_pil().convert("RGB")


def assert_alike(one: bytes, other: bytes, number: int = 0) -> None:
    """Two pages look the same but for the edges of letters; a print system may turn what lies to how paper is fed."""
    from PIL import Image, ImageChops

    a, b = picture(one, number), picture(other, number)
    turns = [None] if (a.width > a.height) == (b.width > b.height) else [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270]
    off = []
    for turn in turns:
        turned = b if turn is None else b.transpose(turn)
        assert abs(a.width - turned.width) <= 3 and abs(a.height - turned.height) <= 3
        difference = ImageChops.difference(a, turned.resize(a.size)).convert("L")
        off.append(sum(difference.point(lambda v: 255 if v > 140 else 0).histogram()[255:]))
    assert min(off) < 0.003 * a.width * a.height


@pytest.fixture(scope="module")
def six() -> bytes:
    return numbered_pages(6)


def test_a_document_comes_out_whole_with_its_fonts_and_its_text(printer: Service, six: bytes) -> None:
    out = send(printer, six)
    assert numbers(out) == [[1], [2], [3], [4], [5], [6]] and b"FontFile2" in out
    assert_size(out, A4)
    assert_alike(out, six, 5)


def test_the_queues_are_listed_the_default_first(printer: Service) -> None:
    assert printing.cups_printers() == ["Plain", "Closed", "Paper", "Paused"]
    assert printing.cups_state("Plain") == ""


def test_a_paused_and_a_closed_printer_are_told_apart(printer: Service, six: bytes) -> None:
    assert "is paused" in printing.cups_state("Paused")
    assert "takes no documents" in printing.cups_state("Closed")
    with pytest.raises(UserError, match="Closed takes no documents at present"):
        send(printer, six, printer="Closed")


def test_a_full_queue_and_a_printer_that_is_gone_are_said(printer: Service, six: bytes) -> None:
    import subprocess

    wanted = Wishes(printer="Paused")
    with pytest.raises(UserError, match="queue of Paused is full"):
        for _job in range(5):
            printing.hand_over(sheets(six, wanted), wanted, "x")
    subprocess.run(["cancel", "-a", "Paused"], check=True)
    with pytest.raises(UserError, match="no printer Nowhere any more"):
        send(printer, six, printer="Nowhere")


def test_without_a_service_the_sentence_says_so(
    six: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not printing.has_cups():
        pytest.skip("no CUPS client (lp) on this system")
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    assert printing.cups_printers() == []
    wanted = Wishes(printer="Plain")
    with pytest.raises(UserError, match=r"print service of this computer|no printer Plain"):
        printing.hand_over(sheets(six, wanted), wanted, "x")


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"which": CHOSEN, "pages": "2-3,5"}, [[2], [3], [5]]),
        ({"which": CHOSEN, "pages": "1,3-5", "parity": ODD}, [[1], [3], [5]]),
        ({"parity": EVEN}, [[2], [4], [6]]),
        ({"layout": TWO_UP}, [[1, 2], [3, 4], [5, 6]]),
        ({"layout": BOOKLET, "sides": LONG_EDGE}, [[1], [2], [6, 3], [4, 5]]),
        ({"which": CHOSEN, "pages": "1-2", "copies": 2}, [[1], [2], [1], [2]]),
        ({"which": CHOSEN, "pages": "1-2", "copies": 2, "collate": False}, [[1], [1], [2], [2]]),
    ],
)
def test_pages_layouts_and_copies(printer: Service, six: bytes, wishes: dict[str, object], expected: list[list[int]]) -> None:
    assert [sorted(side) for side in numbers(send(printer, six, **wishes))] == [sorted(side) for side in expected]


def test_paper_scale_and_grey(printer: Service, six: bytes) -> None:
    a5 = numbered_pages(2, "A5")
    assert_size(send(printer, a5), A5)
    assert_size(send(printer, six, paper="A5"), A5)
    enlarged = send(printer, a5, paper="A4", scale=ACTUAL)
    assert_size(enlarged, A4)
    assert_alike(enlarged, sheets(a5, Wishes(paper="A4", scale=ACTUAL)).pdf)
    out = send(printer, six, grey=True)
    assert all(max(abs(r - g), abs(g - b)) <= 2 for _n, (r, g, b) in picture(out, 0).getcolors(10**6))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wishes", "sides", "paper"),
    [
        ({}, 6, A4),
        ({"which": CHOSEN, "pages": "2-3"}, 2, A4),
        ({"layout": TWO_UP}, 3, A4),
        ({"layout": BOOKLET, "sides": LONG_EDGE}, 4, A4),
        ({"paper": "A5"}, 6, A5),
        ({"copies": 2}, 12, A4),
    ],
)
def test_a_printer_with_a_driver_prints_the_sheets_that_were_shown(
    printer: Service, six: bytes, wishes: dict[str, object], sides: int, paper: list[int]
) -> None:
    """PostScript forgets the text, so the pages are compared as pictures."""
    out = send(printer, six, printer="Paper", **wishes)
    shown = sheets(six, Wishes(**wishes)).pdf  # type: ignore[arg-type]
    assert len(pypdfium2.PdfDocument(io.BytesIO(out))) == sides
    assert_size(out, paper)
    assert_alike(out, shown)
