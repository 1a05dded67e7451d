"""A line below the tabs that asks for the manager's name, where a database does not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from desktop.core.i18n import _
from desktop.core.settings import office, set_office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.database import Database
    from desktop.core.settings import Settings
    from desktop.ui.context import MainWindow

SKIPPED = "name_skipped"


class NameBar(QFrame):
    """Shown while a database is open that has no manager's name, until it has one or the user passes it over for good.

    What is done without a name stays without one: the computer's account is nobody.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("name_bar")
        self.question, self.name = QLabel(self), QLineEdit(self)
        self.keep_button, self.skip_button = QPushButton(self), QPushButton(self)
        self.name.setMaximumWidth(240)
        self.question.setBuddy(self.name)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        for part in (self.question, self.name, self.keep_button, self.skip_button):
            line.addWidget(part)
        line.addStretch(1)
        self.name.returnPressed.connect(self.keep)
        self.keep_button.clicked.connect(self.keep)
        self.skip_button.clicked.connect(self.skip)
        window.attached.connect(self._ask)
        window.detached.connect(self.hide)
        self.hide()
        self.retranslate()
        self._ask()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.question.setText(_("Your name, to be written beside what you do:"))
        self.name.setAccessibleName(_("Manager's name"))
        self.keep_button.setText(_("Keep it"))
        self.skip_button.setText(_("Without a name"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _ask(self) -> None:
        context = self._window.context
        if context is not None and str(context.db.path) not in self._skipped():
            db = context.db
            self._window.tasks.read(lambda: (db, str(office(db, "manager"))), self._show)

    def _show(self, found: tuple[Database, str]) -> None:
        context = self._window.context
        if context is not None and context.db is found[0]:
            self.setVisible(not found[1])

    def _skipped(self) -> list[str]:
        return list(self._window.settings.remembered.get(SKIPPED, []))

    def keep(self) -> None:
        """Keep the name with the database."""
        context, name = self._window.context, self.name.text().strip()
        if context is not None and name:
            self._window.tasks.run(lambda: set_office(context.db, "manager", name), lambda _none: self.hide())

    def skip(self) -> None:
        """Do not ask for this database again; the settings hold the name as well."""
        context = self._window.context
        if context is not None:
            pass_over(self._window.settings, context.db.path)
        self.hide()


def pass_over(settings: Settings, database: Path) -> None:
    """Ask for no name where this database does not know one."""
    settings.remember(SKIPPED, [*settings.remembered.get(SKIPPED, []), str(database)])
    settings.save()
