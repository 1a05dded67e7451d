"""The sections of meetings and of what they resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.reports.meetings import lists
from desktop.reports.meetings.notice import notice
from desktop.reports.meetings.papers import minutes, sign_in
from desktop.ui.book.book import Book, Child, Tab
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"meeting", "meetingperson", "meetingaction", "salesorder", "orderline"})


class MeetingsBook(Book):
    """Meetings from the notice to the minutes."""

    icon = "group"
    listing = lists.MEETINGS
    paper = (N_("Minutes…"), minutes)
    remembers = ("kind", "place", "chair", "minutes_by", "starts_at")
    down = (270, 370)
    children = (Child(lists.MADE, grid=True), Child(lists.PEOPLE, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A meeting of today."""
        return {"held_on": today(), "state": "planned"}

    def on_day(self, day: date) -> Mapping[str, Any]:
        """A meeting of that day."""
        return {"held_on": day}

    def extra_tabs(self) -> Sequence[Tab]:
        """Notice, minutes and the sheet to sign in on, as they will be printed."""
        return ((N_("Notice as printed"), partial(PaperTab, self.context, notice, READ)),
                (N_("Minutes as printed"), partial(PaperTab, self.context, minutes, READ)),
                (N_("Sheet to sign in on"), partial(PaperTab, self.context, sign_in, READ)))


class ResolutionsBook(Book):
    """All resolutions, those of every meeting in one list until they are done."""

    icon = "check"
    listing = lists.ACTIONS
    bulk = ("person", "due_on", "state", "done_on")
