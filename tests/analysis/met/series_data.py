"""Series of trials for tests: tables read from files, and small ones of invented figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.analysis.from_table import labels, numbers
from desktop.analysis.met.result import MetAnalysis
from desktop.core.tables import read_table
from tests.analysis.plots import analyse_met
from tests.shared import shared_path

Row = tuple[str | None, str | None, str | None, float | None]  # entry, environment, block, value


def analyse(rows: Sequence[Row], check: str | None = None, *, blocks: bool = True) -> MetAnalysis:
    """The analysis of such rows."""
    entry, environment, block, value = ([row[i] for row in rows] for i in range(4))
    return analyse_met(entry, environment, block if blocks else None, value, check=check)  # type: ignore[arg-type]


def published(
    name: str, environments: Sequence[str], *, treatment: str = "gen", block: str | None = None, check: str | None = None
) -> MetAnalysis:
    """The analysis of a published series; several columns together may name the environment."""
    return read(shared_path("data", "agridat", f"{name}.txt"), environments, treatment=treatment, block=block, check=check)


def read(
    path: Path, environments: Sequence[str], *, treatment: str, block: str | None = None, check: str | None = None
) -> MetAnalysis:
    """The analysis of a table in a file."""
    table = read_table(path)
    places = range(len(table.rows))
    names = [":".join(map(str, parts)) for parts in zip(*(labels(table, c, places) for c in environments), strict=True)]
    blocks = labels(table, block, places) if block else None
    return analyse_met(labels(table, treatment, places), names, blocks, numbers(table, "yield", places), check=check)
