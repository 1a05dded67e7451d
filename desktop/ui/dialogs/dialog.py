"""What all our dialogs share: a place on the screen, help, the form from Designer, freed when closed, never blocking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.ui import loader, messages
from desktop.ui.dialogs.placed import PlacedDialog
from desktop.ui.dialogs.typed import Typed

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
HELP = {
    "new_database": "start",
    "preview": "printing", "settings": "settings", "restore": "backup", "check": "backup", "shortcuts": "shortcuts",
    "handout_editor": "handouts", "handout_merge": "handouts", "trial_report": "report", "report_sections": "report",
    "series_report": "series", "field_labels": "field", "field_planting": "field", "field_sheets": "field",
    "label_stocks": "field", "bulk": "lists", "columns": "lists", "view_name": "lists", "merge": "dealers",
    "quick_case": "service", "readings": "service", "loss_estimate": "service", "sowing_window": "service",
    "entry_list": "trials", "trial_plan": "trials", "trial_copy": "trials", "trial_choose_traits": "trials",
    "trial_walk": "trials", "plot_out": "trials", "occasion": "trials", "trial_glance": "analysis",
    "split_target": "sales", "ship": "sales", "exchange": "exchange", "hand_over": "exchange",
    "encryption": "encryption", "passphrase": "encryption", "unlock": "encryption",
}
"""The page of help of each form that has one."""


class Dialog(PlacedDialog):
    """A dialog over the window; F1 opens its page of help, `topic`, over it."""

    topic: str = "start"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self._on_help)

    def _on_help(self) -> None:
        from desktop.ui.dialogs.help import HelpDialog

        HelpDialog(self, self.topic).show()


class FormDialog(Dialog):
    """A dialog around `forms/NAME.ui`. Show it with `open()`; it deletes itself when closed.

    Buttons named `ok` and `cancel` in the form accept and close it; a label named `problem` shows what is wrong.
    """

    guards: ClassVar[bool] = False
    """Whether it is asked before what was typed or chosen in it is lost by Escape, Cancel or the cross. Each dialog says so."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(title))
        self.topic = HELP.get(name, self.topic)
        self._working = False
        self.body = loader.load(name, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.body)
        self._entries = Typed(self) if self.guards else None
        self.on("cancel", self.reject)
        problem = self.body.findChild(QLabel, "problem")
        if problem:
            problem.setTextFormat(Qt.TextFormat.PlainText)
            problem.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to what is typed from now on."""
        super().showEvent(event)
        if self._entries is not None:
            self._entries.look()

    def reject(self) -> None:
        """Escape, Cancel and the cross close the dialog, once the user gives up what is typed."""
        lost = self._entries is not None and self._entries.anything and not self._working
        if not lost or messages.ask(self, _("What was typed is not saved yet."), _("Discard it"), _("Go on typing"), safe=True):
            super().reject()

    def part(self, name: str) -> QWidget:
        """The widget of that name. Raises `KeyError` where the form has none."""
        found = self.body.findChild(QWidget, name)
        if found is None:
            raise KeyError(name)
        return found

    def widget(self, name: str, kind: type[W]) -> W:
        """The widget of that name, known to be of that class."""
        found = self.part(name)
        assert isinstance(found, kind)
        return found

    def on(self, name: str, slot: Callable[[], None]) -> None:
        """Call `slot` when the button of that name is pressed."""
        button = self.body.findChild(QPushButton, name)
        if button is not None:
            button.clicked.connect(slot)

    def say(self, text: str) -> None:
        """Show what is wrong; "" for nothing."""
        label = self.part("problem")
        assert isinstance(label, QLabel)
        label.setText(text)
        label.setVisible(bool(text))
        layout = self.layout()
        if text and layout is not None and self.isVisible():  # a sentence of several lines is not cut off
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    @property
    def alive(self) -> bool:
        """Whether the dialog has not been closed: what a worker brings may come after that."""
        return shiboken6.isValid(self)

    def submit(self, window: MainWindow, work: Callable[[], T], done: Callable[[T], None] | None = None) -> None:
        """Do `work` on the worker, once however often the button is pressed; then close the dialog and call `done`.

        What the work refuses is said in the dialog, which stays open.
        """
        if self._working:
            return
        self._working = True

        def ended(result: T) -> None:
            self._working = False
            if self.alive:
                self.accept()
            if done is not None:
                done(result)

        def failed(error: Exception) -> None:
            self._working = False
            if isinstance(error, UserError) and self.alive:
                self.say(str(error))
            else:
                window.on_error(error)

        window.tasks.run(work, ended, failed)
