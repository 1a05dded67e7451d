"""Where the plots of a field stand: whole numbers of rows and columns, each place held once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.factors import Factor
from desktop.core.errors import UserError
from desktop.core.i18n import _

MOST_PLACES = 20_000  # a larger rectangle is a slip in a coordinate, not a field
FEW_LINES = 3


@dataclass(frozen=True)
class Grid:
    """The rectangle that holds all plots: `row` and `column` are places counted from 0, plot by plot.

    `first_row` and `first_column` are the numbers in the data of place 0; places without a plot are gaps.
    """

    row: NDArray[np.intp]
    column: NDArray[np.intp]
    rows: int
    columns: int
    first_row: int
    first_column: int

    @property
    def turned(self) -> bool:
        """Whether places are counted row by row within columns, so that neighbours lie close together in the count."""
        return self.rows < self.columns

    @property
    def shape(self) -> tuple[int, int]:
        """The longer and the shorter side."""
        return (self.columns, self.rows) if self.turned else (self.rows, self.columns)

    @property
    def places(self) -> NDArray[np.intp]:
        """The number of every plot's place, counted along the shorter side first."""
        return self.column * self.rows + self.row if self.turned else self.row * self.columns + self.column

    def by_row_and_column(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values of all places, counted as `places` does, as a table of rows and columns."""
        table = values.reshape(self.shape)
        return table.T if self.turned else table


def grid(row: Factor, column: Factor) -> Grid:
    """The places of the plots; UserError where a coordinate is no whole number or two plots share a place."""
    rows, columns = _numbers(row), _numbers(column)
    _refuse_shared(row, column)
    first_row, first_column = int(rows.min()), int(columns.min())
    high, wide = int(rows.max()) - first_row + 1, int(columns.max()) - first_column + 1
    _refuse_odd_size(row, column, high, wide)
    return Grid(rows[row.codes] - first_row, columns[column.codes] - first_column, high, wide, first_row, first_column)


def _numbers(line: Factor) -> NDArray[np.intp]:
    """The levels as whole numbers."""
    found = []
    for level in line.levels:
        try:
            number = float(level)
        except ValueError:
            number = 0.5
        if not (number.is_integer() and abs(number) < 1e9):
            raise UserError(
                _('Column "{column}" holds "{level}": a spatial analysis needs whole numbers that count through the field.')
                .format(column=line.name, level=level)
            )
        found.append(int(number))
    return np.array(found, dtype=np.intp)


def _refuse_shared(row: Factor, column: Factor) -> None:
    """UserError where two plots stand on the same place."""
    place = row.codes * len(column.levels) + column.codes
    values, counts = np.unique(place, return_counts=True)
    if counts.max() > 1:
        first = int(values[counts > 1][0])
        raise UserError(
            _(
                "Row {row}, column {column} holds {count} {count:plot|plots}: number rows and columns through the whole field"
                " (not anew in every replicate), or analyse one field at a time."
            ).format(
                row=row.levels[first // len(column.levels)],
                column=column.levels[first % len(column.levels)],
                count=int(counts.max()),
            )
        )


def _refuse_odd_size(row: Factor, column: Factor, high: int, wide: int) -> None:
    """UserError where the rectangle is too small to show a trend or too large to be a field."""
    if max(high, wide) < FEW_LINES:
        raise UserError(
            _('Columns "{row}" and "{column}" span {high} by {wide} {wide:plot|plots} only: that is too small'
              " to tell a trend.").format(
                row=row.name, column=column.name, high=high, wide=wide
            )
        )
    if high * wide > MOST_PLACES:
        raise UserError(
            _(
                'Columns "{row}" and "{column}" span {high} by {wide} {wide:place|places} for {plots} {plots:plot|plots}:'
                " correct the coordinates; they must count plots, not metres."
            ).format(row=row.name, column=column.name, high=high, wide=wide, plots=len(row.codes))
        )


def centred(places: Sequence[int] | NDArray[np.intp]) -> NDArray[np.float64]:
    """Coordinates about their mean, scaled so that they run over a length of about one."""
    values = np.asarray(places, float)
    span = float(np.ptp(values))
    return (values - values.mean()) / span if span else values * 0.0
