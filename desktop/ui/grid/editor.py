"""What every grid is made of: the frozen cells, the values, and the way from an edit to the database and back.

An edit or a pasted block is one action on the worker: one line in the history, one undo. What could not be stored is
shown red with its sentence and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.core.errors import Exchanged, UserError
from desktop.core.grid import Cell, GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.history import newest
from desktop.core.i18n import _, ngettext
from desktop.ui.grid.cells import several_of, words_of
from desktop.ui.grid.frozen import FrozenView
from desktop.ui.grid.model import GridModel
from desktop.ui.grid.names import FrozenModel
from desktop.ui.grid.view import GridView

if TYPE_CHECKING:
    from desktop.ui.context import Context

Loaded = tuple[int, GridData, int]
"""The number of a question, its answer, and the newest action of the database when it was asked."""
LONGEST = 280  # of a title in a column whose width is stated
NARROWEST, WIDEST = 64, 200  # a column as long as its title asks for no other width, in logical pixels
USUAL = {"day": "2026-04-15", "moment": "2026-04-15 08:30"}


class GridEditor(QWidget):
    """A grid over a source. `loaded` when data are shown; `saved` after each stored batch."""

    MODEL: ClassVar[type[GridModel]] = GridModel
    VIEW: ClassVar[type[GridView]] = GridView
    loaded = Signal()
    saved = Signal()

    def __init__(self, context: Context, source: GridSource | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.source = context, source
        self.cells = self.MODEL(self)
        self.view = self.VIEW(context, self.cells, self)
        self.frozen = FrozenView(FrozenModel(self.cells, self), self.view, self)
        self.status = label("grid_status", self)
        self.status.setWordWrap(True)
        policy = self.status.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Ignored)  # a long word that was pasted must not widen the window
        self.status.setSizePolicy(policy)
        self.status.setMinimumHeight(self.fontMetrics().lineSpacing() + 6)
        self._saving = 0
        self._seen = 0  # the newest action of the database that is shown here
        self._doubt_stale = False
        self._said_at: Cell | None = None
        self._said = ""  # what was said of a paste, at the cell before
        self._asked = self._taken = 0  # the number of the newest question, and of the answer that is shown
        self._overtaken = False
        self._waiting: list[Callable[[], None]] = []  # for what is on its way to be stored
        self._came: dict[Cell, Any] = {}  # computed while further batches are on their way
        self.place: Callable[[], str] = self._window_title
        self._build()
        self._connect()
        self.retranslate()
        if source is not None:
            self.reload()

    def _build(self) -> None:
        """Lay the parts out."""
        raise NotImplementedError

    def _tables(self) -> QGridLayout:
        """The frozen cells beside the values; room for a foot below them."""
        tables = QGridLayout()
        tables.setSpacing(0)
        tables.addWidget(self.frozen, 0, 0)
        tables.addWidget(self.view, 0, 1)
        tables.setColumnStretch(1, 1)
        return tables

    def _connect(self) -> None:
        self.cells.edited.connect(self._save)
        self.cells.modelReset.connect(self._show_here)
        self.cells.dataChanged.connect(self._show_here)
        self.view.selectionModel().currentChanged.connect(self._on_moved)
        self.view.said.connect(self._on_said)
        self.saved.connect(self._go_on)
        self.cells.counted.connect(self._note_unsaved)
        self.cells.replaced.connect(self._note_unsaved)
        self.context.changed.connect(self._on_changed)
        self.context.theme_changed.connect(self.view.viewport().update)

    def retranslate(self) -> None:
        """The words in the language in force."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # -- data -----------------------------------------------------------------------------------------------------

    def set_source(self, source: GridSource | None) -> None:
        """Edit something else; None shows nothing."""
        self.source, self._said = source, ""
        self.cells.forget()
        self.reload()

    def reload(self) -> None:
        """Read everything anew. Of several calls in a row only the last one counts."""
        self._asked += 1
        number, source = self._asked, self.source
        if source is None:
            self._take((number, GridData((), (), (), (), []), self._seen))
            return
        self.context.tasks.read(lambda: self._load(number, source), self._take)

    def _newest(self) -> int:
        with self.context.db.reading() as session:
            return newest(session)

    def _load(self, number: int, source: GridSource) -> Loaded:
        newest = self._newest()
        return number, source.load(), newest

    def _take(self, result: Loaded) -> None:
        number, data, seen = result
        if number != self._asked:
            return  # a newer question is waiting
        if self._saving:
            self._overtaken = True  # by an edit that these data may not hold yet
            return
        self._taken, self._seen = number, seen
        here = self._here()
        self.cells.set_data(data)
        self.frozen.fit()
        self._fit_columns()
        if not self.view.currentIndex().isValid() and self.cells.order and data.columns:
            self.view.go_to(self.cells.index(*self.cells.place_of(here)))
        self._show_here()
        self.loaded.emit()

    def _here(self) -> Cell | None:
        """The current cell, by its row's key and its column's name."""
        here = self.view.currentIndex()
        return self.cells.cell(here.row(), here.column()) if here.isValid() and here.row() < len(self.cells.order) else None

    def _fit_columns(self) -> None:
        for place, column in enumerate(self.cells.grid.columns):
            self.view.setColumnWidth(place, max(column.width, self._title_width(column)) if column.width else
                                     self.natural_width(column))
        # Titles with a unit take two lines; both tables keep the same height of header.
        headers = (self.view.horizontalHeader(), self.frozen.horizontalHeader())
        height = max(header.sizeHint().height() for header in headers)
        for header in headers:
            header.setFixedHeight(height)

    def _title_width(self, column: GridColumn) -> int:
        """What the title needs: Qt cuts a longer one on both sides, and what is left may be another word."""
        metrics = self.view.fontMetrics()
        return min(max(metrics.horizontalAdvance(text) for text in (column.title, column.unit)) + 26, LONGEST)

    def natural_width(self, column: GridColumn) -> int:
        """What the title and a usual value need, in the font in force."""
        metrics = self.view.fontMetrics()
        wanted = max(metrics.horizontalAdvance(t) for t in (column.title, column.unit, USUAL.get(column.kind, "0000.00")))
        return min(max(wanted + 26, NARROWEST), WIDEST)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if self.source is None or not self.source.tables & tables:
            return
        if self._saving:
            self._doubt_stale = True  # most likely our own commit; looked at when the last one is through
        else:
            self.reload()

    # -- saving ---------------------------------------------------------------------------------------------------

    @property
    def saving(self) -> bool:
        """Whether something typed is on its way to the database."""
        return self._saving > 0

    def _save(self, changes: Sequence[GridChange]) -> None:
        source = self.source
        if source is None:
            return
        batch = _Batch(self, changes)
        self._begin_saving()
        self.context.tasks.run(lambda: self._store(source, changes), batch.saved, batch.failed)

    def _begin_saving(self) -> None:
        """What is being read now would be shown over the edit: it is read again when all is stored."""
        self._saving += 1
        if self._taken != self._asked:
            self._asked += 1
            self._taken, self._overtaken = self._asked, True

    def _store(self, source: GridSource, changes: Sequence[GridChange]) -> tuple[bool, Saved]:
        """Save on the worker; whether somebody else has changed the database since we last looked, and what came of it."""
        foreign = self._newest() != self._seen
        saved = source.save(changes)
        self._seen = self._newest()
        return foreign, saved

    def on_saved(self, changes: Sequence[GridChange], result: tuple[bool, Saved]) -> None:
        """A batch was stored, as far as it was right."""
        foreign, saved = result
        self._saving -= 1
        self.cells.settle(changes, saved)
        self._came |= saved.values
        if not self._saving:  # until then a cell may have been typed into since it was stored
            self.cells.refresh(self._came)
            self._came = {}
        self._doubt_stale = self._doubt_stale or foreign
        self._overtaken = self._overtaken or saved.anew
        self.saved.emit()
        self._look_again(foreign)

    def on_failed(self, changes: Sequence[GridChange], error: Exception) -> None:
        """A batch was not stored: show what is stored, and what was typed in red."""
        self._saving -= 1
        self.cells.reject(changes, str(error) if isinstance(error, UserError) else _("This could not be saved."))
        self.status.setText(str(error))
        if isinstance(error, Exchanged) or not isinstance(error, UserError):
            self.context.window.on_error(error)
        self.saved.emit()
        self._look_again(False)

    def _look_again(self, foreign: bool) -> None:
        if self._saving or not (self._doubt_stale or self._overtaken):
            return
        anew, self._doubt_stale, self._overtaken = foreign or self._overtaken, False, False
        if anew:
            self.reload()
        else:
            self.context.tasks.read(self._is_foreign, self._reload_if)

    def _is_foreign(self) -> bool:
        return self._newest() != self._seen

    def _reload_if(self, foreign: bool) -> None:
        if foreign:
            self.reload()

    # -- taken back -----------------------------------------------------------------------------------------------

    def when_saved(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` when what is typed has been stored or refused."""
        self.view.close_open_editor()
        if self.saving:
            self._waiting.append(proceed)
        else:
            proceed()

    def _go_on(self) -> None:
        waiting, self._waiting = (([], self._waiting) if self.saving else (self._waiting, []))
        for proceed in waiting:
            proceed()

    def take_back(self, otherwise: Callable[[], None]) -> None:
        """Give up what is typed or pasted here and not stored; call `otherwise` where there is nothing of the kind."""
        self.when_saved(lambda: self._take_back(otherwise))

    def _unsaved(self) -> int:
        """How many rows hold something that is not stored."""
        return len({key for key, _column in self.cells.wrong})

    def _window_title(self) -> str:
        """Where the rows stand, unless `place` says it better."""
        return self.window().windowTitle()

    def _note_unsaved(self) -> None:
        """Let the window know whether something typed here is not stored."""
        self.context.unsaved.note(self, self._unsaved_said if self._holds() else None)

    def _holds(self) -> bool:
        """Whether anything is not stored: asked at every edit, so that nothing is counted."""
        return bool(self.cells.wrong)

    def _unsaved_said(self) -> str:
        count = self._unsaved()
        return ngettext("{place}: {n} row is not stored", "{place}: {n} rows are not stored", count).format(
            place=self.place(), n=count)

    def _take_back(self, otherwise: Callable[[], None]) -> None:
        count = self._unsaved()
        if not count:
            otherwise()
            return
        self.cells.forget()
        self.status.clear()
        self.context.message(ngettext("What was typed in {n} row and not stored is taken back.",
                                      "What was typed in {n} rows and not stored is taken back.", count).format(n=count))

    # -- what is said ---------------------------------------------------------------------------------------------

    def _on_said(self, sentence: str) -> None:
        self._said, self._said_at = sentence, self._here()
        self.status.setText(sentence)
        self.context.message(sentence, undo=True)

    def _on_moved(self) -> None:
        """What was said of a paste stays until one goes to another cell: storing it says something of its own."""
        if self._said and self.view.currentIndex().isValid() and self._here() != self._said_at:
            self._said = ""
        self._show_here()

    def _show_here(self, *_args: Any) -> None:
        """What there is to say about the current cell."""
        here = self.view.currentIndex()
        if self._said:
            self.status.setText(self._said)
            return
        if not here.isValid() or here.row() >= len(self.cells.order):
            self.status.clear()
            return
        column = self.cells.specification(here.column())
        said = self.cells.sentence(here.row(), here.column()).replace("\n", "  ")
        whole = said or column.hint or words_of(column)
        self.status.setText(whole if said else several_of(column) or whole)
        self.status.setToolTip(whole if self.status.text() != whole else "")


class _Batch:
    """Keeps what a save was about until it is told what came of it."""

    def __init__(self, grid: GridEditor, changes: Sequence[GridChange]) -> None:
        self.grid, self.changes = grid, changes

    def saved(self, result: tuple[bool, Saved]) -> None:
        """Tell the grid, if it still exists."""
        self._tell(lambda: self.grid.on_saved(self.changes, result))

    def failed(self, error: Exception) -> None:
        """Tell the grid, if it still exists."""
        self._tell(lambda: self.grid.on_failed(self.changes, error))

    def _tell(self, word: Callable[[], None]) -> None:
        import shiboken6

        if shiboken6.isValid(self.grid):
            word()


def label(name: str, parent: QWidget) -> QLabel:
    """A line of plain text of that name."""
    made = QLabel(parent)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
