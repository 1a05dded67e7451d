"""Splits and season curves as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from desktop.core import money
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trade import targets
from desktop.trade.given import FEN, UNITS, Given, counted, kind, plain

_CURVE = [5, 20, 30, 22, 13, 7, 2, 0, 0, 0, 0, 1]
SEASON_STARTS = 10
"""The season of seed begins with October unless the input says otherwise."""


def _split(given: Given) -> dict[str, Any]:
    unit = given.choice("unit", UNITS, FEN)
    total = given.measured("total", unit, low=None if unit == FEN else 0)
    if given.filled("percents") and given.filled("weights"):
        raise given.wrong("weights", _("stands beside “percents”: give one of them"))
    key = "percents" if given.filled("percents") else "weights"
    weights = given.numbers(key, low=0)
    if key == "percents" and not targets.adds_to_hundred(weights):
        raise given.wrong(key, _("must add to 100"))
    if not any(weights):
        raise given.wrong(key, _("have no sum"))
    return {"parts": [counted(part, unit) for part in money.split(total, weights)]}


def _curve(given: Given) -> dict[str, Any]:
    unit = given.choice("unit", UNITS, FEN)
    year, done = given.measured("year", unit, low=1), given.measured("done", unit)
    percents = given.numbers("percents", low=0)
    if len(percents) != targets.MONTHS:
        raise given.wrong("percents", _("must be twelve numbers"))
    if not targets.adds_to_hundred(percents):
        raise given.wrong("percents", _("must add to 100"))
    start = given.count("start_month", low=1, default=SEASON_STARTS)
    if start > targets.MONTHS:
        raise given.wrong("start_month", _("must be a month from 1 to 12"))
    months = targets.months_of(year, percents)
    expected = targets.expected_to_date(months, start, given.day("as_of"))
    reached = targets.progress(year, done, expected)
    return {"months": [counted(month, unit) for month in months], "expected_to_date": counted(expected, unit),
            "percent_of_curve": None if reached.percent_of_curve is None else plain(reached.percent_of_curve),
            "percent_of_year": plain(reached.percent_of_year),
            "run_rate": None if reached.run_rate is None else counted(reached.run_rate, unit),
            "missing": counted(reached.missing, unit)}


def _period_share(given: Given) -> dict[str, Any]:
    """The share of a period in a year, from the period's own months, or from what was reached before it."""
    if given.filled("before") == given.filled("months"):
        raise UserError(_("Give either “{key}” or “{other}”.").format(key="before", other="months"))
    year = given.positive("year")
    part = year - given.quantity("before") if given.filled("before") else sum(given.numbers("months", low=0), Fraction(0))
    if not 0 <= part <= year:
        raise given.wrong("before" if given.filled("before") else "months", _("exceeds the year"))
    return {"part": plain(part), "percent": plain(part * 100 / year)}


KINDS = (
    kind("period-share", N_("Share of a period in its year"), ("year",), {"year": "33665.75", "before": "5188.31"},
         _period_share, ("before", "months")),
    kind("split", N_("A whole in parts that add to it"), ("total",), {"total": "100.00", "weights": [1, 1, 1]}, _split,
         ("weights", "percents", "unit")),
    kind("curve", N_("A year's target on its season curve"), ("year", "percents", "as_of", "done"),
         {"year": 12345, "percents": _CURVE, "start_month": 10, "as_of": "2025-12-31", "done": 6111, "unit": "bag"}, _curve,
         ("start_month", "unit")))
