"""Where one replicate or block of a field ends and the next begins: the lines of a drawn plan, and its measures in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeAlias

from desktop.core.i18n import _, ngettext
from desktop.trials.model import Trial

Place: TypeAlias = tuple[int, int]
"""Row and column."""
SIDES = {"t": (1, 0), "b": (-1, 0), "l": (0, -1), "r": (0, 1)}
"""Top, foot, left and right with the step to the neighbour; row 1 is at the foot."""


class Lying(Protocol):
    """A plot with the replicate and block it lies in."""

    @property
    def replicate(self) -> int | None:
        """Its replicate."""

    @property
    def block(self) -> str:
        """Its block."""


def borders(plots: Mapping[Place, Lying]) -> dict[Place, tuple[str, str]]:
    """For each place the sides on which another replicate, and those on which another block of the same one, begins."""
    return {place: ("".join(_sides(plots, place, replicate=True)), "".join(_sides(plots, place, replicate=False)))
            for place in plots}


def _sides(plots: Mapping[Place, Lying], place: Place, *, replicate: bool) -> Iterator[str]:
    here = plots[place]
    for side, (up, right) in SIDES.items():
        other = plots.get((place[0] + up, place[1] + right))
        if other is None:
            continue
        apart = here.replicate != other.replicate
        if (apart if replicate else (not apart and (here.block or "") != (other.block or ""))):
            yield side


def replicate_starts(plots: Sequence[Lying]) -> list[int]:
    """The places in a list of plots at which another replicate begins, for a strong line above them."""
    return [i for i, (one, other) in enumerate(pairwise(plots), start=1) if one.replicate != other.replicate]


def legend(plots: Mapping[Place, Lying]) -> str:
    """What the lines of a plan mean, "" where it has none."""
    found = borders(plots).values()
    words = [_("thick lines: replicates")] if any(strong for strong, _dashed in found) else []
    words += [_("broken lines: blocks")] if any(dashed for _strong, dashed in found) else []
    text = _("; ").join(words)
    return text[:1].upper() + text[1:]


def measures(trial: Trial) -> str:
    """The size of a plot in words, "" where it is not known."""
    parts = []
    if trial.plot_area:
        parts.append(_("plot {area} m²").format(area=f"{trial.plot_area:g}"))
    if trial.rows_per_plot:
        parts.append(ngettext("{n} row", "{n} rows", trial.rows_per_plot).format(n=trial.rows_per_plot))
    if trial.row_length:
        parts.append(_("row length {value} m").format(value=f"{trial.row_length:g}"))
    if trial.row_spacing:
        parts.append(_("row spacing {value} cm").format(value=f"{trial.row_spacing:g}"))
    if trial.rows_per_plot and trial.row_spacing and trial.row_length:
        width = trial.rows_per_plot * trial.row_spacing / 100
        parts.append(_("a plot is {width} m wide and {length} m long").format(
            width=f"{width:g}", length=f"{trial.row_length:g}"))
    text = _(", ").join(parts)
    return text[:1].upper() + text[1:]


def north_blank() -> str:
    """Where north is marked by hand: no record of a trial says it."""
    return _("North (mark with an arrow): ____")
