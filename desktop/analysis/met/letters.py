"""The means over environments with the letters of the multiple comparisons, by the error that the reader's question needs.

By the interaction the letters speak of the region that the environments are a sample of, by the plots' error of these
environments only.
"""

from __future__ import annotations

import numpy as np

from desktop.analysis.comparisons import multiple as comparisons
from desktop.analysis.linear.single_trial import with_letters
from desktop.analysis.met.additive import RowMeans
from desktop.analysis.met.series import Cells
from desktop.analysis.notes import Note
from desktop.analysis.parts import MeansError, MeansTable


def means_table(
    name: str, cells: Cells, means: RowMeans, ms: float | None, df: int, alpha: float
) -> tuple[MeansTable, list[Note]]:
    """The table; `ms` is the variance of a cell's mean by the error chosen, None or 0 withholds errors and letters.

    In an incomplete table each pair is judged by its own standard error, by the tests that can.
    """
    variance = np.diag(means.unscaled) * (ms or np.nan)
    plain = dict(zip(cells.entries, means.means.tolist(), strict=True))
    stood = cells.present.sum(axis=1).tolist()
    errors = [None if np.isnan(v) else float(np.sqrt(v)) for v in variance]
    table = MeansTable(
        factor=name,
        means=plain,
        counts=dict(zip(cells.entries, stood, strict=True)),
        adjusted=dict(plain),
        standard_errors=dict(zip(cells.entries, errors, strict=True)),
        error=MeansError(ms or 0.0, df),
    )
    if not ms or not df:
        return table, []
    common = {"error_ms": ms, "error_df": df, "alpha": alpha}
    if cells.complete:
        return with_letters(table, comparisons.ranked(cells.entries, means.means, stood, **common))  # type: ignore[arg-type]
    u = means.unscaled
    errors_of_pairs = np.sqrt(np.maximum(ms * (np.diag(u)[:, None] + np.diag(u)[None, :] - 2 * u), 0.0))
    ranked = comparisons.ranked(
        cells.entries, means.means, np.ones(len(stood)), errors=errors_of_pairs, **common  # type: ignore[arg-type]
    )
    return with_letters(table, ranked, comparisons.PAIRWISE)
