"""What a formula comes to on one plot. Pure. Whatever cannot be computed is None: a formula never fails on data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from desktop.catalogue.formula import Call, Minus, Name, Node, Number, Pair
from desktop.core.units import round_half_even

Value = float | date | None
Series = Sequence[tuple[date | None, float]]  # what was observed of a trait, occasion by occasion
BROKEN = (OverflowError, ZeroDivisionError, ValueError, TypeError)


class Scope(Protocol):
    """What the names in a formula mean on the plot at hand."""

    def value(self, name: str) -> Value:
        """A fact, or the newest observation of a trait."""
        ...

    def series(self, name: str) -> Series:
        """All observations of a trait in order of their occasions."""
        ...

    def check(self, name: str) -> Value:
        """What the plot is compared with: the mean of the check (or of the trial) in a trait."""
        ...

    def observed(self, name: str) -> bool:
        """Whether the trial observes a trait."""
        ...


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of a formula; None where an operand is missing or the sum is not defined."""
    try:
        found = _value(node, scope)
    except BROKEN:
        return None
    if isinstance(found, float) and not math.isfinite(found):
        return None
    return found


def _value(node: Node, scope: Scope) -> Value:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return scope.value(node.name)
    if isinstance(node, Minus):
        operand = _value(node.operand, scope)
        return -operand if isinstance(operand, float) else None
    if isinstance(node, Pair):
        return _pair(node.sign, _value(node.left, scope), _value(node.right, scope))
    return _call(node, scope)


def _pair(sign: str, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    if sign in ORDER:
        same = isinstance(left, date) == isinstance(right, date)
        return float(ORDER[sign](left, right)) if same else None  # type: ignore[arg-type]
    if isinstance(left, date):
        return _with_day(sign, left, right)
    if isinstance(right, date):
        return right + timedelta(days=left) if sign == "+" else None
    return ARITHMETIC[sign](left, right)


def _with_day(sign: str, left: date, right: float | date) -> Value:
    """Days between two days, or a day some days later or earlier."""
    if isinstance(right, date):
        return float((left - right).days) if sign == "-" else None
    return left + timedelta(days=right if sign == "+" else -right) if sign in ("+", "-") else None


ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b}
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": math.pow}


def _call(node: Call, scope: Scope) -> Value:
    first = node.arguments[0]
    if node.function == "if":
        test = _value(first, scope)
        return None if test is None else _value(node.arguments[1 if test else 2], scope)
    if node.function == "first":
        return next((v for a in node.arguments if (v := evaluate(a, scope)) is not None), None)
    if node.function in ("check", "observed"):
        assert isinstance(first, Name)
        return scope.check(first.name) if node.function == "check" else float(scope.observed(first.name))
    if node.function in REPEATED:
        assert isinstance(first, Name)
        others = [_value(a, scope) for a in node.arguments[1:]]
        return REPEATED[node.function](scope.series(first.name), *others)
    values = [_value(a, scope) for a in node.arguments]
    if any(v is None for v in values):
        return None
    return PLAIN[node.function](values)


def _numbers(values: Sequence[Value]) -> list[float]:
    """The values where all are numbers. Raises TypeError for days."""
    found = [v for v in values if isinstance(v, float)]
    if len(found) != len(values):
        raise TypeError
    return found


def _days(values: Sequence[Value]) -> Value:
    begin, end = values
    return float((end - begin).days) if isinstance(begin, date) and isinstance(end, date) else None


def _rounded(values: Sequence[Value]) -> float:
    """Rounded half to even, as GB/T 8170 has it."""
    number, decimals = [*_numbers(values), 0.0][:2]
    return float(round_half_even(number, max(-12, min(12, int(decimals)))))


PLAIN: dict[str, Callable[[Sequence[Value]], Value]] = {
    # min and max: days among days, numbers among numbers; a mixture raises TypeError
    "min": min, "max": max,  # type: ignore[dict-item]
    "sum": lambda v: math.fsum(_numbers(v)),
    "mean": lambda v: math.fsum(_numbers(v)) / len(v), "abs": lambda v: abs(_numbers(v)[0]), "round": _rounded,
    "days": _days, "and": lambda v: float(all(_numbers(v))), "or": lambda v: float(any(_numbers(v))),
    "not": lambda v: float(not _numbers(v)[0])}


def audpc(series: Series) -> float | None:
    """Area under the disease progress curve by trapezoids, in units of the trait × days.

    G. Shaner, R. E. Finney, The effect of nitrogen fertilization on the expression of slow-mildewing resistance in Knox
    wheat, Phytopathology 67, 1977, 1051-1056. None with fewer than two dated scores.
    """
    dated = sorted((day, value) for day, value in series if day is not None)
    if len(dated) < 2 or len(dated) != len(series):
        return None
    return math.fsum((a + b) / 2 * (end - begin).days
                     for (begin, a), (end, b) in pairwise(dated))


def _occasion(series: Series, number: Value = None) -> float | None:
    place = int(number) if isinstance(number, float) else 0
    return series[place - 1][1] if 1 <= place <= len(series) else None


REPEATED: dict[str, Callable[..., Value]] = {
    "occasion": _occasion, "audpc": audpc,
    "over_time": lambda series: math.fsum(v for _day, v in series) / len(series) if series else None,
    "highest": lambda series: max((v for _day, v in series), default=None)}
