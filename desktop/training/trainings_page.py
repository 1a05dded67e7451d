"""The sections of trainings and of all participants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record
from desktop.training import actions, clashes, effect_lists
from desktop.training.attendance_tab import AttendanceTab
from desktop.training.choices import KIND_OF_AUDIENCE
from desktop.training.feedback_tab import FeedbackTab
from desktop.training.lists import OPEN
from desktop.training.model import TrainingEvent
from desktop.ui import messages
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.hints import Ask
from desktop.ui.book.paper_tab import PaperTab

EFFECT = frozenset({"trainingevent", "trainingsession", "sessionmark", "participant", "trainingfeedback", "trainingfollowup",
                    "trainingcost", "trainingmaterial"})


def _next_session(event: Record) -> Mapping[str, Any]:
    """A new session is proposed for the training's day and hours."""
    return {name: getattr(event, name) for name in ("held_on", "starts_at", "ends_at")}


def _usual_kind(event: Record) -> Mapping[str, Any]:
    """Who is typed or pasted into the list of a training is of the kind that it is for."""
    return {"kind": KIND_OF_AUDIENCE.get(getattr(event, "audience", ""), "other")}


def _account(db: Any, event_id: int) -> Any:
    """The account of a training; its builder is loaded when one is made."""
    from desktop.training.report import training_report

    return training_report(db, event_id)


def was_held(session: Session, event_id: int) -> list[Ask]:
    """Whether a training whose day has come, and that is still planned, was held."""
    event = session.get(TrainingEvent, event_id)
    if event is None or event.state not in OPEN or event.held_on is None or event.held_on > today():
        return []
    text = _("The day of this training was {day}: was it held? Until it is marked as held it is in no figure and no report.")
    return [Ask(text.format(day=event.held_on), _("It was held"), "mark_held")]


class TrainingsBook(Book):
    """Trainings, planned and held."""

    icon = "training"
    listing = actions.EVENTS
    remembers = ("audience", "trainer", "region_id")
    bulk = ("state", "held_on", "audience", "trainer", "place")
    duplicates = staticmethod(actions.similar_events)
    doubts = staticmethod(clashes.doubts)
    asks = staticmethod(was_held)
    children = (Child(actions.SESSIONS, grid=True, defaults=_next_session),
                Child(actions.PARTICIPANTS, grid=True, defaults=_usual_kind),
                Child(actions.MATERIALS, grid=True), Child(actions.COSTS, grid=True), Child(effect_lists.TESTS),
                Child(effect_lists.FOLLOW_UPS))
    down = (310, 330)  # the attendance list needs more room than the few fields above it

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """Attendance and feedback as grids, the account as it will be printed."""
        return ((N_("Attendance"), lambda: AttendanceTab(self.context)), (N_("Feedback"), lambda: FeedbackTab(self.context)),
                (N_("Account"), partial(PaperTab, self.context, _account, EFFECT)))

    def defaults(self) -> Mapping[str, Any]:
        """A training that is being planned."""
        return {"held_on": today(), "state": "planned", "starts_at": "09:00"}

    def on_day(self, day: date) -> Mapping[str, Any]:
        """A training held that day."""
        return {"held_on": day}

    def tools(self) -> Sequence[Tool]:
        """Paper, invitation, what follows."""
        papers = (Tool(N_("Sign-in sheet"), "print", self.sign_in_sheet), Tool(N_("Name cards"), "print", self.name_cards),
                  Tool(N_("Feedback form"), "print", self.feedback_form), Tool(N_("Certificates"), "print", self.certificates),
                  Tool(N_("Report"), "document", self.report))
        invite = (Tool(N_("Letter"), "document", self.invitation), Tool(N_("Text for WeChat"), "copy", self.wechat_text),
                  Tool(N_("Calendar file"), "calendar", self.calendar_file, needs_record=False))
        after = (Tool(N_("Issue certificates"), "check", self.issue_certificates),
                 Tool(N_("Look at the practice later"), "bell", self.plan_follow_ups))
        return (Tool(N_("Invite"), "calendar", self.invitation, menu=invite),
                Tool(N_("To print"), "print", self.sign_in_sheet, menu=papers),
                Tool(N_("Afterwards"), "check", self.issue_certificates, menu=after))

    def mark_held(self) -> None:
        """Mark the training shown as held."""
        if self.record is not None:
            context, number = self.context, self.record.id
            text = _("Training marked as held")
            self.settle(lambda: context.tasks.run(
                lambda: verbs.save(context.db, TrainingEvent, {"state": "held"}, number),
                lambda _made: context.message(text, undo=True)))

    # -- papers ---------------------------------------------------------------------------------------------------

    def print_record(self) -> None:
        """Print the sign-in sheet of the training shown."""
        self.sign_in_sheet()

    def sign_in_sheet(self) -> None:
        """Show the sign-in sheet, ready to print."""
        from desktop.training.sheets import sign_in_sheet

        self._preview(sign_in_sheet)

    def name_cards(self) -> None:
        """Show a card for everybody on the list."""
        from desktop.training.sheets import name_cards

        self._preview(name_cards)

    def feedback_form(self) -> None:
        """Show the form that asks what people think of it."""
        from desktop.training.sheets import feedback_form

        self._preview(feedback_form)

    def certificates(self) -> None:
        """Show the certificates that were issued."""
        from desktop.training.certificates import certificates

        self._preview(certificates)

    def invitation(self) -> None:
        """Show the letter of invitation."""
        from desktop.training.invitation import invitation

        self._preview(invitation)

    def report(self) -> None:
        """Show the account of the training."""
        from desktop.training.report import training_report

        self._preview(training_report)

    def _preview(self, build: Callable[..., Any]) -> None:
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            Preview(self.context, self.record.label(), lambda: build(db, number), kind=build.__name__).show()

    # -- what is done ---------------------------------------------------------------------------------------------

    def wechat_text(self) -> None:
        """Put the invitation on the clipboard, to be pasted into a group."""
        from desktop.training.invitation import wechat_text

        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.context.tasks.read(lambda: wechat_text(db, number), self._copy)

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.context.message(_("The text is on the clipboard: paste it into the group."))

    def issue_certificates(self) -> None:
        """Give certificates to those who have earned one."""
        from desktop.training.certificates import issue

        self._do(issue)

    def plan_follow_ups(self) -> None:
        """Have the practice looked at with everybody who came."""
        from desktop.training.effect import plan_follow_ups

        self._do(plan_follow_ups)

    def _do(self, action: Callable[[Any, int], str]) -> None:
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: action(db, number), partial(self.context.message, undo=True)))

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
        self.context.message(ngettext("{n} session written into the calendar file.",
                                      "{n} sessions written into the calendar file.", count).format(n=count))


class SessionsBook(Book):
    """The sessions of all trainings: which clash, who came to each."""

    icon = "today"
    listing = actions.SESSIONS
    bulk = ("held_on", "starts_at", "ends_at", "trainer", "place")

    @classmethod
    def opens(cls) -> frozenset[str]:
        """None: a session is opened below its training."""
        return frozenset()


class ParticipantsBook(Book):
    """Everybody who was ever registered: who came to what."""

    icon = "group"
    listing = actions.PARTICIPANTS
    bulk = ("kind", "organisation", "group_name", "attendance")

    @classmethod
    def opens(cls) -> frozenset[str]:
        """None: a participant is opened below the training."""
        return frozenset()
