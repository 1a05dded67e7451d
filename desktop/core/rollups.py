"""Roll-ups: figures over the children of a record, declared once. They know about deleted rows; no list has to.

    OPEN_PROMISES = rollups.count(Promise, "dealer_id", where=(Condition("state", "in", ("open",)),))
    LAST_VISIT = rollups.latest(Visit, "dealer_id", "visited_on", where=(Condition("state", "in", ("done",)),))

One declaration gives the column of a list with its filter (`column`), the number of one record for a report or Today
(`of`), and the rows the number is made of (`behind`). Children may hang on another field than the key (`to`): the trials
that carry the name of a series, the complaints about one lot. They may belong to records between (`via`): the visits to the
firms that a person is a member of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlmodel import Session

from desktop.core.choices import Choices
from desktop.core.fields import today
from desktop.core.listing import Column, Condition, Rows, clause, column
from desktop.core.periods import period as period_of
from desktop.core.records import Record, alive, table_of

Where = tuple[Condition, ...]
Value = Callable[[Any], ColumnElement[Any]]
Order = tuple[tuple[str, bool], ...]
During = tuple[str, str] | None
Via = tuple[type[Record], str, str]
"""Records between: their model, the field of theirs that equals the parent's, the field that a child's `link` equals."""


RELATIVE = ("last_days", "next_days")


@dataclass(frozen=True)
class Rollup:
    """A figure over the living `child` records whose field `link` equals the field `to` of their parent.

    `value` makes the figure of the child's columns: an aggregate, or a field of the first child in `order` (field,
    descending); a flag asks whether there is any. `period` is (day field, kind of period): only what lies in the period of
    today. ValueError for a condition relative to today, which would stand still from the start of the program on.
    """

    child: type[Record]
    link: str
    value: Value
    kind: str = "whole"
    where: Where = ()
    to: str = "id"
    period: During = None
    order: Order = ()
    decimals: int = 0
    unit: str = ""
    choices: Choices | None = None
    via: Via | None = None

    def __post_init__(self) -> None:
        if any(c.operator in RELATIVE for c in self.where):
            raise ValueError("a roll-up takes a period instead of a condition relative to today")

    def column(self, parent: type[Record], name: str, title: str, **changes: Any) -> Column:
        """The column of a list of `parent`; kind and decimals are the figure's, and a filter on it works in SQL."""
        made = Column(name, title, self.sql(table_of(parent)), self.kind, self.choices, self.decimals, unit=self.unit,
                      behind=None if self.via else self.behind)
        return replace(made, **changes)

    def sql(self, parent: Any) -> ColumnElement[Any]:
        """The figure of the row of `parent` (a table or an alias) in the query around it."""
        child = table_of(self.child).alias()
        query = self._query(child, self._mine(child, parent.c[self.to], parent)).correlate(parent)
        return exists(query) if self.kind == "flag" else query.scalar_subquery()

    def of(self, session: Session, parent: Record) -> Any:
        """The figure of one parent."""
        child = table_of(self.child).alias()
        query = self._query(child, self._mine(child, getattr(parent, self.to)))
        return session.execute(select(exists(query)) if self.kind == "flag" else query).scalar()

    def behind(self, parent: Record) -> Rows:
        """The rows that the figure of one parent is made of. ValueError where they belong to records between."""
        if self.via:
            raise ValueError("no field of the children names this parent")
        mine = Condition(self.link, "is", getattr(parent, self.to), parent.label())
        if self.period is None:
            return Rows(self.child, (mine, *self.where))
        days = period_of(self.period[1], today())
        return Rows(self.child, (mine, *self.where, Condition(self.period[0], "between", (days.first, days.last))))

    def _mine(self, child: Any, key: Any, *outside: Any) -> ColumnElement[bool]:
        """Whether a child belongs to the parent of that key, itself or by a record between."""
        link = child.c[self.link]
        if self.via is None:
            return cast("ColumnElement[bool]", link == key)
        model, here, there = self.via
        between = table_of(model).alias()
        keys = select(between.c[there]).where(between.c[here] == key, alive(between))
        return cast("ColumnElement[bool]", link.in_(keys.correlate(*outside) if outside else keys))

    def _query(self, child: Any, mine: Any) -> Any:
        chosen = [clause(column(self.child, c.column, table=child), c) for c in self.where]
        if self.period:
            chosen.append(_within(child.c[self.period[0]], self.period[1]))
        query = select(self.value(child)).select_from(child).where(mine, alive(child), *chosen)
        if not self.order:
            return query
        return query.order_by(*(child.c[name].desc() if down else child.c[name] for name, down in self.order)).limit(1)


def _within(day: Any, kind: str) -> Any:
    """Whether a day lies in the period of today, asked when the query runs: a window may stand open over midnight."""
    first = bindparam(None, callable_=lambda: period_of(kind, today()).first, type_=day.type)
    last = bindparam(None, callable_=lambda: period_of(kind, today()).last, type_=day.type)
    return day.between(first, last)


def count(child: type[Record], link: str, *, where: Where = (), to: str = "id", period: During = None) -> Rollup:
    """How many children there are."""
    return Rollup(child, link, lambda _t: func.count(), "whole", where, to, period)


def total(child: type[Record], link: str, field: str, *, where: Where = (), to: str = "id",
          period: During = None) -> Rollup:
    """The sum of a field (stored or computed) of the children; 0 where there are none."""
    return _over(child, link, field, lambda value: func.coalesce(func.sum(value), 0), where, to, period)


def mean(child: type[Record], link: str, field: str, *, where: Where = (), to: str = "id",
         period: During = None) -> Rollup:
    """The mean of a field of the children that have it."""
    made = _over(child, link, field, func.avg, where, to, period)
    return replace(made, kind="number", decimals=1) if made.kind == "whole" else made


def latest(child: type[Record], link: str, field: str, *, where: Where = (), to: str = "id",
           period: During = None) -> Rollup:
    """The latest day (or highest number) of the children."""
    return _over(child, link, field, func.max, where, to, period)


def distinct(child: type[Record], link: str, field: str, *, where: Where = (), to: str = "id") -> Rollup:
    """How many different values a field of the children has."""
    return Rollup(child, link, lambda t: func.count(func.distinct(t.c[field])), "whole", where, to)


def any_of(child: type[Record], link: str, *, where: Where = (), to: str = "id") -> Rollup:
    """Whether there are any children."""
    return Rollup(child, link, lambda t: t.c.id, "flag", where, to)


def first(child: type[Record], link: str, field: str, order: Order, *, where: Where = (), to: str = "id") -> Rollup:
    """A field of the first child in an order of (field, descending): the main contact's name, the newest version's state."""
    shown = column(child, field)
    return Rollup(child, link, lambda t: column(child, field, table=t).value, shown.kind, where, to, order=order,
                  decimals=shown.decimals, unit=shown.unit, choices=shown.choices)


def figure(child: type[Record], link: str, value: Value, *, where: Where = (), to: str = "id", kind: str = "number",
           decimals: int = 0, via: Via | None = None) -> Rollup:
    """Any other aggregate of the children's columns: a share, a ratio of sums."""
    return Rollup(child, link, value, kind, where, to, decimals=decimals, via=via)


def _over(child: type[Record], link: str, field: str, aggregate: Callable[[Any], Any], where: Where, to: str,
          period: During) -> Rollup:
    shown = column(child, field)
    return Rollup(child, link, lambda t: aggregate(column(child, field, table=t).value), shown.kind, where, to, period,
                  decimals=shown.decimals, unit=shown.unit)


__all__ = ["Rollup", "any_of", "count", "distinct", "figure", "first", "latest", "mean", "total"]
