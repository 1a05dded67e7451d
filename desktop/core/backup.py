"""Automatic backups: made by SQLite itself, verified before anything older goes, each with its digest beside it.

They lie beside the database, numbered, since clocks jump, and hold the database; attachments are never changed or
removed from their store, so the store serves them all. A backup elsewhere is an archive (`archive.py`). Measured reasons
for every step: a plain copy of a live file loses rows, an unsynced copy is empty after a power cut, and a flipped bit in a
column without an index is seen by no check of SQLite.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core import disk_space, files
from desktop.core.backup_files import list_backups, note_digest
from desktop.core.computing import check as go_on
from desktop.core.database import Database
from desktop.core.encryption import keys_there, ring
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.paths import backup_folder
from desktop.core.soundness import open_read_only, verify
from desktop.core.thinning import thin

DAMAGED = "damaged.agridesk"  # the newest copy of a database that is not what was written; no backup
_making = threading.Lock()  # one at a time: another would take the unfinished copy for a leftover and remove it


def backup_now(db: Database) -> Path:
    """Make a verified backup beside the database. Raises `UserError` when it is not sound; then nothing older is removed, and
    what could be copied lies apart (`DAMAGED`)."""
    keys_there.put_back(db.path)  # or nobody could open what is made here
    with _making, _prepared(db.path) as partial:
        changed = db.changed_pages(go_on)
        with db.raw() as connection:
            copy_into(connection, partial, db.path)
        if changed:
            raise _set_aside(partial, db.path)
        made = _keep(partial, db.path)
    if changed is None and not db.adopt_pages(only_first=True):  # what was copied is sound
        return made  # nobody can tell whether it is what was written: nothing older goes for it
    thin(db.path)
    return made


def _set_aside(partial: Path, database: Path) -> UserError:
    """Keep the copy of a damaged database apart from the backups, and say so."""
    aside = backup_folder(database) / DAMAGED
    files.make_durable(partial, aside)
    return UserError(_("The database is damaged, so no backup was made that could push out a sound one; the older ones stay, "
                       "and all that is there now was copied to {file}. Repair it: File ▸ Check the database.").format(
                           file=aside))


def backup_file(path: Path) -> Path:
    """A verified backup of a database that is not open (before a migration). Gives its path."""
    with _making, _prepared(path) as partial:
        with closing(sqlite.connect(str(path))) as connection:
            ring.unlock(connection, path)
            copy_into(connection, partial, path)
        return _keep(partial, path)


def changed_since_backup(db: Database) -> bool:
    """Whether an action was written, or a setting that belongs to the data changed, since the newest automatic backup.

    A database in which nothing was ever done has nothing to be backed up.
    """
    with db.reading() as session:
        state = _state(session.connection().exec_driver_sql)
    newest, done = next(iter(list_backups(db.path)), None), bool(state[0])
    return done and (newest is None or state != _state_of(newest.path))


def long_change_waits(db: Database, rows: int) -> bool:
    """Whether the newest action changed at least so many rows, and has not been backed up."""
    with db.reading() as session:
        many = session.connection().exec_driver_sql(
            "SELECT count(*) FROM (SELECT 1 FROM change WHERE operation_id = (SELECT max(id) FROM operation) LIMIT ?)", (rows,)
        ).scalar() or 0
    return many >= rows and changed_since_backup(db)


# What tells whether anything changed. The time beside the number of the action: after a restore the same numbers are given
# again to other actions. Settings of the data (the company) are no actions.
_TOLD_BY = ("SELECT id, at FROM operation ORDER BY id DESC LIMIT 1", "SELECT name, value FROM office_setting ORDER BY name")


def _state(execute: Callable[[str], Any]) -> list[list[tuple[Any, ...]]]:
    return [[tuple(row) for row in execute(query)] for query in _TOLD_BY]


def _state_of(path: Path) -> list[list[tuple[Any, ...]]]:
    """The state that a backup holds; none where it cannot be read or is of a version without these tables."""
    try:
        with closing(open_read_only(path)) as connection:
            return _state(connection.execute)
    except (sqlite.DatabaseError, ring.KeyWanted, ring.Unreadable):
        return []


# -- making -----------------------------------------------------------------------------------------------------------


@contextmanager
def _prepared(database: Path) -> Iterator[Path]:
    """A name for a backup that is not verified yet; nothing of it stays. Faults of disk and database are one sentence."""
    folder = backup_folder(database)
    partial = folder / "new.partial"
    try:
        files.make_private(folder)
        _remove_leftovers(folder)
        disk_space.require(folder, disk_space.size_of(database))
        files.start_private(partial)
        yield partial
    except (sqlite.DatabaseError, OSError) as error:
        raise UserError(_("The backup could not be made ({reason}). The database itself is untouched; older backups "
                          "are kept.").format(reason=said_by(error))) from error
    finally:
        with suppress(OSError):
            _remove_leftovers(folder)


def _remove_leftovers(folder: Path) -> None:
    """Remove what a backup cut short by a crash left, and digests of no backup."""
    for leftover in folder.glob("*.partial*"):
        leftover.unlink(missing_ok=True)
    for digest in folder.glob("*.agridesk.sha256"):
        if not digest.with_suffix("").exists():
            digest.unlink(missing_ok=True)


def copy_into(connection: Any, partial: Path, database: Path) -> None:
    """Copy a database page by page, in its own cipher."""
    with closing(sqlite.connect(str(partial))) as copy:
        ring.unlock(copy, database, ring.mark_of(database))
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # a WAL file does not open on read-only media


def _keep(partial: Path, database: Path) -> Path:
    """Verify a copy, and make it durable under the next number, its digest before it."""
    verify(partial)
    number = max((b.number for b in list_backups(database)), default=0) + 1
    target = backup_folder(database) / f"{number:06}-{datetime.now():%Y%m%d-%H%M%S}.agridesk"
    note_digest(target, partial)
    files.make_durable(partial, target)
    return target
