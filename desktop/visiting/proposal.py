"""The visits that are proposed for a week, ordered by place, and taken into the plan in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _, ngettext
from desktop.core.periods import WEEK, period
from desktop.core.records import alive, table_of
from desktop.core.verbs import insert_many, store
from desktop.dealers.lists import WORKING
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.dealers.visit_sheet_model import VisitLine
from desktop.regions.model import Region
from desktop.visiting import rules
from desktop.visiting.products import products_of
from desktop.visiting.reasons import Found, Span, found

WORKDAYS = 5


@dataclass(frozen=True)
class Proposal:
    """A visit that is proposed: to whom, where, why; `day` is None where the week has no room for it."""

    dealer_id: int
    dealer: str
    place: str
    reasons: tuple[Found, ...]
    purpose: str
    day: date | None = None

    @property
    def points(self) -> int:
        """What all reasons count together."""
        return sum(reason.points for reason in self.reasons)

    @property
    def words(self) -> str:
        """The reasons as they are printed, each with its points."""
        return _("; ").join(f"{reason.words} (+{reason.points})" for reason in self.reasons)


def coming(day: date) -> date:
    """A day of the week that is planned on a day: of the running one, at the weekend of the next."""
    return day if day.weekday() < WORKDAYS else day + timedelta(days=7 - day.weekday())


def span_of(day: date) -> Span:
    """The week that a day lies in; the running one from today on."""
    week = period(WEEK, day)
    return Span(max(week.first, min(today(), week.last)), week.last)


def propose(session: Session, day: date) -> list[Proposal]:
    """The visits that the week of a day needs: those with the most points get its days, in the order of places; below them
    what finds no room, the most pressing first. Dealers with a visit planned in the week are left out."""
    span = span_of(day)
    planned, dealers = planned_in(session, span), _dealers(session)
    told = found(session, span)
    least = rules.limit("least", span.first)
    all_ = [Proposal(key, *dealers[key], tuple(reasons), max(reasons, key=lambda r: r.points).purpose)
            for key, reasons in told.items() if key in dealers and key not in planned]
    ranked = sorted((p for p in all_ if p.points >= least), key=lambda p: (-p.points, p.place, p.dealer))
    days, per_day = workdays(span), max(1, rules.limit("per_day", span.first))
    room = len(days) * per_day
    chosen = sorted(ranked[:room], key=lambda p: (p.place, p.dealer))
    return [*(replace(p, day=days[n * len(days) // len(chosen)]) for n, p in enumerate(chosen)), *ranked[room:]]


def workdays(span: Span) -> list[date]:
    """Monday to Friday of a week, from its first day on; its last day where none of them is left."""
    all_ = [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    return [day for day in all_ if day.weekday() < WORKDAYS] or all_[-1:]


def planned_in(session: Session, span: Span) -> set[int]:
    """The dealers who have a visit planned, or had one made, in a week."""
    v = table_of(Visit)
    first = period(WEEK, span.first).first
    query = select(v.c.dealer_id).where(alive(v), (
        (v.c.state == "planned") & v.c.planned_on.between(first, span.last)) | (
        (v.c.state == "done") & v.c.visited_on.between(first, span.last)))
    return set(session.execute(query).scalars())


def _dealers(session: Session) -> dict[int, tuple[str, str]]:
    """Name and place of the dealers we work with."""
    d, r = table_of(Dealer), table_of(Region)
    rows = session.execute(select(d.c.id, d.c.name, r.c.full_name).outerjoin(r, r.c.id == d.c.region_id).where(
        d.c.state.in_(WORKING), alive(d)))
    return {row.id: (row.name, row.full_name or "") for row in rows}


def take(db: Database, proposals: Iterable[Proposal]) -> list[int]:
    """Plan the visits that have a day, each with its reasons and the sheet to be filled in, as one action; their keys.

    Raises `Refused` where none has a day.
    """
    chosen = [p for p in proposals if p.day is not None]
    if not chosen:
        raise Refused(_("No visit has a day yet: type a day for each visit you want to make."))
    with db.operation(ngettext("{n} visit planned", "{n} visits planned", len(chosen)).format(n=len(chosen))) as session:
        made = []
        for p in chosen:
            visit = store(session, Visit, {"dealer_id": p.dealer_id, "planned_on": p.day, "purpose": p.purpose,
                                           "reasons": p.words})
            lay_sheet(session, visit.id, p.dealer_id)
            made.append(visit.id)
        return made


def lay_sheet(session: Session, visit_id: int, dealer_id: int) -> Sequence[int]:
    """The rows of the sheet of a visit: the products the dealer got lately."""
    return insert_many(session, VisitLine, [{"visit_id": visit_id, "product_id": key}
                                            for key in products_of(session, dealer_id, today())])
