"""The map of the sites of a series: on outlines of counties where there are some, with scale, north and legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import MaxNLocator

from desktop.core.documents.figure_style import INK, MUTED, shade
from desktop.core.documents.label_places import Name, name_points

Ring: TypeAlias = Sequence[tuple[float, float]]
"""The corners of an outline: longitude and latitude."""
KM_PER_DEGREE = 111.2
_SIZES = (5.0, 12.0)
_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def site_map(
    figure: Canvas,
    names: Sequence[str],
    longitudes: Sequence[float],
    latitudes: Sequence[float],
    values: Sequence[float] = (),
    *,
    value_label: str = "",
    decimals: int = 1,
    x_label: str = "",
    y_label: str = "",
    north: str = "",
    outlines: Sequence[Ring] = (),
) -> None:
    """The sites by their coordinates, each a disc shaded and sized by its value (NaN: hollow), with name and value."""
    axes = figure.subplots()
    known = [v for v in values if not math.isnan(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    found = []
    for i, (name, x, y) in enumerate(zip(names, longitudes, latitudes, strict=True)):
        value = values[i] if i < len(values) else math.nan
        _disc(axes, x, y, math.nan if math.isnan(value) else (value - low) / ((high - low) or 1.0))
        found.append(Name(name + ("" if math.isnan(value) else f" {value:.{decimals}f}"), (x, y), {"fontsize": 7.5}))
    middle = math.radians(sum(latitudes) / len(latitudes)) if latitudes else 0.0
    axes.margins(0.2)
    _widen(axes, middle)
    limits = axes.get_xlim(), axes.get_ylim()
    for ring in outlines:
        axes.plot(*zip(*ring, strict=True), color=MUTED, linewidth=0.5, zorder=0)
    axes.set_xlim(limits[0])
    axes.set_ylim(limits[1])
    axes.set_aspect(1 / max(math.cos(middle), 0.1), adjustable="box")
    for axis, (least, most) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        axis.set_ticks([tick for tick in MaxNLocator(nbins=6).tick_values(least, most) if least <= tick <= most])
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    if known:
        _legend(axes, low, high, value_label, decimals)
    name_points(axes, found, radius=_SIZES[1] / 2)
    _scale_bar(axes, middle)
    axes.annotate(north, (0.97, 0.97), (0.97, 0.87), xycoords="axes fraction", textcoords="axes fraction", ha="center",
                  va="center", fontsize=9, arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.2})  # fmt: skip


def _disc(axes: Axes, x: float, y: float, share: float) -> None:
    face: Any = "white" if math.isnan(share) else shade(share)
    size = _SIZES[0] + (_SIZES[1] - _SIZES[0]) * (0.5 if math.isnan(share) else share)
    axes.plot(x, y, "o", markersize=size, markerfacecolor=face, markeredgecolor=INK, mew=0.8, zorder=3)


def _widen(axes: Axes, middle: float) -> None:
    """At least some 20 km across, so that sites of one village do not stand at the ends of the map."""
    least = 20 / KM_PER_DEGREE
    (left, right), (foot, top) = axes.get_xlim(), axes.get_ylim()
    across, up = max(right - left, least / max(math.cos(middle), 0.1)), max(top - foot, least)
    axes.set_xlim((left + right - across) / 2, (left + right + across) / 2)
    axes.set_ylim((foot + top - up) / 2, (foot + top + up) / 2)


def _legend(axes: Axes, low: float, high: float, label: str, decimals: int) -> None:
    """What size and shade mean: the lowest, middle and highest value."""
    shares = (0.0, 0.5, 1.0) if high > low else (0.0,)
    for share in shares:
        axes.plot([], [], "o", markersize=_SIZES[0] + (_SIZES[1] - _SIZES[0]) * share, markerfacecolor=shade(share),
                  markeredgecolor=INK, mew=0.8, label=f"{low + (high - low) * share:.{decimals}f}")  # fmt: skip
    axes.legend(title=label or None, loc="center left", bbox_to_anchor=(1.0, 0.5), borderaxespad=0.4, labelspacing=0.9)


def _scale_bar(axes: Axes, middle: float) -> None:
    """A bar of a round number of kilometres at the foot, about a fifth of the map long."""
    left, right = axes.get_xlim()
    foot, top = axes.get_ylim()
    km = (right - left) * KM_PER_DEGREE * max(math.cos(middle), 0.1)
    length = max((n for n in _LENGTHS if n <= km / 4), default=_LENGTHS[0])
    start, y = left + (right - left) * 0.03, foot + (top - foot) * 0.035
    end = start + length / km * (right - left)
    axes.plot([start, end], [y, y], color=INK, linewidth=2.0, solid_capstyle="butt", zorder=4)
    axes.annotate(f"{length} km", ((start + end) / 2, y), (0, 3), textcoords="offset points", ha="center", va="bottom",
                  fontsize=7)  # fmt: skip
