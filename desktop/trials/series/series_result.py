"""The result of a series: the joint analysis where the data bear one, else an honest plain comparison with its reason.

Strips on farms are compared farm by farm (`on_farm`); each site of one strip is a farm, and each block of an on-farm
trial. Everything is computed in the series' unit. Loading this loads no numbers; computing does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from math import fsum
from typing import TYPE_CHECKING, Any, cast

from desktop.analysis.columns import Named, PlotColumns
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trials.choices import LSD
from desktop.trials.results import summing, verdict
from desktop.trials.results.judged import Judged
from desktop.trials.series.joined import Entrant, Environment, SeriesData

if TYPE_CHECKING:
    from desktop.analysis.answer import Answer
    from desktop.analysis.met.figures import AgainstCheck
    from desktop.analysis.met.result import MetAnalysis
    from desktop.analysis.on_farm.result import EntryOnFarms, OnFarm
    from desktop.analysis.parts import CheckComparison
    from desktop.catalogue.model import Trait

ALPHA = 0.05
TIE = 1e-9  # differences so small against the values are rounding
INCOMPLETE = ("alpha", "lattice", "augmented", "p-rep", "row-column")
CROSSED_FACTORS = ("split-plot", "split-split-plot", "strip-plot")


@dataclass(frozen=True)
class SeriesOptions:
    """What is chosen: the trait (None: the most frequent response), the check's key, the letters' test, the level.

    `rule` is the rule of verdicts, which the report's template gives.
    """

    trait_id: int | None = None
    check: str = ""
    test: str = "lsd"
    alpha: float = ALPHA
    rule: str = LSD

    def to_json(self) -> dict[str, Any]:
        """As it is kept and remembered."""
        return asdict(self)


def options_from(stored: Mapping[str, Any]) -> SeriesOptions:
    """Options as they were kept; what is of the wrong type takes its default."""
    trait, check, test, alpha = (stored.get(name) for name in ("trait_id", "check", "test", "alpha"))
    return SeriesOptions(trait if isinstance(trait, int) else None, check if isinstance(check, str) else "",
                         test if isinstance(test, str) else "lsd",
                         alpha if isinstance(alpha, float) and 0 < alpha < 1 else ALPHA)


@dataclass(frozen=True, kw_only=True)
class SeriesLine(Judged):
    """An entrant over its environments, in the series' unit.

    `tests` holds the figures of all tests, by the interaction. `above`, `below`, `ties` count environments against the check,
    `lost` names those it did not beat. On farms the interval is Student's of the differences farm by farm, `p` adjusted by
    Holm.
    """

    entrant: Entrant
    environments: int
    plots: int
    tests: CheckComparison | None = None
    above: int = 0
    below: int = 0
    ties: int = 0
    lost: tuple[str, ...] = ()
    by_environment: dict[str, float] = field(default_factory=dict)
    against: dict[str, float] = field(default_factory=dict)

    @property
    def compared(self) -> int:
        """Environments that had both, entrant and check."""
        return self.above + self.below + self.ties

    @property
    def positive(self) -> float | None:
        """增产点率: environments above the check in percent of those compared; a tie is not above."""
        return 100 * self.above / self.compared if self.compared else None


@dataclass(frozen=True)
class SeriesResult:
    """The result of one trait of a series, best entrant first. `analysis` is None where `reason` says why."""

    data: SeriesData
    options: SeriesOptions
    lines: tuple[SeriesLine, ...] = ()
    check: Entrant | None = None
    analysis: MetAnalysis | None = None
    on_farm: OnFarm | None = None
    reason: str = ""
    mean: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer that the result rests on: of the joint analysis, or of the comparison farm by farm."""
        return self.analysis or self.on_farm

    @property
    def check_line(self) -> SeriesLine | None:
        """The line of the check."""
        return next((x for x in self.lines if self.check and x.entrant.key == self.check.key), None)

    @property
    def judged(self) -> bool:
        """Whether differences from the check are judged at all."""
        return any(x.mark for x in self.lines)

    @property
    def others(self) -> list[SeriesLine]:
        """The lines but the check's."""
        return [x for x in self.lines if x is not self.check_line]

    @property
    def against(self) -> AgainstCheck | None:
        """The comparison with the check over environments."""
        return self.analysis.check if self.analysis else None

    @property
    def entries_p(self) -> float | None:
        """p of the entries, tested by their interaction with the environments; None without a test."""
        if self.analysis is None:
            return None
        row = next((r for r in self.analysis.combined if r.source == self.analysis.treatment), None)
        return row.random.p if row is not None and row.random is not None else None

    @property
    def significant(self) -> bool | None:
        """Whether the entries differ over environments; None without a test."""
        return None if self.entries_p is None else self.entries_p <= self.options.alpha

    @property
    def farms(self) -> int:
        """How many farms or environments the result is over."""
        return len(self.on_farm.cells.environments) if self.on_farm else len(self.data.environments)


@dataclass
class SeriesPlots:
    """The plots that take part, one element each."""

    entries: list[str] = field(default_factory=list)
    environments: list[str] = field(default_factory=list)
    blocks: list[str | None] = field(default_factory=list)
    farms: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    values: list[float | None] = field(default_factory=list)

    def columns(self, data: SeriesData, roles: dict[str, Named]) -> PlotColumns:
        """The plots as an analysis is given them."""
        return PlotColumns(data.trait.title() if data.trait else "", self.values, {_("Variety"): self.entries}, roles)

    def of(self, name: str) -> list[tuple[str, float]]:
        """Where an entry stood and its values."""
        return [(e, v) for n, e, v in zip(self.entries, self.environments, self.values, strict=True)
                if n == name and v is not None]


def plots_of(data: SeriesData) -> SeriesPlots:
    """The plots of all environments."""
    made, names = SeriesPlots(), {e.key: e.name for e in data.entrants}
    for environment in data.environments:
        for key, plot, value in environment.values():
            made.entries.append(names[key])
            made.environments.append(environment.label)
            made.blocks.append(environment.data.block(plot))
            made.farms.append(farm_of(data, environment, plot.block or (str(plot.replicate) if plot.replicate else "")))
            made.places.append(environment.place)
            made.years.append(environment.year)
            made.values.append(value)
    return made


def farm_of(data: SeriesData, environment: Environment, block: str) -> str:
    """The farm of a strip: the block of an on-farm trial, else the site."""
    if environment.data.trial.design != "on-farm" or not block:
        return environment.label
    return block if len(data.environments) == 1 else f"{environment.label} {block}"


def result_of(data: SeriesData, options: SeriesOptions | None = None) -> SeriesResult | None:
    """The result of the series' trait; None where nothing was measured."""
    options = options or SeriesOptions()
    if not data.environments or data.trait is None:
        return None
    check = next((e for e in data.entrants if e.key == options.check), data.checks[0] if data.checks else None)
    plots = plots_of(data)
    found = SeriesResult(data, options, check=check)
    if summing.is_grade(data.trait):
        return _graded(found, plots)
    found = _on_farms(found, plots) if data.demonstration else _jointly(found, plots)
    lines = _lines(found, plots)
    return replace(found, lines=tuple(lines), mean=fsum(x.mean for x in lines) / len(lines),
                   notes=(*found.notes, *_design_notes(data)))


def _graded(result: SeriesResult, plots: SeriesPlots) -> SeriesResult:
    """Of grades the worst (or the most frequent) of each site and of all sites; nothing is compared or tested."""
    trait = result.data.trait
    assert trait is not None
    reason = _("{trait} is given in grades, which are not averaged: the worst plot of all trials counts, or the most frequent "
               "grade where the dictionary says so.").format(trait=trait.title())
    cells = _cells(plots, plots.environments, trait)
    rule = summing.over_plots(trait)
    totals = {name: float(summing.together(list(by.values()), rule, trait)) for name, by in cells.items()}
    lower, by_name = trait.direction != "higher", {e.name: e for e in result.data.entrants}
    lines = [SeriesLine(entrant=by_name[name], environments=len(cells[name]), plots=len(plots.of(name)), mean=total,
                        rank=1 + sum(o < total if lower else o > total for o in totals.values()), by_environment=cells[name])
             for name, total in sorted(totals.items(), key=lambda item: item[1] if lower else -item[1])]
    return replace(result, reason=reason, lines=tuple(lines),
                   mean=float(summing.together(list(totals.values()), rule, trait)))


def _jointly(result: SeriesResult, plots: SeriesPlots) -> SeriesResult:
    """With the joint analysis, or the reason why there is none."""
    from desktop.analysis.catalogue import analysis_named

    data = result.data
    several = len(data.years) > 1 and len(data.places) > 1
    roles: dict[str, Named] = {"environment": (_("Environment") if several else _("Site"), plots.environments)}
    if not _unreplicated(plots):
        roles["block"] = (_("Block"), [b or "1" for b in plots.blocks])
    if several:
        roles |= {"location": (_("Site"), plots.places), "year": (_("Year"), plots.years)}
    try:
        analysis = cast("MetAnalysis", analysis_named("met").analyse(
            plots.columns(data, roles), result.check.name if result.check else None, result.options.alpha))
    except UserError as error:
        return replace(result, reason=str(error))
    return replace(result, analysis=analysis, notes=tuple(str(n) for n in analysis.notes))


def _unreplicated(plots: SeriesPlots) -> bool:
    """Whether no entry stands twice in an environment."""
    cells = [(n, e) for n, e, v in zip(plots.entries, plots.environments, plots.values, strict=True) if v is not None]
    return len(set(cells)) == len(cells)


def _on_farms(result: SeriesResult, plots: SeriesPlots) -> SeriesResult:
    """With the comparison farm by farm, or the reason why there is none."""
    from desktop.analysis.catalogue import analysis_named

    columns = plots.columns(result.data, {"block": (_("Farm"), plots.farms)})
    try:
        found = cast("OnFarm", analysis_named("on-farm").analyse(
            columns, result.check.name if result.check else None, result.options.alpha))
    except UserError as error:
        return replace(result, reason=str(error))
    return replace(result, on_farm=found, notes=tuple(str(n) for n in found.notes))


DESIGN_NOTES = {
    "incomplete": N_("Laid out in incomplete blocks, rows and columns or augmented blocks, here analysed by replicates:"
                     " {codes}."),
    "factors": N_("Laid out with whole and sub-plots; combinations of levels are taken for entries here: {codes}."),
}


def _design_notes(data: SeriesData) -> list[str]:
    """What the joint model leaves out of the trials' own designs."""
    found = []
    for key, designs in (("incomplete", INCOMPLETE), ("factors", CROSSED_FACTORS)):
        codes = [e.data.trial.code for e in data.environments if e.data.trial.design in designs]
        if codes:
            found.append(_(DESIGN_NOTES[key]).format(codes=_(", ").join(codes)))
    return found


def _lines(result: SeriesResult, plots: SeriesPlots) -> list[SeriesLine]:
    """The entrants, best first, with their comparison with the check."""
    where = plots.farms if result.on_farm else plots.environments
    assert result.data.trait is not None
    cells = _cells(plots, where, result.data.trait)
    lower = result.data.trait is not None and result.data.trait.direction == "lower"
    means = _means(result, cells)
    order = sorted(means, key=lambda name: means[name] if lower else -means[name])
    by_name = {e.name: e for e in result.data.entrants}
    base = cells.get(result.check.name, {}) if result.check else {}
    lines = []
    for name in order:
        better = sum((m < means[name] if lower else m > means[name]) for m in means.values())
        line = SeriesLine(entrant=by_name[name], environments=len(cells[name]), plots=len(plots.of(name)), mean=means[name],
                          rank=1 + better, by_environment=cells[name])
        own = result.check is not None and name == result.check.name
        lines.append(_judged(line, result) if own else _judged(_against(line, base, lower), result))
    return lines


def _cells(plots: SeriesPlots, where: list[str], trait: Trait) -> dict[str, dict[str, float]]:
    """The mean, or the grade, of each entry in each environment."""
    found: dict[str, dict[str, list[float]]] = {}
    for name, place, value in zip(plots.entries, where, plots.values, strict=True):
        if value is not None:
            found.setdefault(name, {}).setdefault(place, []).append(value)
    rule = summing.over_plots(trait)
    return {name: {place: float(summing.together(v, rule, trait)) for place, v in by.items()} for name, by in found.items()}


def _means(result: SeriesResult, cells: dict[str, dict[str, float]]) -> dict[str, float]:
    """The means over environments: least squares where there is an analysis, else plain."""
    plain = {name: fsum(by.values()) / len(by) for name, by in cells.items()}
    if result.analysis is None:
        return plain
    return {name: result.analysis.entry(name).mean if name in result.analysis.cells.entries else mean
            for name, mean in plain.items()}


def _against(line: SeriesLine, base: dict[str, float], lower: bool) -> SeriesLine:
    """The line with its environments won and lost, and the plain mean difference over those that had both."""
    both = {place: (v, base[place]) for place, v in line.by_environment.items() if place in base}
    if not both:
        return line
    differences = {place: v - b for place, (v, b) in both.items()}
    tied = {place for place, (v, b) in both.items() if abs(v - b) <= TIE * max(abs(v), abs(b))}
    won = [p for p, d in differences.items() if p not in tied and (d < 0 if lower else d > 0)]
    check = fsum(b for _v, b in both.values()) / len(both)
    difference = fsum(differences.values()) / len(both)
    return replace(line, difference=difference, percent=100 * difference / check if check else None, above=len(won),
                   below=len(both) - len(won) - len(tied), ties=len(tied), against=differences,
                   lost=tuple(p for p in both if p not in won))


def _judged(line: SeriesLine, result: SeriesResult) -> SeriesLine:
    """The line with what the tests say."""
    if result.on_farm is not None:
        return _farmed(line, result.on_farm)
    analysis = result.analysis
    if analysis is None or line.entrant.name not in analysis.cells.entries:
        return line
    name = line.entrant.name
    if result.significant and analysis.table.letters:
        test = result.options.test if result.options.test in analysis.table.letters else "lsd"
        strict = analysis.table.letters_at(0.01).get(test, {})
        line = replace(line, letters=analysis.table.letters.get(test, {}).get(name, ""),
                       capitals=strict.get(name, "").swapcase())
    against = analysis.check
    found = against.differences.get(name) if against else None
    if against is None or found is None:
        return line
    said = verdict.judge(found, result.options.rule, result.significant, result.options.alpha)
    return replace(line, difference=found.difference, percent=found.percent, lower=said.lower, upper=said.upper, p=said.p,
                   side=said.side, mark=said.mark, tests=found, probability=against.probability.get(name))


def _farmed(line: SeriesLine, farms: OnFarm) -> SeriesLine:
    """The line with what the farms say of it."""
    found: EntryOnFarms | None = next((e for e in farms.entries if e.level == line.entrant.name), None)
    if found is None:
        return line
    lower, upper = found.limits
    said = verdict.by_p(found.difference, found.holm_p, ALPHA, (lower, upper))
    return replace(line, difference=found.difference, percent=found.percent, p=found.holm_p, lower=lower, upper=upper,
                   side=said.side, mark=said.mark, probability=found.probability)
