"""A record made on the way, for a reference of a form, becomes part of the action that saves the form: one undo takes both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from desktop.core.kinds import links_to

Made = tuple[str, int]
"""Table and key of a record that was made on the way."""


def take_along(session: Session, made: Iterable[Made]) -> set[Made]:
    """Move what made these records into the action under way, where a record that it wrote refers to them and nothing else was
    done in between; gives those of which nothing more is to be waited for."""
    waiting = {one: action for one in made if (action := _action_of(session, *one))}
    done = set(made) - waiting.keys()
    for one, action in waiting.items():
        if not _named(session, *one):
            continue
        done.add(one)
        if not _between(session, action, waiting.values()):
            run = session.connection().exec_driver_sql
            run("UPDATE change SET operation_id = ? WHERE operation_id = ?", (session.info["operation"], action))
            run("DELETE FROM operation WHERE id = ?", (action,))  # none of its lines is left in it
    return done


def _action_of(session: Session, table: str, number: int) -> int | None:
    """The action that made a record; None where that was taken back."""
    found: int | None = session.connection().exec_driver_sql(
        "SELECT o.id FROM change c JOIN operation o ON o.id = c.operation_id WHERE c.table_name = ? AND c.row_id = ? "
        "AND c.kind = 'insert' AND o.kind = 'do' AND NOT o.undone", (table, number)).scalar()
    return found


def _named(session: Session, table: str, number: int) -> bool:
    """Whether a record that the action under way wrote refers to one."""
    touched: dict[str, set[int]] = session.info.get("touched", {})
    for link in links_to(table):
        if link.table in touched:
            only: tuple[Any, ...] = (table,) if link.kind_in else ()
            kind = f' AND "{link.kind_in}" = ?' if link.kind_in else ""
            rows = session.connection().exec_driver_sql(
                f'SELECT id FROM "{link.table}" WHERE "{link.column}" = ? AND deleted_at IS NULL{kind}', (number, *only))
            if not touched[link.table].isdisjoint(rows.scalars()):
                return True
    return False


def _between(session: Session, action: int, made: Iterable[int]) -> bool:
    """Whether anything was done since an action, other than what made records on the way."""
    others = {session.info["operation"], *made}
    later = session.connection().exec_driver_sql("SELECT DISTINCT operation_id FROM change WHERE operation_id > ?", (action,))
    return not others.issuperset(later.scalars())
