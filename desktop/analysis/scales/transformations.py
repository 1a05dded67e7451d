"""Transformations of a response whose error grows with its mean: logarithm, square root, angle (反正弦); and the way back.

As K. A. Gomez, A. A. Gomez, Statistical Procedures for Agricultural Research, 1984, section 7.2, have them: log10(x), with
1 added where a zero occurs; square root of x + 0.5; the angle in degrees of percentages, where 0 % becomes 1/(4n) and
100 % becomes 100 − 1/(4n), n being the number of units that a percentage is based on. Means go back with the limits of
their interval on the transformed scale; they are medians rather than means of the response.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.comparisons.multiple import critical_t
from desktop.analysis.further_table import Cell, FurtherTable, Row, plain
from desktop.analysis.notes import Note
from desktop.analysis.parts import CheckComparison, MeansTable
from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

Floats = NDArray[np.float64]
TRANSFORMATIONS = ("none", "log", "sqrt", "arcsine")
_HALF = 0.5
_NAMES = {"name": N_("Transformation"), "formula": N_("Formula"), "constant": N_("Constant")}


@dataclass(frozen=True)
class Transformation:
    """A transformation by name; `constant` is added before logarithm or root, or is the n of an angle (0: none given)."""

    name: str
    constant: float

    @property
    def formula(self) -> str:
        """The formula as it is written."""
        added = f"x + {self.constant:g}" if self.constant else "x"
        return {"log": f"log10({added})", "sqrt": f"sqrt({added})", "arcsine": "arcsin(sqrt(x/100)), °"}.get(self.name, "x")

    def forth(self, x: Floats) -> Floats:
        """The response on the scale of the analysis; NaN where it has no value there."""
        with np.errstate(invalid="ignore", divide="ignore"):
            if self.name == "log":
                return np.asarray(np.log10(x + self.constant))
            if self.name == "sqrt":
                return np.asarray(np.sqrt(x + self.constant))
            if self.name == "arcsine":
                return np.asarray(np.degrees(np.arcsin(np.sqrt(self._inside(x) / 100))))
        return x

    def _inside(self, x: Floats) -> Floats:
        """Percentages with 0 and 100 replaced, where the number of units is known."""
        edge = 1 / (4 * self.constant) if self.constant else 0.0
        return np.where(x == 0, edge, np.where(x == 100, 100 - edge, x))

    def back(self, z: float) -> float:
        """The value of the response that stands at `z` on the scale of the analysis; where a constant was added for
        values of zero, not below zero."""
        if self.name == "log":
            value = float(10.0 ** min(z, 300.0)) - self.constant
            return max(value, 0.0) if self.constant else value
        if self.name == "sqrt":
            return max(max(z, 0.0) ** 2 - self.constant, 0.0)
        if self.name == "arcsine":
            return 100 * float(np.sin(np.radians(min(max(z, 0.0), 90.0)))) ** 2
        return z


def transformed(
    name: str, constant: float | None, response: str, values: Sequence[float | None]
) -> tuple[Transformation, list[float | None]]:
    """The transformation as it fits the values, and the values transformed.

    UserError where a value has none: it names the value and the cure.
    """
    x = np.array([np.nan if v is None else v for v in values], dtype=float)
    known = x[np.isfinite(x)]
    chosen = Transformation(name, _constant(name, constant, known))
    z = chosen.forth(x)
    lost = np.flatnonzero(np.isfinite(x) & ~np.isfinite(z))
    if len(lost):
        raise UserError(_no_value(name, response, float(x[lost[0]])))
    return chosen, [float(v) if np.isfinite(v) else None for v in z]


def _constant(name: str, given: float | None, known: Floats) -> float:
    """The constant given, or the one that the textbook would take."""
    if given is not None:
        return given
    if name == "log":
        return 1.0 if (known == 0).any() else 0.0
    return _HALF if name == "sqrt" else 0.0


def _no_value(name: str, response: str, value: float) -> str:
    """The sentence about a value that cannot be transformed."""
    if name == "arcsine":
        problem = _('Column "{column}" holds {value:g}: the angle takes percentages from 0 to 100 only; correct the value.')
    else:
        problem = _(
            'Column "{column}" holds {value:g}, which has no {name}: correct the value, or add a larger number by --constant.'
        )
    return problem.format(column=response, value=value, name=_("logarithm") if name == "log" else _("square root"))


def with_way_back(found: Analysis, chosen: Transformation) -> Analysis:
    """The analysis of transformed values with its means on the scale of the response."""
    single = len(found.tables) == 1
    tables = list(found.tables.values())
    facts: dict[str, Cell] = {"name": chosen.name, "formula": chosen.formula, "constant": chosen.constant}
    further = [plain("transformation", N_("Transformation"), N_("Figure"), facts, _NAMES)]
    if chosen.name != "none":
        further += [_means(found, table, chosen, single) for table in tables]
    notes = [Note("transformed", {"response": found.response, "formula": chosen.formula})] if chosen.name != "none" else []
    return replace(
        found, dunnett=_ratios(found.dunnett, chosen), further=(*found.further, *further), notes=(*found.notes, *notes)
    )


def _ratios(compared: dict[str, CheckComparison] | None, chosen: Transformation) -> dict[str, CheckComparison] | None:
    """The comparisons with the check, in percent of it: after a logarithm the ratio, after another none."""
    if compared is None or chosen.name == "none":
        return compared
    if chosen.name != "log" or chosen.constant:
        return {level: replace(c, percent=None) for level, c in compared.items()}
    return {level: replace(c, percent=100 * (chosen.back(c.difference) - 1)) for level, c in compared.items()}


def _means(found: Analysis, table: MeansTable, chosen: Transformation, single: bool) -> FurtherTable:
    """The means of one table with their limits, back on the scale of the response."""
    error = found.error_of(table)
    t = critical_t(found.alpha, error.df) if error.df else None
    rows: dict[str, Row] = {}
    for level, mean in table.adjusted.items():
        half = table.standard_errors.get(level)
        if mean is not None:
            reach = t * half if t is not None and half is not None else None
            rows[level] = {
                "mean": chosen.back(mean),
                "lower": None if reach is None else chosen.back(mean - reach),
                "upper": None if reach is None else chosen.back(mean + reach),
            }
    heads = {"mean": N_("Mean"), "lower": N_("Lower limit"), "upper": N_("Upper limit")}
    title = N_("Means on the scale of the response, with the limits of their interval")
    return FurtherTable("back_transformed_means", title, table.factor, heads, rows, group="" if single else table.factor)
