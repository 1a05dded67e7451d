"""Reads what comes back from the field, one file or several, as a table for the import of observations.

One ordinary table is left as it stands, so that its columns can be mapped. Several files, of whatever kind, become one
long table with a row a value and the file each came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from desktop.core.importing import mapping
from desktop.core.tables import Cell, Table, read_table
from desktop.core.tables.words import plain
from desktop.trials.importing.observations import archives
from desktop.trials.importing.observations.field_book import HEADER, read_zip
from desktop.trials.importing.observations.targets import PLACES
from desktop.trials.importing.targets import PLACES as TRIAL_PLACES

STRUCTURE = frozenset(mapping.normal(name) for name in (
    "walk_order", "row", "column", "col", "range", "plot", "rep", "replicate", "block", "entry", "variety", "geo_coordinates",
    "device_name", "行", "列", "重复", "区组", "品种", "编号", "走向序号", "参试编号", "品种名称", "Entry number", "Variety",
    "Replicate", "Block", "Row", "Column", "Walk order", "study", "field"))
LAYOUT = frozenset(("variety", "treatment", "entry", "is_check", "title", "series", "site", "season", "design", "replicate",
                    "block", "farm", "row", "column", "walk", "kind", "crop", "level_a", "level_b", "level_c"))
COLUMNS = {"plot_id": "plot_id", "trait": "trait", "value": "value", "occasion": "number", "observed_at": "timestamp",
           "person": "person", "location": "location", "note": "note", "photo": "attached_photo", "video": "attached_video",
           "audio": "attached_audio", "field": "field", "file": "file", "trial": "trial", "plot": "plot",
           "observed_on": "observed_on"}
LONG = (*HEADER, "trial", "plot", "observed_on")


def is_structure(heading: str) -> bool:
    """Whether a heading names a part of the layout, which no observation is: in a table of trials or in our own form."""
    return mapping.normal(heading) in STRUCTURE | _places()


@cache
def _places() -> frozenset[str]:
    """The names that a table of trials has for the places of its plots."""
    return frozenset(name for target in TRIAL_PLACES if target.name in LAYOUT for name in mapping.names(target))


def read_observations(paths: Sequence[Path]) -> Table | None:
    """The table in files of forms known here; None where a single file is an ordinary table."""
    if len(paths) == 1:
        return read_zip(paths[0]) if archives.is_archive(paths[0]) else None
    return merged([read_zip(path) if archives.is_archive(path) else read_table(path) for path in paths])


def merged(tables: Sequence[Table]) -> Table:
    """Several tables as one long one. `extra["origin"]` says of every row which file and row it comes from."""
    rows: list[tuple[Cell, ...]] = []
    origin: list[tuple[str, int]] = []
    whole = Table(LONG, rows, [], ", ".join(t.source for t in tables))
    for table in tables:
        for number, row in lengthened(table):
            rows.append(row)
            origin.append((table.source, number))
        whole.notes += table.notes
        for name in ("media", "traits"):
            whole.extra.setdefault(name, {}).update(table.extra.get(name, {}))
    whole.row_numbers = list(range(1, len(rows) + 1))
    whole.extra["origin"] = origin
    return whole


def lengthened(table: Table) -> list[tuple[int, tuple[Cell, ...]]]:
    """A table with a row a value: (row number in its file, cells under `LONG`)."""
    uses = place_columns(table.header)
    places = {COLUMNS[target]: table.header.index(heading) for target, heading in uses.items() if target in COLUMNS}
    traits = [] if "value" in places else [i for i, h in enumerate(table.header) if i not in places.values()
                                           and mapping.normal(h) not in STRUCTURE]
    found = []
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        base: dict[str, Cell] = {name: row[i] for name, i in places.items()}
        base.setdefault("file", table.source)
        lines: list[dict[str, Cell]] = [base] if not traits else [
            {**base, "trait": table.header[i], "value": row[i]} for i in traits if plain(row[i])]
        found += [(number, tuple(line.get(name) for name in LONG)) for line in lines]
    return found


def place_columns(header: Sequence[str]) -> dict[str, str]:
    """Target → heading of the columns that are no traits, known by their exact names."""
    by_name = {name: target.name for target in PLACES for name in mapping.names(target)}
    found: dict[str, str] = {}
    for heading in header:
        target = by_name.get(mapping.normal(heading))
        if target and heading:
            found.setdefault(target, heading)
    return found
