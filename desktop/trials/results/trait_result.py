"""What a trial says about a trait: means by entry, comparison with the check, the test behind every statement."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.analysis.view import View
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.units import MU_OFFICIAL
from desktop.trials.results import by_design, further, summing, verdict
from desktop.trials.results.by_design import usable
from desktop.trials.results.judged import Judged
from desktop.trials.results.options import ALPHA, Options
from desktop.trials.results.yields import is_yield_trait, per_mu_factor
from desktop.trials.trial_data import EntryLine, TrialData, load

if TYPE_CHECKING:
    from desktop.analysis.answer import Answer
    from desktop.analysis.parts import CheckComparison, MeansTable
    from desktop.analysis.result import Analysis

ADJUSTED = 1e-6  # means that differ more from those of their plots are adjusted
__all__ = ["ALPHA", "Line", "Result", "analyse_trial", "result_of", "results", "usable"]


@dataclass(frozen=True, kw_only=True)
class Line(Judged):
    """One entry's result. `compared` holds the figures of all tests against the check.

    `others` is the percentage against each further check, by entry id. `blup` is the predicted deviation from the trial mean,
    `beside` the mean of the check plots beside an entry's. On farms `farms` is "won/compared", and limits and p are those of
    the differences farm by farm.
    """

    entry: EntryLine
    count: int
    compared: CheckComparison | None = None
    values: tuple[float, ...] = ()
    standard_error: float | None = None
    blup: float | None = None
    others: dict[int, float] = field(default_factory=dict)
    beside: float | None = None
    farms: str = ""


@dataclass(frozen=True)
class Result:
    """The result of one trait, best entry first. `analysis` is None where `reason` says why there is none.

    `way` is the design it was analysed by, `substitute` the sentence why that is not the trial's own. `checks` are all
    checks; the first is the one compared with. `answers` are those of analyses beside it, the leading ones first.
    """

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
    way: str = ""
    substitute: str = ""
    options: Options = field(default_factory=Options)
    checks: tuple[EntryLine, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    covariate: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def transformed(self) -> bool:
        """Whether the analysis, though not the lines, is on another scale than the values."""
        return self.analysis is not None and any(s.key == "transformation" for s in self.analysis.further)

    @property
    def every_answer(self) -> tuple[Answer, ...]:
        """The answers of all analyses, that by the design first."""
        return (*([self.analysis] if self.analysis else []), *self.answers)

    @property
    def leading(self) -> Answer | None:
        """The answer that statements on differences rest on in place of the analysis by the design."""
        return next((answer for answer in self.answers if answer.leads), None)

    @property
    def tested(self) -> Answer | None:
        """The answer that says whether the entries differ in place of the F test."""
        return next((answer for answer in self.answers if answer.tests), None)

    @property
    def view(self) -> View:
        """How this result shows an answer."""
        known = self.per_mu is not None
        digits = self.trait.digits()
        return View(
            self.trait.title(), _("Yield (kg/mu)") if known else self.trait.heading(), self.per_mu or 1.0,
            _("kg/mu") if known else self.trait.unit_shown(), 1 if known else digits, digits, self.letters_test,
            self.options.alpha, self.check.name if self.check else "")

    @property
    def farmed(self) -> bool:
        """Whether the entries are compared farm by farm."""
        return any(line.farms for line in self.lines)

    @property
    def base(self) -> float:
        """What the entries are compared with: the mean of the check, else of the trial."""
        line = self.check_line
        return line.mean if line else self.mean

    @property
    def check_line(self) -> Line | None:
        """The line of the check."""
        return next((line for line in self.lines if self.check and line.entry.id == self.check.id), None)

    @property
    def adjusted(self) -> bool:
        """Whether the means are adjusted ones: not those of the plots."""
        return any(line.values and abs(line.mean * len(line.values) - sum(line.values)) > ADJUSTED * abs(sum(line.values))
                   for line in self.lines) and not summing.is_grade(self.trait)

    @property
    def judged(self) -> bool:
        """Whether differences from the check are judged at all."""
        return any(line.mark for line in self.lines)

    @property
    def factorial(self) -> bool:
        """Whether the entries were analysed as combinations of factor levels."""
        return self.analysis is not None and len(self.analysis.treatments) > 1

    def lsd(self, alpha: float = ALPHA) -> float | None:
        """The least significant difference of two entries; None without an error term, and in a factorial."""
        return self.analysis.lsd(alpha) if self.analysis and not self.factorial and not self.transformed else None

    def p_of(self, source: str) -> float | None:
        """The p-value of the F test of a term; None without one."""
        if self.analysis is None:
            return None
        rows = self.analysis.strata or self.analysis.anova
        return next((row.p for row in rows if row.source == source and row.p is not None), None)

    @property
    def entries_p(self) -> float | None:
        """The p-value of the test of all entries: the smallest of its F tests in a factorial; None without a test."""
        if self.tested is not None:
            return self.tested.p()
        return min((p for table in self.tables if (p := self.p_of(table.factor)) is not None), default=None)

    @property
    def significant(self) -> bool | None:
        """Whether the F test of the entries (of any term in a factorial) is significant; None without a test."""
        return None if self.entries_p is None else self.entries_p <= self.options.alpha

    @property
    def tables(self) -> list[MeansTable]:
        """The tables of means: of the entries, or of every factor and combination."""
        return list(self.analysis.tables.values()) if self.analysis else []


def analyse_trial(db: Database, trial_id: int, trait_id: int | None = None, options: Options | None = None) -> Analysis:
    """The analysis of a trait of a trial, by the trial's design. Raises `UserError` with the reason if there is none."""
    data = load(db, trial_id)
    trait = data.trait(trait_id) if trait_id else data.response()
    if trait is None:
        raise UserError(_("Trial {code} has no measured trait yet: choose its traits and enter observations.").format(
            code=data.trial.code))
    found = by_design.attempt(data, trait, options or Options())
    if found.analysis is None:
        raise UserError(" ".join(found.reasons))
    return found.analysis


def result_of(data: TrialData, trait: Trait, mu: float = float(MU_OFFICIAL), options: Options | None = None) -> Result | None:
    """Means, ranks and comparison of a measured trait; None where nothing was measured."""
    options = options or Options()
    values = _values(data, trait, options)
    if not values:
        return None
    found = _graded(trait) if summing.is_grade(trait) else by_design.attempt(data, trait, options)
    checks = by_design.checks_of(data, trait, options)
    every = [v for numbers in values.values() for v in numbers]
    rule = summing.over_plots(trait)
    result = Result(
        trait, (), float(summing.together(every, rule, trait)), checks[0] if checks else None, found.analysis,
        "" if found.analysis else " ".join(found.reasons), _per_mu(data, trait, mu), _missing(data, trait, options),
        options.test, tuple(str(n) for n in found.analysis.notes) if found.analysis else (), found.way,
        " ".join(found.reasons) if found.analysis else "", options, tuple(checks), _excluded(data, trait, options),
        _covariate(data, found.analysis, options), further.answers(data, trait, options))
    return replace(result, lines=tuple(_lines(data, result, values)))


def _graded(trait: Trait) -> by_design.Attempt:
    """Why the means of grades are not analysed."""
    return by_design.Attempt(None, "", (_(
        "{trait} is given in grades: the worst plot or the most frequent grade counts, grades are not averaged, and no "
        "difference of means is tested; ranks can be tested.").format(trait=trait.title()),))


def results(data: TrialData, mu: float = float(MU_OFFICIAL), *, besides: Trait | None = None) -> list[Result]:
    """The results of all measured traits that have values, in the order of the trial's traits, but of one where it is named."""
    wanted = [t for t in data.traits if t.kind in MEASURED and (besides is None or t.id != besides.id)]
    return [found for t in wanted if (found := result_of(data, t, mu)) is not None]


def _covariate(data: TrialData, analysis: Analysis | None, options: Options) -> str:
    """The covariate that the analysis has adjusted for, by name."""
    name = next((t.title() for t in data.traits if t.id == options.covariate_id), "")
    return name if analysis and any(row.source == name for row in analysis.anova) else ""


def _values(data: TrialData, trait: Trait, options: Options) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for plot in usable(data):
        value = data.number(plot, trait, options.occasion)
        if value is not None:
            found.setdefault(plot.entry_id or 0, []).append(value)
    return found


def entry_table(data: TrialData, result: Result) -> tuple[MeansTable | None, dict[int, str]]:
    """The table of means in which the entries are levels, and each entry's level; None without an analysis."""
    if result.analysis is None:
        return None, {}
    way = by_design.WAYS[result.way]
    table = result.analysis.tables.get(":".join(result.analysis.treatments))
    return table, {e.id: by_design.level_of(data, e, way) for e in data.entries}


def _lines(data: TrialData, result: Result, values: dict[int, list[float]]) -> list[Line]:
    table, levels = entry_table(data, result)
    means = _back(result) or (table.adjusted if table else {})
    rule = summing.over_plots(result.trait)
    plain = {e: float(summing.together(found, rule, result.trait)) for e, found in values.items()}
    shown = {e: mean if (adjusted := means.get(levels.get(e, ""))) is None else adjusted for e, mean in plain.items()}
    sign = 1 if result.trait.direction == "lower" else -1  # the best entry stands first
    order = sorted(shown, key=lambda e: (sign * shown[e], data.by_entry[e].number or 0))
    ranks = {e: 1 + sum(sign * other < sign * shown[e] for other in shown.values()) for e in order}
    base = shown[result.check.id] if result.check else result.mean
    small, large = letters_of(result, table)
    view = result.view
    lines = []
    for e in order:
        level = levels.get(e, "")
        line = Line(entry=data.by_entry[e], count=len(values[e]), mean=shown[e], rank=ranks[e], letters=small.get(level, ""),
                    capitals=large.get(level, ""), values=tuple(values[e]), others=_others(result, shown, e),
                    standard_error=table.standard_errors.get(level) if table and not result.transformed else None)
        own = result.check is not None and e == result.check.id
        line = line if own else _compared(line, base, result, table, level)
        for answer in result.every_answer:
            line = replace(line, **answer.of_entry(level if answer is result.analysis else line.entry.name, view))
        lines.append(_on_farms(line, result.options.alpha) if line.farms else line)
    return _by_percent(lines) if any(answer.ranks_entries for answer in result.answers) else lines


def _by_percent(lines: list[Line]) -> list[Line]:
    """The lines in order of their percentage, ranked by it; the check where its own 0 % is."""
    ordered = sorted(lines, key=lambda line: -(line.percent or 0.0))
    return [replace(line, rank=1 + sum((o.percent or 0.0) > (line.percent or 0.0) for o in ordered)) for line in ordered]


def _back(result: Result) -> dict[str, float]:
    """The means of the entries brought back to the scale of the values; none where nothing was transformed."""
    if not result.transformed or result.analysis is None:
        return {}
    keys = ("back_transformed_means", f"back_transformed_means:{':'.join(result.analysis.treatments)}")
    section = next((s for s in result.analysis.further if s.key in keys), None)
    return {level: float(row["mean"] or 0.0) for level, row in section.rows.items()} if section else {}


def letters_of(result: Result, table: MeansTable | None) -> tuple[dict[str, str], dict[str, str]]:
    """The letters of the test chosen: small at the level chosen, capitals at 1 %; the LSD's where a table has no others."""
    if table is None or result.analysis is None:
        return {}, {}
    test = test_of(result, table)
    large = result.analysis.letters(test, 0.01, table.factor)
    return table.letters.get(test, {}), {level: text.swapcase() for level, text in large.items()}


def test_of(result: Result, table: MeansTable) -> str:
    """The test whose letters a table shows: the one chosen, where it has it."""
    return result.letters_test if result.letters_test in table.letters else "lsd"


def _others(result: Result, shown: dict[int, float], entry: int) -> dict[int, float]:
    """The percentage against each further check; grades have none."""
    if summing.is_grade(result.trait):
        return {}
    return {c.id: 100 * (shown[entry] / shown[c.id] - 1) for c in result.checks[1:] if c.id != entry and shown.get(c.id)}


def _compared(line: Line, base: float, result: Result, table: MeansTable | None, level: str) -> Line:
    """The line with its comparison with `base`."""
    if summing.is_grade(result.trait):
        return line
    difference = line.mean - base
    line = replace(line, difference=difference, percent=100 * difference / base if base else None)
    analysis = result.analysis
    if analysis is None or table is None or result.check is None:
        return line
    if analysis.check_factor != table.factor:
        return line
    found = (analysis.dunnett or {}).get(level)
    if found is None:
        return line
    said = verdict.judge(found, result.options.rule, result.significant, result.options.alpha)
    line = replace(line, side=said.side, mark=said.mark, p=said.p, compared=found)
    if result.transformed:  # limits on the scale of the analysis say nothing about this difference
        return line
    return replace(line, lower=said.lower, upper=said.upper)


def _on_farms(line: Line, alpha: float) -> Line:
    """The line with the verdict farm by farm, whose p and limits it has."""
    said = verdict.by_p(line.difference or 0.0, line.p, alpha, (line.lower, line.upper))
    return replace(line, side=said.side, mark=said.mark)


def _per_mu(data: TrialData, trait: Trait, mu: float) -> float | None:
    """What one unit of a yield trait is in kg/亩."""
    from desktop.core.units import exact

    if not is_yield_trait(trait):
        return None
    factor = per_mu_factor(trait.unit, harvest_area=data.trial.harvest_area or data.trial.plot_area,
                           crop=data.crop.code if data.crop else "", mu=exact(mu))
    return float(factor) if factor is not None else None


def _missing(data: TrialData, trait: Trait, options: Options) -> tuple[str, ...]:
    """The numbers of plots in order, with an entry, but without a value; those excluded are named apart."""
    bare = [p for p in usable(data) if data.number(p, trait, options.occasion) is None]
    return tuple(p.number for p in bare if not data.excluded.get((p.id, trait.id)))


def _excluded(data: TrialData, trait: Trait, options: Options) -> tuple[tuple[str, str], ...]:
    """The plots whose value is excluded, with the reason."""
    found = []
    for plot in usable(data):
        reasons = data.excluded.get((plot.id, trait.id), {})
        which = options.occasion if options.occasion is not None else max(data.values.get((plot.id, trait.id), {}), default=0)
        if which in reasons:
            found.append((plot.number, reasons[which]))
    return tuple(found)
