"""Fields computed from others of the same record: declared once on the model, as SQL in lists and in Python elsewhere.

    class TrainingEvent(Record):
        left: ClassVar[f.Computed] = f.computed(N_("Left of the budget"), lambda c: c.budget - c.cost, kind="money", unit=…)

The formula is read twice: `c` gives the columns of a table in a list (so that it filters, sorts and sums), and the values of
a record on a form or in a document. What stands on an unknown value is unknown, in both; so is a division by nothing.
Beside arithmetic `c` offers `today`, `days(later, earlier)`, `known(first, second)` and `when(condition, then, otherwise)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, case, cast, func

from desktop.core import money

WHOLE = frozenset({"whole", *money.DECIMALS})


class Computed:
    """A field that is not stored: read from a record it gives its value, None where that is unknown.

    `kind` is one of `fields.KINDS` that are numbers; whole kinds are rounded half away from nothing, in SQL as in Python.
    """

    def __init__(self, title: str, formula: Callable[[Any], Any], kind: str = "number", unit: str = "",
                 decimals: int = 0) -> None:
        self.title, self.formula, self.kind, self.unit, self.decimals = title, formula, kind, unit, decimals
        self.name = ""
        self.owner: Any = object  # the model

    def __set_name__(self, owner: type[object], name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, record: Any, _owner: type[Any] | None = None) -> Any:
        return self if record is None else self.of(lambda name: getattr(record, name))

    def of(self, value_of: Callable[[str], Any]) -> Any:
        """The value where `value_of` gives those of the other fields."""
        try:
            found = self.formula(OfValues(value_of))
        except ZeroDivisionError:
            return None
        if found is NOTHING:
            return None
        return money.half_up(found) if self.kind in WHOLE else found

    def of_values(self, values: Mapping[str, Any]) -> Any:
        """The value that typed values give; a field that is not among them is unknown."""
        others = computed_of(self.owner)
        return self.of(lambda name: others[name].of_values(values) if name in others else values.get(name))

    def sql(self, table: Any) -> ColumnElement[Any]:
        """The value as SQL over the columns of `table`, the model's table or an alias of it."""
        found = self.formula(OfTable(table, computed_of(self.owner)))
        whole = self.kind in WHOLE and not isinstance(found.type, Integer)
        return cast(func.round(found), BigInteger) if whole else found


@cache
def computed_of(model: type[object]) -> Mapping[str, Computed]:
    """The computed fields of a model, by name, in the order of the model; looked up once, for lists ask for each column."""
    return {name: field for kind in reversed(model.__mro__) for name, field in vars(kind).items()
            if isinstance(field, Computed)}


class _Nothing:
    """An unknown value: whatever is computed with it is unknown, and no condition holds of it."""

    def _nothing(self, *_other: Any) -> _Nothing:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _nothing
    __lt__ = __le__ = __gt__ = __ge__ = _nothing

    def __bool__(self) -> bool:
        return False


NOTHING = _Nothing()


class OfValues:
    """What a formula sees of a record."""

    def __init__(self, value_of: Callable[[str], Any]) -> None:
        self._value_of = value_of

    def __getattr__(self, name: str) -> Any:
        value = self._value_of(name)
        return NOTHING if value in (None, "") else value

    @property
    def today(self) -> date:
        """The local calendar day."""
        return date.today()

    def days(self, later: Any, earlier: Any) -> Any:
        """How many days lie between two days."""
        return NOTHING if NOTHING in (later, earlier) else (later - earlier).days

    def known(self, first: Any, second: Any) -> Any:
        """The first where it is known, else the second."""
        return second if first is NOTHING else first

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        """One of two values; what is asked of an unknown value does not hold."""
        return then if condition else otherwise


class OfTable:
    """What a formula sees of a table: the same as `OfValues`, as SQL."""

    def __init__(self, table: Any, computed: Mapping[str, Computed]) -> None:
        self._table, self._computed = table, computed

    def __getattr__(self, name: str) -> Any:
        return self._computed[name].sql(self._table) if name in self._computed else self._table.c[name]

    @property
    def today(self) -> Any:
        """The local calendar day."""
        return func.date("now", "localtime")

    def days(self, later: Any, earlier: Any) -> Any:
        """How many days lie between two days."""
        return cast(func.julianday(later) - func.julianday(earlier), Integer)

    def known(self, first: Any, second: Any) -> Any:
        """The first where it is known, else the second."""
        return func.coalesce(first, second)

    def when(self, condition: Any, then: Any, otherwise: Any) -> Any:
        """One of two values; what is asked of an unknown value does not hold."""
        return case((condition, then), else_=otherwise)
