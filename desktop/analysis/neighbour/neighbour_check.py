"""Comparison with the neighbouring check (对比法, 间比法): every entry in percent of the check plots that stand beside it.

Where every plot has a check directly beside it (对比法) it is compared with that one, or with both; otherwise (间比法)
with the mean of the nearest checks before and behind. Over several plots an entry's total is set against the total of its
checks. No significance is claimed: what chance does is told by the check plots themselves, by their variance over the
field and by that of check plots next to each other, half the mean square of their successive differences
(J. von Neumann, Annals of Mathematical Statistics 12, 1941, 367-395).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any, ClassVar

from desktop.analysis import wording
from desktop.analysis.answer import Answer
from desktop.analysis.columns import Labels, Named, PlotColumns
from desktop.analysis.guards import listed
from desktop.analysis.notes import Note
from desktop.analysis.result_table import Head, ResultTable
from desktop.analysis.view import View
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.core.documents.model import Table


@dataclass(frozen=True)
class Compared:
    """One entry: its plots with a check beside them, its mean, that of its checks, and what it reaches in percent."""

    plots: int
    mean: float
    check_mean: float
    difference: float
    percent: float | None
    rank: int

    @property
    def percent_difference(self) -> float | None:
        """The difference in percent of the check."""
        return None if self.percent is None else self.percent - 100


@dataclass(frozen=True)
class NeighbourAnalysis(Answer):
    """The comparison of one response. `checks` tells of the check plots; `adjacent` says that each plot has one beside it."""

    response: str
    treatment: str
    check: str
    n: int
    missing: int
    mean: float
    adjacent: bool
    entries: dict[str, Compared]
    checks: dict[str, float | int | None]
    notes: tuple[Note, ...]
    design: str = "neighbour-check"
    ranks_entries: ClassVar[bool] = True

    def summary(self) -> list[str]:
        """Response and plots; the mean, and what the check plots say."""
        facts = [(_("Mean"), self.mean), (_("Mean of the check"), self.checks["mean"]),
                 (_("CV % of the check plots"), self.checks["cv_percent"])]
        return [*super().summary(), "   ".join(f"{name} {value:.6g}" for name, value in facts if value is not None)]

    def result_tables(self) -> list[ResultTable]:
        """The entries from the best down."""
        heads = (Head(self.treatment), Head("n"), Head(_("Mean")), Head(_("Neighbouring check")),
                 Head(_("Difference"), "+.6g"), Head(_("% of the check"), ".1f"), Head(_("Rank")))
        rows = [[level, e.plots, e.mean, e.check_mean, e.difference, e.percent, e.rank] for level, e in self.entries.items()]
        return [ResultTable("", heads, rows)]

    def paper(self, _view: View) -> list[Table]:
        """None: the entries stand among the lines of the result."""
        return []

    def stored_key(self) -> str:
        """Under which name its JSON stands in a kept result."""
        return "neighbours"

    def of_entry(self, level: str, _view: View) -> dict[str, Any]:
        """The difference from the check plots beside it; no difference is tested."""
        own = self.entries.get(level)
        return {"lower": None, "upper": None, "p": None, "mark": "", "side": "", "difference": own.difference if own else None,
                "percent": own.percent_difference if own else None, "beside": own.check_mean if own else None}

    def verdict(self, _view: View) -> str:
        """How much the check plots themselves vary, which is what a difference must be seen against."""
        cv = self.checks.get("cv_percent")
        return "" if cv is None else _("Compared with the check plots beside; these vary by {cv} % (CV).").format(
            cv=wording.number(cv, 1))

    def method(self, view: View) -> list[str]:
        """What the differences are against, and its notes."""
        return [_("Differences and percentages are against the check plots beside each entry."), *super().method(view)]

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints."""
        return {
            "design": self.design,
            "response": self.response,
            "n": self.n,
            "missing": self.missing,
            "mean": self.mean,
            "check": self.check,
            "check_plots": dict(self.checks),
            "neighbour_check": {
                level: {**vars(entry), "percent_difference": entry.percent_difference} for level, entry in self.entries.items()
            },
            "notes": [str(note) for note in self.notes],
        }


@dataclass(frozen=True)
class _Plot:
    """A plot in its place: `value` is None where it was not harvested."""

    entry: str
    value: float | None


def analyse(columns: PlotColumns, check: str | None, _alpha: float) -> NeighbourAnalysis:
    """The entries in percent of the check beside them.

    The role "plot" numbers the plots in the order of the field, within each "replicate" where there is one; else "row" and
    "column" are their places. UserError where neither is given, a place is no number or taken twice, or the check is unknown.
    """
    (treatment, levels), response, values = columns.treatment, columns.response, columns.values
    check, (strips, order) = check or "", _places(columns)
    lines = _lines(levels, values, strips, order)
    plots = [plot for line in lines for plot in line]
    if not any(plot.entry == check for plot in plots):
        raise UserError(
            _('The check "{check}" is not in column "{column}", which holds {levels}.').format(
                check=check, column=treatment, levels=listed(sorted({plot.entry for plot in plots}))))
    harvested = [plot for plot in plots if plot.value is not None]
    if not any(plot.entry == check for plot in harvested):
        raise UserError(
            _('The check "{check}" has no value in column "{column}".').format(check=check, column=response))
    adjacent = all(_beside(line, i, check) for line in lines for i, plot in enumerate(line) if plot.entry != check)
    pairs, alone = _pairs(lines, check, adjacent)
    entries = _compared(pairs)
    checks = [plot.value for plot in harvested if plot.entry == check and plot.value is not None]
    facts = _facts(checks, lines, check)
    everything = [plot.value for plot in harvested if plot.value is not None]
    return NeighbourAnalysis(
        response, treatment, check, len(everything), len(values) - len(everything), fsum(everything) / len(everything),
        adjacent, entries, facts, tuple(_notes(adjacent, alone, facts, entries, len(values) - len(everything), response)),
    )


def _places(columns: PlotColumns) -> tuple[Labels, Named]:
    """Which plots stand in one line, and name and number of their places in it."""
    if "plot" in columns.roles:
        one_line: Named = ("", [""] * len(columns.values))
        return columns.roles.get("replicate", one_line)[1], columns.roles["plot"]
    if "row" in columns.roles and "column" in columns.roles:
        return columns.roles["row"][1], columns.roles["column"]
    raise UserError(_("Name the order of the plots in the field: --plot, or --row and --column."))


def _lines(
    levels: Labels, values: Sequence[float | None], strips: Labels, order: tuple[str, Labels]
) -> list[list[_Plot]]:
    """The plots of every line in their order; plots without entry are left out, and lines follow their first plot."""
    found: dict[str, dict[float, _Plot]] = {}
    for level, value, strip, place in zip(levels, values, strips, order[1], strict=True):
        if level is None:
            continue
        number = _place(place, order[0], level)
        line = found.setdefault(strip or "", {})
        if number in line:
            problem = _('Column "{column}" holds the place {place} twice ({first}, {second}): number the plots of a line once.')
            raise UserError(problem.format(column=order[0], place=place, first=line[number].entry, second=level))
        line[number] = _Plot(level, value)
    return [[line[number] for number in sorted(line)] for line in found.values()]


def _place(place: str | None, column: str, level: str) -> float:
    """The place as a number; UserError where it is none."""
    try:
        number = float(place or "")
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        problem = _('Column "{column}" must hold the number of every plot in the field; for {level} it holds "{place}".')
        raise UserError(problem.format(column=column, level=level, place=place or ""))
    return number


def _beside(line: list[_Plot], i: int, check: str) -> bool:
    """Whether a check stands directly before or behind."""
    return any(0 <= j < len(line) and line[j].entry == check for j in (i - 1, i + 1))


def _nearest(line: list[_Plot], i: int, check: str, adjacent: bool) -> list[float]:
    """The values of the checks that plot `i` is compared with."""
    found = []
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(line):
            value = line[j].value
            if line[j].entry == check and value is not None:
                found.append((abs(j - i), value))
                break
            j += step
    if adjacent and any(distance == 1 for distance, _value in found):
        found = [(distance, value) for distance, value in found if distance == 1]
    return [value for _distance, value in found]


def _pairs(lines: list[list[_Plot]], check: str, adjacent: bool) -> tuple[dict[str, list[tuple[float, float]]], list[str]]:
    """For every entry its values with those of its checks; and entries with a plot that has no check in its line."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    alone = []
    for line in lines:
        for i, plot in enumerate(line):
            if plot.entry == check or plot.value is None:
                continue
            beside = _nearest(line, i, check, adjacent)
            if beside:
                pairs.setdefault(plot.entry, []).append((plot.value, fsum(beside) / len(beside)))
            else:
                alone.append(plot.entry)
    return pairs, alone


def _compared(pairs: Mapping[str, list[tuple[float, float]]]) -> dict[str, Compared]:
    """The entries from the best down."""
    totals = {entry: (fsum(y for y, _c in found), fsum(c for _y, c in found)) for entry, found in pairs.items()}
    percent = {entry: 100 * own / other if other > 0 else None for entry, (own, other) in totals.items()}
    known = [p for p in percent.values() if p is not None]
    result = {}
    for entry in sorted(pairs, key=lambda e: -(percent[e] or 0.0)):
        count, (own, other), reached = len(pairs[entry]), totals[entry], percent[entry]
        rank = 1 + sum(p > reached for p in known) if reached is not None else len(pairs)
        result[entry] = Compared(count, own / count, other / count, (own - other) / count, reached, rank)
    return result


def _facts(checks: list[float], lines: list[list[_Plot]], check: str) -> dict[str, float | int | None]:
    """What the check plots tell of the field: their number, mean, variation, and that between neighbouring ones."""
    mean, df = fsum(checks) / len(checks), len(checks) - 1
    deviation = sqrt(fsum((y - mean) ** 2 for y in checks) / df) if df else None
    own = [[plot.value for plot in line if plot.entry == check and plot.value is not None] for line in lines]
    steps = [(b - a) ** 2 for line in own for a, b in pairwise(line)]
    return {
        "plots": len(checks),
        "mean": mean,
        "standard_deviation": deviation,
        "cv_percent": 100 * deviation / mean if deviation is not None and mean > 0 else None,
        "neighbours_standard_deviation": sqrt(fsum(steps) / len(steps) / 2) if steps else None,
        "df": df,
    }


def _notes(
    adjacent: bool, alone: list[str], facts: Mapping[str, float | int | None], entries: Mapping[str, Compared],
    missing: int, response: str,
) -> list[Note]:
    """How it was compared, and why nothing is called significant."""
    notes = [Note("missing", {"count": missing, "columns": response, "used": "–"})] if missing else []
    notes.append(Note("beside_check" if adjacent else "between_checks"))
    if alone:
        notes.append(Note("no_check_in_line", {"levels": listed(sorted(set(alone)))}))
    deviation = facts["neighbours_standard_deviation"]
    if deviation is not None and facts["mean"]:
        share = 100 * float(deviation) * (2.0 if adjacent else 1.5) ** 0.5 / float(facts["mean"])
        notes.append(Note("check_error", {"plots": facts["plots"], "share": share}))
    else:
        notes.append(Note("no_check_error"))
    if any(entry.plots > 1 for entry in entries.values()):
        notes.append(Note("replicated_neighbours"))
    return notes
