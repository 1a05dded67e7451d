"""What Today hears from the dealer file: papers that end, promises and visits that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Reminder, behind
from desktop.dealers.choices import LICENCE_KINDS, PURPOSES, SIDES
from desktop.dealers.lists import DEALERS, LICENCES, PROMISES, VISITS, WORKING
from desktop.dealers.model import Contact, Dealer, Licence
from desktop.dealers.visit_model import Promise, Visit

BIRTHDAY_DAYS = 7


def reminders(session: Session, today: date, days: int) -> Sequence[Reminder | Agenda]:
    """Tiles and dated lines of the dealer file for `today` and the `days` after it."""
    until = today + timedelta(days=days)
    return [*_tiles(session, days), *_promises(session, today, until), *_visits(session, today, until),
            *_licences(session, today, until), *_birthdays(session, today, min(days, BIRTHDAY_DAYS))]


def _tiles(session: Session, days: int) -> list[Reminder]:
    def tile(listing_name: str, preset: str, level: str, one: str, many: str) -> Reminder:
        listing = {"licences": LICENCES, "promises": PROMISES, "visits": VISITS, "dealers": DEALERS}[listing_name]
        count = behind(session, listing, preset)
        return Reminder(ngettext(one, many, count).format(days=days), count, level, "dealers", listing_name, preset)

    return [
        tile("promises", "overdue", "late", N_("promise overdue"), "promises overdue"),
        tile("visits", "overdue", "late", N_("planned visit is late"), "planned visits are late"),
        tile("licences", "expired", "late", N_("licence expired"), "licences expired"),
        tile("licences", "expiring", "soon", N_("licence expires within {days} days"), "licences expire within {days} days"),
        tile("promises", "due", "soon", N_("promise due within {days} days"), "promises due within {days} days"),
        tile("visits", "week", "info", N_("visit planned this week"), "visits planned this week"),
        tile("dealers", "quiet", "soon", N_("active dealer not visited for 60 days"), "active dealers not visited for 60 days"),
    ]


def _level(on: date, today: date) -> str:
    return "late" if on < today else "soon" if on <= today + timedelta(days=2) else "info"


def _promises(session: Session, today: date, until: date) -> list[Agenda]:
    t, d = table_of(Promise), table_of(Dealer)
    rows = session.execute(select(t.c.id, t.c.due_on, t.c.what, t.c.side, d.c.name).join(d, d.c.id == t.c.dealer_id).where(
        t.c.state == "open", t.c.due_on.between(today, until), alive(t)).order_by(t.c.due_on).limit(50))
    return [Agenda(r.due_on, r.what, _("{dealer} · promised by: {side}").format(dealer=r.name, side=SIDES.label(r.side)),
                   _level(r.due_on, today), "promise", r.id) for r in rows]


def _visits(session: Session, today: date, until: date) -> list[Agenda]:
    t, d = table_of(Visit), table_of(Dealer)
    rows = session.execute(select(t.c.id, t.c.planned_on, t.c.purpose, d.c.name, d.c.address).join(
        d, d.c.id == t.c.dealer_id).where(t.c.state == "planned", t.c.planned_on.between(today, until),
                                          alive(t)).order_by(t.c.planned_on).limit(50))
    return [Agenda(r.planned_on, _("Visit: {dealer}").format(dealer=r.name),
                   " · ".join(x for x in (PURPOSES.label(r.purpose), r.address) if x),
                   _level(r.planned_on, today), "visit", r.id) for r in rows]


def _licences(session: Session, today: date, until: date) -> list[Agenda]:
    t, d = table_of(Licence), table_of(Dealer)
    rows = session.execute(select(t.c.id, t.c.expires_on, t.c.kind, t.c.number, d.c.name).join(
        d, d.c.id == t.c.dealer_id).where(t.c.expires_on.between(today, until), alive(t),
                                          t.c.replaced.is_not(True), d.c.state.in_(WORKING)).order_by(t.c.expires_on).limit(50))
    return [Agenda(r.expires_on, _("{licence} expires").format(licence=LICENCE_KINDS.label(r.kind)),
                   " · ".join(x for x in (r.name, r.number) if x), _level(r.expires_on, today), "licence", r.id)
            for r in rows]


def _birthdays(session: Session, today: date, days: int) -> list[Agenda]:
    """Birthdays of the coming days; one of 29 February is kept on 1 March in other years."""
    t, d = table_of(Contact), table_of(Dealer)
    people = select(t.c.id, t.c.birthday, t.c.name, d.c.name.label("firm")).join(d, d.c.id == t.c.dealer_id)
    rows = session.execute(people.where(
        t.c.birthday.is_not(None), t.c.left_on.is_(None), alive(t), d.c.state.in_(WORKING)))
    ahead = {(day.month, day.day): day for n in range(days + 1) for day in (today + timedelta(days=n),)}
    found = ((ahead.get(_kept_on(r.birthday, today.year)), r) for r in rows)
    return [Agenda(day, _("Birthday: {name}").format(name=r.name), r.firm, "info", "contact", r.id) for day, r in found if day]


def _kept_on(birthday: date, year: int) -> tuple[int, int]:
    """Month and day on which a birthday is kept."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (3, 1) if (birthday.month, birthday.day) == (2, 29) and not leap else (birthday.month, birthday.day)
