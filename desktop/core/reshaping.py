"""Bringing the tables of a database into another shape without losing a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_TABLE = re.compile(r'CREATE TABLE "?(\w+)"?', re.IGNORECASE)
_EMPTY: dict[str, str | float] = {"TEXT": "", "INTEGER": 0, "REAL": 0.0}


def reshape(connection: Any, statements: Sequence[str], fills: Mapping[str, str | float]) -> None:
    """Run CREATE statements; a table that is there already is made anew in the new shape, with its rows.

    Columns that both shapes have are copied. A new column that may not be empty gets `fills["table.column"]`, or the
    empty text or 0 of its type. Foreign keys must be off (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for statement in statements:
        found = _TABLE.match(statement.strip())
        if found and found[1] in there:
            _remake(connection, found[1], statement.strip(), fills)
        else:
            connection.execute(statement)


def _remake(connection: Any, table: str, statement: str, fills: Mapping[str, str | float]) -> None:
    """Make the new table beside the old one, copy the rows, put it in its place; indexes fall with the old one."""
    fresh = f"{table}__new"
    connection.execute(_TABLE.sub(f'CREATE TABLE "{fresh}"', statement, count=1))
    known = {column[1] for column in connection.execute(f'PRAGMA table_info("{table}")')}
    names, values, bound = [], [], []
    for _place, name, kind, required, *_rest in connection.execute(f'PRAGMA table_info("{fresh}")').fetchall():
        if name in known:
            names.append(f'"{name}"')
            values.append(f'"{name}"')
        elif required or f"{table}.{name}" in fills:
            names.append(f'"{name}"')
            values.append("?")
            bound.append(fills.get(f"{table}.{name}", _EMPTY.get(kind, "")))
    connection.execute(f'INSERT INTO "{fresh}" ({", ".join(names)}) SELECT {", ".join(values)} FROM "{table}"', bound)
    connection.execute(f'DROP TABLE "{table}"')
    connection.execute(f'ALTER TABLE "{fresh}" RENAME TO "{table}"')
