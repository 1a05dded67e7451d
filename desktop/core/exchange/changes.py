"""What changed since an action, cell by cell, read from the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from desktop.core.history import ARRIVED, OURS
from desktop.core.kinds import kinds

LOCAL = frozenset({"importrun", "view"})
"""What belongs to one file alone: its lists, and its imports, which name actions by their number here."""
CHUNK = 500
REFERRED = -1
"""Stands for `new_at` of a row that goes along only because another one names it: it is taken where it is missing."""


@dataclass
class Cell:
    """What happened to one field of one row: the values that stood there before, oldest first, each with the action that ended
    it; the value it has since; the action that gave it.

    `lost`: values that were written here and gave way to the leading file's when a package was taken, each with the action that
    wrote it. What stood before them does not count as past any more.
    """

    past: list[tuple[int, Any]] = field(default_factory=list)
    now: Any = None
    at: int = 0
    lost: list[tuple[int, Any]] = field(default_factory=list)

    def before(self, action: int = 0) -> list[Any]:
        """The values that stood there and were changed after an action."""
        return [value for at, value in self.past if at > action]

    def lost_since(self, action: int) -> list[Any]:
        """The values that were written after an action and gave way to the leading file's."""
        return [value for at, value in self.lost if at > action]


@dataclass
class RowChange:
    """What happened to one row. `new_at`: the action that made it (0 where it was there before); `image`: a new row as it
    stands, without what is empty."""

    table: str
    row_id: int
    new_at: int = 0
    cells: dict[str, Cell] = field(default_factory=dict)
    image: dict[str, Any] | None = None


Key = tuple[str, int]


def changes_since(session: Session, action: int, *, own: bool = False, without: int = 0) -> dict[Key, RowChange]:
    """What changed after an action, by table and row. `own`: only what was not taken from the leading file (what followed here
    from a package and is new, such as the stock item of goods, or came back from the bin, is our own); `without`: a partner
    whose own new rows are left out, since it has them."""
    found: dict[Key, RowChange] = {}
    known = {table: columns_of(session, table) for table in shared()}
    only = (f" AND (o.taken_from IS NULL OR c.kind = 'insert' AND c.after <> '{ARRIVED}' "
            f"OR c.after ->> '{OURS}' IS NOT NULL)") if own else ""
    driver: Any = session.connection().connection.driver_connection
    for table, row_id, kind, before, after, at, taken_from in driver.execute(
            "SELECT c.table_name, c.row_id, c.kind, c.before, c.after, c.operation_id, o.taken_from FROM change c "
            f"JOIN operation o ON o.id = c.operation_id WHERE c.operation_id > ?{only} ORDER BY c.id", (action,)):
        if table not in known or (kind == "insert" and after == ARRIVED and without and taken_from == without):
            continue
        row = found.setdefault((table, row_id), RowChange(table, row_id))
        if kind == "insert":
            row.new_at = at
        else:
            note(row, json.loads(before or "{}"), json.loads(after or "{}"), at, known[table])
    _take_pictures(session, [row for row in found.values() if row.new_at])
    return {key: row for key, row in found.items() if row.image is not None or not row.new_at}


def shared() -> set[str]:
    """The tables that are handed over."""
    return {*kinds()} - LOCAL


def note(row: RowChange, before: dict[str, Any], after: dict[str, Any], at: int, columns: frozenset[str]) -> None:
    """Enter one line of the history into what happened to a row: of its cells among `columns`."""
    for name, value in after.items():
        if name in columns:
            cell = row.cells.setdefault(name, Cell())
            if cell.at and cell.now != before.get(name):
                cell.lost.append((cell.at, cell.now))
                cell.past.clear()
            cell.past.append((at, before.get(name)))
            cell.now, cell.at = value, at


def _take_pictures(session: Session, rows: list[RowChange]) -> None:
    """Give new rows their images. One that was removed for good has none."""
    for row, image in with_images(session, rows):
        row.image = image


def with_images(session: Session, rows: Iterable[RowChange]) -> Iterator[tuple[RowChange, dict[str, Any] | None]]:
    """Rows with how they stand in this file, without what is empty; None where they are not here."""
    by_table: dict[str, list[RowChange]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    for table, some in by_table.items():
        for start in range(0, len(some), CHUNK):
            part = some[start:start + CHUNK]
            there = images(session, table, [row.row_id for row in part])
            yield from ((row, there.get(row.row_id)) for row in part)


def images(session: Session, table: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """Rows of a table as stored, by key, without what is empty."""
    driver: Any = session.connection().connection.driver_connection
    cursor = driver.execute(f'SELECT * FROM "{table}" WHERE id IN ({",".join("?" * len(ids))})', ids)
    names = [column[0] for column in cursor.description]
    found = ({name: value for name, value in zip(names, row, strict=True) if value is not None} for row in cursor.fetchall())
    return {row["id"]: row for row in found}


def taken_back(session: Session, *partners: int) -> set[Key]:
    """The rows that lie in the bin only because the package with which they came, of one of these partners (of any, where none
    is named), was taken back here: nobody threw them away."""
    driver: Any = session.connection().connection.driver_connection
    among = f"IN ({', '.join(str(int(partner)) for partner in partners)})" if partners else "IS NOT NULL"
    found = driver.execute("SELECT DISTINCT c.table_name, c.row_id FROM change c JOIN operation o ON o.id = c.operation_id "
                           f"WHERE o.kind = 'undo' AND o.taken_from {among} AND c.kind = 'delete' AND NOT EXISTS ("
                           "SELECT 1 FROM change d WHERE d.row_id = c.row_id AND d.table_name = c.table_name AND d.id > c.id)")
    return set(found)


def schema_of(session: Session) -> int:
    """The version of the file's schema: how many steps it has had."""
    return int(session.connection().exec_driver_sql("PRAGMA user_version").scalar() or 0)


def columns_of(session: Session, table: str) -> frozenset[str]:
    """The columns of a table, as the file has them; no model is built."""
    driver: Any = session.connection().connection.driver_connection
    return frozenset(row[1] for row in driver.execute(f'PRAGMA table_info("{table}")'))
