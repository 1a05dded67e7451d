"""The models of a field that are compared: blocks alone, trends by rows and columns, alike neighbours, a smooth surface.

All contain the treatments, the replicates and the blocks; each adds one way to describe the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.linear.least_squares import new_directions
from desktop.analysis.spatial.field_fit import FieldFit, fit_autoregression, fit_field
from desktop.analysis.spatial.field_model import FIELD_AND_ERROR, FieldModel, Part
from desktop.analysis.spatial.grid import FEW_LINES, Grid, centred
from desktop.analysis.spatial.splines import surface_parts
from desktop.core.i18n import N_

Floats = NDArray[np.float64]

BLOCKS, TREND, AR1, PSPLINE = "blocks", "trend", "ar1", "pspline"
MODELS: dict[str, str] = {
    BLOCKS: N_("no field trend"),
    TREND: N_("trends by rows and columns"),
    AR1: N_("neighbouring plots alike (AR1×AR1)"),
    PSPLINE: N_("smooth surface (P-splines)"),
}


@dataclass(frozen=True)
class Candidate:
    """A way to describe the field, ready to be fitted.

    `at_places` are the trend's columns at every place of the grid, `trend` the places of these columns in the model
    (its fixed and random ones), by name of the fixed columns and parts they belong to.
    """

    name: str
    model: FieldModel
    at_places: dict[str, Floats]
    aliased: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fitted:
    """A fitted candidate."""

    candidate: Candidate
    fit: FieldFit

    @property
    def name(self) -> str:
        """The model's name on the command line."""
        return self.candidate.name

    def surface(self) -> Floats:
        """What the model says of every place of the grid, about the mean of the plots; zero without a trend."""
        grid, at = self.fit.model.grid, self.fit.state
        assert grid is not None
        if at.field is not None:
            values = at.field
        else:
            values = np.zeros(grid.rows * grid.columns) + sum(
                columns @ effects for columns, effects in zip(*self._trend(), strict=True))
        return np.asarray(values - values[grid.places].mean())

    def _trend(self) -> tuple[list[Floats], list[Floats]]:
        """The trend's columns at all places, and their effects."""
        model, effects = self.fit.model, self.fit.state.column_effects
        fixed = self.candidate.at_places.get("", np.zeros((0, 0)))
        pieces = [(fixed, effects[model.fixed.shape[1] - fixed.shape[1] : model.fixed.shape[1]])] if fixed.size else []
        for part, place in zip(model.parts, model.part_slices, strict=True):
            if part.name in self.candidate.at_places:
                pieces.append((self.candidate.at_places[part.name], effects[place]))
        return [p[0] for p in pieces], [p[1] for p in pieces]


def candidates(base: FieldModel, names: Sequence[str]) -> list[Candidate]:
    """The models of those names; `base` holds treatments, replicates and blocks, and the grid."""
    makers = {BLOCKS: _blocks, TREND: _trend, AR1: _alike, PSPLINE: _surface}
    return [makers[name](base) for name in names]


def fit_candidate(candidate: Candidate) -> Fitted:
    """The REML fit."""
    fitter = fit_autoregression if candidate.name == AR1 else fit_field
    return Fitted(candidate, fitter(candidate.model))


def _blocks(base: FieldModel) -> Candidate:
    """Nothing beside the blocks."""
    return Candidate(BLOCKS, base, {})


def _alike(base: FieldModel) -> Candidate:
    """Neighbours are alike."""
    return Candidate(AR1, replace(base, kind=FIELD_AND_ERROR), {})


def _trend(base: FieldModel) -> Candidate:
    """Straight trends along rows and columns, fixed, and a random deviation of every row and column."""
    grid = _grid(base)
    lines = {"rows": (grid.rows, 0), "columns": (grid.columns, 1)}
    place = np.indices((grid.rows, grid.columns)).reshape(2, -1)
    order = _in_order(grid)
    parts = {name: np.eye(count)[place[axis]][order] for name, (count, axis) in lines.items() if count >= FEW_LINES}
    row, column = _coordinates(grid)
    return _with_trend(TREND, base, {"row": row, "column": column}, parts)


def _surface(base: FieldModel) -> Candidate:
    """A plane with a twist, fixed, and smooth deviations from it."""
    grid = _grid(base)
    row, column = _coordinates(grid)
    plane = {"row": row, "column": column, "row:column": row * column}
    return _with_trend(PSPLINE, base, plane, surface_parts(row, column, grid.rows, grid.columns))


def _with_trend(name: str, base: FieldModel, plane: dict[str, Floats], parts: dict[str, Floats]) -> Candidate:
    """The model with a trend: fixed columns that say something new, then the random parts."""
    places = _grid(base).places
    centre = {key: values - values[places].mean() for key, values in plane.items() if np.ptp(values[places])}
    keys, wide = list(centre), np.column_stack([*centre.values(), np.zeros((_size(base), 0))])
    kept = _new_columns(base, wide[places])
    fixed = np.hstack([base.fixed, wide[places][:, kept]])
    random = tuple(Part(key, columns[places]) for key, columns in parts.items())
    model = replace(base, fixed=fixed, parts=(*base.parts, *random))
    aliased = tuple(key for i, key in enumerate(keys) if i not in kept)
    return Candidate(name, model, {"": wide[:, kept], **parts}, aliased)


def _new_columns(base: FieldModel, columns: Floats) -> list[int]:
    """The columns that treatments and replicates do not explain."""
    counts = base.treatment.counts()
    treatments = (np.eye(len(counts)) / np.sqrt(counts))[base.treatment.codes]
    basis = np.hstack([treatments, new_directions(base.fixed, treatments)[0]])
    return [int(i) for i in new_directions(columns, basis)[1]]


def _grid(base: FieldModel) -> Grid:
    assert base.grid is not None
    return base.grid


def _size(base: FieldModel) -> int:
    grid = _grid(base)
    return grid.rows * grid.columns


def _in_order(grid: Grid) -> NDArray[np.intp]:
    """The places row by row, in the order in which the grid counts them."""
    table = np.arange(grid.rows * grid.columns).reshape(grid.rows, grid.columns)
    return (table.T if grid.turned else table).ravel()


def _coordinates(grid: Grid) -> tuple[Floats, Floats]:
    """Row and column of every place, as the grid counts them, about zero and of a length of about one."""
    rows, columns = np.indices((grid.rows, grid.columns)).reshape(2, -1)[:, _in_order(grid)]
    return centred(rows), centred(columns)
