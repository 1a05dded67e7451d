"""What is asked of an analysis, and the plots that can answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.columns import Adjusting, Labels
from desktop.analysis.factors import Covariate, Factor, factor, sorted_levels
from desktop.analysis.linear.least_squares import Term
from desktop.core.errors import UserError
from desktop.core.i18n import _


@dataclass(frozen=True)
class Complete:
    """The plots with a value and every label: what is analysed.

    `places` are their numbers in the data given, `missing` counts the others, `lost` are levels by factor that occur
    only among the others. `covariates` are numbers that the response is adjusted for.
    """

    y: NDArray[np.float64]
    factors: dict[str, Factor]
    places: NDArray[np.intp]
    missing: int
    lost: dict[str, tuple[str, ...]]
    covariates: dict[str, Covariate] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What is asked for: names, the check and the level of significance.

    `adjusted_letters`: letters compare the adjusted means, each pair by its own standard error, as incomplete blocks and
    covariates need it; the others compare the arithmetic means.
    """

    design: str
    response: str
    treatments: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    check: str | None = None
    alpha: float = 0.05
    adjusted_letters: bool = False
    covariate: str | None = None

    def columns(self) -> tuple[str, ...]:
        """The names of all factors."""
        return (*self.treatments, *self.blocks)

    def terms(self) -> list[Term]:
        """Blocks first, then the covariate, then treatments, then their interactions, the simpler ones first."""
        orders = range(1, len(self.treatments) + 1)
        before = [*self.blocks, *([self.covariate] if self.covariate else [])]
        return [*((name,) for name in before), *(term for n in orders for term in combinations(self.treatments, n))]


def adjusted_for(request: Request, covariate: Adjusting | None) -> Request:
    """The request with a covariate, if there is one."""
    return replace(request, covariate=covariate[0], adjusted_letters=True) if covariate else request


def complete(
    response: str,
    values: Sequence[float | None],
    labels: Mapping[str, Labels],
    covariates: Mapping[str, Sequence[float | None]] | None = None,
) -> Complete:
    """The plots whose value is a number and whose labels and covariates are all known; UserError if there is none."""
    numbers = _numbers(values)
    kept = np.isfinite(numbers)
    if not kept.any():
        raise UserError(_('Column "{column}" holds no value in the rows chosen.').format(column=response))
    for name, column in labels.items():
        kept &= np.array([label is not None for label in column], dtype=bool)
        if not kept.any():
            problem = _('No row with a value in column "{response}" has an entry in column "{column}".')
            raise UserError(problem.format(response=response, column=name))
    measured = {name: _numbers(column) for name, column in (covariates or {}).items()}
    for name, amounts in measured.items():
        kept &= np.isfinite(amounts)
        if not kept.any():
            problem = _('No row with a value in column "{response}" has an entry in column "{column}".')
            raise UserError(problem.format(response=response, column=name))
    places = np.flatnonzero(kept)
    factors = {name: factor(name, [str(column[int(i)]) for i in places]) for name, column in labels.items()}
    lost = {name: _lost(column, factors[name]) for name, column in labels.items()}
    adjusting = {name: Covariate(name, amounts[places]) for name, amounts in measured.items()}
    return Complete(numbers[places], factors, places, len(numbers) - len(places), lost, adjusting)


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Numbers, NaN for missing ones."""
    return np.array([np.nan if v is None else v for v in values], dtype=float)


def _lost(column: Labels, analysed: Factor) -> tuple[str, ...]:
    """Levels of a column that no plot analysed has."""
    levels = {str(label) for label in column if label is not None} - set(analysed.levels)
    return sorted_levels(list(levels))
