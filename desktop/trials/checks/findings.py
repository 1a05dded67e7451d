"""What deserves a second look in a trial before any statistics: one list of findings, each with its reason. Pure.

Sequence of stages, impossible pairs and the limits of jumps are data (resources/catalogues/observation_checks.json); what
stands apart from its model, its neighbours or its exchange partner is judged in `plots_apart`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from math import fsum
from statistics import median
from typing import Any

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.formula import names, parse
from desktop.catalogue.formula_check import Dictionary
from desktop.catalogue.formula_values import evaluate
from desktop.catalogue.model import Trait
from desktop.core import catalogues
from desktop.core.i18n import _
from desktop.core.units import MU_OFFICIAL, format_number
from desktop.trials.checks.finding import KIND, Finding, Material, shown
from desktop.trials.model import Plot
from desktop.trials.observations.derived_scope import FieldOfPlots, PlotScope, Seen
from desktop.trials.observations.plausible import limit, limits, usual_range
from desktop.trials.trial_data import TrialData


def findings(material: Material) -> list[Finding]:
    """Everything found, the gravest kinds first, without what somebody has accepted; at the end what was left out."""
    from desktop.trials.checks.plots_apart import field_findings

    parts = (field_findings(material), _impossible(material), _duplicates(material), _ranges(material), _jumps(material),
             _digits(material))
    kinds = list(KIND)
    found = [f for part in parts for f in part if not material.stands(f)]
    return [*sorted(found, key=lambda f: kinds.index(f.kind)), *_left_out(material)]


def plots_in_use(data: TrialData) -> list[Plot]:
    """The plots in order, fillers and guards too."""
    return [p for p in data.plots if p.state == "ok"]


def _ranges(material: Material) -> Iterator[Finding]:
    newest = {t.id: max(material.data.occasions(t.id), default=1) for t in material.data.traits}
    for plot in plots_in_use(material.data):
        for trait in material.data.traits:
            for occasion, value in material.values(plot, trait):
                low, high = usual_range(trait, occasion, newest[trait.id])
                if (low is not None and value < low) or (high is not None and value > high):
                    yield Finding("range", _("{value} is outside the usual range {low} to {high}.").format(
                        value=shown(value, trait), low="−∞" if low is None else f"{low:g}",
                        high="∞" if high is None else f"{high:g}"), plot.id, None, trait.id, occasion,
                        shown(value, trait))


def _jumps(material: Material) -> Iterator[Finding]:
    """Values far from the plot's occasion before, and from what they would be had the plot grown as the others did."""
    occasion_limits = limits("occasion")
    for trait in (t for t in material.data.traits if t.kind in MEASURED and not t.formula):
        spread = None if trait.low is None or trait.high is None else trait.high - trait.low
        score, steps = trait.kind == "score", list(_steps(material, trait))
        usual = _usual_steps(steps, score=score)
        for plot, soon, before, occasion, value in steps:
            grown = usual[soon, occasion]
            expected = before if grown is None else before + grown if score else before * grown
            if all(occasion_limits.beyond(value, base, spread, score=score) for base in (before, expected)):
                yield Finding("jump", _("{value} after {before} on the occasion before.").format(
                    value=shown(value, trait), before=shown(before, trait)), plot.id, None, trait.id, occasion,
                    shown(value, trait))


Step = tuple[Plot, int, float, int, float]
"""From a plot's occasion to its next: (plot, occasion, value, next occasion, its value)."""


def _steps(material: Material, trait: Trait) -> Iterator[Step]:
    for plot in plots_in_use(material.data):
        for (soon, before), (occasion, value) in pairwise(material.values(plot, trait)):
            yield plot, soon, before, occasion, value


def _usual_steps(steps: Iterable[Step], *, score: bool) -> dict[tuple[int, int], float | None]:
    """How most plots went from one occasion to another, by the median: steps of a score, how many times a measured value.

    None where too few plots (`growth_from`) were seen to tell growth from a slip of the pen.
    """
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for _plot, soon, before, occasion, value in steps:
        found[soon, occasion] += [value - before] if score else [value / before] if before else []
    least = limit("growth_from")
    return defaultdict(lambda: None, {pair: median(seen) for pair, seen in found.items() if len(seen) >= least})


# -- rules of the catalogue -------------------------------------------------------------------------------------------


def field_of(material: Material) -> FieldOfPlots:
    """The trial as formulas take it."""
    data = material.data
    made = FieldOfPlots(data.trial, data.crop, data.plots, frozenset(e.id for e in data.checks), Dictionary(data.traits),
                        frozenset(t.id for t in data.traits), float(MU_OFFICIAL))
    for (plot, trait), found in data.values.items():
        out, days = data.excluded.get((plot, trait), {}), data.days.get(trait, {})
        made.seen[plot, trait] = {
            occasion: Seen(0, occasion, value if isinstance(value, float) else None, value if isinstance(value, str) else "",
                           days.get(occasion), "", occasion in out) for occasion, value in found.items()}
    return made


def _rules(crop: str) -> list[Mapping[str, Any]]:
    return [row for row in catalogues.load("observation_checks").rows
            if crop in row.get("crops", ()) and date.fromisoformat(row["valid_from"]) <= date.today()]


def _impossible(material: Material) -> Iterator[Finding]:
    """Stages out of their sequence, and pairs of values that cannot both be true."""
    data = material.data
    rules = _rules(data.crop.code if data.crop else "")
    made = field_of(material)
    for plot in plots_in_use(data):
        scope = PlotScope(made, plot)
        for rule in rules:
            if rule["rule"] == "order":
                yield from _disorder(rule, scope)
            elif evaluate(parse(rule["formula"]), scope) == 1:
                trait = made.dictionary.find(rule["trait"])
                wording = f"{catalogues.text(rule)} ({_operands(rule['formula'], scope)})."
                yield Finding("never", wording, plot.id, None, trait.id if trait else None)


def _operands(formula: str, scope: PlotScope) -> str:
    """The values a rule has looked at: Ear height 220, Plant height 210."""
    parts = []
    for name in names(parse(formula)):
        trait, value = scope.field.dictionary.find(name), scope.value(name)
        if trait is not None and isinstance(value, float):
            parts.append(f"{trait.title()} {shown(value, trait)}")
    return _(", ").join(parts)


def _disorder(rule: Mapping[str, Any], scope: PlotScope) -> Iterator[Finding]:
    """The first two stages of which the later one came first."""
    loose = {frozenset(pair) for pair in rule.get("loose", ())}
    known = [(text, day) for text in rule["traits"] if isinstance(day := evaluate(parse(text), scope), date)]
    for (soon, first), (late, second) in combinations(known, 2):
        if second < first and not {frozenset(names(parse(soon))), frozenset((soon, late))} & loose:
            trait = _trait_of(late, scope) or _trait_of(soon, scope)
            yield Finding("order", _("{late} {second} comes before {soon} {first}.").format(
                late=_stage(late, scope), second=second.isoformat(), soon=_stage(soon, scope), first=first.isoformat()),
                scope.plot.id, None, trait.id if trait else None, None, second.isoformat())
            return


def _trait_of(text: str, scope: PlotScope) -> Trait | None:
    return next((t for name in names(parse(text)) if (t := scope.field.dictionary.find(name)) is not None), None)


def _stage(text: str, scope: PlotScope) -> str:
    trait = _trait_of(text, scope)
    if trait is not None and isinstance(scope.of_trait(trait), date):
        return trait.title()
    return _("Harvest") if "harvested_on" in text else _("Sowing")


# -- doubles and digits -----------------------------------------------------------------------------------------------


def _duplicates(material: Material) -> Iterator[Finding]:
    """Plot numbers and places that stand twice, and plots whose values look copied."""
    plots = plots_in_use(material.data)
    numbers, places = _grouped(plots, lambda p: p.number), _grouped(plots, lambda p: (p.row, p.column))
    for number, same in numbers.items():
        for one in same[1:]:
            yield Finding("duplicate", _("The plot number {number} stands twice.").format(number=number), same[0].id, one.id)
    for place, same in places.items():
        if None not in place:
            for one in same[1:]:
                yield Finding("duplicate", _("Two plots stand in row {row}, column {column}.").format(
                    row=place[0], column=place[1]), same[0].id, one.id)
    yield from _copied(material, plots)


def _grouped(plots: Iterable[Plot], key: Any) -> dict[Any, list[Plot]]:
    found: dict[Any, list[Plot]] = defaultdict(list)
    for plot in plots:
        found[key(plot)].append(plot)
    return found


def _copied(material: Material, plots: list[Plot]) -> Iterator[Finding]:
    traits = [t for t in material.data.traits if t.kind in ("number", "count") and not t.formula]
    lines = [(p, tuple(dict(material.values(p, t)).get(1) for t in traits)) for p in plots]
    least = limit("copied")
    full = [(p, line) for p, line in lines if sum(v is not None for v in line) >= least]
    for line, same in _by_line(full).items():
        for one in same[1:]:
            yield Finding("duplicate", _("All {n} measured values are those of plot {number}: copied?").format(
                n=sum(v is not None for v in line), number=same[0].number), one.id, same[0].id)


def _by_line(lines: list[tuple[Plot, tuple[float | None, ...]]]) -> dict[Any, list[Plot]]:
    found: dict[Any, list[Plot]] = defaultdict(list)
    for plot, line in lines:
        found[line].append(plot)
    return {line: same for line, same in found.items() if len(same) > 1}


def _digits(material: Material) -> Iterator[Finding]:
    """Traits whose last digits are not equally frequent: read to the nearest 5 or 0, perhaps."""
    for trait in material.data.traits:
        if trait.kind != "number" or trait.formula:
            continue
        digits = [int(format_number(abs(value), trait.decimals or 0)[-1]) for plot in plots_in_use(material.data)
                  for _occasion, value in material.values(plot, trait)]
        if len(digits) < limit("digits_from") or (trait.decimals and set(digits) == {0}):  # written without its decimals
            continue
        counts, expected = Counter(digits), len(digits) / 10
        if fsum((counts[d] - expected) ** 2 / expected for d in range(10)) > limit("digits"):
            digit, often = counts.most_common(1)[0]
            yield Finding("digits", _("{trait}: {percent} % of the last digits are {digit}; 10 % are expected. Was it read "
                                      "to the nearest mark?").format(
                trait=trait.title(), percent=round(100 * often / len(digits)), digit=digit), None, None, trait.id)


def _left_out(material: Material) -> Iterator[Finding]:
    """What takes no part in the analysis, with the reason: so that it can be taken in again."""
    data = material.data
    for plot in data.plots:
        if plot.state != "ok":
            yield Finding("out", _("The plot takes no part in the analysis: {reason}").format(reason=plot.reason), plot.id)
        for trait in data.traits:
            for occasion, reason in sorted(data.excluded.get((plot.id, trait.id), {}).items()):
                value = data.values.get((plot.id, trait.id), {}).get(occasion)
                text = shown(value, trait) if isinstance(value, float) else str(value or "")
                yield Finding("out", _("The value takes no part in the analysis: {reason}").format(reason=reason), plot.id,
                              None, trait.id, occasion, text)
