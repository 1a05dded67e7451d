"""Printing a list prints what it shows: its columns, its rows in their order, its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
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


def shown_preview() -> Preview:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
    return found


def test_printing_shows_the_list_as_it_stands(
    three_farms: list[int], book: Book, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.preview.printing.printers", list)
    settle(qtbot, context)
    assert book.can("print_")
    book.print_()
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
    assert not book.can("print_")


def test_a_list_too_long_for_paper_says_what_to_do(farms: Database, book: Book) -> None:
    with pytest.raises(UserError, match="Filter it first"):
        list_document(farms, book.listing, book.listing.columns, range(MOST + 1))
