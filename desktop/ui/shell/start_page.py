"""The first page while no database is open: three large choices, and what went wrong if something did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.ui.look import icons

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

CHOICES = (
    ("new_database", "new-file", N_("New database"), N_("Start your own region with an empty file.")),
    ("open_database", "open", N_("Open a database"), N_("Continue with a file on this computer or a stick.")),
    ("open_example", "map", N_("Example region"), N_("Look around in three invented counties.")),
)


class StartPage(QWidget):
    """Shown before a database is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.setObjectName("start_page")
        self.title, self.subtitle, self.problem = _label("start_title"), _label("start_subtitle"), _label("start_problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.restore = QToolButton()
        self.restore.setObjectName("restore")
        self.restore.hide()
        self.restore.clicked.connect(self._chosen)
        self.choices = [_choice(name) for name, *_rest in CHOICES]
        self.details = [_label("start_detail") for _choice_ in CHOICES]
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addStretch(1)
        for choice, detail in zip(self.choices, self.details, strict=True):
            choice.clicked.connect(self._chosen)
            pair = QVBoxLayout()
            pair.setSpacing(8)
            pair.addWidget(choice)
            pair.addWidget(detail)
            row.addLayout(pair)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for widget in (self.title, self.subtitle):
            column.addWidget(widget)
        column.addSpacing(14)
        column.addLayout(row)
        column.addSpacing(10)
        column.addWidget(self.problem)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self.set_busy(False)

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.title.setText(_("AgriDesk"))
        self.restore.setText(_("Restore a backup"))
        for choice, label, (_name, icon, title, detail) in zip(self.choices, self.details, CHOICES, strict=True):
            choice.setText(_(title))
            label.setText(_(detail))
            label.setWordWrap(True)
            choice.setIcon(icons.large_icon(icon))
        self._say()

    def set_busy(self, busy: bool) -> None:
        """While a file is being opened there is nothing to choose."""
        self._busy = busy
        for widget in (*self.choices, *self.details):
            widget.setVisible(not busy)
        if busy:
            self.problem.hide()
            self.restore.hide()
        self._say()

    def stand_aside(self, aside: bool) -> None:
        """Offer nothing while a dialog offers the same."""
        for widget in (*self.choices, *self.details):
            widget.setVisible(not aside and not self._busy)
        self.subtitle.setVisible(not aside)

    def show_problem(self, sentence: str) -> None:
        """Say why the file could not be opened; the choices stay, and a backup of it can be restored."""
        self.problem.setText(sentence)
        self.problem.show()
        self.restore.show()

    def _say(self) -> None:
        self.subtitle.setText(_("Opening…") if self._busy else _("What would you like to work with?"))

    @Slot()
    def _chosen(self) -> None:
        self._window.actions_[self.sender().objectName()].trigger()


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _choice(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("large", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(48, 48))
    button.setFixedSize(210, 130)
    return button
