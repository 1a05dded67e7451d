"""Variance components and BLUPs of entries drawn at random, in two stages: environments' means, then entries over them.

The table of means is fitted with environments fixed and entries random by REML; what is left is the interaction and the
error of the means together, parted by the error known from the plots.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.factors import Factor
from desktop.analysis.met.series import Cells
from desktop.analysis.mixed import reml
from desktop.analysis.mixed.equations import Equations
from desktop.analysis.mixed.treatment_precision import TreatmentPrecision

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Components:
    """Variances of entries, of their interaction with environments, and of a plot (None without replication).

    `blup` are deviations from the mean by entry, `blup_errors` their standard errors of prediction. `heritability` is
    that of a mean over these environments (σ²g / its variance), `plot_heritability` that of one plot, `cullis` from the
    precision of the BLUPs. Without replication `interaction` holds interaction and error together.
    """

    entry: float
    interaction: float
    error: float | None
    blup: dict[str, float]
    blup_errors: dict[str, float]
    heritability: float
    plot_heritability: float | None
    cullis: float


def components(cells: Cells, replicates: float, error_ms: float | None) -> Components | None:
    """The components; None where the table leaves no interaction to judge by."""
    rows, columns = np.nonzero(cells.present)
    y = cells.means[rows, columns]
    entry = Factor("entry", cells.entries, rows.astype(np.intp))
    environment = Factor("environment", cells.environments, columns.astype(np.intp))
    equations = Equations(y, entry, environment, [], treatment_random=True)
    if equations.free < 2 or not np.ptp(y):
        return None
    fitted = reml.fit(equations, ["entry"])
    own, left = fitted.variances["entry"], fitted.error_variance
    error = error_ms if error_ms else None
    interaction = max(0.0, left - (error / replicates if error else 0.0))
    precision = TreatmentPrecision(fitted.solution)
    cullis = 1 - precision.mean_variance_of_a_difference() / (2 * own) if own else 0.0
    stands = len(y) / len(cells.entries)
    return Components(
        own,
        interaction,
        error,
        dict(zip(cells.entries, fitted.solution.treatment_effects.tolist(), strict=True)),
        dict(zip(cells.entries, np.sqrt(precision.variances()).tolist(), strict=True)),
        own / (own + left / stands) if own else 0.0,
        own / (own + interaction + error) if error else None,
        cullis,
    )
