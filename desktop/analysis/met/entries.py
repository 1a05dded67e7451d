"""The lines of the entries: every measure of stability by entry."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.met import stability
from desktop.analysis.met.additive import RowMeans
from desktop.analysis.met.ammi import Ammi
from desktop.analysis.met.completion import Completed
from desktop.analysis.met.figures import Entry
from desktop.analysis.met.series import Cells

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Errors:
    """The error of a cell's mean (of plots, `cell_ms` on `df`) and of the interaction of the table of means."""

    cell_ms: float | None
    df: int
    interaction_ms: float | None
    interaction_df: int


def lines(
    cells: Cells, means: RowMeans, regression: stability.Regression, done: Completed | None, ammi: Ammi | None, errors: Errors
) -> tuple[Entry, ...]:
    """One line per entry, in the order of the table."""
    table = cells.means
    sd = stability.standard_deviation(table)
    s1, s2 = stability.huehn(table)
    above, count = stability.above(table, np.nanmean(table, axis=0))
    columns: dict[str, NDArray[np.generic]] = {
        "environments": count,
        "mean": means.means,
        "standard_error": _standard_errors(means, errors),
        "rank": np.array([1 + int((means.means > m + stability.rounding(table)).sum()) for m in means.means]),
        "sd": sd,
        "cv_percent": 100 * sd / np.where(means.means != 0, means.means, np.nan),
        "slope": regression.slope,
        "slope_error": regression.slope_error,
        "slope_p": regression.slope_p(),
        "deviation_ms": regression.deviation_ms,
        "superiority": stability.lin_binns(table),
        "r_squared": _r_squared(regression, table),
        "reliability": stability.reliability(table),
        "s1": s1,
        "s2": s2,
        "above_mean": above,
        "adaptability_percent": 100 * above / count,
        "ecovalence": np.full(len(sd), np.nan),
        "shukla": np.full(len(sd), np.nan),
        **(_of_complete_table(done.table, ammi, errors) if done and ammi else {}),
    }
    plain = {name: [None if isnan(v) else v for v in values.tolist()] for name, values in columns.items()}
    return tuple(Entry(e, **{n: v[i] for n, v in plain.items()}) for i, e in enumerate(cells.entries))  # type: ignore[arg-type]


def _r_squared(regression: stability.Regression, table: Floats) -> Floats:
    """The share of an entry's variation over environments that its line explains; NaN where there is no line."""
    count = np.isfinite(table).sum(axis=1)
    total = stability.standard_deviation(table) ** 2 * np.maximum(count - 1, 1)
    return 1 - regression.deviation_ss / np.where(total > 0, total, np.nan)


def _standard_errors(means: RowMeans, errors: Errors) -> Floats:
    """Standard errors of the means by the interaction: how far they would move in other environments."""
    variance = np.diag(means.unscaled)
    return np.sqrt(variance * errors.interaction_ms) if errors.interaction_ms else np.full(len(variance), np.nan)


def _of_complete_table(table: Floats, ammi: Ammi, errors: Errors) -> dict[str, NDArray[np.generic]]:
    """The figures that need every cell."""
    found: dict[str, NDArray[np.generic]] = {
        "ecovalence": stability.wricke(table),
        "shukla": stability.shukla(table),
        "asv": ammi.stability_value(),
    }
    if errors.cell_ms and len(table) > 2:
        lsd = float(-special.stdtrit(errors.df, 0.025)) * np.sqrt(2 * errors.cell_ms / table.shape[1])
        kang = stability.kang(table, errors.cell_ms, errors.df, float(lsd))
        found |= {"shukla_p": kang.p, "ys": kang.ys, "ys_selected": kang.selected}
    return found
