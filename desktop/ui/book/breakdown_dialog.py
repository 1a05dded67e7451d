"""The parts that a computed figure is made of, with their sum. Enter or a double click opens the record behind one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QLabel, QTableView, QVBoxLayout

from desktop.core.breakdown import Breakdown, Part
from desktop.core.i18n import _, ngettext
from desktop.ui.dialogs import short_table
from desktop.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from desktop.ui.context import Context


class BreakdownDialog(Dialog):
    """`title` says whose figure it is."""

    def __init__(self, context: Context, breakdown: Breakdown, title: str) -> None:
        super().__init__(context.window)
        self.setWindowTitle(title)
        self.context, self.breakdown = context, breakdown
        self.said, self.view = QLabel(self), QTableView(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        titles = [*(_(name) for name in breakdown.titles), _(breakdown.value_title)]
        self.rows = short_table.prepare(self.view, titles, [], 0)
        self.rows.right = frozenset((*breakdown.figures, len(breakdown.titles)))
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.view.doubleClicked.connect(self._open)
        QShortcut(QKeySequence(Qt.Key.Key_Return), self.view, self._open, context=Qt.ShortcutContext.WidgetShortcut)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.said, self.view, buttons):
            layout.addWidget(widget)
        self.resize(760, 420)
        context.tasks.read(self._read, self._show)

    def _read(self) -> Sequence[Part]:
        with self.context.db.reading() as session:
            return self.breakdown.read(session)

    def _show(self, parts: Sequence[Part]) -> None:
        self.rows.fill([((*part.cells, self.breakdown.said(part.value)), part) for part in parts])
        counted = ngettext("{n} row", "{n} rows", len(parts)).format(n=f"{len(parts):,}")
        self.said.setText(_("{rows}, together {sum}").format(
            rows=counted, sum=self.breakdown.said(sum(part.value for part in parts))))

    def _open(self, *_where: object) -> None:
        chosen = short_table.chosen(self.view)
        if chosen and chosen[0].id:
            self.accept()
            self.context.open(chosen[0].table, chosen[0].id)
