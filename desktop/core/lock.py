"""One process at a time on a database: a lock file that names its holder and is freed when the holder dies."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.replacing import explained, is_too_long

_HELD_BYTE = 1 << 20  # Windows locks are mandatory: lock a byte behind the text, so that others can read the holder


_SPARE_BYTE = (1 << 30) + 1024  # in the one page of a database that SQLite leaves unused, behind its own lock bytes
NAME_BYTES = 255
LONGEST_END = ".preparing-journal"


class FileLock:
    """The lock of `database`; `acquire` raises a `UserError` that names who holds it."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock or say who has it."""
        room = NAME_BYTES - len(LONGEST_END)
        if len(os.fsencode(self.path.name)) - len(".lock") > room:
            raise UserError(_("The name {file} is too long for a database: what lies beside it could not be named. Use at most "
                              "{n} {n:byte|bytes} (a Chinese character takes three).").format(
                                  file=self.path.name.removesuffix(".lock"), n=room))
        try:
            file = self.path.open("a+", encoding="utf-8")  # held open until release
        except OSError as error:
            if is_too_long(error, self.path):
                raise explained(error, self.path.with_name(self.path.name.removesuffix(".lock"))) from error
            raise UserError(_("The folder {folder} cannot be written, so the database cannot be opened there.").format(
                folder=self.path.parent)) from error
        if not _try_lock(file, _HELD_BYTE):
            holder = _holder(self.path)
            file.close()
            raise UserError(_("This database is already open in another AgriDesk ({holder}). Close that one first.")
                            .format(holder=holder))
        self._file = file
        with suppress(OSError):  # on a full disk the lock holds, only its holder's name is not to be read
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())

    def release(self) -> None:
        """Free the lock. The file stays: removing it could free another process's lock by name."""
        if self._file:
            self._file.close()
            self._file = None


def _holder(path: Path) -> str:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return _("process {pid} on {host}").format(pid=held["pid"], host=held["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return _("process unknown")


def hold_file(file: IO[bytes], database: Path) -> None:
    """Lock an open database itself, so that another name of it (a hard link) is the same database; freed when it is closed.

    Raises `UserError` where it is open under another name.
    """
    if not _try_lock(file, _SPARE_BYTE):
        raise UserError(_("{file} is already open in another AgriDesk under another name of the same file. Close that one "
                          "first.").format(file=database.name))


def _try_lock(file: IO[str] | IO[bytes], byte: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        file.seek(byte)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
