"""The lists of receptions, their programmes and promises."""

from __future__ import annotations

from datetime import timedelta

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.reports.reception import states as s
from desktop.reports.reception.model import Reception, ReceptionItem, ReceptionPromise

OPEN = (Condition("state", "in", ("open",)),)
PROMISES_OPEN = rollups.count(ReceptionPromise, "reception_id", where=OPEN)
_visitors = table_of(Reception).c.visitors
RECEPTIONS = Listing(
    "receptions", N_("Receptions"), Reception,
    columns=[column(Reception, "arrives_on"), column(Reception, "visitors"), column(Reception, "grade"),
             column(Reception, "purpose"), column(Reception, "state"), column(Reception, "people", total="sum"),
             column(Reception, "bags_ordered", total="sum"), column(Reception, "cost", total="sum"),
             PROMISES_OPEN.column(Reception, "promises", N_("Promises still open"), total="sum"),
             Column("dealer", N_("Dealer"), table_of(Dealer).c.name, shown=False),
             Column("host", N_("Received by"), table_of(Person).c.name, shown=False), column(Reception, "code", shown=False)],
    joins=[(Dealer, "dealer_id"), (Person, "host_id")], order=("arrives_on", True),
    presets=[
        Preset("ahead", N_("Still to come"), lambda: (Condition("state", "in", s.AHEAD),)),
        Preset("untold", N_("Departments not told"), lambda: (
            Condition("state", "in", ("planned",)), Condition("arrives_on", "next_days", 3))),
        Preset("open", N_("Received, not closed"), lambda: (Condition("state", "in", ("received",)),)),
    ])
PROGRAMME = Listing(
    "reception_programme", N_("Programme of the visit"), ReceptionItem,
    columns=[column(ReceptionItem, name) for name in ("on_day", "at", "what", "place", "person", "remark")],
    order=("on_day", False))
PROMISES = Listing(
    "reception_promises", N_("Promises of the visit"), ReceptionPromise,
    columns=[column(ReceptionPromise, name) for name in ("due_on", "what", "person", "state", "kept_on", "note")]
    + [Column("visitors", N_("Unit of the visitors"), _visitors, shown=False)],
    joins=[(Reception, "reception_id")], order=("due_on", False),
    presets=[Preset("late", N_("Promises of visits overdue"), lambda: (
        *OPEN, Condition("due_on", "until", today() - timedelta(days=1))))])
