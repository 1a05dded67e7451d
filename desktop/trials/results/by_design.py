"""How the trials of each design are analysed: one table, design → analysis, and what of a plot it is given.

To add a design:
1. its analysis stands in `analysis/catalogue.py`, its word in `choices.DESIGN`;
2. add a line to `WAYS`: the analysis' name, what of a plot fills each of its roles, whether the treatments are the
   entries or their factor levels, and the ways tried in turn where the data do not bear it;
3. compare it with the command line in tests/trials/results/test_by_design.py.

Guard and filler plots, lost and excluded plots and excluded values take no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.analysis import catalogue
from desktop.analysis.catalogue import RANKS, ListedAnalysis, analysis_named
from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.trials.choices import DESIGN
from desktop.trials.model import Plot
from desktop.trials.results.options import BY_DESIGN, Options
from desktop.trials.trial_data import EntryLine, TrialData

if TYPE_CHECKING:
    from desktop.analysis.columns import PlotColumns
    from desktop.analysis.result import Analysis

Labels = Sequence[str | None]
Part = Callable[[TrialData, Plot], str | None]
NAMED = 8  # so many plots are named in a sentence


def replicate(data: TrialData, plot: Plot) -> str | None:
    """The complete block: the replicate, else the block."""
    return data.block(plot)


def incomplete_block(_data: TrialData, plot: Plot) -> str | None:
    """The block within the replicate."""
    return plot.block or None


def own_block(_data: TrialData, plot: Plot) -> str | None:
    """The block itself, else the replicate: farms, and the blocks of augmented designs."""
    return plot.block or (str(plot.replicate) if plot.replicate is not None else None)


def complete_replicate(data: TrialData, plot: Plot) -> str | None:
    """The replicate of a design that has complete ones."""
    whole = data.trial.design not in ("augmented", "p-rep", "crd", "none", "interval-check")
    return data.block(plot) if whole else None


def inner_block(data: TrialData, plot: Plot) -> str | None:
    """The block within the replicate, or of a design without complete replicates."""
    divided = data.trial.design in ("alpha", "lattice", "augmented", "p-rep")
    return (plot.block or None) if divided else None


def row(_data: TrialData, plot: Plot) -> str | None:
    """The row in the field."""
    return None if plot.row is None else str(plot.row)


def column(_data: TrialData, plot: Plot) -> str | None:
    """The column in the field."""
    return None if plot.column is None else str(plot.column)


def factor(place: int) -> Part:
    """The level of the factor at that place among the trial's factors."""

    def level(data: TrialData, plot: Plot) -> str | None:
        entry, known = data.entry(plot), data.factors
        return (entry.levels[known[place][1]] or None) if entry and place < len(known) else None

    return level


@dataclass(frozen=True)
class Way:
    """`analysis` is a name of the catalogue, `roles` says what of a plot fills each role.

    `extra` are roles that are filled where all plots have them. `factors` is how many factors the treatments have
    (0: the entries themselves); `roles` may hold them (split-plots). `own`: the entries themselves must be repeated,
    repeated checks do not do. `nearest` are the ways tried in turn.
    """

    analysis: str
    roles: Mapping[str, Part] = field(default_factory=dict)
    extra: Mapping[str, Part] = field(default_factory=dict)
    factors: int = 0
    own: bool = False
    nearest: tuple[str, ...] = ()


_BLOCK, _REPLICATE = {"block": replicate}, {"replicate": replicate}
_SPLIT = {**_BLOCK, "whole": factor(0), "sub": factor(1)}
_STRIPS = {**_BLOCK, "horizontal": factor(0), "vertical": factor(1)}

WAYS: dict[str, Way] = {
    "crd": Way("crd"),
    "rcbd": Way("rcbd", _BLOCK, nearest=("crd",)),
    "factorial": Way("rcbd", _BLOCK, factors=2, nearest=("factorial-crd", "rcbd", "crd")),
    "factorial-crd": Way("crd", factors=2),
    "latin": Way("latin", {"row": row, "column": column}, nearest=("rcbd", "crd")),
    "split-plot": Way("split-plot", _SPLIT, factors=2, nearest=("factorial", "rcbd", "crd")),
    "split-split-plot": Way("split-split-plot", {**_SPLIT, "sub-sub": factor(2)}, factors=3,
                            nearest=("split-plot", "factorial", "rcbd", "crd")),
    "strip-plot": Way("strip-plot", _STRIPS, factors=2, nearest=("factorial", "rcbd", "crd")),
    "alpha": Way("alpha", {**_REPLICATE, "block": incomplete_block}, nearest=("rcbd", "crd")),
    "lattice": Way("lattice", {**_REPLICATE, "block": incomplete_block}, nearest=("alpha", "rcbd", "crd")),
    "row-column": Way("row-column", {**_REPLICATE, "row": row, "column": column}, nearest=("rcbd", "crd")),
    "augmented": Way("augmented", {"block": own_block}, nearest=("rcbd", "crd")),
    "bib": Way("bib", {"block": own_block}, nearest=("p-rep", "rcbd", "crd")),
    "p-rep": Way("p-rep", {"block": own_block}, nearest=("rcbd", "crd")),
    "on-farm": Way("rcbd", {"block": own_block}, nearest=("crd",)),
    "interval-check": Way("crd", own=True),
    "none": Way("crd", own=True),
    "spatial": Way("spatial", {"row": row, "column": column}, extra={"replicate": complete_replicate, "block": inner_block}),
}
NO_FIELD = ("on-farm", "split-plot", "split-split-plot", "strip-plot")
SPATIAL = "spatial"
FIELD_MODELS = {  # what can be chosen in place of the analysis by design, with the words of `agridesk analyse --model`
    SPATIAL: N_("Model: spatial, the best"),
    "trend": N_("Model: trends by rows and columns"),
    "ar1": N_("Model: neighbouring plots alike"),
    "pspline": N_("Model: smooth surface"),
}
TRANSFORMATIONS = {  # of `agridesk analyse --transform`
    "": N_("Values as measured"), "log": N_("Logarithm"), "sqrt": N_("Square root"), "arcsine": N_("Angle of a percentage"),
}
TITLES = {"factorial-crd": N_("Factorial, completely randomised"), SPATIAL: N_("Spatial analysis"),
          "friedman": N_("Friedman's test"), "kruskal-wallis": N_("Kruskal-Wallis test")}
BESIDE = {RANKS: N_("Model: ranks (Friedman, Kruskal-Wallis)")}  # the others are named after their analysis
PARTS: dict[str, Part] = {"block": replicate, "replicate": replicate, "row": row, "column": column}
ROLE_TITLES = {"block": N_("Block"), "replicate": N_("Replicate"), "row": N_("Row"), "column": N_("Column")}


@dataclass(frozen=True)
class Attempt:
    """What came of it: the analysis with the way it was made, and the sentences why not by the design (or not at all)."""

    analysis: Analysis | None
    way: str
    reasons: tuple[str, ...] = ()


def attempt(data: TrialData, trait: Trait, options: Options) -> Attempt:
    """The analysis by the trial's design, else the nearest that the data bear, else none with its reason."""
    first = data.trial.design if data.trial.design in WAYS else "rcbd"
    reasons: list[str] = []
    wanted = [SPATIAL] if options.model in FIELD_MODELS else []
    order = [*wanted, first, *WAYS[first].nearest]
    tries = [(name, options) for name in order]
    if options.covariate_id is not None or options.transformation:  # better without them than not at all
        tries += [(first, replace(options, covariate_id=None, transformation=""))]
    for name, chosen in tries:
        try:
            found = analyse(data, trait, chosen, name)
        except UserError as error:
            if str(error) not in reasons:
                reasons.append(str(error))
            continue
        said = [_("{why} Analysed as “{other}” instead of “{design}”.").format(
            why=reasons[0], other=title(name), design=title(order[0]))] if reasons and name != order[0] else reasons[:1]
        return Attempt(found, name, tuple(said))
    return Attempt(None, first, tuple(reasons[:1]))


def analyse(data: TrialData, trait: Trait, options: Options, name: str) -> Analysis:
    """The analysis by the way named. Raises `UserError` where the data do not bear it."""
    from desktop.analysis.result import Analysis
    from desktop.analysis.scales.transformed import Scale, analyse_on
    from desktop.analysis.unused import unused_note

    way = WAYS[name]
    chosen = analysis_named(way.analysis)
    plots = usable(data)
    refuse_unreplicated(data, trait, options, own=way.own)
    columns = columns_of(data, trait, options, way, plots)
    check = check_level(data, trait, options, way)
    checks = [level_of(data, e, way) for e in checks_of(data, trait, options)] if check else []
    columns = replace(columns, checks=tuple(checks) if chosen.several_checks else (check,) if check else ())
    _refuse_options(options, name, chosen.options)
    covariate = next((t for t in data.traits if t.id == options.covariate_id), None)
    if covariate is not None:
        columns = replace(columns, covariate=(covariate.title(), [data.number(p, covariate) for p in plots]))
    found = analyse_on(Scale(options.transformation), chosen, columns, check, options.alpha)
    assert isinstance(found, Analysis)
    return replace(found, notes=(*found.notes, *unused_note(columns, filled(data, plots, way))))


def filled(data: TrialData, plots: Sequence[Plot], way: Way) -> Mapping[str, Labels]:
    """What the plots hold of a design: replicate, block, row, column, and the levels of factors that the way leaves out."""
    parts: dict[str, Part] = {"replicate": replicate, "block": incomplete_block, "row": row, "column": column}
    found = {_(ROLE_TITLES[role]): [part(data, p) for p in plots] for role, part in parts.items()}
    chosen = [name for name, _place in factors_of(data, way)]
    more = {name: [factor(i)(data, p) for p in plots] for i, (name, _place) in enumerate(data.factors) if name not in chosen}
    return found | (more if chosen else {})


def _refuse_options(options: Options, name: str, known: Sequence[str]) -> None:
    """Raise `UserError` where a transformation or a covariate is asked of an analysis that knows none."""
    if options.transformation and "transform" not in known:
        raise UserError(_("“{design}” takes no transformation.").format(design=title(name)))
    if options.covariate_id is not None and "covariate" not in known:
        raise UserError(_("“{design}” takes no covariate.").format(design=title(name)))


def way_of(analysis: ListedAnalysis) -> Way:
    """The way of an analysis that is offered for every design: its roles are filled from the plots."""
    return Way(analysis.name, {role: PARTS[role] for role in analysis.roles},
               {role: PARTS[role] for role in analysis.optional if role in PARTS})


def columns_of(data: TrialData, trait: Trait, options: Options, way: Way, plots: Sequence[Plot]) -> PlotColumns:
    """The plots as columns, names and labels in the language in force."""
    from desktop.analysis.columns import PlotColumns

    factors = factors_of(data, way)
    if len(factors) < way.factors:
        raise UserError(ngettext(
            "The entries have levels of {n} factor, but this design needs {wanted}: fill in the levels of the entries.",
            "The entries have levels of {n} factors, but this design needs {wanted}: fill in the levels of the "
            "entries.", len(factors)).format(n=len(factors), wanted=way.factors))
    roles: dict[str, tuple[str, Labels]] = {}
    place = 0
    for role, part in way.roles.items():
        labels = [part(data, p) for p in plots]
        if role in ROLE_TITLES:
            roles[role] = (_role_title(data, role, factors), labels)
        else:
            roles[role] = (factors[place][0], labels)
            place += 1
        _refuse_gaps(plots, labels, roles[role][0])
    for role, part in way.extra.items():
        labels = [part(data, p) for p in plots]
        if labels and None not in labels:
            roles[role] = (_role_title(data, role, factors), labels)
    treatments: dict[str, Labels] = {}
    if not place:
        treatments = {name: [label(data, p) for p in plots] for name, label in _treatments(factors)}
    for name, levels in treatments.items():
        _refuse_gaps(plots, levels, name)
    chosen = {"model": "auto" if options.model == SPATIAL else options.model} if way.analysis == SPATIAL else {}
    values = [data.number(p, trait, options.occasion) for p in plots]
    return PlotColumns(trait.title(), values, treatments, roles, options=chosen)


def _role_title(data: TrialData, role: str, factors: Sequence[tuple[str, int]]) -> str:
    """What a role is called in this trial; another word than any factor's."""
    title = _("Farm") if role == "block" and data.trial.design == "on-farm" else _(ROLE_TITLES[role])
    return f"{title} ({_('field')})" if title in [name for name, _place in factors] else title


def _treatments(factors: Sequence[tuple[str, int]]) -> list[tuple[str, Part]]:
    """The treatment columns: the entries, or their levels."""
    if factors:
        return [(name, factor(i)) for i, (name, _place) in enumerate(factors)]
    return [(_("Variety"), lambda data, p: data.by_entry[p.entry_id or 0].name)]


def factors_of(data: TrialData, way: Way) -> list[tuple[str, int]]:
    """The factors that a way analyses: none where it compares the entries; a factorial takes all there are."""
    if not way.factors:
        return []
    return data.factors if way.analysis in ("crd", "rcbd") else data.factors[:way.factors]


def _refuse_gaps(plots: Sequence[Plot], labels: Sequence[str | None], name: str) -> None:
    """Raise `UserError` naming the plots that lack what the design needs."""
    bare = [p.number for p, label in zip(plots, labels, strict=True) if label is None]
    if bare:
        raise UserError(_("“{name}” is not filled in for plot {plots}.").format(name=name, plots=listed(bare)))


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names for a sentence; of many the first and how many more there are."""
    text = _(", ").join(names[:most])
    more = len(names) - most
    return text if more <= 0 else _("{names} and {count} more").format(names=text, count=more)


def usable(data: TrialData) -> list[Plot]:
    """The plots in order that carry an entry; guard and filler plots do not count."""
    return [p for p in data.plots if p.state == "ok" and p.kind == "plot" and data.entry(p)]


def refuse_unreplicated(data: TrialData, trait: Trait, options: Options | None = None, *, own: bool = False) -> None:
    """Raise `UserError` where no entry (`own`: besides the checks) stands on two plots with a value."""
    occasion = options.occasion if options else None
    counts = Counter(p.entry_id for p in usable(data) if data.number(p, trait, occasion) is not None)
    if not counts:
        raise UserError(_("There are no values of {trait} yet.").format(trait=trait.title()))
    checks = {e.id for e in data.checks} if own else set()
    if max((n for entry, n in counts.items() if entry not in checks), default=0) < 2:
        raise UserError(_("{trait} was measured on one plot for each variety: without replication there is no error "
                          "to judge differences by, so no significance is stated.").format(trait=trait.title()))


def checks_of(data: TrialData, trait: Trait, options: Options) -> list[EntryLine]:
    """The checks with a value of the trait, those chosen or those marked; none where the trial mean is the base."""
    if data.trial.check_kind == "mean" and not options.checks:
        return []
    chosen = [data.by_entry[i] for i in options.checks if i in data.by_entry] or data.checks
    seen = {p.entry_id for p in usable(data) if data.number(p, trait, options.occasion) is not None}
    return [e for e in chosen if e.id in seen]


def level_of(data: TrialData, entry: EntryLine, way: Way) -> str:
    """What an entry is called in the analysis: its name, or the combination of its levels."""
    factors = factors_of(data, way)
    return ":".join(entry.levels[i] for _name, i in factors) if factors else entry.name


def check_level(data: TrialData, trait: Trait, options: Options, way: Way) -> str | None:
    """The level that the others are compared with: the first check, or the level that all checks share alone."""
    checks = checks_of(data, trait, options)
    if not checks:
        return None
    factors = factors_of(data, way)
    if not factors:
        return checks[0].name
    ids = {e.id for e in checks}
    for _name, place in factors:
        found = {e.levels[place] for e in checks}
        if len(found) == 1 and {e.id for e in data.entries if e.levels[place] in found} == ids:
            return found.pop()
    return level_of(data, checks[0], way) if way.analysis in ("crd", "rcbd", "latin") else None


def models_of(data: TrialData) -> dict[str, str]:
    """The models that can be chosen, with their words: those of the field only where the plots of one field have places.

    Farms are no one field, and whole plots and strips are no plots of their own: designs with them have none.
    """
    placed = [p for p in usable(data) if p.row is not None and p.column is not None]
    fit = data.trial.design not in NO_FIELD
    known = fit and len({p.row for p in placed}) > 1 and len({p.column for p in placed}) > 1
    field = {key: _(words) for key, words in FIELD_MODELS.items()} if known else {}
    return {BY_DESIGN: _("Model: by design"), **_beside(), **field}


def _beside() -> dict[str, str]:
    """The analyses that can be chosen beside that by the design, with their words."""
    found = {a.model: _("Model: {analysis}").format(analysis=_(a.title)) for a in catalogue.ANALYSES if a.model}
    return found | {key: _(words) for key, words in BESIDE.items()}


def title(name: str) -> str:
    """The design of a way in words, or an analysis beside it."""
    if name in TITLES:
        return _(TITLES[name])
    listed_title = next((a.title for a in catalogue.ANALYSES if a.name == name), "")
    return _(listed_title) if listed_title and name not in DESIGN.labels else DESIGN.label(name)
