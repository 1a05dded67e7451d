"""What Today hears of trips: reports and expenses overdue, advances not given back."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.reports.trips import states as s
from desktop.reports.trips.lists import TRIPS

REMINDERS = (Tile(TRIPS, "unreported", "late", N_("trip report overdue"), "trip reports overdue"),
             Tile(TRIPS, "unsettled", "late", N_("trip with expenses overdue"), "trips with expenses overdue"),
             Tile(TRIPS, "left", "soon", N_("advance not given back"), "advances not given back", weight=2),
             Dated(TRIPS, "report_due", N_("Report on the trip: {purpose}"), where=(Condition("state", "in", s.UNREPORTED),),
                   past=60),
             Dated(TRIPS, "starts_on", N_("Trip: {purpose}"), ("person", "route"),
                   (Condition("state", "in", ("draft", "applied", "approved")),), moves=True),
             Dated(TRIPS, "settle_due", N_("Expenses of the trip: {purpose}"), ("person",),
                   (Condition("state", "in", s.UNSETTLED),), past=60),
             Dated(TRIPS, "starts_on", N_("Trip begun: {purpose}"), ("person",),
                   (Condition("state", "in", ("returned", "reported", "settled")),), done=True))
