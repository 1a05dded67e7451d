"""Records in windows of their own: beside the list, beside each other, edited, saved, and never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.core import verbs
from desktop.ui.book.records_window import RecordsWindow
from desktop.ui.dialogs.placed import FRAME
from desktop.ui.look import appearance
from desktop.ui.preview.preview import Preview
from tests.ui import throwaway
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.book.book import Book
    from desktop.ui.context import Context
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


def opened(book: Book, qtbot: QtBot, rows: int) -> RecordsWindow:
    """The window that the command opens where so many rows are selected."""
    for row in range(rows):
        where = book.list.table.visualRect(book.list.table.rows.index(row, 0)).center()
        keys = Qt.KeyboardModifier.ControlModifier if row else Qt.KeyboardModifier.NoModifier
        qtbot.mouseClick(book.list.table.viewport(), Qt.MouseButton.LeftButton, keys, where)
    settle(qtbot, book.context)
    book.context.window.run_command("open_apart")
    (window,) = book.context.window._apart()
    settle(qtbot, book.context)
    assert isinstance(window, RecordsWindow) and window.isVisible()
    return window


def test_a_record_opens_beside_the_list_is_edited_there_and_both_agree(
    three_farms: list[int], book: Book, context: Context, farms: Database, qtbot: QtBot
) -> None:
    window = opened(book, qtbot, 1)
    (apart,) = window.books
    assert window.windowTitle() == "Ash" and not apart.list.isVisible() and not apart.list.table.rows.ready
    screen = window.screen().availableGeometry()
    assert screen.contains(QRect(window.pos(), window.size() + FRAME)), "whole, with its frame"
    assert screen.right() - window.geometry().right() <= FRAME.width() + 1, "at the right of the screen"
    widget = apart.fields.widget("phone")
    widget.setFocus()
    widget.setText("555")
    assert window.windowTitle().startswith("•")
    qtbot.keyClick(widget, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: verbs.get(farms, throwaway.Farm, three_farms[0]).phone == "555")
    settle(qtbot, context)
    assert book.fields.widget("phone").text() == "555", "the book behind it shows what was saved"
    qtbot.keyClick(widget, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (preview,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
    qtbot.waitUntil(lambda: preview.made is not None)
    assert preview.kind == "record.farms"
    preview.close()
    verbs.delete(farms, throwaway.Farm, [three_farms[0]])
    qtbot.waitUntil(lambda: not context.window._apart())


def test_two_stand_side_by_side_with_what_differs_marked(
    three_farms: list[int], book: Book, context: Context, farms: Database, qtbot: QtBot
) -> None:
    verbs.save(farms, throwaway.Farm, {"soil": "loam"}, three_farms[0])
    settle(qtbot, context)
    before = context.settings.remembered.get("book.farms")
    window = opened(book, qtbot, 2)

    def differing(of: Book) -> set[str]:
        return {name for name, bound in of.fields.bindings.items() if bound.widget.property("differs")}

    assert window.windowTitle() == "Ash | Birch" and window.isMaximized()
    assert [differing(of) for of in window.books] == [{"name", "area", "phone"}] * 2
    verbs.save(farms, throwaway.Farm, {"phone": "139"}, three_farms[1])
    qtbot.waitUntil(lambda: differing(window.books[0]) == {"name", "area"})
    window.close()
    settle(qtbot, context)
    assert not context.window._apart() and context.settings.remembered.get("book.farms") == before


def test_what_is_typed_there_is_asked_about_by_its_cross_and_by_the_main_window(
    three_farms: list[int], book: Book, context: Context, farms: Database, qtbot: QtBot, answers: Answers
) -> None:
    window = opened(book, qtbot, 1)
    window.books[0].fields.widget("phone").setText("777")
    answers.next = None
    window.close()
    assert window.isVisible(), "the user stayed"
    answers.next = None
    event = QCloseEvent()
    context.window.closeEvent(event)
    assert not event.isAccepted() and window.isVisible()
    answers.next = 0
    window.close()
    qtbot.waitUntil(lambda: not context.window._apart())
    assert verbs.get(farms, throwaway.Farm, three_farms[0]).phone == "777"


def test_it_speaks_another_language_at_once_and_keeps_its_records(
    three_farms: list[int], book: Book, context: Context, qtbot: QtBot
) -> None:
    window = opened(book, qtbot, 2)

    def buttons() -> set[str]:
        return {b.text() for of in window.books for b in of.findChildren(QAbstractButton) if b.text()}

    assert "Save" in {text.replace("&", "") for text in buttons()}
    appearance.change(context.window, "language", "zh_CN")
    settle(qtbot, context)
    assert "保存" in buttons() and "Save" not in buttons()
    assert [of.record.id for of in window.books if of.record] == three_farms[:2] and window.windowTitle() == "Ash | Birch"
    assert all(of.isVisible() and not of.list.isVisible() for of in window.books)
    window.close()


def test_more_than_a_few_are_not_offered_side_by_side(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    from desktop.ui.book.row_menu import MOST, title_for

    window = opened(book, qtbot, MOST)
    assert len(window.books) == MOST and title_for(MOST) != title_for(1)
    window.close()


def test_two_forms_fit_beside_each_other_on_a_small_screen(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.catalogue.model import Variety
    from desktop.trials.page import VarietiesBook

    assert window.context is not None
    ids = [verbs.save(database, Variety, {"name": name}).id for name in ("例丰101", "例丰102")]
    made = RecordsWindow(window.context, VarietiesBook, ids)
    made.show()
    qtbot.waitUntil(lambda: made.isMaximized() and not window.tasks.busy)
    assert made.width() < 912, "as narrow as 1366 by 768 at 150 %"
    for book in made.books:
        area = book.pane.area
        qtbot.waitUntil(lambda area=area: area.horizontalScrollBar().maximum() == 0)
    made.close()
