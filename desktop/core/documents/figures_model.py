"""The figures of a model: what it left over, how factors act together, how entries developed.

Like `figures.py`: pure drawing functions of plain arrays and words, legible in black and white.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from desktop.core.documents.figure_style import GREEN, INK, MARKERS, MUTED, shade
from desktop.core.documents.figures import _frame_map, _map_text_size, _plain
from desktop.core.documents.text import printable

DASHES: list[Any] = ["-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2))]
SHADES = (GREEN, INK, MUTED, "#9b7a2f")
MOST_KEYS = 16


def residual_plots(
    figure: Canvas,
    fitted: Sequence[float],
    residuals: Sequence[float],
    names: Sequence[str] = (),
    *,
    fitted_label: str = "",
    residual_label: str = "",
    quantile_label: str = "",
    named: int = 3,
) -> None:
    """Residuals against fitted values, and against the quantiles of the normal distribution, side by side.

    The `named` largest residuals carry their `names` (the plots).
    """
    left, right = figure.subplots(1, 2)
    far = sorted(range(len(residuals)), key=lambda i: -abs(residuals[i]))[: named if names else 0]
    _scatter(left, fitted, residuals, far, names)
    left.axhline(0, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
    left.set_xlabel(fitted_label)
    left.set_ylabel(residual_label)
    order = sorted(range(len(residuals)), key=lambda i: residuals[i])
    expected = dict(zip(order, normal_scores(len(residuals)), strict=True))
    quantiles = [expected[i] for i in range(len(residuals))]
    _scatter(right, quantiles, residuals, far, names)
    low, high = (_quartile_line(quantiles, residuals, order) if len(order) > 3 else (0.0, 0.0))
    right.axline((0, low), slope=high, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
    right.set_xlabel(quantile_label)
    right.set_ylabel(residual_label)


def normal_scores(count: int) -> list[float]:
    """The expected normal quantiles of an ordered sample: (i − 3/8) / (n + 1/4), G. Blom, 1958."""
    from statistics import NormalDist

    normal = NormalDist()
    return [normal.inv_cdf((i + 1 - 0.375) / (count + 0.25)) for i in range(count)]


def _quartile_line(quantiles: Sequence[float], residuals: Sequence[float], order: Sequence[int]) -> tuple[float, float]:
    """Height at 0 and slope of the line through the quartiles."""
    first, third = order[len(order) // 4], order[len(order) - 1 - len(order) // 4]
    run = quantiles[third] - quantiles[first]
    slope = (residuals[third] - residuals[first]) / run if run else 0.0
    return residuals[first] - slope * quantiles[first], slope


def _scatter(axes: Axes, x: Sequence[float], y: Sequence[float], far: Collection[int], names: Sequence[str]) -> None:
    axes.plot(x, y, "o", markersize=3.6, markerfacecolor="none", markeredgecolor=GREEN, mew=0.9)
    axes.grid()
    for i in far:
        right = x[i] <= (min(x) + max(x)) / 2
        axes.annotate(printable(names[i]), (x[i], y[i]), (4 if right else -4, 0), textcoords="offset points", fontsize=7,
                      va="center", ha="left" if right else "right", annotation_clip=False)
    axes.margins(0.08)


def residual_map(
    figure: Canvas,
    rows: Sequence[int],
    cols: Sequence[int],
    residuals: Sequence[float],
    labels: Sequence[str] = (),
    *,
    value_label: str = "",
    row_label: str = "",
    col_label: str = "",
    decimals: int = 1,
) -> None:
    """The field from above with a square per plot: the larger the residual, the larger its disc.

    Filled discs are above what the model expects, hollow ones below; a plot without a value (NaN) is hatched.
    """
    from matplotlib.patches import Rectangle

    axes = figure.subplots()
    most = max((abs(v) for v in residuals if not math.isnan(v)), default=0.0) or 1.0
    size = _map_text_size(figure, rows, cols, labels)
    widest = max(5.0, _square_points(figure, rows, cols) * 0.6)
    for i, (row, col, value) in enumerate(zip(rows, cols, residuals, strict=True)):
        empty = math.isnan(value)
        axes.add_patch(Rectangle((col - 0.5, row - 0.5), 1, 1, facecolor="white", hatch="////" if empty else None,
                                 edgecolor=MUTED, linewidth=0.4))
        if not empty:
            axes.plot(col, row, "o", markersize=4 + (widest - 4) * math.sqrt(abs(value) / most), markeredgecolor=INK,
                      markerfacecolor=shade(0.85) if value > 0 else "white", mew=0.8)
        corner: dict[str, Any] = {"fontsize": size * 0.85, "zorder": 4}
        axes.text(col - 0.46, row + 0.44, labels[i] if i < len(labels) else "", ha="left", va="top", **corner)
        axes.text(col + 0.46, row - 0.44, "" if empty else _signed(value, decimals), ha="right", va="bottom", **corner)
    _frame_map(axes, rows, cols, row_label, col_label)
    if value_label:
        axes.set_title(value_label, loc="left", fontsize=8)


def _square_points(figure: Canvas, rows: Sequence[int], cols: Sequence[int]) -> float:
    """The shorter side of a plot's square in points."""
    width, height = (side * 72 * 0.84 for side in figure.get_size_inches())
    return float(min(width / (max(cols) - min(cols) + 1), height / (max(rows) - min(rows) + 1)))


def _signed(value: float, decimals: int) -> str:
    text = _plain(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def interaction_plot(
    figure: Canvas,
    levels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    axis_label: str = "",
    x_label: str = "",
    series_title: str = "",
    error: float | None = None,
    error_label: str = "",
) -> None:
    """Means of combinations: a line per level of one factor over the levels of the other; parallel lines do not interact.

    `error` is the length of a bar that compares two means, such as the LSD, drawn at the left with its name.
    """
    axes = figure.subplots()
    _lines(axes, range(len(levels)), series)
    axes.set_xticks(range(len(levels)), [printable(level) for level in levels])
    axes.set_xlim(-0.45, len(levels) - 0.7)
    if error:
        known = [v for _name, values in series for v in values if not math.isnan(v)]
        top = max(known, default=0.0)
        axes.errorbar([-0.3], [top - error / 2], yerr=[error / 2], fmt="none", ecolor=INK, elinewidth=1.0, capsize=3)
        axes.annotate(error_label, (-0.3, top - error / 2), (4, 0), textcoords="offset points", fontsize=7, va="center",
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85})
    axes.set_ylabel(axis_label)
    axes.set_xlabel(x_label)
    axes.legend(title=series_title or None, loc="center left", bbox_to_anchor=(1.0, 0.5), borderaxespad=0.4)


def curves(
    figure: Canvas,
    positions: Sequence[float],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    ticks: Sequence[str] = (),
    axis_label: str = "",
    x_label: str = "",
    bold: int | None = None,
) -> None:
    """The course of a trait over its occasions, a line per entry; `bold` is the check. `ticks` name the occasions."""
    axes = figure.subplots()
    _lines(axes, positions, series, bold)
    if ticks:
        axes.set_xticks(list(positions), [printable(t) for t in ticks])
    axes.set_ylabel(axis_label)
    axes.set_xlabel(x_label)
    if 1 < len(series) <= MOST_KEYS:
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), borderaxespad=0.4)


def _lines(axes: Axes, positions: Sequence[float], series: Sequence[tuple[str, Sequence[float]]],
           bold: int | None = None) -> None:
    for i, (name, values) in enumerate(series):
        hollow = (i + i // len(MARKERS)) % 2 == 1  # where markers begin anew, filled and hollow change places
        axes.plot(positions, values, linestyle=DASHES[i % 4], color=INK if i == bold else SHADES[i % 4],
                  marker=MARKERS[i % len(MARKERS)], markersize=4, markerfacecolor="white" if hollow else None,
                  linewidth=2.2 if i == bold else 1.1, label=printable(name))
    axes.grid(axis="y")
