"""A meeting, who was there, what was resolved."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.choices import CAME, STAYED_AWAY, Choices
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record

KINDS = Choices("meeting_kind", {"week": N_("Weekly meeting"), "dealers": N_("Dealers' meeting"),
                                 "other": N_("Another meeting")}, {"week": "blue", "dealers": "green", "other": "grey"})
STATES = Choices("meeting_state", {"planned": N_("Meeting planned"), "held": N_("Meeting held"),
                                   "cancelled": N_("Meeting cancelled")},
                 {"planned": "blue", "held": "green", "cancelled": "grey"})
PRESENCE = Choices("meeting_presence", {
    "invited": N_("Invited"), "present": N_("Came to the meeting"), "late": N_("Late at the meeting"), "leave": N_("On leave"),
    "absent": N_("Absent from the meeting"),
}, {"invited": "grey", "present": "green", "late": "amber", "leave": "blue", "absent": "red"},
                   also={"present": CAME, "absent": STAYED_AWAY})
ACTION_STATES = Choices("meeting_action_state", {
    "open": N_("To be done"), "done": N_("Done, not checked"), "checked": N_("Done and checked"),
    "dropped": N_("Resolution dropped"),
}, {"open": "red", "done": "amber", "checked": "green", "dropped": "grey"})


class Meeting(Record, table=True):
    """A meeting: notice and agenda before it, minutes after it."""

    NAME: ClassVar[str] = N_("Meeting")
    FORM: ClassVar[Groups] = (
        Group("title:2 code kind held_on starts_at state place:2 chair minutes_by cost notice:3 agenda:3",
              N_("Notice and agenda")),
        Group("minutes:3 policy:3 remarks:3", N_("Minutes of the meeting")),
    )
    code: str = f.code(N_("Meeting no."), "HY", year_of="held_on")
    title: str = f.text(N_("Meeting on"), required=True, search=True)
    kind: str = f.choice(N_("Kind of meeting"), KINDS, "week")
    held_on: date | None = f.day(N_("Day of the meeting"), required=True, index=True)
    starts_at: str = f.text(N_("Begins at"))
    state: str = f.choice(N_("State"), STATES, "planned")
    place: str = f.text(N_("Place"), search=True)
    chair: str = f.text(N_("Chair"))
    minutes_by: str = f.text(N_("Minutes taken by"))
    cost: int | None = f.money(N_("Cost of the meeting"))
    notice: str = f.text(N_("Notice of the meeting"), long=True)
    agenda: str = f.text(N_("Agenda"), search=True, long=True)
    minutes: str = f.text(N_("Said at the meeting"), search=True, long=True)
    policy: str = f.text(N_("Policy and awards announced"), search=True, long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Day and title."""
        return f"{self.held_on or ''} {self.title}".strip()

    def problems(self) -> dict[str, str]:
        """A meeting that was held does not lie ahead."""
        if self.state == "held" and self.held_on and self.held_on > f.today():
            return {"state": _("This day has not come yet: leave the meeting planned.")}
        return {}


class MeetingPerson(Record, table=True):
    """Somebody invited to a meeting, and whether they came; orders signed on the day."""

    NAME: ClassVar[str] = N_("Invited person")
    FORM: ClassVar[Groups] = (Group("name organisation dealer_id presence bags_signed remark:3"),)
    meeting_id: int | None = f.link(N_("Meeting"), "meeting.id", owned=True)
    name: str = f.text(N_("Person's name"), required=True, search=True)
    organisation: str = f.text(N_("Firm or village"), search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    presence: str = f.choice(N_("Presence"), PRESENCE, "invited")
    bags_signed: int | None = f.whole(N_("Bags signed for"), low=0)
    remark: str = f.text(N_("Remark"))


class MeetingAction(Record, table=True):
    """What was resolved: who does it until when. It stays open, over later meetings, until it is done."""

    NAME: ClassVar[str] = N_("Resolution of a meeting")
    FORM: ClassVar[Groups] = (Group("what:2 person dealer_id due_on state done_on note:3"),)
    meeting_id: int | None = f.link(N_("Meeting"), "meeting.id", owned=True)
    what: str = f.text(N_("What was resolved"), required=True, search=True)
    person: str = f.text(N_("Responsible"), search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    due_on: date | None = f.day(N_("To be done by"), index=True, deadline=Deadline(("open",)))
    state: str = f.choice(N_("How far it is"), ACTION_STATES, "open")
    done_on: date | None = f.day(N_("Done on"))
    note: str = f.text(N_("How it went"))

    def label(self) -> str:
        """What was resolved."""
        return self.what

    def problems(self) -> dict[str, str]:
        """What is done says when."""
        if self.state in ("done", "checked") and not self.done_on:
            return {"done_on": _("Say on which day it was done.")}
        return {}
