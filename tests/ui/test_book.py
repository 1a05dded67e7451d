"""A book: list, record, children; typed text is never lost; every action can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.core import verbs
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.book import Book
    from tests.conftest import Answers


def names(book: Book) -> list[str]:
    """The first column of the list as it stands on the screen."""
    model = book.list.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_an_empty_book_says_what_to_do_first(book: Book) -> None:
    assert book.list.table.empty_text == "No farms yet. Ctrl+N makes one, or import a table."


def test_a_new_record_is_typed_saved_and_selected(book: Book, qtbot: QtBot, farms: Database) -> None:
    book.new_record()
    qtbot.keyClicks(book.fields.widget("name"), "Oak")
    assert book.pane.title.text() == "• New: Farm"
    book.save()
    settle(qtbot, book.context)
    assert names(book) == ["Oak"]
    assert book.list.table.current_id() == book.record.id
    assert book.pane.title.text() == "Oak"
    assert not book.fields.dirty
