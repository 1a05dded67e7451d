"""What a trial says about a trait: means by entry, comparison with the check, the test behind every statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from math import fsum
from typing import TYPE_CHECKING

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.units import MU_OFFICIAL
from desktop.trials.data import EntryLine, TrialData, load
from desktop.trials.model import Plot
from desktop.trials.yields import per_mu_factor

if TYPE_CHECKING:
    from desktop.trials.analysis.result import Analysis

ALPHA = 0.05


@dataclass(frozen=True)
class Line:
    """One entry's result. `difference` and `percent` compare with the check, or with the trial mean where there is none.

    `lower` and `upper` bound the difference (Dunnett, simultaneous 95 %), `p` is Dunnett's; `lsd_mark` is "", "*" or
    "**" by the LSD; `letters` are those of `Result.letters_test`. All None or "" where there is no error term.
    """

    entry: EntryLine
    count: int
    mean: float
    rank: int
    difference: float | None = None
    percent: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None
    lsd_mark: str = ""
    letters: str = ""
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Result:
    """The result of one trait, best entry first. `analysis` is None where `reason` says why there is none."""

    trait: Trait
    lines: tuple[Line, ...]
    mean: float
    check: EntryLine | None
    analysis: Analysis | None = None
    reason: str = ""
    per_mu: float | None = None
    missing: tuple[str, ...] = ()
    letters_test: str = "lsd"
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def base(self) -> float:
        """What the entries are compared with: the mean of the check, else of the trial."""
        line = self.check_line
        return line.mean if line else self.mean

    @property
    def check_line(self) -> Line | None:
        """The line of the check."""
        return next((line for line in self.lines if self.check and line.entry.id == self.check.id), None)

    def lsd(self, alpha: float = ALPHA) -> float | None:
        """The least significant difference; None without an error term."""
        return self.analysis.lsd(alpha) if self.analysis else None

    @property
    def significant(self) -> bool | None:
        """Whether the F test of the entries is significant; None without a test."""
        p = self.analysis.row(self.analysis.treatments[0]).p if self.analysis else None
        return None if p is None else p <= ALPHA


def analyse_trial(db: Database, trial_id: int, trait_id: int | None = None) -> Analysis:
    """The analysis of a trait of a trial, by the trial's design. Raises `UserError` with the reason if there is none."""
    data = load(db, trial_id)
    trait = data.trait(trait_id) if trait_id else data.response()
    if trait is None:
        raise UserError(_("Trial {code} has no measured trait yet: choose its traits and enter observations.").format(
            code=data.trial.code))
    return analyse(data, trait)


def analyse(data: TrialData, trait: Trait, alpha: float = ALPHA) -> Analysis:
    """`analyse_trial` of data at hand: plots in order, entries by name, blocks where every plot has one."""
    from desktop.trials.analysis.crd import analyse_crd
    from desktop.trials.analysis.rcbd import analyse_rcbd

    refuse_unreplicated(data, trait)
    plots = usable(data)
    names = [data.by_entry[p.entry_id or 0].name for p in plots]
    values = [data.number(p, trait) for p in plots]
    check = check_of(data, trait)
    blocks = [data.block(p) for p in plots]
    named = {"response": trait.title(), "treatment": _("Variety"), "check": check.name if check else None, "alpha": alpha}
    if data.trial.design != "crd" and all(blocks) and len(set(blocks)) > 1:
        return analyse_rcbd(names, blocks, values, block=_("Block"), **named)  # type: ignore[arg-type]
    return analyse_crd(names, values, **named)  # type: ignore[arg-type]


def usable(data: TrialData) -> list[Plot]:
    """The plots in order that carry an entry."""
    return [p for p in data.plots if p.state == "ok" and data.entry(p)]


def refuse_unreplicated(data: TrialData, trait: Trait) -> None:
    """Raise `UserError` where no entry stands on two plots with a value: there is no error term then."""
    counts = Counter(p.entry_id for p in usable(data) if data.number(p, trait) is not None)
    if not counts:
        raise UserError(_("There are no values of {trait} yet.").format(trait=trait.title()))
    if max(counts.values()) < 2:
        raise UserError(_("{trait} was measured on one plot for each variety: without replication there is no error "
                          "to judge differences by, so no significance is stated.").format(trait=trait.title()))


def check_of(data: TrialData, trait: Trait) -> EntryLine | None:
    """The first check that has a value of the trait."""
    plots = usable(data)
    return next((e for e in data.checks if any(
        p.entry_id == e.id and data.number(p, trait) is not None for p in plots)), None)


def result_of(data: TrialData, trait: Trait, mu: float = float(MU_OFFICIAL)) -> Result | None:
    """Means, ranks and comparison of a measured trait; None where nothing was measured."""
    values = _values(data, trait)
    if not values:
        return None
    analysis, reason = _attempt(data, trait)
    check = check_of(data, trait)
    every = [v for found in values.values() for v in found]
    mean = fsum(every) / len(every)
    lines = _lines(data, values, mean, check, analysis, trait)
    return Result(trait, tuple(lines), mean, check, analysis, reason, _per_mu(data, trait, mu), _missing(data, trait),
                  notes=tuple(str(n) for n in analysis.notes) if analysis else ())


def results(data: TrialData, mu: float = float(MU_OFFICIAL)) -> list[Result]:
    """The results of all measured traits that have values, in the order of the trial's traits."""
    found = [result_of(data, t, mu) for t in data.traits if t.kind in MEASURED]
    return [r for r in found if r is not None]


def _values(data: TrialData, trait: Trait) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for plot in usable(data):
        value = data.number(plot, trait)
        if value is not None:
            found.setdefault(plot.entry_id or 0, []).append(value)
    return found


def _attempt(data: TrialData, trait: Trait) -> tuple[Analysis | None, str]:
    """The analysis, or the sentence that says why there is none."""
    try:
        return analyse(data, trait), ""
    except UserError as error:
        return None, str(error)


def _lines(data: TrialData, values: dict[int, list[float]], mean: float, check: EntryLine | None,
           analysis: Analysis | None, trait: Trait) -> list[Line]:
    shown = {e: _adjusted(analysis, data.by_entry[e].name, fsum(found) / len(found)) for e, found in values.items()}
    sign = 1 if trait.direction == "lower" else -1  # the best entry stands first
    order = sorted(shown, key=lambda e: (sign * shown[e], data.by_entry[e].number or 0))
    ranks = {e: 1 + sum(sign * other < sign * shown[e] for other in shown.values()) for e in order}
    marks = analysis.lsd_stars() if analysis and check else {}
    base = shown[check.id] if check else mean
    lines = []
    for e in order:
        entry = data.by_entry[e]
        line = Line(entry, len(values[e]), shown[e], ranks[e], letters=_letters(analysis, entry.name), values=tuple(values[e]))
        lines.append(line if check and e == check.id else _compared(line, base, analysis if check else None, marks))
    return lines


def _adjusted(analysis: Analysis | None, name: str, plain: float) -> float:
    """The least-squares mean where there is one, so that lost plots do no harm."""
    adjusted = analysis.table.adjusted.get(name) if analysis else None
    return plain if adjusted is None else adjusted


def _compared(line: Line, base: float, analysis: Analysis | None, marks: dict[str, str]) -> Line:
    """The line with its comparison with `base`."""
    difference = line.mean - base
    percent = 100 * difference / base if base else None
    compared = replace(line, difference=difference, percent=percent, lsd_mark=marks.get(line.entry.name, ""))
    found = (analysis.dunnett or {}).get(line.entry.name) if analysis else None
    return replace(compared, lower=found.lower, upper=found.upper, p=found.p) if found else compared


def _letters(analysis: Analysis | None, name: str) -> str:
    return analysis.table.letters.get("lsd", {}).get(name, "") if analysis else ""


def _per_mu(data: TrialData, trait: Trait, mu: float) -> float | None:
    """What one unit of a yield trait is in kg/亩."""
    from desktop.core.units import exact

    if not trait.is_yield:
        return None
    factor = per_mu_factor(trait.unit, harvest_area=data.trial.harvest_area or data.trial.plot_area,
                           crop=data.crop.code if data.crop else "", mu=exact(mu))
    return float(factor) if factor is not None else None


def _missing(data: TrialData, trait: Trait) -> tuple[str, ...]:
    """The numbers of plots in order, with an entry, but without a value."""
    return tuple(p.number for p in usable(data) if data.number(p, trait) is None)
