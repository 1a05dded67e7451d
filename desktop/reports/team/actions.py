"""What is done with the team: the usual steps of induction and coaching planned for a colleague."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col

from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, _, language
from desktop.core.records import living
from desktop.core.verbs import insert_many
from desktop.people.model import Person
from desktop.reports.team.model import TeamMember
from desktop.reports.team.rules import induction_steps
from desktop.reports.team.work_model import CoachingStep


def plan_induction(db: Database, member_id: int) -> int:
    """Write the usual steps that the colleague does not have yet, from the day of being taken on; how many those were."""
    with db.operation(_("Induction planned")) as session:
        member = session.get_one(TeamMember, member_id)
        there = {step.what for step in session.exec(living(CoachingStep).where(col(CoachingStep.member_id) == member_id))}
        coach = session.get(Person, member.coach_id) if member.coach_id else None
        first, chinese = member.hired_on or today(), language() == CHINESE
        rows = [{"member_id": member_id, "kind": kind, "what": zh if chinese else en, "due_on": first + timedelta(days=days),
                 "coach": coach.name if coach else ""} for kind, zh, en, days in induction_steps() if not {zh, en} & there]
        insert_many(session, CoachingStep, rows)
        return len(rows)
