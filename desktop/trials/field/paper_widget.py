"""The dialogs of papers for the field: choices on the left, the very pages on the right as they will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QListWidget, QListWidgetItem, QSpinBox

from desktop.core import i18n
from desktop.core.documents.made import Make, render
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.trials.model import Trial
from desktop.trials.trial_data import TrialData, load
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.preview.pdf_pages import PdfPages
from desktop.ui.preview.pdf_view import FIT_WIDTH, PdfView
from desktop.ui.preview.preview import Preview

if TYPE_CHECKING:
    from desktop.ui.context import Context

PAUSE = 250  # ms after the last change until the pages are drawn anew
KEY = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PaperDialog(FormDialog):
    """Shows what is chosen as it will be printed; `ok` opens it in the preview, from which it is printed or saved.

    Subclasses fill the form in `fill` when the trial is read, and give in `make` what makes the document.
    """

    guards = False

    def __init__(self, form: str, title: str, context: Context, trial: Trial) -> None:
        super().__init__(form, title, context.window)
        self.context, self.trial, self.title = context, trial, title
        self.data: TrialData | None = None
        self.pdf: PdfPages | None = None
        self.closed = False
        self._round = 0
        view, notes = self.part("view"), self.part("notes")
        assert isinstance(view, PdfView)
        assert isinstance(notes, QLabel)
        self.view, self.notes = view, notes
        self.view.set_zoom(FIT_WIDTH)
        self.view.text = _("Making the document…")
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE)
        self.timer.timeout.connect(self.draw)
        self.on("ok", self._preview)
        self.part("ok").setEnabled(False)
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.resize(min(1060, int(room.width() * 0.94)), min(720, int(room.height() * 0.86)))
        context.tasks.read(self.read, self._read, self._failed)

    # -- for subclasses -------------------------------------------------------------------------------------------

    def read(self) -> TrialData:
        """Read what the dialog needs; on the worker."""
        return load(self.context.db, self.trial.id)

    def fill(self, data: TrialData) -> None:
        """Fill the form from the trial."""

    def make(self) -> Make:
        """What makes the document of the choices now in force; called on the main thread, run on the worker."""
        raise NotImplementedError

    def said(self) -> str:
        """What one should know of the document shown; asked on the main thread after it is made."""
        return ""

    # -- showing --------------------------------------------------------------------------------------------------

    def _read(self, data: TrialData) -> None:
        if self.closed:
            return
        self.data = data
        self.fill(data)
        self._connect()
        self.draw()

    def _connect(self) -> None:
        """Draw anew whenever anything in the form changes."""
        for box in self.body.findChildren(QComboBox):
            box.currentIndexChanged.connect(self.changed)
        for check in self.body.findChildren(QCheckBox):
            check.toggled.connect(self.changed)
        for spin in self.body.findChildren(QSpinBox):
            spin.valueChanged.connect(self.changed)
        for measure in self.body.findChildren(QDoubleSpinBox):
            measure.valueChanged.connect(self.changed)
        for listed in self.body.findChildren(QListWidget):
            listed.itemChanged.connect(self.changed)
            listed.model().rowsMoved.connect(self.changed)

    def changed(self, *_what: Any) -> None:
        """Something was chosen otherwise."""
        self.timer.start()

    def draw(self) -> None:
        """Make the pages of what is chosen."""
        if self.data is None or self.closed:
            return
        self._round += 1
        number, make = self._round, self.make()
        self.context.tasks.compute(lambda _progress: (number, render(make).pdf), self._show, self._failed, only_newest=True)

    def _show(self, made: tuple[int, bytes]) -> None:
        if self.closed or made[0] != self._round:
            return
        former, self.pdf = self.pdf, PdfPages(made[1])
        self.view.show_pages(self.pdf)
        if former:
            former.close()
        self.notes.setText(self.said())
        self.say("")
        self.part("ok").setEnabled(True)

    def _failed(self, error: Exception) -> None:
        if self.closed:
            return
        self.part("ok").setEnabled(False)
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)

    def _preview(self) -> None:
        Preview(self.context, _(self.title), self.make(), kind=type(self).__name__).show()
        self.accept()

    def done(self, result: int) -> None:
        """Closing frees the pages."""
        self.closed = True
        self.timer.stop()
        self.view.pages = None
        if self.pdf:
            self.pdf.close()
            self.pdf = None
        super().done(result)

    # -- parts of the form ----------------------------------------------------------------------------------------

    def combo(self, name: str) -> QComboBox:
        """A box of that name."""
        found = self.part(name)
        assert isinstance(found, QComboBox)
        return found

    def chosen(self, name: str) -> str:
        """What is chosen in a box."""
        return str(self.combo(name).currentData())

    def ticked(self, name: str) -> bool:
        """Whether a check box is ticked."""
        found = self.part(name)
        assert isinstance(found, QCheckBox)
        return found.isChecked()

    def number(self, name: str) -> int:
        """The number in a spin box."""
        found = self.part(name)
        assert isinstance(found, QSpinBox)
        return found.value()

    def measure(self, name: str) -> float:
        """The number with decimals in a spin box."""
        found = self.part(name)
        assert isinstance(found, QDoubleSpinBox)
        return found.value()

    def listed(self, name: str) -> QListWidget:
        """A list of that name."""
        found = self.part(name)
        assert isinstance(found, QListWidget)
        return found

    def offer_languages(self) -> None:
        """Fill the box of languages, the window's own chosen."""
        box = self.combo("language")
        for code, name in i18n.languages().items():
            box.addItem(name, code)
        box.setCurrentIndex(box.findData(i18n.language()))


def add_item(listed: QListWidget, text: str, key: Any, *, ticked: bool) -> None:
    """A line that can be ticked and dragged."""
    item = QListWidgetItem(text, listed)
    item.setData(KEY, key)
    item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
    item.setCheckState(CHECKED if ticked else UNCHECKED)


def ticked_keys(listed: QListWidget) -> list[Any]:
    """The keys of the ticked lines, in their order."""
    items = (listed.item(row) for row in range(listed.count()))
    return [item.data(KEY) for item in items if item.checkState() == CHECKED]
