"""A database file written anew with another key, or with none: SQLCipher's own export, checked before it is used."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files, page_sums
from desktop.core.encryption import ring
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.read_only import read_only_uri
from desktop.core.same_file import SameFile
from desktop.core.shape import shape_of
from desktop.core.soundness import verify

KEPT = ("user_version", "application_id")


def convert(source: Path, target: Path, mark: bytes) -> None:
    """Write the database `source`, which is closed and has no log, as `target`, encrypted for `mark` or plain.

    Raises `UserError` where what came is not sound or does not hold as many rows, `sqlite.DatabaseError` for a damaged source,
    `KeyWanted` where a key is not known.
    """
    key = ring.literal(mark, target) if mark else ""
    files.start_private(target)
    with closing(sqlite.connect(read_only_uri(source), uri=True, isolation_level=None)) as connection:
        ring.unlock(connection, source)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("ATTACH ? AS made KEY ?", (str(target), key))
        connection.execute("PRAGMA made.journal_mode = OFF")
        connection.execute("PRAGMA made.synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('made')")
        connection.execute("COMMIT")
        for name in KEPT:
            connection.execute(f"PRAGMA made.{name} = {connection.execute(f'PRAGMA main.{name}').fetchone()[0]}")
        connection.execute("DETACH made")
        before = _counts(connection)
    verify(target, source.name)
    with closing(sqlite.connect(read_only_uri(target), uri=True)) as made:
        ring.unlock(made, target)
        if _counts(made) != before:
            raise UserError(_("The copy of {file} does not hold what is in it. Nothing was changed.").format(file=source.name))


def _counts(connection: Any) -> tuple[Any, ...]:
    """The schema, and the rows of each table."""
    tables = [name for kind, name in shape_of(connection) if kind == "table"]
    return shape_of(connection), {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def settle_log(database: Path) -> None:
    """Write the log of a closed database back into it and remove it, and the sums of its pages, which are of other bytes from
    then on. Raises `UserError` where something still reads it."""
    page_sums.sums_file(database).unlink(missing_ok=True)  # before the first page says that there is no log any more
    with closing(sqlite.connect(str(database), isolation_level=None)) as connection:
        ring.unlock(connection, database)
        connection.execute("PRAGMA synchronous = FULL")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy or connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise UserError(_("Another program is using the database. Nothing was changed; close that program and try again."))


def refuse_changed(database: Path) -> None:
    """Raise `UserError` where bytes of a closed database are not those that were written: a new file made of it would be whole,
    and nobody could tell any more."""
    with (closing(SameFile(database)) as file,
          closing(sqlite.connect(str(database), isolation_level=None)) as connection):
        ring.unlock(connection, database)
        connection.execute("PRAGMA synchronous = FULL")
        page_sums.opened(connection, database, file.read_at)
        page_sums.write_back(connection, database, file.read_at)
        known = page_sums.read(database)
        changed = known and (known.damaged or known.lost or page_sums.differing(connection, database, file.read_at))
    if changed or page_sums.is_damaged(database):
        raise UserError(_("{file} holds bytes that are not what was written. Nothing was changed; repair it first: File ▸ "
                          "Restore ▸ Repair, or agridesk check --repair.").format(file=database.name))


def damaged_pages(connection: Any) -> list[str]:
    """What the cipher says of the pages of an encrypted database, each checked against its own code; none where all are sound,
    and for a plain one, which has no such codes."""
    return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")] if _is_encrypted(connection) else []


def _is_encrypted(connection: Any) -> bool:
    found = connection.execute("PRAGMA cipher_status").fetchone()
    return bool(found) and str(found[0]) == "1"
