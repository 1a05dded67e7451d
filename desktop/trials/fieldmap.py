"""What the map of a field shows: squares with their shade, for the window."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.choices import MEASURED
from desktop.core.i18n import _
from desktop.trials.choices import PLOT_STATE
from desktop.trials.data import TrialData
from desktop.trials.model import Plot
from desktop.trials.report_text import digits, number

COMPLETENESS = 0  # the shading that is no trait


@dataclass(frozen=True)
class Square:
    """A plot on the map. `share` 0 to 1 shades it, None leaves it blank; `tip` says everything about it."""

    row: int
    column: int
    number: str
    name: str
    text: str
    share: float | None
    is_check: bool
    struck: bool
    tip: str


def shadings(data: TrialData) -> list[tuple[int, str]]:
    """What the field can be shaded by: how much was observed, or a measured trait with values."""
    traits = [t for t in data.traits if t.kind in MEASURED and data.occasions(t.id)]
    return [(COMPLETENESS, _("How much was observed")), *((t.id, t.heading()) for t in traits)]


def squares(data: TrialData, shading: int) -> tuple[list[Square], str]:
    """The squares, and a sentence about the range; plots without a place are counted in it."""
    placed = [p for p in data.plots if p.row and p.column]
    found = {p.id: _share(data, p, shading) for p in placed}
    known = [v for v, _text in found.values() if v is not None]
    low, high = (0.0, 1.0) if shading == COMPLETENESS or not known else (min(known), max(known))
    width = (high - low) or 1.0
    shown = [_square(data, p, *found[p.id], low, width) for p in placed]
    return shown, _range_text(data, shading, known, len(data.plots) - len(placed)) if placed else ""


def _share(data: TrialData, plot: Plot, shading: int) -> tuple[float | None, str]:
    """What shades a plot: its value, or the share of traits observed on it; and as text."""
    if shading == COMPLETENESS:
        done = sum(data.value(plot, t) not in (None, "") for t in data.traits)
        return (done / len(data.traits) if data.traits else None), f"{done}/{len(data.traits)}"
    trait = data.trait(shading)
    value = data.number(plot, trait) if plot.state == "ok" else None
    return value, "" if value is None else number(value, digits(trait))


def _square(data: TrialData, plot: Plot, value: float | None, text: str, low: float, width: float) -> Square:
    entry = data.entry(plot)
    name = entry.name if entry else ""
    state = "" if plot.state == "ok" else f"{PLOT_STATE.label(plot.state)}: {plot.reason}"
    lines = [plot.number, name, state, *(f"{t.title()} {data.value(plot, t)} {t.unit_shown()}".strip()
                                         for t in data.traits if data.value(plot, t) not in (None, ""))]
    share = None if value is None else (value - low) / width
    return Square(plot.row or 0, plot.column or 0, plot.number, name, text, share, bool(entry and entry.is_check),
                  plot.state != "ok", "\n".join(line for line in lines if line))


def _range_text(data: TrialData, shading: int, known: list[float], unplaced: int) -> str:
    parts = []
    if shading == COMPLETENESS:
        parts.append(_("Pale: nothing observed yet. Dark: all traits observed."))
    elif known:
        trait = data.trait(shading)
        parts.append(_("Pale {low} to dark {high}. Thick edge: check. Hatched: lost or excluded.").format(
            low=number(min(known), digits(trait)), high=number(max(known), digits(trait))))
    if unplaced:
        parts.append(_("{n} plots have no row and column and are not shown.").format(n=unplaced))
    return " ".join(parts)
