"""One record in a dialog of its own: save, save and next, and no typed text lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.ui import messages
from desktop.ui.book.hints import Hints
from desktop.ui.dialogs.dialog import Dialog
from desktop.ui.fields.body import Editors
from desktop.ui.fields.form import Form

if TYPE_CHECKING:
    from desktop.ui.context import Context


class RecordDialog(Dialog):
    """Edits a record of `model` in its form; `saved(id)` tells the end.

    Fields `hidden` are not asked for; `editors`: widgets of a feature's own, by field.
    """

    saved = Signal(object)

    def __init__(self, context: Context, model: type[Record], parent: QWidget | None = None, *,
                 hidden: Collection[str] = (), editors: Editors | None = None) -> None:
        super().__init__(parent)
        self.context, self.model = context, model
        self.form = Form(context, model, self, hidden=hidden, editors=editors)
        self.hints = Hints(context, self.form, None, None, self)
        self._number: int | None = None
        self._start: dict[str, Any] = {}
        self._busy = self._next = False
        self.save_button, self.next_button = QPushButton(self), QPushButton(self)
        self._cancel = QPushButton(_("Cancel"), self)
        line = QHBoxLayout()
        line.addStretch(1)
        for button, slot in ((self._cancel, self.reject), (self.next_button, self.save_and_next),
                             (self.save_button, self.save)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button)
        self.save_button.setText(_("Save"))
        self.save_button.setDefault(True)
        self.next_button.setText(_("Save and next"))
        self.next_button.setToolTip("Ctrl+Enter")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.hints)
        layout.addWidget(self.form)
        layout.addLayout(line)
        for keys, slot in (("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_next), ("Ctrl+Enter", self.save_and_next),
                           ("Ctrl+Shift+S", self.save_and_next)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.form.dirty_changed.connect(self._show_title)

    def start(self, values: Mapping[str, Any], number: int | None) -> None:
        """Show `values`: of the stored record `number`, or as the start of a new one."""
        self._number, self._start = number, dict(values)
        self.form.set_values(values)
        self.hints.start(number, watch=False)
        self.next_button.setVisible(number is None)
        self._show_title()
        self.form.focus_first()

    def _show_title(self, _dirty: bool = False) -> None:
        kind = _(self.model.NAME)
        title = kind if self._number else _("New: {kind}").format(kind=kind)
        self.setWindowTitle(("• " if self.form.dirty else "") + title)

    def values(self) -> dict[str, Any]:
        """What the record would hold: what the form shows, and what it began with that stands on no form (the parent)."""
        return {**self._start, **self.form.values()}

    # -- saving ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save and close."""
        self._begin(follow=False)

    def save_and_next(self) -> None:
        """Save and begin another."""
        self._begin(follow=True)

    def _begin(self, *, follow: bool) -> None:
        problems = self.form.problems()
        if problems or self._busy:
            self.form.mark(problems, focus=True)
            return
        self._busy, self._next = True, follow
        values = self.values() if self._number is None else self.form.values()
        db, model, number = self.context.db, self.model, self._number
        self.context.tasks.run(lambda: verbs.save(db, model, values, number), self._on_saved, self._on_failed)

    def _on_saved(self, record: Record) -> None:
        self._busy = False
        self.saved.emit(record.id)
        self.form.set_values(self.form.values())
        if self._next:
            self.start({name: value for name, value in self._start.items() if name != "id"}, None)
        else:
            self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, FieldErrors):
            self.form.mark(error.fields, focus=True)
        else:
            self.context.window.on_error(error)

    # -- leaving --------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape, Cancel and the cross close the dialog, once the user gives up what is typed."""
        if not self.form.dirty or messages.ask(self, _("What was typed is not saved yet."), _("Discard it"),
                                               _("Go on typing"), safe=True):
            super().reject()
