"""The kinds of field a record can have. One call declares type, title, choices, reference and search at once.

TO ADD A FIELD TO A RECORD
1. one line in the feature's `model.py`, with one of the functions below;
2. one step in `desktop/migrations.py` (the recipe stands there);
3. its name in the model's `FORM`, if it has one.
Form, list columns, import targets, history, search and error sentences take the title from here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Float, ForeignKey, Integer, String, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from desktop.core import local_time, phones
from desktop.core.choices import Choices
from desktop.core.computed import Computed
from desktop.core.i18n import N_
from desktop.core.states import Machine

STRICT_TYPES = {String: "TEXT", Text: "TEXT", Date: "TEXT", DateTime: "TEXT", JSON: "TEXT",
                Boolean: "INTEGER", BigInteger: "INTEGER", Float: "REAL"}


def _compile_as(name: str) -> Any:
    def compile_type(_element: Any, _compiler: Any, **_kw: Any) -> str:
        return name

    return compile_type


for _type, _name in STRICT_TYPES.items():
    # SQLite's STRICT tables know five types only; PostgreSQL keeps SQLAlchemy's own.
    compiles(_type, "sqlite")(_compile_as(_name))


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as UTC ISO text, so that it sorts and reads well in any tool."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> str | None:
        return local_time.universal(value).isoformat(timespec="milliseconds") if value else None

    def process_result_value(self, value: str | None, _dialect: Any) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


KINDS = ("text", "choice", "whole", "number", "money", "price", "flag", "day", "moment", "data", "link")
"""What a field can be; `column.info["kind"]` of every titled field is one of them."""
NUMBERS = frozenset({"whole", "number", "money", "price"})
"""The kinds that are numbers: right-aligned, compared, totalled. Money and prices are whole numbers of fen and less."""


def _field(kind: str, title: str, default: Any, sa_type: Any, column_args: tuple[Any, ...] = (), index: bool = False,
           **info: Any) -> Any:
    return Field(default=default, title=title, sa_type=sa_type, index=index, sa_column_args=list(column_args),
                 sa_column_kwargs={"info": {"title": title, "kind": kind, **info}, "server_default": _sql(default)})


def _sql(default: Any) -> sqlalchemy.TextClause | sqlalchemy.ColumnElement[Any] | None:
    """A field's default as the table's own, so that a column added later gives the rows that are there the same."""
    if default is None:
        return None
    if isinstance(default, bool):
        return sqlalchemy.true() if default else sqlalchemy.false()
    if isinstance(default, int | float):
        return sqlalchemy.text(str(default))
    text = default if isinstance(default, str) else json.dumps(default)
    return sqlalchemy.text("'" + text.replace("'", "''") + "'")


def text(title: str, *, required: bool = False, search: bool = False, long: bool = False, index: bool = False,
         suggest: Callable[[Any, Mapping[str, Any]], list[str]] | None = None,
         normal: Callable[[str], str] | None = None, doubt: Callable[[str], str] | None = None,
         say: Callable[[str], str] | None = None) -> Any:
    """A line of text (`long`: several lines); no value is "". Annotate as `str`.

    `suggest`: (session, values of the form) → words that a form offers while one types. `normal` gives what is typed or
    imported the one form in which it is kept. `doubt` says in a sentence what looks wrong about a text and does not forbid
    keeping it ("" for nothing): the form hints at it, an import remarks it. `say` gives the words for what is kept in the
    language in force (of "乳熟期 / milk stage" one half, "2026 spring" for 2026春播): the form holds what is kept, wherever it
    is only shown (list, print, export, reference) it is said.
    """
    return _field("text", title, "", Text, index=index, required=required, search=search, long=long, suggest=suggest,
                  normal=normal, doubt=doubt, say=say)


def phone(title: str) -> Any:
    """A telephone number, or several, in the one form in which they are kept. Annotate as `str`."""
    return text(title, search=True, normal=phones.normalised, doubt=phones.doubt)


def code(title: str, prefix: str, *, year_of: str = "") -> Any:
    """A human number, filled from the series `prefix` of a year where it is empty. Annotate as `str`.

    The year is that of the day in the field `year_of`; this year without one.
    """
    return _field("text", title, "", Text, index=True, search=True, series=prefix, year_of=year_of)


def choice(title: str, choices: Choices, default: str = "") -> Any:
    """One word of a closed list. Annotate as `str`."""
    return _field("choice", title, default, Text, choices=choices)


def state(title: str, machine: Machine, default: str = "") -> Any:
    """The state of a record that moves as `machine` says; each move is kept with its day. Annotate as `str`."""
    return _field("choice", title, default, Text, choices=machine.words, machine=machine)


def whole(title: str, *, unit: str = "", low: int | None = None, high: int | None = None,
          default: int | None = None, index: bool = False, counted_in: str = "", reused: bool = False,
          plain: bool = False, part: str = "") -> Any:
    """A whole number (counts). Annotate as `int | None`.

    `plain`: it names something and counts nothing, as a year does: it is written without thousands marks. `part`: the part of
    the calendar that it names, see `year` and `month`.

    `counted_in`: where it is empty it becomes the next number among the records with the same value in that field, after
    the highest there is; `reused`: those in the recycle bin do not count.
    """
    return _field("whole", title, default, BigInteger, index=index, unit=unit, low=low, high=high, decimals=0,
                  counted_in=counted_in, reused=reused, plain=plain, part=part)


def year(title: str) -> Any:
    """A year of the calendar, 1950 to 2100. Annotate as `int | None`."""
    return whole(title, low=1950, high=2100, plain=True, part="year")


def month(title: str) -> Any:
    """A month of the year, 1 to 12; files may write it in words. Annotate as `int | None`."""
    return whole(title, low=1, high=12, part="month")


def number(title: str, *, unit: str = "", decimals: int = 2, low: float | None = None, high: float | None = None,
           default: float | None = None, bound: str = "", measured_in: str = "") -> Any:
    """A measured number. Annotate as `float | None`. `low` and `high` are hard limits (a latitude), not plausibility.

    `bound`: the sign ≥ or ≤ that it is always printed with, as what a label promises; files may hold it. `measured_in`: the
    field that says in which unit, or of what, it is: numbers that differ in it are neither added up nor averaged.
    """
    return _field("number", title, default, Float, unit=unit, low=low, high=high, decimals=decimals, bound=bound,
                  measured_in=measured_in)


def money(title: str, *, low: int | None = 0) -> Any:
    """An amount, kept in whole fen; typed and read in yuan (`core/money.py`). Annotate as `int | None`. `low` in fen."""
    return _field("money", title, None, BigInteger, unit=N_("yuan"), decimals=2, low=low)


def price(title: str, *, per: str = N_("yuan/kg")) -> Any:
    """A price with four decimals, kept as a whole number of 0.0001 yuan; `per` is its unit. Annotate as `int | None`."""
    return _field("price", title, None, BigInteger, unit=per, decimals=4, low=0)


def yes_no(title: str, default: bool = False, *, yes: tuple[str, ...] = (), no: tuple[str, ...] = ()) -> Any:
    """A yes or no. Annotate as `bool`. `yes` and `no`: what tables say for it besides the usual words (到, 未到)."""
    return _field("flag", title, default, Boolean, said=dict.fromkeys(yes, True) | dict.fromkeys(no, False))


def day(title: str, *, required: bool = False, index: bool = False, not_before: str = "", deadline: Any = None) -> Any:
    """A calendar day, which may not lie before that of the field `not_before`. Annotate as `date | None`.

    `deadline` (`deadlines.Deadline`) says while what it is late once it is past.
    """
    return _field("day", title, None, Date, index=index, required=required, not_before=not_before, deadline=deadline)


def moment(title: str) -> Any:
    """A point in time, UTC. Annotate as `datetime | None`."""
    return _field("moment", title, None, Moment)


def data(title: str, default: Any = None) -> Any:
    """A small structure (list or dict of plain values), kept as JSON. Annotate as `list[...]` or `dict[...]`."""
    return Field(default_factory=lambda: type(default)() if default is not None else None, title=title, sa_type=JSON,
                 sa_column_kwargs={"info": {"title": title, "kind": "data"}, "server_default": _sql(default)})


def link(title: str, target: str, *, owned: bool = False, required: bool | None = None, index: bool = True,
         locked: bool = False, current: bool = False) -> Any:
    """A reference to another record's id, e.g. `link(N_("Region"), "region.id")`. Annotate as `int | None`.

    `owned`: this record lives and dies with the one it names (a dealer's contact). Otherwise the other record cannot
    be deleted while this one lives. What is owned is required, but where it is said otherwise: the record belongs to one
    of several then. `index=False` where a table's own index already begins with this field. `locked`: this record is
    part of the other one, and may not change where that one is locked by its state. `current`: a new record proposes the one
    in force today (its model's `current(session)`).
    """
    needed = owned if required is None else required
    key = ForeignKey(target, ondelete="CASCADE" if owned and needed else "RESTRICT")
    return _field("link", title, None, BigInteger, (key,), index=index, required=needed,
                  link=target.partition(".")[0], owned=owned, locked=locked, current=current)


def owner(title: str, table: str) -> Any:
    """The id of the record that owns this one, of whatever kind: the field `table` names its table. Annotate as `int | None`.

    As with an owned link, this record is deleted, restored and merged with that one.
    """
    return _field("whole", title, None, BigInteger, index=True, owned=True, row_of=table)


def computed(title: str, formula: Callable[[Any], Any], *, kind: str = "number", unit: str = "", decimals: int = 0) -> Any:
    """A field computed from others of the record, shown wherever a stored one is. Annotate as `ClassVar[Computed]`.

    `formula`: `lambda c: c.price * c.bags`; what it may say stands in `core/computed.py`.
    """
    return Computed(title, formula, kind, unit, decimals)


def today() -> date:
    """The local calendar day."""
    return date.today()


__all__ = ["Computed", "Integer", "Moment", "choice", "code", "computed", "data", "day", "link", "moment", "money", "now",
           "number", "owner", "price", "state", "text", "today", "whole", "yes_no"]
