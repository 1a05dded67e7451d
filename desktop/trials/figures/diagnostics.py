"""Further figures of a trial: boxes, residuals, map of residuals, interactions, courses over the occasions."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.core.documents.model import Figure
from desktop.core.i18n import _
from desktop.trials.figures.frame import field_height, height, scale, short
from desktop.trials.model import Plot
from desktop.trials.report.tables import placed, places
from desktop.trials.results import summing
from desktop.trials.results.trait_result import Result, usable
from desktop.trials.trial_data import TrialData

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

MOST_COURSES = 40


def boxes(_data: TrialData, result: Result) -> Figure | None:
    """A box for each entry; None where no entry has four plots."""
    if max((line.count for line in result.lines), default=0) < 4:
        return None
    factor, label, _places = scale(result)
    names = [short(line.entry.name) for line in result.lines]
    groups = [[v * factor for v in line.values] for line in result.lines]
    check = next((i for i, line in enumerate(result.lines) if line is result.check_line), None)
    caption = _("{trait}: box plots of the varieties").format(trait=result.trait.title())

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import box_plots

        box_plots(canvas, names, groups, axis_label=label, check=check)

    return Figure(draw, caption, height_mm=height(len(names)) if len(names) > 12 else 85.0, alt=caption)


def residuals(data: TrialData, result: Result) -> Figure | None:
    """Residuals against fitted values and against normal quantiles, the farthest plots named."""
    found = _left_over(data, result)
    if len(found) < 4:
        return None
    factor, label, _places = scale(result)
    names = [p.number for p, _fitted, _rest in found]
    fitted = [f * factor for _plot, f, _rest in found]
    rest = [r * factor for _plot, _fitted, r in found]
    caption = _("{trait}: residuals against fitted values and against the normal distribution").format(
        trait=result.trait.title())
    across, up, quantile = _("Fitted: {what}").format(what=label), _("Residual"), _("Normal quantile")

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_model import residual_plots

        residual_plots(canvas, fitted, rest, names, fitted_label=across, residual_label=up, quantile_label=quantile)

    return Figure(draw, caption, height_mm=75.0, alt=caption)


def _left_over(data: TrialData, result: Result) -> list[tuple[Plot, float, float]]:
    """Every plot analysed with its fitted value and residual."""
    if result.analysis is None or not result.analysis.error_ms:
        return []
    plots = usable(data)
    return [(plots[p.index], p.fitted, p.residual) for p in result.analysis.plots if p.index < len(plots)]


def residual_map(data: TrialData, result: Result) -> Figure | None:
    """The residuals where the plots stand: neighbours alike point to a trend in the field."""
    left = {p.id: rest for p, _fitted, rest in _left_over(data, result)}
    plots = placed(data)
    if len(plots) < 4 or not left:
        return None
    factor, label, decimals = scale(result)
    where, folded = places(data)
    rows, cols = [where[p.id][0] for p in plots], [where[p.id][1] for p in plots]
    values = [left.get(p.id, math.nan) * factor for p in plots]
    names = [p.number for p in plots]
    axes = {"row_label": "" if folded else _("Row"), "col_label": "" if folded else _("Column")}
    caption = _("{trait}: residuals in the field; filled: above the expected value, hollow: below, the larger the disc the "
                "more").format(trait=result.trait.title())
    title = _("Residual: {what}").format(what=label)

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_model import residual_map as draw_map

        draw_map(canvas, rows, cols, values, names, value_label=title, decimals=decimals, **axes)

    return Figure(draw, caption, height_mm=field_height(rows), alt=caption)


def interactions(_data: TrialData, result: Result) -> list[Figure]:
    """For every two factors the means of their combinations, a line a level."""
    if not result.factorial or result.analysis is None:
        return []
    names = result.analysis.treatments
    return [figure for one, two in combinations(names, 2) if (figure := _interaction(result, one, two))]


def _interaction(result: Result, one: str, two: str) -> Figure | None:
    assert result.analysis is not None
    table = result.analysis.tables.get(f"{one}:{two}")
    if table is None:
        return None
    factor, label, _places = scale(result)
    caption = _("{trait}: {one} and {two} together").format(trait=result.trait.title(), one=one, two=two)
    pairs = {tuple(level.split(":")): mean for level, mean in table.adjusted.items() if level.count(":") == 1}
    xs, lines = (list(dict.fromkeys(pair[i] for pair in pairs)) for i in (0, 1))
    if len(xs) < len(lines):  # the factor with more levels lies along the axis
        pairs, xs, lines, one, two = {(b, a): m for (a, b), m in pairs.items()}, lines, xs, two, one
    series = [(line, [math.nan if (m := pairs.get((x, line))) is None else m * factor for x in xs]) for line in lines]
    p = result.p_of(table.factor)
    caption += _(" (interaction {p})").format(p=wording.p_clause(p)) if p is not None else ""
    least = table.critical_differences.get("lsd")
    error = least * factor if isinstance(least, float) else None

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_model import interaction_plot

        interaction_plot(canvas, xs, series, axis_label=label, x_label=one, series_title=two, error=error,
                         error_label="LSD")

    return Figure(draw, caption, height_mm=80.0, alt=caption)


def course(data: TrialData, result: Result) -> Figure | None:
    """The mean, or the grade, of each entry on every occasion: growth, or the progress of a disease."""
    trait, occasions = result.trait, data.occasions(result.trait.id)
    if len(occasions) < 2 or len(result.lines) > MOST_COURSES:
        return None
    days = data.days.get(trait.id, {})
    dated = all(o in days for o in occasions) and len({days[o] for o in occasions}) == len(occasions)
    first = min(days[o] for o in occasions) if dated else None
    positions = [float((days[o] - first).days) if first else float(o) for o in occasions]
    ticks = [days[o].strftime("%m-%d") if dated else str(o) for o in occasions]
    lines = sorted(result.lines, key=lambda line: line.entry.number or 0)
    series = [(short(line.entry.name), [_value_on(data, result, line.entry.id, o) for o in occasions]) for line in lines]
    check = next((i for i, line in enumerate(lines) if line is result.check_line), None)
    text = (_("{trait}: course over the observations") if check is None
            else _("{trait}: course over the observations; thick line: check"))
    caption = text.format(trait=trait.title())
    label, axis = trait.heading(), _("Day") if dated else _("Observation")

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_model import curves

        curves(canvas, positions, series, ticks=ticks, axis_label=label, x_label=axis, bold=check)

    return Figure(draw, caption, height_mm=90.0, alt=caption)


def _value_on(data: TrialData, result: Result, entry: int, occasion: int) -> float:
    found = [v for p in usable(data) if p.entry_id == entry and (v := data.number(p, result.trait, occasion)) is not None]
    return float(summing.together(found, summing.over_plots(result.trait), result.trait)) if found else math.nan
