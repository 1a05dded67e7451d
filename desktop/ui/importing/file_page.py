"""First page: what kind of table, which file, which sheet; a look into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from desktop.core import local_time
from desktop.core.i18n import N_, _, ngettext
from desktop.core.importing import ImportRun, Source, earlier, read_source
from desktop.core.importing.sheets import ALL, choice, choice_with
from desktop.ui import messages
from desktop.ui.importing.state import ImportState, WizardPage
from desktop.ui.importing.tables import RowsModel, dress, fit
from desktop.ui.tasks import Progress

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": "|"}
SHOWN = 100
FOLDER = "import.folder"
ENDINGS = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.gpx *.kml *.vcf *.ics"
Read = tuple[int, Source, list[str], "ImportRun | None"]


class FilePage(WizardPage):
    """Choose kind and file; sheet, headings, encoding and separator are detected and can be corrected."""

    form = "import_file"

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.kind, self.note = self.part(QComboBox, "kind"), self.part(QLabel, "note")
        self.path, self.sheet = self.part(QLineEdit, "path"), self.part(QComboBox, "sheet")
        self.header_row, self.encoding = self.part(QLineEdit, "header_row"), self.part(QComboBox, "encoding")
        self.delimiter, self.warning = self.part(QComboBox, "delimiter"), self.part(QLabel, "warning")
        self.keep_rows = self.part(QCheckBox, "keep_rows")
        self.notes, self.preview = self.part(QLabel, "notes"), self.part(QTableView, "preview")
        self.rows = RowsModel(self)
        self.file: Path | None = None
        self.also: tuple[Path, ...] = ()
        self._looked_at: Path | None = None
        self.reading = False
        dress(self.preview, self.rows)
        self.setAcceptDrops(True)
        self.path.setAcceptDrops(False)
        self._fill()
        self.part(QPushButton, "choose").clicked.connect(self.choose)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.header_row.setValidator(QIntValidator(1, 9999, self))
        self.header_row.editingFinished.connect(self._on_header_row)
        for box in (self.sheet, self.encoding, self.delimiter):
            box.activated.connect(self.read_again)
        self.keep_rows.clicked.connect(self.read_again)
        self.keep_rows.hide()
        self._show_note()

    def _fill(self) -> None:
        for _feature, kind in self.state.kinds:
            self.kind.addItem(_(kind.title), kind.name)
        names = [k.name for _f, k in self.state.kinds]
        self.kind.setCurrentIndex(names.index(self.state.kind.name))
        self.encoding.addItem(_("detected"), None)
        self.delimiter.addItem(_("detected"), None)
        for name in ENCODINGS:
            self.encoding.addItem(name.upper(), name)
        for mark, name in DELIMITERS.items():
            self.delimiter.addItem(_(name), mark)
        for box in (self.sheet, self.encoding, self.delimiter, self.header_row):
            box.setEnabled(False)

    def retranslate(self) -> None:
        for number, (_feature, kind) in enumerate(self.state.kinds):
            self.kind.setItemText(number, _(kind.title))
        for box in (self.encoding, self.delimiter):
            box.setItemText(0, _("detected"))
        self._offer_sheets(self._names(), str(self.sheet.currentData() or ""), self._sums())
        self._show_note()
        self._show_source()

    # -- choosing -------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file."""
        folder = str(self.state.context.settings.remembered.get(FOLDER, ""))
        kind = self.state.kind
        pattern = f"{_('Tables')} ({' '.join((ENDINGS, *(f'*{e}' for e in kind.endings)))})"
        if kind.several:
            paths = messages.open_files(self.window(), _("Import a table"), pattern, folder)
        else:
            one = messages.open_file(self.window(), _("Import a table"), pattern, folder)
            paths = [one] if one else []
        if paths:
            self.take(*paths)

    def take(self, path: Path, *also: Path) -> None:
        """Read a file, everything detected; or several together."""
        self._choose_kind_of(path)
        self.state.chosen = {}
        self.state.context.settings.remember(FOLDER, str(path.parent))
        self.file, self.also = path, also if self.state.kind.several else ()
        self.path.setText("; ".join(str(p) for p in (path, *self.also)))
        self.header_row.clear()
        self.header_row.setModified(False)
        for box in (self.encoding, self.delimiter):
            box.setCurrentIndex(0)
        self.sheet.clear()
        self.keep_rows.setChecked(False)
        self.read_again()

    def _choose_kind_of(self, path: Path) -> None:
        """A file of a form that only another kind knows (a zip) chooses that kind."""
        ending, kinds = path.suffix.lower(), [kind for _feature, kind in self.state.kinds]
        place = next((n for n, kind in enumerate(kinds) if ending in kind.endings), None)
        if place is not None and ending not in self.state.kind.endings:
            self.file = None
            self.kind.setCurrentIndex(place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls: list[QUrl] = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            event.acceptProposedAction()
            self.take(*(Path(url.toLocalFile()) for url in urls))

    def _on_kind(self, place: int) -> None:
        self.state.kind = self.state.kinds[place][1]
        self.state.forget()
        self._show_note()
        if self.file:
            self.read_again()

    def _show_note(self) -> None:
        self.header_row.setPlaceholderText(_("detected"))
        note = self.state.kind.note
        self.note.setText(_(note) if note else "")

    def _on_header_row(self) -> None:
        """Read again when another row was typed (leaving the field alone is no reason)."""
        if self.header_row.isModified() and self.file:
            self.header_row.setModified(False)
            self.read_again()

    # -- reading --------------------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the file with what is chosen now; on the worker."""
        if self.file is None:
            return
        number, path, kind = self.state.ask(), self.file, self.state.kind
        also = self.also if kind.several else ()
        sheet = self.sheet.currentData() if self.sheet.count() > 1 else None
        header, encoding = int(self.header_row.text() or 0) or None, self.encoding.currentData()
        delimiter = self.delimiter.currentData()
        keep_rows, context = self.keep_rows.isChecked(), self.state.context
        layout = self.state.chosen.get("layout", "") if "layout" in kind.settable else ""
        self.reading = True
        self.state.source = None
        self.changed.emit()

        def work(_progress: Progress) -> Read:
            source = read_source(path, sheet=sheet, header_row=header, encoding=encoding, delimiter=delimiter,
                                 kind=kind, also=also, keep_rows=keep_rows, layout=layout)
            with context.db.reading() as session:
                sheets = source.table.extra.get("sheets", [])
                return number, source, sheets, earlier(session, str(kind.name), source.sha256)

        context.tasks.compute(work, self._taken, self._not_read, _("Reading {file}").format(file=path.name), only_newest=True)

    def _taken(self, result: Read) -> None:
        number, source, sheets, before = result
        if number != self.state.number:
            return
        self.reading = False
        if self._of_another_kind(source):
            return
        self.state.source, self.state.earlier = source, before
        self.state.forget()
        self.state.result = None
        self._offer_sheets(sheets, source.table.sheet or "", source.table.extra.get("sums", ()))
        is_text = source.table.encoding is not None
        self.sheet.setEnabled(len(sheets) > 1)
        self.encoding.setEnabled(is_text)
        self.delimiter.setEnabled(is_text)
        self.header_row.setEnabled(True)
        self.keep_rows.setVisible(bool(source.table.left_out) or self.keep_rows.isChecked())
        self._show_source()
        self.changed.emit()

    def _offer_sheets(self, names: Sequence[str], chosen: str, sums: Sequence[str]) -> None:
        """The sheets of the file, and all of them together where there are several; with those that sum up others too, once
        it is known that there are such."""
        kept = self.sheet.currentData()
        of_sums = [str(data) for data in map(self.sheet.itemData, range(self.sheet.count())) if str(data or "").startswith(ALL)]
        known = self._names() == list(names)
        items = [(name, name) for name in names] + ([(choice(), ALL)] if len(names) > 1 else [])
        listed = [name for name in dict.fromkeys([*(one.removeprefix(ALL) for one in of_sums if known), *sums])
                  if name not in ("", ALL)]
        items += [(choice_with([name]), ALL + name) for name in listed]
        if len(listed) > 1:
            items.append((choice_with(listed), ALL * 2))
        self.sheet.clear()
        for text, data in items:
            self.sheet.addItem(text, data)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(kept if known and kept else chosen)))

    def _names(self) -> list[str]:
        """The names of sheets that are offered."""
        held = [str(self.sheet.itemData(place) or "") for place in range(self.sheet.count())]
        return [name for name in held if not name.startswith(ALL)]

    def _sums(self) -> Sequence[str]:
        source = self.state.source
        return source.table.extra.get("sums", ()) if source else ()

    def _of_another_kind(self, source: Source) -> bool:
        """Whether a new file is without doubt of another kind, which is then chosen; the user may choose back."""
        if self._looked_at == source.path:
            return False
        self._looked_at = source.path
        kinds = [kind for _feature, kind in self.state.kinds]
        place = next((n for n, kind in enumerate(kinds) if kind.recognises(source.table)), None)
        if place is None or kinds[place] is self.state.kind:
            return False
        self.kind.setCurrentIndex(place)  # reads again
        return True

    def _not_read(self, error: Exception) -> None:
        self.reading = False
        self.rows.show_rows((), ())
        self.warning.setText("")
        self.notes.setText("")
        self.changed.emit()
        self.state.context.window.on_error(error) if not _is_users(error) else self.warning.setText(str(error))

    def _show_source(self) -> None:
        source = self.state.source
        if source is None:
            return
        table = source.table
        self.rows.show_rows([_("File row"), *table.header],
                            [(n, *row) for n, row in zip(table.row_numbers[:SHOWN], table.rows[:SHOWN], strict=False)])
        fit(self.preview, self.rows)
        facts = [ngettext(
            "{n} row, {columns} {columns:column|columns}",
            "{n} rows, {columns} {columns:column|columns}", len(table.rows)).format(
                n=len(table.rows), columns=len(table.header))]
        if table.encoding:
            separator = DELIMITERS.get(table.delimiter or "", table.delimiter or "")
            facts.append(_("encoding {encoding}, separator {separator}").format(
                encoding=table.encoding.upper(), separator=_(separator)))
        others = [name for name in table.extra.get("sheets", ()) if name != table.sheet] if table.sheet != ALL else []
        notes = [*([_("Further sheets of the file, which are not read: {names}; choose one above, or all with the same "
                              "headings.").format(
            names=_(", ").join(others))] if others else []), *table.notes]
        self.notes.setText("   ·   ".join(facts) + "".join("\n" + note for note in notes))
        self.warning.setText(self._warning())

    def _warning(self) -> str:
        before = self.state.earlier
        if before is None or before.made_at is None:
            return ""
        return _("This very file was imported on {day}: {new} new and {updated} changed {updated:row|rows}. Records that are "
                 "there "
                 "already are recognised, not doubled.").format(
                     day=local_time.shown(before.made_at), new=before.imported,
                     updated=before.updated)

    def ready(self) -> bool:
        return self.state.source is not None and not self.reading and bool(self.state.source.table.rows)


def _is_users(error: Exception) -> bool:
    from desktop.core.errors import UserError

    return isinstance(error, UserError)
