"""Head-office tables with a column a product: a line a dealer, the bags below each product's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.i18n import _
from desktop.core.importing import mapping
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import number_text
from desktop.core.tables.no_records import row_kind
from desktop.core.tables.words import is_no_value, pattern, plain

PRICE = "price"  # the field of the price that stands beside a number of each thing
RUNNING = ("序号", "编号", "行号", "no", "number")
MONEY = re.compile(r"(?:金额|定金|订金|货款|运费|欠款|(?<![a-z])(?:amounts?|deposits?))$")

_BRACKETS = re.compile(r"\([^()]*\)$")  # the unit behind a heading


def lengthened(table: Table, targets: Mapping[str, Target], link: str, number: str, *instead: str) -> Table:
    """The table with a row for every filled cell of the columns of numbers that no field is called by.

    Any other table stays as it is: one where `link` or `number`, or what may stand `instead`, has a column of its own. Sums
    and running numbers beside the columns are left.
    """
    if groups := _grouped(table, targets, link, number):
        return _ungrouped(table, targets, link, number, groups)
    uses = mapping.guess_lower(table, table.header, list(targets.values()),
                               mapping.guess(table.header, list(targets.values())))
    if {link, number, *instead} & {use.target for use in uses.values()} or not uses:
        return table
    beside = [h for h in table.header if h not in uses and not _is_beside(h) and _is_of_numbers(table.column(h))]
    if not beside:
        return table
    kept = [h for h in table.header if h not in beside]
    at = {heading: place for place, heading in enumerate(table.header)}
    lower: Mapping[str, str] = table.extra.get("lower", {})
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for place, row in zip(table.row_numbers, table.rows, strict=True):
        for heading in beside:
            if not is_no_value(row[at[heading]]):
                rows.append((*(row[at[h]] for h in kept), lower.get(heading, heading), row[at[heading]]))
                numbers.append(place)
    said = _("The columns {columns} were read as a row each: their headings as {link}, their numbers as {number}.").format(
        columns=_(", ").join(beside[:6]), link=_(targets[link].title), number=_(targets[number].title))
    header = (*kept, _(targets[link].title), _(targets[number].title))
    return replace(table, header=header, rows=rows, row_numbers=numbers, notes=[*table.notes, said], extra=dict(table.extra))


def _is_beside(heading: str) -> bool:
    """Whether a column is a sum, a running number or an amount of the whole row: none of the things side by side."""
    bare, words = mapping.normal(heading), _BRACKETS.sub("", plain(heading).casefold()).strip()
    return bool(row_kind(heading)) or bare in RUNNING or any(
        pattern("total").match(text) or MONEY.search(text) for text in (words, *([] if bare.isascii() else [bare])))


def _grouped(table: Table, targets: Mapping[str, Target], link: str, number: str) -> dict[str, dict[str, str]]:
    """What stands above two or more headings such as 袋数, 单价 → field → heading; {} where things do not stand so."""
    lower: Mapping[str, str] = table.extra.get("lower", {})
    fields = {name: mapping.names(targets[name]) for name in (number, PRICE) if name in targets}
    every = {name for target in targets.values() for name in mapping.names(target)}
    groups: dict[str, dict[str, str]] = {}
    for heading in table.header:
        below = lower.get(heading, "")
        above = heading.removesuffix(below).strip() if below and heading != below else ""
        name = next((n for n, known in fields.items() if mapping.normal(below) in known), "") if above else ""
        if name and mapping.normal(above) not in every and not _is_beside(above):
            groups.setdefault(above, {}).setdefault(name, heading)
    groups = {above: held for above, held in groups.items() if number in held}
    return groups if len(groups) > 1 and link in targets else {}


def _ungrouped(table: Table, targets: Mapping[str, Target], link: str, number: str, groups: Mapping[str, Mapping[str, str]]
               ) -> Table:
    """A row a thing, with its number and what stands beside that."""
    held = {heading for group in groups.values() for heading in group.values()}
    more = [name for name in (number, PRICE) if any(name in group for group in groups.values())]
    kept = [h for h in table.header if h not in held]
    at = {heading: place for place, heading in enumerate(table.header)}
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for place, row in zip(table.row_numbers, table.rows, strict=True):
        for above, group in groups.items():
            if not is_no_value(row[at[group[number]]]):
                rows.append((*(row[at[h]] for h in kept), above, *(row[at[group[n]]] if n in group else None for n in more)))
                numbers.append(place)
    said = _("The columns of {columns} were read as a row each: what stands above them as {link}.").format(
        columns=_(", ").join(list(groups)[:6]), link=_(targets[link].title))
    header = (*kept, *(_(targets[name].title) for name in (link, *more)))
    return replace(table, header=header, rows=rows, row_numbers=numbers, notes=[*table.notes, said], extra=dict(table.extra))


def _is_of_numbers(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers, blanks aside."""
    filled = [cell for cell in cells if not is_no_value(cell)]
    return bool(filled) and all(
        number_text(plain(c)) if isinstance(c, str) else isinstance(c, int | float) and not isinstance(c, bool) for c in filled)
