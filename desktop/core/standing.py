"""What holds for records however they are written: by a save, by undo, out of the recycle bin, by a merge.

Undo and restore store what was and run no rule; but a document that was closed meanwhile stays as it is, and of one document
one version at most is in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.kinds import model_of
from desktop.core.records import Record, columns_of, own_columns, table_of


def why_locked(record: Record) -> str:
    """Why a record may not be changed in its state; "" where it may."""
    for column in columns_of(type(record)):
        machine = column.info.get("machine")
        if machine and getattr(record, column.name) in machine.locked:
            return str(machine.lock(getattr(record, column.name)))
    return ""


def refuse_locked(records: Iterable[Record]) -> None:
    """Raise `Refused` where one of the records may not be changed in its state."""
    for record in records:
        if why := why_locked(record):
            raise Refused(why)


def stands(model: type[Record]) -> bool:
    """Whether anything of this holds for a model."""
    return hasattr(model, "VERSIONS") or any(c.info.get("locked") for c in own_columns(model))


def refuse_closed_since(session: Session, model: type[Record], ids: Iterable[int], action: int) -> None:
    """Raise `Refused` where some rows are parts of a record that was closed after `action`, in which they were written."""
    names = [c.name for c in own_columns(model) if c.info.get("locked")]
    for number in ids if names else ():
        part = session.get(model, number)
        for name in names if part is not None else ():
            target = table_of(model).c[name].info["link"]
            whole = session.get(model_of(target), getattr(part, name) or 0)
            if whole is not None and (why := why_locked(whole)) and session.connection().exec_driver_sql(
                    "SELECT 1 FROM change WHERE row_id = ? AND table_name = ? AND operation_id > ? LIMIT 1",
                    (whole.id, target, action)).first():
                raise Refused(why)


def refuse_two_in_force(session: Session, model: type[Record], ids: Iterable[int]) -> None:
    """Raise `Refused` where a living version among some rows is in force beside another one of its document."""
    way: Any = getattr(model, "VERSIONS", None)
    if way is None:
        return
    table = table_of(model)
    state = next(c for c in table.columns if c.info.get("machine"))
    for number in ids:
        version: Any = session.get(model, number)
        if version is None or version.is_deleted or getattr(version, state.name) != way.in_force:
            continue
        other = session.exec(select(model).where(
            table.c[way.of] == getattr(version, way.of), state == way.in_force, table.c.deleted_at.is_(None),
            col(model.id) != number).limit(1)).first()
        if other is not None:
            raise Refused(_("“{name}” and “{other}” would be in force at the same time. End one of them first.").format(
                name=version.label(), other=other.label()))
