"""What a row should be, as sources that are whole tell: the newest whole backup, and what the history says happened since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core.i18n import _
from desktop.core.kinds import kinds
from desktop.core.soundness import open_read_only

PART = 400  # rows read at a time
Image = dict[str, Any]


@dataclass
class Since:
    """What the history says of one row after an action: its line of coming in (None where it kept no values), and the values
    of its fields since. `new`: it came in afterwards."""

    new: bool = False
    image: Image | None = None
    values: Image = field(default_factory=dict)

    def after(self, base: Image | None) -> Image | None:
        """How the row should stand; None where nobody knows all of it."""
        start = self.image if self.new else base
        return None if start is None else {**start, **self.values}


class Source:
    """A whole backup, open for reading: its rows, and up to which action it goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = open_read_only(path)
        self.newest = int(self._connection.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()[0])
        self.newest_line = int(self._connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])
        self.schema = int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def moment(self, action: int) -> str | None:
        """When an action was done, as stored; None where it holds no such action."""
        row = self.rows("operation", [action]).get(action)
        return str(row["at"]) if row else None

    def purged(self) -> set[tuple[str, int]]:
        """The rows that had been removed for good when it was made."""
        try:
            return {(str(table), int(row)) for table, row in self._connection.execute("SELECT table_name, row_id FROM purged")}
        except sqlite.DatabaseError:  # of a version that knew no such thing
            return set()

    def whole_table(self, table: str) -> dict[tuple[Any, ...], Image]:
        """All rows of a table that is no kind of record, by its own key."""
        return by_own_key(self._connection, table)

    def tables(self) -> list[str]:
        """The tables that hold rows of their own: no index of words, nothing of SQLite's."""
        return [str(row[0]) for row in self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite%' "
            "AND name NOT LIKE 'search%'")]

    def rows(self, table: str, ids: list[int]) -> dict[int, Image]:
        """Rows of a table by key, with every column."""
        return rows_of(self._connection, table, ids)

    def keys(self, table: str) -> list[int]:
        """The keys of all rows of a table."""
        return [row[0] for row in self._connection.execute(f'SELECT id FROM "{table}" ORDER BY id')]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def rows_of(connection: Any, table: str, ids: list[int]) -> dict[int, Image]:
    """Rows of a table by key, with every column."""
    marks = ",".join("?" * len(ids))
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id IN ({marks})', ids)
    names = [column[0] for column in cursor.description]
    return {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def by_own_key(connection: Any, table: str) -> dict[tuple[Any, ...], Image]:
    """All rows of a table by the columns of its key, or by all columns where it has none."""
    told = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [column[1] for column in told if column[5]] or [column[1] for column in told]
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    images = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return {tuple(image[key] for key in keys): image for image in images}


def loosened(table: str, image: Image, gone: Collection[tuple[str, int]]) -> Image:
    """A row without its references to records that were removed for good."""
    empty = {link.column: None for link in kinds()[table].links if image.get(link.column) is not None
             and (image.get(link.kind_in) if link.kind_in else link.target, image[link.column]) in gone}
    return {**image, **empty}


def named(table: str, image: Image) -> str:
    """A row as the report calls it: its kind, and its name, code or title."""
    title = next((str(image[name]) for name in ("name", "code", "title") if image.get(name)), str(image.get("id")))
    return f"{_(kinds()[table].name)} {title}"


FAULTS = (sqlite.DatabaseError, UnicodeDecodeError, OverflowError)
"""What reading a damaged page ends in."""


def readable(connection: Any, table: str, first: int = 0, known: Collection[int] = ()) -> dict[int, Image]:
    """The rows of a table with keys above `first` that can be read: from below and from above up to a damaged page, and
    between those the ones whose keys are `known`."""
    found = _until_damage(connection, table, first, "ASC")
    if found.whole:
        return found.rows
    rows = {**found.rows, **_until_damage(connection, table, first, "DESC").rows}
    low, high = max(found.rows, default=first), min((key for key in rows if key not in found.rows), default=1 << 62)
    return {**rows, **by_key(connection, table, [key for key in known if low < key < high])}


@dataclass
class _Read:
    rows: dict[int, Image]
    whole: bool


def _until_damage(connection: Any, table: str, first: int, order: str) -> _Read:
    read = _Read({}, whole=False)
    try:
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id > ? ORDER BY id {order}', (first,))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            image = dict(zip(names, row, strict=True))
            read.rows[int(image["id"])] = image
        read.whole = True
    except FAULTS:
        pass
    return read


def by_key(connection: Any, table: str, ids: Sequence[int]) -> dict[int, Image]:
    """Rows by their keys: many at once, one by one where a damaged page is in the way."""
    found: dict[int, Image] = {}
    for start in range(0, len(ids), PART):
        part = list(ids[start:start + PART])
        try:
            found.update(rows_of(connection, table, part))
        except FAULTS:
            for key in part:
                with suppress(*FAULTS):
                    found.update(rows_of(connection, table, [key]))
    return found


def since(lines: Iterable[Image]) -> dict[tuple[str, int], Since]:
    """What lines of the history say of every row they name, in their order."""
    found: dict[tuple[str, int], Since] = {}
    for line in lines:
        row = found.setdefault((str(line["table_name"]), int(line["row_id"])), Since())
        after = _values(line["after"])
        if line["kind"] == "insert":
            row.new, row.image = True, after or None
        else:
            row.values.update(after or {})
    return found


def _values(text: Any) -> Image | None:
    try:
        read = json.loads(text) if text else None
    except (ValueError, TypeError):
        return None
    return read if isinstance(read, dict) else None
