"""A training of two days with two groups, and helpers that put people on its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.training.model import Participant, TrainingEvent, TrainingSession, sessions_of

DAY = date(2026, 4, 15)
Joined = Callable[..., int]


@dataclass
class Course:
    """Keys of a training of two sessions, each for a group of its own, and one for all."""

    event: int
    first: int
    second: int
    together: int
    people: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def join(database: Database) -> Joined:
    """Puts somebody on the list of a training; gives the participant's key."""
    def put(event: int, name: str, **values: object) -> int:
        return verbs.save(database, Participant, {"event_id": event, "name": name, **values}).id

    return put


@pytest.fixture
def course(database: Database, join: Joined) -> Course:
    """Group 甲 on the 15th, group 乙 on the 16th, both together on the 17th."""
    event = verbs.save(database, TrainingEvent, {
        "topic": "玉米密植滴灌栽培技术", "held_on": DAY, "starts_at": "09:00", "ends_at": "11:00",
        "place": "庆安县农技推广中心", "trainer": "孙立新", "audience": "farmers"})
    with database.reading() as session:
        first = sessions_of(session, event.id)[0].id
    verbs.save(database, TrainingSession, {"group_name": "甲"}, first)
    second = verbs.save(database, TrainingSession, {
        "event_id": event.id, "held_on": date(2026, 4, 16), "starts_at": "9:00", "ends_at": "11:00", "group_name": "乙"}).id
    both = verbs.save(database, TrainingSession, {
        "event_id": event.id, "held_on": date(2026, 4, 17), "starts_at": "13:00", "ends_at": "16:30", "place": "试验田"}).id
    made = Course(event.id, first, second, both)
    for name, group in (("王一", "甲"), ("李二", "甲"), ("张三", "乙")):
        made.people[name] = join(event.id, name, group_name=group)
    return made
