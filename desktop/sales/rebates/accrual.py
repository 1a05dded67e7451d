"""What an agreement has come to by a day: its base from shipments and returns, its tiers, its cuts, what was settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.money import half_up
from desktop.core.records import Record, alive_in_sql, living
from desktop.core.units import exact
from desktop.sales.rebates.collected import collected
from desktop.sales.rebates.model import (
    RebateAgreement,
    RebateCut,
    RebateFactor,
    RebatePeriod,
    RebateSettlement,
    RebateTier,
)
from desktop.sales.rebates.states import COUNTED
from desktop.trade.agreements import PARTS, Line, Step, Stretch, Terms, earned, lines, next_step
from desktop.trade.rebates import PERCENT, UNIT, Factor, Paid, Tier, payment_factor

FEN = Fraction(1, 100)
Moved = tuple[date, int | None, int, int]
"""Day, product, bags, fen."""
SENT = f"""SELECT moved_on, product_id, SUM(bags), SUM(bags * price) FROM shipmentline l
WHERE {alive_in_sql("l")} AND dealer_id = :dealer AND price > 0 GROUP BY 1, 2"""
GOT = f"""SELECT received_on, NULL, 0, SUM(amount) FROM payment p
WHERE {alive_in_sql("p")} AND dealer_id = :dealer AND received_on IS NOT NULL GROUP BY 1"""


@dataclass(frozen=True)
class Accrual:
    """An agreement up to a day. `base` in fen or bags; `earned` and `before` in fen; `amount` below 0 is to be paid back.

    `factors`: what of the rebate is paid by days of payment, and `paid` the goods by those days; none without factors.
    """

    agreement: RebateAgreement
    as_of: date
    terms: Terms
    lines: tuple[Line, ...]
    base: int
    earned: int
    before: int
    factors: tuple[Factor, ...] = ()
    paid: tuple[Paid, ...] = ()

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


class Books:
    """What agreements stand on, each read once for all of them: tiers, periods, cuts, settlements, and what moved by dealer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._owned: dict[type[Record], dict[int, list[Any]]] = {}
        self._moved: dict[int, list[Moved]] = {}

    def owned(self, model: type[Record], agreement_id: int) -> Sequence[Any]:
        """What belongs to an agreement, in the order in which it was written."""
        if model not in self._owned:
            found: dict[int, list[Any]] = {}
            for row in self.session.exec(living(model).order_by(col(model.id))):
                found.setdefault(row.agreement_id, []).append(row)  # type: ignore[attr-defined]
            self._owned[model] = found
        return self._owned[model].get(agreement_id, [])

    def settled(self, agreement_id: int) -> int:
        """What the settlements of an agreement have credited, or are about to, fen; refused ones do not count."""
        rows = self.owned(RebateSettlement, agreement_id)
        return sum((row.earned or 0) - (row.before or 0) for row in rows if row.state in COUNTED)

    def bought(self, agreement: RebateAgreement, first: date, last: date) -> tuple[int, int]:
        """Bags and fen of an agreement between two days: shipped less what came back, or received (no bags).

        Free bags count in neither.
        """
        found = [(bags, amount) for day, product, bags, amount in self._of(agreement.basis, agreement.dealer_id or 0)
                 if first <= day <= last and agreement.product_id in (None, product)]
        return sum(bags for bags, _amount in found), sum(amount for _bags, amount in found)

    def _of(self, basis: str, dealer_id: int) -> list[Moved]:
        key = -dealer_id if basis == "paid" else dealer_id
        if key not in self._moved:
            rows = self.session.execute(text(GOT if basis == "paid" else SENT), {"dealer": dealer_id})
            self._moved[key] = [(date.fromisoformat(row[0]), row[1], row[2], row[3]) for row in rows if row[0]]
        return self._moved[key]


def accrual(session: Session, agreement_id: int, as_of: date, books: Books | None = None) -> Accrual:
    """What an agreement comes to by the end of a day: only what moved up to it counts, nothing after the term.

    `books` are shared where many agreements are reckoned at once.
    """
    known = books or Books(session)
    agreement = session.get_one(RebateAgreement, agreement_id)
    last = min(as_of, agreement.ends_on or as_of)
    terms = terms_of(known, agreement, as_of)
    factors = tuple(Factor(row.paid_within or 0, exact(row.percent or 0)) for row in sorted(
        known.owned(RebateFactor, agreement_id), key=lambda row: row.paid_within or 0))
    paid: tuple[Paid, ...] = ()
    if factors and agreement.starts_on is not None:
        paid = tuple(collected(session, agreement.dealer_id or 0, agreement.product_id, agreement.starts_on, last, as_of))
        terms = replace(terms, factor_percent=payment_factor(paid, factors) or Fraction(0))
    periods = [_stretch(known, agreement, period, last) for period in known.owned(RebatePeriod, agreement_id)
               if period.starts_on <= last]
    whole = _stretch(known, agreement, agreement, last)
    found = tuple(lines(terms, periods, whole))
    base = int(whole.base) if agreement.basis == "bags" else half_up(whole.base * 100)
    reached = half_up(earned(terms, found) * 100)
    return Accrual(agreement, as_of, terms, found, base, reached, known.settled(agreement_id),
                   factors, paid)


def terms_of(books: Books, agreement: RebateAgreement, as_of: date) -> Terms:
    """The tiers of an agreement by part, ascending, and what conduct up to a day takes off."""
    rows = books.owned(RebateTier, agreement.id)
    plan = _plan(agreement, agreement)
    tiers = {part: sorted((_tier(row, plan) for row in rows if row.part == part), key=lambda tier: tier.begins)
             for part in PARTS}
    cuts = sum((exact(cut.percent or 0) for cut in books.owned(RebateCut, agreement.id) if cut.happened_on <= as_of),
               Fraction(0))
    return Terms(tiers, agreement.method, exact(agreement.needs_percent or 0), agreement.capped, cut_percent=cuts)


def _stretch(books: Books, agreement: RebateAgreement, span: Any, last: date) -> Stretch:
    """What moved within a span (a period, or the agreement itself) up to a day, its plan, and what a unit of it cost."""
    bags, fen = books.bought(agreement, span.starts_on, min(last, span.ends_on))
    if agreement.basis != "bags":
        return Stretch(span.name, Fraction(fen, 100), _plan(agreement, span))
    return Stretch(span.name, Fraction(bags), _plan(agreement, span), Fraction(fen, 100 * bags) if bags > 0 else None)


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
