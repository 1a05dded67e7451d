"""Bringing the tables of a database into another shape without losing a row, a column or a line of the history."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from desktop.core import renaming

_TABLE = re.compile(r'CREATE TABLE "?(\w+)"?', re.IGNORECASE)
_EMPTY: dict[str, str | float] = {"TEXT": "", "INTEGER": 0, "REAL": 0.0}


def reshape(connection: Any, statements: Sequence[str], fills: Mapping[str, str | float],
            renames: Mapping[str, str] | None = None, drops: Collection[str] = ()) -> None:
    """Run CREATE statements; a table that is there already is made anew in the new shape, with its rows.

    Columns that both shapes have are copied. A new column that may not be empty gets `fills["table.column"]`, or the
    empty text or 0 of its type. `renames` gives tables and columns another name first, in the history too:
    {"contact": "person", "person.wechat": "weixin"}, in this order. `drops` names tables and columns that go.
    Raises `RuntimeError` where a column of the old shape is neither in the new one nor in `drops`. Foreign keys must be
    off (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    for old, new in (renames or {}).items():
        table, _dot, column = old.partition(".")
        if column:
            renaming.rename_column(connection, table, column, new)
        else:
            renaming.rename_table(connection, table, new)
    for table in (name for name in drops if "." not in name):
        connection.execute(f'DROP TABLE "{table}"')
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for statement in statements:
        found = _TABLE.match(statement.strip())
        if found and found[1] in there:
            _remake(connection, found[1], statement.strip(), fills, drops)
        else:
            connection.execute(statement)


def add_column(connection: Any, column: str, declaration: str, *, index: bool = False) -> None:
    """Give a table a new column, `table.column`, declared as SQL: every row that is there gets the DEFAULT said in it."""
    table, _dot, name = column.partition(".")
    connection.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {declaration}')
    if index:
        connection.execute(f'CREATE INDEX ix_{table}_{name} ON "{table}" ("{name}")')


def index_living(connection: Any, name: str, table: str, *columns: str) -> None:
    """Make an index that answers by itself what is asked of a table's living rows (`records.answering`)."""
    connection.execute(f'CREATE INDEX {name} ON {table} ({", ".join((*columns, "deleted_at"))})')


def columns(connection: Any) -> set[str]:
    """Every column of every table of a database, as `table.column`, without the tables that SQLite makes itself."""
    return {f"{table}.{name}" for table, name in connection.execute(
        "SELECT m.name, c.name FROM pragma_table_list m JOIN pragma_table_info(m.name) c "
        "WHERE m.schema = 'main' AND m.type = 'table' AND m.name NOT LIKE 'sqlite_%'")}


def _remake(connection: Any, table: str, statement: str, fills: Mapping[str, str | float], drops: Collection[str]) -> None:
    """Make the new table beside the old one, copy the rows, put it in its place; indexes fall with the old one."""
    fresh = f"{table}__new"
    connection.execute(_TABLE.sub(f'CREATE TABLE "{fresh}"', statement, count=1))
    known = [column[1] for column in connection.execute(f'PRAGMA table_info("{table}")')]
    names, values, bound = [], [], []
    for _place, name, kind, required, *_rest in connection.execute(f'PRAGMA table_info("{fresh}")').fetchall():
        if name in known:
            names.append(f'"{name}"')
            values.append(f'"{name}"')
        elif required or f"{table}.{name}" in fills:
            names.append(f'"{name}"')
            values.append("?")
            bound.append(fills.get(f"{table}.{name}", _EMPTY.get(kind, "")))
    lost = [c for c in known if f'"{c}"' not in names and f"{table}.{c}" not in drops]
    if lost:
        raise RuntimeError(f"the new shape of {table} has no {', '.join(lost)}: name each in renames or in drops")
    connection.execute(f'INSERT INTO "{fresh}" ({", ".join(names)}) SELECT {", ".join(values)} FROM "{table}"', bound)
    connection.execute(f'DROP TABLE "{table}"')
    connection.execute(f'ALTER TABLE "{fresh}" RENAME TO "{table}"')
