"""Who names whom: the rows that refer to a record, by a link or by table and id, and what a record owns."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from desktop.core.kinds import Link, links_to

DELETED_IN = "(SELECT max(operation_id) FROM change WHERE table_name = ? AND row_id = {row} AND kind = 'delete')"
"""The action that put a row into the recycle bin; bound to the table's name."""


def references(session: Session, table_name: str, ids: list[int]) -> Iterable[tuple[Link, list[int]]]:
    """The living rows that refer to rows of a table: (referring field, their ids), field by field."""
    for link in links_to(table_name):
        among, kind = _only(link, table_name)
        found = [row for chunk in _chunks(ids) for row in session.connection().exec_driver_sql(
            f'SELECT id FROM "{link.table}" WHERE deleted_at IS NULL AND "{link.column}" IN '
            f"({','.join('?' * len(chunk))}){among}", (*chunk, *kind)).scalars()]
        if found:
            yield link, found


def deleted_in(session: Session, table_name: str, number: int) -> int | None:
    """The action that put a record into the recycle bin; None where none did."""
    return session.connection().exec_driver_sql("SELECT " + DELETED_IN.format(row="?"), (table_name, number)).scalar()


def owned_with(session: Session, table_name: str, row_id: int, action: int | None) -> Iterable[tuple[str, int]]:
    """What a record owns and was deleted in the same `action` as it: (table, id)."""
    for link in links_to(table_name):
        if link.owned:
            among, kind = _only(link, table_name)
            found = session.connection().exec_driver_sql(
                f'SELECT id FROM "{link.table}" AS own WHERE "{link.column}" = ? AND deleted_at IS NOT NULL{among} AND '
                f"{DELETED_IN.format(row='own.id')} = ?", (row_id, *kind, link.table, action))
            yield from ((link.table, number) for number in found.scalars().all())


def _only(link: Link, table_name: str) -> tuple[str, tuple[str, ...]]:
    """The further condition, with its value, under which a field names a record of this table."""
    return (f' AND "{link.kind_in}" = ?', (table_name,)) if link.kind_in else ("", ())


def _chunks(ids: list[int], size: int = 500) -> Iterable[list[int]]:
    return (ids[i:i + size] for i in range(0, len(ids), size))
