"""What a measure is: how its figure of a period is made, and the rows behind it.

TO ADD A MEASURE: a line in `measure_list.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core.fields import today
from desktop.core.listing import Condition, Rows, clause, column
from desktop.core.records import Record, alive, table_of

Number = int | float | None


@dataclass(frozen=True)
class Scope:
    """Whose rows count: those of some dealers, and what lies in some regions; None: all."""

    dealers: frozenset[int] | None = None
    regions: frozenset[int] | None = None


ALL = Scope()
Value = Callable[[Any], Any]


@dataclass(frozen=True)
class Counted:
    """Rows of a period, counted or summed. `day`: the field that says when; `via`: (owner, link), where the day is the owner's.

    `value` makes the figure of the table's columns; none: the number of rows. `dealer` and `region`: the fields (of the owner,
    where there is one) that say whose a row is.
    """

    model: type[Record]
    day: str
    value: Value | None = None
    where: tuple[Condition, ...] = ()
    via: tuple[type[Record], str] | None = None
    dealer: str = "dealer_id"
    region: str = ""

    @property
    def dated(self) -> type[Record]:
        """The records that carry the day."""
        return self.via[0] if self.via else self.model

    def __call__(self, session: Session, first: date, last: date, scope: Scope) -> Number:
        """The figure of the days from first to last; nothing counts as 0."""
        found: Number = session.execute(self.query(first, last, scope)).scalar()
        return found or 0

    def query(self, first: date, last: date, scope: Scope, *, group: Any = None) -> Any:
        """The figure as a query; grouped by `group(dated table)` where that is given."""
        table, head = table_of(self.model), table_of(self.dated)
        figure = self.value(table) if self.value else func.count()
        asked = [] if group is None else [group(head)]
        query = select(*asked, figure).select_from(table)
        if self.via:
            query = query.join(head, table.c[self.via[1]] == head.c.id).where(alive(head))
        query = query.where(alive(table), head.c[self.day].between(first, last),
                            *(clause(column(self.dated, c.column), c) for c in self.where))
        if (mine := self._whose(scope)) is not None:
            query = query.where(head.c[mine[0]].in_(mine[1]))
        return query if group is None else query.group_by(asked[0])

    def _whose(self, scope: Scope) -> tuple[str, frozenset[int]] | None:
        """The field that says whose a row is, and the keys that count there; None where all rows count."""
        if self.dealer and scope.dealers is not None:
            return self.dealer, scope.dealers
        return (self.region, scope.regions) if self.region and scope.regions is not None else None

    def rows(self, first: date, last: date) -> Rows:
        """The rows behind it, whoever's they are."""
        return Rows(self.dated, (Condition(self.day, "between", (first, last)), *self.where))

    def within(self, scope: Scope, words: str) -> tuple[Condition, ...]:
        """What the rows of a scope fit besides; `words` say what the scope is."""
        mine = self._whose(scope)
        return () if mine is None else (Condition(mine[0], "in", tuple(sorted(mine[1])), words),)


Asked = Callable[[Session, date, date, Scope], Number]


@dataclass(frozen=True)
class Measure:
    """A figure with its name. `kind`: whole, money or percent; `less`: lower is better; `at_end`: it says how things stand on
    the last day, so that periods do not add up to it."""

    key: str
    title: str
    kind: str
    source: Asked
    less: bool = False
    unit: str = ""
    at_end: bool = False
    parts: tuple[str, ...] = field(default_factory=tuple)

    def of(self, session: Session, first: date, last: date, scope: Scope = ALL) -> Number:
        """The figure of the days from first to last; None where nobody can say. How things stand on a day that has not come
        is not known: it is said of today, and not at all of a period that has not begun."""
        if self.at_end:
            now = today()
            return None if first > now else self.source(session, first, min(last, now), scope)
        return self.source(session, first, last, scope)

    def rows(self, first: date, last: date) -> Rows | None:
        """The rows it is made of; None where no one list shows them."""
        return self.source.rows(first, last) if isinstance(self.source, Counted) else None

    def within(self, scope: Scope, words: str) -> tuple[Condition, ...]:
        """What these rows fit besides where only those of a scope count."""
        return self.source.within(scope, words) if isinstance(self.source, Counted) else ()
