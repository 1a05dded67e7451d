"""The figures of trial reports, drawn alike for PDF (vectors) and Word (a picture).

Each builder draws into the empty matplotlib figure it is given: `model.Figure(lambda figure: box_plots(figure, …))`
puts it into a document. All of them can be read in black and white: what colour says, a hatch, a marker or a thicker
edge says as well. Words come from the caller, in the document's language.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from desktop.core.documents import fonts
from desktop.core.documents.figure_style import CHECK, GREEN, INK, MARKERS, MOODS, MUTED, PALE, drawn, png, shade
from desktop.core.documents.text import MINUS, printable

__all__ = [
    "bars_with_letters",
    "box_plots",
    "difference_from_check",
    "dot_plots",
    "drawn",
    "field_map",
    "lies",
    "line_chart",
    "png",
]


LEAST_VALUE = 4.5
"""The smallest print of a value in a square of a map; where it were smaller the shade alone says it."""


def bars_with_letters(
    figure: Canvas,
    names: Sequence[str],
    values: Sequence[float],
    letters: Sequence[str] = (),
    *,
    axis_label: str = "",
    check: int | None = None,
    errors: Sequence[float] = (),
    decimals: int = 1,
) -> None:
    """A bar for each name in the given order, its value and letters at its end; the bar of the `check` is hatched.

    `errors`: half the length of each error bar. Bars lie when the names are long or many. A value that is missing
    (NaN) leaves its place empty.
    """
    axes = figure.subplots()
    lying = lies(figure, names)
    colours = [CHECK if i == check else GREEN for i in range(len(names))]
    places = range(len(names))
    known = [0.0 if math.isnan(v) else v for v in values]
    style: dict[str, Any] = {"color": colours, "edgecolor": INK, "linewidth": 0.6}
    bars = axes.barh(places, known, height=0.66, **style) if lying else axes.bar(places, known, width=0.66, **style)
    if check is not None:
        bars[check].set_hatch("////")
    if errors:
        bar_errors: dict[str, Any] = {"fmt": "none", "ecolor": INK, "elinewidth": 0.7, "capsize": 2}
        bar_errors["xerr" if lying else "yerr"] = errors
        axes.errorbar(*((known, places) if lying else (places, known)), **bar_errors)
    ends = [value + (errors[i] if errors else 0.0) for i, value in enumerate(values)]
    numbers = ["" if math.isnan(value) else _plain(value, decimals) for value in values]
    _label_bars(axes, lying, ends, numbers, letters)
    _name_axis(axes, names, lying, axis_label)


def difference_from_check(
    figure: Canvas,
    names: Sequence[str],
    differences: Sequence[float],
    lower: Sequence[float],
    upper: Sequence[float],
    *,
    axis_label: str = "",
    moods: Sequence[str],
) -> None:
    """Differences from the check with their intervals about a line at zero, the first name at the top.

    `moods`: "good" fills a point green, "bad" red, "" leaves it hollow: what is drawn says no more than the verdict.
    """
    axes = figure.subplots()
    for place, (middle, low, high, mood) in enumerate(zip(differences, lower, upper, moods, strict=True)):
        axes.plot([low, high], [place, place], color=INK, linewidth=1.0, marker="|", markersize=5)
        axes.plot(middle, place, "o", markersize=5.5, color=MOODS.get(mood, "white"), markeredgecolor=INK, mew=0.8)
    axes.axvline(0, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
    axes.set_ylim(len(names) - 0.4, -0.6)
    _name_axis(axes, names, lying=True, axis_label=axis_label, turn=False)


def box_plots(
    figure: Canvas,
    names: Sequence[str],
    groups: Sequence[Sequence[float]],
    *,
    axis_label: str = "",
    check: int | None = None,
) -> None:
    """A box (quartiles, median, whiskers of 1.5 quartile distances, outliers) for each group of values."""
    axes = figure.subplots()
    lying = lies(figure, names)
    known = [[v for v in group if not math.isnan(v)] for group in groups]
    result = axes.boxplot(
        known,
        positions=range(len(names)),
        widths=0.55,
        orientation="horizontal" if lying else "vertical",
        patch_artist=True,
        medianprops={"color": INK, "linewidth": 1.3},
        flierprops={"marker": "o", "markersize": 3, "markeredgecolor": INK},
    )
    for i, box in enumerate(result["boxes"]):
        box.set(
            facecolor=CHECK if i == check else PALE, edgecolor=INK, linewidth=0.7, hatch="////" if i == check else None
        )
    _name_axis(axes, names, lying, axis_label)


def dot_plots(
    figure: Canvas,
    names: Sequence[str],
    groups: Sequence[Sequence[float]],
    *,
    axis_label: str = "",
    series: Sequence[str] = (),
    series_title: str = "",
) -> None:
    """Every value as a dot, the mean as a bar: for few replicates, where a box would pretend to more.

    The n-th value of every group belongs to the n-th of `series` (the replicates) and carries its marker.
    """
    axes = figure.subplots()
    lying = lies(figure, names)
    for number in range(max((len(group) for group in groups), default=0)):
        points = [(i, group[number]) for i, group in enumerate(groups) if number < len(group)]
        places, values = zip(*points, strict=True)
        label = series[number] if number < len(series) else None
        xy = (values, places) if lying else (places, values)
        marker = MARKERS[number % len(MARKERS)]
        axes.plot(*xy, marker, markersize=4.5, markerfacecolor="none", markeredgecolor=GREEN, mew=1.0, label=label)
    for place, group in enumerate(groups):
        _mean_bar(axes, place, group, lying)
    _name_axis(axes, names, lying, axis_label)
    if series:
        axes.legend(title=series_title or None, loc="center left", bbox_to_anchor=(1.0, 0.5), borderaxespad=0.4)


def field_map(
    figure: Canvas,
    rows: Sequence[int],
    cols: Sequence[int],
    values: Sequence[float],
    labels: Sequence[str] = (),
    marks: Collection[int] = (),
    *,
    value_label: str = "",
    row_label: str = "",
    col_label: str = "",
    decimals: int = 1,
    lines: Mapping[tuple[int, int], tuple[str, str]] | None = None,
) -> None:
    """The field from above: a square per plot at its row and column, shaded by its value, with its label.

    `lines`: for a row and column the sides ("l", "r", "t", "b") with a thick, and those with a broken line.

    `marks`: indices of plots with a thick edge (the check). A missing value (NaN) is hatched, never shaded. Row 1 is
    at the foot, as one stands before the field.
    """
    axes = figure.subplots()
    known = [v for v in values if not math.isnan(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    widest = [_plain(v, decimals) for v in known[:1]]
    size = _map_text_size(figure, rows, cols, [*labels, *widest])
    valued = size >= LEAST_VALUE
    size = size if valued else _map_text_size(figure, rows, cols, labels)
    for i, (row, col, value) in enumerate(zip(rows, cols, values, strict=True)):
        _plot_square(axes, (row, col), value, (low, high), thick=i in marks)
        number = "–" if math.isnan(value) else _plain(value, decimals)
        words = [labels[i] if i < len(labels) else "", number if valued or math.isnan(value) else ""]
        ground: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 1.0} if math.isnan(value) else {}
        place: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 4, "bbox": ground or None}
        axes.text(col, row, "\n".join(filter(None, words)), fontsize=size, linespacing=1.25, **place)
    for (row, col), sides in (lines or {}).items():
        _draw_sides(axes, row, col, sides)
    _frame_map(axes, rows, cols, row_label, col_label)
    if known:
        _shade_bar(figure, axes, low, high, value_label)


def line_chart(
    figure: Canvas,
    positions: Sequence[float] | Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    *,
    axis_label: str = "",
    x_label: str = "",
) -> None:
    """One line per series, told apart by marker and dash as well as by shade."""
    axes = figure.subplots()
    dashes: list[Any] = ["-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2))]
    shades = [GREEN, INK, MUTED, "#9b7a2f"]
    for i, (name, values) in enumerate(series):
        look: dict[str, Any] = {"linestyle": dashes[i % 4], "color": shades[i % 4], "marker": MARKERS[i % len(MARKERS)]}
        axes.plot(positions, values, markersize=4, label=printable(name), **look)
    axes.grid(axis="y")
    axes.set_ylabel(axis_label)
    axes.set_xlabel(x_label)
    if len(series) > 1:
        axes.legend(loc="best")


# Parts of the builders ------------------------------------------------------------------------------------------


def lies(figure: Canvas, names: Sequence[str]) -> bool:
    """Whether names are too long or too many to stand side by side under upright bars."""
    room = figure.get_size_inches()[0] * 72 * 0.88 / max(len(names), 1)
    return any(fonts.width(printable(name), 8) > room - 3 for name in names)


def _height(axes: Axes) -> float:
    """About the height of the drawing in points."""
    figure: Any = axes.figure
    return float(figure.get_size_inches()[1]) * 72 * 0.84


def _plain(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace("-", MINUS)


def _label_bars(axes: Axes, lying: bool, ends: Sequence[float], numbers: Sequence[str], letters: Sequence[str]) -> None:
    """Value and letters beyond the end of each bar and its error; nothing where the value is missing."""
    each = _height(axes) / max(len(numbers), 1)
    size = min(7.5, each * 0.8) if lying else 7.5
    for place, (end, number) in enumerate(zip(ends, numbers, strict=True)):
        if not number:
            continue
        letter = letters[place] if place < len(letters) else ""
        text = f"{number} {letter}".rstrip() if lying else "\n".join(filter(None, [letter, number]))
        where: dict[str, Any] = {"xy": (end, place), "xytext": (3, 0), "va": "center", "ha": "left"}
        if not lying:
            where = {"xy": (place, end), "xytext": (0, 2), "va": "bottom", "ha": "center"}
        axes.annotate(text, textcoords="offset points", fontsize=size, linespacing=1.1, annotation_clip=False, **where)
    if lying:
        axes.margins(x=0.16)
    else:
        axes.margins(y=0.2)


def _name_axis(axes: Axes, names: Sequence[str], lying: bool, axis_label: str, turn: bool = True) -> None:
    shown = [printable(name) for name in names]
    if lying:
        each = _height(axes) / max(len(names), 1)
        axes.set_yticks(range(len(names)), shown, fontsize=max(min(8.0, each * 0.86), 3.0))
        axes.set_xlabel(axis_label)
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        if turn and not axes.yaxis_inverted():
            axes.invert_yaxis()
        axes.xaxis.set_major_locator(MaxNLocator(nbins=7))
    else:
        axes.set_xticks(range(len(names)), shown)
        axes.set_ylabel(axis_label)
        axes.grid(axis="y")
        axes.tick_params(axis="x", length=0)


def _mean_bar(axes: Axes, place: int, group: Sequence[float], lying: bool) -> None:
    known = [v for v in group if not math.isnan(v)]
    if known:
        mean, ends = sum(known) / len(known), (place - 0.28, place + 0.28)
        xy = ((mean, mean), ends) if lying else (ends, (mean, mean))
        axes.plot(*xy, color=INK, linewidth=1.6, solid_capstyle="butt")


def _map_text_size(figure: Canvas, rows: Sequence[int], cols: Sequence[int], labels: Sequence[str]) -> float:
    """The largest size up to 8 points at which the longest label fits into a square; at least 3.5."""
    width, height = (value * 72 * 0.84 for value in figure.get_size_inches())
    square = width / (max(cols) - min(cols) + 1), height / (max(rows) - min(rows) + 1)
    longest = max((fonts.width(line, 1) for label in labels for line in printable(label).split("\n")), default=3.0)
    return max(3.5, min(8.0, float(square[0]) * 0.9 / max(longest, 2.5), float(square[1]) * 0.85 / 2.6))


def _plot_square(axes: Axes, at: tuple[int, int], value: float, ends: tuple[float, float], thick: bool) -> None:
    empty = math.isnan(value)
    edge: dict[str, Any] = {"edgecolor": INK, "linewidth": 1.8 if thick else 0.5, "zorder": 3 if thick else 2}
    colour = "white" if empty else shade((value - ends[0]) / ((ends[1] - ends[0]) or 1.0))
    inset = 0.045 if thick else 0.0
    corner, side = (at[1] - 0.5 + inset, at[0] - 0.5 + inset), 1 - 2 * inset
    axes.add_patch(Rectangle(corner, side, side, facecolor=colour, hatch="////" if empty else None, **edge))


def _draw_sides(axes: Axes, row: int, col: int, sides: tuple[str, str]) -> None:
    """The lines between replicates and blocks on the sides of a square."""
    left, right, foot, top = col - 0.5, col + 0.5, row - 0.5, row + 0.5
    ends = {"l": ((left, left), (foot, top)), "r": ((right, right), (foot, top)),
            "b": ((left, right), (foot, foot)), "t": ((left, right), (top, top))}  # fmt: skip
    for side in sides[0]:
        axes.plot(*ends[side], color=INK, linewidth=2.4, zorder=5, solid_capstyle="butt")
    for side in sides[1]:
        axes.plot(*ends[side], color=INK, linewidth=1.3, linestyle=(0, (4, 2)), zorder=5)


def _frame_map(axes: Axes, rows: Sequence[int], cols: Sequence[int], row_label: str, col_label: str) -> None:
    axes.set_xlim(min(cols) - 0.55, max(cols) + 0.55)
    axes.set_ylim(min(rows) - 0.55, max(rows) + 0.55)
    axes.set_xticks(_steps(cols))
    axes.set_yticks(_steps(rows))
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xlabel(col_label)
    axes.set_ylabel(row_label)


def _steps(places: Sequence[int]) -> list[int]:
    """Every row, or every fifth of many."""
    every = 1 if max(places) - min(places) < 30 else 5
    return [place for place in range(min(places), max(places) + 1) if every == 1 or place % every == 0]


def _shade_bar(figure: Canvas, axes: Axes, low: float, high: float, label: str) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    colours = LinearSegmentedColormap.from_list("yield", [shade(0), shade(1)], 7)
    bar = figure.colorbar(ScalarMappable(Normalize(low, high), colours), ax=axes, fraction=0.045, pad=0.02, aspect=24)
    bar.set_label(label)
    bar.outline.set(linewidth=0.4)
    bar.ax.tick_params(length=2)
