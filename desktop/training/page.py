"""The Training tab: trainings with attendance and materials, all participants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.training import actions, clashes
from desktop.training.attendance_tab import AttendanceTab
from desktop.training.calendar_page import CalendarSection
from desktop.ui import messages
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.page import Page


def _next_session(event: Record) -> Mapping[str, Any]:
    """A new session is proposed for the training's day and hours."""
    return {name: getattr(event, name) for name in ("held_on", "starts_at", "ends_at")}


class TrainingsBook(Book):
    """Trainings, planned and held."""

    icon = "training"
    listing = actions.EVENTS
    remembers = ("audience", "trainer", "region_id")
    bulk = ("state", "held_on", "audience", "trainer", "place")
    duplicates = staticmethod(actions.similar_events)
    doubts = staticmethod(clashes.doubts)
    children = (Child(actions.SESSIONS, grid=True, defaults=_next_session), Child(actions.PARTICIPANTS, grid=True),
                Child(actions.MATERIALS, grid=True), Child(actions.COSTS, grid=True))
    down = (310, 330)  # the attendance list needs more room than the few fields above it

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """Attendance as a grid."""
        return ((N_("Attendance"), self._make_attendance),)

    def _make_attendance(self) -> QWidget:
        return AttendanceTab(self.context)

    def defaults(self) -> Mapping[str, Any]:
        """A training that is being planned."""
        return {"held_on": today(), "state": "planned", "starts_at": "09:00"}

    def on_day(self, day: date) -> Mapping[str, Any]:
        """A training held that day."""
        return {"held_on": day}

    def tools(self) -> Sequence[Tool]:
        """Paper and calendar."""
        return (Tool(N_("Sign-in sheet"), "print", self.sign_in_sheet), Tool(N_("Report"), "document", self.report),
                Tool(N_("Calendar file"), "calendar", self.calendar_file, needs_record=False))

    def print_record(self) -> None:
        """Print the sign-in sheet of the training shown."""
        self.sign_in_sheet()

    def sign_in_sheet(self) -> None:
        """Show the sign-in sheet, ready to print."""
        from desktop.training.report import sign_in_sheet

        self._preview(sign_in_sheet)

    def report(self) -> None:
        """Show the account of the training."""
        from desktop.training.report import training_report

        self._preview(training_report)

    def _preview(self, build: Callable[..., Any]) -> None:
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            Preview(self.context, self.record.label(), lambda: build(db, number), kind=build.__name__).show()

    def calendar_file(self) -> None:
        """Write the selected trainings, or all of them, into a calendar file."""
        from desktop.training.calendar_file import export_calendar

        ids = self.list.table.selected_ids()
        path = messages.save_file(self, _("Calendar file"), f"{_('Trainings')}.ics", _("Calendar (*.ics)"))
        if path:
            context = self.context
            wanted = ids if len(ids) > 1 else None
            context.tasks.compute(lambda _progress: export_calendar(context.db, path, wanted), self._on_exported)

    def _on_exported(self, count: int) -> None:
        self.context.message(_("{n} trainings written into the calendar file.").format(n=count))


class ParticipantsBook(Book):
    """Everybody who was ever registered: who came to what."""

    icon = "group"
    listing = actions.PARTICIPANTS
    bulk = ("kind", "organisation", "attendance")

    @classmethod
    def opens(cls) -> frozenset[str]:
        """None: a participant is opened below the training."""
        return frozenset()


class TrainingPage(Page):
    """The tab."""

    sections = (TrainingsBook, CalendarSection, ParticipantsBook)
