"""The right side of a book: title and tools, hints, the form, and the sub-tabs of what belongs to the record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.feature import load
from desktop.core.i18n import N_, _
from desktop.core.picking import whose
from desktop.core.records import Record
from desktop.ui.book.attachments_pane import AttachmentsPane, count_files
from desktop.ui.book.child import Child
from desktop.ui.book.child_grid import ChildGrid
from desktop.ui.book.children import ChildPane
from desktop.ui.book.division import Division
from desktop.ui.book.head import Head
from desktop.ui.book.hints import Hints
from desktop.ui.book.history_pane import HistoryPane
from desktop.ui.book.lines_bar import LinesBar
from desktop.ui.book.subtabs import SubTabs
from desktop.ui.fields.form import Form
from desktop.ui.lists.table import is_plain_delete
from desktop.ui.look.least_rows import LINES, lines_height
from desktop.ui.look.reflow import Reflow

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.context import Context

WITH_SHORTCUT = Qt.ShortcutContext.WidgetWithChildrenShortcut


class RecordPane(QWidget):
    """The record of `book`, or a word on what to do first.

    Every part is made in the parent in which it stays: a form that moves is styled anew, field by field.
    """

    def __init__(self, book: OpenBook, parent: QWidget) -> None:
        super().__init__(parent)
        self.book, self.context = book, book.context
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._make_empty())
        self.splitter = Division(self.context.settings, self.stack)
        self.upper = QWidget(self.splitter)
        self.area = FormScroll(self.upper)
        self.form = Form(self.context, book.listing.model, self.area.viewport(), editors=book.editors)
        self.save_button, self.next_button = QPushButton(self), QPushButton(self)
        self.head = self._make_head()
        self.title, self.detail = self.head.title, self.head.detail
        self.hints = Hints(self.context, self.form, type(book).duplicates, type(book).doubts, self.upper,
                           asks=type(book).asks, act=lambda name: getattr(book, name)())
        self.tabs = SubTabs(self.context, self.splitter)
        self.lines = LinesBar([child.title for child in book.children], self._save_and_go_on, self.upper)
        self._owner, self._asked = "", 0  # what the record shown belongs to, and how often that was asked
        self._fill_splitter()
        self.stack.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._make_tabs()
        self._make_shortcuts()

    # -- building -------------------------------------------------------------------------------------------------

    def _make_empty(self) -> QLabel:
        empty = QLabel(_("Choose a record on the left, or press Ctrl+N for a new one."), self)
        empty.setObjectName("hint")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        return empty

    def _fill_splitter(self) -> None:
        column = QVBoxLayout(self.upper)
        column.setContentsMargins(8, 6, 6, 2)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.hints)
        column.addWidget(self.form.foot)  # above the fields, where no scrolling hides what is wrong
        column.addWidget(self.area, 1)
        column.addWidget(self.lines)
        self.area.show_form(self.form)
        self.area.setMinimumHeight(lines_height(self) // LINES)
        self.splitter.put(self.upper, self.area, self.tabs)

    def _make_head(self) -> Head:
        buttons = (self.next_button, self.save_button)
        for button, text, tip, slot in ((self.next_button, _("Save and next"), "Ctrl+Enter", self.book.save_and_next),
                                        (self.save_button, _("Save"), "Ctrl+S", self.book.save)):
            button.setText(text)
            button.setToolTip(tip)
            button.clicked.connect(slot)
        self.save_button.setDefault(True)
        return Head(self.book.tools(), buttons, self.upper)

    def show_buttons(self, *, can_save: bool, new: bool) -> None:
        """Offer to save while there is something to be saved."""
        left = (self.save_button.hasFocus() and not can_save) or (self.next_button.hasFocus() and not (can_save and new))
        self.save_button.setVisible(can_save)
        self.next_button.setVisible(can_save and new)
        self.head.fit()
        if left:  # else Qt hands it on, at the end to the status bar
            self.form.focus_first()

    def _make_tabs(self) -> None:
        context, tabs = self.context, self.tabs
        for child in self.book.children:
            pane = ChildGrid if child.grid else ChildPane
            tabs.add(child.title, partial(pane, context, child, tabs), child.count)
        for title, make in self.book.extra_tabs():
            tabs.add(title, make)
        for title, place in context.window.beside(self.book.listing.name):
            tabs.add(title, partial(_beside, place, context, tabs))
        tabs.add(N_("Files"), partial(AttachmentsPane, context, tabs), count_files)
        tabs.add(N_("History"), partial(HistoryPane, context, tabs))

    def _make_shortcuts(self) -> None:
        book = self.book
        for keys, slot in (("Ctrl+Return", book.save_and_next), ("Ctrl+Enter", book.save_and_next),
                           ("Ctrl+Shift+S", book.save_and_next), ("Esc", book.escape)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(WITH_SHORTCUT)
            shortcut.activated.connect(slot)

    def event(self, event: QEvent) -> bool:
        """Del inside the record is for the field or list that has the focus; it never deletes the whole record."""
        if is_plain_delete(event):
            event.accept()
            return True
        return super().event(event)

    # -- showing --------------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None, *, new: bool = False, anew: bool = True) -> None:
        """Show title and sub-tabs of `record`; `anew`: another record than before, not the same one read again."""
        self.stack.setCurrentIndex(1 if record is not None or new else 0)
        self.tabs.setVisible(record is not None)
        self.lines.show_for(new=new)
        self._ask_owner(record)
        self.show_title()
        self.head.offer(stored=record is not None)
        if anew:
            self.hints.start(record.id if record else None, watch=new)
        self.hints.look(record.id if record else None)
        self.tabs.show_record(record)

    def name(self) -> str:
        """What the record shown is called."""
        record = self.book.record
        return record.label() if record else _("New: {kind}").format(kind=_(self.book.listing.model.NAME))

    def show_title(self) -> None:
        """Name and detail of the record; a dot where something is not saved."""
        record = self.book.record
        parts = (self._owner, record.detail().replace("\n", " ")) if record else ()
        self.head.say(("• " if self.form.dirty else "") + self.name(), " · ".join(part for part in parts if part))

    def _save_and_go_on(self) -> None:
        """Store the new record, then go to its lines."""
        self.book.saving.save(lambda: self._begin_lines(self.book.children[0]))

    def _begin_lines(self, child: Child) -> None:
        shown = self.tabs.open_tab(child.title)
        if isinstance(shown, ChildGrid):
            shown.begin()

    def _ask_owner(self, record: Record | None) -> None:
        """Read what the record belongs to: a visit without its dealer is only a day."""
        self._asked += 1
        asked, db, self._owner = self._asked, self.context.db, ""
        if record is None:
            return

        def read() -> tuple[int, str]:
            with db.reading() as session:
                return asked, whose(session, type(record), [record]).get(record.id, "")

        self.context.tasks.read(read, self._show_owner)

    def _show_owner(self, found: tuple[int, str]) -> None:
        asked, owner = found
        if asked == self._asked and owner:
            self._owner = owner
            self.show_title()

    def show_child(self, child: Child, record_id: int) -> None:
        """Open the sub-tab of `child` and select one of its records."""
        self.tabs.open_tab(child.title).select(record_id)


class FormScroll(QScrollArea):
    """A form that may be scrolled, and that takes fewer fields a row before it has to be scrolled sideways."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reflow: Reflow | None = None
        self._seen = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_form(self, form: Form) -> None:
        """Scroll `form`, which is a child of the viewport already."""
        self._reflow = Reflow(form.body)
        form.arranged.connect(self._arrange)
        self.setWidget(form)

    def _arrange(self) -> None:
        if self._reflow and self._seen:
            self._reflow.fit(self.viewport().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._reflow and not self._seen:
            self._seen = True
            self._reflow.measure_anew()
            self._reflow.fit(self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._reflow:
            self._reflow.fit(event.size().width())
        super().resizeEvent(event)


def _beside(place: str, context: Context, parent: QWidget) -> QWidget:
    """A sub-tab that another feature adds; its module is loaded when the tab is seen."""
    made: QWidget = load(place)(context, parent)
    return made
