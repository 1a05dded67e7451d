"""What the analysis of a series of trials returns: its figures, ready for a report, a window or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.analysis.answer import Answer
from desktop.analysis.met.as_json import to_json
from desktop.analysis.met.figures import SeriesFigures
from desktop.analysis.met.tables import tables
from desktop.analysis.result_table import ResultTable
from desktop.core.i18n import _


@dataclass(frozen=True)
class MetAnalysis(SeriesFigures, Answer):
    """The analysis of one response over several environments."""

    def summary(self) -> list[str]:
        """Response and plots; the size of the table and the mean."""
        size = _("{entries} {entries:entry|entries}, {environments} {environments:environment|environments}").format(
            entries=len(self.cells.entries), environments=len(self.cells.environments))
        return [*super().summary(), f"{size}   {_('Mean')} {self.grand_mean:.6g}"]

    def result_tables(self) -> list[ResultTable]:
        """Variance, sites, entries, stability, comparisons with the checks, axes, components."""
        return tables(self)

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints: plain dicts, lists, numbers and strings."""
        return to_json(self)
