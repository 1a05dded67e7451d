"""What the columns of a report's lists are called, and how their plain values are said on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.core.choices import Choices
from desktop.core.documents.model import DATE, MONEY, NUMBER, Cell, Column, Formed
from desktop.core.i18n import N_, SOURCE, _, language
from desktop.dealers.choices import PURPOSES
from desktop.reports.measures.measure import Number
from desktop.reports.measures.measure_list import MEASURES
from desktop.sales.diversion.states import OUTCOMES, STATES
from desktop.sales.targets.states import IN_BAGS
from desktop.sales.targets.states import MEASURES as TARGET_MEASURES
from desktop.service.choices import CASE_STATE, CAUSE, COMPLAINT_KIND, COMPLAINT_STATE
from desktop.training.model import AUDIENCES
from desktop.trials.choices import FIELD_EVENT


@dataclass(frozen=True)
class Said:
    """A column: heading, kind of paper column, closed list of its words, share of the width, decimals."""

    title: str
    kind: str = "text"
    words: Choices | None = None
    weight: float = 1.0
    decimals: int | None = None
    unit: str = ""

    def column(self) -> Column:
        """As a column of a table."""
        return Column(_(self.title), self.kind, self.decimals, weight=self.weight, unit=_(self.unit) if self.unit else "",
                      thousands=self.kind == NUMBER)

    def cell(self, value: Any) -> Cell:
        """A plain value as a cell."""
        if self.words is not None:
            return self.words.label(value)
        if self.kind == DATE:
            return date.fromisoformat(value) if value else ""
        return value  # type: ignore[no-any-return]


_bags = Said(N_("Bags"), NUMBER, decimals=0)
COLUMNS: dict[str, tuple[Said, ...]] = {
    "months": (Said(N_("Month")), _bags, Said(N_("Net sales"), MONEY), Said(N_("Payments collected"), MONEY),
               Said(N_("Visits made"), NUMBER, decimals=0), Said(N_("Cases of growers"), NUMBER, decimals=0)),
    "area": (Said(N_("Region"), weight=2), _bags, Said(N_("Net sales"), MONEY), Said(N_("Payments collected"), MONEY),
             Said(N_("Visits made"), NUMBER, decimals=0), Said(N_("Bags last year"), NUMBER, decimals=0)),
    "visits": (Said(N_("Day"), DATE), Said(N_("Dealer"), weight=2), Said(N_("Visit purpose"), words=PURPOSES),
               Said(N_("What was found"), weight=3), Said(N_("Next step"), weight=3)),
    "dealers": (Said(N_("Dealer"), weight=2), Said(N_("Bags sent"), NUMBER, decimals=0), Said(N_("Amount paid"), MONEY),
                Said(N_("Bags there by the books"), NUMBER, decimals=0), Said(N_("Owed by the dealer"), MONEY),
                Said(N_("Overdue"), MONEY)),
    "varieties": (Said(N_("Product"), weight=2), _bags, Said(N_("Net sales"), MONEY),
                  Said(N_("Bags last year"), NUMBER, decimals=0)),
    "cases": (Said(N_("Day"), DATE), Said(N_("Case number")), Said(N_("Farmer's name")), Said(N_("Village, field")),
              Said(N_("Symptom")), Said(N_("State"), words=CASE_STATE), Said(N_("Advice to the farmer"), weight=3)),
    "complaints": (Said(N_("Day"), DATE), Said(N_("Complaint number")), Said(N_("Complainant")),
                   Said(N_("Kind"), words=COMPLAINT_KIND), Said(N_("State"), words=COMPLAINT_STATE),
                   Said(N_("Amount settled"), MONEY), Said(N_("Proposal"), weight=3)),
    "causes": (Said(N_("Cause"), words=CAUSE, weight=2), Said(N_("Complaints received"), NUMBER, decimals=0),
               Said(N_("Amount settled"), MONEY)),
    "diversion": (Said(N_("Day"), DATE), Said(N_("Case no.")), Said(N_("Region"), weight=2), Said(N_("Product"), weight=2),
                  _bags, Said(N_("State"), words=STATES), Said(N_("Outcome"), words=OUTCOMES)),
    "trials": (Said(N_("Day"), DATE), Said(N_("Trial"), weight=2), Said(N_("Kind"), words=FIELD_EVENT),
               Said(N_("What was done"), weight=3)),
    "training": (Said(N_("Day"), DATE), Said(N_("Topic"), weight=3), Said(N_("For whom"), words=AUDIENCES),
                 Said(N_("People there"), NUMBER, decimals=0), Said(N_("Cost"), MONEY)),
}


SUMMED = ("months", "area", "dealers", "varieties", "causes", "training")
"""The lists that close with their sum."""


def total_of(section: str, rows: Sequence[Sequence[Any]]) -> list[list[Cell]]:
    """The sum of a list as its last row, of what is counted or money; none where the list has one row or no sum means
    anything."""
    if section not in SUMMED or len(rows) < 2:
        return []
    sums: list[Cell] = [sum(row[place] or 0 for row in rows) if said.kind in (NUMBER, MONEY) else ""
                        for place, said in enumerate(COLUMNS[section])]
    return [[_("Total"), *sums[1:]]]


def rows_of(section: str, rows: Sequence[Sequence[Any]]) -> list[list[Cell]]:
    """The plain rows of a section as cells."""
    if section == "months":
        rows = [[str(row[0])[:7], *row[1:]] for row in rows]
    if section == "area":
        rows = [[row[0] or _("Without a region"), *row[1:]] for row in rows]
    return [[said.cell(value) for said, value in zip(COLUMNS[section], row, strict=True)] for row in rows]


KIND_OF = {"money": Column("", MONEY), "whole": Column("", NUMBER, 0, thousands=True),
           "number": Column("", NUMBER, 1, thousands=True), "percent": Column("", NUMBER, 1)}
UNIT_OF = {"money": N_("yuan"), "percent": "%", "whole": "", "number": ""}


def formed(value: Number, kind: str) -> Cell:
    """A figure in the form of its kind."""
    return None if value is None else Formed(value, KIND_OF[kind])


def unit(key: str) -> str:
    """In what a measure is counted."""
    measure = MEASURES[key]
    found = measure.unit or UNIT_OF[measure.kind]
    return _(found) if found else ""


def counted(value: str, key: str) -> str:
    """A figure of a measure with its unit, as running text has it: English leaves a blank between the two, and what is counted
    to the name of the measure."""
    if language() != SOURCE:
        return f"{value}{unit(key)}"
    return value if MEASURES[key].kind == "whole" or not unit(key) else f"{value} {unit(key)}"


def target_rows(rows: Sequence[Sequence[Any]]) -> list[list[Cell]]:
    """Targets as cells: bags or money by their measure."""
    found: list[list[Cell]] = []
    for name, measure, whole, gained, done, of_whole, of_curve in rows:
        kind = "whole" if measure in IN_BAGS else "money"
        found.append([name, TARGET_MEASURES.label(measure), formed(whole, kind), formed(gained, kind), formed(done, kind),
                      of_whole, of_curve])
    return found


def change(now: Number, then: Number) -> float | None:
    """By how many percent a figure is above another; None without a base."""
    return None if now is None or not then else 100.0 * (now - then) / abs(then)
