"""The spreadsheet-like editor: frozen cells at the left, values at the right, every edit saved at once.

    grid = Grid(context, ObservationGrid(context.db, trial_id))      # a desktop.core.grid.GridSource
    grid.set_source(other)                                           # another trial, the same widget

An edit or a pasted block is one action on the worker: one line in the history, one undo. What could not be stored is
shown red with its sentence and kept; doubtful values are amber.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.core.grid import Cell, GridChange, GridData, GridSource
from desktop.core.history import newest
from desktop.core.i18n import _
from desktop.ui.grid.attached import GridExtras
from desktop.ui.grid.cells import words_of
from desktop.ui.grid.frozen import FrozenView
from desktop.ui.grid.header import ShareBar
from desktop.ui.grid.model import FrozenModel, GridModel
from desktop.ui.grid.view import GridView

if TYPE_CHECKING:
    from desktop.ui.context import Context

ENTER = "grid.enter"


class Grid(QWidget):
    """A grid over a source. `loaded` when data are shown; `saved` after each stored batch."""

    loaded = Signal()
    saved = Signal()

    def __init__(self, context: Context, source: GridSource | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.source = context, source
        self.cells = GridModel(self)
        self.view = GridView(self.cells, self)
        self.frozen = FrozenView(FrozenModel(self.cells, self), self.view, self)
        self.filter = QLineEdit(self, clearButtonEnabled=True)
        self.enter = QComboBox(self)
        self.plot = QLineEdit(self, clearButtonEnabled=True)
        self.hide_done = QCheckBox(self)
        self.bar = ShareBar(self)
        self.counter, self.status = _label("grid_counter", self), _label("grid_status", self)
        self._saving = 0
        self._seen = 0  # the newest action of the database this grid knows of; used on the worker only
        self._doubt_stale = False
        self._asked = 0
        self._build()
        self._connect()
        self.retranslate()
        if source is not None:
            self.reload()

    def _build(self) -> None:
        self.filter.setMaximumWidth(180)
        self.plot.setMaximumWidth(130)
        self.plot.setObjectName("grid_plot")
        self.enter.addItems(["", ""])
        self.enter.setCurrentIndex(int(self.context.settings.remembered.get(ENTER, 0)))
        self.status.setWordWrap(True)
        self.status.setMinimumHeight(self.fontMetrics().lineSpacing() + 6)
        tools, tables = QHBoxLayout(), QHBoxLayout()
        tools.addWidget(self.filter)
        tools.addWidget(self.plot)
        tools.addWidget(self.enter)
        tools.addWidget(self.hide_done)
        tools.addStretch(1)
        tools.addWidget(self.counter)
        tools.addWidget(self.bar)
        self.tools = tools
        tables.setSpacing(0)
        tables.addWidget(self.frozen)
        tables.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addLayout(tools)
        column.addLayout(tables, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.cells.set_filter)
        self.enter.currentIndexChanged.connect(self._on_enter)
        self.cells.edited.connect(self._save)
        self.cells.counted.connect(self._show_count)
        self.cells.modelReset.connect(self._show_here)
        self.cells.dataChanged.connect(self._show_here)
        self.view.selectionModel().currentChanged.connect(self._show_here)
        self.view.said.connect(self._on_said)
        self.hide_done.toggled.connect(self.cells.set_hide_done)
        self.plot.returnPressed.connect(self.find_plot)
        self.view.find_wanted.connect(self.plot.setFocus)
        self.view.find_wanted.connect(self.plot.selectAll)
        self.extras = GridExtras(self)
        self.context.changed.connect(self._on_changed)
        self.context.theme_changed.connect(self.view.viewport().update)
        self._on_enter(self.enter.currentIndex())

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.filter.setPlaceholderText(_("Filter rows"))
        self.plot.setPlaceholderText(_("Plot number"))
        self.plot.setToolTip(_("Type or scan a plot number and press Enter (Ctrl+G)"))
        self.hide_done.setText(_("Hide done"))
        self.hide_done.setToolTip(_("Show only plots in which something is missing"))
        self.enter.setItemText(0, _("Enter goes down"))
        self.enter.setItemText(1, _("Enter goes right"))
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- data -----------------------------------------------------------------------------------------------------

    def set_source(self, source: GridSource | None) -> None:
        """Edit something else; None shows nothing."""
        self.source = source
        self.cells.wrong.clear()
        self.reload()

    def reload(self) -> None:
        """Read everything anew. Of several calls in a row only the last one counts."""
        self._asked += 1
        number, source = self._asked, self.source
        if source is None:
            self._take((number, GridData((), (), (), (), [])))
            return
        self.context.tasks.read(lambda: self._load(number, source), self._take)

    def _newest(self) -> int:
        with self.context.db.reading() as session:
            return newest(session)

    def _load(self, number: int, source: GridSource) -> tuple[int, GridData]:
        self._seen = self._newest()
        return number, source.load()

    def _take(self, result: tuple[int, GridData]) -> None:
        number, data = result
        if number != self._asked or self._saving:
            return  # a newer question is waiting, or an edit that these data do not hold yet
        self.cells.set_data(data)
        self.view.with_notes = hasattr(self.source, "set_note")
        self.view.with_photos = hasattr(self.source, "add_photos")
        self.view.with_stories = hasattr(self.source, "story")
        self.frozen.fit()
        self._fit_columns()
        if not self.view.currentIndex().isValid() and self.cells.order and data.columns:
            self.view.go_to(self.cells.index(0, 0))
        self._show_count()
        self.loaded.emit()

    def _fit_columns(self) -> None:
        metrics = self.view.fontMetrics()
        for place, column in enumerate(self.cells.grid.columns):
            usual = "2026-04-15" if column.kind == "date" else "0000.00"
            title = max(metrics.horizontalAdvance(t) for t in (column.title, column.unit, usual))
            self.view.setColumnWidth(place, column.width or min(max(title + 26, 64), 200))
        # Titles with a unit take two lines; both tables keep the same height of header.
        headers = (self.view.horizontalHeader(), self.frozen.horizontalHeader())
        height = max(header.sizeHint().height() for header in headers)
        for header in headers:
            header.setFixedHeight(height)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if self.source is None or not self.source.tables & tables:
            return
        if self._saving:
            self._doubt_stale = True  # most likely our own commit; looked at when the last one is through
        else:
            self.reload()

    def _save(self, changes: Sequence[GridChange]) -> None:
        source = self.source
        if source is None:
            return
        self._saving += 1
        self.context.tasks.run(lambda: self._store(source, changes), self._on_saved, self._failed(changes))

    def _store(self, source: GridSource, changes: Sequence[GridChange]) -> tuple[bool, Mapping[Cell, Any]]:
        """Save on the worker; whether somebody else has changed the database since we last looked, and what was computed."""
        foreign = self._newest() != self._seen
        computed = source.save(changes)
        self._seen = self._newest()
        return foreign, computed or {}

    def _on_saved(self, result: tuple[bool, Mapping[Cell, Any]]) -> None:
        foreign, computed = result
        self._saving -= 1
        self.cells.refresh(computed)
        self._doubt_stale = self._doubt_stale or foreign
        self.saved.emit()
        self._look_again(foreign)

    def _failed(self, changes: Sequence[GridChange]) -> Callable[[Exception], None]:
        failure = _Failure(self, changes)
        return failure.show

    def on_failed(self, changes: Sequence[GridChange], error: Exception) -> None:
        """A batch was not stored: show what is stored, and what was typed in red."""
        self._saving -= 1
        self.cells.reject(changes, str(error) if isinstance(error, UserError) else _("This could not be saved."))
        self.status.setText(str(error))
        if not isinstance(error, UserError):
            self.context.window.on_error(error)
        self._look_again(False)

    def _look_again(self, foreign: bool) -> None:
        if self._saving or not self._doubt_stale:
            return
        self._doubt_stale = False
        if foreign:
            self.reload()
        else:
            self.context.tasks.read(self._is_foreign, self._reload_if)

    def _is_foreign(self) -> bool:
        return self._newest() != self._seen

    def _reload_if(self, foreign: bool) -> None:
        if foreign:
            self.reload()

    def find_plot(self) -> None:
        """Go to the plot typed or scanned, in the column one is in."""
        text = self.plot.text()
        row = self.cells.row_of(text)
        if row is None:
            self._on_said(_("There is no plot {number} among the rows shown.").format(number=text.strip()))
            self.plot.selectAll()
            return
        self.plot.clear()
        self.view.go_to(self.cells.index(row, max(0, self.view.currentIndex().column())))
        self.view.setFocus()

    # -- what is said ---------------------------------------------------------------------------------------------

    def _on_enter(self, choice: int) -> None:
        self.view.enter_right = choice == 1
        self.context.settings.remember(ENTER, choice)

    def _on_said(self, sentence: str) -> None:
        self.status.setText(sentence)
        self.context.message(sentence, undo=True)

    def _show_here(self, *_args: Any) -> None:
        """What there is to say about the current cell."""
        here = self.view.currentIndex()
        self._show_count()
        if not here.isValid() or here.row() >= len(self.cells.order):
            self.status.clear()
            return
        column = self.cells.specification(here.column())
        said = self.cells.sentence(here.row(), here.column()).replace("\n", "  ")
        self.status.setText(said or column.hint or words_of(column))

    def _show_count(self) -> None:
        rows, columns = len(self.cells.order), self.cells.grid.columns
        here = self.view.currentIndex()
        editable = [i for i, c in enumerate(columns) if not (c.read_only or c.derived or c.optional)]
        counts = {i: self.cells.filled(i) for i in editable}
        text = _("filled {n}/{all}").format(n=sum(counts.values()), all=rows * len(editable))
        if here.isValid() and here.column() in counts:
            text = _("{column}: {n}/{all}").format(column=columns[here.column()].title, n=counts[here.column()],
                                                   all=rows) + "   ·   " + text
        self.counter.setText(text if rows else "")
        self.bar.setVisible(bool(rows and editable))
        self.bar.show_share(sum(counts.values()) / max(1, rows * len(editable)))


class _Failure:
    """Keeps the batch a failed save was about."""

    def __init__(self, grid: Grid, changes: Sequence[GridChange]) -> None:
        self.grid, self.changes = grid, changes

    def show(self, error: Exception) -> None:
        """Tell the grid, if it still exists."""
        import shiboken6

        if shiboken6.isValid(self.grid):
            self.grid.on_failed(self.changes, error)


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
