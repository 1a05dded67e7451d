"""Everybody who was ever trained, one row a person however often they came: trainings, hours, certificates, practice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.people.choices import ROLES
from desktop.people.lists import PLACES, ROLE
from desktop.people.model import Person
from desktop.training.choices import PRESENT
from desktop.training.effect_model import SkillLevel, TrainingFollowUp
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession

_person = table_of(Person)
THERE = (Condition("attendance", "in", PRESENT),)
CAME = rollups.count(Participant, "person_id", where=THERE)
LISTED = rollups.count(Participant, "person_id")
AWAY = rollups.count(Participant, "person_id", where=(Condition("attendance", "in", ("absent",)),))
CERTIFICATES = rollups.count(Participant, "person_id", where=(Condition("certificate", "filled"),))
GAIN = rollups.mean(Participant, "person_id", "gain")
SKILLS = rollups.distinct(SkillLevel, "person_id", "skill")


def _minutes(this_year: bool = False) -> Any:
    """Hours of the sessions somebody was at."""
    mark, sitting, there = (table_of(model).alias() for model in (SessionMark, TrainingSession, Participant))
    query = select(func.coalesce(func.sum(sitting.c.minutes), 0) / 60.0).select_from(mark).join(
        sitting, sitting.c.id == mark.c.session_id).join(there, there.c.id == mark.c.participant_id).where(
        there.c.person_id == _person.c.id, mark.c.attendance.in_(PRESENT), alive(mark, sitting, there))
    if this_year:
        query = query.where(func.substr(sitting.c.held_on, 1, 4) == func.strftime("%Y", "now", "localtime"))
    return query.correlate(_person).scalar_subquery()


def _last() -> Any:
    """The day of the last training somebody came to."""
    there, event = table_of(Participant).alias(), table_of(TrainingEvent).alias()
    return select(func.max(event.c.held_on)).select_from(there).join(event, event.c.id == there.c.event_id).where(
        there.c.person_id == _person.c.id, there.c.attendance.in_(PRESENT), alive(there, event)).correlate(
        _person).scalar_subquery()


def _followed(*states: str) -> Any:
    """With how many trainings of somebody the practice was found so."""
    there, seen = table_of(Participant).alias(), table_of(TrainingFollowUp).alias()
    return select(func.count()).select_from(seen).join(there, there.c.id == seen.c.participant_id).where(
        there.c.person_id == _person.c.id, seen.c.state.in_(states), alive(there, seen)).correlate(_person).scalar_subquery()


TRAINED = Listing(
    "trained_people", N_("People trained"), Person,
    columns=[column(Person, "name", editable=False), Column("role", N_("Known as"), ROLE, "choice", ROLES),
             Column("places", N_("Firms and villages"), PLACES),
             CAME.column(Person, "came", N_("Trainings attended"), total="sum"),
             Column("hours", N_("Hours attended"), _minutes(), "number", decimals=1, total="sum"),
             Column("year_hours", N_("Hours this year"), _minutes(this_year=True), "number", decimals=1, total="sum"),
             Column("last", N_("Last training"), _last(), "day"),
             AWAY.column(Person, "away", N_("Times absent"), shown=False, total="sum"),
             GAIN.column(Person, "gain", N_("Mean gain in score"), shown=False),
             CERTIFICATES.column(Person, "certificates", N_("Certificates"), total="sum"),
             Column("used", N_("Practices used"), _followed("yes", "partly"), "whole", total="sum"),
             Column("open", N_("Practices to follow up"), _followed("open"), "whole", shown=False, total="sum"),
             SKILLS.column(Person, "skills", N_("Skills judged"), shown=False, total="sum"),
             LISTED.column(Person, "listed", N_("Times registered"), shown=False, total="sum"),
             column(Person, "mobile", shown=False, editable=False),
             Column("any", N_("Ever registered"), case((LISTED.sql(_person) > 0, 1), else_=0), "flag", shown=False)],
    order=("name", False), always=(Condition("any", "yes"),), tab="training",
    presets=[
        Preset("sales", N_("Our own people"), lambda: (Condition("role", "in", ("staff", "promoter")),)),
        Preset("never", N_("Registered, never came"), lambda: (Condition("came", "most", 0),)),
        Preset("often", N_("Came three times or more"), lambda: (Condition("came", "least", 3),)),
    ])
