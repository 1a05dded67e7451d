"""Which tiles Today shows and in which order: chosen here, kept for the user."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.reminders import Reminder
from desktop.today.choosing import Choice
from desktop.ui.dialogs.dialog import Dialog
from desktop.ui.look.icons import icon

KEY = int(Qt.ItemDataRole.UserRole)


class ChooseTiles(Dialog):
    """The tiles that count something now, ticked where they are shown; up and down by buttons or by dragging."""

    def __init__(self, tiles: Sequence[Reminder], choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Choose tiles"))
        self.usual = False
        self._choice = choice
        said = QLabel(_("Ticked tiles stand on Today in this order. Tiles that count nothing are not shown."), self)
        said.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for tile, on in choice.listed(tiles):
            item = QListWidgetItem(f"{tile.count:,} {tile.title}", self.list)
            item.setData(KEY, tile.key)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.up, self.down, self.reset = QPushButton(self), QPushButton(self), QPushButton(_("As usual"), self)
        for button, symbol, words, steps in ((self.up, "up", _("Move up"), -1), (self.down, "down", _("Move down"), 1)):
            button.setIcon(icon(symbol))
            button.setText(words)
            button.setProperty("steps", steps)
            button.clicked.connect(self._on_move)
        self.reset.clicked.connect(self._on_reset)
        line = QHBoxLayout()
        for button in (self.up, self.down):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.reset)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("OK"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(said)
        column.addWidget(self.list, 1)
        column.addLayout(line)
        column.addWidget(buttons)
        self.resize(520, 480)

    def choice(self) -> Choice:
        """What was chosen; what is not listed now keeps its place behind it."""
        if self.usual:
            return Choice()
        items = [self.list.item(row) for row in range(self.list.count())]
        shown = [str(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
        hidden = [str(item.data(KEY)) for item in items if item.checkState() != Qt.CheckState.Checked]
        return self._choice.changed(shown, hidden)

    def _on_move(self) -> None:
        row, steps = self.list.currentRow(), int(self.sender().property("steps"))
        if 0 <= row + steps < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + steps, item)
            self.list.setCurrentRow(row + steps)

    def _on_reset(self) -> None:
        self.usual = True
        self.accept()
