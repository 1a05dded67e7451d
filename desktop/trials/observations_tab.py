"""The observations of a trial on a sub-tab: the grid, and a sentence while there is nothing to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from desktop.core.records import Record
from desktop.trials import actions
from desktop.trials.observations import ObservationGrid
from desktop.ui.grid import Grid

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ObservationsTab(QWidget):
    """Shows the grid of the trial given to `show_record`; loads it when it is seen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._trial: int | None = None
        self._shown: int | None = None
        self.grid = Grid(context, None, self)
        self.hint = QLabel(self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.hint)
        context.changed.connect(self._on_changed)

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


