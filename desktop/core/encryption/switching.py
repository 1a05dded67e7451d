"""Encryption on and off for a closed database, and for all that lies beside it.

A crash at any moment leaves the old or the new database, whole, and everything beside it readable: keys are on the disk
before what needs them, a file is exchanged by one rename, and what lies beside follows the state of the database, which the
next opening takes up again (`follow`). Switched on, the database goes first; switched off, it goes last: without its
passphrase nobody needs one for an attachment.
"""

from __future__ import annotations

import logging
import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from desktop.core import disk_space, files
from desktop.core.encryption import converting, key_file, ring, sealed
from desktop.core.encryption.beside import FAULTS, Left, Old, beside, follow_backups, is_other, mark_of, noted, said
from desktop.core.encryption.key_file import Lock
from desktop.core.encryption.wraps import Way
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.lock import FileLock
from desktop.core.paths import attachments_folder, backup_folder, opened_folder
from desktop.core.restoring import PREPARING, finish_restore, remove_prepared

Progress = Callable[[int, int], None]
Ways = Callable[[bytes, bytes], Sequence[Way]]


def switch_on(database: Path, ways: Ways, old: Old, progress: Progress | None = None) -> tuple[Left, ...]:
    """Encrypt a closed database and all beside it. `ways` makes the ways in, of (mark, key); `old`: what becomes of the backups
    that are there. Gives the files that could not follow, which is tried again at every opening.

    Raises `UserError`; then the database is as it was.
    """
    database = database.resolve()
    with _held(database):
        if ring.mark_of(database):
            raise UserError(_("{file} is encrypted already.").format(file=database.name))
        converting.refuse_changed(database)
        mark, key = ring.new_mark(), ring.new_key()
        lock = Lock(mark, tuple(ways(mark, key))).sealed(key)
        ring.learn(mark, key)
        key_file.save(database, replace(key_file.load(database).with_lock(lock), begun=old))
        try:
            _exchange(database, mark)
        except BaseException:
            with suppress(*FAULTS):  # the first fault is what is told; a key too many does no harm
                if not ring.mark_of(database):
                    _keep_only(database, lambda there: there != mark)
            raise
        key_file.remember(lock)
        return follow(database, progress)


def switch_off(database: Path, progress: Progress | None = None) -> None:
    """Write a closed database and all beside it without encryption. Raises `UserError`, also where a single file beside it
    cannot be written; then it stays encrypted, and what was written already follows it back."""
    database = database.resolve()
    with _held(database):
        mark = ring.mark_of(database)
        if not mark:
            raise UserError(_("{file} is not encrypted.").format(file=database.name))
        ring.key_of(mark, database)
        converting.refuse_changed(database)
        key_file.save(database, replace(key_file.load(database), begun=Old.ENCRYPT))
        if left := _all_beside(database, ring.PLAIN, Old.ENCRYPT, progress):
            follow(database)
            raise UserError(_("The database stays encrypted, since these files beside it cannot be written now: {files}. Close "
                              "the programs that hold them, or free some space, and try again.").format(
                                  files=said(left, database)))
        try:
            _exchange(database, ring.PLAIN)
        finally:
            follow(database)


def follow(database: Path, progress: Progress | None = None) -> tuple[Left, ...]:
    """Take up a switch that was cut short: what lies beside a closed database follows its state. Nothing to do otherwise.

    Raises nothing: a database opens whatever becomes of a file beside it. What could not follow is given, and stays begun.
    """
    left: tuple[Left, ...] = ()
    try:
        if key_file.load(database).begun:
            left = _follow(database, progress)
    except FAULTS as error:
        left = (Left(key_file.key_file(database), said_by(error)),)
    for one in left:
        logging.getLogger(__name__).info("not in the cipher of the database yet: %s", one.said())
    return left


def _follow(database: Path, progress: Progress | None) -> tuple[Left, ...]:
    left = _all_beside(database, ring.mark_of(database), Old(key_file.load(database).begun), progress)
    if not left:
        wanted = _marks_there(database)
        _keep_only(database, lambda mark: mark in wanted)
    return tuple(left)


def _keep_only(database: Path, needed: Callable[[bytes], bool]) -> None:
    """End a switch: the file of keys names those that are needed from now on. The others are kept apart, never deleted: a copy
    that somebody made by hand, or a file that lies elsewhere today, may need one."""
    locks = key_file.load(database).locks
    key_file.set_aside(database, (lock for mark, lock in locks.items() if not needed(mark)))
    key_file.save(database, key_file.KeyFile({mark: lock for mark, lock in locks.items() if needed(mark)}))


def waiting(database: Path) -> list[str]:
    """The files beside an open database that are still to follow its state since encryption was switched."""
    try:
        if not key_file.load(database).begun:
            return []
    except UserError:
        return []  # what is wrong with the file of keys is said by `keys_there`
    mark, store = ring.mark_of(database), files.AttachmentStore(attachments_folder(database))
    return [path.name for path in (*(store.folder / name for name in store.names()), *beside(database))
            if is_other(path, mark) is not False]


def _exchange(database: Path, mark: bytes) -> None:
    """The database itself in another cipher, by one rename."""
    converting.settle_log(database)
    disk_space.require(database.parent, disk_space.size_of(database))
    prepared = database.with_name(database.name + PREPARING)
    try:
        converting.convert(database, prepared, mark)
        files.make_durable(prepared, database)
    finally:
        with suppress(OSError):
            prepared.unlink(missing_ok=True)


def _all_beside(database: Path, mark: bytes, old: Old, progress: Progress | None) -> list[Left]:
    """Write everything beside a database in the cipher of `mark`, each file by itself; gives those that could not be."""
    left = list[Left]()
    shutil.rmtree(opened_folder(database), ignore_errors=True)
    remove_prepared(database)
    store = files.AttachmentStore(attachments_folder(database))
    store.tidy()
    for folder in (*store.folder.glob("??"), backup_folder(database), *backup_folder(database).glob("replaced-*")):
        files.remove_interrupted(folder, age=-math.inf)  # the database is locked: nobody is saving there
        for leftover in folder.glob("*.partial*"):
            with noted(left, leftover):
                leftover.unlink(missing_ok=True)
    found = [path for name in store.names() if is_other(path := store.folder / name, mark) is not False]
    for number, path in enumerate(found, 1):
        with noted(left, path):
            _reseal(path, mark)
        if progress:
            progress(number, len(found))
    follow_backups(database, mark, old, left)
    return left


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
            *(mark_of(path) for path in beside(database))}


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
