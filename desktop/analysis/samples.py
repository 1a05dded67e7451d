"""Several samples of one plot: told apart from plots by a column that numbers them, and averaged before the analysis.

The mean of a plot's samples bears the same test of the treatments as the full analysis does where every plot has equally
many. Rows of one plot without such a column are plots to an analysis: that is said, since the error is then too small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from desktop.analysis.columns import Labels, Named, PlotColumns
from desktop.analysis.notes import Note

SAMPLE = "sample"
Key = tuple[str | None, ...]


def keys_of(columns: PlotColumns) -> list[Key]:
    """What tells the plot of every row: its treatments and all roles but the sample."""
    given: list[Labels] = [*columns.treatments.values(),
                           *(labels for role, (_name, labels) in columns.roles.items() if role != SAMPLE)]
    return list(zip(*given, strict=True))


def averaged(columns: PlotColumns) -> tuple[PlotColumns, Note]:
    """A row a plot, with the mean of its samples, and the sentence that says so."""
    rows: dict[Key, list[int]] = {}
    for place, key in enumerate(keys_of(columns)):
        rows.setdefault(key, []).append(place)
    firsts = [places[0] for places in rows.values()]

    def means(values: Sequence[float | None]) -> list[float | None]:
        return [_mean([values[i] for i in places]) for places in rows.values()]

    def kept(labels: Labels) -> Labels:
        return [labels[i] for i in firsts]

    roles: dict[str, Named] = {role: (name, kept(labels)) for role, (name, labels) in columns.roles.items() if role != SAMPLE}
    covariate = columns.covariate and (columns.covariate[0], means(columns.covariate[1]))
    sizes = [len(places) for places in rows.values()]
    made = replace(columns, values=means(columns.values), roles=roles, covariate=covariate,
                   treatments={name: kept(labels) for name, labels in columns.treatments.items()})
    return made, Note("samples_averaged", {"plots": len(sizes), "least": min(sizes), "most": max(sizes)})


def _mean(values: Sequence[float | None]) -> float | None:
    found = [v for v in values if v is not None]
    return fsum(found) / len(found) if found else None


def remark(columns: PlotColumns) -> list[Note]:
    """That several rows stand for what may be one plot; nothing where every row has a place of its own."""
    counts = Counter(key for key, value in zip(keys_of(columns), columns.values, strict=True) if value is not None)
    repeated = [key for key, n in counts.items() if n > 1 and None not in key]
    if not repeated:
        return []
    names = [*columns.treatments, *(name for role, (name, _labels) in columns.roles.items() if role != SAMPLE)]
    first = ", ".join(str(level) for level in repeated[0])
    return [Note("repeated_rows", {"columns": ", ".join(names), "count": len(repeated), "first": first})]
