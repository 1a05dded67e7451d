"""The reasons for a visit, each found for all dealers at once.

TO ADD ONE: a function (session, span) → {dealer: (times its points count, what is printed)}, a line in
REASONS, a row in resources/catalogues/visit_reasons.json.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core import money
from desktop.core.i18n import _, ngettext
from desktop.core.listing import Condition, Query
from desktop.core.records import alive, table_of
from desktop.dealers.choices import LICENCE_KINDS
from desktop.dealers.contracts.lists import OPEN
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.contracts.states import POINTS
from desktop.dealers.lists import IN_FORCE, LICENCES, QUIET_DAYS
from desktop.dealers.model import Dealer, Licence
from desktop.dealers.visit_model import Promise, Visit
from desktop.sales.money.accounts import accounts
from desktop.sales.stock.advising import advised
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.service.states import OPEN_CASES, OPEN_COMPLAINTS
from desktop.training.lists import OPEN as OPEN_TRAININGS
from desktop.training.model import TrainingEvent
from desktop.training.seeing import waiting
from desktop.visiting import rules


@dataclass(frozen=True)
class Span:
    """The week a visit is proposed for: from `first` (today, where the week has begun) to `last`."""

    first: date
    last: date

    def until(self, days: int) -> date:
        """So many days after the first; at least the last."""
        return max(self.last, self.first + timedelta(days=days))


@dataclass(frozen=True)
class Found:
    """A reason found for a dealer: its points, what is printed, and what the visit is for."""

    points: int
    words: str
    purpose: str


Facts = dict[int, tuple[int, str]]
Finder = Callable[[Session, Span], Facts]


@dataclass(frozen=True)
class Reason:
    """A reason: its row in the catalogue, what a visit for it is for, and how it is found."""

    code: str
    purpose: str
    find: Finder


def _overdue(session: Session, span: Span) -> Facts:
    found = accounts(session, span.first)
    return {key: (1, ngettext(
        "¥{amount} overdue, {n} day",
        "¥{amount} overdue, {n} days", account.oldest or 0).format(amount=money.text(account.pressing), n=account.oldest or 0))
            for key, account in found.items() if account.pressing}


def _cover(session: Session, span: Span) -> Facts:
    """Goods to be ordered or cleared by the advice on the dealer's stock; what is not known counts as neither."""
    short: dict[int, int] = {}
    over: dict[int, int] = {}
    for stock, advice in advised(session, span.first):
        for found_, bags in ((short, advice.order), (over, advice.surplus)):
            if bags:
                found_[stock.dealer_id] = found_.get(stock.dealer_id, 0) + bags
    told: Facts = {}
    for dealer in {**short, **over}:
        said = [ngettext(
            "stock too low: order {n} bag",
            "stock too low: order {n} bags", short[dealer]).format(n=short[dealer])] if dealer in short else []
        said += [ngettext(
            "stock too high: clear {n} bag",
            "stock too high: clear {n} bags", over[dealer]).format(n=over[dealer])] if dealer in over else []
        told[dealer] = (1, _(", ").join(said))
    return told


def _count(session: Session, model: Any, states: Sequence[str]) -> Facts:
    table = table_of(model)
    query = select(table.c.dealer_id, func.count()).where(
        table.c.dealer_id.is_not(None), table.c.state.in_(states), alive(table)).group_by(table.c.dealer_id)
    return {row[0]: (row[1], "") for row in session.execute(query)}


def _cases(session: Session, _span: Span) -> Facts:
    """An open case or complaint counts once, however many there are."""
    cases, complaints = _count(session, FarmerCase, OPEN_CASES), _count(session, Complaint, OPEN_COMPLAINTS)
    found: Facts = {}
    for dealer in {**cases, **complaints}:
        n, m = cases.get(dealer, (0, ""))[0], complaints.get(dealer, (0, ""))[0]
        said = [ngettext("{n} open case", "{n} open cases", n).format(n=n)] if n else []
        said += [ngettext("{n} open complaint", "{n} open complaints", m).format(n=m)] if m else []
        found[dealer] = (1, _(", ").join(said))
    return found


def _licences(session: Session, span: Span) -> Facts:
    """The licence in force that lapses first, or has lapsed."""
    last = span.until(int(rules.reason("licence", span.first).get("days", 0)))
    query = Query(conditions=(*IN_FORCE, Condition("expires_on", "until", last)), order=(("expires_on", False),))
    lines, table = LICENCES.lines(session, query, ("kind", "expires_on")), table_of(Licence)
    owners = {row.id: row.dealer_id for row in session.execute(select(table.c.id, table.c.dealer_id))}
    return _first((owners[key], _("{kind} ends on {day}").format(kind=LICENCE_KINDS.label(kind), day=day))
                  for key, (kind, day) in lines)


def _promises(session: Session, span: Span) -> Facts:
    t = table_of(Promise)
    last = span.until(int(rules.reason("promise", span.first).get("days", 0)))
    rows = session.execute(select(t.c.dealer_id, t.c.what, t.c.due_on).where(
        t.c.state == "open", t.c.due_on <= last, t.c.dealer_id.is_not(None), alive(t)).order_by(t.c.due_on, t.c.id))
    return _first((row.dealer_id, _("promise due {day}: {what}").format(day=row.due_on, what=row.what)) for row in rows)


def _contracts(session: Session, span: Span) -> Facts:
    t, c = table_of(ContractPoint), table_of(DealerContract)
    last = span.until(int(rules.reason("contract", span.first).get("days", 0)))
    rows = session.execute(select(c.c.dealer_id, t.c.kind, t.c.due_on).join(c, c.c.id == t.c.contract_id).where(
        OPEN, t.c.due_on <= last, alive(t, c)).order_by(t.c.due_on, t.c.id))
    return _first((row.dealer_id, _("contract, {point}: due {day}").format(point=POINTS.label(row.kind), day=row.due_on))
                  for row in rows)


def _interval(session: Session, span: Span) -> Facts:
    """Each week begun since the visit that was due counts; who never was visited counts as long as it takes."""
    d, v = table_of(Dealer), table_of(Visit)
    last = select(func.max(v.c.visited_on)).where(v.c.dealer_id == d.c.id, v.c.state == "done", alive(v)).scalar_subquery()
    rows = session.execute(select(d.c.id, d.c.visit_days, last.label("last")).where(d.c.state == "active", alive(d)))
    row_of = rules.reason("interval", span.first)
    most = -(-int(row_of.get("most", 0)) // max(1, int(row_of["points"])))
    found: Facts = {}
    for row in rows:
        if row.last is None:
            found[row.id] = (most, _("never visited"))
            continue
        late = (span.first - row.last).days - (row.visit_days or QUIET_DAYS)
        if late > 0:
            said = ngettext("visit {n} day late", "visit {n} days late", late).format(n=late)
            found[row.id] = (min(most, -(-late // 7)), said)
    return found


def _trainings(session: Session, span: Span) -> Facts:
    t = table_of(TrainingEvent)
    last = span.until(int(rules.reason("training", span.first).get("days", 0)))
    rows = session.execute(select(t.c.dealer_id, t.c.topic, t.c.held_on).where(
        t.c.dealer_id.is_not(None), t.c.state.in_(OPEN_TRAININGS), t.c.held_on.between(span.first, last), alive(t)).order_by(
        t.c.held_on, t.c.id))
    return _first((row.dealer_id, _("training promised for {day}: {topic}").format(day=row.held_on, topic=row.topic))
                  for row in rows)


def _practices(session: Session, span: Span) -> Facts:
    """People of the dealer who were trained, and with whom the practice is to be looked at."""
    days = int(rules.reason("practice", span.first).get("days", 0))
    return _first((row.dealer_id, _("see whether {name} uses: {practice}").format(name=row.name, practice=row.practice))
                  for row in waiting(session, span.until(days)))


def _grade(grade: str) -> Finder:
    def find(session: Session, _span: Span) -> Facts:
        d = table_of(Dealer)
        rows = session.execute(select(d.c.id).where(d.c.grade == grade, d.c.state == "active", alive(d)))
        return {row.id: (1, d.c.grade.info["choices"].label(grade)) for row in rows}

    return find


def _first(rows: Iterable[tuple[int, str]]) -> Facts:
    """The first of each dealer, and how many more there are."""
    said: dict[int, list[str]] = {}
    for dealer, words in rows:
        said.setdefault(dealer, []).append(words)
    return {dealer: (1, words[0] if len(words) == 1 else _("{words} (and {n} more)").format(words=words[0], n=len(words) - 1))
            for dealer, words in said.items()}


REASONS: tuple[Reason, ...] = (
    Reason("overdue", "collection", _overdue), Reason("cover", "stock", _cover),
    Reason("case", "complaint", _cases), Reason("promise", "routine", _promises),
    Reason("licence", "licence", _licences), Reason("contract", "routine", _contracts),
    Reason("interval", "routine", _interval), Reason("training", "training", _trainings),
    Reason("practice", "training", _practices),
    Reason("grade_a", "routine", _grade("a")), Reason("grade_b", "routine", _grade("b")))
"""What speaks for a visit, in the order in which it is printed."""


def found(session: Session, span: Span, reasons: Sequence[Reason] = REASONS) -> Mapping[int, list[Found]]:
    """All reasons that speak for a visit to each dealer, by the dealer's key."""
    told: dict[int, list[Found]] = {}
    for reason in reasons:
        row = rules.reason(reason.code, span.first)
        for dealer, (times, words) in reason.find(session, span).items() if row["points"] else ():
            points = min(times * int(row["points"]), int(row.get("most", times * int(row["points"]))))
            told.setdefault(dealer, []).append(Found(points, words, reason.purpose))
    return told
