"""Preview of a document: its PDF on the screen, printed, or saved as PDF, Word or spreadsheet.

    Preview(context, _("Field report"), lambda: reports.field_report(db, trial_id)).show()

`make` runs on the worker and gives a `Document`, or a finished PDF as bytes or a path.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QSpinBox, QToolButton

from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.pages import page_range
from desktop.ui import icons, messages, printing
from desktop.ui.dialog import FormDialog
from desktop.ui.pdf_view import FIT_PAGE, FIT_WIDTH, PdfPages, PdfView, ThumbDelegate

if TYPE_CHECKING:
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

Make = Callable[[], Document | bytes | Path]
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class Made:
    """A document made on the worker: what it was made of, its PDF, the characters that cannot be printed."""

    document: Document | None
    pdf: bytes
    missing: list[tuple[str, str]]


def render(make: Make) -> Made:
    """Make the document and its PDF."""
    from desktop.core import documents

    made = make()
    if isinstance(made, Path):
        return Made(None, made.read_bytes(), [])
    if isinstance(made, bytes):
        return Made(None, made, [])
    stream = io.BytesIO()
    documents.writer(".pdf")(made, stream)
    return Made(made, stream.getvalue(), documents.missing_glyphs(made))


class Preview(FormDialog):
    """The window with one document. Closing it does not stop the program; several may stand open."""

    def __init__(self, context: Context, title: str, make: Make) -> None:
        super().__init__("preview", title, context.window)
        self.setWindowFlags(Qt.WindowType.Window)
        self.context, self.title = context, title
        self.made: Made | None = None
        self.pdf: PdfPages | None = None
        self.saved: Path | None = None
        self._find_parts()
        self._prepare()
        room = self.screen().availableGeometry().size()
        self.resize(QSize(1040, 780).boundedTo(QSize(int(room.width() * 0.92), int(room.height() * 0.88))))
        self.view.text = _("Making the document…")
        context.tasks.run(lambda: render(make), self._show, self._failed, _("Making the document"))

    def _find_parts(self) -> None:
        def part(name: str, kind: type[Any]) -> Any:
            found = self.part(name)
            assert isinstance(found, kind)
            return found

        self.view: PdfView = part("view", PdfView)
        self.thumbs: QListWidget = part("thumbs", QListWidget)
        self.zoom: QComboBox = part("zoom", QComboBox)
        self.pages: QLineEdit = part("pages", QLineEdit)
        self.copies: QSpinBox = part("copies", QSpinBox)
        self.printer: QComboBox = part("printer", QComboBox)
        self.place: QLabel = part("place", QLabel)
        self.saved_label: QLabel = part("saved", QLabel)
        self.smaller: QToolButton = part("narrower", QToolButton)
        self.larger: QToolButton = part("wider", QToolButton)

    def _prepare(self) -> None:
        self.smaller.setText("−")
        self.larger.setText("+")
        self.smaller.clicked.connect(self._smaller)
        self.larger.clicked.connect(self._larger)
        self.zoom.addItem(_("Width of the page"), FIT_WIDTH)
        self.zoom.addItem(_("Whole page"), FIT_PAGE)
        for factor in ZOOMS:
            self.zoom.addItem(f"{factor:.0%}", factor)
        self.zoom.activated.connect(self._zoomed)
        self.view.page_changed.connect(self._at_page)
        self.thumbs.currentRowChanged.connect(self.view.go)
        names = printing.printers()
        self.printer.addItems(names or [_("No printer")])
        self.printer.setEnabled(bool(names))
        remembered = self.context.settings.remembered.get("printer")
        if remembered in names:
            self.printer.setCurrentText(remembered)
        for name, slot in (
            ("print", self.print_),
            ("save", self.save),
            ("open_file", self._open_file),
            ("open_folder", self._open_folder),
        ):
            self.on(name, slot)
        self.part("print").setEnabled(False)
        self.part("save").setEnabled(False)
        self.part("save").setProperty("icon", icons.icon("save"))
        self._say_saved("")

    # -- showing --------------------------------------------------------------------------------------------------

    def _show(self, made: Made) -> None:
        self.made, self.pdf = made, PdfPages(made.pdf)
        self.thumbs.setItemDelegate(ThumbDelegate(self.pdf, self.thumbs))
        for number in range(len(self.pdf)):
            self.thumbs.addItem(QListWidgetItem(str(number + 1)))
        self.view.show_pages(self.pdf)
        self.part("print").setEnabled(True)
        self.part("save").setEnabled(True)
        self._at_page(0)
        if made.missing:
            named = "   ".join(f"{c} (U+{ord(c):04X}, {where})" for c, where in made.missing[:8])
            self.say(_("The font has no drawing for: {characters}. Their codes are printed instead.").format(characters=named))

    def _failed(self, error: Exception) -> None:
        self.view.text = str(error) if isinstance(error, UserError) else _("The document could not be made.")
        self.view.viewport().update()
        if not isinstance(error, UserError):
            self.context.window.on_error(error)

    @Slot(int)
    def _at_page(self, number: int) -> None:
        if self.pdf:
            self.place.setText(_("Page {page} of {count}").format(page=number + 1, count=len(self.pdf)))
            self.thumbs.blockSignals(True)
            self.thumbs.setCurrentRow(number)
            self.thumbs.blockSignals(False)

    @Slot()
    def _zoomed(self) -> None:
        self.view.set_zoom(self.zoom.currentData())

    @Slot()
    def _smaller(self) -> None:
        self._step([z for z in reversed(ZOOMS) if z < self.view.factor() - 0.01])

    @Slot()
    def _larger(self) -> None:
        self._step([z for z in ZOOMS if z > self.view.factor() + 0.01])

    def _step(self, candidates: list[float]) -> None:
        if candidates:
            self.zoom.setCurrentIndex(self.zoom.findData(candidates[0]))
            self.view.set_zoom(candidates[0])

    # -- printing and saving --------------------------------------------------------------------------------------

    @Slot()
    def print_(self) -> None:
        """Print the pages named in the field, once they are a range the document has."""
        if not self.pdf:
            return
        if not self.printer.isEnabled():
            self.say(_("No printer is installed on this computer. Save the document as PDF instead."))
            return
        try:
            wanted = page_range(self.pages.text(), len(self.pdf))
        except UserError as error:
            self.say(str(error))
            self.pages.setFocus()
            return
        self.say("")
        name, copies, data = self.printer.currentText(), self.copies.value(), self.pdf.data
        self.context.settings.remember("printer", name)

        def work(progress: Progress) -> None:
            printing.print_pages(data, wanted, name, copies, progress.report)

        self.context.tasks.run_long(work, self._printed, self._not_done, _("Printing"))

    def _printed(self, _none: None) -> None:
        self._say_saved(_("Sent to {printer}.").format(printer=self.printer.currentText()))

    @Slot()
    def save(self) -> None:
        """Ask for a name and save in the format its ending names."""
        if not self.made:
            return
        kinds = ["PDF (*.pdf)"]
        if self.made.document:
            kinds += [_("Word document") + " (*.docx)", _("Spreadsheet") + " (*.xlsx)"]
        folder = Path(self.context.settings.remembered.get("documents_folder") or Path.home())
        suggested = str(folder / f"{_file_name(self.title)}.pdf")
        path = messages.save_file(self, _("Save the document"), suggested, ";;".join(kinds))
        if path:
            self.context.settings.remember("documents_folder", str(path.parent))
            made = self.made
            self.context.tasks.run(lambda: write(made, path), self._written, self._not_done, _("Saving"))

    def _written(self, path: Path) -> None:
        self.saved = path
        self._say_saved(_("Saved: {file}").format(file=path))

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)

    def _say_saved(self, text: str) -> None:
        self.saved_label.setTextFormat(Qt.TextFormat.PlainText)
        self.saved_label.setText(text)
        self.saved_label.setVisible(bool(text))
        for name in ("open_file", "open_folder"):
            self.part(name).setVisible(bool(text) and self.saved is not None)

    @Slot()
    def _open_file(self) -> None:
        if self.saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved)))

    @Slot()
    def _open_folder(self) -> None:
        if self.saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved.parent)))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.view.pages = None
        if self.pdf:
            self.pdf.close()
            self.pdf = None


def write(made: Made, path: Path) -> Path:
    """Save a made document durably; the PDF is the one that was shown."""
    from desktop.core import documents
    from desktop.core.files import durable_save

    if path.suffix.lower() == ".pdf":
        return durable_save(path, lambda stream: _write_bytes(stream, made.pdf))
    if made.document is None:
        raise UserError(_("This document can only be saved as PDF."))
    return documents.save(made.document, path)


def _write_bytes(stream: Any, data: bytes) -> None:
    stream.write(data)


def _file_name(title: str) -> str:
    """A title without the characters that file systems refuse."""
    return "".join("-" if c in '\\/:*?"<>|\n\t' else c for c in title).strip(" .")[:80] or "document"
