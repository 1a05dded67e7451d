"""Encryption on and off for a closed database, and for all that lies beside it.

A crash at any moment leaves the old or the new database, whole, and everything beside it readable: keys are on the disk
before what needs them, a file is exchanged by one rename, and what lies beside follows the state of the database, which the
next opening takes up again (`follow`). Switched on, the database goes first; switched off, it goes last: without its
passphrase nobody needs one for an attachment.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from desktop.core import disk_space, files, page_sums
from desktop.core.encryption import converting, key_file, ring, sealed
from desktop.core.encryption.beside import Old, follow_backups, marks_of_backups
from desktop.core.encryption.key_file import Lock
from desktop.core.encryption.wraps import Way
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.lock import FileLock
from desktop.core.paths import attachments_folder, backup_folder, opened_folder
from desktop.core.restoring import PREPARING, finish_restore, remove_prepared

Progress = Callable[[int, int], None]
Ways = Callable[[bytes, bytes], Sequence[Way]]


def switch_on(database: Path, ways: Ways, old: Old, progress: Progress | None = None) -> None:
    """Encrypt a closed database and all beside it. `ways` makes the ways in, of (mark, key); `old`: what becomes of the backups
    that are there. Raises `UserError`; then the database is as it was."""
    database = database.resolve()
    with _held(database):
        if ring.mark_of(database):
            raise UserError(_("{file} is encrypted already.").format(file=database.name))
        mark, key = ring.new_mark(), ring.new_key()
        lock = Lock(mark, tuple(ways(mark, key))).sealed(key)
        ring.learn(mark, key)
        key_file.save(database, replace(key_file.load(database).with_lock(lock), begun=old))
        try:
            _exchange(database, mark)
        except BaseException:
            if not ring.mark_of(database):
                key_file.save(database, _without(key_file.load(database), mark))
            raise
        _follow(database, progress)


def switch_off(database: Path, progress: Progress | None = None) -> None:
    """Write a closed database and all beside it without encryption. Raises `UserError`; then it stays encrypted."""
    database = database.resolve()
    with _held(database):
        mark = ring.mark_of(database)
        if not mark:
            raise UserError(_("{file} is not encrypted.").format(file=database.name))
        ring.key_of(mark, database)
        key_file.save(database, replace(key_file.load(database), begun=Old.ENCRYPT))
        _all_beside(database, ring.PLAIN, Old.ENCRYPT, progress)
        _exchange(database, ring.PLAIN)
        _follow(database, None)


def follow(database: Path) -> None:
    """Take up a switch that was cut short: what lies beside a closed database follows its state. Nothing to do otherwise."""
    if key_file.key_file(database).exists() and key_file.load(database).begun:
        _follow(database, None)


def _follow(database: Path, progress: Progress | None) -> None:
    keys = key_file.load(database)
    _all_beside(database, ring.mark_of(database), Old(keys.begun), progress)
    wanted = _marks_there(database)
    left = {mark: lock for mark, lock in keys.locks.items() if mark in wanted}
    key_file.save(database, key_file.KeyFile(left))


def _without(keys: key_file.KeyFile, mark: bytes) -> key_file.KeyFile:
    return key_file.KeyFile({there: lock for there, lock in keys.locks.items() if there != mark})


def _exchange(database: Path, mark: bytes) -> None:
    """The database itself in another cipher, by one rename."""
    page_sums.sums_file(database).unlink(missing_ok=True)  # of other bytes; made anew once the new file is found sound
    converting.settle_log(database)
    disk_space.require(database.parent, disk_space.size_of(database))
    prepared = database.with_name(database.name + PREPARING)
    try:
        converting.convert(database, prepared, mark)
        files.make_durable(prepared, database)
    finally:
        with suppress(OSError):
            prepared.unlink(missing_ok=True)


def _all_beside(database: Path, mark: bytes, old: Old, progress: Progress | None) -> None:
    shutil.rmtree(opened_folder(database), ignore_errors=True)
    remove_prepared(database)
    store = files.AttachmentStore(attachments_folder(database))
    store.tidy()
    for folder in (*store.folder.glob("??"), backup_folder(database), *backup_folder(database).glob("replaced-*")):
        files.remove_interrupted(folder, age=-math.inf)  # the database is locked: nobody is saving there
        for leftover in folder.glob("*.partial*"):
            leftover.unlink(missing_ok=True)
    marks = {name: sealed.mark_of(store.folder / name) for name in store.names()}
    names = [name for name, there in marks.items() if there != mark and ring.knows(there)]
    for number, name in enumerate(names, 1):
        _reseal(store.folder / name, mark)
        if progress:
            progress(number, len(names))
    follow_backups(database, mark, old)


def _reseal(path: Path, mark: bytes) -> None:
    """One attachment in another cipher. Raises `UserError` where it cannot be read whole: then nothing of it is changed."""

    def write(out: object) -> None:
        with sealed.opened(path) as source:  # closed before it is replaced, which Windows asks for
            sealed.seal(source, out, mark, path)  # type: ignore[arg-type]

    with suppress(sealed.Damaged):  # it stays as it is, and the check names it
        files.save_own(path, write)


def _marks_there(database: Path) -> set[bytes]:
    """The marks of all that is there: the database, its attachments, its backups."""
    store = files.AttachmentStore(attachments_folder(database))
    return {ring.mark_of(database), *(sealed.mark_of(store.folder / name) for name in store.names()),
            *marks_of_backups(database)}


@contextmanager
def _held(database: Path) -> Iterator[None]:
    """The lock of a database that is closed, with what a crash left there finished first."""
    if not database.is_file():
        raise UserError(_("There is no database at {file}. Name one with --database.").format(file=database))
    lock = FileLock(database)
    lock.acquire()
    try:
        finish_restore(database)
        follow(database)
        yield
    finally:
        lock.release()
