"""Where the cells of a pasted block belong: by the headings in its first line, or from a cell on, by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core.feature import Feature, found
from desktop.core.grid import GridColumn
from desktop.core.i18n import _, ngettext
from desktop.core.importing.likeness import LIKENESS, is_part, likeness, normal

OF_DAYS = ("时间", "日期")  # what people write for a day, and what its names end in
LESS = 0.98  # of a column that is called so only in other words; one that is called so to the letter comes first
NAMED = 3  # so many kinds of odd values are told in words

Headings = Mapping[str, frozenset[str]]
"""Column → the further names it is known by."""


@dataclass(frozen=True)
class Headed:
    """A block under headings: its lines, the column of each of its columns (None: of none), headings nobody knows."""

    lines: list[list[str]]
    columns: list[int | None]
    unknown: list[str]


def imported_as(features: Iterable[Feature], table: str, room: str) -> Headings:
    """What the columns of files are headed by that are imported into `table`, by the imports of the feature called `room`.

    They are loaded for it, which takes a third of a second once: to be asked for beside the window.
    """
    names: dict[str, frozenset[str]] = {}
    for kind in (kind for feature in features if feature.name == room for kind in found(feature.imports)):
        if kind.table == table:
            for name, aliases in getattr(kind, "aliases", {}).items():
                names[name] = names.get(name, frozenset()) | frozenset(map(normal, aliases))
    return names


def with_headings(columns: Sequence[GridColumn], further: Headings) -> list[GridColumn]:
    """The columns, known by further names."""
    return [replace(column, headings=column.headings | further.get(column.name, frozenset())) for column in columns]


def may_be_headed(line: Sequence[str]) -> bool:
    """Whether a line may hold headings: most of what stands in it is words without a figure."""
    filled = [cell for cell in line if cell.strip()]
    return bool(filled) and 2 * sum(not any(c.isdigit() for c in cell) for cell in filled) >= len(filled)


def headed(block: Sequence[Sequence[str]], columns: Sequence[GridColumn]) -> Headed | None:
    """The block under its headings, where its first line holds some; None where it is to be placed by position.

    The first line holds headings where at least half of its cells are like the names of columns.
    """
    found = _columns(block[0], columns)
    filled = [cell for cell in block[0] if cell.strip()]
    known = sum(place is not None for place in found)
    if len(block) < 2 or not known or 2 * known < len(filled):
        return None
    unknown = [cell.strip() for cell, place in zip(block[0], found, strict=True) if place is None and cell.strip()]
    return Headed([list(line) for line in block[1:]], found, unknown)


def _columns(line: Sequence[str], columns: Sequence[GridColumn]) -> list[int | None]:
    """The column each cell of a line names; the best pair first, each column once."""
    pairs = sorted(((_fit(cell, column), not column.read_only, -number, -place) for number, cell in enumerate(line)
                    if cell.strip() for place, column in enumerate(columns)), reverse=True)
    found: list[int | None] = [None] * len(line)
    for score, _typed, number, place in pairs:
        if score > LIKENESS and found[-number] is None and -place not in found:
            found[-number] = -place
    for number, cell in enumerate(line):
        if found[number] is None:
            found[number] = _by_its_part(cell, columns, found)
    return found


def _by_its_part(cell: str, columns: Sequence[GridColumn], taken: Sequence[int | None]) -> int | None:
    """The one column whose name begins or ends with a short heading, where no other's does: 日期 is 发生日期; else None."""
    parts = [place for place, column in enumerate(columns)
             if not column.read_only and is_part(_as_named(cell, column), column.headings, column.kind)]
    return parts[0] if len(parts) == 1 and parts[0] not in taken else None


def _fit(cell: str, column: GridColumn) -> float:
    """How like a heading is to the names of a column; what is only shown must be called so to the letter."""
    score = max(likeness(cell, column.headings, column.kind),
                LESS * likeness(_as_named(cell, column), column.headings, column.kind))
    return score if score == 1 or not column.read_only else 0.0


def _as_named(cell: str, column: GridColumn) -> str:
    """A heading as the names of days have it: people write 通知时间 where the day is meant."""
    return cell.replace(*OF_DAYS) if column.kind == "day" else cell


def shown_only_words(columns: Iterable[GridColumn]) -> str:
    """What is said about columns that a block was pasted for and that nobody can type into; "" for none."""
    names = _(", ").join(f"“{column.title}”" for column in columns)
    return _("Nothing can be typed into {names}; what stands there was left out.").format(names=names) if names else ""


def unknown_words(unknown: Sequence[str]) -> str:
    """What is said about headings that no column has; "" for none."""
    if not unknown:
        return ""
    return _("No column is called {names}; what stands below was left out.").format(
        names=_(", ").join(f"“{name}”" for name in unknown))


def odd_words(odd: Sequence[str]) -> str:
    """What is said about pasted values that look wrong and were kept; "" for none."""
    if not odd:
        return ""
    return ngettext("{n} looks wrong and is marked amber: {examples}", "{n} look wrong and are marked amber: {examples}",
                    len(odd)).format(n=len(odd), examples=" ".join(list(dict.fromkeys(odd))[:NAMED]))
