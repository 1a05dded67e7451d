"""What Today hears of danger: how many dealers are in it."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core.i18n import ngettext
from desktop.core.listing import Query
from desktop.core.reminders import Days, Reckoned, Reminder
from desktop.sales.danger.lists import DANGER


def _in_danger(session: Session, asked: Days) -> list[Reminder]:
    """The number on Today; its list stands on the tab of sales, though it is one of dealers."""
    if not asked.to_do:
        return []
    n = DANGER.count(session, Query(conditions=DANGER.preset("danger").conditions()))
    return [Reminder(ngettext("dealer is in danger", "dealers are in danger", n), n, "late", "sales", DANGER.name, "danger", 3)]


REMINDERS = (Reckoned(_in_danger),)
