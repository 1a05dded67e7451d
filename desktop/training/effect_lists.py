"""The lists of questions, tests and results, of feedback, of practice looked at, of skills."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Date, case, exists, func, literal_column, or_, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.kinds import model_of
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.visit_model import Visit
from desktop.people.model import Membership, Person
from desktop.training import sights
from desktop.training.effect_model import SkillLevel, TrainingFeedback, TrainingFollowUp
from desktop.training.model import Participant, TrainingEvent
from desktop.training.testing_model import Question, TrainingTest, TrainingTestItem, TrainingTestResult

_event, _person, _question = table_of(TrainingEvent), table_of(Participant), table_of(Question)
_result = table_of(TrainingTestResult)
ASKED = rollups.count(TrainingTestItem, "question_id")
QUESTIONS_ON = rollups.count(TrainingTestItem, "test_id")
WRITTEN = rollups.count(TrainingTestResult, "test_id")
MEAN = rollups.mean(TrainingTestResult, "test_id", "percent")
HIGHEST = rollups.latest(TrainingTestResult, "test_id", "percent")


def _passed(result: Any) -> Any:
    """How many reached the pass mark of their test."""
    test = table_of(TrainingTest).alias()
    least = select(test.c.pass_percent).where(test.c.id == result.c.test_id).correlate(result).scalar_subquery()
    return func.coalesce(func.sum(case((result.c.points * 100.0 / result.c.full >= least, 1), else_=0)), 0)


PASSED = rollups.figure(TrainingTestResult, "test_id", _passed, kind="whole")

QUESTIONS = Listing(
    "training_questions", N_("Question bank"), Question,
    columns=[column(Question, "bank"), column(Question, "kind"), column(Question, "text"), column(Question, "answer"),
             column(Question, "points"), ASKED.column(Question, "asked", N_("Times asked"), shown=False),
             column(Question, "retired", shown=False), column(Question, "options", shown=False),
             column(Question, "explanation", shown=False)],
    order=("bank", False), presets=[Preset("in_use", N_("Still asked"), lambda: (Condition("retired", "no"),))])

TESTS = Listing(
    "training_tests", N_("Training tests"), TrainingTest,
    columns=[column(TrainingTest, "held_on"), column(TrainingTest, "title"), column(TrainingTest, "phase"),
             QUESTIONS_ON.column(TrainingTest, "questions", N_("Questions")), column(TrainingTest, "full"),
             WRITTEN.column(TrainingTest, "written", N_("Sheets written"), total="sum"),
             MEAN.column(TrainingTest, "mean", N_("Mean result"), unit="%", total="mean"),
             PASSED.column(TrainingTest, "passed", N_("Passed"), total="sum"),
             HIGHEST.column(TrainingTest, "highest", N_("Highest result"), unit="%", shown=False),
             Column("event", N_("Training"), _event.c.topic, shown=False), column(TrainingTest, "bank", shown=False)],
    joins=[(TrainingEvent, "event_id")], order=("held_on", True))

ITEMS = Listing(
    "training_test_items", N_("Questions"), TrainingTestItem,
    columns=[column(TrainingTestItem, "number"), Column("question", N_("The question"), _question.c.text),
             column(TrainingTestItem, "points", total="sum"),
             Column("kind", N_("Kind of question"), _question.c.kind, "choice", _question.c.kind.info["choices"]),
             Column("answer", N_("Right answer"), _question.c.answer)],
    joins=[(Question, "question_id")], order=("number", False))

# The visit and the case at which the practice can be looked at: of the firms somebody belongs to, and of the person.
NEXT_VISIT = rollups.figure(Visit, "dealer_id", lambda visit: func.min(visit.c.planned_on), kind="day", to="person_id",
                            where=(Condition("state", "in", ("planned",)),), via=(Membership, "person_id", "dealer_id"))
OPEN_CASE = rollups.first(model_of("farmercase"), "person_id", "code", (("code", True),), to="person_id",
                          where=(Condition("state", "in", ("open", "advised", "follow_up")),))

SEEN_AT: Any = literal_column(sights.newest_day("trainingfollowup.participant_id"), Date())

FOLLOW_UPS = Listing(
    "training_follow_ups", N_("Practices followed up"), TrainingFollowUp,
    columns=[column(TrainingFollowUp, "due_on"), Column("participant", N_("Participant"), _person.c.name),
             Column("organisation", N_("Firm or village"), _person.c.organisation),
             column(TrainingFollowUp, "practice"), column(TrainingFollowUp, "state"), column(TrainingFollowUp, "seen_on"),
             Column("at", N_("Met since on"), SEEN_AT, "day"),
             Column("next_visit", N_("Next visit planned"), NEXT_VISIT.sql(_person), "day"),
             Column("open_case", N_("Open case"), OPEN_CASE.sql(_person)), column(TrainingFollowUp, "seen", shown=False),
             Column("event", N_("Training"), _event.c.topic, shown=False),
             Column("phone", N_("Phone"), _person.c.phone, shown=False)],
    joins=[(Participant, "participant_id"), (TrainingEvent, "event_id")], order=("due_on", False),
    presets=[
        Preset("due", N_("To be looked at"),
               lambda: (Condition("state", "in", ("open",)),
                        Condition("due_on", "until", today() + timedelta(days=days_ahead())))),
        Preset("late", N_("Should have been looked at"),
               lambda: (Condition("state", "in", ("open",)), Condition("due_on", "until", today() - timedelta(days=1)))),
        Preset("seen", N_("Visited, not answered"), lambda: (
            Condition("state", "in", ("open",)), Condition("at", "filled"))),
        Preset("unused", N_("Not or only partly used"), lambda: (Condition("state", "in", ("no", "partly")),))])

FEEDBACK = Listing(
    "training_feedback", N_("Feedback"), TrainingFeedback,
    columns=[Column("participant", N_("Participant"), _person.c.name),
             *(column(TrainingFeedback, name, total="mean") for name in ("content", "teaching", "organising", "usefulness")),
             column(TrainingFeedback, "best"), column(TrainingFeedback, "wish"),
             Column("event", N_("Training"), _event.c.topic, shown=False),
             Column("held_on", N_("Day"), _event.c.held_on, "day", shown=False),
             Column("trainer", N_("Trainer"), _event.c.trainer, shown=False)],
    joins=[(Participant, "participant_id"), (TrainingEvent, "event_id")], order=("id", False))


def _newest() -> Any:
    """Whether nothing newer is known of the same skill of the same person."""
    mine, other = table_of(SkillLevel), table_of(SkillLevel).alias()
    later = or_(other.c.evaluated_on > mine.c.evaluated_on,
                (other.c.evaluated_on == mine.c.evaluated_on) & (other.c.id > mine.c.id))
    return ~exists(select(other.c.id).where(other.c.person_id == mine.c.person_id, other.c.skill == mine.c.skill, later,
                                            alive(other))).correlate(mine)


SKILLS = Listing(
    "skills", N_("Skills"), SkillLevel,
    columns=[Column("person", N_("Person's name"), table_of(Person).c.name), column(SkillLevel, "skill"),
             column(SkillLevel, "level"), column(SkillLevel, "evaluated_on"), column(SkillLevel, "target"),
             column(SkillLevel, "target_on"), column(SkillLevel, "evaluated_by", shown=False),
             Column("event", N_("By the training"), _event.c.topic, shown=False), column(SkillLevel, "plan", shown=False),
             Column("newest", N_("Newest judgement"), _newest(), "flag", shown=False)],
    joins=[(Person, "person_id"), (TrainingEvent, "event_id")], order=("evaluated_on", True),
    presets=[
        Preset("newest", N_("As it is now"), lambda: (Condition("newest", "yes"),)),
        Preset("due", N_("Next level due"), lambda: (
            Condition("newest", "yes"), Condition("target_on", "until", today() + timedelta(days=days_ahead()))))])
