"""References that are narrowed to the trial being shown: its entries, the traits of its crop."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.core.picking import find_in
from desktop.core.search import Hit
from desktop.trials import actions
from desktop.ui.fields.completer import RecordEdit

if TYPE_CHECKING:
    from desktop.core.database import Database


class TrialScope:
    """The trial whose record is shown; there is one window, so one is enough."""

    db: ClassVar[Database | None] = None
    trial_id: ClassVar[int | None] = None
    crop_code: ClassVar[str] = ""


class EntryEdit(RecordEdit):
    """An entry of the trial being shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = self._entries

    def _entries(self, text: str) -> list[Hit]:
        db, trial_id = TrialScope.db, TrialScope.trial_id
        return actions.entries_named(db, trial_id, text) if db and trial_id else []


class TraitEdit(RecordEdit):
    """A trait of the crop of the trial being shown, or of no crop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = self._traits

    def _traits(self, text: str) -> list[Hit]:
        if TrialScope.db is None:
            return []
        with TrialScope.db.reading() as session:
            found = find_in(session, "trait", text, 300)
        return [h for h in found if _belongs(h.detail, TrialScope.crop_code)][:40]


def _belongs(detail: str, crop: str) -> bool:
    """A seeded trait's code begins with its crop's; own traits belong anywhere."""
    code = detail.split(" · ", 1)[0]
    return not crop or "." not in code or code.startswith(f"{crop}.")
