"""Sheets of one workbook taken in together: a sheet a month, a sheet a customer, all under the same headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlmodel import Session

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.importing import headed, links, sums, titled
from desktop.core.importing.model import Target, Use
from desktop.core.tables import Table
from desktop.core.tables.model import Row
from desktop.core.tables.said import Said
from desktop.core.tables.words import is_no_value, plain

ALL = "*"
UNTIL = "截止日期"  # the column of the days that the titles of sheets name; it stands among the file's own headings


def together(read: Callable[[str | None], Table], *, keep: bool = False, anyway: str = "") -> Table:
    """All sheets with the headings that most of them have as one table, with a column that says of which sheet a row is.

    `read` reads the sheet of a name. `extra["origin"]` says of every row where it stands. What the sheets say differently
    beside their tables (客户, the day of a title) becomes a column of their rows. Sheets with other headings or none, those
    that sum the others up (汇总, 平均; not with `keep`, nor the one whose name is `anyway`, "*" = all of them) and those in
    another unit are not read but named; `extra["sums"]` are the names of those left out as sums. Raises `UserError` where the
    file has no such thing as sheets or none of them holds a table.
    """
    first = read(None)
    names: Sequence[str] = first.extra.get("sheets", ())
    if anyway not in ("", ALL, *names):
        raise UserError(_("{file} has no sheet “{sheet}”; it has: {sheets}.").format(
            file=first.source, sheet=anyway, sheets=_(", ").join(names)))
    tables = []
    for name in names:
        with suppress(UserError):
            tables.append(read(name))
    if not tables:
        raise UserError(_("{file} has no sheets to take together.").format(file=first.source))
    shared = _shared(tables)
    alike = [table for table in tables if frozenset(table.header) == shared]
    summing = [] if keep or anyway == ALL else [table for table in sums.summing(alike) if table.sheet != anyway]
    single = [table for table in alike if table not in summing]
    chosen = _of_one_unit(single)
    left_out = [str(table.sheet) for table in summing]
    units = [str(table.sheet) for table in single if table not in chosen]
    read_ = {str(table.sheet) for table in chosen}
    other = [name for name in names if name not in {*read_, *left_out, *units}]
    whole = _as_one(chosen, [text.format(names=_(", ").join(left), choice=choice_with(left)) for text, left in (
        (_("Sheets without these headings, which were not read: {names}."), other),
        (_("Sheets that sum up others, which were not read: {names}. To read them, choose “{choice}”, or such a sheet "
           "alone."), left_out),
        (_("Sheets whose numbers are in another unit, which were not read: {names}. Read them apart."), units)) if left])
    whole.extra["sums"] = left_out
    return whole


def with_sums(sheet: str) -> tuple[bool, str]:
    """Whether a choice of sheets takes all of them together, and which one that sums up others it takes too: "*汇总", "**"."""
    return sheet.startswith(ALL), sheet.removeprefix(ALL)


def choice() -> str:
    """What the choice is called that takes all sheets together but those that sum up others."""
    return _("all with the same headings")


def choice_with(names: Sequence[str]) -> str:
    """What the choice is called that takes these sheets that sum up others too."""
    if len(names) == 1:
        return _("all with the same headings, {name} too").format(name=names[0])
    return _("all with the same headings, those that sum up others too")


def _shared(tables: Sequence[Table]) -> frozenset[str]:
    """The headings that are read: those of most sheets that are not called a sum; of several the ones above most rows."""
    wide = [table for table in tables if len(table.header) > 1] or list(tables)
    often = Counter(frozenset(table.header) for table in wide if not sums.called_so(table))
    most = max(often.values(), default=0)
    if most > 1:
        found = {header for header, times in often.items() if times == most}
        wide = [table for table in wide if frozenset(table.header) in found]
    rows = Counter[frozenset[str]]()
    for table in wide:
        rows[frozenset(table.header)] += len(table.rows)
    return rows.most_common(1)[0][0]


def _of_one_unit(tables: Sequence[Table]) -> Sequence[Table]:
    """The sheets whose numbers are in the unit of most: the unit beside the table, and what may be percents."""
    shares = sorted({heading for table in tables for heading in table.extra.get("shares", ())})
    units = [(frozenset(map(plain, headed.units_said(table))),
              *(heading in table.extra.get("shares", ()) or all(map(is_no_value, table.column(heading))) for heading in shares))
             for table in tables]
    most = Counter(units).most_common(1)[0][0]
    return [table for table, unit in zip(tables, units, strict=True) if unit == most]


def _as_one(tables: Sequence[Table], left: Sequence[str]) -> Table:
    whole, rows, origin = tables[0], list[Row](), list[tuple[str, int]]()
    notes: list[str] = []
    agreed, facts = _facts(tables)
    for table, own in zip(tables, facts, strict=True):
        places = [table.header.index(heading) for heading in whole.header]
        rows += [(*(row[place] for place in places), *own.values(), table.sheet) for row in table.rows]
        origin += [(str(table.sheet), number) for number in table.row_numbers]
        notes += [f"{table.sheet}: {note}" for note in table.notes]
    said = _("Sheets taken together: {names}.").format(names=_(", ").join(str(t.sheet) for t in tables))
    above = [text for text in whole.extra.get("above", ()) if all(text in table.extra.get("above", ()) for table in tables)]
    heading = heading_of(whole.header)
    extra = {**whole.extra, "origin": origin, "sheet_column": heading, "said": agreed, "above": above,
             "until_columns": [name for name in facts[0] if titled.is_until(name)]}
    return replace(whole, header=(*whole.header, *facts[0], heading), rows=rows, sheet=ALL, notes=[said, *left, *notes],
                   row_numbers=list(range(1, len(rows) + 1)), extra=extra,
                   left_out=[pair for table in tables for pair in table.left_out])


def _facts(tables: Sequence[Table]) -> tuple[list[Said], list[dict[str, str | None]]]:
    """What all sheets say alike beside their tables, and for each sheet what they say differently: name → value. What has a
    column of its own already is left to that."""
    above = [{said.name: said.value for said in reversed(table.extra.get("said", ())) if said.row < _top(table)}
             for table in tables]
    days = [titled.until(table) for table in tables]
    if len(set(days)) > 1:  # a title 截止2026年9月30日 above each
        above = [{**{n: v for n, v in said.items() if not titled.is_until(n)}, **({UNTIL: day} if day else {})}
                 for said, day in zip(above, days, strict=True)]
    names = list(dict.fromkeys(name for said in above for name in said))
    same = [name for name in names if len({said.get(name) for said in above}) == 1]
    own = [name for name in names if name not in same and name not in tables[0].header]
    below = [said for said in tables[0].extra.get("said", ()) if said.row >= _top(tables[0]) and all(
        (said.name, said.value) in {(s.name, s.value) for s in table.extra.get("said", ())} for table in tables)]
    return [*(Said(name, above[0][name], 0) for name in same), *below], [{n: said.get(n) for n in own} for said in above]


def _top(table: Table) -> int:
    return table.row_numbers[0] if table.row_numbers else 0


def heading_of(header: Sequence[str]) -> str:
    """The heading of the column that says of which sheet a row is."""
    title = _("Sheet")
    return title if title not in header else f"{title} *"


def used(session: Session, table: Table, targets: Sequence[Target], uses: Mapping[str, Use],
         lookups: Mapping[str, links.Lookup]) -> dict[str, Use]:
    """`uses`, and that of the sheets' names where all of them name records of a reference that has no column: customers."""
    heading = table.extra.get("sheet_column")
    names = {str(name) for name in table.column(heading)} if heading in table.header else set[str]()
    taken = {use.target for use in uses.values()}
    for target in targets if names and heading not in uses else ():
        if target.kind == "link" and target.key and target.name not in taken:
            found = links.resolve(session, target.link, names, lookups.get(target.name))
            if not found.unknown and not found.wrong:
                return {**uses, str(heading): Use(target.name)}
    return {name: use for name, use in uses.items() if name != heading}
