"""What no output may be written over: a database, what lies beside it, a backup, the file that is being read, and whatever
is no regular file. Asked at the one place where files are written (`files.durable_save`).

Nothing is taken from names alone: links, other spellings and hard links of such a file are the same file.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.core.encryption import ring
from desktop.core.errors import UserError
from desktop.core.file_names import fits_windows
from desktop.core.i18n import _

APPLICATION_ID = 0x41475244  # "AGRD", in the header of every database of ours
MAGIC = b"SQLite format 3\0"
ARCHIVE_MEMBER = b"database.agridesk"  # the first in every archive
BESIDE_DATABASE = ("-wal", "-shm", "-journal", ".lock", ".restoring", ".preparing", ".keys")
FOLDERS = (".files", ".backups", ".opened")
WINDOWS = os.name == "nt"
_sources: list[Path] = []


@contextmanager
def reading_from(*paths: Path) -> Iterator[None]:
    """While this holds, nothing is written over these files: what is being read is not replaced by what comes of it."""
    _sources.extend(paths)
    try:
        yield
    finally:
        del _sources[len(_sources) - len(paths):]


def refuse(path: Path) -> None:
    """Raise `UserError` where an output named `path` would destroy something that is not to be replaced."""
    name = path.name
    if WINDOWS and not fits_windows(name):
        raise UserError(_("{name} cannot be the name of a file: Windows takes none of < > : \" | ? *, no blank or full stop at "
                          "the end and no name of a device such as CON. Choose another name.").format(name=name))
    try:
        real = path.resolve()
        special = real.exists() and not real.is_file()
    except (OSError, RuntimeError) as error:  # a loop of links; a name too long is said where it is written
        if isinstance(error, RuntimeError):
            raise UserError(_("{name} is no ordinary file and is not written over. Choose another name.").format(name=name)
                            ) from error
        return
    if special and real.is_dir():
        raise UserError(_("{name} was not saved: a folder of that name is in the way. Choose another name.").format(name=name))
    if special:
        raise UserError(_("{name} is no ordinary file and is not written over. Choose another name.").format(name=name))
    if is_database(real) or _is_archive(real) or _is_beside_database(real):
        raise UserError(_("{name} is an AgriDesk database or belongs to one, and is not written over. Choose another name."
                          ).format(name=name))
    if _is_one_of(real, _sources):
        raise UserError(_("{name} is the file that is being read. Choose another name for what comes of it.").format(name=name))


def _is_one_of(path: Path, others: Iterable[Path]) -> bool:
    return any(_same(path, other) for other in others)


def _same(path: Path, other: Path) -> bool:
    """Whether both name one file: by the disk's own number, where there is none yet by the name."""
    try:
        return path.samefile(other)
    except OSError:
        return os.path.normcase(path) == os.path.normcase(other.resolve())


def is_database(path: Path) -> bool:
    """Whether a file is a database of ours by its header; an empty one is, where its companions lie beside it."""
    head = _head(path)
    if ring.mark_in(head):
        return True
    if head.startswith(MAGIC) and len(head) == 100:
        return bool(struct.unpack(">I", head[68:72])[0] == APPLICATION_ID)
    return not head and any(path.with_name(path.name + end).exists() for end in (*FOLDERS[:2], ".lock"))


def _is_archive(path: Path) -> bool:
    head = _head(path)
    return head.startswith(b"PK\3\4") and head[30:].startswith(ARCHIVE_MEMBER)


def _head(path: Path) -> bytes:
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return stream.read(100)
    except OSError:
        pass  # what may not be read may not be replaced either, or the save itself says why
    return b""


def _is_beside_database(path: Path) -> bool:
    """Whether a path is a log or lock of a database, or lies in its folder of attachments or backups."""
    owners = [path.with_name(path.name[:-len(end)]) for end in BESIDE_DATABASE if path.name.casefold().endswith(end)]
    owners += [folder.with_name(folder.name[:-len(end)]) for folder in (path, *path.parents) for end in FOLDERS
               if folder.name.casefold().endswith(end) and len(folder.name) > len(end)]
    return any(owner.name and is_database(owner) for owner in owners)
