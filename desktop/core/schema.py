"""Opening a database: refuse what is not ours, bring an older one up to date, one real transaction a step."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import DatabaseError

from desktop.core import disk_space, page_sums, paths
from desktop.core.backup import backup_file
from desktop.core.backup_files import list_backups, refuse_lost
from desktop.core.database import Database, connect, plain_errors
from desktop.core.encryption import key_file, ring, switching
from desktop.core.errors import UserError
from desktop.core.feature import Follower
from desktop.core.files import AttachmentStore, keep_private, remove_interrupted, start_private
from desktop.core.guarding import APPLICATION_ID, MAGIC
from desktop.core.i18n import _
from desktop.core.lock import FileLock
from desktop.core.paths import attachments_folder, backup_folder, opened_folder
from desktop.core.reshaping import columns
from desktop.core.restoring import finish_restore, remove_prepared
from desktop.core.same_file import SameFile
from desktop.core.shape import Step, refuse_strange
from desktop.core.soundness import open_read_only, refuse_newer

REWRITTEN = 2  # times its size: what a step may write at most, into the log and then into the file


def open_database(path: Path, steps: Sequence[Step], followers: Sequence[Follower] = ()) -> Database:
    """Open (or make) the database at `path`, its schema brought up to `len(steps)`; `followers` as in `Database`.

    Before an older database is touched, a verified backup of it is made, whoever opens it.
    Raises `UserError` for a foreign, newer, locked or unwritable file, before any write.
    """
    path = path.resolve()  # one lock for all names of a file, and the same file where the working folder changes
    lock = FileLock(path)
    lock.acquire()
    try:
        with plain_errors(path):
            finish_restore(path)
            refuse_lost(path)
            if path.exists() and path.stat().st_size:
                refuse_foreign(path, len(steps))
                switching.follow(path)
            if not path.exists():
                start_private(path)
            file = SameFile(path)
    except OSError as error:
        lock.release()
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror)) from error
    except BaseException:
        lock.release()
        raise
    try:
        with plain_errors(path):
            older = migrate(path, steps, file)
        _tidy(path)
        file.note()
    except BaseException:
        file.close()
        lock.release()
        raise
    return Database(path, lock, file, followers, was_older=older)


def _tidy(path: Path) -> None:
    """Let only this user read a database and what lies beside it, and remove what a killed program left there."""
    AttachmentStore(attachments_folder(path)).tidy()
    remove_prepared(path)
    for folder in (backup_folder(path), paths.config_folder()):
        remove_interrupted(folder)
    remove_interrupted(path.parent, re.escape(path.name))  # the file of keys
    shutil.rmtree(opened_folder(path), ignore_errors=True)
    for end in ("", "-wal", "-shm", ".lock"):
        keep_private(path.with_name(path.name + end))
    for folder in (attachments_folder(path), backup_folder(path)):
        keep_private(folder)


def refuse_foreign(path: Path, newest: int) -> None:
    """Raise `UserError` unless `path` is an AgriDesk database this program knows. Reads the header only."""
    if key_file.is_head_damaged(path):
        raise UserError(_("The first bytes of the encrypted database {file} are damaged, so that it cannot be opened. Repair "
                          "it: File ▸ Restore ▸ Repair, or agridesk check --repair.").format(file=path.name))
    if ring.mark_of(path):
        _refuse_foreign_content(path, newest)
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror)) from error
    if not header.startswith(MAGIC) or len(header) < 100:
        raise UserError(_("{file} is not an AgriDesk database, or it is encrypted or damaged.").format(file=path.name))
    version, application = struct.unpack(">i", header[60:64])[0], struct.unpack(">i", header[68:72])[0]
    # A database whose first transaction still stands in the WAL has an empty header and no table; the pragmas are asked
    # again below.
    if application not in (APPLICATION_ID, 0) or (application == 0 and _has_tables(path)):
        raise UserError(_("{file} belongs to another program and is left as it is.").format(file=path.name))
    _refuse_newer(path, version, newest)


def _refuse_foreign_content(path: Path, newest: int) -> None:
    """`refuse_foreign` for an encrypted file, whose header is not to be read without its key."""
    try:
        with closing(open_read_only(path)) as connection:
            application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    except DatabaseError:
        return  # damage, or a page that a power cut tore, which the log mends: asked again with it, before any write
    if application not in (APPLICATION_ID, 0):
        raise UserError(_("{file} belongs to another program and is left as it is.").format(file=path.name))
    _refuse_newer(path, version, newest)


def _refuse_newer(path: Path, version: int, newest: int) -> None:
    """`refuse_newer`, with the backup that this program can still open, where there is one."""
    try:
        refuse_newer(path.name, version, newest)
    except UserError as error:
        known = next((b for b in list_backups(path) if 0 < _schema_of(b.path) <= newest), None)
        if known is None:
            raise
        raise UserError(_("{reason} To go on with this program all the same, restore the backup of {when}, made before the "
                          "update (File ▸ Restore, or agridesk restore {number}); what was entered since is not in it.").format(
                              reason=error, when=f"{known.at:%Y-%m-%d %H:%M}", number=known.number)) from error


def _schema_of(path: Path) -> int:
    """The schema of a database file by its header; 0 where it cannot be read."""
    try:
        if ring.mark_of(path):
            with closing(open_read_only(path)) as connection:
                return _pragma(connection, "user_version")
        with path.open("rb") as file:
            return int.from_bytes(file.read(64)[60:64], "big")
    except (OSError, DatabaseError, ring.KeyWanted, ring.Unreadable):
        return 0


def _has_tables(path: Path) -> bool:
    """Whether the file itself (without its WAL) holds a table; nothing is written, not even the mode of its log."""
    connection = open_read_only(path)
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    finally:
        connection.close()


def migrate(path: Path, steps: Sequence[Step], file: SameFile | None = None) -> bool:
    """Run the steps that `path` has not had yet, each whole or not at all, after a backup where anything is in it. With the
    open `file` the sums of its pages are looked at first.

    Gives whether there was anything in it.
    """
    connection = connect(path)
    try:
        if file is not None:
            page_sums.opened(connection, path, file.read_at)
        version = _pragma(connection, "user_version")
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and _pragma(connection, "application_id") != APPLICATION_ID:
            raise UserError(_("{file} belongs to another program and is left as it is.").format(file=path.name))
        _refuse_newer(path, version, len(steps))
        if tables:
            refuse_strange(connection, path.name, steps[:version])
        older = bool(tables) and version < len(steps)
        if older:
            backup_file(path)
            disk_space.require(path.parent, REWRITTEN * disk_space.size_of(path))
        for number in range(version, len(steps)):
            _run(connection, steps[number], number + 1)
        page_sums.write_back(connection, path, file.read_at if file else None)
        return older
    finally:
        connection.close()


def _pragma(connection: Any, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _run(connection: Any, step: Step, version: int) -> None:
    """One step in one transaction. Foreign keys are off meanwhile (rebuilding a table would delete its children)."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = columns(connection)
        step(connection)
        _refuse_loss(step, before - columns(connection), version)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise RuntimeError(f"migration {version} breaks a reference: {broken}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _refuse_loss(step: Step, gone: set[str], version: int) -> None:
    """Raise `RuntimeError` where a column is gone, itself or with its table, that the step does not name (see
    `migrations.losing`)."""
    named: frozenset[str] = getattr(step, "loses", frozenset())
    lost = sorted(c for c in gone if c not in named and c.partition(".")[0] not in named)
    if lost:
        raise RuntimeError(f"migration {version} would lose {', '.join(lost)}: name each in renames or in drops")
