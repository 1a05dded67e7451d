"""Earlier imports: how a file with the same headings was read, whether this very file was taken in before."""

from __future__ import annotations

import hashlib

from sqlmodel import Session, col, select

from desktop.core.imported import ImportRun
from desktop.core.importing.model import Columns
from desktop.core.records import alive, living


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
                                    alive(ImportRun), col(ImportRun.undone_at).is_(None))
    return session.exec(query.order_by(col(ImportRun.id).desc()).limit(1)).first()


def first_record(session: Session, run: ImportRun, table: str) -> int | None:
    """The first record of `table` that an import added or changed."""
    found = session.connection().exec_driver_sql(
        "SELECT row_id FROM change WHERE operation_id = ? AND table_name = ? ORDER BY id LIMIT 1",
        (run.operation_id, table)).scalar()
    return None if found is None else int(found)


def recent(session: Session, limit: int = 50) -> list[ImportRun]:
    """The newest imports, newest first."""
    query = living(ImportRun)
    return list(session.exec(query.order_by(col(ImportRun.id).desc()).limit(limit)))
