"""Records that came to stand below themselves: two moves that are each right, joined, may make a ring of a tree (regions)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from desktop.core.kinds import kinds


@dataclass(frozen=True)
class Ring:
    """The rows of a ring; `column` names the one above. `arrived`: row → (what stood there, what came) of those that moved in
    the action under way."""

    table: str
    column: str
    members: list[int]
    arrived: dict[int, tuple[Any, Any]]


def rings(session: Session) -> Iterator[Ring]:
    """The rings that the action under way has closed: each is to be broken before the next is asked for."""
    driver: Any = session.connection().connection.driver_connection
    action = session.info["operation"]
    touched = driver.execute("SELECT DISTINCT table_name FROM change WHERE operation_id = ?", (action,)).fetchall()
    for (table,) in touched:
        for link in kinds()[table].links:
            if link.target == table:
                yield from _of_tree(driver, table, link.column, action)


def _of_tree(driver: Any, table: str, column: str, action: int) -> Iterator[Ring]:
    while True:
        moved = _moved(driver, table, column, action)
        above = dict(driver.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'))
        ring = next((found for number in moved if (found := _ring(above, number))), None)
        if ring is None:
            return
        yield Ring(table, column, ring, {number: moved[number] for number in ring if number in moved})
        if dict(driver.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')) == above:
            return  # nobody could break it


def _moved(driver: Any, table: str, column: str, action: int) -> dict[int, tuple[Any, Any]]:
    """Row → (above which it stood before the action, above which it stands now)."""
    found: dict[int, tuple[Any, Any]] = {}
    for number, before, after in driver.execute(
            "SELECT row_id, before, after FROM change WHERE operation_id = ? AND table_name = ? ORDER BY id", (action, table)):
        old, new = json.loads(before or "{}"), json.loads(after or "{}")
        if column in new:
            found[number] = found.get(number, (old.get(column),))[0], new[column]
        elif not old and number not in found:
            found[number] = None, None  # a new row
    return found


def _ring(above: dict[int, int], start: int) -> list[int]:
    """The rows from one up to itself; none where that is not reached."""
    seen = [start]
    while (number := above.get(seen[-1])) is not None and number not in seen:
        seen.append(number)
    return seen if number == start else []
