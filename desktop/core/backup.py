"""Backups that can be trusted: made by SQLite itself, verified before anything older goes, restored by replacing.

Automatic backups lie beside the database, numbered, since clocks jump. They hold the database; attachments are never
changed or removed from their store, so the store serves them all. A backup to another folder (a stick) is one archive
with the database, all attachments and a manifest. Measured reasons for every step: a plain copy of a live file loses
rows, a copy over a file with a stale -wal corrupts it, an unsynced copy is empty after a power cut.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.database import Database
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.lock import FileLock
from desktop.core.paths import attachments_folder, backup_folder
from desktop.core.soundness import open_read_only, verify

NAME = re.compile(r"(\d{6,})-(\d{8}-\d{6})\.agridesk")
ARCHIVE = ".agridesk-backup"
RESTORING = ".restoring"
KEEP_ALL = timedelta(days=2)
KEEP_NEWEST = 10
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Backup:
    """An automatic backup: its number (the order they were made in), local time and size."""

    path: Path
    number: int
    at: datetime
    size: int


def list_backups(database: Path) -> list[Backup]:
    """The automatic backups of a database, newest first."""
    found = []
    for path in backup_folder(database).glob("*.agridesk"):
        with suppress(ValueError):  # a file of another name, or with no such day: not ours
            if match := NAME.fullmatch(path.name):
                at = datetime.strptime(match[2], "%Y%m%d-%H%M%S")
                found.append(Backup(path, int(match[1]), at, path.stat().st_size))
    return sorted(found, key=lambda b: b.number, reverse=True)


def backup_now(db: Database, folder: Path | None = None, progress: Progress | None = None) -> Path:
    """Make a verified backup: beside the database, or as one archive with all attachments in `folder`.

    Raises `UserError` when the copy is not sound; then nothing older is removed.
    """
    made = _backup_beside(db)
    thin(db.path)
    return made if folder is None else _archive(db, made, folder, progress)


def changed_since_backup(db: Database) -> bool:
    """Whether an action was written since the newest automatic backup."""
    newest = next(iter(list_backups(db.path)), None)
    if newest is None:
        return True
    with db.reading() as session:
        last = session.connection().exec_driver_sql(_LAST_ACTION).first()
    return last is None or tuple(last) != _last_action(newest.path)


# The time beside the number: after a restore the same numbers are given again to other actions.
_LAST_ACTION = "SELECT id, at FROM operation ORDER BY id DESC LIMIT 1"


def _last_action(path: Path) -> tuple[int, str] | None:
    try:
        connection = open_read_only(path)
        try:
            found: tuple[int, str] | None = connection.execute(_LAST_ACTION).fetchone()
            return found
        finally:
            connection.close()
    except sqlite.DatabaseError:
        return None


def _backup_beside(db: Database) -> Path:
    target = _next_name(db.path)
    with db.raw() as connection:
        _copy(connection, target)
    return target


def backup_file(path: Path) -> Path:
    """A verified backup of a database that is not open (before a migration). Gives its path."""
    target = _next_name(path)
    connection = sqlite.connect(str(path))
    try:
        _copy(connection, target)
    finally:
        connection.close()
    return target


def _next_name(database: Path) -> Path:
    """The name of the next automatic backup, in its folder; what a backup cut short by a crash left is removed."""
    folder = backup_folder(database)
    try:
        folder.mkdir(exist_ok=True)
        for leftover in folder.glob("*.partial*"):
            leftover.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(error) from error
    number = max((b.number for b in list_backups(database)), default=0) + 1
    return folder / f"{number:06}-{datetime.now():%Y%m%d-%H%M%S}.agridesk"


def _failed(error: Exception) -> UserError:
    return UserError(_("The backup could not be made ({reason}). The database itself is untouched; older backups "
                       "are kept.").format(reason=said_by(error)))


def _copy(connection: Any, target: Path) -> None:
    """Copy a database page by page into `target`, verify it, make it durable under its name."""
    partial = target.with_suffix(".partial")
    try:
        copy = sqlite.connect(str(partial))
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # a WAL file does not open on read-only media
        finally:
            copy.close()
        verify(partial)
        files.make_durable(partial, target)
    except (sqlite.DatabaseError, OSError) as error:
        raise _failed(error) from error
    finally:
        for leftover in (partial, partial.with_name(partial.name + "-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


# -- thinning ---------------------------------------------------------------------------------------------------------


def thin(database: Path) -> list[Path]:
    """Remove automatic backups that the ladder no longer wants; gives what was removed."""
    backups = list_backups(database)
    doomed = [b.path for b in superfluous(backups)]
    for path in doomed:
        with suppress(OSError):  # held by another program: next time
            path.unlink(missing_ok=True)
    return doomed


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """The backups beyond the ladder: all of two days, then 12 daily, 10 weekly, 9 monthly; never the newest ten.

    The newest of each calendar day, week and month stays, so that what is kept today grows old instead of being
    replaced. Ages count from the newest backup's own time and numbers give the order, so a clock that jumps removes
    nothing of the newest. The ladder is Anki's.
    """
    ordered = sorted(backups, key=lambda b: b.number, reverse=True)
    if not ordered:
        return []
    newest = ordered[0].at
    kept = {b.number for b in ordered[:KEEP_NEWEST]} | {b.number for b in ordered if abs(newest - b.at) <= KEEP_ALL}
    waiting = [b for b in ordered if b.number not in kept]
    for period, count in KEEP_LADDER:
        chosen: dict[tuple[int, ...], Backup] = {}
        while waiting and (period(waiting[0].at) in chosen or len(chosen) < count):
            candidate = waiting.pop(0)
            chosen.setdefault(period(candidate.at), candidate)
        kept |= {b.number for b in chosen.values()}
    return [b for b in ordered if b.number not in kept]


def _day(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month, at.day)


def _week(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _month(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month)


KEEP_LADDER = ((_day, 12), (_week, 10), (_month, 9))


# -- archive with attachments -----------------------------------------------------------------------------------------


def _archive(db: Database, made: Path, folder: Path, progress: Progress | None) -> Path:
    """One file with database, attachments and manifest, verified after writing."""
    target = folder / f"{db.path.stem}-{datetime.now():%Y%m%d-%H%M%S}{ARCHIVE}"
    members = [("database.agridesk", made), *_stored_files(db.attachments)]

    def write(file: BinaryIO) -> None:
        manifest = {}
        with zipfile.ZipFile(file, "w", strict_timestamps=False) as archive:
            for number, (name, path) in enumerate(members, 1):
                manifest[name] = files.sha256_of(path)
                archive.write(path, name)
                if progress:
                    progress(number, len(members))
            archive.writestr("manifest.json", json.dumps(manifest, indent=1))

    files.durable_save(target, write)
    _verify_archive(target)
    return target


def _stored_files(store: Path) -> list[tuple[str, Path]]:
    return [(f"files/{p.relative_to(store).as_posix()}", p) for p in sorted(store.rglob("*")) if p.is_file()]


def _verify_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            bad = archive.testzip()
    except (zipfile.BadZipFile, OSError) as error:
        raise UserError(_("{file} is damaged: {reason}.").format(file=path.name, reason=said_by(error))) from error
    if bad:
        raise UserError(_("{file} is damaged: {reason}.").format(file=path.name, reason=bad))


# -- restore ----------------------------------------------------------------------------------------------------------


def restore(database: Path, backup: Path, newest: int | None = None) -> Path | None:
    """Put the state of `backup` (an automatic backup or an archive) in the place of `database`, which must be closed.

    One whose schema is later than `newest`, the latest this program knows, is refused. The replaced
    files are kept aside; gives their folder (None where there was no database). A crash at any moment
    leaves the old or the new state: `finish_restore` completes what was begun.
    """
    database = database.resolve()
    lock = FileLock(database)
    lock.acquire()
    prepared = database.with_name(database.name + ".preparing")
    try:
        _prepare(database, backup, prepared)
        verify(prepared, backup.name, newest)
        files.make_durable(prepared, _restoring(database))
        return finish_restore(database)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                prepared.with_name(prepared.name + end).unlink(missing_ok=True)
        lock.release()


def finish_restore(database: Path) -> Path | None:
    """Complete a restore that was begun; nothing to do otherwise. Gives the folder of the replaced files."""
    prepared = _restoring(database)
    if not prepared.exists():
        return None
    living = [p for end in ("", "-wal", "-shm", "-journal") if (p := database.with_name(database.name + end)).exists()]
    try:
        aside = _replaced_folder(database, prepared) if living else None
        for path in living:
            assert aside is not None
            os.replace(path, aside / path.name)
        os.replace(prepared, database)
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
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _prepare(database: Path, backup: Path, target: Path) -> None:
    """The database of a backup as the file `target`, and its attachments in the store."""
    if not backup.is_file():
        raise UserError(_("{file} does not exist.").format(file=backup))
    try:
        if zipfile.is_zipfile(backup):
            _take_archive(backup, database, target)
        else:
            _take_database(backup, target)
    except OSError as error:
        raise UserError(_("{file} could not be copied: {reason}. The database is as it was.").format(
            file=backup.name, reason=error.strerror or error)) from error


def _take_archive(backup: Path, database: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            _unpack_all(archive, database, target)
    # What zipfile raises for damage, for a method it does not know and for a password.
    except (KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise UserError(_("This archive is not a complete AgriDesk backup: {reason}.").format(reason=said_by(error))) from error


def _take_database(backup: Path, target: Path) -> None:
    """Copy a database file and bring in the log that a killed program left beside it: it may hold all of today's work."""
    log = backup.with_name(backup.name + "-wal")
    shutil.copyfile(backup, target)
    if not log.exists() or not _in_wal_mode(backup):
        return
    shutil.copyfile(log, target.with_name(target.name + "-wal"))
    try:
        connection = sqlite.connect(str(target))
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            connection.close()
    except sqlite.DatabaseError as error:
        raise UserError(_("{file} is damaged: {reason}.").format(file=backup.name, reason=said_by(error))) from error


def _in_wal_mode(path: Path) -> bool:
    """Whether a log beside this file belongs to it (byte 18 of the header); over any other file it would be damage."""
    with path.open("rb") as stream:
        return stream.read(20)[18:20] == b"\x02\x02"


def _unpack_all(archive: zipfile.ZipFile, database: Path, target: Path) -> None:
    """The database under the name `target`, and the attachments that are not in the store yet."""
    if missing := set(json.loads(archive.read("manifest.json"))) - set(archive.namelist()):
        raise KeyError(sorted(missing)[0])
    _unpack(archive, "database.agridesk", target)
    store = attachments_folder(database)
    for name in archive.namelist():
        if re.fullmatch(r"files/[0-9a-f]{2}/[0-9a-f]{64}(\.[A-Za-z0-9]{1,8})?", name):
            wanted = store / name.removeprefix("files/")
            if not wanted.exists():
                _unpack_attachment(archive, name, wanted)


def _unpack_attachment(archive: zipfile.ZipFile, name: str, wanted: Path) -> None:
    """One attachment, only if it is what its name says: the store never looks at its content again."""
    with archive.open(name) as source:
        if hashlib.file_digest(source, "sha256").hexdigest() != wanted.name[:64]:  # type: ignore[arg-type]
            raise zipfile.BadZipFile(name)
    wanted.parent.mkdir(parents=True, exist_ok=True)
    _unpack(archive, name, wanted)


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """One member under a name of ours (never the archive's own path)."""
    with archive.open(name) as source:
        files.durable_save(target, lambda file: shutil.copyfileobj(source, file))
