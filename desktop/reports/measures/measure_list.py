"""The list of measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, distinct, func, or_, select
from sqlmodel import Session

from desktop.core.choices import Choices
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.records import alive, table_of
from desktop.dealers.contracts.model import DealerContract
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise, Visit
from desktop.reports.measures.cost_sources import HELD, SOURCES, selling_cost
from desktop.reports.measures.cost_sources import MEASURES as COST_MEASURES
from desktop.reports.measures.measure import Counted, Measure, Number, Scope
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.money.accounts import owed, standing
from desktop.sales.money.model import Payment
from desktop.sales.orders.model import OrderLine, SalesOrder, ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.figures import on_hand_by_dealer
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.training.model import Participant, TrainingEvent
from desktop.trials.model import FieldEvent, Trial

DONE = (Condition("state", "in", ("done",)),)
PLACED = (Condition("state", "not_in", ("draft", "cancelled")),)
THERE = ("attended", "late")


def _amount(line: Any) -> Any:
    return func.sum(line.c.bags * func.coalesce(line.c.price, 0))


def _bags(line: Any) -> Any:
    return func.sum(line.c.bags)


def _area(line: Any) -> Any:
    """Mu that the bags sow, by what a bag of each product sows."""
    product = table_of(Product)
    of_bag = select(product.c.bag_mu).where(product.c.id == line.c.product_id).correlate(line).scalar_subquery()
    return func.sum(line.c.bags * func.coalesce(of_bag, 0))


def _people(participant: Any) -> Any:
    return func.sum(case((participant.c.attendance.in_(THERE), 1), else_=0))


def _overdue(session: Session, _first: date, last: date, scope: Scope) -> Number:
    return owed(session, last, scope.dealers).pressing


def _owed(session: Session, _first: date, last: date, scope: Scope) -> Number:
    return owed(session, last, scope.dealers).balance


def read_accounts(session: Session, *days: date) -> None:
    """Reads together what dealers owe on several days, as far as they have come: a report asks for all of them."""
    standing(session, *(min(day, today()) for day in days))


def _on_hand(session: Session, _first: date, last: date, scope: Scope) -> Number:
    return sum(on_hand_by_dealer(session, last, scope.dealers).values())


def _agents(session: Session, _first: date, last: date, scope: Scope) -> int:
    """Dealers with a contract in force on the last day."""
    contract = table_of(DealerContract)
    query = select(func.count(distinct(contract.c.dealer_id))).where(
        alive(contract), contract.c.state.in_(("signed", "ended", "terminated")), contract.c.starts_on <= last,
        or_(contract.c.ends_on.is_(None), contract.c.ends_on >= last),
        or_(contract.c.ended_on.is_(None), contract.c.ended_on > last))
    if scope.dealers is not None:
        query = query.where(contract.c.dealer_id.in_(scope.dealers))
    return int(session.execute(query).scalar() or 0)


def _share(top: Sequence[Any], bottom: Any) -> Any:
    """A ratio of measures, in percent; None where there is nothing to relate it to."""
    def asked(session: Session, first: date, last: date, scope: Scope) -> Number:
        below: Number = bottom(session, first, last, scope)
        if not below:
            return None
        whole: Number = sum(part(session, first, last, scope) or 0 for part in top)
        return 100.0 * (whole or 0) / below
    return asked


_sales = Counted(ShipmentLine, "moved_on", _amount)
_visits = Counted(Visit, "visited_on", where=DONE)
_due_visits = Counted(Visit, "planned_on", where=(Condition("state", "not_in", ("cancelled",)),))
_kept_visits = Counted(Visit, "planned_on", where=DONE)

_ALL = (
    Measure("collected", N_("Payments collected"), "money", Counted(Payment, "received_on", lambda t: func.sum(t.c.amount))),
    Measure("ordered", N_("Amount ordered"), "money", Counted(OrderLine, "ordered_on", _amount, PLACED,
                                                              (SalesOrder, "order_id"))),
    Measure("ordered_bags", N_("Bags ordered"), "whole", Counted(OrderLine, "ordered_on", _bags, PLACED,
                                                                 (SalesOrder, "order_id")), unit=N_("bags")),
    Measure("orders", N_("Orders placed"), "whole", Counted(SalesOrder, "ordered_on", where=PLACED), unit=N_("orders")),
    Measure("sales", N_("Net sales"), "money", _sales),
    Measure("bags", N_("Bags sent, less returns"), "whole", Counted(ShipmentLine, "moved_on", _bags), unit=N_("bags")),
    Measure("area", N_("Area the bags sent sow"), "number", Counted(ShipmentLine, "moved_on", _area), unit=N_("mu")),
    Measure("cost_ratio", N_("Selling cost to net sales"), "percent", _share((selling_cost,), _sales), less=True,
            parts=(*SOURCES, "sales")),
    Measure("selling_cost", N_("Selling cost"), "money", selling_cost, less=True, parts=tuple(SOURCES)),
    Measure("agents", N_("Dealers under contract"), "whole", _agents, at_end=True, unit=N_("dealers")),
    Measure("new_dealers", N_("New dealers"), "whole", Counted(Dealer, "since", dealer="", region="region_id"),
            unit=N_("dealers")),
    Measure("on_hand", N_("Bags at dealers by the books"), "whole", _on_hand, unit=N_("bags"), at_end=True),
    Measure("owed", N_("Owed by dealers"), "money", _owed, less=True, at_end=True),
    Measure("overdue", N_("Overdue at dealers"), "money", _overdue, less=True, at_end=True),
    Measure("visits", N_("Visits made"), "whole", _visits, unit=N_("visits")),
    Measure("dealers_visited", N_("Dealers visited"), "whole", Counted(
        Visit, "visited_on", lambda t: func.count(distinct(t.c.dealer_id)), DONE), unit=N_("dealers")),
    Measure("visits_kept", N_("Planned visits made"), "percent", _share((_kept_visits,), _due_visits)),
    Measure("promises_kept", N_("Promises kept"), "whole", Counted(
        Promise, "settled_on", where=(Condition("state", "in", ("kept",)),)), unit=N_("promises")),
    Measure("cases", N_("Cases of growers"), "whole", Counted(FarmerCase, "reported_on", dealer="", region="region_id"),
            less=True, unit=N_("cases")),
    Measure("cases_closed", N_("Cases closed"), "whole", Counted(FarmerCase, "closed_on", dealer="", region="region_id"),
            unit=N_("cases")),
    Measure("complaints", N_("Complaints received"), "whole", Counted(
        Complaint, "received_on", dealer="", region="region_id"), less=True, unit=N_("complaints")),
    Measure("complaints_settled", N_("Complaints settled"), "whole", Counted(
        Complaint, "settled_on", dealer="", region="region_id"), unit=N_("complaints")),
    Measure("claims", N_("Paid on complaints"), "money", Counted(
        Complaint, "settled_on", lambda t: func.sum(t.c.settled_amount), dealer="", region="region_id"), less=True),
    Measure("diversions", N_("Cases of diversion"), "whole", Counted(DiversionCase, "found_on", dealer="",
                                                                     region="region_id"), less=True, unit=N_("cases")),
    Measure("trainings", N_("Trainings given"), "whole", Counted(TrainingEvent, "held_on", where=HELD, dealer="",
                                                                region="region_id"), unit=N_("trainings")),
    Measure("trained", N_("People trained"), "whole", Counted(
        Participant, "held_on", _people, HELD, (TrainingEvent, "event_id"), dealer="", region="region_id"), unit=N_("people")),
    *COST_MEASURES,
    Measure("trials_sown", N_("Trials and demonstrations sown"), "whole", Counted(Trial, "sown_on", dealer=""),
            unit=N_("trials in the field")),
    Measure("field_events", N_("Work done in trials"), "whole", Counted(FieldEvent, "happened_on", dealer=""),
            unit=N_("pieces of work")),
)
MEASURES = {measure.key: measure for measure in _ALL}
NAMES = Choices("measure", {measure.key: measure.title for measure in _ALL})
OF_ACCOUNTS = frozenset({"owed", "overdue"})
"""The measures that stand on the accounts of all dealers."""
