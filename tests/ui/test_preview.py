"""A document is shown page by page, printed in the pages asked for, saved in three formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt

from desktop.core.documents.model import Document, Heading, PageBreak, Paragraph
from desktop.core.errors import UserError
from desktop.ui import printing
from desktop.ui.preview import Preview
from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from tests.conftest import Answers


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.FEATURES", samples.FEATURES)
    return


def document(pages: int = 6, text: str = "玉米") -> Document:
    blocks: list[object] = []
    for number in range(1, pages + 1):
        blocks += [Heading(f"第{number}页"), Paragraph(text), *([PageBreak()] if number < pages else [])]
    return Document("试验报告: 2026", blocks)  # type: ignore[arg-type]


@pytest.fixture
def preview(context: Context, qtbot: QtBot) -> Iterator[Callable[..., Preview]]:
    opened: list[Preview] = []

    def make(made: Callable[[], Document | bytes | Path] = document) -> Preview:
        shown = Preview(context, "Field report", made)
        opened.append(shown)
        shown.show()
        qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)
        return shown

    yield make
    for shown in opened:
        if shiboken6.isValid(shown):
            shown.close()
    qtbot.waitUntil(lambda: not any(shiboken6.isValid(s) for s in opened))


def text_of(data: bytes) -> list[str]:
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_every_page_is_listed_and_only_seen_ones_are_rendered(preview: Callable[..., Preview]) -> None:
    shown = preview(lambda: document(40))
    assert shown.pdf and shown.thumbs.count() == len(shown.pdf) == 40
    assert shown.place.text() == "Page 1 of 40"
    shown.view.grab()
    assert 1 <= len(shown.pdf._kept) <= 3


def test_a_page_is_not_blank(preview: Callable[..., Preview]) -> None:
    shown = preview()
    assert shown.pdf
    image = shown.pdf.image(0, 400)
    assert len({image.pixelColor(x, y).rgb() for x in range(0, 400, 3) for y in range(0, 200, 3)}) > 2


def test_choosing_a_page_in_the_list_goes_to_it_and_zoom_keeps_it(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview()
    shown.thumbs.setCurrentRow(3)
    assert shown.place.text() == "Page 4 of 6"
    qtbot.mouseClick(shown.larger, Qt.MouseButton.LeftButton)
    assert shown.view.current() == 3
    shown.zoom.setCurrentIndex(1)
    shown.zoom.activated.emit(1)
    assert shown.view.zoom == "page" and shown.view.current() == 3


def test_a_wrong_page_range_is_said_and_nothing_is_printed(
    preview: Callable[..., Preview], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", lambda: ["Office"])
    shown = preview()
    shown.pages.setText("2-9")
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    assert "“2-9” lies outside" in shown.part("problem").text()  # type: ignore[attr-defined]


def test_the_pages_asked_for_are_printed(
    preview: Callable[..., Preview], qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[list[int], str, int]] = []
    monkeypatch.setattr(printing, "printers", lambda: ["Office", "Lab"])
    monkeypatch.setattr(
        printing, "print_pages", lambda data, pages, printer, copies, report: sent.append((pages, printer, copies))
    )
    shown = preview()
    shown.printer.setCurrentText("Lab")
    shown.pages.setText("2-3,5")
    shown.copies.setValue(2)
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.saved_label.text() == "Sent to Lab.")
    assert sent == [([2, 3, 5], "Lab", 2)] and context.settings.remembered["printer"] == "Lab"


def test_without_a_printer_one_sentence_says_what_to_do(
    preview: Callable[..., Preview], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", list)
    shown = preview()
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    assert shown.part("problem").text() == (  # type: ignore[attr-defined]
        "No printer is installed on this computer. Save the document as PDF instead."
    )


def test_drawing_prints_each_page_asked_for_in_its_size(qapp: object, tmp_path: Path) -> None:
    import pypdf

    from desktop.ui.preview import render

    made = render(lambda: document(6))
    reports: list[tuple[int, int]] = []
    printing.draw(made.pdf, [2, 3, 5], lambda done, total: reports.append((done, total)), output=tmp_path / "out.pdf", copies=2)
    pages = pypdf.PdfReader(tmp_path / "out.pdf").pages
    assert len(pages) == 6 and reports[-1] == (6, 6)
    assert [round(float(v)) for v in pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_saved_in_the_format_of_its_ending(
    preview: Callable[..., Preview], qtbot: QtBot, answers: Answers, tmp_path: Path, ending: str
) -> None:
    shown = preview()
    answers.next = tmp_path / f"report{ending}"
    qtbot.mouseClick(shown.part("save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.saved is not None, timeout=20_000)
    assert (tmp_path / f"report{ending}").stat().st_size > 1000
    assert shown.part("open_folder").isVisible()
    if ending == ".pdf":
        assert shown.made and (tmp_path / "report.pdf").read_bytes() == shown.made.pdf


def test_characters_without_a_glyph_are_named(preview: Callable[..., Preview]) -> None:
    shown = preview(lambda: document(1, "好 😀"))
    assert "U+1F600" in shown.part("problem").text()  # type: ignore[attr-defined]


def test_a_document_that_cannot_be_made_says_why_in_its_place(preview: Callable[..., Preview]) -> None:
    def fail() -> Document:
        raise UserError("This trial has no plots yet.")

    shown = preview(fail)
    assert shown.view.text == "This trial has no plots yet." and not shown.part("save").isEnabled()


def test_a_finished_pdf_is_shown_and_saved_as_pdf_only(
    preview: Callable[..., Preview], answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    from desktop.ui.preview import render

    data = render(lambda: document(2)).pdf
    shown = preview(lambda: data)
    answers.next = tmp_path / "x.docx"
    qtbot.mouseClick(shown.part("save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown.part("problem").text()))  # type: ignore[attr-defined]
    assert shown.part("problem").text() == "This document can only be saved as PDF."  # type: ignore[attr-defined]
