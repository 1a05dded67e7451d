"""How far targets are: what was reached, what should have been by the months to date, what is left to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Date, Float, bindparam, column, text
from sqlmodel import Session, col

from desktop.core.fields import today
from desktop.core.periods import YEAR, period
from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.regions.tree import descendants
from desktop.sales.curves import Curve, curve
from desktop.sales.stock.figures import stock
from desktop.sales.targets import states as s
from desktop.sales.targets.figures_sql import REACHED
from desktop.sales.targets.model import SalesTarget, TargetMonth
from desktop.trade.targets import Progress, expected_to_date, months_of, progress


@dataclass(frozen=True)
class Reached:
    """A target as of a day, in bags or fen: by month what is to be and was reached, what should be by now, how far it is.

    `done` is None where nobody can say: what was sold out without a count.
    """

    target: SalesTarget
    first: date
    months: tuple[int, ...]
    by_month: tuple[int, ...]
    done: int | None
    expected: Fraction
    progress: Progress | None
    allotted: int
    parts: int

    @property
    def rest(self) -> int:
        """What of it is not given to parts."""
        return self.target.whole - self.allotted


def curve_of(target: SalesTarget) -> Curve:
    """The curve of a target, from the first month of its season."""
    first = target.starts_on or today()
    return curve(target.curve or s.CURVE_OF[target.measure], first).starting(first.month)


def planned(session: Session, target: SalesTarget) -> list[int]:
    """What is to be reached in each of the twelve months: as written, else by the curve."""
    first = (target.starts_on or today()).replace(day=1)
    rows = {row.month: row for row in session.exec(living(TargetMonth).where(col(TargetMonth.target_id) == target.id))}
    if not rows:
        return months_of(target.whole, list(curve_of(target).percents))
    return [_of_month(rows.get(month)) for month in month_starts(first)]


def _of_month(row: TargetMonth | None) -> int:
    return 0 if row is None else (row.bags if row.bags is not None else row.money) or 0


def month_starts(first: date) -> list[date]:
    """The first days of the twelve months from a month on."""
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(12)]


def reached(session: Session, target: SalesTarget, day: date) -> Reached:
    """A target as of the evening of a day, at most the last one of its season."""
    first = target.starts_on or day
    season = period(YEAR, first, (first.month, first.day))
    on = min(day, season.last)
    months, by_month = planned(session, target), done_by_month(session, target, first, on)
    done = None if by_month is None else sum(by_month)
    begun = on >= first
    expected = expected_to_date(months, first.month, on) if begun else Fraction(0)
    parts = session.exec(living(SalesTarget).where(col(SalesTarget.parent_id) == target.id)).all()
    found = progress(target.whole, done, expected) if done is not None and target.whole else None
    return Reached(target, first, tuple(months), tuple(by_month or (0,) * 12), done, expected, found,
                   sum(part.whole for part in parts), len(parts))


def done_by_month(session: Session, target: SalesTarget, first: date, last: date) -> list[int] | None:
    """What was reached in each month of the season up to a day; what was sold out stands in the month of the last count."""
    places = {f"{month:%Y-%m}": place for place, month in enumerate(month_starts(first.replace(day=1)))}
    found = [0] * 12
    if target.measure == s.SOLD:
        return _sold_out(session, target, first, last, places)
    dealers = scope(session, target)
    for dealer, product, month, bags, amount in moved(session, first, last, collected=target.measure == s.COLLECTED):
        if (dealers is None or dealer in dealers) and target.product_id in (None, product) and month in places:
            found[places[month]] += bags if target.measure == s.BAGS else amount
    return found


def _sold_out(session: Session, target: SalesTarget, first: date, last: date, places: Mapping[str, int]) -> list[int] | None:
    dealers, found, known = scope(session, target), [0] * 12, False
    for item in stock(session, last, first=first):
        mine = (dealers is None or item.dealer_id in dealers) and target.product_id in (None, item.product_id)
        if mine and item.sold is not None and item.closed is not None:
            known = True
            found[places[f"{item.closed:%Y-%m}"]] += item.sold
    return found if known else None


def scope(session: Session, target: SalesTarget) -> set[int] | None:
    """The dealers a target is of; None: all of them."""
    if target.dealer_id:
        return {target.dealer_id}
    if not target.region_id:
        return None
    below = descendants(session, target.region_id)
    return {dealer.id for dealer in session.exec(living(Dealer).where(col(Dealer.region_id).in_(below)))}


def moved(session: Session, first: date, last: date, *, collected: bool) -> list[tuple[int, int | None, str, int, int]]:
    """Dealer, product, month, bags and amount (fen) of all that was sent, or what was collected, from day to day."""
    given = {"first": first.isoformat(), "last": last.isoformat()}
    query = f"""SELECT dealer_id, NULL, substr(received_on, 1, 7), 0, SUM(amount) FROM payment p
        WHERE {alive("p")} AND received_on BETWEEN :first AND :last GROUP BY 1, 3""" if collected else f"""
        SELECT dealer_id, product_id, substr(moved_on, 1, 7), SUM(bags), SUM(bags * COALESCE(price, 0)) FROM shipmentline l
        WHERE {alive("l")} AND moved_on BETWEEN :first AND :last GROUP BY 1, 2, 3"""
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(text(query), given)]


def joined() -> Any:
    """What targets have reached by today as a table that their list joins by its key."""
    query = text(REACHED).bindparams(bindparam("day", callable_=today, type_=Date))
    return query.columns(column("id", BigInteger), column("done", BigInteger), column("expected", Float)).subquery("reached")


def season_first() -> date:
    """The first day that a season of today can have begun on: seasons are business years."""
    on = today()
    return on.replace(year=on.year - 1, day=min(on.day, 28)) + timedelta(days=1)
