"""The figures of a series, the same in the window and on paper.

To add one: a function of a result that gives a `Figure`, several, or None where the data do not bear it, and a line in
KINDS.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.analysis import wording
from desktop.core.documents.model import Figure
from desktop.core.i18n import N_, _
from desktop.core.units import format_number
from desktop.trials.figures.frame import BESIDE, MOST_NAMES, height, short
from desktop.trials.figures.outlines import near
from desktop.trials.results import verdict
from desktop.trials.series import sentences
from desktop.trials.series.series_result import SeriesLine, SeriesResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

BEST = 3  # so many of the best entries have a figure of their sites
MOST_LINES = 14  # more regression lines would tell nothing
LEAST_SITES = 3


def _title(result: SeriesResult) -> str:
    return result.data.trait.title() if result.data.trait else ""


def _axis(result: SeriesResult) -> str:
    return sentences.titled(_title(result), result.data)


def means(result: SeriesResult) -> Figure:
    """The means over environments, best first, with letters where the F test allows them."""
    names = [short(x.entrant.name) for x in result.lines]
    values = [x.mean for x in result.lines]
    letters = [x.letters for x in result.lines] if any(x.letters for x in result.lines) else []
    check = next((i for i, x in enumerate(result.lines) if x is result.check_line), None)
    caption = _("{trait}: means over {environments}").format(trait=_title(result), environments=sentences.environments(result))
    if letters and result.analysis:
        test = result.options.test if result.options.test in result.analysis.table.letters else "lsd"
        caption += _(" (a letter in common: no difference at {level}, {test})").format(
            level=wording.level_text(result.options.alpha), test=wording.test_name(test))
    label, decimals = _axis(result), sentences.places(result.data)

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import bars_with_letters

        bars_with_letters(canvas, names, values, letters, axis_label=label, check=check, decimals=decimals)

    return Figure(draw, caption, height_mm=height(len(names)) if len(names) > 12 else 85.0, alt=caption)


def differences(result: SeriesResult) -> Figure | None:
    """Differences from the check with their intervals; None without an error term."""
    lines = [x for x in result.lines if x.lower is not None and x.upper is not None]
    if not lines or result.check is None:
        return None
    axis = sentences.titled(_("Difference from {check}").format(check=short(result.check.name)), result.data)
    text = (_("{trait}: difference from the check {check} with {level} % intervals; filled: significant")
            if result.on_farm is None else
            _("{trait}: difference from the check {check} with {level} % intervals (Student, farm by farm)"))
    caption = text.format(trait=_title(result), check=result.check.name, level=f"{100 * (1 - result.options.alpha):g}")
    direction = result.data.trait.direction if result.data.trait else "none"
    moods = [verdict.mood(x.side, direction) for x in lines]
    columns = [(short(x.entrant.name), x.difference or 0.0, x.lower or 0.0, x.upper or 0.0) for x in lines]

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import difference_from_check

        names, middle, low, high = (list(c) for c in zip(*columns, strict=True))
        difference_from_check(canvas, names, middle, low, high, axis_label=axis, moods=moods)

    return Figure(draw, caption, height_mm=height(len(lines), 60.0), alt=caption)


def by_site(result: SeriesResult) -> list[Figure]:
    """For each of the best entries its difference from the check site by site."""
    if result.check is None:
        return []
    best = [x for x in result.others if len(x.against) >= 2][:BEST]
    return [_by_site(result, x) for x in best]


def _by_site(result: SeriesResult, line: SeriesLine) -> Figure:
    assert result.check is not None
    sites = sorted(line.against, key=lambda s: -line.against[s])
    names, values = [short(s) for s in sites], [line.against[s] for s in sites]
    own = result.against.by_environment if result.against else {}
    limits = [own.get(s, {}).get(line.entrant.name) for s in sites]
    low = [math.nan if d is None or d.lower is None else d.lower for d in limits]
    high = [math.nan if d is None or d.upper is None else d.upper for d in limits]
    axis = sentences.titled(_("Difference from {check}").format(check=short(result.check.name)), result.data)
    text = (_("{variety}: difference from the check {check} on each farm; hatched: below") if result.on_farm
            else _("{variety}: difference from the check {check} at each site; hatched: below"))
    caption = text.format(
        variety=line.entrant.name, check=result.check.name)
    if any(not math.isnan(v) for v in low):
        caption += _("; lines: {level} % limits by the site's own error").format(
            level=f"{100 * (1 - result.options.alpha):g}")
    mean, named = line.difference, _("mean")

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_series import difference_by_site

        difference_by_site(canvas, names, values, lower=low, upper=high, axis_label=axis, mean=mean, mean_label=named)

    return Figure(draw, caption, height_mm=height(len(sites), 60.0), alt=caption)


def beside_points(result: SeriesResult, names: Sequence[str]) -> tuple[list[str], str]:
    """What stands beside the points of the entries, and what the caption says of it: above thirty their numbers."""
    if len(names) <= MOST_NAMES:
        return [short(name, BESIDE) for name in names], ""
    numbers = {x.name: str(place) for place, x in enumerate(result.data.entrants, start=1)}
    return [numbers.get(name, short(name, BESIDE)) for name in names], _("; numbers as in the list of entries")


def ammi(result: SeriesResult) -> Figure | None:
    """AMMI 1: means across, the first axis of the interaction upwards."""
    a = result.analysis
    if a is None or a.ammi is None or not a.ammi.axes or len(a.cells.environments) < LEAST_SITES:
        return None
    entries = [(e.mean, float(s)) for e, s in zip(a.entries, a.ammi.entry_scores[:, 0], strict=True)]
    sites = [(float(m), float(s)) for m, s in zip(_column_means(a), a.ammi.environment_scores[:, 0], strict=True)]
    labels = (_axis(result), _("Interaction axis 1 ({percent} %)").format(percent=format_number(a.ammi.axes[0].percent, 1)))
    caption = _("AMMI 1: mean and first axis of the interaction; near the line: stable; square: check")
    centre = a.grand_mean
    (names, key), places = beside_points(result, a.cells.entries), [short(e, BESIDE) for e in a.cells.environments]
    marks = [i for i, e in enumerate(a.cells.entries) if result.check and e == result.check.name]

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_series import scatter_biplot

        scatter_biplot(canvas, names, entries, places, sites, centre=centre, x_label=labels[0], y_label=labels[1],
                       marks=marks)

    return Figure(draw, caption + key, height_mm=130.0, alt=caption)


def _column_means(a: Any) -> list[float]:
    """The mean of every environment, of the table completed where cells are missing."""
    table = a.completed.table if a.completed is not None else a.cells.means
    return [float(v) for v in table.mean(axis=0)]


def gge(result: SeriesResult) -> Figure | None:
    """The GGE biplot with the polygon: which won where."""
    a = result.analysis
    if a is None or a.gge is None or len(a.cells.environments) < LEAST_SITES or len(a.cells.entries) < LEAST_SITES:
        return None
    points, vectors = (_pairs(x) for x in a.gge.scores())
    percent = [*a.gge.percent.tolist(), 0.0][:2]
    labels = [_("Axis {n} ({percent} %)").format(n=i, percent=format_number(share, 1))
              for i, share in enumerate(percent, start=1)]
    (names, key), places = beside_points(result, a.cells.entries), [short(e, BESIDE) for e in a.cells.environments]
    marks = [i for i, e in enumerate(a.cells.entries) if result.check and e == result.check.name]
    caption = _("GGE biplot: which won where; square: check")

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_series import biplot

        biplot(canvas, names, points, places, vectors, x_label=labels[0], y_label=labels[1], polygon=True, marks=marks)

    return Figure(draw, caption + key, height_mm=140.0, alt=caption)


def _pairs(scores: Any) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in scores]


def regression(result: SeriesResult) -> Figure | None:
    """The lines of Finlay and Wilkinson."""
    a = result.analysis
    if a is None or len(a.cells.environments) < LEAST_SITES or not all(map(math.isfinite, a.regression.slope)):
        return None
    order = [a.cells.entries.index(x.entrant.name) for x in result.lines if x.entrant.name in a.cells.entries]
    if len(order) > MOST_LINES:
        check = next((i for i in order if result.check and a.cells.entries[i] == result.check.name), None)
        order = order[:MOST_LINES - 1] + ([check] if check is not None and check not in order[:MOST_LINES - 1] else [])
    index = [float(v) for v in a.regression.index]
    rows = [[float(v) for v in a.cells.means[i]] for i in order]
    slopes, starts = ([float(column[i]) for i in order] for column in (a.regression.slope, a.regression.intercept))
    names = [short(a.cells.entries[i]) for i in order]
    bold = next((k for k, i in enumerate(order) if result.check and a.cells.entries[i] == result.check.name), None)
    labels = (sentences.titled(_("Environmental index"), result.data), _axis(result))
    caption = _("Regression on the environments (Finlay and Wilkinson); broad and pale: slope 1; thick: check")

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_series import finlay_wilkinson

        finlay_wilkinson(canvas, names, index, rows, slopes, starts, x_label=labels[0], y_label=labels[1], bold=bold)

    return Figure(draw, caption, height_mm=110.0, alt=caption)


def sites(result: SeriesResult) -> Figure | None:
    """The sites on the map, shaded by their mean; None where fewer than two places are known."""
    found: dict[str, tuple[float, float, list[float]]] = {}
    for e in result.data.environments:
        site = e.data.site
        if site is not None and site.longitude is not None and site.latitude is not None:
            found.setdefault(e.place, (site.longitude, site.latitude, []))[2].append(e.mean())
    if len(found) < 2:
        return None
    names, across, up = [short(n) for n in found], [x for x, _y, _v in found.values()], [y for _x, y, _v in found.values()]
    values = [sum(v) / len(v) for _x, _y, v in found.values()]
    label, decimals, axes = _axis(result), sentences.places(result.data), (_("Longitude (°)"), _("Latitude (°)"))
    caption = _("The sites and their means")
    north, outlines = _("North"), near(min(across), max(across), min(up), max(up))

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_map import site_map

        site_map(canvas, names, across, up, values, value_label=label, decimals=decimals, x_label=axes[0], y_label=axes[1],
                 north=north, outlines=outlines)

    return Figure(draw, caption, height_mm=110.0, alt=caption)


@dataclass(frozen=True)
class Kind:
    """A kind of figure; `make` may give several."""

    key: str
    title: str
    make: Callable[[SeriesResult], Figure | list[Figure] | None]


KINDS = (
    Kind("difference", N_("Difference from the check"), differences),
    Kind("bars", N_("Means with letters"), means),
    Kind("sites", N_("Difference site by site"), by_site),
    Kind("ammi", N_("AMMI biplot"), ammi),
    Kind("gge", N_("Which won where (GGE)"), gge),
    Kind("regression", N_("Regression on the environments"), regression),
    Kind("map", N_("Map of the sites"), sites),
)


def figures_of(result: SeriesResult) -> list[tuple[str, str, Figure]]:
    """The figures that the result bears, in order: (key, title, figure). Several of one kind are numbered."""
    found = []
    for kind in KINDS:
        made = kind.make(result)
        many = made if isinstance(made, list) else [made] if made else []
        for n, figure in enumerate(many, start=1):
            title = _(kind.title) if n == 1 else f"{_(kind.title)} {n}"
            found.append((kind.key if n == 1 else f"{kind.key}{n}", title, figure))
    return found
