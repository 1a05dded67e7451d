"""What may be there once and was made on two laptops: the record that was here stays, with what the other one knows besides."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from desktop.core import history
from desktop.core.exchange.changes import Key, images
from desktop.core.kinds import links_to, model_of
from desktop.core.records import alive_in_sql, own_columns

Twin = tuple[str, int, int]
"""A table, the row that stays, the row that came."""


def twins(session: Session) -> list[Twin]:
    """The rows that came in the action under way although such a one was here (`Record.ONCE`), each once."""
    driver: Any = session.connection().connection.driver_connection
    action, found = session.info["operation"], list[Twin]()
    tables = [row[0] for row in driver.execute(
        "SELECT DISTINCT table_name FROM change WHERE operation_id = ? AND kind IN ('insert', 'restore')", (action,))]
    for table in tables:
        once = model_of(table).ONCE
        if once:
            same = " AND ".join(f'a."{name}" = b."{name}"' for name in once)
            came = "IN (SELECT row_id FROM change WHERE operation_id = ? AND kind IN ('insert', 'restore'))"
            found += [(table, stays, other) for other, stays in driver.execute(
                f'SELECT a.id, min(b.id) FROM "{table}" a JOIN "{table}" b ON {same} AND b.id <> a.id '
                f"WHERE {alive_in_sql('a', 'b')} AND a.id {came} AND b.id NOT {came} GROUP BY a.id", (action, action))]
    return found


def unite(session: Session, twin: Twin) -> dict[str, tuple[Any, Any]]:
    """Let the row that came give way: what names it names the one that stays, whose empty fields it fills. Gives the fields in
    which the two differ: (what stays, what came)."""
    table, stays, other = twin
    rows = images(session, table, [stays, other])
    fields = [c.name for c in own_columns(model_of(table))]
    mine, theirs = ({name: rows[number].get(name) for name in fields} for number in (stays, other))
    filled = {name: value for name, value in theirs.items() if value not in (None, "") and mine[name] in (None, "")}
    steps: list[history.Step] = [(table, stays, filled, {name: mine[name] for name in filled})] if filled else []
    steps += [(link_table, number, {column: stays}, {column: other})
              for (link_table, number), column in _naming(session, table, other)]
    history.write_steps(session, [*steps, (table, other, {"deleted_at": history.stored_now()}, {"deleted_at": None})])
    return {name: (mine[name], value) for name, value in theirs.items()
            if value not in (None, "") and mine[name] not in (None, "", value)}


def _naming(session: Session, table: str, number: int) -> list[tuple[Key, str]]:
    """The rows that name a row, with the column in which they do: those in the bin too, since they may come back from there."""
    driver: Any = session.connection().connection.driver_connection
    found = list[tuple[Key, str]]()
    for link in links_to(table):
        among = f' AND "{link.kind_in}" = ?' if link.kind_in else ""
        rows = driver.execute(f'SELECT id FROM "{link.table}" WHERE "{link.column}" = ?{among}',
                              (number, *([table] if link.kind_in else [])))
        found += [((link.table, row[0]), link.column) for row in rows]
    files = driver.execute("SELECT id FROM attachment WHERE owner_table = ? AND owner_id = ?", (table, number))
    return [*found, *((("attachment", row[0]), "owner_id") for row in files)]
