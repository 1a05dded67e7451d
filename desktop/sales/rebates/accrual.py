"""What an agreement has come to by a day: its base from shipments and returns, its tiers, its cuts, what was settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from desktop.core.money import half_up
from desktop.core.records import Record, alive, living, table_of
from desktop.core.units import exact
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.rebates.model import RebateAgreement, RebateCut, RebatePeriod, RebateSettlement, RebateTier
from desktop.sales.rebates.states import COUNTED
from desktop.trade.agreements import PARTS, Line, Step, Stretch, Terms, earned, lines, next_step
from desktop.trade.rebates import PERCENT, UNIT, Tier

_line = table_of(ShipmentLine)
FEN = Fraction(1, 100)


@dataclass(frozen=True)
class Accrual:
    """An agreement up to a day. `base` in fen or bags; `earned` and `before` in fen; `amount` below 0 is to be paid back."""

    agreement: RebateAgreement
    as_of: date
    terms: Terms
    lines: tuple[Line, ...]
    base: int
    earned: int
    before: int

    @property
    def amount(self) -> int:
        """What is still to be credited, fen."""
        return self.earned - self.before

    @property
    def unit(self) -> Fraction:
        """The smallest step of the base: a bag, or a fen in yuan."""
        return Fraction(1) if self.agreement.basis == "bags" else FEN

    @property
    def steps(self) -> list[Step]:
        """The next tier of each line that has one."""
        return [step for line in self.lines if (step := next_step(self.terms, line, self.unit))]


def accrual(session: Session, agreement_id: int, as_of: date) -> Accrual:
    """What an agreement comes to by the end of a day: only what moved up to it counts, nothing after the term."""
    agreement = session.get_one(RebateAgreement, agreement_id)
    last = min(as_of, agreement.ends_on or as_of)
    terms = terms_of(session, agreement, as_of)
    periods = [_stretch(session, agreement, period, last) for period in _owned(session, RebatePeriod, agreement_id)
               if period.starts_on <= last]
    whole = _stretch(session, agreement, agreement, last)
    found = tuple(lines(terms, periods, whole))
    base = int(whole.base) if agreement.basis == "bags" else half_up(whole.base * 100)
    reached = half_up(earned(terms, found) * 100)
    return Accrual(agreement, as_of, terms, found, base, reached, settled_before(session, agreement_id))


def terms_of(session: Session, agreement: RebateAgreement, as_of: date) -> Terms:
    """The tiers of an agreement by part, ascending, and what conduct up to a day takes off."""
    rows = _owned(session, RebateTier, agreement.id)
    plan = _plan(agreement, agreement)
    tiers = {part: sorted((_tier(row, plan) for row in rows if row.part == part), key=lambda tier: tier.begins)
             for part in PARTS}
    cuts = sum((exact(cut.percent or 0) for cut in _owned(session, RebateCut, agreement.id) if cut.happened_on <= as_of),
               Fraction(0))
    return Terms(tiers, agreement.method, exact(agreement.needs_percent or 0), agreement.capped, cut_percent=cuts)


def settled_before(session: Session, agreement_id: int) -> int:
    """What the settlements of an agreement have credited, or are about to, fen; refused ones do not count."""
    t = table_of(RebateSettlement)
    query = select(func.coalesce(func.sum(t.c.earned - t.c.before), 0)).where(
        t.c.agreement_id == agreement_id, t.c.state.in_(COUNTED), alive(t))
    return int(session.execute(query).scalar_one())


def base_of(agreement: RebateAgreement) -> Any:
    """The base of an agreement as SQL over shipment lines: fen, or bags; free bags count in neither."""
    counted = _line.c.bags if agreement.basis == "bags" else _line.c.bags * _line.c.price
    return func.coalesce(func.sum(counted).filter(_line.c.price > 0), 0)


def _stretch(session: Session, agreement: RebateAgreement, span: Any, last: date) -> Stretch:
    """What moved within a span (a period, or the agreement itself) up to a day, and its plan."""
    chosen = [_line.c.dealer_id == agreement.dealer_id, _line.c.moved_on >= span.starts_on,
              _line.c.moved_on <= min(last, span.ends_on), alive(_line)]
    if agreement.product_id:
        chosen.append(_line.c.product_id == agreement.product_id)
    base = session.execute(select(base_of(agreement)).where(*chosen)).scalar_one()
    units = Fraction(base) if agreement.basis == "bags" else Fraction(base, 100)
    return Stretch(span.name, units, _plan(agreement, span))


def _plan(agreement: RebateAgreement, span: Any) -> Fraction | None:
    """The task of a span in bags or in yuan."""
    plan = span.plan_bags if agreement.basis == "bags" else span.plan_amount
    return None if plan is None else Fraction(plan) if agreement.basis == "bags" else Fraction(plan, 100)


def _tier(row: RebateTier, plan: Fraction | None) -> Tier:
    """A tier as the pure figures want it; a limit in percent is one of the task of the whole term."""
    if row.above_percent is not None:
        begins = exact(row.above_percent) * (plan or 0) / 100
    else:
        begins = Fraction(row.above_amount or 0, 100) + (row.above_bags or 0)
    rate = exact(row.rate_percent) if row.rate_percent is not None else Fraction(row.rate_bag or 0, 10_000)
    return Tier(begins, rate, PERCENT if row.rate_percent is not None else UNIT, row.method, Fraction(row.plus or 0, 100))


def _owned(session: Session, model: type[Record], agreement_id: int) -> Sequence[Any]:
    """What belongs to an agreement, in the order in which it was written."""
    link = table_of(model).c.agreement_id
    return session.exec(living(model).where(link == agreement_id).order_by(col(model.id))).all()
