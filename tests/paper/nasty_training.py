"""The part of the nasty database that is about training."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.training.effect_model import SkillLevel, TrainingFeedback, TrainingFollowUp
from desktop.training.model import Participant, TrainingEvent, TrainingSession
from desktop.training.plan_model import TrainingCost, TrainingMaterial, TrainingPlan
from desktop.training.testing_model import Question, TrainingTest, TrainingTestItem, TrainingTestResult

if TYPE_CHECKING:
    from tests.paper.nasty import Nasty

DAY = date(2025, 5, 1)
CLOCK = {"starts_at": "09:00", "ends_at": "17:30"}


def make_training(nasty: Nasty, dealer: Dealer, place: int) -> None:
    """A training of many sessions and people with everything below it; one of which little is known."""
    event = nasty.full(TrainingEvent, region_id=place, dealer_id=dealer.id, state="held", **CLOCK)
    nasty.full(TrainingPlan, year=DAY.year, month=DAY.month, times=2, people=9999)
    nasty.full(TrainingSession, event_id=event.id, group_name=nasty.line[:12], **CLOCK)
    for row in range(nasty.size.rows):
        group = nasty.line[:12] if row % 2 else ""
        one = nasty.full(Participant, event_id=event.id, name=f"{nasty.line[:20]} {row}", attendance="attended",
                         group_name=group)
        nasty.full(TrainingMaterial, event_id=event.id)
        nasty.full(TrainingFeedback, event_id=event.id, participant_id=one.id)
        nasty.full(TrainingFollowUp, event_id=event.id, participant_id=one.id, state="partly")
    nasty.many(TrainingCost, event_id=event.id)
    _tests(nasty, event)
    person = nasty.full(Person, name=nasty.line[:20])
    for row in range(8):
        nasty.full(SkillLevel, person_id=person.id, skill=f"{nasty.line[:20]} {row}", level="1", target="3", target_on=DAY)
    nasty.bare(TrainingEvent, topic=nasty.line, held_on=DAY)


def _tests(nasty: Nasty, event: TrainingEvent) -> None:
    options = "\n".join([nasty.line] * 4)
    test = nasty.full(TrainingTest, event_id=event.id, full=100)
    for kind, answer in (("single", "B"), ("multiple", "ACD"), ("true_false", "×")):
        question = nasty.full(Question, kind=kind, answer=answer, options="" if kind == "true_false" else options, points=5)
        nasty.bare(TrainingTestItem, test_id=test.id, question_id=question.id)
    nasty.bare(TrainingTestResult, test_id=test.id, participant_id=nasty.bare(
        Participant, event_id=event.id, name=nasty.line[:20]).id, answers="B ACD ×")
