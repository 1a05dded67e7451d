"""What Today hears from training: what comes next, what was never marked as held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import _, ngettext
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Reminder, behind
from desktop.training.lists import EVENTS, OPEN
from desktop.training.model import TrainingEvent


def reminders(session: Session, today: date, days: int) -> Sequence[Reminder | Agenda]:
    """Tiles and dated lines of training for `today` and the `days` after it."""
    late, soon = behind(session, EVENTS, "late"), behind(session, EVENTS, "soon")
    open_ones = behind(session, EVENTS, "unevaluated")
    return [
        Reminder(ngettext("past training not marked as held", "past trainings not marked as held", late), late, "late",
                 "training", "trainings", "late"),
        Reminder(ngettext("training within {days} days", "trainings within {days} days", soon).format(days=days), soon,
                 "info", "training", "trainings", "soon"),
        Reminder(ngettext("training held, not evaluated", "trainings held, not evaluated", open_ones), open_ones, "soon",
                 "training", "trainings", "unevaluated"),
        *_coming(session, today, today + timedelta(days=days))]


def _coming(session: Session, today: date, until: date) -> list[Agenda]:
    t = table_of(TrainingEvent)
    rows = session.execute(select(t).where(alive(t), t.c.state.in_(OPEN), t.c.held_on.between(today, until))
                           .order_by(t.c.held_on, t.c.starts_at).limit(50))
    return [Agenda(r.held_on, _("Training: {topic}").format(topic=r.topic),
                   " · ".join(x for x in (r.starts_at, r.place, r.trainer) if x),
                   "soon" if r.held_on <= today + timedelta(days=2) else "info", "trainingevent", r.id) for r in rows]
