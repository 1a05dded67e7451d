"""What hangs on the cells of a grid besides their values: notes, photos, and where a value comes from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QToolTip, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.ui import messages
from desktop.ui.book.attachments_pane import AttachmentsPane
from desktop.ui.dialogs.ask_text import ask_text
from desktop.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from desktop.ui.grid.editor import GridEditor

PICTURES = "*.jpg *.jpeg *.png *.webp *.heic *.bmp *.gif"


class GridExtras(QObject):
    """Answers what a grid's view asks for about one cell."""

    def __init__(self, grid: GridEditor) -> None:
        super().__init__(grid)
        self.grid = grid
        self._noted = (0, 0)
        grid.view.note_wanted.connect(self.edit_note)
        grid.view.photos_wanted.connect(self.show_photos)
        grid.view.story_wanted.connect(self.tell_story)

    # -- notes ----------------------------------------------------------------------------------------------------

    def edit_note(self, row: int, column: int) -> None:
        """Write the note of a cell."""
        self._noted = (row, column)
        ask_text(self.grid, _("Note"), _("Note on this cell:"), self._store_note, self.grid.cells.note(row, column))

    def _store_note(self, note: str) -> None:
        source: Any = self.grid.source
        row, column = self._noted
        key, name = self.grid.cells.cell(row, column)
        self.grid.cells.set_note(row, column, note.strip())
        self.grid.context.tasks.run(lambda: source.set_note(key, name, note.strip()))

    # -- photos ---------------------------------------------------------------------------------------------------

    def show_photos(self, row: int, column: int) -> None:
        """The photos of a cell; where there are none yet, the question which to add."""
        source: Any = self.grid.source
        key, name = self.grid.cells.cell(row, column)
        if self.grid.cells.photo(row, column):
            self.grid.context.tasks.read(lambda: source.owner(key, name), self._show)
            return
        chosen = messages.open_files(self.grid, _("Photos of this cell"), _("Pictures ({kinds})").format(kinds=PICTURES))
        if chosen:
            tasks = self.grid.context.tasks
            tasks.run(lambda: source.add_photos(key, name, chosen), lambda _done: self.grid.reload())

    def _show(self, record: Record | None) -> None:
        if record is not None:
            PhotosDialog(self.grid, record).open()

    # -- origin ---------------------------------------------------------------------------------------------------

    def tell_story(self, row: int, column: int, place: QPoint) -> None:
        """What there is to say about a cell, and where its value comes from, as a tool tip."""
        source: Any = self.grid.source
        cells = self.grid.cells
        key, name = cells.cell(row, column)
        said = cells.sentence(row, column)

        def show(story: str) -> None:
            if not self.grid.view.isVisible():
                return
            text = "\n".join(t for t in (cells.specification(column).title, said, story) if t)
            QToolTip.showText(place, "<br>".join(escape(line) for line in text.split("\n")), self.grid.view.viewport())

        self.grid.context.tasks.read(lambda: source.story(key, name), show)


class PhotosDialog(Dialog):
    """The files that hang on the record of a cell."""

    def __init__(self, grid: GridEditor, record: Record) -> None:
        super().__init__(grid)
        self.setWindowTitle(_("Photos of this cell"))
        self.grid, self.record = grid, record
        self.pane = AttachmentsPane(grid.context, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.pane)
        self.resize(640, 360)
        self.pane.show_record(record)
        grid.context.changed.connect(self._on_changed)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "attachment" in tables:
            self.pane.show_record(self.record)

    def done(self, result: int) -> None:
        """Close; the marks of the grid may have changed."""
        super().done(result)
        self.grid.reload()
