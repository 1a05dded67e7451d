"""The figures of the field report: bars, differences from the check, spread of the plots, map of the field."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.core.documents.model import Figure
from desktop.core.i18n import _
from desktop.trials.figures.frame import field_height, height, in_squares, scale, short
from desktop.trials.plan.borders import borders
from desktop.trials.report.tables import lettered, placed, places
from desktop.trials.results import verdict
from desktop.trials.results.trait_result import Result, test_of, usable
from desktop.trials.trial_data import TrialData

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

FEW_PLOTS = 4  # up to so many plots per entry each is drawn as a dot; more make a box


def bars(result: Result) -> Figure:
    """The means, best first, with letters where the F test allows them."""
    factor, label, places = scale(result)
    names = [short(line.entry.name) for line in result.lines]
    values = [line.mean * factor for line in result.lines]
    letters = [line.letters for line in result.lines] if lettered(result) else []
    check = next((i for i, line in enumerate(result.lines) if line is result.check_line), None)
    errors = [line.standard_error * factor for line in result.lines if line.standard_error is not None]
    errors = errors if len(errors) == len(names) else []
    text = _("{trait} by treatment") if result.factorial else _("{trait} by variety")
    caption = text.format(trait=result.trait.title())
    if result.adjusted:
        caption += _(", adjusted means")
    if any(letters):
        caption += _(" (a letter in common: no difference at {level}, {test})").format(
            level=wording.level_text(result.options.alpha), test=wording.test_name(test_of(result, result.tables[-1])))
    if errors:
        caption += _("; bars at the ends: standard error of the mean")

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import bars_with_letters

        bars_with_letters(canvas, names, values, letters, axis_label=label, check=check, decimals=places, errors=errors)

    return Figure(draw, caption, height_mm=height(len(names)) if len(names) > 12 else 85.0, alt=caption)


def differences(result: Result) -> Figure | None:
    """Differences from the check with the intervals of the verdicts; None without a check, or where there are none."""
    lines = [line for line in result.lines if line.lower is not None and line.upper is not None]
    if not lines or result.check is None:
        return None
    factor, _label, _places = scale(result)
    unit = _("kg/mu") if result.per_mu is not None else result.trait.unit_shown()
    axis = _("Difference from {check}").format(check=short(result.check.name)) + (f" ({unit})" if unit else "")
    columns = [(short(line.entry.name), (line.difference or 0.0) * factor, (line.lower or 0.0) * factor,
                (line.upper or 0.0) * factor) for line in lines]
    text = (_("{trait}: difference from the check {check} with {level} % intervals; filled: significant")
            if not result.farmed else
            _("{trait}: difference from the check {check} with {level} % intervals (Student, farm by farm)"))
    caption = text.format(trait=result.trait.title(), check=result.check.name,
                          level=f"{100 * (1 - result.options.alpha):g}")

    moods = [verdict.mood(line.side, result.trait.direction) for line in lines]

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import difference_from_check

        names, middle, low, high = (list(c) for c in zip(*columns, strict=True))
        difference_from_check(canvas, names, middle, low, high, axis_label=axis, moods=moods)

    return Figure(draw, caption, height_mm=height(len(lines), 60.0), alt=caption)


def spread(data: TrialData, result: Result) -> Figure | None:
    """The values of all plots by variety: dots for few replicates, boxes for many; None for single plots."""
    most = max((line.count for line in result.lines), default=0)
    if most < 2:
        return None
    factor, label, _places = scale(result)
    names = [short(line.entry.name) for line in result.lines]
    check = next((i for i, line in enumerate(result.lines) if line is result.check_line), None)
    blocks = list(dict.fromkeys(b for p in usable(data) if (b := data.block(p))))
    few = most <= FEW_PLOTS
    groups = [_by_block(data, result, line.entry.id, blocks, factor) if few and blocks
              else [v * factor for v in line.values] for line in result.lines]
    plots_of = _("{trait}: the plots of each treatment") if data.factors else _("{trait}: the plots of each variety")
    caption = plots_of.format(trait=result.trait.title())

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import box_plots, dot_plots

        if few:
            dot_plots(canvas, names, groups, axis_label=label, series=blocks, series_title=_block_title)
        else:
            box_plots(canvas, names, groups, axis_label=label, check=check)

    replicates = all(data.block(p) in ("", str(p.replicate)) for p in usable(data))
    _block_title = _("Replicate") if replicates else _("Block")
    return Figure(draw, caption, height_mm=height(len(names)) if len(names) > 12 else 85.0, alt=caption)


def _by_block(data: TrialData, result: Result, entry: int, blocks: list[str], factor: float) -> list[float]:
    """An entry's value in each block; NaN where there is none, so that markers keep their block."""
    found = {data.block(p): data.number(p, result.trait, result.options.occasion) for p in usable(data) if p.entry_id == entry}
    return [math.nan if (value := found.get(block)) is None else value * factor for block in blocks]


def field_map(data: TrialData, result: Result) -> Figure | None:
    """The field from above, shaded by the trait; None where places are not known."""
    plots = placed(data)
    if len(plots) < 2:
        return None
    factor, label, decimals = scale(result)
    where, folded = places(data)
    rows, cols = [where[p.id][0] for p in plots], [where[p.id][1] for p in plots]
    when = result.options.occasion
    values = [math.nan if p.state != "ok" or (v := data.number(p, result.trait, when)) is None else v * factor for p in plots]
    entries = [data.entry(p) for p in plots]
    names, numbered = in_squares([e.name if e else "" for e in entries],
                                 [str(e.number or e.id) if e else "" for e in entries], len(set(cols)))
    marks = [i for i, p in enumerate(plots) if (entry := data.entry(p)) and entry.is_check]
    caption = _("Map of the field shaded by {trait}; thick edge: check; hatched: no value").format(
        trait=result.trait.title())
    if numbered:
        caption += _("; numbers as in the list of entries")
    if folded:
        caption += _(" (drawn in strips)")
    lines = {} if folded else borders({where[p.id]: p for p in plots})
    words_of_axes = ("", "") if folded else (_("Row"), _("Column"))

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import field_map as draw_map

        draw_map(canvas, rows, cols, values, names, marks, value_label=label, row_label=words_of_axes[0],
                 col_label=words_of_axes[1], decimals=decimals, lines=lines)

    return Figure(draw, caption, height_mm=field_height(rows), alt=caption)
