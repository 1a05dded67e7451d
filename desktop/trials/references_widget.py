"""References that are narrowed by the form they stand in: to the entries of its trial, to the traits of its crop."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop.catalogue.model import Crop
from desktop.core.picking import find_in
from desktop.core.search import Hit
from desktop.trials import actions
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.fields.completer import RecordEdit
from desktop.ui.fields.form import Form

W = TypeVar("W", bound=QWidget)


class EntryEdit(RecordEdit):
    """An entry of the trial whose plot the dialog shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = self._entries

    def _entries(self, text: str) -> list[Hit]:
        dialog = _around(self, RecordDialog)
        trial_id = dialog.values().get("trial_id") if dialog else None
        return actions.entries_named(dialog.context.db, trial_id, text) if dialog and trial_id else []


class TraitEdit(RecordEdit):
    """A trait of the crop that the form of the trial shows, or of no crop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = self._traits

    def _traits(self, text: str) -> list[Hit]:
        form = _around(self, Form)
        if form is None:
            return []
        with form.context.db.reading() as session:
            crop = session.get(Crop, form.values().get("crop_id") or 0)
            found = find_in(session, "trait", text, 300)
        return [h for h in found if _belongs(h.detail, crop.code if crop else "")][:40]


def _around(widget: QWidget, kind: type[W]) -> W | None:
    """The widget of that kind which another one stands in."""
    found = widget.parentWidget()
    while found is not None and not isinstance(found, kind):
        found = found.parentWidget()
    return found


def _belongs(detail: str, crop: str) -> bool:
    """A seeded trait's code begins with its crop's; own traits belong anywhere."""
    code = detail.split(" · ", 1)[0]
    return not crop or "." not in code or code.startswith(f"{crop}.")
