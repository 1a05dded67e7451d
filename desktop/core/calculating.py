"""Calculators: what each takes and gives, for window, document and command alike.

TO ADD ONE to a feature, name it (or a tuple of them) in the feature's `calculators`:
* a `Calculator` takes and gives single numbers: the window makes its form from it;
* a `Calculation` takes and gives any JSON object: rows of payments, the days of a spring.
Both are pure: no database, no clock, no setting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.units import Number, exact

LARGEST = 30  # digits before or after the point: no figure of the trade has more, and 1e999999999 would fill the memory
Values = Mapping[str, Number]
Results = dict[str, Fraction]


@dataclass(frozen=True)
class Quantity:
    """An input or a result. `default` is a place to begin, never a recommendation; `low`, `high` are hard limits."""

    key: str
    title: str
    unit: str = ""
    decimals: int = 1
    default: float | None = None
    low: float | None = 0.0
    high: float | None = None


@dataclass(frozen=True)
class Calculator:
    """A calculator. `formula` is printed with it; `compute` raises `UserError` where the inputs make no sense."""

    name: str
    title: str
    formula: str
    inputs: tuple[Quantity, ...]
    outputs: tuple[Quantity, ...]
    compute: Callable[[Values], Results]
    source: str = ""

    def run(self, values: Mapping[str, Number | None]) -> Results:
        """The results; UserError naming the input that is missing or outside its limits."""
        given: dict[str, Number] = {}
        for quantity in self.inputs:
            value = values.get(quantity.key)
            if value is None:
                raise UserError(_("Fill in {field}.").format(field=_(quantity.title)))
            _refuse_outside(quantity, value)
            given[quantity.key] = exact(value)
        return self.compute(given)


def _refuse_outside(quantity: Quantity, value: Number) -> None:
    low, high = quantity.low, quantity.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise UserError(_("{field}: {value} is outside {low} to {high}.").format(
            field=_(quantity.title), value=f"{float(value):g}", low="−∞" if low is None else f"{low:g}",
            high="∞" if high is None else f"{high:g}"))


@dataclass(frozen=True)
class Calculation:
    """A calculator of any JSON object. `needs` are the keys that must be there, `may` those that can be left out; `example`
    is an input that works. `compute` gives what JSON can hold and raises `UserError` naming the key that makes no sense."""

    name: str
    title: str
    needs: tuple[str, ...]
    example: Mapping[str, Any]
    compute: Callable[[Mapping[str, Any]], dict[str, Any]]
    may: tuple[str, ...] = ()

    def answer(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to an object read from JSON; UserError for a key that is missing or unknown."""
        for key in given:
            if key not in (*self.needs, *self.may):
                raise UserError(_("“{key}” is not known here; the keys are {keys}.").format(
                    key=key, keys=", ".join((*self.needs, *self.may))))
        for key in self.needs:
            if key not in given:
                raise UserError(_("“{key}” is missing.").format(key=key))
        return self.compute(given)


def calculation_of(calculator: Calculator) -> Calculation:
    """A calculator of single numbers as one of JSON, with the keys of its form; results are unrounded numbers."""
    def compute(given: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Number | None] = {quantity.key: number_of(given, quantity.key) for quantity in calculator.inputs}
        try:
            found = calculator.run(values)
        except UserError as error:  # it names the field as the form does; here fields are known by their keys
            keys = [quantity.key for quantity in calculator.inputs if _(quantity.title) in str(error)]
            raise UserError(f"{', '.join(keys)}: {error}" if keys else str(error)) from None
        return {quantity.key: float(found[quantity.key]) for quantity in calculator.outputs}

    return Calculation(calculator.name.replace("_", "-"), calculator.title, tuple(q.key for q in calculator.inputs),
                       {q.key: q.default for q in calculator.inputs}, compute)


def number_of(given: Mapping[str, Any], key: str) -> Fraction:
    """The number under a key, exact: a JSON number, or decimal text. UserError naming the key for anything else."""
    value = given[key]
    number = None if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal) else _decimal(value)
    if number is None or not number.is_finite() or abs(number.adjusted()) > LARGEST:
        raise UserError(_("“{key}” is not a number: {value}. Write digits and a point, such as 1234.5.").format(
            key=key, value=written(value)))
    return Fraction(number)


def written(value: Any) -> str:
    """A value as it stood in the input, its beginning."""
    return {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)[:40]


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, str) and "_" in value:  # Python's own way of parting digits, which nobody means here
        return None
    try:
        return Decimal(value.strip() if isinstance(value, str) else str(value))
    except InvalidOperation:
        return None
