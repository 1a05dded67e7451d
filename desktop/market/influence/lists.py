"""The lists of people of influence, of what belongs to them, and of crises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Integer, String, case, cast, func, literal, select

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop, Variety
from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import Record, alive, table_of
from desktop.core.reminders import days_ahead
from desktop.market.influence.crisis_model import Crisis, CrisisStep, CrisisTold
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Speciality, Touch, TouchPlan
from desktop.market.influence.rules import quiet_days
from desktop.market.influence.words import HOUSES, KINDS
from desktop.people.model import Person
from desktop.regions.model import Region

_key, _place, _person = table_of(KeyPerson), table_of(Region).c.full_name, table_of(Person)
_now = func.date("now", "localtime")
LAST = rollups.latest(Touch, "key_id", "done_on")
NEXT = rollups.Rollup(Touch, "key_id", lambda t: func.min(t.c.planned_on), "day", where=(Condition("done_on", "empty"),))
USED = rollups.count(ExpertUse, "key_id", where=(Condition("rating", "not_in", ("",)),))
RATING = rollups.figure(ExpertUse, "key_id", lambda t: func.avg(cast(func.nullif(t.c.rating, ""), Integer)), decimals=1)


_this_year = func.strftime("%Y", "now", "localtime")


def _in_year(model: type[Record], figure: Any, year: Any) -> Any:
    """A sum over what belongs to a file in this year of the calendar, as plans and limits of gifts count it."""
    t = table_of(model).alias()
    found = select(func.sum(figure(t))).where(t.c.key_id == _key.c.id, year(t) == _this_year, alive(t))
    return func.coalesce(found.correlate(_key).scalar_subquery(), 0)


PLANNED = _in_year(TouchPlan, lambda t: t.c.times, lambda t: cast(t.c.year, String))
KEPT = _in_year(Touch, lambda _t: literal(1), lambda t: func.strftime("%Y", t.c.done_on))
GIVEN = _in_year(Gift, lambda t: t.c.value, lambda t: func.strftime("%Y", t.c.given_on))


def _quiet() -> Any:
    """Whether somebody was not touched for longer than the tier allows."""
    since = func.julianday("now", "localtime") - func.julianday(func.coalesce(LAST.sql(_key), "2000-01-01"))
    limit = case(*((_key.c.tier == tier, days) for tier, days in quiet_days().items()), else_=9999)
    return case((since >= limit + 1, 1), else_=0)


def _topics() -> Any:
    s = table_of(Speciality).alias()
    return select(func.group_concat(s.c.topic, "；")).where(s.c.key_id == _key.c.id, alive(s)).correlate(_key).scalar_subquery()


KEY_PEOPLE = Listing(
    "key_people", N_("People of influence"), KeyPerson,
    columns=[column(KeyPerson, "name"), column(KeyPerson, "kind"), column(KeyPerson, "tier"), column(KeyPerson, "organisation"),
             Column("region", N_("Region"), _place), column(KeyPerson, "own"), LAST.column(KeyPerson, "last", N_("Last touch")),
             NEXT.column(KeyPerson, "next", N_("Next touch")),
             Column("planned", N_("Touches planned this year"), PLANNED, "whole", total="sum"),
             Column("kept", N_("Touches kept this year"), KEPT, "whole", total="sum"),
             column(KeyPerson, "area_mu", shown=False, total="sum"), column(KeyPerson, "decides_on", shown=False),
             Column("variety", N_("Variety grown now"), table_of(Variety).c.name, shown=False), crop_column(),
             Column("specialities", N_("Specialities"), _topics(), shown=False),
             RATING.column(KeyPerson, "rating", N_("Mean rating"), shown=False),
             USED.column(KeyPerson, "used", N_("Times used"), shown=False),
             Column("gifts", N_("Gifts this year"), GIVEN, "money", decimals=2, unit=N_("yuan"), total="sum", shown=False),
             Column("quiet", N_("Not touched for too long"), _quiet(), "flag", shown=False),
             column(KeyPerson, "mobile", shown=False), column(KeyPerson, "state", shown=False),
             column(KeyPerson, "code", shown=False)],
    joins=[(Region, "region_id"), (Variety, "variety_id"), (Crop, "crop_id")], order=("tier", False),
    presets=[
        *(Preset(kind, KINDS.labels[kind], lambda kind=kind: (Condition("kind", "in", (kind,)),))  # type: ignore[misc]
          for kind in KINDS if kind != "other"),
        Preset("own", N_("Handled by the manager"), lambda: (Condition("own", "yes"), Condition("kind", "in", HOUSES))),
        Preset("quiet", N_("Not touched for too long"),
               lambda: (Condition("state", "in", ("active",)), Condition("quiet", "yes"))),
        Preset("unasked", N_("Without consent"), lambda: (Condition("consent", "in", ("not_asked",)),)),
        Preset("refused", N_("Consent refused"), lambda: (Condition("consent", "in", ("refused",)),)),
        Preset("deciding", N_("About to decide on seed"), lambda: (Condition("decides_on", "next_days", days_ahead()),)),
    ])
SPECIALITIES = Listing(
    "specialities", N_("Specialities"), Speciality,
    columns=[crop_column(), column(Speciality, "topic"), column(Speciality, "remark")], joins=[(Crop, "crop_id")],
    order=("id", False))
USES = Listing(
    "expert_uses", N_("Events and ratings"), ExpertUse,
    columns=[column(ExpertUse, name) for name in ("held_on", "topic", "fee", "rating", "comment", "conflict_said")],
    order=("held_on", True))
TOUCH_PLANS = Listing(
    "touch_plans", N_("Planned touches"), TouchPlan,
    columns=[column(TouchPlan, "year"), column(TouchPlan, "kind"), column(TouchPlan, "times", total="sum"),
             column(TouchPlan, "remark")], order=("year", True))
TOUCHES = Listing(
    "touches", N_("Touches"), Touch,
    columns=[column(Touch, "planned_on"), column(Touch, "done_on"), column(Touch, "kind"), column(Touch, "what"),
             column(Touch, "result"), column(Touch, "done_by"), column(Touch, "next_on"),
             Column("person", N_("Person"), _person.c.name, shown=False)],
    joins=[(KeyPerson, "key_id"), (Person, "person_id", KeyPerson)], order=("planned_on", True))
GIFTS = Listing(
    "gifts", N_("Gifts given"), Gift,
    columns=[column(Gift, "given_on"), column(Gift, "what"), column(Gift, "value", total="sum"), column(Gift, "occasion"),
             column(Gift, "given_by"), column(Gift, "approved_by"), column(Gift, "reason")], order=("given_on", True))
_note = table_of(PersonNote)
HIDDEN = "•••"
NOTES = Listing(
    "person_notes", N_("Notes on the person"), PersonNote,
    columns=[column(PersonNote, "noted_on"), column(PersonNote, "level"), column(PersonNote, "noted_by"),
             Column("text", N_("Text of the note"), case((_note.c.level == "private", literal(HIDDEN)), else_=_note.c.text))],
    order=("noted_on", True))

CRISES = Listing(
    "crises", N_("Crises"), Crisis,
    columns=[column(Crisis, "heard_on"), column(Crisis, "title"), column(Crisis, "state"), column(Crisis, "gravity"),
             column(Crisis, "kind"), Column("region", N_("Region"), _place), column(Crisis, "speaker"),
             rollups.count(CrisisTold, "crisis_id").column(Crisis, "told", N_("People told")),
             rollups.count(CrisisStep, "crisis_id", where=(Condition("done_on", "empty"),)).column(
                 Crisis, "steps", N_("Promises open"), total="sum"),
             column(Crisis, "closed_on"), column(Crisis, "code", shown=False)],
    joins=[(Region, "region_id")], order=("heard_on", True),
    presets=[Preset("open", N_("Crises not closed"), lambda: (Condition("state", "not_in", ("closed",)),))])
CRISIS_TOLD = Listing(
    "crisis_told", N_("Who was told"), CrisisTold,
    columns=[column(CrisisTold, name) for name in ("told_on", "hour", "whom", "organisation", "how", "told_by", "answer")],
    order=("told_on", False))
_crisis = table_of(Crisis)
CRISIS_STEPS = Listing(
    "crisis_steps", N_("Promised in the crisis"), CrisisStep,
    columns=[*(column(CrisisStep, name) for name in ("due_on", "what", "to_whom", "who", "done_on", "result")),
             Column("crisis", N_("Crisis"), _crisis.c.title, shown=False)],
    joins=[(Crisis, "crisis_id")], order=("due_on", False),
    presets=[Preset("late", N_("Overdue in a crisis"), lambda: (
        Condition("done_on", "empty"), Condition("due_on", "until", today() - timedelta(days=1))))])
