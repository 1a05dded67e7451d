"""The record of an import. Apart from `importing`, so that opening a database loads none of its machinery."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from desktop.core import fields as f
from desktop.core.i18n import N_
from desktop.core.records import Record


class ImportRun(Record, table=True):
    """One import. `operation_id` is the action that wrote it; `undone_at` says that it was taken back."""

    NAME: ClassVar[str] = N_("Import")
    kind: str = f.text(N_("Kind"), required=True)
    file_name: str = f.text(N_("File name"), required=True)
    sha256: str = f.text(N_("Checksum"), index=True)
    headings: str = f.text(N_("Headings"), index=True)
    columns: dict[str, Any] = f.data(N_("Columns"), {})
    made_at: datetime | None = f.moment(N_("Imported at"))
    imported: int | None = f.whole(N_("Added"), default=0)
    updated: int | None = f.whole(N_("Updated"), default=0)
    unchanged: int | None = f.whole(N_("Unchanged"), default=0)
    duplicates: int | None = f.whole(N_("Duplicates"), default=0)
    failed: int | None = f.whole(N_("Errors"), default=0)
    operation_id: int | None = f.whole(N_("Action"))
    undone_at: datetime | None = f.moment(N_("Taken back at"))

    def label(self) -> str:
        """The file's name."""
        return self.file_name
