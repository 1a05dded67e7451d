"""The lists of trips, stops and expenses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.reports.trips import states as s
from desktop.reports.trips.model import Trip, TripExpense, TripStop

CLAIMED = rollups.total(TripExpense, "trip_id", "claimed")
_trip = table_of(Trip)
COUNTED: Any = rollups.Rollup(TripExpense, "trip_id", lambda e: func.sum(func.coalesce(e.c.sanctioned, e.c.claimed)), "money")


def _left() -> Any:
    """Fen of the advance that are still to be given back; below nothing what is still owed to the traveller."""
    return func.coalesce(_trip.c.advance, 0) - func.coalesce(COUNTED.sql(_trip), 0) - func.coalesce(_trip.c.returned_money, 0)


TRIPS = Listing(
    "trips", N_("Business trips"), Trip,
    columns=[column(Trip, "starts_on"), column(Trip, "ends_on"), column(Trip, "purpose"), column(Trip, "state"),
             column(Trip, "report_due"), column(Trip, "budget", total="sum"),
             CLAIMED.column(Trip, "claimed", N_("Expenses claimed"), total="sum"), column(Trip, "advance", total="sum"),
             Column("left", N_("Advance to be given back"), _left(), "money", decimals=2, unit=N_("yuan")),
             Column("person", N_("Who travels"), table_of(Person).c.name, shown=False), column(Trip, "code", shown=False)],
    joins=[(Person, "person_id")], order=("starts_on", True),
    presets=[
        Preset("unreported", N_("Trip reports overdue"), lambda: (
            Condition("state", "in", s.UNREPORTED), Condition("report_due", "until", today() - timedelta(days=1)))),
        Preset("unsettled", N_("Expenses overdue"), lambda: (
            Condition("state", "in", s.UNSETTLED), Condition("settle_due", "until", today() - timedelta(days=1)))),
        Preset("left", N_("Advance not given back"), lambda: (
            Condition("state", "in", ("returned", "reported", "settled")), Condition("left", "least", 1))),
    ])
STOPS = Listing(
    "trip_stops", N_("Stops of the trip"), TripStop,
    columns=[column(TripStop, "on_day"), column(TripStop, "place"), column(TripStop, "task"), column(TripStop, "result"),
             Column("dealer", N_("Dealer"), table_of(Dealer).c.name, shown=False)],
    joins=[(Dealer, "dealer_id")], order=("on_day", False))
EXPENSES = Listing(
    "trip_expenses", N_("Expenses of the trip"), TripExpense,
    columns=[column(TripExpense, "spent_on"), column(TripExpense, "kind"), column(TripExpense, "what"),
             column(TripExpense, "km", total="sum"), column(TripExpense, "claimed", total="sum"),
             column(TripExpense, "sanctioned", total="sum"), column(TripExpense, "receipts", total="sum"),
             column(TripExpense, "remark")], order=("spent_on", False))
