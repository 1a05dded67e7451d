"""The kept results of a trial: a list with date, trait, method and whether the data have changed; one in full below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.i18n import _, ngettext
from desktop.trials.model import StoredResult
from desktop.trials.results import stored
from desktop.trials.results.stored import Kept
from desktop.trials.results.tables_widget import Lines
from desktop.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.context import Context


class KeptPane(QWidget):
    """The list and the summary of the row chosen; Delete puts one into the recycle bin."""

    def __init__(self, context: Context, parent: QWidget | None = None,
                 heads: Callable[[], list[str]] = stored.heads) -> None:
        super().__init__(parent)
        self.context, self.heads = context, heads
        self.results: list[Kept] = []
        self.table, self.lines, self.summary = Lines(self), Lines(self), QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 2)
        column.addWidget(self.summary)
        column.addWidget(self.lines, 3)
        self.table.itemSelectionChanged.connect(self._show_summary)
        keys = QShortcut(QKeySequence.StandardKey.Delete, self.table, context=Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.delete)

    def show_results(self, results: list[Kept]) -> None:
        """Show other results."""
        self.results = results
        rows = [[one.day(), one.trait, one.method, one.test, _("out of date") if one.stale else _("current")]
                for one in results]
        self.table.fill([_("Computed"), _("Trait"), _("Design"), _("Letters"), _("Data")], rows, set(), set())
        for row, one in enumerate(results):
            item = self.table.item(row, 4)
            if one.stale and item is not None:
                item.setForeground(theme.color("soon"))
        if results:
            self.table.horizontalHeader().setSectionResizeMode(2, self.table.horizontalHeader().ResizeMode.Stretch)
            self.table.selectRow(0)
        else:
            self.lines.hide()
            self.summary.setText(_("No result is kept yet. “Keep result” stores what is shown; a report keeps its own."))

    def _show_summary(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.results):
            chosen = self.results[row]
            self.summary.setText(chosen.summary)
            self.lines.fill(self.heads(), [list(line) for line in chosen.lines], {0, 2, 3, 4, 5}, set())
            self.lines.setVisible(bool(chosen.lines))

    def delete(self) -> None:
        """Put the chosen results into the recycle bin."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        ids = [self.results[r].id for r in rows if r < len(self.results)]
        if ids:
            db = self.context.db
            self.context.tasks.run(lambda: verbs.delete(db, StoredResult, ids), self._deleted)

    def _deleted(self, count: int) -> None:
        self.context.message(ngettext("{n} kept result deleted", "{n} kept results deleted", count).format(n=count), undo=True)
