"""What to do first: a list that stays until each step is done, or until it is put away."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.today.board import DEALERS, IMPORT, NAMES, TRIALS
from desktop.ui.look.icons import icon
from desktop.ui.look.named import name_tip

STEPS = (
    (IMPORT, "import",
     N_("Bring in what you have: dealers, contacts, varieties and trials from Excel or CSV (File ▸ Import).")),
    (DEALERS, "dealers", N_("Or write down your first dealer.")),
    (TRIALS, "trials", N_("Add your varieties and plan a trial.")),
    (NAMES, "settings", N_("Put your company and your name into the settings; they stand on every report.")),
)


class FirstSteps(QFrame):
    """The steps; those done bear a tick. `wanted(step)` when one is clicked, `put_away()` by the cross."""

    wanted = Signal(str)
    put_away = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("first_steps")
        self.buttons: dict[str, QPushButton] = {}
        self.away = QToolButton(self)
        self.away.setIcon(icon("close"))
        self.away.setAutoRaise(True)
        self.away.clicked.connect(self.put_away)
        column = QVBoxLayout()
        column.setSpacing(10)
        for step, _symbol, _words in STEPS:
            button = self.buttons[step] = QPushButton(self)
            button.setObjectName("first_step")
            button.setProperty("step", step)
            button.clicked.connect(self._on_clicked)
            column.addWidget(button)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 14, 8, 14)
        line.addLayout(column, 1)
        line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)

    def show_done(self, done: Collection[str]) -> None:
        """Tick the steps that are done; the words in the language in force."""
        name_tip(self.away, _("Put the list away"))
        for step, symbol, words in STEPS:
            self.buttons[step].setText(_(words))
            self.buttons[step].setIcon(icon("ok" if step in done else symbol))
            self.buttons[step].setEnabled(step not in done)

    def _on_clicked(self) -> None:
        self.wanted.emit(self.sender().property("step"))
