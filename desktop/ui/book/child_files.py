"""The files of a record that another one owns: photos of a piece of evidence, the scan of a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop.core.i18n import _
from desktop.ui.book.attachments_pane import AttachmentsPane
from desktop.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from desktop.core.records import Record
    from desktop.ui.context import Context


class ChildFiles(Dialog):
    """A window with the files of one record; it frees itself when closed."""

    def __init__(self, context: Context, record: Record) -> None:
        super().__init__(context.window)
        self.setWindowTitle(_("Files: {name}").format(name=record.label() or _(record.NAME)))
        self.record = record
        self.pane = AttachmentsPane(context, self)
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.pane, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(560, 360)
        context.changed.connect(self._on_changed)
        self.pane.show_record(record)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "attachment" in tables:
            self.pane.show_record(self.record)

    def done(self, result: int) -> None:
        """Keep the note that is being typed, and hear no more."""
        self.pane.show_record(None)
        super().done(result)
