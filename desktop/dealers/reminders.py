"""What Today hears from the dealer file: papers that end, promises and visits that are due, birthdays."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import N_, _
from desktop.core.listing import Condition
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Dated, Tile
from desktop.dealers.lists import DEALERS, IN_FORCE, LICENCES, PROMISES, VISITS, WORKING
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person

BIRTHDAY_DAYS = 7
OVERDUE_DAYS = 180  # so long what was not done is named among the days; the tile counts all


def _birthdays(session: Session, today: date, days: int) -> list[Agenda]:
    """Birthdays of the coming days; one of 29 February is kept on 1 March in other years."""
    p, t, d = table_of(Person), table_of(Membership), table_of(Dealer)
    people = select(t.c.id, p.c.birthday, p.c.name, d.c.name.label("firm")).join(t, t.c.person_id == p.c.id).join(
        d, d.c.id == t.c.dealer_id)
    rows = session.execute(people.where(
        p.c.birthday.is_not(None), t.c.left_on.is_(None), alive(t), d.c.state.in_(WORKING)))
    ahead = {(day.month, day.day): day for n in range(min(days, BIRTHDAY_DAYS) + 1) for day in (today + timedelta(days=n),)}
    found = ((ahead.get(_kept_on(r.birthday, today.year)), r) for r in rows)
    return [Agenda(day, _("Birthday: {name}").format(name=r.name), r.firm, "info", "membership", r.id)
            for day, r in found if day]


def _kept_on(birthday: date, year: int) -> tuple[int, int]:
    """Month and day on which a birthday is kept."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (3, 1) if (birthday.month, birthday.day) == (2, 29) and not leap else (birthday.month, birthday.day)


REMINDERS = (
    Tile(PROMISES, "overdue", "late", N_("promise overdue"), "promises overdue"),
    Tile(VISITS, "overdue", "late", N_("planned visit is late"), "planned visits are late"),
    Tile(LICENCES, "expired", "late", N_("licence expired"), "licences expired"),
    Tile(LICENCES, "expiring", "soon", N_("licence expires within {days} days"), "licences expire within {days} days"),
    Tile(PROMISES, "due", "soon", N_("promise due within {days} days"), "promises due within {days} days"),
    Tile(VISITS, "week", "info", N_("visit planned this week"), "visits planned this week"),
    Tile(DEALERS, "quiet", "soon", N_("active dealer not visited for 60 days"), "active dealers not visited for 60 days"),
    Dated(PROMISES, "due_on", "{what}", N_("{dealer} · promised by: {side}"), (Condition("state", "is", "open"),),
          past=OVERDUE_DAYS, most=200),
    Dated(VISITS, "planned_on", N_("Visit: {dealer}"), ("purpose", "address"), (Condition("state", "is", "planned"),),
          past=OVERDUE_DAYS, most=200),
    Dated(LICENCES, "expires_on", N_("{kind} expires"), ("dealer", "number"), IN_FORCE),
    _birthdays)
"""What is late, due and to come in the dealer file."""
