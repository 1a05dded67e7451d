"""A throw-away analysis: Tukey's median polish of entries and blocks. It stands in no list but where a test puts it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from desktop.analysis.answer import Answer
from desktop.analysis.columns import PlotColumns
from desktop.analysis.notes import Note
from desktop.analysis.result_table import Head, ResultTable
from desktop.analysis.view import AnswerFigure, DifferenceFigure, View
from desktop.core.i18n import N_, _


@dataclass(frozen=True)
class MedianPolish(Answer):
    """The medians of the entries, taken from the response."""

    response: str
    n: int
    missing: int
    medians: dict[str, float]
    notes: tuple[Note, ...]
    design: str = "median-polish"

    def result_tables(self) -> list[ResultTable]:
        """The medians."""
        return [ResultTable(_("Medians"), (Head(_("Variety")), Head(_("Median"))), list(self.medians.items()))]

    def figures(self, view: View) -> list[AnswerFigure]:
        """The medians as bars."""
        values = [m * view.scale for m in self.medians.values()]
        return [DifferenceFigure("medians", N_("Medians"), view.title, list(self.medians), values, view.label, median(values))]

    def to_json(self) -> dict[str, Any]:
        """The medians by entry."""
        return {"design": self.design, "response": self.response, "medians": self.medians, "notes": list(map(str, self.notes))}


def analyse(columns: PlotColumns, _check: str | None, _alpha: float) -> MedianPolish:
    """The median of every entry's plots."""
    _name, levels = columns.treatment
    plots: dict[str, list[float]] = {}
    for level, value in zip(levels, columns.values, strict=True):
        if level is not None and value is not None:
            plots.setdefault(level, []).append(value)
    used = sum(map(len, plots.values()))
    return MedianPolish(columns.response, used, len(columns.values) - used, {k: median(v) for k, v in plots.items()},
                        (Note("medians", {"n": used}, N_("Medians of {n} plots.")),))
