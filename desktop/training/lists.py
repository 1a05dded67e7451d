"""The lists of training: events with what came of them, participants, materials."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, String, case, cast, exists, func, literal_column, or_, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, alive_in_sql, table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.training.choices import AUDIENCES, PRESENT, STATES
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession
from desktop.training.plan_model import TrainingCost, TrainingMaterial, TrainingPlan

_event = table_of(TrainingEvent)
REGISTERED = rollups.count(Participant, "event_id")
ATTENDED = rollups.count(Participant, "event_id", where=(Condition("attendance", "in", PRESENT),))
EXCUSED = rollups.count(Participant, "event_id", where=(Condition("attendance", "in", ("excused",)),))
GAIN = rollups.mean(Participant, "event_id", "gain")


def _share(person: Any) -> Any:
    """Those present among those registered and not excused in %, once anybody is marked."""
    def number(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    marked, expected = number(person.c.attendance != "registered"), number(person.c.attendance != "excused")
    return case((marked > 0, 100.0 * number(person.c.attendance.in_(PRESENT)) / func.nullif(expected, 0)))


SHARE = rollups.figure(Participant, "event_id", _share, decimals=1)
SESSIONS_HELD = rollups.count(TrainingSession, "event_id")
LAST_DAY = rollups.latest(TrainingSession, "event_id", "held_on")
LEARNT = rollups.figure(Participant, "event_id", lambda t: 100.0 * func.sum(_both(t, t.c.post_score - t.c.pre_score))
                        / func.nullif(func.sum(_both(t, 100 - t.c.pre_score)), 0), decimals=1)
OPEN = ("planned", "announced")
ENROLLED: Any = case((_event.c.state.in_(OPEN), 100.0 * REGISTERED.sql(_event) / func.nullif(_event.c.expected, 0)))
HELD = ("held", "evaluated")


def _both(person: Any, value: Any) -> Any:
    """A figure of those who wrote both tests."""
    return case((person.c.pre_score.is_not(None) & person.c.post_score.is_not(None), value))


def _clash() -> Any:
    """Whether a session meets another at the same trainer's, or at the same place."""
    mine, other = table_of(TrainingSession), table_of(TrainingSession).alias()
    here, there = _event, table_of(TrainingEvent).alias()

    def of(sitting: Any, event: Any, name: str) -> Any:
        return func.coalesce(func.nullif(sitting.c[name], ""), event.c[name])

    def before(one: Any, two: Any) -> Any:
        return func.coalesce(func.nullif(one.c.starts_at, ""), "00:00") < func.coalesce(func.nullif(two.c.ends_at, ""), "24:00")

    same = [(of(mine, here, name) != "") & (of(mine, here, name) == of(other, there, name)) for name in ("trainer", "place")]
    return (here.c.state != "cancelled") & exists(select(other.c.id).select_from(other).join(
        there, there.c.id == other.c.event_id).where(
            other.c.id != mine.c.id, other.c.held_on == mine.c.held_on, before(mine, other), before(other, mine), or_(*same),
            there.c.state != "cancelled", alive(other, there))).correlate(mine, here)


def _length(mark: Any) -> Any:
    """The minutes of the session a mark is for, where the participant was there."""
    sitting = table_of(TrainingSession).alias()
    minutes = select(sitting.c.minutes).where(sitting.c.id == mark.c.session_id).correlate(mark).scalar_subquery()
    return func.coalesce(func.sum(minutes), 0)


MINUTES = rollups.figure(SessionMark, "participant_id", _length, kind="whole",
                         where=(Condition("attendance", "in", PRESENT),))


def _marked(*marks: str) -> rollups.Rollup:
    return rollups.count(SessionMark, "session_id", where=(Condition("attendance", "in", marks),))


CAME, CAME_LATE, STAYED_AWAY, LET_OFF = _marked("attended"), _marked("late"), _marked("absent"), _marked("excused")
SESSION_SHARE = rollups.figure(
    SessionMark, "session_id", lambda mark: 100.0 * func.sum(case((mark.c.attendance.in_(PRESENT), 1), else_=0)) / func.nullif(
        func.sum(case((mark.c.attendance.in_((*PRESENT, "absent")), 1), else_=0)), 0), decimals=1)

SESSIONS = Listing(
    "training_sessions", N_("Sessions"), TrainingSession,
    columns=[column(TrainingSession, "number"), column(TrainingSession, "held_on"), column(TrainingSession, "starts_at"),
             column(TrainingSession, "ends_at"), column(TrainingSession, "group_name"), column(TrainingSession, "topic"),
             column(TrainingSession, "place"), column(TrainingSession, "trainer"),
             column(TrainingSession, "minutes", total="sum"),
             CAME.column(TrainingSession, "came", N_("Attended"), total="sum"),
             CAME_LATE.column(TrainingSession, "late", N_("Came late"), total="sum"),
             STAYED_AWAY.column(TrainingSession, "absent", N_("Absent"), total="sum"),
             LET_OFF.column(TrainingSession, "excused", N_("Excused"), total="sum"),
             SESSION_SHARE.column(TrainingSession, "share", N_("Attendance rate"), unit="%"),
             Column("clash", N_("Clashes with another"), _clash(), "flag"), column(TrainingSession, "remark"),
             Column("event", N_("Training"), _event.c.topic),
             Column("state", N_("State of the training"), _event.c.state, "choice", STATES, shown=False)],
    joins=[(TrainingEvent, "event_id")], order=("held_on", False),
    presets=[
        Preset("coming", N_("Sessions ahead"),
               lambda: (Condition("state", "in", OPEN), Condition("held_on", "from", today()))),
        Preset("clashing", N_("Sessions that clash"),
               lambda: (Condition("clash", "yes"), Condition("held_on", "from", today())))])

COSTS = Listing(
    "training_costs", N_("Costs"), TrainingCost,
    columns=[column(TrainingCost, "kind"), column(TrainingCost, "planned", total="sum"),
             column(TrainingCost, "amount", total="sum"), column(TrainingCost, "left", total="sum"),
             column(TrainingCost, "paid_on"), column(TrainingCost, "paper"), column(TrainingCost, "remark")],
    order=("id", False))

EVENTS = Listing(
    "trainings", N_("Trainings"), TrainingEvent,
    columns=[
        column(TrainingEvent, "held_on"), column(TrainingEvent, "topic"),
        column(TrainingEvent, "audience"), column(TrainingEvent, "state", share="enrolled"),
        column(TrainingEvent, "place"), Column("region", N_("Region"), table_of(Region).c.full_name),
        REGISTERED.column(TrainingEvent, "registered", N_("Registered"), total="sum"),
        ATTENDED.column(TrainingEvent, "attended", N_("Attended"), total="sum"),
        SHARE.column(TrainingEvent, "share", N_("Attendance rate"), unit="%"),
        Column("enrolled", N_("Registered of those expected"), ENROLLED, "number", decimals=1, unit="%", shown=False),
        GAIN.column(TrainingEvent, "gain", N_("Mean gain in score"), shown=False, total="mean"),
        column(TrainingEvent, "trainer"), column(TrainingEvent, "code", shown=False),
        Column("dealer", N_("Host dealer"), table_of(Dealer).c.name, shown=False),
        SESSIONS_HELD.column(TrainingEvent, "sessions", N_("Sessions"), shown=False, total="sum"),
        LAST_DAY.column(TrainingEvent, "ends_on", N_("Last day"), shown=False),
        LEARNT.column(TrainingEvent, "normal_gain", N_("Normalised gain"), shown=False, unit="%"),
        column(TrainingEvent, "starts_at", shown=False), column(TrainingEvent, "ends_at", shown=False),
        column(TrainingEvent, "expected", shown=False, total="sum"),
        column(TrainingEvent, "budget", shown=False, total="sum"),
        column(TrainingEvent, "cost", shown=False, total="sum"),
        column(TrainingEvent, "left", shown=False, total="sum"),
        column(TrainingEvent, "summary", shown=False), column(TrainingEvent, "practice", shown=False),
        column(TrainingEvent, "follow_up_on", shown=False),
        Column("plan", N_("Line of the plan"), table_of(TrainingPlan).c.topic, shown=False),
    ],
    joins=[(Region, "region_id"), (Dealer, "dealer_id"), (TrainingPlan, "plan_id")], order=("held_on", True),
    presets=[
        Preset("coming", N_("Trainings ahead"),
               lambda: (Condition("state", "in", OPEN), Condition("held_on", "from", today()))),
        Preset("soon", N_("Trainings within the next days"),
               lambda: (Condition("state", "in", OPEN), Condition("held_on", "next_days", days_ahead()))),
        Preset("late", N_("Past, not marked as held"),
               lambda: (Condition("state", "in", OPEN), Condition("held_on", "until", today() - timedelta(days=1)))),
        Preset("unevaluated", N_("Held, not evaluated"), lambda: (Condition("state", "in", ("held",)),)),
        Preset("year", N_("Last twelve months"), lambda: (Condition("held_on", "last_days", 365),)),
    ])



def _twice() -> Any:
    """Who else on the list of the training is the same person or has the same telephone; nothing where nobody is."""
    mine, other = table_of(Participant), table_of(Participant).alias()
    same = or_(other.c.person_id == mine.c.person_id, (mine.c.phone != "") & (other.c.phone == mine.c.phone))
    return (select(func.group_concat(other.c.name)).where(other.c.event_id == mine.c.event_id, other.c.id != mine.c.id, same,
                                                          alive(other)).correlate(mine).scalar_subquery())


PARTICIPANTS = Listing(
    "participants", N_("Participants"), Participant,
    columns=[column(Participant, "name"), column(Participant, "organisation"),
             column(Participant, "kind"), column(Participant, "phone"),
             column(Participant, "attendance"), column(Participant, "pre_score", total="mean"),
             column(Participant, "post_score", total="mean"),
             column(Participant, "gain", shown=False, total="mean"), column(Participant, "remark"),
             column(Participant, "group_name"), Column("twice", N_("Same person or telephone"), _twice()),
             column(Participant, "normal_gain", shown=False), column(Participant, "certificate", shown=False),
             Column("topic", N_("Training"), _event.c.topic, shown=False),
             Column("held_on", N_("Day"), _event.c.held_on, "day", shown=False),
             Column("audience", N_("Audience"), _event.c.audience, "choice", AUDIENCES, shown=False),
             Column("state", N_("State of the training"), _event.c.state, "choice", STATES, shown=False),
             Column("trainer", N_("Trainer"), _event.c.trainer, shown=False),
             Column("region", N_("Region"), table_of(Region).c.full_name, shown=False),
             MINUTES.column(Participant, "minutes", N_("Time attended"), shown=False, total="sum", unit=N_("min"))],
    joins=[(TrainingEvent, "event_id"), (Region, "region_id", TrainingEvent)], order=("id", False),
    presets=[Preset("absent", N_("Absent or excused"),
                    lambda: (Condition("attendance", "in", ("absent", "excused")),))])

def _published(table: str, link: str) -> str:
    """The number of the version in force of what a material names in the library."""
    return (f"(SELECT max(n.number) FROM {table} m JOIN {table} n ON n.code = m.code WHERE m.id = trainingmaterial.{link} AND "
            f"n.state = 'published' AND {alive_in_sql('n')})")


IN_FORCE: Any = literal_column(
    f"coalesce({_published('handout', 'handout_id')}, {_published('techniquesheet', 'sheet_id')})", BigInteger())
OUTDATED: Any = case((IN_FORCE.is_not(None) & (cast(IN_FORCE, String) != table_of(TrainingMaterial).c.version), 1), else_=0)

MATERIALS = Listing(
    "training_materials", N_("Materials"), TrainingMaterial,
    columns=[column(TrainingMaterial, "title"), column(TrainingMaterial, "kind"), column(TrainingMaterial, "version"),
             column(TrainingMaterial, "planned", total="sum"),
             column(TrainingMaterial, "given", total="sum"), column(TrainingMaterial, "left", shown=False, total="sum"),
             Column("in_force", N_("Version in force"), IN_FORCE, "whole", plain=True),
             Column("old", N_("Not the version in force"), OUTDATED, "flag"), column(TrainingMaterial, "remark"),
             Column("event", N_("Training"), _event.c.topic), Column("held_on", N_("Day"), _event.c.held_on, "day"),
             Column("state", N_("State of the training"), _event.c.state, "choice", STATES, shown=False)],
    joins=[(TrainingEvent, "event_id")], order=("held_on", True),
    presets=[
        Preset("old", N_("For trainings ahead, not the version in force"), lambda: (
            Condition("state", "in", OPEN), Condition("old", "yes"))),
        Preset("ahead", N_("For trainings ahead"), lambda: (Condition("state", "in", OPEN),)),
        Preset("slides", N_("Slides"), lambda: (Condition("kind", "in", ("slides",)),)),
    ])

PLAN_HELD = rollups.count(TrainingEvent, "plan_id", where=(Condition("state", "in", HELD),))
PLAN_OPEN = rollups.count(TrainingEvent, "plan_id", where=(Condition("state", "in", OPEN),))
PLAN_CAME = rollups.figure(TrainingEvent, "plan_id", lambda t: func.coalesce(func.sum(ATTENDED.sql(t)), 0), kind="whole",
                           where=(Condition("state", "in", HELD),))
PLAN_COST = rollups.total(TrainingEvent, "plan_id", "cost", where=(Condition("state", "in", HELD),))
_plan = table_of(TrainingPlan)
_held: Any = PLAN_HELD.sql(_plan)
FULFILLED: Any = 100.0 * _held / func.nullif(_plan.c.times, 0)


def _this_month() -> int:
    return today().year * 12 + today().month


PLAN = Listing(
    "training_plan", N_("Yearly plan"), TrainingPlan,
    columns=[column(TrainingPlan, "year"), column(TrainingPlan, "month"), column(TrainingPlan, "audience"),
             column(TrainingPlan, "topic"), column(TrainingPlan, "times", total="sum"),
             PLAN_OPEN.column(TrainingPlan, "open", N_("Still to be held"), shown=False, total="sum"),
             PLAN_HELD.column(TrainingPlan, "held", N_("Trainings held"), total="sum"),
             Column("fulfilled", N_("Plan fulfilled"), FULFILLED, "number", decimals=0, unit="%"),
             column(TrainingPlan, "people", total="sum"),
             PLAN_CAME.column(TrainingPlan, "came", N_("People who came"), total="sum"),
             column(TrainingPlan, "budget", total="sum"),
             PLAN_COST.column(TrainingPlan, "cost", N_("Cost"), total="sum"),
             column(TrainingPlan, "hours", shown=False, total="sum"),
             Column("region", N_("Region"), table_of(Region).c.full_name, shown=False),
             column(TrainingPlan, "trainer", shown=False), column(TrainingPlan, "remark", shown=False),
             Column("when", N_("Months since year 0"), _plan.c.year * 12 + _plan.c.month, "whole", shown=False)],
    joins=[(Region, "region_id")], order=("when", False),
    presets=[
        Preset("year", N_("This year"), lambda: (Condition("year", "is", today().year),)),
        Preset("behind", N_("Behind the plan"),
               lambda: (Condition("when", "most", _this_month() - 1), Condition("when", "least", _this_month() - 12),
                        Condition("fulfilled", "most", 99.9)))])
