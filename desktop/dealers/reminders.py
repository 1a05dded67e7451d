"""What Today hears from the dealer file: papers that end, promises and visits that are due, birthdays."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import N_, _
from desktop.core.listing import Condition
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Dated, Days, Tile
from desktop.dealers.lists import DEALERS, IN_FORCE, LICENCES, PROMISES, TERRITORIES, VISITS, WORKING
from desktop.dealers.model import Dealer
from desktop.people.model import Membership, Person

BIRTHDAY_DAYS = 7
OVERDUE_DAYS = 180  # so long what was not done is named among the days; the tile counts all


def _birthdays(session: Session, asked: Days) -> list[Agenda]:
    """Birthdays of the days asked about, on Today of the nearest; one of 29 February is kept on 1 March in other years."""
    p, t, d = table_of(Person), table_of(Membership), table_of(Dealer)
    people = select(t.c.id, p.c.birthday, p.c.name, d.c.name.label("firm")).join(t, t.c.person_id == p.c.id).join(
        d, d.c.id == t.c.dealer_id)
    rows = session.execute(people.where(
        p.c.birthday.is_not(None), t.c.left_on.is_(None), alive(t), d.c.state.in_(WORKING)))
    last = min(asked.last, asked.today + timedelta(days=BIRTHDAY_DAYS)) if asked.to_do else asked.last
    found = ((_kept_on(r.birthday, year), r) for r in rows for year in range(asked.first.year, last.year + 1))
    return [Agenda(day, _("Birthday: {name}").format(name=r.name), r.firm, "info", "membership", r.id)
            for day, r in found if asked.first <= day <= last]


def _kept_on(birthday: date, year: int) -> date:
    """The day of a year on which a birthday is kept."""
    try:
        return birthday.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


REMINDERS = (
    Tile(PROMISES, "overdue", "late", N_("promise overdue"), "promises overdue", weight=2),
    Tile(VISITS, "overdue", "late", N_("planned visit is late"), "planned visits are late"),
    Tile(LICENCES, "expired", "late", N_("licence expired"), "licences expired", weight=3),
    Tile(LICENCES, "expiring", "soon", N_("licence expires within {days} {days:day|days}"), "licences expire within {days} "
                                                                                            "days",
         weight=2),
    Tile(PROMISES, "due", "soon", N_("promise due within {days} {days:day|days}"), "promises due within {days} days"),
    Tile(VISITS, "week", "info", N_("visit planned this week"), "visits planned this week"),
    Tile(DEALERS, "quiet", "soon", N_("active dealer not visited for 60 days"), "active dealers not visited for 60 days"),
    Tile(DEALERS, "ungraded", "info", N_("active dealer not assessed this quarter"),
         "active dealers not assessed this quarter"),
    Dated(PROMISES, "due_on", "{what}", N_("{dealer} · promised by: {side}"), (Condition("state", "is", "open"),),
          past=OVERDUE_DAYS, most=200, weight=2, moves=True),
    Dated(VISITS, "planned_on", N_("Visit: {dealer}"), ("purpose", "address"), (Condition("state", "is", "planned"),),
          past=OVERDUE_DAYS, most=200, moves=True),
    Dated(VISITS, "next_on", N_("Next visit agreed: {dealer}"), ("next_step",), (Condition("state", "is", "done"),),
          moves=True),
    Dated(TERRITORIES, "ends_on", N_("Territory ends: {dealer}"), ("region",), (Condition("dealer_state", "in", WORKING),)),
    Dated(VISITS, "visited_on", N_("Visited: {dealer}"), ("purpose", "result"), (Condition("state", "is", "done"),), done=True),
    Dated(LICENCES, "expires_on", N_("{kind} expires"), ("dealer", "number"), IN_FORCE, weight=3),
    _birthdays)
"""What is late, due and to come in the dealer file."""
