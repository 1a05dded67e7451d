"""One publication: all of it in one transaction of PostgreSQL, only what changed since the last one where the two join on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.schema import CreateTable
from sqlmodel import Session

from desktop.core import history
from desktop.core.database import Database
from desktop.core.errors import Refused, UserError, said_by
from desktop.core.exchange import links
from desktop.core.exchange.changes import CHUNK, changes_since, images, schema_of
from desktop.core.fields import now, today
from desktop.core.i18n import _
from desktop.exchange.publishing import figures, views
from desktop.exchange.publishing.tables import SCHEMA, converters, published

STATE = (f"CREATE TABLE {SCHEMA}.publication (id integer PRIMARY KEY, schema_version integer NOT NULL, "
         "operation bigint NOT NULL, purged integer NOT NULL, operation_at text NOT NULL, published_at timestamptz NOT NULL)")


@dataclass(frozen=True)
class Published:
    """What was published: rows written by table, rows removed for good, and whether everything was written anew."""

    rows: dict[str, int]
    removed: int
    anew: bool


def publish(db: Database, address: str, readers: Sequence[tuple[str, str]] = ()) -> Published:
    """Fill the PostgreSQL database at `address` (postgresql://…). `readers`: (role, code of a region or "" for all): roles that
    may read the views, each of its region alone; they are made where they are missing.

    Repeatable: the same state of the file gives the same content. Raises `Refused` where this file follows another one, and
    `UserError` where the server cannot be reached or refuses; then nothing there was changed.
    """
    with db.reading() as session:
        if links.leader(session) is not None:
            raise Refused(_("This file follows another one; the leading file is what headquarters publishes."))
        with _connected(address) as connection:
            return _publish(session, connection, readers)


def _connected(address: str) -> Any:
    if not address.startswith(("postgresql://", "postgres://")):
        raise UserError(_("“{address}” is no address of PostgreSQL: postgresql://user@server/database.").format(address=address))
    try:
        import psycopg
    except ImportError as error:
        raise UserError(_("Publishing needs the library psycopg, which is not installed here: pip install "
                          "\"agridesk[headquarters]\".")) from error
    try:
        return psycopg.connect(address, connect_timeout=10)
    except psycopg.Error as error:
        raise UserError(_("The server cannot be reached: {reason}").format(reason=said_by(error))) from error


def _publish(session: Session, connection: Any, readers: Sequence[tuple[str, str]]) -> Published:
    import psycopg

    try:
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (SCHEMA,))
            known = _state(cursor)
            since = _joins_on(session, known)
            kept = views.readers(cursor) if known else []
            if since is None:
                _make(cursor)
            counts = {name: _fill(cursor, name, rows) for name, rows in _changed(session, since or 0)}
            removed = _remove_purged(session, cursor)
            figures.fill(session, cursor, today())
            views.fill(cursor, dict([*kept, *readers]))
            _note(session, cursor)
    except psycopg.Error as error:
        raise UserError(_("The server refused the publication, and nothing there was changed: {reason}").format(
            reason=said_by(error))) from error
    return Published({name: n for name, n in counts.items() if n}, removed, since is None)


# -- does it join on ----------------------------------------------------------------------------------------------------


def _state(cursor: Any) -> tuple[int, int, str, int] | None:
    """Schema, newest action and its time, and how many rows had been removed for good, as published last."""
    cursor.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.publication",))
    if cursor.fetchone()[0] is None:
        return None
    cursor.execute(f"SELECT schema_version, operation, operation_at, purged FROM {SCHEMA}.publication")
    found = cursor.fetchone()
    return None if found is None else tuple(found)


def _joins_on(session: Session, known: tuple[int, int, str, int] | None) -> int | None:
    """The action up to which everything is there already; None where all must be written anew: the first time, after an update
    of the program, where the file was set back, and where a person was removed for good, of whom other rows may speak."""
    if known is None or known[0] != schema_of(session) or _at(session, known[1]) != known[2] or known[3] != _purged(session):
        return None
    return known[1]


def _at(session: Session, action: int) -> str:
    return str(session.connection().exec_driver_sql("SELECT at FROM operation WHERE id = ?", (action,)).scalar() or "")


def _purged(session: Session) -> int:
    return int(session.connection().exec_driver_sql("SELECT count(*) FROM purged").scalar() or 0)


def _note(session: Session, cursor: Any) -> None:
    newest = history.newest(session)
    cursor.execute(f"DELETE FROM {SCHEMA}.publication")
    cursor.execute(f"INSERT INTO {SCHEMA}.publication VALUES (1, %s, %s, %s, %s, %s)",
                   (schema_of(session), newest, _purged(session), _at(session, newest), now()))


# -- rows ---------------------------------------------------------------------------------------------------------------


def _make(cursor: Any) -> None:
    """Make the schema anew, with all tables. The views and who may read them come afterwards."""
    from sqlalchemy.dialects import postgresql

    _refuse_strangers(cursor)
    cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    cursor.execute(STATE)
    dialect = postgresql.dialect()
    for table in published().sorted_tables:
        cursor.execute(str(CreateTable(table).compile(dialect=dialect)))


def _refuse_strangers(cursor: Any) -> None:
    """Raise `Refused` where views of others stand on ours, in their own schema or in this one: making the schema anew would
    remove them without a word."""
    cursor.execute(
        "SELECT DISTINCT n.nspname || '.' || v.relname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid "
        "JOIN pg_class v ON v.oid = r.ev_class JOIN pg_namespace n ON n.oid = v.relnamespace "
        "JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace o ON o.oid = t.relnamespace "
        "WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND o.nspname = %s "
        "AND NOT (n.nspname = %s AND v.relname = ANY(%s)) ORDER BY 1", (SCHEMA, SCHEMA, list(views.VIEWS)))
    if names := [row[0] for row in cursor.fetchall()]:
        raise Refused(_("Everything has to be written anew, and views of others stand on it, which would be lost: {views}. Let "
                        "their owners save and drop them, publish, and make them again.").format(views=_(", ").join(names)))


def _changed(session: Session, since: int) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """The rows to be written, table by table, owners before what they own."""
    names = [table.name for table in published().sorted_tables]
    if not since:
        for name in names:
            yield name, _all(session, name)
        return
    ids: dict[str, list[int]] = {}
    for table, row_id in changes_since(session, since):
        ids.setdefault(table, []).append(row_id)
    for name in names:
        if name in ids:
            yield name, _some(session, name, ids[name])


def _all(session: Session, name: str) -> Iterator[dict[str, Any]]:
    driver: Any = session.connection().connection.driver_connection
    cursor = driver.execute(f'SELECT * FROM "{name}"')
    titles = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(CHUNK):
        yield from (dict(zip(titles, row, strict=True)) for row in rows)


def _some(session: Session, name: str, ids: list[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(ids), CHUNK):
        yield from images(session, name, ids[start:start + CHUNK]).values()


def _fill(cursor: Any, name: str, rows: Iterable[dict[str, Any]]) -> int:
    """Write rows over those that are there; gives how many."""
    convert = converters(name)
    columns = ", ".join(f'"{column}"' for column in convert)
    kept = ", ".join(f'"{column}" = excluded."{column}"' for column in convert if column != "id")
    cursor.execute(f'CREATE TEMP TABLE coming (LIKE {SCHEMA}."{name}") ON COMMIT DROP')
    n = 0
    with cursor.copy(f"COPY coming ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([make(row.get(column)) for column, make in convert.items()])
            n += 1
    cursor.execute(f'INSERT INTO {SCHEMA}."{name}" ({columns}) SELECT {columns} FROM coming '
                   f"ON CONFLICT (id) DO UPDATE SET {kept}")
    cursor.execute("DROP TABLE coming")
    return n


def _remove_purged(session: Session, cursor: Any) -> int:
    """Remove what was removed for good here."""
    rows = session.connection().exec_driver_sql("SELECT table_name, row_id FROM purged").all()
    known = {table.name for table in published().sorted_tables}
    n = 0
    for table, number in rows:
        if table in known:
            cursor.execute(f'DELETE FROM {SCHEMA}."{table}" WHERE id = %s', (number,))
            n += max(0, cursor.rowcount)
    return n
