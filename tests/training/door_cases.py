"""The records of training that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core.database import Database
from desktop.training.model import Participant, SessionMark, TrainingSession
from desktop.training.plan_model import TrainingMaterial, TrainingPlan
from tests.door_cases import DAY, Case, once, training

NO_COMMAND = "no command takes it in"


def sitting(db: Database) -> int:
    return once(db, TrainingSession, 152, event_id=training(db), held_on=DAY)


def person(db: Database) -> int:
    return once(db, Participant, 151, event_id=training(db), name="王〇")


CASES = (
    Case(TrainingSession, lambda db: {"event_id": training(db), "held_on": DAY, "starts_at": "9:00", "ends_at": "1130",
                                      "topic": "密植"}, ("topic",),
         gives={"starts_at": "09:00", "ends_at": "11:30", "minutes": 150}, change={"ends_at": "12:00"},
         changed={"minutes": 180}, refused={"ends_at": "08:00"}, without={"command": NO_COMMAND}),
    Case(SessionMark, lambda db: {"session_id": sitting(db), "participant_id": person(db), "attendance": "late", "remark": "r"},
         ("remark",), change={"attendance": "absent"}, refused={"attendance": "no word"},
         without=dict.fromkeys(("import", "command", "grid", "merge"), "marked in the attendance grid, one a person")),
    Case(TrainingPlan, lambda _db: {"topic": "密植", "month": 4}, ("topic",), gives={"year": date.today().year},
         change={"times": 2}, refused={"month": 13}),
    Case(TrainingMaterial, lambda db: {"event_id": training(db), "title": "明白纸", "remark": "r"}, ("remark",),
         change={"given": 3}, refused={"given": -1}, without={"command": NO_COMMAND}),
)
