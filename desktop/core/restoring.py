"""Going back to a backup: prepared beside the database, checked, put in its place; the replaced files are kept aside.

A crash at any moment leaves the old or the new state. A copy over a file with a stale -wal corrupts it, so that the log
goes aside with its database.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import sqlcipher3.dbapi2 as sqlite

from desktop.core import disk_space, files
from desktop.core.archive import DATABASE, MANIFEST, digest_of, named
from desktop.core.backup_files import Rotted, has_rotted
from desktop.core.encryption import converting, key_file, opening, ring, sealed
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.lock import FileLock
from desktop.core.paths import attachments_folder, backup_folder
from desktop.core.replacing import move
from desktop.core.shape import Step
from desktop.core.soundness import verify

RESTORING, PREPARING = ".restoring", ".preparing"
ENDS = ("", "-wal", "-shm", "-journal", ".sums")
MANIFEST_BYTES = 50 << 20  # a quarter of a million attachments
RATIO = 30  # archives are not compressed; one that somebody compressed anew unpacks to a few times its size


@dataclass(frozen=True)
class Restored:
    """What a restore did: the folder of the replaced files (None where there was no database), and the attachments of the
    backup that are not sound, each named with its record."""

    aside: Path | None
    unsound: tuple[str, ...] = ()


def restore(database: Path, backup: Path, steps: Sequence[Step] | None = None, *, without_key: bool = False) -> Restored:
    """Put the state of `backup` (an automatic backup or an archive) in the place of `database`, which must be closed.

    One whose schema is later than `steps` make, or another than they make, is refused; so is one that has rotted
    (`Rotted`). Attachments that are not sound are left out and named. Over an encrypted database a backup is encrypted
    as that one is; an encrypted one in a new place brings its ways in along; `KeyWanted` where a key is not known.
    With `without_key` that of the database need not be, being lost: it goes aside as it is, and the backup keeps its own cipher
    and ways in; attachments that only the lost key opens are named, unless an archive brings them. A crash at any moment
    leaves the old or the new state: `finish_restore` completes what was begun.
    """
    database = database.resolve()
    lock = FileLock(database)
    lock.acquire()
    prepared = database.with_name(database.name + PREPARING)
    try:
        if backup.is_file():
            opening.require(*((backup,) if without_key else (backup, database)))
            disk_space.require(database.parent, backup.stat().st_size)
        mark = key_file.meant(database)
        mark = mark if ring.knows(mark) else ring.PLAIN
        unsound = _prepare(database, backup, prepared, mark)
        _take_cipher(database, backup, prepared, mark)
        verify(prepared, backup.name, steps)
        told = tuple(named(prepared, unsound))
        files.make_durable(prepared, _restoring(database))
        return Restored(finish_restore(database), told)
    finally:
        remove_prepared(database)
        lock.release()


def remove_prepared(database: Path) -> None:
    """Remove what was prepared to come in the place of a database that is locked, and did not."""
    for end in (*ENDS, ".partial"):
        with suppress(OSError):
            database.with_name(database.name + PREPARING + end).unlink(missing_ok=True)


def _take_cipher(database: Path, backup: Path, prepared: Path, mark: bytes) -> None:
    """Encrypt what is to come in the place of an encrypted database as that one is; else its ways in come along."""
    if not mark:
        key_file.adopt(database, backup)
        return
    key_file.provide(database, mark)
    if mark != ring.mark_of(prepared):
        other = prepared.with_name(prepared.name + ".partial")
        try:
            converting.convert(prepared, other, mark)
            files.make_durable(other, prepared)
        finally:
            other.unlink(missing_ok=True)


def finish_restore(database: Path) -> Path | None:
    """Complete a restore that was begun; nothing to do otherwise. Gives the folder of the replaced files."""
    prepared = _restoring(database)
    if not prepared.exists():
        return None
    living = [p for end in ENDS if (p := database.with_name(database.name + end)).exists()]
    try:
        aside = _replaced_folder(database, prepared) if living else None
        for path in living:
            assert aside is not None
            move(path, aside / path.name)
        move(prepared, database)
    except OSError as error:
        raise UserError(_("The backup could not be put in place ({reason}). It is done when the database is opened "
                          "next.").format(reason=said_by(error))) from error
    files.sync_folder(database.parent)
    return aside


def _restoring(database: Path) -> Path:
    return database.with_name(database.name + RESTORING)


def _replaced_folder(database: Path, prepared: Path) -> Path:
    """The folder for the replaced files; a restore that was cut short goes on in the same one."""
    backups, at = backup_folder(database), datetime.fromtimestamp(prepared.stat().st_mtime)
    number = 1
    while (folder := backups / f"replaced-{at:%Y%m%d-%H%M%S}-{number}").exists():
        if not (folder / database.name).exists() or not database.exists():
            break
        number += 1
    files.make_private(backups)
    files.make_private(folder)
    return folder


def _prepare(database: Path, backup: Path, target: Path, mark: bytes) -> list[str]:
    """The database of a backup as the file `target`, and its attachments in the store, encrypted for `mark` or as the backup
    is; gives those that are not sound."""
    if not backup.is_file():
        raise UserError(_("{file} does not exist.").format(file=backup))
    try:
        with sealed.opened(backup) as stream:  # an archive that lay among the backups went into their cipher as a mere file
            if zipfile.is_zipfile(stream):
                return _take_archive(stream, backup, database, target, mark)
        if has_rotted(backup):
            raise Rotted(backup)
        _take_database(backup, target)
    except OSError as error:
        raise UserError(_("{file} could not be copied: {reason}. The database is as it was.").format(
            file=backup.name, reason=error.strerror or error)) from error
    store = files.AttachmentStore(attachments_folder(database))
    return [name for name in store.names() if not _is_readable(store.folder / name)]


def _is_readable(path: Path) -> bool:
    """Whether an attachment is there, and plain or of a key that is known."""
    return path.exists() and ring.knows(sealed.mark_of(path))


def _take_database(backup: Path, target: Path) -> None:
    """Copy a database file and bring in the log that a killed program left beside it: it may hold all of today's work."""
    log = backup.with_name(backup.name + "-wal")
    files.start_private(target)
    shutil.copyfile(backup, target)
    if not log.exists() or not _in_wal_mode(target):
        return
    shutil.copyfile(log, target.with_name(target.name + "-wal"))
    try:
        with closing(sqlite.connect(str(target))) as connection:
            ring.unlock(connection, target)
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite.DatabaseError as error:
        raise UserError(_("{file} is damaged: {reason}.").format(file=backup.name, reason=said_by(error))) from error


def _in_wal_mode(path: Path) -> bool:
    """Whether a log beside this file belongs to it (byte 18 of the header); over any other file it would be damage. An
    encrypted one is asked where it lies without its log."""
    if ring.mark_of(path):
        with closing(sqlite.connect(str(path))) as connection:
            ring.unlock(connection, path)
            return str(connection.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"
    with path.open("rb") as stream:
        return stream.read(20)[18:20] == b"\x02\x02"


# -- archives ---------------------------------------------------------------------------------------------------------


def _take_archive(stream: BinaryIO, backup: Path, database: Path, target: Path, mark: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_bomb(archive, backup)
            return _unpack_all(archive, database, target, mark)
    # What zipfile raises for damage, for a method it does not know and for a password.
    except (KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise UserError(_("This archive is not a complete AgriDesk backup: {reason}.").format(reason=said_by(error))) from error


def _refuse_bomb(archive: zipfile.ZipFile, backup: Path) -> None:
    """Raise `UserError` for an archive that unpacks to far more than it is."""
    size = sum(member.file_size for member in archive.infolist())
    if size > RATIO * backup.stat().st_size:
        raise UserError(_("{file} would unpack to {n} MB, {times} times its size, which no AgriDesk backup does. Nothing was "
                          "restored.").format(file=backup.name, n=size >> 20, times=size // backup.stat().st_size))


def _unpack_all(archive: zipfile.ZipFile, database: Path, target: Path, mark: bytes) -> list[str]:
    """The database under the name `target`, and the attachments that are not in the store yet; gives those not sound."""
    manifest = _manifest(archive)
    if digest_of(archive, DATABASE) != manifest[DATABASE]:
        raise zipfile.BadZipFile(DATABASE)
    _unpack(archive, DATABASE, target)
    store, there = files.AttachmentStore(attachments_folder(database)), set(archive.namelist())
    unsound = [name for name in manifest if name not in there]
    mark = mark or ring.mark_of(target)
    for name in sorted(there):
        if re.fullmatch(r"files/[0-9a-f]{2}/[0-9a-f]{64}(\.[A-Za-z0-9]{1,8})?", name):
            wanted = name.removeprefix("files/")
            if not _is_readable(store.path(wanted)) and not unpack_attachment(archive, name, store, mark):
                unsound.append(name)
    return unsound


def _manifest(archive: zipfile.ZipFile) -> dict[str, str]:
    """Names and digests as they were written; `ValueError` and `KeyError` where that is something else."""
    if archive.getinfo(MANIFEST).file_size > MANIFEST_BYTES:
        raise ValueError(MANIFEST)
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except RecursionError:
        manifest = None
    if not isinstance(manifest, dict) or not all(isinstance(digest, str) for digest in manifest.values()):
        raise ValueError(MANIFEST)
    return manifest


def unpack_attachment(archive: zipfile.ZipFile, name: str, store: files.AttachmentStore, mark: bytes) -> bool:
    """One attachment, only if it is what its name says, whatever else is wrong in the archive; gives whether it is."""
    wanted = Path(name)
    try:
        with sealed.unsealed(cast(BinaryIO, archive.open(name)), wanted) as content:
            if files.digest_of_stream(content) != wanted.name[:64]:
                return False
    except (ValueError, EOFError, RuntimeError, sealed.Damaged, zipfile.BadZipFile, zlib.error):
        return False
    with sealed.unsealed(cast(BinaryIO, archive.open(name)), wanted) as content:
        store.keep(name.removeprefix("files/"), lambda out: shutil.copyfileobj(content, out), mark)
    return True


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """One member under a name of ours (never the archive's own path)."""
    with archive.open(name) as source:
        files.save_own(target, lambda file: shutil.copyfileobj(source, file))
