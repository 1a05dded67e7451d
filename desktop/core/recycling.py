"""The recycle bin: deleted records of every kind, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from desktop.core.i18n import _
from desktop.core.kinds import kinds, model_of
from desktop.core.picking import whose

LIMIT = 2000


@dataclass(frozen=True)
class Deleted:
    """A record in the bin: its table and key, what kind it is, what it is called and belongs to, when it was deleted (UTC)."""

    table: str
    id: int
    kind: str
    label: str
    at: datetime


def deleted(session: Session, limit: int = LIMIT) -> list[Deleted]:
    """The records deleted last, at most `limit`, without what only comes back with its owner."""
    found: list[Deleted] = []
    for name, kind in kinds().items():
        if any(link.kind_in for link in kind.links):
            continue  # what belongs to a record of whatever kind comes and goes with it
        if not session.connection().exec_driver_sql(
                f'SELECT 1 FROM "{name}" WHERE deleted_at IS NOT NULL LIMIT 1').first():
            continue  # its model need not be built
        model = model_of(name)
        query = select(model).where(col(model.deleted_at).is_not(None))
        records = list(session.exec(query.order_by(col(model.deleted_at).desc()).limit(limit)))
        owners = whose(session, model, records)
        for record in records:
            assert record.deleted_at
            label = " · ".join(part for part in (record.label(), owners.get(record.id)) if part)
            found.append(Deleted(name, record.id, _(kind.name), label, record.deleted_at))
    return sorted(found, key=lambda d: d.at, reverse=True)[:limit]
