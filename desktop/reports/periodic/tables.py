"""The lists of a report: rows of plain values, by section. What each column is called stands in `columns.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from desktop.core.periods import MONTH, Period, period
from desktop.core.records import alive, living, table_of
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.regions.model import RANK, Region
from desktop.reports.measures.measure import ALL, Counted
from desktop.reports.measures.measure_list import HELD, MEASURES
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.money.accounts import standing
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.figures import on_hand_by_dealer
from desktop.sales.targets.figures import Facts, reached, reached_within
from desktop.sales.targets.model import SalesTarget
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.training.model import Participant, TrainingEvent
from desktop.trials.model import FieldEvent, Trial

Rows = list[list[Any]]
BY_REGION = ("bags", "sales", "collected", "visits")
BY_MONTH = ("bags", "sales", "collected", "visits", "cases")


@dataclass(frozen=True)
class Span:
    """The days a report is of, the period before, last year's, and the first day of the business year.

    `until`: the day up to which something can be known, before `last` where the report is written while its period runs; the
    periods it is compared with are as many days long.
    """

    first: date
    last: date
    before: Period | None
    last_year: Period
    season: date
    until: date


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _within(field: Any, span: Span) -> Any:
    return field.between(span.first, span.last)


def targets(session: Session, span: Span) -> Rows:
    """Name, measure, whole, reached in the period, reached to date, percent of the year and of the curve."""
    query = living(SalesTarget).where(col(SalesTarget.parent_id).is_(None), col(SalesTarget.starts_on) <= span.last,
                                      col(SalesTarget.starts_on) > span.last - timedelta(days=366))
    rows: Rows = []
    facts = Facts(session, few=True)
    for target in session.exec(query.order_by(col(SalesTarget.measure), col(SalesTarget.name), col(SalesTarget.id))):
        now = reached(session, target, span.until, facts)
        gained = reached_within(session, target, span.first, span.until, facts)
        of_whole = 100.0 * now.done / target.whole if now.done is not None and target.whole else None
        of_curve = float(100 * now.done / now.expected) if now.done is not None and now.expected else None
        rows.append([target.name, target.measure, target.whole, gained, now.done, _share(of_whole), _share(of_curve)])
    return rows


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def visits(session: Session, span: Span) -> Rows:
    """Day, dealer, purpose, what was found, what follows."""
    query = select(col(Visit.visited_on), col(Dealer.name), col(Visit.purpose), col(Visit.findings), col(Visit.next_step)).join(
        Dealer, col(Visit.dealer_id) == col(Dealer.id)).where(
        alive(table_of(Visit)), col(Visit.state) == "done", _within(col(Visit.visited_on), span)).order_by(
        col(Visit.visited_on), col(Visit.id))
    return [[_day(row[0]), *row[1:]] for row in session.execute(query)]


def dealers(session: Session, span: Span) -> Rows:
    """Of each dealer something happened with: bags sent, paid, on hand, owed and overdue on the last day, as far as it came."""
    sent = _by_dealer(session, MEASURES["bags"].source, span)
    paid = _by_dealer(session, MEASURES["collected"].source, span)
    seen = set(session.scalars(select(col(Visit.dealer_id)).where(
        alive(table_of(Visit)), col(Visit.state) == "done", _within(col(Visit.visited_on), span))))
    wanted = {key for key in {*sent, *paid, *seen} if key}
    if not wanted:
        return []
    (stands,), on_hand = standing(session, span.until), on_hand_by_dealer(session, span.until, wanted)
    names = session.execute(select(col(Dealer.id),
                                   col(Dealer.name)).where(col(Dealer.id).in_(wanted)).order_by(col(Dealer.name)))
    return [[name, sent.get(key, 0), paid.get(key, 0), on_hand.get(key), stands[key].balance if key in stands else 0,
             stands[key].pressing if key in stands else 0] for key, name in names]


def _by_dealer(session: Session, source: Any, span: Span | Period) -> dict[int, int]:
    assert isinstance(source, Counted)
    return {row[0]: row[1] or 0 for row in session.execute(
        source.query(span.first, span.last, ALL, group=lambda head: head.c[source.dealer]))}


def area(session: Session, span: Span) -> Rows:
    """By county of the dealers, what lies in its townships included: bags, sales, payments, visits; bags of last year."""
    regions = {dealer: region for dealer, region in session.execute(select(col(Dealer.id), col(Dealer.region_id)))}  # noqa: C416
    names = _counties(session, {key for key in regions.values() if key is not None})
    found: dict[str, list[int]] = {}
    for place, key in enumerate((*BY_REGION, "bags")):
        days = span if place < len(BY_REGION) else span.last_year
        for dealer, value in _by_dealer(session, MEASURES[key].source, days).items():
            row = found.setdefault(names.get(regions.get(dealer) or 0, ""), [0] * (len(BY_REGION) + 1))
            row[place] += value
    return [[name, *values] for name, values in sorted(found.items())]


def _counties(session: Session, regions: set[int]) -> dict[int, str]:
    """The county each region lies in, by its full name; what is no smaller than a county stands for itself."""
    names, above = dict[int, str](), {key: key for key in regions}
    while above:
        nodes = {node.id: node for node in session.scalars(select(Region).where(col(Region.id).in_(set(above.values()))))}
        found = {key: nodes[at] for key, at in above.items() if at in nodes}
        below = {key for key, node in found.items() if node.parent_id and RANK[node.level] > RANK["county"]}
        names.update({key: node.full_name for key, node in found.items() if key not in below})
        above = {key: found[key].parent_id or 0 for key in below}
    return names


def months(session: Session, span: Span) -> Rows:
    """By month that has begun: first day and the figures of each."""
    rows, month = list[list[Any]](), period(MONTH, span.first)
    while month.first <= span.until:
        days = max(month.first, span.first), min(month.last, span.last)
        rows.append([_day(month.first), *(MEASURES[key].of(session, *days) for key in BY_MONTH)])
        month = month.after()
    return rows


def varieties(session: Session, span: Span) -> Rows:
    """By product: bags and amount, bags of last year."""
    line, product = table_of(ShipmentLine), table_of(Product)

    def sold(first: date, last: date) -> dict[int, tuple[int, int]]:
        query = select(line.c.product_id, func.sum(line.c.bags), func.sum(line.c.bags * func.coalesce(line.c.price, 0))).where(
            alive(line), line.c.moved_on.between(first, last)).group_by(line.c.product_id)
        return {row[0]: (row[1] or 0, row[2] or 0) for row in session.execute(query)}

    now, then = sold(span.first, span.last), sold(span.last_year.first, span.last_year.last)
    names = session.execute(select(product.c.id, product.c.name).where(
        product.c.id.in_({*now, *then})).order_by(product.c.name))
    return [[name, *now.get(key, (0, 0)), then.get(key, (0, 0))[0]] for key, name in names]


def cases(session: Session, span: Span) -> Rows:
    """Day, number, farmer, place, symptom, state, advice: what was reported, advised or closed in the period."""
    query = living(FarmerCase).where(_within(col(FarmerCase.reported_on), span) | _within(col(FarmerCase.advised_on), span)
                                     | _within(col(FarmerCase.closed_on), span))
    return [[_day(row.reported_on), row.code, row.farmer, row.place, row.symptom, row.state, row.advice]
            for row in session.exec(query.order_by(col(FarmerCase.reported_on), col(FarmerCase.id)))]


def complaints(session: Session, span: Span) -> Rows:
    """Day, number, who, kind, state, amount settled, proposal."""
    query = living(Complaint).where(_within(col(Complaint.received_on), span) | _within(col(Complaint.settled_on), span)
                                    | _within(col(Complaint.closed_on), span))
    return [[_day(row.received_on), row.code, row.complainant, row.kind, row.state, row.settled_amount, row.proposal]
            for row in session.exec(query.order_by(col(Complaint.received_on), col(Complaint.id)))]


def causes(session: Session, span: Span) -> Rows:
    """Complaints received, by cause: how many, amount settled."""
    query = select(col(Complaint.cause), func.count(), func.sum(col(Complaint.settled_amount))).where(
        alive(table_of(Complaint)), _within(col(Complaint.received_on), span)).group_by(col(Complaint.cause)).order_by(
        func.count().desc(), col(Complaint.cause))
    return [[row[0], row[1], row[2] or 0] for row in session.execute(query)]


def diversion(session: Session, span: Span) -> Rows:
    """Day, number, place, product, bags, state, outcome."""
    query = select(col(DiversionCase.found_on), col(DiversionCase.code), col(Region.full_name), col(Product.name),
                   col(DiversionCase.bags),
                   col(DiversionCase.state), col(DiversionCase.outcome)).join(
        Region, col(DiversionCase.region_id) == col(Region.id)).join(
        Product, col(DiversionCase.product_id) == col(Product.id)).where(
        alive(table_of(DiversionCase)), _within(col(DiversionCase.found_on), span)).order_by(
        col(DiversionCase.found_on), col(DiversionCase.id))
    return [[_day(row[0]), *row[1:]] for row in session.execute(query)]


def trials(session: Session, span: Span) -> Rows:
    """Day, trial, what was done to it; sowing and harvest stand in it where nobody wrote an event of them."""
    query = select(col(FieldEvent.happened_on), col(Trial.title), col(FieldEvent.kind), col(FieldEvent.what)).join(
        Trial, col(FieldEvent.trial_id) == col(Trial.id)).where(
        alive(table_of(FieldEvent), table_of(Trial)), _within(col(FieldEvent.happened_on), span))
    rows: Rows = [[_day(row[0]), *row[1:]] for row in session.execute(query)]
    written = {(row[1], row[2]) for row in rows}
    for field, kind in ((col(Trial.sown_on), "sowing"), (col(Trial.harvested_on), "harvest")):
        for on, title in session.execute(select(field, col(Trial.title)).where(alive(table_of(Trial)), _within(field, span))):
            if (title, kind) not in written:
                rows.append([_day(on), title, kind, ""])
    return sorted(rows)


def training(session: Session, span: Span) -> Rows:
    """Day, topic, for whom, people who came, cost."""
    there = select(func.count()).select_from(table_of(Participant)).where(
        col(Participant.event_id) == col(TrainingEvent.id), alive(table_of(Participant)),
        col(Participant.attendance).in_(("attended", "late"))).correlate(table_of(TrainingEvent)).scalar_subquery()
    query = select(col(TrainingEvent.held_on), col(TrainingEvent.topic), col(TrainingEvent.audience), there,
                   col(TrainingEvent.cost)).where(
        alive(table_of(TrainingEvent)), col(TrainingEvent.state).in_(HELD[0].value),
        _within(col(TrainingEvent.held_on), span)).order_by(col(TrainingEvent.held_on), col(TrainingEvent.id))
    return [[_day(row[0]), *row[1:]] for row in session.execute(query)]


Maker = Callable[[Session, Span], Rows]
MAKERS: dict[str, Maker] = {
    "targets": targets, "months": months, "area": area, "visits": visits, "dealers": dealers, "varieties": varieties,
    "cases": cases, "complaints": complaints, "causes": causes, "diversion": diversion, "trials": trials,
    "training": training}
