"""A map of counties: each outline filled by its class or its value, with name, legend, scale and north."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline

from desktop.core.documents.figure_style import INK, MUTED
from desktop.core.documents.figures_map import _scale_bar
from desktop.core.documents.text import printable
from desktop.core.outlines import Ring

FINEST = 700
"""Of the extent of the map: corners nearer to each other than this part of it are drawn as one."""


@dataclass(frozen=True)
class Filled:
    """An area of the map: its outlines, its fill with a hatching that tells it apart in black and white, its name."""

    rings: Sequence[Ring]
    face: Any
    hatch: str
    name: str


def county_map(figure: Canvas, areas: Sequence[Filled], legend: Sequence[tuple[Any, str, str]], *, north: str = "") -> None:
    """The areas, and what their fills (face, hatching) mean."""
    axes = figure.subplots()
    box = extent([ring for area in areas for ring in area.rings])
    step = max(box[1] - box[0], box[3] - box[2]) / FINEST
    for area in areas:
        rings = [simplified(ring, step) for ring in area.rings]
        axes.add_collection(_shape(rings, area))
    middle = math.radians((box[2] + box[3]) / 2)
    margin = 0.03 * max(box[1] - box[0], box[3] - box[2])
    axes.set_xlim(box[0] - margin, box[1] + margin)
    axes.set_ylim(box[2] - margin, box[3] + margin)
    axes.set_aspect(1 / max(math.cos(middle), 0.1), adjustable="box")
    axes.set_axis_off()
    for area in areas:
        if area.name and area.rings:
            x, y = centre(max(area.rings, key=_size))
            axes.text(x, y, printable(area.name), fontsize=6.5, ha="center", va="center", color=INK, zorder=5,
                      bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.4})
    _scale_bar(axes, middle)
    _legend(axes, legend)
    axes.annotate(north, (0.97, 0.98), (0.97, 0.88), xycoords="axes fraction", textcoords="axes fraction", ha="center",
                  va="center", fontsize=9, arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.2})


def _shape(rings: Sequence[Ring], area: Filled) -> PathCollection | PolyCollection:
    """Outer rings and holes as one shape; islands are further rings."""
    corners, codes = [], []
    for ring in rings:
        closed = ring if ring[0] == ring[-1] else [*ring, ring[0]]
        corners += closed
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(closed) - 2), Outline.CLOSEPOLY]
    return PathCollection([Outline(corners, codes)], facecolors=[area.face], edgecolors=[MUTED], linewidths=[0.5],
                          hatch=area.hatch or None)


def _legend(axes: Axes, legend: Sequence[tuple[Any, str, str]]) -> None:
    keys = [Patch(facecolor=face, edgecolor=MUTED, hatch=hatch or None, label=printable(words), linewidth=0.5)
            for face, hatch, words in legend]
    if keys:
        axes.legend(handles=keys, loc="center left", bbox_to_anchor=(1.0, 0.5), borderaxespad=0.4, labelspacing=0.7)


def extent(rings: Sequence[Ring]) -> tuple[float, float, float, float]:
    """West, east, south and north end of some outlines."""
    across = [x for ring in rings for x, _y in ring]
    up = [y for ring in rings for _x, y in ring]
    return min(across), max(across), min(up), max(up)


def simplified(ring: Ring, step: float) -> Ring:
    """An outline without corners nearer than `step` to the one before; its ends stay."""
    kept = [ring[0]]
    for x, y in ring[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= step:
            kept.append((x, y))
    return [*kept, ring[-1]] if len(kept) > 2 else list(ring)


def _size(ring: Ring) -> float:
    west, east, south, north = extent([ring])
    return (east - west) * (north - south)


def centre(ring: Ring) -> tuple[float, float]:
    """The middle of an outline's area; of its corners where it has none."""
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(twice) < 1e-12:
        return sum(a for a, _b in ring) / len(ring), sum(b for _a, b in ring) / len(ring)
    return x / (3 * twice), y / (3 * twice)
