"""Printing a list prints what it shows: its columns, its rows in their order, its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.errors import UserError
from desktop.ui.lists.print_list import MOST, list_document
from desktop.ui.preview.preview import Preview
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.book.book import Book
    from desktop.ui.context import Context
    from tests.conftest import Answers


def shown_preview() -> Preview:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
    return found


def test_printing_shows_the_list_as_it_stands(
    three_farms: list[int], book: Book, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.preview.printing.printers", list)
    settle(qtbot, context)
    assert book.can("print_list")
    book.print_list()
    preview = shown_preview()
    settle(qtbot, context)
    qtbot.waitUntil(lambda: preview.made is not None)
    settle(qtbot, context)
    assert preview.made
    text = pypdfium2.PdfDocument(preview.made.pdf)[0].get_textpage().get_text_bounded()
    assert text.index("Ash") < text.index("Birch") < text.index("Cedar") and "3 rows" in text
    assert preview.kind == f"list.{book.listing.name}"
    preview.close()


def test_an_empty_list_is_not_printed(book: Book, context: Context, qtbot: QtBot) -> None:
    settle(qtbot, context)
    assert not book.can("print_") and not book.can("print_list")


@pytest.mark.parametrize(("command", "rows", "kind"), [
    ("print_", 1, "record.farms"), ("print_", 2, "list.farms"), ("print_list", 1, "list.farms")])
def test_print_is_the_record_that_is_open_and_the_list_where_several_are_chosen(
    three_farms: list[int], book: Book, context: Context, qtbot: QtBot, command: str, rows: int, kind: str
) -> None:
    settle(qtbot, context)
    for row in range(1, rows):
        where = book.list.table.visualRect(book.list.table.rows.index(row, 0)).center()
        qtbot.mouseClick(book.list.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, where)
    context.window.run_command(command)
    preview = shown_preview()
    qtbot.waitUntil(lambda: preview.made is not None)
    assert preview.kind == kind
    preview.close()


def test_what_is_typed_is_settled_before_its_record_is_printed(
    three_farms: list[int], book: Book, context: Context, qtbot: QtBot, answers: Answers
) -> None:
    settle(qtbot, context)
    qtbot.keyClicks(book.fields.widget("name"), "x")
    answers.next = 0
    book.print_()
    qtbot.waitUntil(lambda: not book.fields.dirty and not context.tasks.busy)
    preview = shown_preview()
    qtbot.waitUntil(lambda: preview.made is not None)
    assert book.record is not None and preview.windowTitle().find("x") >= 0
    preview.close()


def test_a_list_too_long_for_paper_says_what_to_do(farms: Database, book: Book) -> None:
    with pytest.raises(UserError, match="Filter it first"):
        list_document(farms, book.listing, book.listing.columns, range(MOST + 1))
