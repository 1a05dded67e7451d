"""A document is shown page by page, printed in the pages asked for, saved in three formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt

from desktop.core.documents.imposition import BOOKLET, POSTER, TWO_UP
from desktop.core.documents.model import Document, Heading, PageBreak, Paragraph
from desktop.core.errors import UserError
from desktop.core.printing import CHOSEN, CURRENT, LONG_EDGE, Sheets, Wishes
from desktop.ui.preview import printing
from desktop.ui.preview.preview import Preview
from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from tests.conftest import Answers


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.TABS", samples.FEATURES)
    return


def document(pages: int = 6, text: str = "玉米") -> Document:
    blocks: list[object] = []
    for number in range(1, pages + 1):
        blocks += [Heading(f"第{number}页"), Paragraph(text), *([PageBreak()] if number < pages else [])]
    return Document("试验报告: 2026", blocks)  # type: ignore[arg-type]


@pytest.fixture
def preview(context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Preview]]:
    opened: list[Preview] = []

    def make(made: Callable[[], Document | bytes | Path] = document, kind: str = "") -> Preview:
        shown = Preview(context, "Field report", made, kind)
        opened.append(shown)
        shown.show()
        qtbot.waitUntil(lambda: not context.tasks.busy)
        return shown

    monkeypatch.setattr(printing, "printers", lambda: ["Office", "Lab"])

    yield make
    for shown in opened:
        if shiboken6.isValid(shown):
            shown.close()
    qtbot.waitUntil(lambda: not any(shiboken6.isValid(s) for s in opened))


def choose(box: object, value: object) -> None:
    """Choose an entry of a box by its value."""
    box.setCurrentIndex(box.findData(value))  # type: ignore[attr-defined]


def settle(shown: Preview, qtbot: QtBot) -> None:
    """Wait for the sheets of the last choice."""
    qtbot.waitUntil(lambda: not shown.options._timer.isActive() and not shown.context.tasks.busy)


def problem(shown: Preview) -> str:
    return str(shown.part("problem").property("text"))


class Sent:
    """What was printed: the pages of each side, and the wishes."""

    def __init__(self) -> None:
        self.jobs: list[tuple[list[tuple[int, ...]], Wishes]] = []
        self.pdfs: list[bytes] = []
        self.trouble = ""

    def take(self, made: Sheets, wishes: Wishes, title: str, report: Callable[[int, int], None]) -> str:
        self.jobs.append((list(made.pages), wishes))
        self.pdfs.append(made.pdf)
        return self.trouble


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    made = Sent()
    monkeypatch.setattr(printing, "print_sheets", made.take)
    return made


def test_every_page_is_listed_and_only_seen_ones_are_rendered(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview(lambda: document(40))
    assert shown.pdf and shown.thumbs.count() == len(shown.pdf) == 40
    assert shown.place.text() == "Page 1 of 40"
    shown.view.grab()
    qtbot.waitUntil(lambda: shown.pdf is not None and shown.pdf.settled() and shown.pdf.rendered > 0)
    assert 1 <= len({mark for mark, _width in shown.pdf._kept}) <= 3 and len(shown.pdf._small) <= 12


def test_a_page_is_not_blank(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview()
    shown.view.grab()
    qtbot.waitUntil(lambda: shown.pdf is not None and shown.pdf.settled() and shown.pdf.rendered > 0)
    image = shown.view.grab().toImage()
    assert len({image.pixelColor(x, y).rgb() for x in range(0, image.width(), 2) for y in range(60, 160)}) > 6


def test_choosing_a_page_in_the_list_goes_to_it_and_zoom_keeps_it(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview()
    shown.thumbs.setCurrentRow(3)
    assert shown.place.text() == "Page 4 of 6"
    qtbot.mouseClick(shown.larger, Qt.MouseButton.LeftButton)
    assert shown.view.current() == 3
    shown.zoom.setCurrentIndex(1)
    shown.zoom.activated.emit(1)
    assert shown.view.zoom == "page" and shown.view.current() == 3


def test_after_a_change_only_the_changed_page_is_drawn_again(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    text = ["玉米"]
    shown = preview(lambda: document(12, text[0]) if text[0] == "玉米" else changed(12))
    shown.view.go(4)
    for number in range(4, 9):
        assert shown.pdf
        shown.pdf.image(number, 300)
    text[0] = "x"
    shown.refresh()
    settle(shown, qtbot)
    assert shown.pdf is not None
    missing = [n for n in range(4, 9) if (shown.pdf.prints[n], 300) not in shown.pdf._kept]
    assert missing == [6] and shown.view.current() == 4


def changed(pages: int) -> Document:
    """The document with one paragraph replaced on its seventh page, with characters that stood nowhere before."""
    made = document(pages)
    paragraphs = [i for i, block in enumerate(made.blocks) if isinstance(block, Paragraph)]
    made.blocks[paragraphs[6]] = Paragraph("龘餐")  # type: ignore[index]
    return made


def test_words_are_found_and_stepped_through(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview()
    shown.words.setText("玉米")
    settle(shown, qtbot)
    assert shown.found.text() == "1/6"
    qtbot.keyClick(shown.words, Qt.Key.Key_Return)
    assert shown.found.text() == "2/6" and shown.view.current() == 1
    shown.words.setText("nowhere")
    settle(shown, qtbot)
    assert shown.found.text() == "not found"


def test_words_that_are_cut_off_are_not_found(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview(lambda: document(1))
    choose(shown.options.scale, "custom")
    shown.options.percent.setValue(400)
    settle(shown, qtbot)
    shown.words.setText("玉米")
    settle(shown, qtbot)
    assert shown.found.text() == "not found"


# Printing -------------------------------------------------------------------------------------------------------


def test_a_wrong_page_range_is_said_and_nothing_is_printed(
    preview: Callable[..., Preview], qtbot: QtBot, sent: Sent
) -> None:
    shown = preview()
    choose(shown.options.which, CHOSEN)
    shown.options.pages.setText("2-9")
    settle(shown, qtbot)
    assert "“2-9” lies outside" in problem(shown) and not shown.options.sum.text()
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    settle(shown, qtbot)
    assert "“2-9” lies outside" in problem(shown) and not sent.jobs


def test_the_pages_asked_for_are_printed_by_the_keyboard(
    preview: Callable[..., Preview], qtbot: QtBot, context: Context, sent: Sent
) -> None:
    shown = preview()
    shown.options.printer.setCurrentText("Lab")
    choose(shown.options.which, CHOSEN)
    qtbot.keyClicks(shown.options.pages, "2-3,5")
    shown.options.copies.setValue(2)
    qtbot.waitUntil(lambda: shown.thumbs.count() == 3)
    assert [shown.thumbs.item(n).text() for n in range(3)] == ["2", "3", "5"]
    qtbot.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown.saved_label.text() == "Sent to Lab.")
    pages, wishes = sent.jobs[0]
    assert pages == [(2,), (3,), (5,)] and wishes.printer == "Lab" and wishes.copies == 2
    assert shown.pdf and sent.pdfs[0] == shown.pdf.data, "what is printed is what was shown"


def test_a_booklet_is_shown_as_it_will_be_printed(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview()
    choose(shown.options.layout, BOOKLET)
    choose(shown.options.sides, LONG_EDGE)
    qtbot.waitUntil(lambda: shown.thumbs.count() == 4)
    settle(shown, qtbot)
    assert shown.pdf and shown.pdf.sizes[0][0] > shown.pdf.sizes[0][1]
    assert shown.thumbs.item(2).text() == "6 · 3"
    assert shown.options.sum.text() == "4 printed sides\n2 sheets of paper"
    assert shown.options.parity.itemText(1) == "Front sides only"


def test_the_page_in_view_is_printed_and_stays_known(preview: Callable[..., Preview], qtbot: QtBot, sent: Sent) -> None:
    shown = preview()
    shown.view.go(4)
    choose(shown.options.which, CURRENT)
    qtbot.waitUntil(lambda: shown.thumbs.count() == 1)
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sent.jobs))
    assert sent.jobs[0][0] == [(5,)]


def test_how_a_kind_of_document_is_printed_is_remembered(
    preview: Callable[..., Preview], qtbot: QtBot, context: Context, sent: Sent
) -> None:
    shown = preview(kind="handout")
    choose(shown.options.layout, TWO_UP)
    shown.options.printer.setCurrentText("Lab")
    shown.options.grey.setChecked(True)
    shown.options.copies.setValue(7)
    settle(shown, qtbot)
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sent.jobs))
    settle(shown, qtbot)
    again, other = preview(kind="handout"), preview(kind="report")
    assert again.options.wishes() == Wishes(printer="Lab", layout=TWO_UP, grey=True)
    assert other.options.wishes() == Wishes(printer="Lab"), "the printer used last, else the defaults"


def test_edges_that_get_lost_are_said_before_printing(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    shown = preview()
    choose(shown.options.scale, "custom")
    shown.options.percent.setValue(140)
    qtbot.waitUntil(lambda: "edges of the page are cut off" in shown.options.sum.text())


def test_only_what_applies_can_be_chosen(preview: Callable[..., Preview]) -> None:
    options = preview().options
    assert not options.pages.isVisible() and not options.across.isVisible() and not options.percent.isVisible()
    choose(options.layout, POSTER)
    assert options.across.isVisible() and not options.scale.isEnabled()


def test_a_printer_that_waits_says_why(preview: Callable[..., Preview], qtbot: QtBot, sent: Sent) -> None:
    sent.trouble = "Office is paused. The document waits in its queue until it is resumed."
    shown = preview()
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: problem(shown) == sent.trouble)
    assert shown.saved_label.text() == "Sent to Office."


def test_without_a_printer_one_sentence_says_what_to_do(
    preview: Callable[..., Preview], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "printers", list)
    shown = preview()
    qtbot.mouseClick(shown.part("print"), Qt.MouseButton.LeftButton)
    assert problem(shown) == "No printer is installed on this computer. Save the document as PDF instead."


def test_drawing_for_windows_prints_every_copy_of_every_page_in_its_size(qapp: object, tmp_path: Path) -> None:
    import pypdf

    from desktop.core.documents.made import render

    made = render(lambda: document(3))
    reports: list[tuple[int, int]] = []
    printing.draw(made.pdf, Wishes(copies=2), lambda done, total: reports.append((done, total)), output=tmp_path / "out.pdf")
    pages = pypdf.PdfReader(tmp_path / "out.pdf").pages
    assert len(pages) == 6 and reports[-1] == (6, 6)
    assert [round(float(v)) for v in pages[0].mediabox[2:]] == [595, 842]


def test_bands_join_without_a_seam(qapp: object) -> None:
    from desktop.core.documents.made import render
    from desktop.ui.preview.pdf_pages import PdfPages

    pages = PdfPages(render(lambda: document(1, "玉米新品种区域试验" * 60)).pdf)
    whole = pages.render(0, 1.37, grey=True)
    top = 0
    while top < whole.height():
        band = pages.render(0, 1.37, grey=True, rows=(top, min(top + 100, whole.height())))
        assert band == whole.copy(0, top, whole.width(), band.height())
        top += band.height()
    assert top == whole.height()
    pages.close()


# Saving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_saved_in_the_format_of_its_ending(
    preview: Callable[..., Preview], qtbot: QtBot, answers: Answers, tmp_path: Path, ending: str
) -> None:
    shown = preview()
    answers.next = tmp_path / f"report{ending}"
    qtbot.mouseClick(shown.part("save" if ending == ".pdf" else "save_other"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.saved is not None)
    qtbot.waitUntil(lambda: shown.saved_label.width() > shown.width() // 2)  # the path has the room that is there
    assert (tmp_path / f"report{ending}").stat().st_size > 1000
    assert shown.part("open_folder").isVisible()
    if ending == ".pdf":
        assert shown.made and (tmp_path / "report.pdf").read_bytes() == shown.made.pdf


def test_characters_without_a_glyph_are_named(preview: Callable[..., Preview]) -> None:
    shown = preview(lambda: document(1, "好 😀"))
    assert "U+1F600" in problem(shown)


def test_a_document_that_cannot_be_made_says_why_in_its_place(preview: Callable[..., Preview]) -> None:
    def fail() -> Document:
        raise UserError("This trial has no plots yet.")

    shown = preview(fail)
    assert shown.view.text == "This trial has no plots yet." and not shown.part("save").isEnabled()


def test_a_document_that_cannot_be_made_again_stays_and_says_why(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    broken: list[bool] = []

    def make() -> Document:
        if broken:
            raise UserError("This trial has no plots any more.")
        return document(2)

    shown = preview(make)
    broken.append(True)
    qtbot.keyClick(shown, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: problem(shown) == "This trial has no plots any more.")
    assert shown.pdf and len(shown.pdf) == 2


def test_f1_tells_how_to_print(preview: Callable[..., Preview], qtbot: QtBot) -> None:
    from desktop.ui.dialogs.help import HelpDialog

    shown = preview()
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    (found,) = shown.findChildren(HelpDialog)
    assert found.names.currentItem().text() == "Printing"
    found.close()


def test_a_finished_pdf_is_shown_and_saved_as_pdf_only(
    preview: Callable[..., Preview], answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    from desktop.core.documents.made import render

    data = render(lambda: document(2)).pdf
    shown = preview(lambda: data)
    answers.next = tmp_path / "x.docx"
    qtbot.mouseClick(shown.part("save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(shown.part("problem").text()))  # type: ignore[attr-defined]
    assert shown.part("problem").text() == "This document can only be saved as PDF."  # type: ignore[attr-defined]


def test_the_sheets_themselves_can_be_saved_for_a_printing_shop(
    preview: Callable[..., Preview], qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    import pypdf

    shown = preview()
    assert not shown.part("save_sheets").isVisible()
    choose(shown.options.layout, TWO_UP)
    qtbot.waitUntil(lambda: shown.thumbs.count() == 3)
    answers.next = tmp_path / "sheets.pdf"
    qtbot.mouseClick(shown.part("save_sheets"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.saved is not None)
    assert len(pypdf.PdfReader(io.BytesIO((tmp_path / "sheets.pdf").read_bytes())).pages) == 3


def test_a_folder_that_is_gone_is_said_and_nothing_is_left(
    preview: Callable[..., Preview], qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    shown = preview()
    answers.next = tmp_path / "gone" / "x.pdf"
    qtbot.mouseClick(shown.part("save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not exist" in problem(shown))
    assert shown.saved is None and not list(tmp_path.rglob("x*"))


def test_smaller_and_larger_look_alike(preview: Callable[..., Preview]) -> None:
    shown = preview()
    pictures = [button.grab().toImage() for button in (shown.smaller, shown.larger)]
    assert pictures[0].pixelColor(1, pictures[0].height() // 2) == pictures[1].pixelColor(1, pictures[1].height() // 2)
    assert not shown.smaller.hasFocus() and shown.smaller.autoRaise() and shown.larger.autoRaise()
