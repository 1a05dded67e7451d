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
        column(TrainingEvent, "held_on", width=90), column(TrainingEvent, "topic", width=200),
        column(TrainingEvent, "audience", width=105), column(TrainingEvent, "state", width=80),
        column(TrainingEvent, "place", width=130), Column("region", N_("Region"), table_of(Region).c.full_name, width=180),
        Column("registered", N_("Registered"), REGISTERED, "number", width=80, total="sum"),
        Column("attended", N_("Attended"), ATTENDED, "number", width=80, total="sum"),
        Column("share", N_("Attendance"), SHARE, "number", decimals=1, width=80, total="mean", unit="%"),
        Column("gain", N_("Mean gain in score"), GAIN, "number", decimals=1, width=90, shown=False, total="mean"),
        column(TrainingEvent, "trainer", width=90), column(TrainingEvent, "code", width=100, shown=False),
        Column("dealer", N_("Host dealer"), table_of(Dealer).c.name, width=160, shown=False),
        column(TrainingEvent, "starts_at", width=70, shown=False), column(TrainingEvent, "ends_at", width=70, shown=False),
        column(TrainingEvent, "expected", width=80, shown=False, total="sum"),
        column(TrainingEvent, "budget", width=90, shown=False, total="sum"),
        column(TrainingEvent, "cost", width=90, shown=False, total="sum"),
        column(TrainingEvent, "summary", width=200, shown=False),
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
    columns=[column(Participant, "name", width=100), column(Participant, "organisation", width=160),
             column(Participant, "kind", width=100), column(Participant, "phone", width=110),
             column(Participant, "attendance", width=80), column(Participant, "pre_score", width=70, total="mean"),
             column(Participant, "post_score", width=70, total="mean"), column(Participant, "remark", width=140),
             Column("topic", N_("Training"), _event.c.topic, width=180, shown=False),
             Column("held_on", N_("Day"), _event.c.held_on, "day", width=90, shown=False)],
    joins=[(TrainingEvent, "event_id")], order=("id", False),
    presets=[Preset("absent", N_("Absent or excused"),
                    lambda: (Condition("attendance", "in", ("absent", "excused")),))])

MATERIALS = Listing(
    "training_materials", N_("Materials"), TrainingMaterial,
    columns=[column(TrainingMaterial, "title", width=220), column(TrainingMaterial, "version", width=80),
             column(TrainingMaterial, "planned", width=90, total="sum"),
             column(TrainingMaterial, "given", width=90, total="sum"), column(TrainingMaterial, "remark", width=160)],
    order=("id", False))
