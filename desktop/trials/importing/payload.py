"""What an import of trials is about to write: trials with their entries, plots and values, and the names to be added."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from desktop.trials.importing.design import as_named, recognise
from desktop.trials.importing.standing import Design, Standing, in_field_order

PLAIN_YIELD = frozenset({"yield", "yld", "gy", "grain yield", "产量"})  # headings that mean yield and nothing more
SPLIT_LEVELS = ("whole", "sub", "sub-sub")


INCOMPLETE = frozenset(("alpha", "lattice", "bib", "row-column", "augmented", "p-rep"))  # a block holds a part of the entries


@dataclass
class TraitPlan:
    """A trait of the file: a stored one (`id`) or a new one.

    `factor` makes values that are `written` in another unit fit its own; None where that unit does not convert.
    """

    heading: str
    name: str
    unit: str = ""
    kind: str = "number"
    id: int | None = None
    is_yield: bool = False
    factor: Fraction | None = Fraction(1)
    decimals: int = 1
    written: str = ""


@dataclass
class PlotPlan:
    """A plot of the file; `values` maps a trait's key to its value; `rows` are the places in the table that speak of it."""

    entry: str  # "" on guards and fillers
    number: str = ""
    numbered: bool = False  # the number is the file's own
    given_id: str = ""
    replicate: int | None = None
    block: str = ""
    row: int | None = None
    column: int | None = None
    id: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)  # trait key → observation to be changed
    rows: list[int] = field(default_factory=list)
    walk: int | None = None
    kind: str = "plot"
    moved: dict[str, Any] = field(default_factory=dict)  # column of a stored plot → what the file says
    samples: dict[str, list[Any]] = field(default_factory=dict)  # trait's key → values of several samples
    notes: list[str] = field(default_factory=list)


@dataclass
class TrialPlan:
    """A trial of the file: a stored one (`id`) or a new one."""

    code: str
    title: str = ""
    site: str = ""
    season: str = ""
    id: int | None = None
    entries: dict[str, int | None] = field(default_factory=dict)  # name → number given
    known_entries: dict[str, int] = field(default_factory=dict)  # name → stored entry
    checks: set[str] = field(default_factory=set)
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)  # name → levels of the treatment factors
    variety_of: dict[str, str] = field(default_factory=dict)  # name → its variety; treatments have none
    remarks: dict[str, list[str]] = field(default_factory=dict)  # name → notes of rows on which nothing was observed
    facts: dict[str, Any] = field(default_factory=dict)  # fields of the trial that the file fills
    plots: dict[tuple[Any, ...], PlotPlan] = field(default_factory=dict)


@dataclass
class Payload:
    """All that is to be written. `varieties`, `sites`, `seasons`: name → id, None = to be added."""

    series: str
    title: str = ""  # of the file; "" = its trials are called by their codes
    facts: dict[str, Any] = field(default_factory=dict)  # fields of every trial, from beside the table or set by a person
    layout: bool = False  # plots without any observation
    compared: str = "varieties"  # or "treatments"
    one_variety: bool = False  # a single variety, on which the treatments are tried
    split: bool = False  # the headings speak of whole plots and sub-plots
    farms: bool = False  # the blocks are farms
    design: str = ""  # a design that a person chose or the file names for all of it
    factors: tuple[str, ...] = ()  # names of the treatment factors
    crop_id: int | None = None
    traits: dict[str, TraitPlan] = field(default_factory=dict)
    varieties: dict[str, int | None] = field(default_factory=dict)
    sites: dict[str, int | None] = field(default_factory=dict)
    seasons: dict[str, int | None] = field(default_factory=dict)
    trials: dict[tuple[str, ...], TrialPlan] = field(default_factory=dict)

    def design_of(self, trial: TrialPlan) -> Design:
        """The design of a trial: the one named, else the one recognised, with the numbers of how its plots stand."""
        found, standing = self._recognised(trial)
        named = trial.facts.get("design") or self.design
        return found if not named or named == found.name else as_named(found, named, standing)

    def contradicted(self, trial: TrialPlan) -> Design | None:
        """The design that the plots of a trial stand in, where another is named and only one of them has incomplete blocks."""
        found, named = self._recognised(trial)[0], trial.facts.get("design") or self.design
        return found if named and (found.name in INCOMPLETE) != (named in INCOMPLETE) and found.name != "none" else None

    def _recognised(self, trial: TrialPlan) -> tuple[Design, list[Standing]]:
        plots = [p for p in trial.plots.values() if p.entry and p.rows and (p.values or self.layout)]
        standing = in_field_order([_standing(p, trial) for p in plots], [p.number if p.numbered else "" for p in plots])
        found = recognise(standing, trial.checks, farms=self.farms)
        if self.split and found.name == "factorial":
            levels = max(sum(bool(v) for v in levels) for levels in trial.levels.values())
            found = replace(found, name="split-split-plot" if levels == len(SPLIT_LEVELS) else "split-plot",
                            replicates=len({p.complete for p in standing}), asks=())
        return found, standing


def _standing(plot: PlotPlan, trial: TrialPlan) -> Standing:
    levels = trial.levels.get(plot.entry, ())
    return Standing(plot.entry, "" if plot.replicate is None else str(plot.replicate), plot.block, plot.row, plot.column,
                    tuple(level for level in levels if level))
