"""The figures of several environments: biplot, lines on an environmental index, differences by site, map of the sites.

Like `figures.py`: pure drawing functions of plain arrays and words, legible in black and white.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from desktop.core.documents.figure_style import CHECK, GREEN, INK, MARKERS, MUTED, PALE
from desktop.core.documents.figures import _name_axis
from desktop.core.documents.label_places import Name, name_points
from desktop.core.documents.text import printable

Points = Sequence[tuple[float, float]]
DASHES: list[Any] = ["-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2))]
MOST_KEYS = 14  # so many lines are named in a key; more would tell nothing


def biplot(
    figure: Canvas,
    names: Sequence[str],
    points: Points,
    vector_names: Sequence[str],
    vectors: Points,
    *,
    x_label: str = "",
    y_label: str = "",
    polygon: bool = False,
    marks: Sequence[int] = (),
) -> None:
    """Points (entries) and vectors from the origin (environments) on two axes of equal scale.

    `polygon` draws the convex hull of the points with the lines from the origin that stand upright on its sides: which
    entry won where. `marks` are indices of points drawn hollow (the checks).
    """
    axes = figure.subplots()
    axes.axhline(0, color=MUTED, linewidth=0.5)
    axes.axvline(0, color=MUTED, linewidth=0.5)
    found: list[Name] = []
    for name, (x, y) in zip(vector_names, vectors, strict=True):
        axes.annotate("", (x, y), (0, 0), arrowprops={"arrowstyle": "-|>", "color": MUTED, "lw": 0.8, "mutation_scale": 8})
        found.append(Name(name, (x, y), {"color": MUTED, "fontsize": 7}))
    if polygon and len(points) > 2:
        _polygon(axes, points, max((math.hypot(*p) for p in (*points, *vectors)), default=1.0))
    for i, (x, y) in enumerate(points):
        face = "white" if i in marks else GREEN
        axes.plot(x, y, "s" if i in marks else "o", markersize=5, markerfacecolor=face, markeredgecolor=INK, mew=0.8)
        found.append(Name(names[i], (x, y), {"fontsize": 7.5, "fontweight": "bold" if i in marks else "normal"}))
    axes.set_aspect("equal", adjustable="datalim")
    axes.margins(0.14)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    name_points(axes, found)


def hull(points: Points) -> list[int]:
    """The corners of the convex hull of points, counter-clockwise (A. M. Andrew's monotone chain)."""
    order = sorted(range(len(points)), key=lambda i: points[i])

    def half(indices: Sequence[int]) -> list[int]:
        corners: list[int] = []
        for i in indices:
            while len(corners) > 1 and _turn(points[corners[-2]], points[corners[-1]], points[i]) <= 0:
                corners.pop()
            corners.append(i)
        return corners[:-1]

    return half(order) + half(order[::-1])


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """More than 0 where a, b, c turn left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _polygon(axes: Axes, points: Points, reach: float) -> None:
    """The hull, and from the origin a dashed line upright on each side."""
    corners = [points[i] for i in hull(points)]
    if len(corners) < 3:
        return
    xs, ys = zip(*corners, corners[0], strict=True)
    axes.plot(xs, ys, color=INK, linewidth=0.8)
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        across, up = y2 - y1, x1 - x2  # outwards, since the corners run counter-clockwise
        length = math.hypot(across, up)
        if length and across * x1 + up * y1 > 0:
            end = across / length * reach, up / length * reach
            axes.plot([0, end[0]], [0, end[1]], color=INK, linewidth=0.5, linestyle=(0, (4, 3)))


def finlay_wilkinson(
    figure: Canvas,
    names: Sequence[str],
    index: Sequence[float],
    values: Sequence[Sequence[float]],
    slopes: Sequence[float],
    intercepts: Sequence[float],
    *,
    x_label: str = "",
    y_label: str = "",
    bold: int | None = None,
) -> None:
    """Each entry's line on the environmental index with its values as markers; `bold` is the check.

    `values[i][j]` is entry i in environment j (NaN for none), `index[j]` that environment's index. The broad
    pale line has the slope 1: an entry that follows the environment.
    """
    axes = figure.subplots()
    ends = [min(index), max(index)]
    pad = (ends[1] - ends[0]) * 0.03 or 1.0
    ends = [ends[0] - pad, ends[1] + pad]
    centre = sum(i + s * e for i, s in zip(intercepts, slopes, strict=True) for e in ends) / (2 * len(names) or 1)
    axes.plot(ends, [centre + e - sum(ends) / 2 for e in ends], color=PALE, linewidth=5.0, zorder=0)
    shades = (GREEN, INK, MUTED, "#9b7a2f")
    for i, name in enumerate(names):
        look: dict[str, Any] = {"color": INK if i == bold else shades[i % 4]}
        axes.plot(ends, [intercepts[i] + slopes[i] * e for e in ends], linestyle=DASHES[i % 4],
                  linewidth=2.2 if i == bold else 1.0, **look)
        axes.plot(index, values[i], MARKERS[i % len(MARKERS)], markersize=3.8, markerfacecolor="none", **look)
        axes.plot([], [], linestyle=DASHES[i % 4], marker=MARKERS[i % len(MARKERS)], markerfacecolor="none",
                  markersize=3.8, linewidth=2.2 if i == bold else 1.0, label=printable(name), **look)
    axes.grid()
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    if len(names) <= MOST_KEYS:
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), borderaxespad=0.4)


def difference_by_site(
    figure: Canvas,
    sites: Sequence[str],
    differences: Sequence[float],
    *,
    lower: Sequence[float] = (),
    upper: Sequence[float] = (),
    axis_label: str = "",
    mean: float | None = None,
    mean_label: str = "",
) -> None:
    """One bar per site from a line at zero: filled where the entry was above the check, hatched where below.

    `lower` and `upper` are limits of the differences; `mean` is drawn as a dashed line with its name.
    """
    axes = figure.subplots()
    for place, value in enumerate(differences):
        if math.isnan(value):
            continue
        above = value > 0
        axes.barh(place, value, height=0.62, color=GREEN if above else CHECK, edgecolor=INK, linewidth=0.6,
                  hatch=None if above else "////")
        if place < len(lower) and not math.isnan(lower[place]):
            axes.plot([lower[place], upper[place]], [place, place], color=INK, linewidth=0.9, marker="|", markersize=5)
    axes.axvline(0, color=INK, linewidth=0.8)
    if mean is not None:
        axes.axvline(mean, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
        axes.annotate(mean_label, (mean, -0.75), (3, 0), textcoords="offset points", fontsize=7.5, va="center",
                      annotation_clip=False)
    axes.set_ylim(len(sites) - 0.4, -1.1 if mean is not None else -0.6)
    _name_axis(axes, sites, lying=True, axis_label=axis_label, turn=False)


def scatter_biplot(
    figure: Canvas,
    names: Sequence[str],
    points: Points,
    site_names: Sequence[str],
    sites: Points,
    *,
    centre: float,
    x_label: str = "",
    y_label: str = "",
    marks: Sequence[int] = (),
) -> None:
    """AMMI 1: entries and sites by their mean (across) and first interaction axis (up), about the grand mean `centre`.

    Sites are hollow triangles; `marks` are indices of points drawn as hollow squares (the checks).
    """
    axes = figure.subplots()
    axes.axhline(0, color=MUTED, linewidth=0.5)
    axes.axvline(centre, color=MUTED, linewidth=0.5)
    found: list[Name] = []
    for name, (x, y) in zip(site_names, sites, strict=True):
        axes.plot(x, y, "^", markersize=4.5, markerfacecolor="white", markeredgecolor=MUTED, mew=0.9)
        found.append(Name(name, (x, y), {"color": MUTED, "fontsize": 7}))
    for i, (x, y) in enumerate(points):
        face = "white" if i in marks else GREEN
        axes.plot(x, y, "s" if i in marks else "o", markersize=5, markerfacecolor=face, markeredgecolor=INK, mew=0.8)
        found.append(Name(names[i], (x, y), {"fontsize": 7.5, "fontweight": "bold" if i in marks else "normal"}))
    axes.margins(0.14)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    name_points(axes, found)
