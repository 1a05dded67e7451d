"""The feedback on a training on one sub-tab: a grid of those who came, and the means above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.training.effect import FeedbackGrid, means_line
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.grid.grid import Grid

if TYPE_CHECKING:
    from desktop.ui.context import Context


class FeedbackTab(SeenTab):
    """Shows the training of `show_record`."""

    whole_height = True
    watched = frozenset({"participant", "trainingfeedback"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setObjectName("figures")
        self.said.setWordWrap(True)
        self.said.setContentsMargins(8, 4, 8, 0)
        self.grid = Grid(context, None, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.grid, 1)
        context.language_changed.connect(self.read_again)

    def show_record(self, record: Record | None) -> None:
        """Show those who came to another training."""
        fresh = record.id if record else None
        if fresh != self.record_id:
            self.grid.set_source(FeedbackGrid(self.context.db, fresh) if fresh else None)
            self.said.clear()
        super().show_record(record)

    def read(self, record_id: int) -> None:
        """Count on the worker."""
        db = self.context.db
        self.context.tasks.read(lambda: (record_id, means_line(db, record_id)), self._show)

    def _show(self, found: tuple[int, str]) -> None:
        if found[0] == self.record_id:
            self.said.setText(found[1] or _("Only those who attended are asked: mark them first."))
