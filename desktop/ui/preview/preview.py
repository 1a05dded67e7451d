"""Preview of a document: the sheets that will be printed, on the screen; printed, or saved as PDF, Word or spreadsheet.

    Preview(context, _("Field report"), lambda: reports.field_report(db, trial_id), kind="field_report").show()

`make` runs on the worker and gives a `Document`, or a finished PDF as bytes or a path. What is shown, printed and saved
is the same PDF. How it is printed is remembered for each `kind` of document.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QToolButton

from desktop.core.documents.made import Made, Make, file_name, render, write
from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import _
from desktop.core.printing import CURRENT, Sheets, Wishes, sheets
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.look import icons
from desktop.ui.preview import printing
from desktop.ui.preview.pdf_pages import PdfPages
from desktop.ui.preview.pdf_view import FIT_PAGE, FIT_WIDTH, Hits, PdfView, ThumbDelegate
from desktop.ui.preview.print_options import PrintOptions, first_wishes, key_of

if TYPE_CHECKING:
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

T = TypeVar("T")
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
SHOWN_RANGE = 8


class Preview(FormDialog):
    guards = False
    roomy = True
    """The window with one document. Closing it does not stop the program; several may stand open.

    `kind`: whose print settings are remembered together; `first`: how that kind is printed until one chooses otherwise.
    """

    def __init__(self, context: Context, title: str, make: Make, kind: str = "", first: Wishes | None = None) -> None:
        super().__init__("preview", title, context.window)
        self.context, self.title, self.make = context, title, make
        self.kind = kind or f"{make.__module__}.{getattr(make, '__qualname__', '')}"
        self.first = first or Wishes()
        self.made: Made | None = None
        self.sheets: Sheets | None = None
        self.pdf: PdfPages | None = None
        self.saved: Path | None = None
        self.page = 0  # of the document, from 0: the one last in view
        self.closed = False
        self._round = 0
        self._find_parts()
        self._prepare()
        self.refresh()
        self._run(printing.printers, self._list_printers)

    def _find_parts(self) -> None:
        def part(name: str, kind: type[Any]) -> Any:
            found = self.part(name)
            assert isinstance(found, kind)
            return found

        self.view: PdfView = part("view", PdfView)
        self.thumbs: QListWidget = part("thumbs", QListWidget)
        self.zoom: QComboBox = part("zoom", QComboBox)
        self.place: QLabel = part("place", QLabel)
        self.words: QLineEdit = part("find", QLineEdit)
        self.found: QLabel = part("found", QLabel)
        self.saved_label: QLabel = part("saved", QLabel)
        self.smaller: QToolButton = part("narrower", QToolButton)
        self.larger: QToolButton = part("wider", QToolButton)
        self.options = PrintOptions(part, self)

    def _prepare(self) -> None:
        self.smaller.setText("−")
        self.larger.setText("+")
        for button in (self.smaller, self.larger):
            button.setAutoRaise(True)
        self.view.setFocus()  # else the first button has it, and a frame that the other lacks
        self.smaller.clicked.connect(self._smaller)
        self.larger.clicked.connect(self._larger)
        self.zoom.addItem(_("Width of the page"), FIT_WIDTH)
        self.zoom.addItem(_("Whole page"), FIT_PAGE)
        for factor in ZOOMS:
            self.zoom.addItem(f"{factor:.0%}", factor)
        self.zoom.activated.connect(self._zoomed)
        self.view.page_changed.connect(self._at_page)
        self.thumbs.currentRowChanged.connect(self.view.go)
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self._next_hit)
        self.options.show(first_wishes(self.context.settings.remembered, self.kind, self.first))
        self.options.changed.connect(self._make_sheets)
        for name, slot in (
            ("print", self.print_),
            ("save", self.save),
            ("save_other", self.save_other),
            ("save_sheets", self.save_sheets),
            ("open_file", self._open_file),
            ("open_folder", self._open_folder),
        ):
            self.on(name, slot)
        for name in ("print", "save", "save_other"):
            self.part(name).setEnabled(False)
        self.part("save_sheets").hide()
        self.part("print").setProperty("icon", icons.icon("print"))
        self.part("save").setProperty("icon", icons.icon("pdf"))
        self._add_keys()
        self._say_saved("")

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], None]]] = [
            ("Ctrl+P", self.print_),
            ("Ctrl+S", self.save),
            ("Ctrl+F", self.words.setFocus),
            ("F3", self._next_hit),
            ("F5", self.refresh),
            ("Ctrl++", self._larger),
            ("Ctrl+=", self._larger),
            ("Ctrl+-", self._smaller),
        ]
        for key, slot in keys:
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        for name, key in (("print", "Ctrl+P"), ("save", "Ctrl+S"), ("find", "Ctrl+F")):
            self.part(name).setToolTip(key)

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        title: str = "",
    ) -> None:
        """Do `work` on the worker; what comes of it is heard while this window is open, an error in any case."""
        self.context.tasks.compute(lambda _progress: work(), self._while_open(done), failed or self._not_done, title)

    def _while_open(self, hear: Callable[[T], None]) -> Callable[[T], None]:
        def heard(result: T) -> None:
            if not self.closed:
                hear(result)

        return heard

    # -- showing --------------------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Make the document again, as its data may have changed; what is in view stays in view."""
        make = self.make
        self.view.text = _("Making the document…")
        self._run(lambda: render(make), self._have, self._failed, _("Making the document"))

    def _have(self, made: Made) -> None:
        self.made = made
        for name in ("print", "save"):
            self.part(name).setEnabled(True)
        self.part("save_other").setEnabled(made.document is not None)
        self.say(self._doubts(made))
        self._make_sheets()

    def _doubts(self, made: Made) -> str:
        """What whoever prints this should know: letters that cannot be drawn, and what is typed and not stored anywhere."""
        said = []
        if made.missing:
            named = "   ".join(f"{c} (U+{ord(c):04X}, {where})" for c, where in made.missing[:8])
            said.append(_("The font has no drawing for: {characters}. Their codes are printed instead.").format(
                characters=named))
        if held := [each.said() for each in self.context.unsaved.all()]:
            said.append(_("Papers count what is stored. {unsaved}.").format(unsaved=_("; ").join(held)))
        return "\n".join(said)

    @Slot()
    def _make_sheets(self) -> None:
        """Make the sheets for what is chosen and show them; only the last of several quick choices is shown."""
        if not self.made:
            return
        self._round += 1
        turn, made, wishes, page = self._round, self.made, self.options.wishes(), self.page

        def work() -> Sheets:
            return sheets(made.pdf, wishes, page)

        def done(result: Sheets) -> None:
            if turn == self._round:
                self._show(made, result, wishes)

        self._run(work, done, self._no_sheets)

    def _show(self, made: Made, result: Sheets, wishes: Wishes) -> None:
        self.say(self._doubts(made))
        former, plain = self.pdf, result.pdf is made.pdf
        self.sheets, self.pdf = result, PdfPages(result.pdf, made.prints if plain else (), former)
        self.thumbs.blockSignals(True)
        self.thumbs.setItemDelegate(ThumbDelegate(self.pdf, self.thumbs))
        self.thumbs.clear()
        for pages in result.pages:
            self.thumbs.addItem(QListWidgetItem(_numbers(pages)))
        self.thumbs.blockSignals(False)
        self.view.show_pages(self.pdf)
        if former:
            former.close()
        self.part("save_sheets").setVisible(not plain)
        self.options.say(result, wishes)
        self._go_to_page()
        self._at_page(self.view.current())
        self._search()

    def _go_to_page(self) -> None:
        """Bring the page last in view into view on the new sheets."""
        assert self.sheets
        for number, pages in enumerate(self.sheets.pages):
            if self.page + 1 in pages:
                if number != self.view.current():
                    self.view.go(number)
                return

    def _list_printers(self, names: list[str]) -> None:
        self.options.show_printers(names, first_wishes(self.context.settings.remembered, self.kind).printer)

    def _failed(self, error: Exception) -> None:
        if self.pdf:  # made before: what is shown stays, and the sentence says why it is not newer
            self._not_done(error)
            return
        self.view.text = str(error) if isinstance(error, UserError | Cancelled) else _("The document could not be made.")
        self.view.viewport().update()
        if not isinstance(error, UserError | Cancelled):
            self.context.window.on_error(error)

    @Slot(int)
    def _at_page(self, number: int) -> None:
        if not self.pdf or not self.sheets or number >= len(self.sheets.pages):
            return
        pages = self.sheets.pages[number]
        if self.options.which.currentData() != CURRENT and pages:
            self.page = min(pages) - 1
        text = _("Page {page} of {count}").format(page=number + 1, count=len(self.pdf))
        if self.made and self.pdf.data is not self.made.pdf:
            text = _("Side {side} of {count}: page {pages}").format(
                side=number + 1, count=len(self.pdf), pages=_numbers(pages)
            )
        self.place.setText(text)
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

    # -- finding --------------------------------------------------------------------------------------------------

    @Slot()
    def _search(self) -> None:
        text, pdf = self.words.text().strip(), self.pdf
        if not text or not pdf:
            self.found.setText("")
            self.view.mark([], -1)
            return

        def done(hits: Hits) -> None:
            if pdf is self.pdf and text == self.words.text().strip():
                self.view.mark(hits, 0 if hits else -1)
                self._say_found()

        self._run(lambda: pdf.find(text), done)

    @Slot()
    def _next_hit(self) -> None:
        if self.view.hits:
            self.view.mark(self.view.hits, (self.view.hit + 1) % len(self.view.hits))
            self._say_found()

    def _say_found(self) -> None:
        count = len(self.view.hits)
        self.found.setText(f"{self.view.hit + 1}/{count}" if count else _("not found"))

    # -- printing and saving --------------------------------------------------------------------------------------

    @Slot()
    def print_(self) -> None:
        """Print what is chosen, once it makes sheets."""
        if not self.made:
            return
        if not self.options.printer.isEnabled():
            self.say(_("No printer is installed on this computer. Save the document as PDF instead."))
            return
        made, wishes, page, title = self.made, self.options.wishes(), self.page, self.title
        self.say("")
        remembered = self.context.settings
        remembered.remember("printer", wishes.printer)
        remembered.remember(key_of(self.kind), wishes.remembered())

        def work(progress: Progress) -> str:
            return printing.print_sheets(sheets(made.pdf, wishes, page), wishes, title, progress.report)

        def done(trouble: str) -> None:
            self._say_saved(_("Sent to {printer}.").format(printer=wishes.printer))
            if trouble:
                self.say(trouble)

        self.context.tasks.compute(work, self._while_open(done), self._not_done, _("Printing"))

    @Slot()
    def save(self) -> None:
        """Ask for a name and save the document as the PDF that is shown."""
        if self.made:
            self._save(self.made, ["PDF (*.pdf)"], ".pdf")

    @Slot()
    def save_other(self) -> None:
        """Ask for a name and save the document for Word or as a spreadsheet."""
        if self.made and self.made.document:
            kinds = [_("Word document") + " (*.docx)", _("Spreadsheet") + " (*.xlsx)"]
            self._save(self.made, kinds, ".docx")

    @Slot()
    def save_sheets(self) -> None:
        """Save the sheets as they would be printed, for a printing shop."""
        if self.sheets:
            self._save(Made(None, self.sheets.pdf), ["PDF (*.pdf)"], ".pdf", _(" (sheets)"))

    def _save(self, made: Made, kinds: list[str], ending: str, remark: str = "") -> None:
        from desktop.core.fields import today
        from desktop.core.file_names import safe_file_name

        folder = Path(self.context.settings.remembered.get("documents_folder") or Path.home())
        document = self.made.document if self.made else None
        suggested = str(folder / (safe_file_name(file_name(self.title, document, today()) + remark, "document") + ending))
        path = messages.save_file(self, _("Save the document"), suggested, ";;".join(kinds))
        if path:
            self.context.settings.remember("documents_folder", str(path.parent))
            self.say("")
            self._run(lambda: write(made, path), self._written, title=_("Saving"))

    def _written(self, path: Path) -> None:
        self.saved = path
        self._say_saved(_("Saved: {file}").format(file=path))

    def _no_sheets(self, error: Exception) -> None:
        self.options.sum.setText("")
        self._not_done(error)

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, UserError | Cancelled):
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

    def done(self, result: int) -> None:
        """End, by Escape or by closing: what is still being made is not heard any more."""
        super().done(result)
        self.closed = True
        self.view.pages = None
        if self.pdf:
            self.pdf.close()
            self.pdf = None


def _numbers(pages: tuple[int, ...]) -> str:
    """The pages on one side, as the list shows them; a blank side has none."""
    return " · ".join(map(str, pages[:SHOWN_RANGE])) or "–"
