"""Chosen records for a colleague: a dealer's file, a trial, a case, with all that belongs to them and all that they name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlmodel import Session

from desktop.core.exchange.changes import CHUNK, REFERRED, Key, RowChange, columns_of, images, note, shared
from desktop.core.history import newest
from desktop.core.kinds import kinds, links_to
from desktop.core.records import alive_in_sql


def chosen_rows(session: Session, chosen: list[Key]) -> list[RowChange]:
    """The rows of chosen records, what they own at any depth, and the rows that these name, so that none is missing there."""
    own = _with_owned(session, chosen)
    at = newest(session)
    rows = [_with_past(session, RowChange(table, number, at, {}, image))
            for (table, number), image in own.items()]
    referred = _named_by(session, own)
    return [RowChange(table, number, REFERRED, {}, image) for (table, number), image in referred.items()] + rows


def _with_owned(session: Session, chosen: list[Key]) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    waiting = list(chosen)
    while waiting:
        fresh = [key for key in dict.fromkeys(waiting) if key not in found]
        found.update(_images(session, fresh))
        waiting = [key for table, ids in _by_table(key for key in fresh if key in found)
                   for key in _owned(session, table, ids)]
    return found


def _owned(session: Session, table: str, ids: list[int]) -> list[Key]:
    """What rows of a table own: living rows of whatever kind."""
    driver: Any = session.connection().connection.driver_connection
    marks, found = ",".join("?" * len(ids)), list[Key]()
    for link in links_to(table):
        if link.owned and link.table in shared():
            among = f' AND "{link.kind_in}" = ?' if link.kind_in else ""
            rows = driver.execute(f'SELECT id FROM "{link.table}" r WHERE {alive_in_sql("r")} AND "{link.column}" IN ({marks})'
                                  + among, (*ids, *([table] if link.kind_in else [])))
            found += [(link.table, row[0]) for row in rows]
    files = driver.execute(f"SELECT id FROM attachment a WHERE owner_table = ? AND owner_id IN ({marks}) AND "
                           f"{alive_in_sql('a')}", (table, *ids))
    return [*found, *(("attachment", row[0]) for row in files)]


def _named_by(session: Session, rows: dict[Key, dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    """The rows that some rows name, and those that these name, and so on; without the rows themselves."""
    found: dict[Key, dict[str, Any]] = {}
    waiting = dict(rows)
    while waiting:
        named = {(link.target, image[link.column]) for (table, _number), image in waiting.items()
                 for link in kinds()[table].links if link.target and image.get(link.column)}
        waiting = _images(session, [key for key in named if key not in rows and key not in found])
        found.update(waiting)
    return found


def _images(session: Session, keys: list[Key]) -> dict[Key, dict[str, Any]]:
    return {(table, number): image for table, ids in _by_table(keys)
            for number, image in images(session, table, ids).items()}


def _by_table(keys: Iterable[Key]) -> Iterator[tuple[str, list[int]]]:
    """The keys table by table, no more at once than SQLite takes as parameters of a statement."""
    found: dict[str, list[int]] = {}
    for table, number in keys:
        found.setdefault(table, []).append(number)
    for table, ids in found.items():
        yield from ((table, ids[start:start + CHUNK]) for start in range(0, len(ids), CHUNK))


def _with_past(session: Session, row: RowChange) -> RowChange:
    """The row with what stood in its cells before, as the history knows it."""
    driver: Any = session.connection().connection.driver_connection
    columns = columns_of(session, row.table)
    for before, after, at in driver.execute(
            "SELECT before, after, operation_id FROM change WHERE table_name = ? AND row_id = ? AND kind <> 'insert' "
            "ORDER BY id", (row.table, row.row_id)):
        note(row, json.loads(before or "{}"), json.loads(after or "{}"), at, columns)
    return row
