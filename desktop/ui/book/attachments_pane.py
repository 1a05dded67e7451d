"""Files of a record: drop them here; thumbnails, notes, open, save as, delete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.attachments import Attachment, attach, attachments_seen, is_program, readable_copy, save_copy
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.core.records import Record, table_of
from desktop.ui import messages
from desktop.ui.book.thumbnails import SIDE, thumbnails
from desktop.ui.look.icons import icon, pixmap
from desktop.ui.look.named import name_hint, name_tip

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context

ID = Qt.ItemDataRole.UserRole


class AttachmentsPane(QWidget):
    """The files of the record shown. `count_changed(int)` for the tab's title."""

    count_changed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.record: Record | None = None
        self.files: dict[int, Attachment] = {}
        self._asked = 0
        self.list = self._make_list()
        self.note = QLineEdit(self)
        name_hint(self.note, _("Note on the chosen file"))
        self.note.editingFinished.connect(self.save_note)
        self._empty = QLabel(_("Drop photos, scans or contracts here, or press the plus."), self.list)
        self._empty.setObjectName("hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._buttons = [self._button(*args) for args in (
            ("add", N_("Add files…"), self.add), ("open", N_("Open"), self.open), ("save", N_("Save as…"), self.save_as),
            ("delete", N_("Delete"), self.delete))]
        column = QVBoxLayout()
        column.setSpacing(1)
        for button in self._buttons:
            column.addWidget(button)
        column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.list, 1)
        right.addWidget(self.note)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 4, 4, 4)
        layout.setSpacing(2)
        layout.addLayout(column)
        layout.addLayout(right, 1)
        self.setAcceptDrops(True)
        for keys, slot in (("Ins", self.add), ("Del", self.delete)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self._show_buttons()

    def _make_list(self) -> QListWidget:
        made = QListWidget(self)
        made.setViewMode(QListWidget.ViewMode.IconMode)
        made.setResizeMode(QListWidget.ResizeMode.Adjust)
        made.setMovement(QListWidget.Movement.Static)
        made.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        made.setIconSize(QSize(SIDE, SIDE))
        made.setGridSize(QSize(SIDE + 40, SIDE + made.fontMetrics().height() * 2 + 14))
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        made.setWordWrap(True)
        made.setSpacing(4)
        made.itemSelectionChanged.connect(self._on_selection)
        made.itemActivated.connect(self.open)
        return made

    def _button(self, name: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        name_tip(button, _(tip))
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None) -> None:
        """Show the files of `record`."""
        self.save_note()
        self.record = record
        self._asked += 1
        if record is None:
            self._fill((self._asked, [], {}))
            return
        asked, db = self._asked, self.context.db

        def read() -> tuple[int, list[Attachment], dict[int, QImage]]:
            with db.reading() as session:
                found = attachments_seen(session, record)
            return asked, found, thumbnails(db, found)

        self.context.tasks.read(read, self._fill)

    def _fill(self, result: tuple[int, list[Attachment], dict[int, QImage]]) -> None:
        asked, found, pictures = result
        if asked != self._asked:
            return
        chosen = self.chosen()
        self.files = {a.id: a for a in found}
        self.list.clear()
        for attachment in found:
            item = QListWidgetItem(_picture(attachment, pictures.get(attachment.id)), attachment.name)
            item.setData(ID, attachment.id)
            item.setToolTip(describe(attachment))
            self.list.addItem(item)
            item.setSelected(attachment.id in chosen)
        self._empty.resize(self.list.viewport().size())
        self._empty.setVisible(not found)
        self.count_changed.emit(len(found))
        self._on_selection()

    def chosen(self) -> list[int]:
        """The ids of the selected files."""
        return [item.data(ID) for item in self.list.selectedItems()]

    def _one(self) -> Attachment | None:
        chosen = self.chosen()
        return self.files.get(chosen[0]) if len(chosen) == 1 else None

    def _on_selection(self) -> None:
        if not self.note.hasFocus():
            one = self._one()
            self.note.setText(one.note if one else "")
            self.note.setProperty("file", one.id if one else 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        number, own = len(self.chosen()), all(self._is_own(self.files[n]) for n in self.chosen())
        for button, usable in zip(self._buttons, (True, number == 1, number == 1, number > 0 and own), strict=True):
            button.setEnabled(usable and self.record is not None)
        self.note.setEnabled(number == 1)

    def _is_own(self, file: Attachment) -> bool:
        """Whether a file hangs on the record shown, not on another one whose files are seen here as well."""
        return self.record is not None and file.owner_id == self.record.id

    # -- verbs ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Choose files to add."""
        self.take(messages.open_files(self, _("Add files"), _("All files (*)")))

    def take(self, paths: list[Path]) -> None:
        """Add these files; big ones are copied on the worker, with progress."""
        files = [p for p in paths if p.is_file()]
        if self.record is None or not files:
            return
        db, table, number = self.context.db, table_of(type(self.record)).name, self.record.id
        self.context.tasks.run_long(lambda progress: attach(db, table, number, files, progress.report),
                                    title=_("Copying files"))

    def open(self, _item: Any = None) -> None:
        """Open a copy of the chosen file with the program the desktop has for it."""
        one, db = self._one(), self.context.db
        if one is not None and is_program(one.name):
            messages.show_error(self, _("“{name}” is a program and is not run from here. Save it elsewhere if you trust who "
                                        "sent it.").format(name=one.name))
        elif one is not None:
            self.context.tasks.read(lambda: readable_copy(db, one), self._show_file)

    def _show_file(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_as(self) -> None:
        """Write the chosen file somewhere."""
        one, db = self._one(), self.context.db
        target = messages.save_file(self, _("Save as"), safe_file_name(one.name), _("All files (*)")) if one else None
        if one is not None and target is not None:
            self.context.tasks.compute(lambda _progress: save_copy(db, one, target), self._on_written)

    def _on_written(self, path: Path) -> None:
        self.context.message(_("{file} saved.").format(file=path.name))

    def delete(self) -> None:
        """Put the chosen files of the record into the recycle bin; those of another one are deleted there."""
        chosen, db = [n for n in self.chosen() if self._is_own(self.files[n])], self.context.db
        if chosen:
            self.context.tasks.run(lambda: verbs.delete(db, Attachment, chosen))

    def save_note(self) -> None:
        """Keep what was typed about a file."""
        number, text, db = self.note.property("file"), self.note.text().strip(), self.context.db
        if number in self.files and text != self.files[number].note:
            self.files[number].note = text
            self.context.tasks.run(lambda: verbs.save(db, Attachment, {"note": text}, number))

    # -- drag and drop --------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.record is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._empty.resize(self.list.viewport().size())


def _picture(attachment: Attachment, image: QImage | None) -> QIcon:
    if image is not None:
        return QIcon(QPixmap.fromImage(image))
    return QIcon(pixmap("pdf" if attachment.name.lower().endswith(".pdf") else "document", 40))


def describe(attachment: Attachment) -> str:
    """Name, size, note and owner's kind of a file, safe as a tooltip."""
    from html import escape

    from desktop.core.kinds import model_of

    size = attachment.size or 0
    shown = f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(size / 1e3, 0.1):.1f} kB"
    return "<br>".join(escape(line) for line in (
        attachment.name, shown, attachment.note, _(model_of(attachment.owner_table).NAME)) if line)


def count_files(session: Session, record: Record) -> int:
    """How many files `record` has."""
    return len(attachments_seen(session, record))
