"""Taking an import back: row by row, so that what was edited since stays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from desktop.core import history
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import now
from desktop.core.i18n import _
from desktop.core.imported import ImportRun
from desktop.core.references import references


@dataclass(frozen=True)
class Undone:
    """What became of the rows of an import that was taken back."""

    reversed: int
    kept_edited: int
    kept_needed: int

    def sentence(self) -> str:
        """The three outcomes in words."""
        return _("{reversed} {reversed:row|rows} taken back, {edited} kept because they were edited since, {needed} kept "
                 "because "
                 "other records refer to them.").format(
                     reversed=self.reversed, edited=self.kept_edited, needed=self.kept_needed)


def undo_import(db: Database, run_id: int) -> Undone:
    """Take an import back, in one action of its own (which can be undone again).

    Rows edited since stay as they are, and so do rows that other living records refer to. Raises `Refused` where the
    import has been taken back already.
    """
    with db.operation(_("Import taken back")) as session:
        run = session.get(ImportRun, run_id)
        if run is None or run.is_deleted or run.undone_at is not None:
            raise Refused(_("This import has been taken back already."))
        changes = _changes(session, run)
        edited = _edited_since(session, int(run.operation_id or 0))
        needed = _needed(session, changes, edited)
        staying, moves = edited | needed, _moves(session, int(run.operation_id or 0))
        going = [c for c in changes if c[1] not in staying and moves.get(c[1]) not in staying]
        if going:
            history.write_back(session, going, undoing=True)
        run.undone_at = now()
        session.flush()
        touched = {c[1] for c in changes}
        return Undone(len({c[1] for c in going} - moves.keys()), len(edited & touched), len(needed))


def _changes(session: Session, run: ImportRun) -> list[tuple[str, int, str, str | None, str | None]]:
    """The changes the import made, newest first, without the record of the import itself."""
    found: Any = session.connection().exec_driver_sql(
        "SELECT table_name, row_id, kind, before, after FROM change WHERE operation_id = ? AND row_id <> ? "
        "ORDER BY id DESC", (run.operation_id, run.id))
    return [tuple(row) for row in found]


def _moves(session: Session, operation: int) -> dict[int, int]:
    """The moves that the import made: their key → that of the record, which they stay or go with."""
    found = session.connection().exec_driver_sql(
        "SELECT m.id, m.row_id FROM move m JOIN change c ON c.row_id = m.id WHERE c.operation_id = ? "
        "AND c.table_name = 'move'", (operation,))
    return {row[0]: row[1] for row in found}


def _edited_since(session: Session, operation: int) -> set[int]:
    """The rows of the import that a later action, still in force, has changed."""
    found = session.connection().exec_driver_sql(
        "SELECT DISTINCT c.row_id FROM change c JOIN change d ON d.row_id = c.row_id AND d.id > c.id "
        "JOIN operation o ON o.id = d.operation_id WHERE c.operation_id = ? AND o.id <> ? AND o.kind = 'do' "
        "AND NOT o.undone", (operation, operation))
    return set(found.scalars())


def _needed(session: Session, changes: list[Any], edited: set[int]) -> set[int]:
    """New rows that must stay because a row refers to them that stays; looked for until nothing more is found."""
    made: dict[str, set[int]] = defaultdict(set)
    for table_name, row_id, kind, _before, _after in changes:
        if kind in ("insert", "restore") and row_id not in edited:
            made[table_name].add(row_id)
    needed: set[int] = set()
    while True:
        going = {r for rows in made.values() for r in rows} - needed
        found = {row for table_name in made for row in _referred(session, table_name, made[table_name] - needed, going)}
        if not found:
            return needed
        needed |= found


def _referred(session: Session, table_name: str, ids: set[int], going: set[int]) -> set[int]:
    """Those of `ids` that a living row refers to which is not going itself."""
    if not ids:
        return set()
    found: set[int] = set()
    for link, children in references(session, table_name, sorted(ids)):
        staying = [c for c in children if c not in going]
        for start in range(0, len(staying), 500):
            chunk = staying[start:start + 500]
            found.update(session.connection().exec_driver_sql(
                f'SELECT "{link.column}" FROM "{link.table}" WHERE id IN ({",".join("?" * len(chunk))})',
                tuple(chunk)).scalars())
    return found & ids
