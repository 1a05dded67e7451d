"""The plan of training carried out: the trainings of a line made, a year taken over from the one before."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import col

from desktop.core import money, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import content, living
from desktop.training.model import TrainingEvent
from desktop.training.plan_model import TrainingPlan

SATURDAY = 5


def make_trainings(db: Database, plan_id: int) -> int:
    """Plan the trainings of a line that are not there yet, on working days spread over its month; how many that were.

    The budget of the line is shared among all its trainings, to the fen. Raises `UserError` for a line without a month.
    """
    with db.operation(_("Trainings of the plan made")) as session:
        line = session.get_one(TrainingPlan, plan_id)
        if not line.year or not line.month:
            raise UserError(_("Say in which month the training is planned, and save."))
        query = living(TrainingEvent).where(col(TrainingEvent.plan_id) == plan_id, col(TrainingEvent.state) != "cancelled")
        there, times = len(session.exec(query).all()), line.times or 1
        shares = money.split(line.budget, [1] * times) if line.budget is not None else [None] * times
        for place in range(there, times):
            verbs.store(session, TrainingEvent, {
                "topic": line.topic, "audience": line.audience, "state": "planned", "plan_id": plan_id,
                "held_on": working_day(line.year, line.month, place, times), "region_id": line.region_id,
                "trainer": line.trainer, "expected": -(-line.people // times) if line.people else None,
                "budget": shares[place]})
        return max(0, times - there)


def working_day(year: int, month: int, place: int, times: int) -> date:
    """A working day for the training at a place among several of one month, over which they are spread evenly."""
    first = date(year, month, 1)
    length = ((first + timedelta(days=31)).replace(day=1) - first).days
    found = first + timedelta(days=length * (2 * place + 1) // (2 * times))
    monday = found + timedelta(days=7 - found.weekday())
    if found.weekday() < SATURDAY:
        return found
    return monday if monday.month == month else monday - timedelta(days=3)


def take_year_over(db: Database, year: int | None = None) -> int:
    """Plan for a year (next year) what was planned for the one before it and is not planned yet; how many lines that were."""
    wanted = year or today().year + 1
    with db.operation(_("Plan taken over for {year}").format(year=wanted)) as session:
        lines = session.exec(living(TrainingPlan).where(col(TrainingPlan.year).in_((wanted - 1, wanted)))).all()
        known = {(line.month, line.audience, line.topic) for line in lines if line.year == wanted}
        old = [line for line in lines if line.year == wanted - 1 and (line.month, line.audience, line.topic) not in known]
        for line in old:
            verbs.store(session, TrainingPlan, {**content(line), "year": wanted})
        return len(old)
