"""Who came to a session, counted: the figures a sheet is closed with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.units import format_number
from desktop.training.actions import people
from desktop.training.attendance import marks_by_person
from desktop.training.choices import ATTENDANCE
from desktop.training.model import Participant, TrainingSession, expects, sessions_of


@dataclass(frozen=True)
class Count:
    """The marks of those a session was for, and of those who came all the same."""

    sitting: TrainingSession
    marks: Counter[str]

    @property
    def present(self) -> int:
        """How many came, in time or late."""
        return self.marks["attended"] + self.marks["late"]

    @property
    def expected(self) -> int:
        """How many were to come, the excused left out."""
        return self.marks.total() - self.marks["excused"]

    @property
    def taken(self) -> bool:
        """Whether anybody was marked."""
        return self.marks.total() > self.marks["registered"]

    @property
    def share(self) -> float | None:
        """Those present in % of those who were to come; None before anybody is marked."""
        return 100.0 * self.present / self.expected if self.taken and self.expected else None

    def said(self) -> str:
        """The count in one line."""
        parts = [f"{ATTENDANCE.label(mark)} {self.marks[mark]}" for mark in ATTENDANCE if self.marks[mark]]
        share = [] if self.share is None else [_("attendance {percent} %").format(percent=format_number(self.share, 1))]
        return " · ".join([*parts, *share]) or _("Nobody is registered yet.")


def counts(session: Session, event_id: int) -> list[Count]:
    """The count of every session of a training."""
    listed, marks = people(session, event_id), marks_by_person(session, event_id)
    return [Count(sitting, Counter(mark for person in listed if (mark := _mark(sitting, person, marks))))
            for sitting in sessions_of(session, event_id)]


def _mark(sitting: TrainingSession, person: Participant, marks: dict[tuple[int, int], str]) -> str | None:
    """The mark of somebody for a session; None for somebody it was not for and who did not come."""
    return marks.get((person.id, sitting.id), "registered" if expects(sitting, person) else None)


def rate(found: Iterable[Count]) -> float | None:
    """Attendance over several sessions in %: all who were present of all who were to come to those that were marked."""
    taken = [count for count in found if count.taken]
    expected = sum(count.expected for count in taken)
    return 100.0 * sum(count.present for count in taken) / expected if expected else None
