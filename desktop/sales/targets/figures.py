"""How far targets are: what was reached, what should have been by the months to date, what is left to be done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, Date, Float, bindparam, column, select, text
from sqlmodel import Session

from desktop.core.fields import today
from desktop.core.periods import YEAR, period
from desktop.core.records import alive, alive_in_sql, living, table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.curves import SELL_IN, SELL_OUT, Curve, curve
from desktop.sales.stock.figures import Stock, stock
from desktop.sales.targets import states as s
from desktop.sales.targets.figures_sql import REACHED
from desktop.sales.targets.model import SalesTarget, TargetMonth, whole_of
from desktop.sales.targets.personal import Credited, credited, looked_after, rounded
from desktop.trade.targets import Progress, expected_to_date, months_of, progress

Moved = tuple[int | None, int | None, str, int, int]
"""Dealer, product, month, bags and amount (fen)."""


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


class Facts:
    """What the figures of many targets stand on, each read once: months, parts, dealers by region, what moved, stocks.

    `few`: what moved is summed for each target by the database, as is quicker for a handful of them.
    """

    def __init__(self, session: Session, *, few: bool = False) -> None:
        self.session, self.few = session, few
        self._moved: dict[tuple[date, date, bool], dict[int | None, list[Moved]]] = {}
        self._stock: dict[tuple[date, date], list[Stock]] = {}
        self._percents: dict[tuple[str, date | None], tuple[Fraction, ...]] = {}
        self._places: dict[date, Mapping[str, int]] = {}
        self._credited: dict[tuple[date, date], Mapping[int, list[Credited]]] = {}

    @cached_property
    def months(self) -> dict[int, dict[date, int]]:
        """What is written for each month, by target."""
        found: dict[int, dict[date, int]] = {}
        for row in self.session.exec(living(TargetMonth)):
            found.setdefault(row.target_id or 0, {})[row.month or date.min] = (
                row.bags if row.bags is not None else row.money) or 0
        return found

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """What the parts of each target come to."""
        found, t = dict[int, list[int]](), table_of(SalesTarget)
        query = select(t.c.parent_id, t.c.measure, t.c.bags, t.c.money).where(alive(t), t.c.parent_id.is_not(None))
        for parent, measure, bags, money in self.session.execute(query):
            found.setdefault(parent, []).append(whole_of(measure, bags, money))
        return found

    def percents(self, target: SalesTarget) -> tuple[Fraction, ...]:
        """The percents of a target's curve, from the first month of its season."""
        key = (target.curve or s.CURVE_OF[target.measure], target.starts_on)
        if key not in self._percents:
            self._percents[key] = curve_of(target).percents
        return self._percents[key]

    def places(self, first: date) -> Mapping[str, int]:
        """Month → its place in a season that begins on a day."""
        if first not in self._places:
            self._places[first] = {f"{month:%Y-%m}": place for place, month in enumerate(month_starts(first.replace(day=1)))}
        return self._places[first]

    @cached_property
    def _below(self) -> dict[int | None, list[int]]:
        r, found = table_of(Region), dict[int | None, list[int]]()
        for key, above in self.session.execute(select(r.c.id, r.c.parent_id).where(alive(r))).all():
            found.setdefault(above, []).append(key)
        return found

    @cached_property
    def _dealers(self) -> dict[int | None, list[int]]:
        d, found = table_of(Dealer), dict[int | None, list[int]]()
        for key, region in self.session.execute(select(d.c.id, d.c.region_id).where(alive(d))).all():
            found.setdefault(region, []).append(key)
        return found

    @cached_property
    def _looked_after(self) -> Mapping[int, set[int]]:
        return looked_after(self.session)

    def credited(self, target: SalesTarget, first: date, last: date) -> list[Credited]:
        """The goods of a span that count for the person of a target, within its dealers and its product."""
        if (first, last) not in self._credited:
            self._credited[first, last] = credited(self.session, first, last)
        dealers = self.place(target)
        return [row for row in self._credited[first, last].get(target.person_id or 0, ())
                if (dealers is None or row[0] in dealers) and target.product_id in (None, row[1])]

    def scope(self, target: SalesTarget) -> set[int] | None:
        """The dealers a target is of, of a person's own those that the person looks after; None: all of them."""
        dealers = self.place(target)
        if not target.personal:
            return dealers
        mine = self._looked_after.get(target.person_id or 0, set())
        return mine if dealers is None else dealers & mine

    def place(self, target: SalesTarget) -> set[int] | None:
        """The dealers of a target's region, or its one dealer; None: all of them."""
        if target.dealer_id:
            return {target.dealer_id}
        if not target.region_id:
            return None
        found, open_ = set[int](), [target.region_id]
        while open_:
            place = open_.pop()
            found.update(self._dealers.get(place, ()))
            open_ += self._below.get(place, ())
        return found

    def moved(self, first: date, last: date, *, collected: bool) -> dict[int | None, list[Moved]]:
        """What was sent, or collected, from day to day, by dealer."""
        key = (first, last, collected)
        if key not in self._moved:
            by_dealer: dict[int | None, list[Moved]] = {}
            for row in _moved(self.session, first, last, collected=collected):
                by_dealer.setdefault(row[0], []).append(row)
            self._moved[key] = by_dealer
        return self._moved[key]

    def stock(self, first: date, last: date) -> list[Stock]:
        """The stock of all dealers as of `last`, in a season that begins on `first`."""
        if (first, last) not in self._stock:
            self._stock[first, last] = stock(self.session, last, first=first)
        return self._stock[first, last]


def scope(session: Session, target: SalesTarget) -> set[int] | None:
    """The dealers a target is of; None: all of them."""
    return Facts(session).scope(target)


def planned(facts: Facts, target: SalesTarget) -> list[int]:
    """What is to be reached in each of the twelve months: as written, else by the curve."""
    rows = facts.months.get(target.id)
    if not rows:
        return months_of(target.whole, facts.percents(target))
    return [rows.get(month, 0) for month in month_starts((target.starts_on or today()).replace(day=1))]


def month_starts(first: date) -> list[date]:
    """The first days of the twelve months from a month on."""
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(12)]


def reached(session: Session, target: SalesTarget, day: date, facts: Facts | None = None) -> Reached:
    """A target as of the evening of a day, at most the last one of its season; `facts` are shared by many targets."""
    known = facts or Facts(session)
    first = target.starts_on or day
    season = period(YEAR, first, (first.month, first.day))
    on = min(day, season.last)
    months, by_month = planned(known, target), done_by_month(known, target, first, on)
    done = None if by_month is None else sum(by_month)
    expected = expected_to_date(months, first.month, on) if on >= first else Fraction(0)
    parts = known.parts.get(target.id, [])
    found = progress(target.whole, done, expected) if done is not None and target.whole else None
    return Reached(target, first, tuple(months), tuple(by_month or (0,) * 12), done, expected, found, sum(parts), len(parts))


def reached_within(session: Session, target: SalesTarget, first: date, last: date, facts: Facts) -> int | None:
    """What a target gained from the morning of `first` to the evening of `last`, within its season. What was sold out follows
    from counts, so that it is the difference of two days; anything else is what moved in between. None: nothing is known."""
    start = target.starts_on or first
    if target.measure == s.SOLD:
        now = reached(session, target, last, facts).done
        return None if now is None else now - (reached(session, target, first - timedelta(days=1), facts).done or 0)
    season = period(YEAR, start, (start.month, start.day))
    begin, end = max(first, season.first), min(last, season.last)
    found = done_by_month(facts, target, begin, end) if begin <= end else []
    return None if found is None else sum(found)


def done_by_month(facts: Facts, target: SalesTarget, first: date, last: date) -> list[int] | None:
    """What was reached in each month of the season up to a day; what was sold out stands in the month of the last count."""
    places, dealers, found = facts.places(first), facts.scope(target), [0] * 12
    if target.measure == s.SOLD:
        return _sold_out(facts, target, first, last, places)
    if target.personal and target.measure != s.COLLECTED:
        return _own(facts, target, first, last, places)
    collected, in_bags, wanted = target.measure == s.COLLECTED, target.measure == s.BAGS, target.product_id
    if facts.few:
        mine = [_moved(facts.session, first, last, collected=collected, of=(dealers, wanted))]
    else:
        by_dealer = facts.moved(first, last, collected=collected)
        mine = [by_dealer[dealer] for dealer in (by_dealer if dealers is None else dealers & by_dealer.keys())]
    for rows in mine:
        for dealer, product, month, bags, amount in rows:
            if (dealer is None or wanted is None or wanted == product) and month in places:
                found[places[month]] += bags if in_bags else amount
    return found


def _own(facts: Facts, target: SalesTarget, first: date, last: date, places: Mapping[str, int]) -> list[int]:
    """What counts for the person of a target by month, rounded there."""
    parts = [0] * 12
    for _dealer, _product, day, bags, amount in facts.credited(target, first, last):
        if (place := places.get(f"{day:%Y-%m}")) is not None:
            parts[place] += bags if target.measure == s.BAGS else amount
    return [rounded(part) for part in parts]


def _sold_out(facts: Facts, target: SalesTarget, first: date, last: date, places: Mapping[str, int]) -> list[int] | None:
    dealers, found, known = facts.scope(target), [0] * 12, False
    for item in facts.stock(first, last):
        mine = (dealers is None or item.dealer_id in dealers) and target.product_id in (None, item.product_id)
        if mine and item.sold is not None and item.closed is not None:
            known = True
            found[places[f"{item.closed:%Y-%m}"]] += item.sold
    return found if known else None


def _moved(session: Session, first: date, last: date, *, collected: bool,
           of: tuple[set[int] | None, int | None] | None = None) -> list[Moved]:
    """What was sent, or collected, from day to day, by dealer, product and month; `of`: of these dealers (None: of all) and
    this product alone, by month."""
    given: dict[str, Any] = {"first": first.isoformat(), "last": last.isoformat()}
    table, day, whose, sums = ("payment", "received_on", "dealer_id, NULL", "0, SUM(amount)") if collected else (
        "shipmentline", "moved_on", "dealer_id, product_id", "SUM(bags), SUM(bags * COALESCE(price, 0))")
    mine = ""
    if of is not None:
        whose, (dealers, product) = "NULL, NULL", of
        if product is not None:
            if collected:
                return []  # nobody pays for one product
            mine, given["product"] = " AND product_id = :product", product
        if dealers is not None:  # the plus: days are fewer than dealers
            mine, given["dealers"] = mine + " AND +dealer_id IN (SELECT value FROM json_each(:dealers))", json.dumps([*dealers])
    query = f"""SELECT {whose}, substr({day}, 1, 7), {sums} FROM {table} t
        WHERE {alive_in_sql("t")} AND {day} BETWEEN :first AND :last{mine} GROUP BY 1, 2, 3"""
    return [(row[0], row[1], row[2], row[3] or 0, row[4] or 0) for row in session.execute(text(query), given).all()]


def joined() -> Any:
    """What targets have reached by today as a table that their list joins by its key."""
    query = text(REACHED).bindparams(bindparam("day", callable_=today, type_=Date),
                                     bindparam("sell_in", callable_=lambda: _gone(SELL_IN), type_=Float),
                                     bindparam("sell_out", callable_=lambda: _gone(SELL_OUT), type_=Float))
    return query.columns(column("id", BigInteger), column("done", BigInteger), column("expected", Float)).subquery("reached")


def _gone(kind: str) -> float:
    """Percent of a curve that has passed by today, in a season of its own months."""
    return float(curve(kind, today()).to_date(today()))


def season_first() -> date:
    """The first day that a season of today can have begun on: seasons are business years."""
    on = today()
    return on.replace(year=on.year - 1, day=min(on.day, 28)) + timedelta(days=1)
