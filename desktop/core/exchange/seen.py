"""The clashes that wait for a decision, as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.exchange.clash import DELETED, Clash, value
from desktop.core.kinds import kinds, model_of
from desktop.core.picking import labels_of
from desktop.core.records import column_of, living


@dataclass(frozen=True)
class OpenClash:
    """A clash: which record, which field, both values as the record holds them. `column` is None where it is about the bin;
    `names`: what linked records are called."""

    id: int
    record: str
    field: str
    kept: Any
    other: Any
    partner: str
    column: Column[Any] | None
    names: Mapping[int, str]


def open_clashes(db: Database) -> list[OpenClash]:
    """The clashes that nobody has decided, oldest first; those of fields that are no longer kept are left out."""
    with db.reading() as session:
        found = session.exec(living(Clash).where(col(Clash.decision) == "").order_by(col(Clash.id))).all()
        return [_seen(session, clash) for clash in found if clash.row_table in kinds() and _kept(clash)]


def _kept(clash: Clash) -> bool:
    return clash.field == DELETED or clash.field in model_of(clash.row_table).model_fields


def _seen(session: Session, clash: Clash) -> OpenClash:
    model = model_of(clash.row_table)
    record: Any = session.get(model, clash.row_id)
    title = f"{kinds()[clash.row_table].name}" if record is None else record.label()
    column = None if clash.field == DELETED else column_of(model, clash.field)
    both = value(clash, other=False), value(clash, other=True)
    target = column.info.get("link", "") if column is not None else ""
    names = labels_of(session, target, {v for v in both if v}) if target else {}
    return OpenClash(clash.id, title, clash.field_title(), *both, clash.partner, column, names)
