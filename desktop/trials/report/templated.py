"""The reports that templates can arrange, with their sections.

TO ADD ONE: its title in `sections.REPORTS` and its sections here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.trials.report import field_report
from desktop.trials.report.sections import Section
from desktop.trials.series import demonstration, series_report


def sections_of(report: str) -> Sequence[Section[Any]]:
    """The sections of a kind of report, in its own order."""
    found: dict[str, Sequence[Section[Any]]] = {
        "trial": field_report.SECTIONS, "series": series_report.SECTIONS, "demonstration": demonstration.SECTIONS}
    return found[report]
