"""The lists of training: events with what came of them, participants, materials."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.training.model import Participant, TrainingEvent, TrainingMaterial

_event = table_of(TrainingEvent)
PRESENT = ("attended", "late")
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
OPEN = ("planned", "announced")
HELD = ("held", "evaluated")

EVENTS = Listing(
    "trainings", N_("Trainings"), TrainingEvent,
    columns=[
        column(TrainingEvent, "held_on"), column(TrainingEvent, "topic"),
        column(TrainingEvent, "audience"), column(TrainingEvent, "state"),
        column(TrainingEvent, "place"), Column("region", N_("Region"), table_of(Region).c.full_name),
        REGISTERED.column(TrainingEvent, "registered", N_("Registered"), total="sum"),
        ATTENDED.column(TrainingEvent, "attended", N_("Attended"), total="sum"),
        SHARE.column(TrainingEvent, "share", N_("Attendance rate"), total="mean", unit="%"),
        GAIN.column(TrainingEvent, "gain", N_("Mean gain in score"), shown=False, total="mean"),
        column(TrainingEvent, "trainer"), column(TrainingEvent, "code", shown=False),
        Column("dealer", N_("Host dealer"), table_of(Dealer).c.name, shown=False),
        column(TrainingEvent, "starts_at", shown=False), column(TrainingEvent, "ends_at", shown=False),
        column(TrainingEvent, "expected", shown=False, total="sum"),
        column(TrainingEvent, "budget", shown=False, total="sum"),
        column(TrainingEvent, "cost", shown=False, total="sum"),
        column(TrainingEvent, "left", shown=False, total="sum"),
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
             column(Participant, "post_score", total="mean"),
             column(Participant, "gain", shown=False, total="mean"), column(Participant, "remark"),
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
