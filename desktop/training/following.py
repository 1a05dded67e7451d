"""What stands on several records of a training is kept true at the end of every action: its day, its cost, who came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col

from desktop.core import history, verbs
from desktop.core.records import living
from desktop.core.units import round_half_even
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession, marks_of, sessions_of, summed_up
from desktop.training.plan_model import TrainingCost
from desktop.training.testing_model import SCORE_OF, TrainingTest, TrainingTestItem, TrainingTestResult


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
    _mark_again(session, touched)
    for event in _living(session, TrainingEvent, events):
        _store(session, event, {**_first(session, event), **_sums(session, event)})
    for person in _living(session, Participant, people):
        _store(session, person, {"attendance": summed_up(marks_of(session, person.id).values())})
    for person in _living(session, Participant, _owners(session, TrainingTestResult, "participant_id", touched)):
        _store(session, person, _scores(session, person.id))


def _mark_again(session: Session, touched: Any) -> None:
    """Where a question or its key was changed, the full mark of its tests and what was written in them follow."""
    ids = sorted(touched.get("question", ()))
    on = session.exec(living(TrainingTestItem).where(col(TrainingTestItem.question_id).in_(ids))).all() if ids else []
    tests = {item.test_id for item in on if item.test_id} | _owners(session, TrainingTestItem, "test_id", touched)
    for test in _living(session, TrainingTest, tests):
        verbs.store(session, TrainingTest, {}, test.id)
        for result in session.exec(living(TrainingTestResult).where(col(TrainingTestResult.test_id) == test.id)).all():
            verbs.store(session, TrainingTestResult, {}, result.id)


def _scores(session: Session, participant_id: int) -> dict[str, Any]:
    """The scores of a participant by the tests that were written, the newest of each phase."""
    found: dict[str, float | None] = {}
    results = living(TrainingTestResult).where(col(TrainingTestResult.participant_id) == participant_id)
    for result in session.exec(results.order_by(col(TrainingTestResult.id))).all():
        test = session.get(TrainingTest, result.test_id)
        if test is not None and not test.is_deleted and result.percent is not None:
            found[SCORE_OF[test.phase]] = float(round_half_even(result.percent, 1))
    return found


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
