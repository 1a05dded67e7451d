"""What lies among the backups of a database (backups, replaced and damaged files, reports, copies made by hand), in its
cipher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.backup_files import PURGED, digest_file, has_rotted, note_digest
from desktop.core.encryption import converting, ring, sealed
from desktop.core.errors import UserError, said_by
from desktop.core.guarding import MAGIC
from desktop.core.i18n import _
from desktop.core.paths import attachments_folder, backup_folder

LOGS = ("-wal", "-shm", "-journal")
NOTES = ("last-check.json", "second-copy.json", PURGED)
KEPT = (".keys", ".keys.damaged", ".sha256")
FAULTS = (OSError, UserError, sqlite.Error)


class Old(StrEnum):
    """What becomes of the backups that lie there in another cipher."""

    ENCRYPT = "encrypt"
    REMOVE = "remove"


@dataclass(frozen=True)
class Left:
    """A file that could not be written in the cipher of its database, and why."""

    path: Path
    reason: str

    def said(self) -> str:
        """The file with its reason."""
        return f"{self.path.name} ({self.reason})"


def said(left: Iterable[Left], database: Path) -> str:
    """Files of a database that were left, in one line: attached ones by the names that the user gave them."""
    return _(", ").join(f"{_called(one.path, database)} ({one.reason})" for one in left)


def _called(file: Path, database: Path) -> str:
    from desktop.core.archive import named

    folder = attachments_folder(database)
    if folder not in file.parents:
        return file.name
    return next(iter(named(database, [file.relative_to(folder).as_posix()])), file.name)


@contextmanager
def noted(left: list[Left], path: Path) -> Iterator[None]:
    """What goes wrong with one file is noted, and the next one goes on."""
    try:
        yield
    except FAULTS as error:
        left.append(Left(path, said_by(error)))


def follow_backups(database: Path, mark: bytes, old: Old, left: list[Left]) -> None:
    """Write everything among the backups of `database` in the cipher of `mark`; plain files are removed instead where `old`
    says so. What is no sound database is encrypted as a mere file, so that nothing of it stays readable. What cannot be
    written is added to `left`."""
    gone = old is Old.REMOVE and bool(mark)
    for logs in (False, True):  # a database takes up its log; after that logs whose database is gone or damaged
        for path in beside(database):
            with noted(left, path):
                if path.name.endswith(LOGS) == logs and path.exists() and is_other(path, mark) is not False:
                    _file(path, mark, gone=gone)


def beside(database: Path) -> list[Path]:
    """Everything that lies among the backups of a database, whatever it is called, but for the program's own notes, which tell
    nothing of what is in it."""
    folder = backup_folder(database)
    return sorted(path for path in folder.rglob("*") if path.is_file() and not (
        path.name in NOTES or path.name.endswith(KEPT)))


def mark_of(path: Path) -> bytes:
    """The mark of a database or of a stored file. Raises `ring.Unreadable`."""
    return ring.mark_of(path) or sealed.mark_of(path)


def is_other(path: Path, mark: bytes) -> bool | None:
    """Whether a file is in another cipher than that of `mark`, one whose key is known; None where it cannot be read now."""
    try:
        return (there := mark_of(path)) != mark and ring.knows(there)
    except ring.Unreadable:
        return None


def _file(path: Path, mark: bytes, *, gone: bool) -> None:
    if gone and not mark_of(path):
        digest_file(path).unlink(missing_ok=True)
        path.unlink()
    elif path.name.endswith(LOGS) or not _is_database(path):
        _as_file(path, mark)
    elif digest_file(path).exists():
        _backup(path, mark)
    else:
        _replaced_database(path, mark)


def _is_database(path: Path) -> bool:
    return bool(ring.mark_of(path)) or ring.head_of(path, len(MAGIC)) == MAGIC or bool(sealed.mark_of(path))


def _backup(path: Path, mark: bytes) -> None:
    """One backup and its digest. A backup without a digest is taken as it is: so it never has a wrong one."""
    if has_rotted(path) or not _database(path, mark):
        _as_file(path, mark)
        return
    note_digest(path)


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
    """A database that is no automatic backup, with the log that went aside with it, which is written into it first."""
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
