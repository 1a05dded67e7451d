"""What the map of a field shows: squares with what colours them, for the window; the same for plans and for stored plots."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED
from desktop.core.i18n import N_, _, ngettext
from desktop.designs import FieldPlan, PlannedPlot
from desktop.trials.choices import PLOT_KIND, PLOT_STATE
from desktop.trials.model import Plot
from desktop.trials.trial_data import TrialData

COMPLETENESS = 0  # the shading that is no trait
REPLICATE, BLOCK, ENTRY, CHECK, STATE = "replicate", "block", "entry", "check", "state"
TITLES = {REPLICATE: N_("Replicate"), BLOCK: N_("Block"), ENTRY: N_("Entry"), CHECK: N_("Check"), STATE: N_("State")}
LEVEL = "level_"  # and the place of the factor among an entry's levels
LAYOUT = (REPLICATE, BLOCK, ENTRY, CHECK)
Shading = int | str
"""What colours the map: a trait's key, `COMPLETENESS`, or one of the words above."""


@dataclass(frozen=True)
class Square:
    """A plot on the map. `share` 0 to 1 shades it, `group` colours it, neither leaves it blank; `tip` says all about it."""

    row: int
    column: int
    number: str
    name: str
    text: str = ""
    share: float | None = None
    is_check: bool = False
    struck: bool = False
    tip: str = ""
    group: int | None = None
    key: int = 0
    kind: str = "plot"
    walk: int | None = None


@dataclass(frozen=True)
class FieldPicture:
    """Squares, a sentence about them, and what the colours mean (group → label)."""

    squares: list[Square] = field(default_factory=list)
    sentence: str = ""
    legend: list[tuple[int, str]] = field(default_factory=list)


def shadings(data: TrialData) -> list[tuple[Shading, str]]:
    """What the field can be coloured by: how much was observed, where it lies, or a measured trait with values."""
    observed = {trait for (_plot, trait), found in data.values.items() if found}
    traits = [t for t in data.traits if t.kind in MEASURED and t.id in observed]
    return [(COMPLETENESS, _("How much was observed")), *((key, _(title)) for key, title in TITLES.items()),
            *((f"{LEVEL}{place}", name) for name, place in data.factors), *((t.id, t.heading()) for t in traits)]


def picture(data: TrialData, shading: Shading) -> FieldPicture:
    """The stored plots of a trial; those without a place are counted in the sentence."""
    placed = [p for p in data.plots if p.row and p.column]
    if not placed:
        return FieldPicture()
    unplaced = len(data.plots) - len(placed)
    frame = _Frame(_walk(data), [(t.id, t.title(), t.unit_shown()) for t in data.traits])
    if isinstance(shading, str):
        groups, legend = _groups([_layout_key(data, p, shading) for p in placed], _labels(shading))
        squares = [_square(data, p, frame, group=group) for p, group in zip(placed, groups, strict=True)]
        return FieldPicture(squares, _sentence([_("Thick edge: check. Hatched: lost or excluded.")], unplaced), legend)
    found = [_share(data, p, shading) for p in placed]
    known = [v for v, _text in found if v is not None]
    low, high = (0.0, 1.0) if shading == COMPLETENESS or not known else (min(known), max(known))
    width = (high - low) or 1.0
    squares = [_square(data, p, frame, share=None if value is None else (value - low) / width, text=text)
               for p, (value, text) in zip(placed, found, strict=True)]
    return FieldPicture(squares, _sentence(_range_words(data, shading, known), unplaced))


def plan_picture(plan: FieldPlan, shading: str) -> FieldPicture:
    """The plots of a plan that is not stored yet."""
    names = {item.key: item.name or str(item.key) for item in plan.items}
    checks = plan.checks
    standing = {REPLICATE: lambda p: p.replicate, BLOCK: lambda p: (p.replicate, p.block) if p.block else None,
                ENTRY: lambda p: names.get(p.entry or 0), CHECK: lambda p: _check_name(names, checks, p)}
    levels = {item.key: item.levels for item in plan.items}
    if shading.startswith(LEVEL):
        place = int(shading.removeprefix(LEVEL))
        keys = [found[place] if len(found := levels.get(p.entry or 0, ())) > place else None for p in plan.plots]
    else:
        keys = [standing[shading](p) if p.entry is not None else None for p in plan.plots]
    groups, legend = _groups(keys, _labels(shading))
    squares = []
    for p, group in zip(plan.plots, groups, strict=True):
        name = names.get(p.entry or 0, "")
        tip = "\n".join(part for part in (p.number, name or PLOT_KIND.label(p.kind), _whereabouts(p)) if part)
        squares.append(Square(p.row, p.column, p.number, name, is_check=p.entry in checks, tip=tip, group=group, kind=p.kind,
                              walk=p.walk))
    return FieldPicture(squares, "", legend)


def _check_name(names: dict[int, str], checks: set[int], plot: PlannedPlot) -> str | None:
    return names[plot.entry] if plot.entry in checks and plot.entry is not None else None


def _whereabouts(plot: Plot | PlannedPlot) -> str:
    parts = [_("Replicate {n}").format(n=plot.replicate) if plot.replicate else "",
             _("Block {name}").format(name=plot.block) if plot.block else "",
             _("Row {row}, column {column}").format(row=plot.row, column=plot.column) if plot.row else ""]
    return " · ".join(part for part in parts if part)


# -- colours --------------------------------------------------------------------------------------------------------------


def _layout_key(data: TrialData, plot: Plot, shading: str) -> Hashable:
    """What groups a plot; None leaves it blank."""
    entry = data.entry(plot)
    if shading == STATE:
        return plot.state if plot.kind == "plot" else None
    if entry is None:
        return None
    if shading.startswith(LEVEL):
        return entry.levels[int(shading.removeprefix(LEVEL))] or None
    return {REPLICATE: plot.replicate, BLOCK: (plot.replicate, plot.block) if plot.block else None, ENTRY: entry.name,
            CHECK: entry.name if entry.is_check else None}[shading]


def _labels(shading: str) -> Callable[[Hashable], str]:
    if shading == REPLICATE:
        return lambda key: _("Replicate {n}").format(n=key)
    if shading == STATE:
        return lambda key: PLOT_STATE.label(str(key))
    if shading == BLOCK:
        return lambda key: "–".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)
    return str


def _groups(keys: Sequence[Hashable], label: Callable[[Hashable], str]) -> tuple[list[int | None], list[tuple[int, str]]]:
    """A group for every key, in their natural order, and the legend."""
    known = sorted({k for k in keys if k is not None}, key=_natural)
    place = {key: number for number, key in enumerate(known)}
    return [None if k is None else place[k] for k in keys], [(number, label(key)) for key, number in place.items()]


def _natural(key: Hashable) -> tuple[object, ...]:
    parts: Iterable[object] = key if isinstance(key, tuple) else (key,)
    return tuple((not str(p).isdecimal(), int(str(p)) if str(p).isdecimal() else 0, str(p)) for p in parts)


def _share(data: TrialData, plot: Plot, shading: int) -> tuple[float | None, str]:
    """What shades a plot: its value, or the share of traits observed on it; and as text."""
    if shading == COMPLETENESS:
        if plot.kind != "plot":
            return None, ""
        done = sum(data.value(plot, t) not in (None, "") for t in data.traits)
        return (done / len(data.traits) if data.traits else None), f"{done}/{len(data.traits)}"
    trait = data.trait(shading)
    value = data.number(plot, trait) if plot.state == "ok" else None
    return value, "" if value is None else wording.number(value, trait.digits())


def _walk(data: TrialData) -> dict[int, int]:
    """The place of each plot in the walk; by their numbers where no walk order was given."""
    given = {p.id: p.walk for p in data.plots if p.walk}
    return given or {p.id: n for n, p in enumerate((p for p in data.plots if p.kind != "guard"), start=1)}


@dataclass(frozen=True)
class _Frame:
    """What all squares of a picture share: the walk, and the traits as (key, title, unit)."""

    walked: dict[int, int]
    traits: list[tuple[int, str, str]]


def _observed(data: TrialData, plot: int, frame: _Frame) -> Iterator[str]:
    """The newest value of every trait on a plot, in words."""
    for key, title, unit in frame.traits:
        found = data.values.get((plot, key))
        if found and (value := found[max(found)]) not in (None, ""):
            yield f"{title} {value} {unit}".strip()


def _square(data: TrialData, plot: Plot, frame: _Frame, *, share: float | None = None, text: str = "",
            group: int | None = None) -> Square:
    entry = data.entry(plot)
    name = entry.name if entry else ""
    state = "" if plot.state == "ok" else PLOT_STATE.label(plot.state) + _(": ") + plot.reason
    what = name or (PLOT_KIND.label(plot.kind) if plot.kind != "plot" else "")
    lines = [plot.number, what, _whereabouts(plot), state, *_observed(data, plot.id, frame)]
    return Square(plot.row or 0, plot.column or 0, plot.number, name, text, share, bool(entry and entry.is_check),
                  plot.state != "ok", "\n".join(line for line in lines if line), group, plot.id, plot.kind,
                  frame.walked.get(plot.id))


def _range_words(data: TrialData, shading: int, known: list[float]) -> list[str]:
    if shading == COMPLETENESS:
        return [_("Pale: nothing observed yet. Dark: all traits observed.")]
    if not known:
        return []
    trait = data.trait(shading)
    return [_("Pale {low} to dark {high}. Thick edge: check. Hatched: lost or excluded.").format(
        low=wording.number(min(known), trait.digits()), high=wording.number(max(known), trait.digits()))]


def _sentence(parts: list[str], unplaced: int) -> str:
    if unplaced:
        parts = [*parts, ngettext(
            "{n} plot has no row and column and is not shown.",
            "{n} plots have no row and column and are not shown.", unplaced).format(n=unplaced)]
    return " ".join(parts)
