"""Another name for a table or a column, wherever it is written down: the rows' history, their files, search, views, imports.

For steps of the schema only; what the running program keeps is found here by the names that the tables have then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

NAMING = (("change", "table_name"), ("search_entry", "table_name"), ("attachment", "owner_table"), ("move", "row_table"))
"""The columns that hold the name of a table."""

Plain = dict[str, Any]


def rename_table(connection: Any, old: str, new: str) -> None:
    """Give a table another name; its rows keep their ids, and their history, files and search entries follow."""
    connection.execute(f'ALTER TABLE "{old}" RENAME TO "{new}"')
    for index in [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (new,))]:
        connection.execute(f'DROP INDEX "{index}"')  # named after the table; the frozen text makes them anew
    follow_table(connection, old, new)


def follow_table(connection: Any, old: str, new: str) -> None:
    """Whatever names the table `old` names `new`."""
    for table, column in NAMING:
        if _there(connection, table):
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (new, old))


def gather(connection: Any, table: str, into: str, renames: Mapping[str, str], fixed: Mapping[str, str]) -> None:
    """Move all rows of a table into another one that is there; the old one goes.

    Rows keep their ids, and their history follows. Columns of one name are copied, those of `renames` under the other
    name; `fixed` are values that all get. What only the old table has must be in `renames`.
    """
    old, new = _columns(connection, table), _columns(connection, into)
    lost = [name for name in old if name not in new and name not in renames]
    if lost:
        raise RuntimeError(f"{into} has no {', '.join(lost)} of {table}")
    copied = {name: renames.get(name, name) for name in old}
    names, values = [*copied.values(), *fixed], [f'"{name}"' for name in copied] + ["?"] * len(fixed)
    into_names = ", ".join(f'"{name}"' for name in names)
    connection.execute(f'INSERT INTO "{into}" ({into_names}) SELECT {", ".join(values)} FROM "{table}"', tuple(fixed.values()))
    rewrite_history(connection, table, lambda image: {
        **{renames.get(key, key): value for key, value in image.items()},
        **(fixed if any(key in renames for key in image) else {})})
    follow_table(connection, table, into)
    connection.execute(f'DROP TABLE "{table}"')


def _columns(connection: Any, table: str) -> list[str]:
    return [column[1] for column in connection.execute(f'PRAGMA table_info("{table}")')]


def rename_column(connection: Any, table: str, old: str, new: str) -> None:
    """Give a column another name, in the history of its rows too."""
    connection.execute(f'ALTER TABLE "{table}" RENAME COLUMN "{old}" TO "{new}"')
    rewrite_history(connection, table, lambda image: _renamed(image, old, new))


def rewrite_history(connection: Any, table: str, change: Callable[[Plain], Plain], rows: Collection[int] | None = None) -> None:
    """Give what the history keeps of the rows of a table (of all, or of some), before and after, the form `change` makes."""
    found = []
    for number, row, *images in connection.execute(
            'SELECT id, row_id, "before", "after" FROM change WHERE table_name = ? '
            'AND ("before" IS NOT NULL OR "after" IS NOT NULL)', (table,)):
        if rows is None or row in rows:
            fresh = [None if image is None else dump(change(json.loads(image))) for image in images]
            if fresh != images:
                found.append((*fresh, number))
    connection.executemany('UPDATE change SET "before" = ?, "after" = ? WHERE id = ?', found)


def rename_shown(connection: Any, lists: Collection[str], old: str, new: str) -> None:
    """Saved views of these lists, and remembered imports of these kinds, know the column `old` as `new` from now on."""
    marks = ",".join("?" * len(lists))
    for table, naming, holding, change in (("view", "listing", "state", _view), ("importrun", "kind", "columns", _import)):
        rows = connection.execute(
            f'SELECT id, "{holding}" FROM "{table}" WHERE "{naming}" IN ({marks})', tuple(lists)).fetchall()

        def renamed(kept: str | None, change: Callable[[Plain, str, str], Plain] = change) -> str:
            return dump(change(json.loads(kept or "{}"), old, new))

        connection.executemany(f'UPDATE "{table}" SET "{holding}" = ? WHERE id = ?', [(renamed(kept), n) for n, kept in rows])
        rewrite_history(connection, table, lambda image, holding=holding, renamed=renamed: {  # type: ignore[misc]
            key: renamed(value) if key == holding else value for key, value in image.items()}, {n for n, _kept in rows})


def dump(image: Plain) -> str:
    """Plain values as the history keeps them."""
    return json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _there(connection: Any, table: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone())


def _renamed(image: Plain, old: str, new: str) -> Plain:
    return {new if key == old else key: value for key, value in image.items()}


def _view(state: Plain, old: str, new: str) -> Plain:
    """The state of a saved view (see `views.pack`): filters, order, and the columns, whose names are keys and items there."""
    conditions = [{**c, "column": new} if c.get("column") == old else c for c in state.get("conditions", [])]
    order = [[new if name == old else name, *rest] for name, *rest in state.get("order", [])]
    return {**state, "conditions": conditions, "order": order, "columns": _named(state.get("columns", {}), old, new)}


def _named(kept: Any, old: str, new: str) -> Any:
    if isinstance(kept, dict):
        return {new if key == old else key: _named(value, old, new) for key, value in kept.items()}
    if isinstance(kept, list):
        return [_named(item, old, new) for item in kept]
    return new if kept == old else kept


def _import(columns: Plain, old: str, new: str) -> Plain:
    """How an import read a file (see `Columns.as_json`): the fields that its headings and constants go to."""
    uses = {heading: [new if target == old else target, *rest] for heading, (target, *rest) in columns.get("uses", {}).items()}
    return {**columns, "uses": uses, "constants": _renamed(columns.get("constants", {}), old, new)}
