"""Concurrences, connectedness and the average efficiency factor of designs in incomplete blocks.

The canonical efficiency factors are 1 - m over the eigenvalues m, but for the one that belongs to the mean, of
R^-1/2 (N K^-1 N') R^-1/2, N being entries by blocks, R and K replications and block sizes; their harmonic mean is the
average efficiency factor: the precision of a difference relative to complete blocks with the same error (A. T. James,
G. N. Wilkinson, Biometrika 58, 1971, 279-294). Upper bound: the eigenvalues m sum to a known d and at most q of them
are not 0, so no design does better than with q equal ones (E. R. Williams, H. D. Patterson, Australian Journal of
Statistics 19, 1977, 194-201, for resolvable designs).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

NOTHING = 1e-8


@dataclass(frozen=True)
class Efficiency:
    """`factor` is None where the design is not connected."""

    factor: float | None
    bound: float
    least: int
    most: int

    @property
    def connected(self) -> bool:
        """Whether every difference between entries can be estimated."""
        return self.factor is not None


def block_efficiency(entries: Sequence[int], blocks: Sequence[Hashable], replicates: Sequence[Hashable]) -> Efficiency:
    """Of incomplete blocks within replicates; all three plot by plot."""
    import numpy as np

    n = _incidence(entries, blocks)
    scaled = n / np.sqrt(n.sum(axis=1))[:, None] / np.sqrt(n.sum(axis=0))[None, :]
    small = scaled.T @ scaled if n.shape[1] < n.shape[0] else scaled @ scaled.T
    free = len(set(blocks)) - len(set(replicates))
    return _efficiency(np.linalg.eigvalsh(small), n.shape[0], free, *_meetings(n))


def grid_efficiency(entries: Sequence[int], rows: Sequence[Hashable], columns: Sequence[Hashable],
                    replicates: Sequence[Hashable]) -> Efficiency:
    """Of rows and columns within replicates in which every entry stands once."""
    import numpy as np

    by = [_incidence(entries, labels) for labels in (rows, columns, replicates)]
    root = np.sqrt(by[0].sum(axis=1))
    parts = [(n / n.sum(axis=0)) @ n.T / root[:, None] / root[None, :] for n in by]
    values = np.linalg.eigvalsh(parts[0] + parts[1] - parts[2])
    free = by[0].shape[1] + by[1].shape[1] - 2 * by[2].shape[1]
    return _efficiency(values, len(root), free, *_meetings(by[0], by[1]))


def _incidence(entries: Sequence[int], labels: Sequence[Hashable]) -> np.ndarray[Any, Any]:
    """Entries by blocks: how often each stands in each."""
    import numpy as np

    row = {key: place for place, key in enumerate(dict.fromkeys(entries))}
    column = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    found = np.zeros((len(row), len(column)))
    np.add.at(found, ([row[e] for e in entries], [column[b] for b in labels]), 1.0)
    return found


def _meetings(*incidences: np.ndarray[Any, Any]) -> tuple[int, int]:
    """The least and the greatest number of times that two entries share a block."""
    import numpy as np

    least, most = [], []
    for n in incidences:
        above = (n @ n.T)[np.triu_indices(n.shape[0], 1)]
        least.append(int(above.min()))
        most.append(int(above.max()))
    return min(least), max(most)


def _efficiency(values: np.ndarray[Any, Any], entries: int, free: int, least: int, most: int) -> Efficiency:
    ordered = sorted((float(v) for v in values), reverse=True)[1:]  # the first is 1 and belongs to the mean
    ordered = [v for v in ordered if abs(v) > NOTHING]
    rest = max(0, entries - 1 - len(ordered))
    q, d = max(1, min(entries - 1, free)), sum(ordered)
    bound = (entries - 1) / (entries - 1 - q + q / (1 - d / q)) if d < q else 0.0
    if any(v > 1 - NOTHING for v in ordered):
        return Efficiency(None, bound, least, most)
    return Efficiency((entries - 1) / (rest + sum(1 / (1 - v) for v in ordered)), bound, least, most)
