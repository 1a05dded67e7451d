"""The backups beside a database, and the files that a restore replaced, in the cipher of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.backup_files import digest_file, has_rotted, list_backups
from desktop.core.encryption import converting, ring, sealed
from desktop.core.errors import UserError
from desktop.core.paths import backup_folder

LOGS = ("-wal", "-shm", "-journal")


class Old(StrEnum):
    """What becomes of the backups that lie there in another cipher."""

    ENCRYPT = "encrypt"
    REMOVE = "remove"


def follow_backups(database: Path, mark: bytes, old: Old) -> None:
    """Write every backup and replaced file beside `database` in the cipher of `mark`; plain ones are removed instead where
    `old` says so. What is no sound database is encrypted as a mere file, so that nothing of it stays readable."""
    for backup in list_backups(database):
        if _is_other(backup.path, mark):
            if old is Old.REMOVE and mark and not _mark(backup.path):
                digest_file(backup.path).unlink(missing_ok=True)
                backup.path.unlink()
            else:
                _backup(backup.path, mark)
    for path in _replaced(database):
        if old is Old.REMOVE and mark and not _mark(path):
            path.unlink(missing_ok=True)
        elif path.exists() and not path.name.endswith(LOGS) and _is_other(path, mark):
            _replaced_database(path, mark)
    for path in _replaced(database):  # logs whose database is gone or damaged
        if _is_other(path, mark):
            _as_file(path, mark)


def marks_of_backups(database: Path) -> set[bytes]:
    """The marks of the backups and replaced files that are there."""
    return {_mark(path) for path in (*(backup.path for backup in list_backups(database)), *_replaced(database))}


def _mark(path: Path) -> bytes:
    return ring.mark_of(path) or sealed.mark_of(path)


def _is_other(path: Path, mark: bytes) -> bool:
    """Whether a file is in another cipher than that of `mark`, one that can be read now."""
    return (there := _mark(path)) != mark and ring.knows(there)


def _replaced(database: Path) -> Iterator[Path]:
    folders = sorted(p for p in backup_folder(database).glob("replaced-*") if p.is_dir())
    yield from (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())


def _backup(path: Path, mark: bytes) -> None:
    """One backup and its digest. A backup without a digest is taken as it is: so it never has a wrong one."""
    if has_rotted(path) or not _database(path, mark):
        _as_file(path, mark)
        return
    line = f"{files.sha256_of(path)}  {path.name}\n".encode()
    files.save_own(digest_file(path), lambda stream: _write(stream, line))


def _database(path: Path, mark: bytes) -> bool:
    """One closed database in another cipher; gives whether it was one, sound. Its digest goes first."""
    made = path.with_name(path.name + ".partial")
    try:
        if sealed.mark_of(path):
            return False
        converting.convert(path, made, mark)
        digest_file(path).unlink(missing_ok=True)
        files.make_durable(made, path)
    except (sqlite.DatabaseError, UserError):
        return False
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)
    return True


def _replaced_database(path: Path, mark: bytes) -> None:
    """A replaced database with the log that went aside with it, which is written into it first."""
    try:
        if not sealed.mark_of(path):
            converting.settle_log(path)
    except (sqlite.DatabaseError, UserError):
        _as_file(path, mark)
        return
    if not _database(path, mark):
        _as_file(path, mark)


def _as_file(path: Path, mark: bytes) -> None:
    """Any file in another cipher, as attachments are. A database in a cipher that is damaged stays: nobody can read it."""
    if ring.mark_of(path):
        return

    def write(out: BinaryIO) -> None:
        with sealed.opened(path) as source:
            sealed.seal(source, out, mark, path)

    with suppress(sealed.Damaged):
        files.save_own(path, write)


def _write(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)
