"""What the names of a formula mean on the plots of one trial: facts, observations, the check beside a plot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import fsum

from desktop.catalogue.formula import functions, names
from desktop.catalogue.formula_check import FACTS, Dictionary, tree
from desktop.catalogue.formula_values import Series, Value, evaluate
from desktop.catalogue.model import Crop, Trait
from desktop.core import catalogues
from desktop.trials.model import DERIVED, Plot, Trial


@dataclass
class Seen:
    """One stored observation as a formula takes it."""

    id: int
    occasion: int
    value: float | None
    text: str
    day: date | None
    source: str
    excluded: bool
    kept: bool = False  # has a note or is excluded: the row stays when its value goes
    accepted: bool = False

    @property
    def derived(self) -> bool:
        """Whether it was computed and not observed."""
        return self.source.startswith(DERIVED)

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but perhaps a note."""
        return self.value is None and not self.text


@dataclass
class FieldOfPlots:
    """A trial with what its formulas need. `seen` maps (plot, trait) to its observations by occasion."""

    trial: Trial
    crop: Crop | None
    plots: list[Plot]
    checks: frozenset[int]
    dictionary: Dictionary[Trait]
    chosen: frozenset[int]
    mu: float
    seen: dict[tuple[int, int], dict[int, Seen]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = facts_of(self.trial, self.crop, self.mu)
        self.means: dict[tuple[int, str], Value] = {}
        self.order = {p.id: place for place, p in enumerate(self.plots)}

    def by_hand(self, plot: int, trait: Trait) -> Seen | None:
        """The value of a derived trait that somebody typed or imported instead."""
        found = self.seen.get((plot, trait.id), {}).get(1)
        return found if found and not found.derived and not found.blank else None


def facts_of(trial: Trial, crop: Crop | None, mu: float) -> dict[str, Value]:
    """The facts of FACTS that do not differ between the plots of a trial."""
    spacing = trial.row_spacing / 100 if trial.row_spacing else None
    counted = None
    if trial.row_length and spacing and trial.rows_per_plot:
        counted = (trial.row_length + spacing) * ((trial.rows_per_plot - 1) * spacing + spacing)
    moisture = trial.standard_moisture if trial.standard_moisture is not None else getattr(crop, "standard_moisture", None)
    given: Mapping[str, Value | int] = {
        "plot_area": trial.plot_area, "harvest_area": trial.harvest_area or trial.plot_area, "counted_area": counted,
        "standard_moisture": moisture, "density": trial.density, "mu": mu, "rows_per_plot": trial.rows_per_plot,
        "row_length": trial.row_length, "row_spacing": trial.row_spacing, "plant_spacing": trial.plant_spacing,
        "replicates": trial.replicates, "sown_on": trial.sown_on, "harvested_on": trial.harvested_on,
        "theoretical_factor": _factor(crop)}
    return {name: float(v) if isinstance(v, int) else v for name, v in given.items()}


def _factor(crop: Crop | None) -> float | None:
    row = catalogues.load("crops").by("code").get(crop.code) if crop else None
    return float(row["theoretical_yield_factor"]) if row and row["theoretical_yield_factor"] else None


class PlotScope:
    """The names on one plot. A derived trait is computed afresh, unless its value was typed by hand."""

    def __init__(self, field_: FieldOfPlots, plot: Plot, busy: frozenset[int] = frozenset()) -> None:
        self.field, self.plot, self.busy = field_, plot, busy

    def value(self, name: str) -> Value:
        """A fact, or the newest observation of a trait."""
        if name == "growth_start":
            return self._growth_start()
        if name in FACTS:
            return self.field.facts[name]
        trait = self.field.dictionary.find(name)
        return None if trait is None else self.of_trait(trait)

    def of_trait(self, trait: Trait) -> Value:
        """The newest value of a trait on this plot."""
        formula = tree(trait)
        if formula is not None and self.field.by_hand(self.plot.id, trait) is None:
            if trait.id in self.busy:
                return None  # a circle: refused when it is saved, and harmless here
            return evaluate(formula, PlotScope(self.field, self.plot, self.busy | {trait.id}))
        found = self._usable(trait)
        return _meant(trait, found[-1]) if found else None

    def _usable(self, trait: Trait) -> list[Seen]:
        seen = self.field.seen.get((self.plot.id, trait.id), {})
        return [one for _occasion, one in sorted(seen.items()) if not one.excluded and not one.blank]

    def series(self, name: str) -> Series:
        """All observed numbers of a trait in order of their occasions."""
        trait = self.field.dictionary.find(name)
        return [(one.day, one.value) for one in self._usable(trait) if one.value is not None] if trait else []

    def observed(self, name: str) -> bool:
        """Whether the trial observes a trait."""
        trait = self.field.dictionary.find(name)
        return trait is not None and trait.id in self.field.chosen

    def check(self, name: str) -> Value:
        """The mean of the check in the trial, of the nearest check, or of the trial, as the trial compares."""
        trait = self.field.dictionary.find(name)
        if trait is None or trait.id in self.busy:
            return None
        kind = self.field.trial.check_kind
        if kind == "neighbour":
            return _mean([self._of(p, trait) for p in _nearest(self.field, self.plot)])
        key = (trait.id, kind)
        if key not in self.field.means:
            plots = [p for p in self.field.plots if p.state == "ok" and p.entry_id
                     and (kind == "mean" or p.entry_id in self.field.checks)]
            self.field.means[key] = _mean([self._of(p, trait) for p in plots])
        return self.field.means[key]

    def _of(self, plot: Plot, trait: Trait) -> Value:
        return PlotScope(self.field, plot, self.busy).of_trait(trait)

    def _growth_start(self) -> Value:
        """Sowing, the day after, emergence or transplanting: what the crop's growth days are counted from."""
        rule = self.field.crop.growth_start if self.field.crop else "emergence"
        if rule not in ("sowing", "day_after_sowing"):
            return self.value(rule)
        sown = self.value("sowing")
        sown = self.field.facts["sown_on"] if sown is None else sown
        return sown + timedelta(days=1) if rule == "day_after_sowing" and isinstance(sown, date) else sown


def _meant(trait: Trait, one: Seen) -> Value:
    """An observation as a formula takes it: a number, or a day."""
    if trait.kind == "date" and one.text:
        try:
            return date.fromisoformat(one.text)
        except ValueError:
            return None
    return one.value


def _mean(values: list[Value]) -> float | None:
    numbers = [v for v in values if isinstance(v, float)]
    return fsum(numbers) / len(numbers) if numbers else None


def _nearest(field_: FieldOfPlots, plot: Plot) -> list[Plot]:
    """The check plots nearest to a plot: on the map where it stands there, else by replicate and order."""
    checks = [p for p in field_.plots if p.entry_id in field_.checks and p.state == "ok"]
    placed = [p for p in checks if p.row and p.column]
    if plot.row and plot.column and placed:
        def far(other: Plot) -> tuple[int, int]:
            return abs((other.row or 0) - (plot.row or 0)), abs((other.column or 0) - (plot.column or 0))

        least = min(map(far, placed))
        return [p for p in placed if far(p) == least]

    def along(other: Plot) -> tuple[bool, int]:
        return other.replicate != plot.replicate, abs(field_.order[other.id] - field_.order[plot.id])

    nearest = min(map(along, checks), default=None)
    return [p for p in checks if along(p) == nearest]


def needs(dictionary: Dictionary[Trait], trait: Trait) -> tuple[set[int], bool]:
    """The traits a derived trait stands on, at any depth, and whether it looks at other plots (the check)."""
    found: set[int] = set()
    others, waiting = False, [trait]
    while waiting:
        formula = tree(waiting.pop())
        if formula is None:
            continue
        others = others or "check" in functions(formula)
        wanted = [n for name in names(formula) for n in (GROWTH if name == "growth_start" else (name,))]
        for one in (dictionary.find(name) for name in wanted):
            if one is not None and one.id not in found:
                found.add(one.id)
                waiting.append(one)
    return found, others


GROWTH = ("sowing", "emergence", "transplanting")
