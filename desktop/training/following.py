"""What stands on several records of a training is kept true at the end of every action: its day, its cost, who came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col

from desktop.core import history, verbs
from desktop.core.records import living
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession, marks_of, sessions_of, summed_up
from desktop.training.plan_model import TrainingCost


def follow(session: Session) -> None:
    """The day of a training is that of its first session, its cost the sum of its lines; a participant came who came to one
    session. Undo and redo bring all of it back by themselves."""
    number = session.info.get("operation")
    action = session.get(history.Operation, number) if number else None
    if action is not None and action.kind != "do":
        return
    touched = session.info.get("touched", {})
    events = {*_owners(session, TrainingSession, "event_id", touched), *_owners(session, TrainingCost, "event_id", touched)}
    people = _owners(session, SessionMark, "participant_id", touched)
    for event in _living(session, TrainingEvent, events):
        _store(session, event, {**_first(session, event), **_sums(session, event)})
    for person in _living(session, Participant, people):
        _store(session, person, {"attendance": summed_up(marks_of(session, person.id).values())})


def _owners(session: Session, model: Any, link: str, touched: Any) -> set[int]:
    """Which records those touched in this action belong to."""
    found = (session.get(model, number) for number in sorted(touched.get(model.__tablename__, ())))
    return {getattr(record, link) for record in found if record is not None}


def _living(session: Session, model: Any, ids: Iterable[int]) -> list[Any]:
    return [record for number in sorted(ids) if (record := session.get(model, number)) and not record.is_deleted]


def _store(session: Session, record: Any, values: dict[str, Any]) -> None:
    """Store what is otherwise than it was."""
    fresh = {name: value for name, value in values.items() if getattr(record, name) != value}
    if fresh:
        verbs.store(session, type(record), fresh, record.id)


def _first(session: Session, event: TrainingEvent) -> dict[str, Any]:
    own = sessions_of(session, event.id)
    return {name: getattr(own[0], name) for name in ("held_on", "starts_at", "ends_at")} if own else {}


def _sums(session: Session, event: TrainingEvent) -> dict[str, Any]:
    lines = list(session.exec(living(TrainingCost).where(col(TrainingCost.event_id) == event.id)))
    sums = {"budget": [line.planned for line in lines if line.planned is not None],
            "cost": [line.amount for line in lines if line.amount is not None]}
    return {name: sum(amounts) for name, amounts in sums.items() if amounts}
