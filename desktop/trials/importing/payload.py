"""What an import of trials is about to write: trials with their entries, plots and values, and the names to be added."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PLAIN_YIELD = frozenset({"yield", "yld", "gy", "grain yield", "产量"})  # headings that mean yield and nothing more


@dataclass
class TraitPlan:
    """A trait of the file: a stored one (`id`) or a new one, and the factor that makes its values fit its unit."""

    heading: str
    name: str
    unit: str = ""
    kind: str = "number"
    id: int | None = None
    is_yield: bool = False
    factor: float = 1.0
    decimals: int = 1


@dataclass
class PlotPlan:
    """A plot of the file; `values` maps a trait's key to its value; `rows` are the places in the table that speak of it."""

    entry: str  # "" on guards and fillers
    number: str = ""
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


@dataclass
class TrialPlan:
    """A trial of the file: a stored one (`id`) or a new one."""

    code: str
    site: str = ""
    season: str = ""
    id: int | None = None
    entries: dict[str, int | None] = field(default_factory=dict)  # name → number given
    known_entries: dict[str, int] = field(default_factory=dict)  # name → stored entry
    checks: set[str] = field(default_factory=set)
    levels: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # name → levels of the treatment factors
    plots: dict[tuple[Any, ...], PlotPlan] = field(default_factory=dict)


@dataclass
class Payload:
    """All that is to be written. `varieties`, `sites`, `seasons`: name → id, None = to be added."""

    series: str
    layout: bool = False  # plots without any observation
    factors: tuple[str, ...] = ()  # names of the treatment factors
    crop_id: int | None = None
    traits: dict[str, TraitPlan] = field(default_factory=dict)
    varieties: dict[str, int | None] = field(default_factory=dict)
    sites: dict[str, int | None] = field(default_factory=dict)
    seasons: dict[str, int | None] = field(default_factory=dict)
    trials: dict[tuple[str, ...], TrialPlan] = field(default_factory=dict)
