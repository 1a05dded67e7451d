"""What a comparison on farms returns: the entries against the check, farm by farm, in sentences and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from desktop.analysis import wording
from desktop.analysis.answer import Answer
from desktop.analysis.met.series import Cells
from desktop.analysis.notes import Note
from desktop.analysis.parts import AnovaRow
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.analysis.view import AnswerFigure, DifferenceFigure, View
from desktop.core.documents.model import NUMBER, Column, Table
from desktop.core.documents.model import Cell as PaperCell
from desktop.core.i18n import N_, _, ngettext

SHOWN = 3  # entries that are told of one by one


@dataclass(frozen=True)
class FarmDifference:
    """One entry on one farm: its yield, the check's, and the difference in the response's unit and in percent."""

    farm: str
    value: float
    check: float
    difference: float
    percent: float | None


@dataclass(frozen=True)
class EntryOnFarms:
    """One entry against the check on the farms that had both, `farms` from the best difference to the worst.

    `mean` and `check_mean` are over those farms; `difference` ± `half_width` is the interval of the mean difference (at
    1 − alpha), `prediction_half_width` that of the difference on one more farm; `t_p` is Student's, `holm_p` the same
    adjusted for all entries compared, `sign_p` of the exact sign test (ties left out). `probability` is that of beating
    the check on a new farm. `share_lower`, `share_upper` bound the share of farms won (C. J. Clopper, E. S. Pearson
    1934). None where one farm, or differences all equal, leave nothing to judge by.
    """

    level: str
    farms: tuple[FarmDifference, ...]
    mean: float
    check_mean: float
    difference: float
    percent: float | None
    sd: float | None
    standard_error: float | None
    half_width: float | None
    prediction_half_width: float | None
    t_p: float | None
    holm_p: float | None
    probability: float | None
    won: int
    tied: int
    sign_p: float
    share_lower: float
    share_upper: float

    @property
    def count(self) -> int:
        """Farms that had both."""
        return len(self.farms)

    @property
    def lost(self) -> tuple[FarmDifference, ...]:
        """Farms on which the entry did not beat the check, the worst first."""
        return tuple(f for f in reversed(self.farms) if f.difference <= 0)

    @property
    def limits(self) -> tuple[float, float] | tuple[None, None]:
        """The limits of the mean difference, in the units of the values; (None, None) without an interval."""
        return self._around(self.half_width)

    def _around(self, half: float | None) -> tuple[float, float] | tuple[None, None]:
        return (None, None) if half is None else (self.difference - half, self.difference + half)

    def to_json(self) -> dict[str, Any]:
        """The figures of the entry."""
        plain = {k: v for k, v in vars(self).items() if k not in ("level", "farms", "half_width", "prediction_half_width")}
        plain["lower"], plain["upper"] = self.limits
        plain["prediction_lower"], plain["prediction_upper"] = self._around(self.prediction_half_width)
        return {**plain, "farms": self.count, "farms_lost": [f.farm for f in self.lost]}


@dataclass(frozen=True)
class OnFarm(Answer):
    """The comparison of entries with a check on farms. `entries` are the others, the best mean difference first.

    `cells` is the table of entries by farms; `anova` that of farms and entries, their interaction the error.
    """

    response: str
    treatment: str
    farm: str
    check: str
    n: int
    missing: int
    alpha: float
    cells: Cells
    entries: tuple[EntryOnFarms, ...]
    anova: tuple[AnovaRow, ...]
    notes: tuple[Note, ...]
    design: str = "on-farm"
    leads: ClassVar[bool] = True

    def entry(self, level: str) -> EntryOnFarms:
        """The comparison of an entry; KeyError if there is none."""
        for entry in self.entries:
            if entry.level == level:
                return entry
        raise KeyError(level)

    def statement(self, entry: EntryOnFarms) -> str:
        """The result of an entry in one sentence."""
        return _statement(self, entry)

    def summary(self) -> list[str]:
        """Response, strips, farms and check."""
        return [ngettext(
            "{response}: {n} strip on {farms} {farms:farm|farms}, {missing} missing; check {check}",
            "{response}: {n} strips on {farms} {farms:farm|farms}, {missing} missing; check {check}", self.n).format(
            response=self.response, n=self.n, farms=len(self.cells.environments), missing=self.missing, check=self.check)]

    def result_tables(self) -> list[ResultTable]:
        """The statements, the entries against the check, and the farms lost."""
        return _tables(self)

    def paper(self, view: View) -> list[Table]:
        """The differences farm by farm: the entries stand among the lines of the result."""
        return [_farm_table(self, view)]

    def figures(self, view: View) -> list[AnswerFigure]:
        """For the best entries the difference from the check on every farm."""
        return [self._figure(entry, view) for entry in self.entries[:SHOWN] if entry.count > 1]

    def _figure(self, entry: EntryOnFarms, view: View) -> DifferenceFigure:
        caption = _("{entry}: difference from {check} on each farm").format(entry=entry.level, check=view.check)
        return DifferenceFigure(
            "farms", N_("Difference farm by farm"), caption, [f.farm for f in entry.farms],
            [f.difference * view.scale for f in entry.farms], _("Difference") + (f" ({view.unit})" if view.unit else ""),
            entry.difference * view.scale)

    def stored_key(self) -> str:
        """Under which name its JSON stands in a kept result."""
        return "on_farm"

    def of_entry(self, level: str, _view: View) -> dict[str, Any]:
        """The difference on the farms that had both, with its own interval, and the farms won."""
        found = next((e for e in self.entries if e.level == level), None)
        if found is None:
            return {}
        lower, upper = found.limits
        return {"difference": found.difference, "percent": found.percent, "p": found.holm_p, "lower": lower,
                "upper": upper, "farms": f"{found.won}/{found.count}", "probability": found.probability}

    def verdict(self, _view: View) -> str:
        """The results of the best entries."""
        return wording.sentences([self.statement(entry) for entry in self.entries[:SHOWN]])

    def verdict_on(self, names: Sequence[str]) -> str:
        """Which entries are significantly better."""
        if not names:
            return _("None of them yielded significantly more (Student's t, adjusted by Holm).")
        return _("Significantly more (Student's t, adjusted by Holm): {names}.").format(names=_(", ").join(names))

    def caution(self) -> str:
        """For which farms it speaks."""
        return _("These farms were chosen, not drawn by lot; the interval speaks for farms like them in a season like this.")

    def comparison(self) -> str:
        """How it compares with the check."""
        return _("against the check: differences farm by farm, Student's t adjusted by Holm, exact sign test")

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints."""
        means = dict(zip(self.cells.entries, np.nanmean(self.cells.means, axis=1).tolist(), strict=True))
        return {
            "design": self.design,
            "response": self.response,
            "treatment": self.treatment,
            "farm": self.farm,
            "check": self.check,
            "n": self.n,
            "missing": self.missing,
            "farms": len(self.cells.environments),
            "mean": means,
            "entries": {entry.level: entry.to_json() for entry in self.entries},
            "by_farm": {entry.level: {f.farm: dict(vars(f)) for f in entry.farms} for entry in self.entries},
            "anova": [dict(vars(row)) for row in self.anova],
            "statements": [self.statement(entry) for entry in self.entries],
            "notes": [str(note) for note in self.notes],
        }


def _tables(a: OnFarm) -> list[ResultTable]:
    """The statements, the entries, and the farms that each did not win."""
    lost = [text for entry in a.entries if (text := _lost(entry))]
    return [ResultTable("", notes=tuple(a.statement(entry) for entry in a.entries)), _entries(a),
            *(ResultTable("", notes=(text,)) for text in lost)]


def _entries(a: OnFarm) -> ResultTable:
    """One line per entry."""
    several = len(a.entries) > 1
    heads = (Head(a.treatment), Head(_("Farms won")), Head(_("Mean")), Head(_("Check")), Head(_("Difference"), "+.6g"),
             Head("±%", "+.2f"), Head(_("Lower limit")), Head(_("Upper limit")), Head("p", CHANCE),
             *([Head("Holm p", CHANCE)] if several else []), Head(_("Sign test p"), CHANCE), Head(_("New farm %"), ".1f"))
    rows: list[list[Cell]] = [
        [e.level, f"{e.won}/{e.count}", e.mean, e.check_mean, e.difference, e.percent, *e.limits, e.t_p,
         *([e.holm_p] if several else []), e.sign_p, None if e.probability is None else 100 * e.probability]
        for e in a.entries]
    return ResultTable(_("Differences from the check {check} on farms").format(check=a.check), heads, rows)


def _lost(entry: EntryOnFarms) -> str:
    """The farms on which an entry did not beat the check."""
    if not entry.lost:
        return ""
    farms = _(", ").join(f"{f.farm} ({f.difference:+.4g})" for f in entry.lost)
    return _("{entry} did not beat the check on: {farms}").format(entry=entry.level, farms=farms)


def _farm_table(a: OnFarm, view: View) -> Table:
    """The differences from the check farm by farm, a column an entry, in the unit shown."""
    by_farm = [{f.farm: f for f in entry.farms} for entry in a.entries]
    heads = [Column(_("Farm")), Column(a.check, NUMBER, view.places),
             *(Column(entry.level, NUMBER, view.places, signed=True) for entry in a.entries)]
    rows: list[list[PaperCell]] = []
    for farm in a.cells.environments:
        base = next((found[farm].check for found in by_farm if farm in found), None)
        rows.append([farm, None if base is None else base * view.scale,
                     *(f[farm].difference * view.scale if farm in f else None for f in by_farm)])
    won: list[PaperCell] = [_("Farms won"), "", *(f"{entry.won}/{entry.count}" for entry in a.entries)]
    return Table(heads, [*rows, won], total_rows=1, sheet=_("Farm by farm"),
                 caption=_("{trait}: difference from {check} farm by farm").format(trait=view.title, check=a.check))


def _statement(a: OnFarm, e: EntryOnFarms) -> str:
    """The result of an entry in one sentence."""
    words = {
        "entry": e.level,
        "check": a.check,
        "won": e.won,
        "count": e.count,
        "difference": f"{e.difference:+.4g}",
        "percent": "–" if e.percent is None else f"{e.percent:+.1f}",
        "level": f"{100 * (1 - a.alpha):g}",
    }
    lower, upper = e.limits
    if lower is None or upper is None or e.probability is None:
        return _("{entry} beat the check {check} on {won} of {count} {count:farm|farms}, mean {difference} ({percent} "
                 "%).").format(**words)
    return _(
        "{entry} beat the check {check} on {won} of {count} {count:farm|farms}, mean {difference} ({percent} %), {level} % "
        "interval"
        " {lower} to {upper}; probability of beating the check on a new farm {probability} %."
    ).format(
        **words,
        lower=f"{lower:+.4g}",
        upper=f"{upper:+.4g}",
        probability=f"{100 * e.probability:.0f}",
    )
