"""What Today hears of meetings: those ahead, resolutions overdue or to be checked."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.reports.meetings.lists import ACTIONS, MEETINGS

REMINDERS = (Tile(ACTIONS, "late", "late", N_("resolution of a meeting overdue"), "resolutions of meetings overdue", weight=2),
             Dated(MEETINGS, "held_on", "{title}", ("kind", "place"), where=(Condition("state", "in", ("planned",)),),
                   moves=True,
                   at="starts_at"),
             Dated(MEETINGS, "held_on", N_("Held: {title}"), ("kind", "place"), where=(Condition("state", "in", ("held",)),),
                   done=True, at="starts_at"),
             Dated(ACTIONS, "due_on", "{what}", ("person", "meeting"), where=(Condition("state", "in", ("open",)),),
                   past=60, weight=2, moves=True))
