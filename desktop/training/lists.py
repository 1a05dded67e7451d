"""The lists of training: events with what came of them, participants, materials."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, select

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.training.model import Participant, TrainingEvent, TrainingMaterial

_event, _person = table_of(TrainingEvent), table_of(Participant)
PRESENT = ("attended", "late")


def _of_event(value: Any) -> Any:
    """An aggregate over the living participants of the event in the row."""
    return (select(value).where(_person.c.event_id == _event.c.id, alive(_person))
            .correlate(_event).scalar_subquery())


REGISTERED = _of_event(func.count())
ATTENDED = _of_event(func.coalesce(func.sum(case((_person.c.attendance.in_(PRESENT), 1), else_=0)), 0))
_marked = func.sum(case((_person.c.attendance != "registered", 1), else_=0))
_expected = func.sum(case((_person.c.attendance != "excused", 1), else_=0))
SHARE = _of_event(case((_marked > 0, 100.0 * func.sum(case((_person.c.attendance.in_(PRESENT), 1), else_=0))
                        / func.nullif(_expected, 0))))
GAIN = _of_event(func.avg(_person.c.post_score - _person.c.pre_score))
OPEN = ("planned", "announced")

EVENTS = Listing(
    "trainings", N_("Trainings"), TrainingEvent,
    columns=[
        column(TrainingEvent, "held_on"), column(TrainingEvent, "topic"),
        column(TrainingEvent, "audience"), column(TrainingEvent, "state"),
        column(TrainingEvent, "place"), Column("region", N_("Region"), table_of(Region).c.full_name),
        Column("registered", N_("Registered"), REGISTERED, "number", total="sum"),
        Column("attended", N_("Attended"), ATTENDED, "number", total="sum"),
        Column("share", N_("Attendance"), SHARE, "number", decimals=1, total="mean", unit="%"),
        Column("gain", N_("Mean gain in score"), GAIN, "number", decimals=1, shown=False, total="mean"),
        column(TrainingEvent, "trainer"), column(TrainingEvent, "code", shown=False),
        Column("dealer", N_("Host dealer"), table_of(Dealer).c.name, shown=False),
        column(TrainingEvent, "starts_at", shown=False), column(TrainingEvent, "ends_at", shown=False),
        column(TrainingEvent, "expected", shown=False, total="sum"),
        column(TrainingEvent, "budget", shown=False, total="sum"),
        column(TrainingEvent, "cost", shown=False, total="sum"),
        column(TrainingEvent, "summary", shown=False),
    ],
    joins=[(Region, "region_id"), (Dealer, "dealer_id")], order=("held_on", True),
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

PARTICIPANTS = Listing(
    "participants", N_("Participants"), Participant,
    columns=[column(Participant, "name"), column(Participant, "organisation"),
             column(Participant, "kind"), column(Participant, "phone"),
             column(Participant, "attendance"), column(Participant, "pre_score", total="mean"),
             column(Participant, "post_score", total="mean"), column(Participant, "remark"),
             Column("topic", N_("Training"), _event.c.topic, shown=False),
             Column("held_on", N_("Day"), _event.c.held_on, "day", shown=False)],
    joins=[(TrainingEvent, "event_id")], order=("id", False),
    presets=[Preset("absent", N_("Absent or excused"),
                    lambda: (Condition("attendance", "in", ("absent", "excused")),))])

MATERIALS = Listing(
    "training_materials", N_("Materials"), TrainingMaterial,
    columns=[column(TrainingMaterial, "title"), column(TrainingMaterial, "version"),
             column(TrainingMaterial, "planned", total="sum"),
             column(TrainingMaterial, "given", total="sum"), column(TrainingMaterial, "remark")],
    order=("id", False))
