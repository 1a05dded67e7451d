"""GGE: entries and their interaction together, environments' means taken out, and which entry won where.

W. Yan, L. A. Hunt, Q. Sheng, Z. Szlavnics, Cultivar evaluation and mega-environment investigation based on the GGE
biplot, Crop Science 40, 2000, 597-605; W. Yan, N. A. Tinker, Canadian Journal of Plant Science 86, 2006, 623-645.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.met.ammi import decompose

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sector:
    """A corner of the polygon: the entry there, and the environments in which it is the best of the biplot."""

    entry: int
    environments: tuple[int, ...]


@dataclass(frozen=True)
class Gge:
    """Singular values and percentages of G + GE, axis by axis; vectors by column.

    `scaled` says whether every environment was divided by its standard deviation.
    """

    singular_values: Floats
    percent: Floats
    entry_vectors: Floats
    environment_vectors: Floats
    scaled: bool

    def scores(self, share: float = 0.5) -> tuple[Floats, Floats]:
        """Scores on the first two axes: entries take `share` of the singular values, environments the rest.

        1 preserves distances between entries, 0 the correlations of environments, 0.5 is symmetric; which entry won
        where is the same for all. Arrays: entries × 2, environments × 2.
        """
        s = self._two(self.singular_values[None, :])[0]
        left, right = self._two(self.entry_vectors), self._two(self.environment_vectors)
        return left * s**share, right * s ** (1 - share)

    @staticmethod
    def _two(columns: Floats) -> Floats:
        """The first two columns, zeros where there is one only."""
        return np.asarray(np.pad(columns[:, :2], ((0, 0), (0, max(0, 2 - columns.shape[1])))))

    @cached_property
    def polygon(self) -> tuple[int, ...]:
        """The entries at the corners of the convex polygon round all entries, anticlockwise."""
        return hull(self.scores()[0])

    @cached_property
    def sectors(self) -> tuple[Sector, ...]:
        """The corners with the environments they won, the most environments first; corners that won none at the end."""
        entries, environments = self.scores()
        corners = np.array(self.polygon)
        winner = corners[(environments @ entries[corners].T).argmax(axis=1)] if len(corners) else corners
        found = [Sector(int(c), tuple(np.flatnonzero(winner == c).tolist())) for c in corners]
        return tuple(sorted(found, key=lambda s: -len(s.environments)))

    @cached_property
    def rays(self) -> Floats:
        """The directions of the lines that part the sectors: unit vectors perpendicular to the polygon's sides (n × 2)."""
        points = self.scores()[0][list(self.polygon)]
        if len(points) < 2:
            return np.empty((0, 2))
        side = np.roll(points, -1, axis=0) - points
        normal = np.column_stack([side[:, 1], -side[:, 0]])
        return np.asarray(normal / np.hypot(*normal.T)[:, None])

    @cached_property
    def average_axis(self) -> tuple[Floats, Floats]:
        """Entries seen from the average environment (scores with share 1): along it (performance) and across (instability)."""
        entries, environments = self.scores(1.0)
        mean = environments.mean(axis=0)
        length = float(np.hypot(*mean))
        along = mean / length if length else np.array([1.0, 0.0])
        return entries @ along, entries @ np.array([-along[1], along[0]])


def gge(table: Floats, *, scaled: bool = False) -> Gge:
    """The analysis of a complete table of means."""
    centred = table - table.mean(axis=0)
    scale = float(np.abs(table).max())
    if scaled:
        sd = centred.std(axis=0, ddof=1)
        centred, scale = centred / np.where(sd > 0, sd, 1.0), 1.0
    u, s, v = decompose(centred, min(table.shape), scale)
    total = float((s**2).sum())
    return Gge(s, 100 * s**2 / total if total else np.zeros_like(s), u, v, scaled)


def hull(points: Floats) -> tuple[int, ...]:
    """The corners of the convex hull of points in the plane, anticlockwise (Andrew's monotone chain)."""
    order = np.lexsort((points[:, 1], points[:, 0])).tolist()
    if len(order) < 3:
        return tuple(order)
    return tuple(_chain(points, order)[:-1] + _chain(points, order[::-1])[:-1])


def _chain(points: Floats, order: list[int]) -> list[int]:
    """The lower hull of points in that order."""
    chain: list[int] = []
    for i in order:
        while len(chain) > 1 and _turn(points[chain[-2]], points[chain[-1]], points[i]) <= 0:
            chain.pop()
        chain.append(i)
    return chain


def _turn(a: Floats, b: Floats, c: Floats) -> float:
    """Positive where a, b, c turn to the left."""
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
