"""The records of training that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core.database import Database
from desktop.people.model import Person
from desktop.training.effect_model import SkillLevel, TrainingFeedback, TrainingFollowUp
from desktop.training.model import Participant, SessionMark, TrainingSession
from desktop.training.plan_model import TrainingMaterial, TrainingPlan
from desktop.training.testing_model import Question, TrainingTest, TrainingTestItem, TrainingTestResult
from tests.door_cases import DAY, Case, once, training

ONE_A_PERSON = dict.fromkeys(("grid", "merge"), "keyed in a grid of its own, one a person")
NO_COMMAND = "no command takes it in"


def sitting(db: Database) -> int:
    return once(db, TrainingSession, 152, event_id=training(db), held_on=DAY)


def person(db: Database) -> int:
    return once(db, Participant, 151, event_id=training(db), name="王〇")


def present(db: Database) -> int:
    return once(db, Participant, 154, event_id=training(db), name="李〇", attendance="attended")


def question(db: Database) -> int:
    return once(db, Question, 155, bank="b", text="问", kind="true_false", answer="√")


def test(db: Database) -> int:
    return once(db, TrainingTest, 156, event_id=training(db))


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
    Case(Question, lambda _db: {"bank": "b", "text": "问", "kind": "multiple", "options": "甲\n乙\n丙", "answer": "ca"},
         ("text",),
         gives={"answer": "AC"}, change={"answer": "b c"}, changed={"answer": "BC"}, refused={"answer": "AD"}),
    Case(TrainingTest, lambda db: {"event_id": training(db), "remark": "r"}, ("remark",),
         gives={"title": "观摩", "held_on": DAY}, change={"phase": "pre"}, refused={"pass_percent": 101},
         without={"command": NO_COMMAND}),
    Case(TrainingTestItem, lambda db: {"test_id": test(db), "question_id": question(db), "points": 7},
         ("test_id", "question_id"), change={"points": 8}, refused={"points": 0},
         without={"command": NO_COMMAND, "merge": "a question stands on a test once"}),
    Case(TrainingTestResult, lambda db: {"test_id": test(db), "participant_id": person(db), "points": 40.0, "remark": "r"},
         ("remark",), gives={"full": 100}, change={"points": 50.0}, refused={"points": 101.0},
         without={"command": NO_COMMAND, **ONE_A_PERSON}),
    Case(TrainingFeedback, lambda db: {"event_id": training(db), "participant_id": present(db), "best": "案例"}, ("best",),
         change={"content": 5}, refused={"content": 6}, without={"command": NO_COMMAND, **ONE_A_PERSON}),
    Case(TrainingFollowUp, lambda db: {"event_id": training(db), "participant_id": person(db), "seen_by": "我"}, ("seen_by",),
         gives={"practice": "观摩"}, change={"due_on": DAY}, refused={"state": "yes"}, without={"command": NO_COMMAND}),
    Case(SkillLevel, lambda db: {"person_id": once(db, Person, 153, name="吴七"), "skill": "测产", "level": "2",
                                 "evaluated_on": DAY}, ("skill",), change={"level": "3"}, refused={"target": "1"}),
)
