"""What a list shows, without Qt: columns, where the rows come from, search, filters, sorting, totals.

A feature declares its lists in `actions.py`:

    DEALERS = Listing(
        "dealers", N_("Dealers"), Dealer,
        columns=[column(Dealer, "name"), column(Dealer, "kind"),
                 Column("region", N_("Region"), table_of(Region).c.full_name)],
        joins=[(Region, "region_id")], order=("name", False))

Every other field with a title follows by itself, hidden until it is chosen: all of a record can be sorted, filtered, exported.
A list is read in two steps, so that 100,000 rows open at once: `ids` gives the keys of all rows in order, `rows` the
cells of those that are seen. Filtering and sorting happen in SQL.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Select, and_, case, func, literal_column, null, or_, select
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import Subquery
from sqlmodel import Session

from desktop.core import local_time, money, search
from desktop.core.breakdown import Breakdown
from desktop.core.choices import Choices
from desktop.core.computed import computed_of
from desktop.core.i18n import _
from desktop.core.lending import lent
from desktop.core.records import Record, alive, borrowed, column_of, columns_of, table_of
from desktop.core.sources import tables_in
from desktop.core.spoken import in_force, name_of, say_of

Row = tuple[Any, ...]
SEARCH = sql_table("search_text", sql_column("rowid"))


@dataclass(frozen=True)
class Column:
    """A column of a list. `kind` is one of `fields.KINDS`; `total` is "", sum or mean. Money is in fen (`core/money.py`).

    `name` is also the field that bulk edit sets, where `editable`. `extra`: a field the feature did not name.
    `behind` gives the rows that a record's number in this column is made of. `plain`: without thousands marks (a year).
    `say` gives the words for a text in the language in force (`fields.text`); that of the field shown where none is named.
    `measured_in`: the column that says in which unit, or of what, its numbers are (`fields.number`).
    `share`: of a state the column (percent) that says how far it has come; a list shows both in one pill.
    """

    name: str
    title: str
    value: Any
    kind: str = "text"
    choices: Choices | None = None
    decimals: int = 0
    shown: bool = True
    editable: bool = False
    total: str = ""
    unit: str = ""
    extra: bool = False
    behind: Callable[[Any], Rows | Breakdown] | None = None
    plain: bool = False
    say: Callable[[str], str] | None = None
    measured_in: str = ""
    share: str = ""

    @property
    def says(self) -> Callable[[str], str] | None:
        """What gives the words for a text of this column; None where it is shown as it is kept."""
        return self.say or getattr(self.value, "info", {}).get("say")

    def words(self, text: str) -> str:
        """A text of this column in the language in force."""
        return self.says(text) if self.says else text


def column(model: type[Record], name: str, *, table: Any = None, **changes: Any) -> Column:
    """The list column of a model's field, stored or computed: title, kind, choices and decimals come from the field.

    `table`: an alias of the model's table to read it from.
    """
    if computed := computed_of(model).get(name):
        return replace(Column(name, computed.title, computed.sql(table_of(model) if table is None else table), computed.kind,
                              decimals=computed.decimals, unit=computed.unit), **changes)
    own: TableColumn[Any] = column_of(model, name)
    info, source = own.info, own if table is None else lent(model, name, table) if name in borrowed(model) else table.c[name]
    made = Column(name, info["title"], source, info["kind"], info.get("choices"), info.get("decimals", 0),
                  editable="link" not in info, unit=info.get("unit", ""), plain=info.get("plain", False),
                  say=info.get("say"), measured_in=info.get("measured_in", ""))
    return replace(made, **changes)


def _extra_columns(model: type[Record], columns: Sequence[Column], joins: Sequence[tuple[Any, ...]]) -> list[Column]:
    """A hidden column for each field with a title, stored or computed, that the list neither shows nor joins the record of."""
    known = {c.name for c in columns} | {join[1] for join in joins if len(join) == 2}
    shown = [c.value for c in columns]
    made = []
    for source in columns_of(model):
        if source.name in known or source.info["kind"] == "data" or any(value is source for value in shown):
            continue
        if source.info["kind"] == "link":
            made.append(Column(source.name, source.info["title"], name_of(source), shown=False, extra=True,
                               say=say_of(source)))
        else:
            made.append(column(model, source.name, shown=False, editable=False, extra=True))
    return [*made, *(column(model, name, shown=False, extra=True) for name in computed_of(model) if name not in known)]


@dataclass(frozen=True)
class Condition:
    """A filter on one column. Operators by kind of column:

    text: contains, is, begins, in, empty, filled · whole, number, money, price: is, least, most, between, empty, filled ·
    day: is, from, until, between, last_days, next_days, empty, filled · choice: in, not_in · flag: yes, no · link: is

    `words` says what the value is called where it is a key.
    """

    column: str
    operator: str
    value: Any = None
    words: str = ""


@dataclass(frozen=True)
class Rows:
    """The records of `model` that fit all conditions: what a number is made of. `further`: conditions that the database has to
    be asked for, such as the dealers of a region."""

    model: type[Record]
    conditions: tuple[Condition, ...]
    further: Callable[[Session], tuple[Condition, ...]] | None = field(default=None, compare=False)

    def asked(self, session: Session) -> tuple[Condition, ...]:
        """All conditions."""
        return self.conditions if self.further is None else (*self.conditions, *self.further(session))


@dataclass(frozen=True)
class Query:
    """What the user wants to see of a list. `fixed` pins fields of the model (a dealer's visits only)."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    fixed: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Preset:
    """A named filter a feature offers (and Today opens): "Licences about to expire"."""

    name: str
    title: str
    conditions: Callable[[], tuple[Condition, ...]]


@dataclass(frozen=True)
class Listing:
    """A list of one kind of record. `joins` are (model, field of ours that names it) or (model, field, from_model).

    In place of a model a join may name an alias of its table, or a query of figures with a column `id`.
    `always`: what every row fits, where the list is not of all records. `tab`: the feature that shows it, where that is not
    the one its records belong to.
    """

    name: str
    title: str
    model: type[Record]
    columns: Sequence[Column]
    joins: Sequence[tuple[Any, ...]] = ()
    order: tuple[str, bool] = ("id", True)
    presets: Sequence[Preset] = field(default_factory=tuple)
    always: tuple[Condition, ...] = ()
    tab: str = ""

    def __post_init__(self) -> None:
        if (lender := self.model.LENDER) and all(join[0] is not lender.model for join in self.joins):
            object.__setattr__(self, "joins", ((lender.model, lender.link), *self.joins))
        extra = _extra_columns(self.model, self.columns, self.joins)
        own = table_of(self.model)
        object.__setattr__(self, "columns", tuple(
            replace(c, value=in_force(c.value, own)) for c in (*self.columns, *extra)))

    @property
    def feature(self) -> str:
        """The feature whose page shows it: the room of its model, where nothing else is said."""
        return self.tab or self.model.__module__.split(".")[1]

    @cached_property
    def tables(self) -> frozenset[str]:
        """The names of the tables it reads: its own, those it joins, those its figures are made of."""
        joined = (join[0] if hasattr(join[0], "c") else table_of(join[0]) for join in self.joins)
        return tables_in((table_of(self.model), *joined, *(c.value for c in self.columns)))

    def ids(self, session: Session, query: Query) -> array[int]:
        """The keys of all rows that `query` asks for, in its order."""
        ids_only = self._select(query, [table_of(self.model).c.id], sorting=True)
        compiled = ids_only.compile(dialect=session.get_bind().dialect, compile_kwargs={"render_postcompile": True})
        driver: Any = session.connection().connection.driver_connection
        values = [compiled.params[k] for k in compiled.positiontup or ()]
        processors: Any = compiled._bind_processors  # the values as this dialect binds them
        bound = [processors[k](v) if k in processors else v
                 for k, v in zip(compiled.positiontup or (), values, strict=True)]
        # One answer of the driver's own cursor for all keys: stepping row by row would ask for the interpreter each
        # time, and 100,000 keys would take twice as long while the window draws.
        keys = driver.execute(f"SELECT json_group_array(id) FROM ({compiled.string})", bound).fetchone()[0]
        return array("q", json.loads(keys))

    def rows(self, session: Session, ids: Sequence[int], names: Collection[str] | None = None) -> dict[int, Row]:
        """The cells of some rows: key → values in the order of `columns`; only those of the columns `names`, others None."""
        table = table_of(self.model)
        values = [c.value if names is None or c.name in names else null() for c in self.columns]
        chosen = self._from(select(table.c.id, *(value.label(f"c{i}") for i, value in enumerate(values))))
        found: dict[int, Row] = {}
        for start in range(0, len(ids), 500):
            for row in session.execute(chosen.where(table.c.id.in_(list(ids[start:start + 500])))):
                found[row[0]] = tuple(row)[1:]
        return found

    def totals(self, session: Session, query: Query) -> dict[str, float | None]:
        """Sum or mean of each column that has a total, over all rows of `query`."""
        totalled = [c for c in self.columns if c.total]
        if not totalled:
            return {}
        wanted = [(func.sum if c.total == "sum" else func.avg)(c.value).label(f"t{i}") for i, c in enumerate(totalled)]
        row = session.execute(self._select(query, wanted, sorting=False, of=totalled)).one()
        return {c.name: row[i] for i, c in enumerate(totalled)}

    def count(self, session: Session, query: Query) -> int:
        """How many rows `query` asks for."""
        number: int = session.execute(self._select(query, [func.count()], sorting=False)).scalar_one()
        return number

    @property
    def reckons(self) -> bool:
        """Whether it joins figures that are reckoned over all records: it is read in one go rather than often."""
        return any(isinstance(join[0], Subquery) for join in self.joins)

    def counts(self, session: Session, asked: Sequence[tuple[Condition, ...]], summed: Sequence[str] = ()) -> list[int]:
        """How many rows fit each of these sets of conditions, then the sum of each column `summed`; the list is read once."""
        fits = [and_(*(clause(self.asked(c), c) for c in (*self.always, *conditions))) for conditions in asked]
        wanted = [func.coalesce(func.sum(case((fit, 1), else_=0)), 0).label(f"n{place}") for place, fit in enumerate(fits)]
        wanted += [func.coalesce(func.sum(self.column(name).value), 0).label(f"s{n}") for n, name in enumerate(summed)]
        return list(session.execute(self._from(select(*wanted)).where(alive(table_of(self.model)))).one())

    def values(self, session: Session, query: Query, name: str, most: int | None = None) -> list[tuple[Any, int]]:
        """What stands in a column or field in the rows of `query`, the most frequent first: (value, how many rows); nothing is
        None."""
        of, rows = self.column(name), func.count()
        value = func.nullif(of.value, "") if of.kind in ("text", "choice") else of.value
        counted = self._select(query, [value.label("value"), rows], sorting=False, of=[of]).group_by(value)
        return [(row[0], row[1]) for row in session.execute(counted.order_by(rows.desc(), value).limit(most))]

    def lines(self, session: Session, query: Query, names: Sequence[str], most: int | None = None) -> list[tuple[int, Row]]:
        """The first rows that `query` asks for, in its order: key and cells of the columns (or fields) of these names."""
        wanted = [table_of(self.model).c.id, *(self.column(n).value.label(f"c{i}") for i, n in enumerate(names))]
        chosen = self._select(query, wanted, sorting=True).limit(most)
        return [(row[0], tuple(row)[1:]) for row in session.execute(chosen).all()]

    def column(self, name: str) -> Column:
        """The column of that name, else the model's field of it, so that conditions may name what no column shows."""
        return next((c for c in self.columns if c.name == name), None) or column(self.model, name)

    def asked(self, condition: Condition) -> Column:
        """What a condition asks about: a column, or the field itself where the value is a key."""
        return column(self.model, condition.column) if condition.words else self.column(condition.column)

    def preset(self, name: str) -> Preset:
        """The preset of that name."""
        return next(p for p in self.presets if p.name == name)

    def display(self, column: Column, value: Any) -> str:
        """A cell as text in the language in force."""
        return show(column, value)

    def _from(self, query: Select[Any]) -> Select[Any]:
        source: Any = table_of(self.model)
        for model, name, *other in self.joins:
            joined = model if hasattr(model, "c") else table_of(model)
            left = (other[0] if hasattr(other[0], "c") else table_of(other[0])) if other else table_of(self.model)
            same = left.c[name] == joined.c.id
            source = source.outerjoin(joined, and_(same, alive(joined)) if "deleted_at" in joined.c else same)
        return query.select_from(source)

    def _select(self, query: Query, wanted: list[Any], *, sorting: bool, of: Sequence[Column] = ()) -> Select[Any]:
        table = table_of(self.model)
        chosen = select(*wanted)
        # A total or a count that concerns the list's own table is not made to join the others: SQLite would do it.
        conditions = (*self.always, *query.conditions)
        concerned = [*of, *(self.column(condition.column) for condition in conditions)]
        own = not sorting and not any(self._joined(c.value) for c in concerned)
        chosen = (chosen.select_from(table) if own else self._from(chosen)).where(alive(table))
        if query.fixed:
            chosen = chosen.where(and_(*(table.c[name] == value for name, value in query.fixed)))
        if query.text.strip():
            chosen = chosen.where(self._matches(query.text))
        for condition in conditions:
            chosen = chosen.where(clause(self.asked(condition), condition))
        return chosen.order_by(*self._order(query.order)) if sorting else chosen

    def with_shares(self, columns: Sequence[Column]) -> list[Column]:
        """These columns for paper and files, and behind a state how far it has come, which a list shows in one pill with it."""
        names = {one.name for one in columns}
        return [each for one in columns for each in (
            one, *([self.column(one.share)] if one.share and one.share not in names else []))]

    def _joined(self, value: Any) -> bool:
        """Whether a value is read from one of the tables that the list joins."""
        if isinstance(value, TableColumn):
            return value.table is not table_of(self.model)
        joined = {join[0] if hasattr(join[0], "c") else table_of(join[0]) for join in self.joins}
        return any(getattr(part, "table", None) in joined for part in visitors.iterate(value))

    def _order(self, order: tuple[tuple[str, bool], ...]) -> list[Any]:
        keys = order or (self.order,)
        table = table_of(self.model)
        values = [(table.c.id if name == "id" else self.column(name).value, down) for name, down in keys]
        return [*(v.desc() if down else v.asc() for v, down in values), table.c.id.desc() if keys[-1][1] else table.c.id]

    def _matches(self, text: str) -> Any:
        """Rows the full-text index knows under `text`, themselves or through a record they name."""
        match = search.expression(text)
        if not match:
            return literal_column("0")
        found = select(SEARCH.c.rowid).where(literal_column("search_text").op("MATCH")(match))
        own = table_of(self.model)
        named = [own.c[join[1]] for join in self.joins if len(join) == 2]
        return or_(own.c.id.in_(found), *(key.in_(found) for key in named))


def plain_list(model: type[Record]) -> Listing:
    """A list of all fields of a model, for rows that no list of a feature shows."""
    names = [*(c.name for c in columns_of(model) if c.info["kind"] not in ("data", "link")), *computed_of(model)]
    return Listing(f"plain.{table_of(model).name}", model.NAME, model, [column(model, name) for name in names])


def clause(column: Column, condition: Condition) -> Any:
    """A condition on a column as SQL. KeyError for an operator that nobody knows."""
    value, given = column.value, condition.value
    if condition.operator in ("empty", "filled"):
        empty = value.is_(None) | (value == "") if column.kind in ("text", "choice") else value.is_(None)
        return empty if condition.operator == "empty" else ~empty
    today = date.today()
    makers: dict[str, Callable[[], Any]] = {
        "contains": lambda: value.contains(given, autoescape=True),
        "begins": lambda: value.startswith(given, autoescape=True),
        "is": lambda: value == given, "least": lambda: value >= given, "most": lambda: value <= given,
        "from": lambda: value >= given, "until": lambda: value <= given,
        "between": lambda: value.between(*given),
        "in": lambda: _among(value, given), "not_in": lambda: value.not_in(list(given)),
        "yes": lambda: value.is_(True), "no": lambda: value.is_not(True),
        "last_days": lambda: value.between(today - timedelta(days=int(given)), today),
        "next_days": lambda: value.between(today, today + timedelta(days=int(given))),
    }
    return makers[condition.operator]()


def _among(value: Any, given: Collection[Any]) -> Any:
    """One of these; "" stands for nothing, which may be stored as an empty text or not at all."""
    found = value.in_(list(given))
    return or_(found, value.is_(None)) if "" in given else found


def show(column: Column, value: Any) -> str:
    """A cell as text: money in yuan, numbers rounded half-even, words translated, dates ISO, nothing as nothing."""
    return "" if value is None else SHOWN.get(column.kind, _as_it_is)(column, value)


def _as_it_is(column: Column, value: Any) -> str:
    return column.words(str(value))


def _number(column: Column, value: Any) -> str:
    from desktop.core.units import MINUS, round_half_even

    rounded = round_half_even(value, column.decimals)
    return str(rounded) if column.plain else f"{rounded:,}".replace("-", MINUS)


def _money(column: Column, value: Any) -> str:
    return money.text(value, column.kind)


SHOWN: dict[str, Callable[[Column, Any], str]] = {
    "whole": _number, "number": _number, "money": _money, "price": _money,
    "choice": lambda column, value: column.choices.label(value) if column.choices else str(value),
    "flag": lambda _column, value: _("yes") if value else "",
    "moment": lambda _column, value: local_time.shown(value)}
