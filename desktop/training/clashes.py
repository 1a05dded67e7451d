"""Where a training meets another on the same day and hour: at its trainer's, at its place, with those who take part."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from sqlmodel import Session, col, select

from desktop.core.i18n import _, ngettext
from desktop.core.records import alive
from desktop.training.clock import clock, overlap
from desktop.training.model import Participant, TrainingEvent, TrainingSession, expects, sessions_of

NAMED = 6
"""So many of those who are registered twice are named: of two groups of a hundred all are."""
Sitting = tuple[TrainingEvent, TrainingSession]


def doubts(session: Session, values: Mapping[str, Any], record_id: int | None) -> dict[str, str]:
    """What speaks against a training as it is being typed: field → sentence."""
    hours = clock(str(values.get("starts_at") or "")), clock(str(values.get("ends_at") or ""))
    found: dict[str, str] = {}
    for name, sentence in (("trainer", _("{value} also teaches “{topic}” at that time.")),
                           ("place", _("{value} is also used by “{topic}” at that time."))):
        value = str(values.get(name) or "").strip()
        other = value and next((event for event, sitting in _on_day(session, values.get("held_on"), record_id)
                                if _said(event, sitting, name) == value and overlap(hours, _hours(sitting))), None)
        if other:
            found[name] = sentence.format(value=value, topic=other.topic)
    return found


def clashes(session: Session, event_id: int) -> list[str]:
    """What speaks against the sessions of a training: a sentence for each clash of trainer, place or participant, with other
    trainings and among its own groups."""
    event = session.get_one(TrainingEvent, event_id)
    if event.state == "cancelled":
        return []
    own = sessions_of(session, event_id)
    others = [(sitting, other) for sitting in own for other in _on_day(session, sitting.held_on, event_id)]
    among = [(first, (event, second)) for first, second in combinations(own, 2)
             if first.held_on == second.held_on and _meet(_hours(first), _hours(second))]
    apart = [(sitting, other) for sitting, other in others if overlap(_hours(sitting), _hours(other[1]))]
    return [line for sitting, other in (*apart, *among) for line in _between(session, (event, sitting), other)]


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two sessions of one training meet: one without an end is over when the other begins, if it begins later."""
    (first, ends), (second, _last) = sorted((one, other))
    return overlap((first, ends or (second if second > first else "")), (second, _last))


def _between(session: Session, mine: Sitting, other: Sitting) -> list[str]:
    """What two sessions at the same time share."""
    day, found = mine[1].held_on, []
    for name, sentence in (("trainer", _("{day}: {value} also teaches “{topic}”.")),
                           ("place", _("{day}: {value} is also used by “{topic}”."))):
        value = _said(*mine, name)
        if value and value == _said(*other, name):
            found.append(sentence.format(day=day, value=value, topic=_called(mine, other)))
    both = _people(session, mine).keys() & _people(session, other).keys()
    if both:
        names = sorted(_people(session, mine)[number] for number in both)
        found.append(_("{day}: also registered for “{topic}”: {names}.").format(
            day=day, topic=_called(mine, other), names=_some(names)))
    return found


def _some(names: list[str]) -> str:
    """The first names, and how many there are where that is not all of them."""
    shown = _(", ").join(names[:NAMED])
    if len(names) <= NAMED:
        return shown
    return ngettext("{names} and others, {n} person", "{names} and others, {n} people", len(names)).format(
        names=shown, n=len(names))


def _called(mine: Sitting, other: Sitting) -> str:
    """What the other session is called: its training, or which of the same training it is."""
    if other[0].id != mine[0].id:
        return other[0].topic
    number = "" if other[1].number is None else f"{other[1].number}."
    return " ".join(part for part in (number, other[1].starts_at, other[1].group_name) if part)


def _on_day(session: Session, day: Any, but: int | None) -> list[Sitting]:
    """The sessions of other trainings on a day that are not cancelled."""
    query = select(TrainingEvent, TrainingSession).join(
        TrainingSession, col(TrainingSession.event_id) == col(TrainingEvent.id)).where(
        col(TrainingSession.held_on) == day, col(TrainingEvent.state) != "cancelled", col(TrainingEvent.id) != (but or 0),
        alive(TrainingEvent, TrainingSession))
    return [(row[0], row[1]) for row in session.exec(query)] if day else []


def _people(session: Session, sitting: Sitting) -> dict[int, str]:
    """Those a session is for, by their key as people."""
    query = select(Participant).where(col(Participant.event_id) == sitting[0].id, alive(Participant),
                                      col(Participant.attendance) != "excused")
    return {one.person_id: one.name for one in session.exec(query) if one.person_id and expects(sitting[1], one)}


def _said(event: TrainingEvent, sitting: TrainingSession, name: str) -> str:
    """The trainer or place of a session: its own, else the training's."""
    return str(getattr(sitting, name) or getattr(event, name))


def _hours(sitting: TrainingSession) -> tuple[str, str]:
    return sitting.starts_at, sitting.ends_at
