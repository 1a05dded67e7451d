"""What trials tell Today: harvested trials whose report is due, trials to be sown soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col

from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.core.reminders import Agenda, Reminder, behind
from desktop.trials.actions import TRIALS
from desktop.trials.model import Trial


def reminders(session: Session, today: date, days: int) -> Sequence[Reminder | Agenda]:
    """Trials harvested and not yet reported; planned sowings of the next `days` as dated lines."""
    number = behind(session, TRIALS, "to_report")
    text = ngettext("trial harvested, report due", "trials harvested, report due", number)
    coming = living(Trial).where(col(Trial.sown_on).between(today, today + timedelta(days=days)),
                                 Trial.state == "planned")
    return [Reminder(text, number, "soon", "trials", "trials", "to_report"),
            *(Agenda(t.sown_on or today, _("Sow trial {code}").format(code=t.code), t.title, "info", "trial", t.id)
              for t in session.exec(coming.order_by(col(Trial.sown_on))))]
