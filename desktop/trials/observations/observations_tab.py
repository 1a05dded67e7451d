"""The observations of a trial on a sub-tab: the grid, and a sentence while there is nothing to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.trials import actions
from desktop.trials.observations.observation_grid import ObservationGrid
from desktop.trials.observations.occasion_widget import OccasionDialog
from desktop.ui.grid.grid import Grid
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ObservationsTab(QWidget):
    """Shows the grid of the trial given to `show_record`; loads it when it is seen."""

    whole_height = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._trial: int | None = None
        self._shown: int | None = None
        self.grid = Grid(context, None, self)
        self.occasion = QToolButton(self)
        self.occasion.setAutoRaise(True)
        self.occasion.setIcon(icon("add"))
        self.occasion.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.occasion.clicked.connect(self.set_occasion)
        self.grid.tools.insertWidget(4, self.occasion)
        self._say()
        self.hint = QLabel(self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.hint)
        context.changed.connect(self._on_changed)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.occasion.setText(_("Occasion…"))
        self.occasion.setToolTip(_("Observe a trait once more, or say on which day it was observed"))

    def set_occasion(self) -> None:
        """Ask for a further occasion of the trait one is in."""
        source = self.grid.source
        if isinstance(source, ObservationGrid) and source.data is not None:
            here = self.grid.view.currentIndex()
            name = self.grid.cells.specification(here.column()).name if here.isValid() else "0:1"
            OccasionDialog(self.context, source.data, int(name.partition(":")[0]), self.window()).open()

    def go_to(self, plot_id: int, trait_id: int | None = None, occasion: int | None = None) -> None:
        """Put the cursor on a plot, in a trait's column; without an occasion in its last one."""
        cells = self.grid.cells
        row = next((r for r in range(cells.rowCount()) if cells.key(r) == plot_id), None)
        names = [c.name for c in cells.grid.columns]
        wanted = [i for i, n in enumerate(names) if n.partition(":")[0] == str(trait_id)
                  and occasion in (None, int(n.partition(":")[2]))]
        if row is not None:
            self.grid.view.go_to(cells.index(row, wanted[-1] if wanted else 0))
            self.grid.view.setFocus()

    def show_record(self, record: Record | None) -> None:
        """Show the trial's observations."""
        self._trial = record.id if record else None
        if self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"plot", "trialtrait"} and self.isVisible():
            self._load()

    def _load(self) -> None:
        if self._trial is None:
            return
        missing = actions.missing_for_grid(self.context.db, self._trial)
        self._stack.setCurrentIndex(1 if missing else 0)
        self.hint.setText(missing)
        if not missing and self._shown != self._trial:
            self._shown = self._trial
            self.grid.set_source(ObservationGrid(self.context.db, self._trial))

    @property
    def empty(self) -> bool:
        """Whether the sentence is shown instead of the grid."""
        return self._stack.currentIndex() == 1


