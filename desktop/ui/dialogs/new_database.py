"""A new database, and the first start: who works here, where the data lie, where their second copy goes.

Nothing has to be filled in, and all of it stands in the settings afterwards; the place of the data is that of the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QToolButton

from desktop.core import drives
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.core.paths import ENDING
from desktop.core.settings import SETTINGS
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.typed import WATCHED
from desktop.ui.look import appearance
from desktop.ui.look.named import name_tip
from desktop.ui.shell.name_bar import pass_over

if TYPE_CHECKING:
    from desktop.core.drives import Drive
    from desktop.ui.context import MainWindow

TITLE = N_("New database")
PATH = 44  # letters of a path that are seen
WORDS = ("manager", "company", "region")
YEAR_STARTS = tuple(f"{month:02}-01" for month in range(1, 13))


class NewDatabaseDialog(FormDialog):
    """Makes a database of what is told, and opens it; leads to an open one or the example instead."""

    guards = True

    def __init__(self, window: MainWindow) -> None:
        super().__init__("new_database", TITLE, window)
        self._window = window
        self.words = {name: self.widget(name, QLineEdit) for name in WORDS}
        self.year, self.language = self.widget("business_year_start", QComboBox), self.widget("language", QComboBox)
        self.folder, self.second = self.widget("folder", QComboBox), self.widget("second_place", QComboBox)
        self.year.addItems(YEAR_STARTS)
        self.year.setCurrentText(str(SETTINGS["business_year_start"].default))
        self.language.addItems([""] * len(SETTINGS["language"].choices))
        self.folder.addItem(str(drives.data_place()))
        self.second.addItem(str(window.settings.get("second_place")))
        self._speak()
        self.language.activated.connect(self._change_language)
        self.words["region"].textChanged.connect(self._look)
        for box in (self.folder, self.second):
            box.currentTextChanged.connect(self._look)
        self.widget("choose_folder", QToolButton).clicked.connect(self._choose_folder)
        self.widget("choose_second", QToolButton).clicked.connect(self._choose_second)
        for name in ("example", "open"):
            self.on(name, getattr(self, f"_{name}"))
        self.on("ok", self._create)
        for box in (self.folder, self.second):
            box.setMinimumContentsLength(PATH)
            self._show_beginning(box)
        window.start_page.stand_aside(True)
        self.finished.connect(lambda _result: window.start_page.stand_aside(False))
        self.language.setProperty(WATCHED, True)  # it holds at once: nothing of it is lost
        self.words["manager"].setFocus()
        window.tasks.read(drives.drives, self._offer)
        self._look()

    # -- words ----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "folder"):
            self._speak()
            self._look()

    def _speak(self) -> None:
        """What the form does not translate by itself."""
        setting = SETTINGS["language"]
        self.setWindowTitle(_(TITLE))
        for number, choice in enumerate(setting.choices):
            self.language.setItemText(number, setting.word(choice))
        self.language.setCurrentIndex(list(setting.choices).index(self._window.settings.get("language")))
        for name in ("choose_folder", "choose_second"):
            name_tip(self.part(name), _("Choose a folder"))

    @Slot(int)
    def _change_language(self, number: int) -> None:
        appearance.change(self._window, "language", list(SETTINGS["language"].choices)[number])

    # -- places ---------------------------------------------------------------------------------------------------

    def _offer(self, found: list[Drive]) -> None:
        """Other drives as places: those that stay for the data, all of them for their second copy."""
        if self.alive:
            _add_new(self.folder, [drive.path / drives.data_place().name for drive in found if not drive.stick])
            _add_new(self.second, [drive.path / _("AgriDesk backups") for drive in found])

    @staticmethod
    def _show_beginning(box: QComboBox) -> None:
        """A long path shows where it begins, and is told whole to the mouse."""
        box.setToolTip(box.currentText())
        if (line := box.lineEdit()) is not None and not line.hasFocus():
            line.setCursorPosition(0)

    @Slot()
    def _choose_folder(self) -> None:
        if folder := messages.choose_folder(self, _("Where the data lie"), self.folder.currentText()):
            self.folder.setCurrentText(str(folder))

    @Slot()
    def _choose_second(self) -> None:
        if folder := messages.choose_folder(self, _("Second place for backups"), self.second.currentText()):
            self.second.setCurrentText(str(folder))

    @property
    def path(self) -> Path:
        """The file that is made: named after the region."""
        place = self.folder.currentText().strip()
        name = safe_file_name(self.words["region"].text(), _("My region"))
        return (Path(place).expanduser().absolute() if place else drives.data_place()) / f"{name}{ENDING}"

    @property
    def second_place(self) -> Path | None:
        """The folder of the second copies; None for later."""
        place = self.second.currentText().strip()
        return Path(place).expanduser().absolute() if place else None

    @Slot()
    def _look(self) -> None:
        """Say what will be made, and what would be lost with the computer; disks are asked beside the window."""
        path, second = self.path, self.second_place
        for box in (self.folder, self.second):
            self._show_beginning(box)
        self._window.tasks.read(lambda: told(path, second), self._tell)

    def _tell(self, text: str) -> None:
        if self.alive:
            self.widget("hint", QLabel).setText(text)

    # -- what comes of it -----------------------------------------------------------------------------------------

    @Slot()
    def _create(self) -> None:
        window, path, second = self._window, self.path, self.second_place
        facts = {name: line.text().strip() for name, line in self.words.items()}
        facts["business_year_start"] = self.year.currentText()

        def done(_none: None) -> None:
            window.settings.set("second_place", str(second or ""))
            if not facts["manager"]:
                pass_over(window.settings, path)
            window.begin_anew()
            window.open_database(path)

        self.submit(window, lambda: window.program.make(path, facts, second), done)

    @Slot()
    def _example(self) -> None:
        self.done(0)  # what was typed is given up for another database
        self._window.actions_["open_example"].trigger()

    @Slot()
    def _open(self) -> None:
        self.done(0)  # what was typed is given up for another database
        self._window.actions_["open_database"].trigger()


def _add_new(box: QComboBox, places: list[Path]) -> None:
    """Offer places that are not offered yet: a drive may be mounted twice, or hold the place that is proposed."""
    for place in places:
        if box.findText(str(place)) < 0:
            box.addItem(str(place))


def told(path: Path, second: Path | None) -> str:
    """The file that will be made, and whether its second copy would survive the computer."""
    made = _("The database will be {file}.").format(file=path)
    if second is None:
        return made + "\n" + _("Without a second place, a stick or another drive, everything is lost with this computer.")
    if drives.same_drive(path.parent, second):
        return made + "\n" + _("The second place lies on the same drive as the data and is lost with it.")
    return made
