"""Whether the file of keys of an open database is there and whole, and written anew where it is not.

A lost file of keys is noticed by nobody while the program runs, and on the next day nobody can open the database any more. The
ways in are remembered since it was opened, so that they can be put back from there.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from desktop.core.encryption import key_file, ring
from desktop.core.encryption.key_file import KeyFile, Lock
from desktop.core.errors import UserError
from desktop.core.i18n import _


def faults(database: Path) -> list[str]:
    """What is wrong with the file of keys of a database whose key is known, and with its copy; none for a plain one."""
    mark = ring.mark_of(database)
    if not mark or ring.known(mark) is None:
        return []
    return [said for path in (key_file.key_file(database), key_file.copy_of(database)) if (said := _fault(path, mark))]


def _fault(path: Path, mark: bytes) -> str:
    name = f"{path.parent.name}/{path.name}"
    try:
        return "" if _ours(path, mark) else _("The file of keys {file} was changed by another program.").format(file=name)
    except FileNotFoundError:
        return _("The file of keys {file} is missing.").format(file=name)
    except UserError:
        return _("The file of keys {file} is damaged or cannot be read.").format(file=name)


def _ours(path: Path, mark: bytes) -> Lock | None:
    """The ways in that a file of keys names, where they were sealed with the key itself."""
    lock = key_file.read(path).locks.get(mark)
    return lock if lock is not None and key_file.is_believed(lock) else None


def put_back(database: Path) -> list[str]:
    """Write the file of keys of an open database and its copy anew where one is missing, damaged or exchanged; gives what was
    wrong. What stands there and cannot be read is kept beside it. Raises `UserError` where it cannot be written, or where the
    ways in are known from nowhere."""
    found = faults(database)
    if found:
        mark = ring.mark_of(database)
        lock = key_file.lock_of(database, mark)
        keys = _readable(database).with_lock(lock)
        for path in (key_file.key_file(database), key_file.copy_of(database)):
            key_file.keep_damaged(path)
        key_file.save(database, keys)
    return found


def load(database: Path) -> KeyFile:
    """The file of keys of a database, to be changed; where it and its copy are damaged, what is remembered of it."""
    put_back(database)
    return key_file.load(database)


def _readable(database: Path) -> KeyFile:
    keys = KeyFile()
    for path in (key_file.copy_of(database), key_file.key_file(database)):
        with suppress(UserError, FileNotFoundError):
            there = key_file.read(path)
            keys = replace(keys, locks={**keys.locks, **there.locks}, begun=there.begun or keys.begun)
    return keys
