"""From a table as read to the columns of a trial: which rows, which columns, what is missing, what is no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.analysis.columns import Labels, PlotColumns
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import listed_rows, read_numbers
from desktop.core.tables.names import name_remarks

MISSING = frozenset({"", "NA", "N/A", "NaN", "."})  # how tables write "no value"
_QUOTED = 40  # so many characters of a cell are quoted
_MANY_BLANK = 0.2  # a larger share of rows without their level is a table of which only each first row was filled in
_LARGEST = 1e50  # fourth powers of larger numbers, and sums of them, leave the range of a double


def label(cell: Cell) -> str | None:
    """A cell as the name of a level; None where it is missing."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and not isinstance(cell, bool):
        return str(int(cell))
    text = "" if cell is None else str(cell).strip()
    return None if text in MISSING else text


def _shortened(cell: Cell) -> str:
    """A cell as a sentence quotes it."""
    text = " ".join(str(cell).split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def selected(table: Table, conditions: Sequence[str]) -> list[int]:
    """The places of the rows that meet every "COLUMN=VALUE"; UserError where a column or a value does not occur."""
    places = list(range(len(table.rows)))
    for condition in conditions:
        column, value = _condition(table, condition)
        cells = labels(table, column, places)
        kept = [place for place, cell in zip(places, cells, strict=True) if cell == value]
        if not kept:
            raise UserError(_('No row has "{value}" in column "{column}".').format(value=value, column=column))
        places = kept
    return places


def _condition(table: Table, text: str) -> tuple[str, str | None]:
    """The column and the value of "COLUMN=VALUE"; a column's name may hold an equals sign."""
    for i in (i for i, sign in enumerate(text) if sign == "="):
        if text[:i].strip() in table.header:
            return text[:i].strip(), label(text[i + 1 :])
    raise _no_column(table, text.partition("=")[0])


def labels(table: Table, column: str, places: Sequence[int]) -> list[str | None]:
    """The labels of a column at some rows."""
    index = _index(table, column)
    return [label(table.rows[place][index]) for place in places]


def numbers(table: Table, column: str, places: Sequence[int]) -> list[float | None]:
    """The numbers of a column at some rows; what had to be decided goes into the table's notes.

    Raises `UserError` naming column, row and value where a cell is neither a number nor a mark for no value.
    """
    index = _index(table, column)
    cells = [table.rows[place][index] for place in places]
    rows = [table.row_numbers[place] for place in places]
    found = read_numbers(cells)
    wrong = [i for i, value in enumerate(found.values) if i in found.wrong or not abs(value or 0) < _LARGEST]
    if wrong:
        first = wrong[0]
        problem = _('Column "{column}", row {row}: "{value}" is not a number ({reason}); correct it, or leave the cell empty.')
        raise UserError(
            problem.format(
                column=column, row=rows[first], value=_shortened(cells[first]),
                reason=found.wrong.get(first) or _("it is too large")))
    _note(table, found.remarks(column, rows))
    return found.values


def _note(table: Table, remarks: Sequence[str]) -> None:
    """Add sentences to the notes of a table, each once."""
    table.notes += [remark for remark in remarks if remark not in table.notes]


def _names(table: Table, column: str, places: Sequence[int], values: Sequence[float | None]) -> list[str | None]:
    """The levels in a column; doubtful names and blank rows are noted. Raises `UserError` where many rows are blank."""
    found = labels(table, column, places)
    rows = [table.row_numbers[place] for place in places]
    blank = [row for row, name, value in zip(rows, found, values, strict=True) if name is None and value is not None]
    if len(blank) > _MANY_BLANK * sum(value is not None for value in values):
        raise UserError(_('"{column}" is blank in rows {rows}: every row needs what it belongs to; fill the cells.').format(
            column=column, rows=listed_rows(blank)))
    if blank:
        _note(table, [_("“{column}” is blank in rows {rows}; they were counted as missing.").format(
            column=column, rows=listed_rows(blank))])
    index = _index(table, column)
    _note(table, name_remarks(column, [table.rows[place][index] for place in places], rows))
    return found


def _index(table: Table, column: str) -> int:
    """The place of a column; UserError where there is none."""
    if column not in table.header:
        raise _no_column(table, column)
    return table.header.index(column)


def _no_column(table: Table, column: str) -> UserError:
    """The sentence about a column that the table does not have."""
    return UserError(
        _('{file} has no column "{column}"; it has: {columns}.').format(
            file=table.source, column=column, columns=", ".join(table.header)
        )
    )


def trial_columns(
    table: Table,
    response: str,
    treatments: Sequence[str],
    roles: Mapping[str, str],
    conditions: Sequence[str] = (),
    checks: Sequence[str] = (),
    covariate: str | None = None,
) -> PlotColumns:
    """The columns of a trial: `roles` maps a role to a column's name, `conditions` choose the rows, `checks` are levels.

    UserError where a column is missing or named twice, a response is not a number, or no row is left.
    """
    used = [response, *treatments, *roles.values(), *([covariate] if covariate is not None else [])]
    for name in used:
        _index(table, name)
        if used.count(name) > 1:
            problem = _('Column "{column}" is named twice; each part needs a column of its own.')
            raise UserError(problem.format(column=name))
    places = selected(table, conditions)
    values = numbers(table, response, places)
    factors: dict[str, Labels] = {name: _names(table, name, places, values) for name in treatments}
    return PlotColumns(
        response,
        values,
        factors,
        {role: (name, _names(table, name, places, values)) for role, name in roles.items()},
        tuple(checks),
        covariate=None if covariate is None else (covariate, numbers(table, covariate, places)),
    )
