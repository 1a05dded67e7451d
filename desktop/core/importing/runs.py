"""The record of an import: which file, how its columns were read, what came of it. Nothing here reads values."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.i18n import N_
from desktop.core.importing.model import Columns
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
    imported: int | None = f.whole(N_("New"), default=0)
    updated: int | None = f.whole(N_("Updated"), default=0)
    unchanged: int | None = f.whole(N_("Unchanged"), default=0)
    duplicates: int | None = f.whole(N_("Duplicates"), default=0)
    failed: int | None = f.whole(N_("Errors"), default=0)
    operation_id: int | None = f.whole(N_("Action"))
    undone_at: datetime | None = f.moment(N_("Taken back at"))

    def label(self) -> str:
        """The file's name."""
        return self.file_name


def signature(header: tuple[str, ...]) -> str:
    """A short fingerprint of a set of headings, whatever their order."""
    return hashlib.sha256("\x1f".join(sorted(header)).encode()).hexdigest()[:32]


def remembered(session: Session, kind: str, header: tuple[str, ...]) -> Columns | None:
    """How the last import of `kind` from a file with the same headings read them; also one that was taken back."""
    query = select(ImportRun).where(ImportRun.kind == kind, ImportRun.headings == signature(header))
    found = session.exec(query.order_by(col(ImportRun.id).desc()).limit(1)).first()
    return Columns.from_json(found.columns) if found else None


def earlier(session: Session, kind: str, sha256: str) -> ImportRun | None:
    """The newest import of this very file that still stands."""
    query = select(ImportRun).where(ImportRun.kind == kind, ImportRun.sha256 == sha256,
                                    col(ImportRun.deleted_at).is_(None), col(ImportRun.undone_at).is_(None))
    return session.exec(query.order_by(col(ImportRun.id).desc()).limit(1)).first()


def first_record(session: Session, run: ImportRun, table: str) -> int | None:
    """The first record of `table` that an import added or changed."""
    found = session.connection().exec_driver_sql(
        "SELECT row_id FROM change WHERE operation_id = ? AND table_name = ? ORDER BY id LIMIT 1",
        (run.operation_id, table)).scalar()
    return None if found is None else int(found)


def recent(session: Session, limit: int = 50) -> list[ImportRun]:
    """The newest imports, newest first."""
    query = select(ImportRun).where(col(ImportRun.deleted_at).is_(None))
    return list(session.exec(query.order_by(col(ImportRun.id).desc()).limit(limit)))
