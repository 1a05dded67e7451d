"""Who teaches: a name as it is printed, and the person it is, one of our own people, a trainer or an expert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from desktop.core.records import alive_in_sql

ROLES = ("staff", "trainer", "expert", "official")


def know_trainer(record: Any, before: Any, session: Session) -> None:
    """Let `trainer_id` name the person whose name stands in `trainer`, and the name follow the person who was chosen.

    Nobody is made of a name: “the county's station” may teach as well.
    """
    chosen = record.trainer_id is not None and (before is None or before.trainer_id != record.trainer_id)
    if chosen:
        record.trainer = _name(session, record.trainer_id) or record.trainer
    elif before is None or before.trainer != record.trainer:
        record.trainer_id = _known(session, record.trainer)


def offered_trainers(session: Session, _values: Mapping[str, Any]) -> list[str]:
    """Staff, trainers, experts and officials by name."""
    marks = ", ".join("?" * len(ROLES))
    return [str(name) for name in session.connection().exec_driver_sql(
        f"SELECT DISTINCT p.name FROM person p JOIN membership m ON m.person_id = p.id WHERE m.role IN ({marks}) AND "
        f"m.left_on IS NULL AND {alive_in_sql('p', 'm')} ORDER BY p.name", ROLES).scalars()]


def _name(session: Session, person: int) -> str:
    return str(session.connection().exec_driver_sql("SELECT name FROM person WHERE id = ?", (person,)).scalar() or "")


def _known(session: Session, name: str) -> int | None:
    """The one person of that name who teaches; None where there are several, or none."""
    marks = ", ".join("?" * len(ROLES))
    found = session.connection().exec_driver_sql(
        f"SELECT DISTINCT p.id FROM person p JOIN membership m ON m.person_id = p.id WHERE p.name = ? AND m.role IN ({marks}) "
        f"AND {alive_in_sql('p', 'm')}", (name.strip(), *ROLES)).scalars().all() if name.strip() else []
    return int(found[0]) if len(found) == 1 else None
