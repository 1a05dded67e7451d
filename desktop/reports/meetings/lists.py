"""The lists of meetings, of who was there, and of what was resolved."""

from __future__ import annotations

from datetime import timedelta

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.reports.meetings.model import Meeting, MeetingAction, MeetingPerson

INVITED = rollups.count(MeetingPerson, "meeting_id")
CAME = rollups.count(MeetingPerson, "meeting_id", where=(Condition("presence", "in", ("present", "late")),))
OPEN = rollups.count(MeetingAction, "meeting_id", where=(Condition("state", "in", ("open",)),))
_dealer, _meeting = table_of(Dealer), table_of(Meeting)

MEETINGS = Listing(
    "meetings", N_("Meetings"), Meeting,
    columns=[column(Meeting, "held_on"), column(Meeting, "title"), column(Meeting, "kind"), column(Meeting, "state"),
             INVITED.column(Meeting, "invited", N_("People invited")), CAME.column(Meeting, "came",
                                                                                   N_("People who were there")),
             OPEN.column(Meeting, "open", N_("Resolutions open")), column(Meeting, "code", shown=False)],
    order=("held_on", True))
PEOPLE = Listing(
    "meeting_people", N_("Invited and present"), MeetingPerson,
    columns=[column(MeetingPerson, "name"), column(MeetingPerson, "organisation"), column(MeetingPerson, "presence"),
             column(MeetingPerson, "bags_signed", total="sum"), column(MeetingPerson, "remark"),
             Column("dealer_id", N_("Dealer"), _dealer.c.name)], joins=[(Dealer, "dealer_id")], order=("name", False))
MADE = Listing(
    "meeting_made", N_("Resolutions of the meeting"), MeetingAction,
    columns=[column(MeetingAction, "what"), column(MeetingAction, "person"), Column("dealer_id", N_("Dealer"), _dealer.c.name),
             *(column(MeetingAction, name) for name in ("due_on", "state", "done_on", "note"))],
    joins=[(Dealer, "dealer_id")], order=("due_on", False))
ACTIONS = Listing(
    "meeting_actions", N_("Resolutions"), MeetingAction,
    columns=[column(MeetingAction, "due_on"), column(MeetingAction, "what"), column(MeetingAction, "person"),
             column(MeetingAction, "state"), Column("meeting", N_("Meeting"), _meeting.c.title),
             Column("held_on", N_("Day of the meeting"), _meeting.c.held_on, "day"),
             Column("dealer", N_("Dealer"), _dealer.c.name), column(MeetingAction, "note", shown=False)],
    joins=[(Meeting, "meeting_id"), (Dealer, "dealer_id")], order=("due_on", False),
    presets=[
        Preset("open", N_("Open resolutions"), lambda: (Condition("state", "in", ("open",)),)),
        Preset("late", N_("Overdue resolutions"), lambda: (
            Condition("state", "in", ("open",)), Condition("due_on", "until", today() - timedelta(days=1)))),
        Preset("unchecked", N_("Done, to be checked"), lambda: (Condition("state", "in", ("done",)),)),
    ])
