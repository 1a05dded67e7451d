"""A case at the field edge: photos and a line of text, the rest later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.core.i18n import N_, _, ngettext
from desktop.service import cases
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.core.records import Record
    from desktop.ui.context import Context

PICTURES = "*.jpg *.jpeg *.png *.webp *.heic *.gif *.bmp"


class QuickCaseDialog(FormDialog):
    """Asks for photos and a note; photos may be dropped on it. Ctrl+Enter saves."""

    guards = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("quick_case", N_("Photo and note"), parent)
        self.context = context
        self.photos: list[Path] = []
        self.setAcceptDrops(True)
        self.on("add_photos", self.choose)
        self.on("ok", self.save)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.save)
        self._part("note").setFocus()
        self._say_photos()

    def _part(self, name: str) -> Any:
        return self.part(name)

    def choose(self) -> None:
        """Choose photos from a folder."""
        self.add(messages.open_files(self, _("Photos"), _("Pictures ({patterns})").format(patterns=PICTURES)))

    def add(self, paths: list[Path]) -> None:
        """Add photos to the case."""
        self.photos += [path for path in paths if path not in self.photos]
        self._say_photos()

    def _say_photos(self) -> None:
        label = self._part("photos")
        assert isinstance(label, QLabel)
        count = len(self.photos)
        names = ngettext("{n} photo: {names}", "{n} photos: {names}", count).format(
            n=count, names=_(", ").join(p.name for p in self.photos[:4]))
        label.setText(names if count else _("No photo yet; drop some here."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def save(self) -> None:
        """Make the case on the worker, then show it."""
        note, farmer = self._part("note"), self._part("farmer")
        assert isinstance(note, QPlainTextEdit)
        assert isinstance(farmer, QLineEdit)
        db, text, photos = self.context.db, note.toPlainText(), list(self.photos)
        values = {"farmer": farmer.text(), "phone": self._part("phone").text()}
        self.submit(self.context.window, lambda: cases.quick_case(db, text, photos, values), self._made)

    def _made(self, made: Record) -> None:
        self.context.open("farmercase", made.id)
