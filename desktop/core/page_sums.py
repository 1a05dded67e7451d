"""A checksum of every page of the database file, kept beside it: no byte that changes by itself stays silent.

SQLite's own checks miss a changed byte in a column without an index (5 of 400 flips), and its checksummed pages need another
library. So the sums lie in a file of our own, `….agridesk.sums`. They are taken from the log, before it is written back:

1. the pages of the log are summed, and the sums saved durably, with the place in the log up to which they go;
2. the log is written back into the file.

Killed between the two, the log is still there, whose pages count in the place of those of the file: a page that stands in the
log is not compared. So the program never writes back by itself (`wal_autocheckpoint = 0`), only here. Where the sums cannot be
saved they are removed, and made anew when the file was found sound. After every commit the length of the log is noted without
waiting for the disk: a log that is shorter than noted, and was not written back, has lost saves.

A page that is about to be written over, or dropped, is compared first: what a save makes of a damaged page looks whole. Such
pages are remembered until the file is repaired (`adopt`).

The sums are of the bytes as they lie on the disk, encrypted or not.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.errors import UserError
from desktop.core.page_log import Log, has_begun, lengths, log_of, marks_of

ENDING = ".sums"
BACK_AT = 1000  # pages of the log from which on it is written back, as SQLite does by itself
OTHER_STATE = 3  # changed pages from which on a file with another newest action is another file, not a damaged one
_MAGIC, _FIRST_MAGIC = b"AgriDesk sums 2\n", b"AgriDesk sums 1\n"
_NOTE = struct.Struct("<8sII")  # marks of the log, its length in pages, CRC of both
_HEAD = struct.Struct("<IIIIII8sIII")
"""CRC of the rest; size of a page, pages; newest action, its moment; changes; the log's marks, pages; pages lost, damaged."""
_PLAIN = b"SQLite format 3\0"
_IDLE = (slice(18, 20), slice(24, 28), slice(92, 100))
"""Bytes of the first page that say nothing of the content: kind of journal, counter of changes, SQLite's version."""
UNKNOWN = 0
Read = Callable[[int, int], bytes]
"""(place, size) → the bytes of the database file there."""


@dataclass(frozen=True)
class Sums:
    """The sum of each page (0 = not known), the newest action when they were taken and its moment (CRC), SQLite's count of
    changes (0 = not known), and the part of the log they include: its marks and length. `lost`: pages of a damaged log that
    held saves and are gone; `damaged`: pages that were not what was written when they were written over."""

    page_size: int
    pages: array[int]
    newest: tuple[int, int]
    changes: int = 0
    marks: bytes = b""
    frames: int = 0
    lost: int = 0
    damaged: frozenset[int] = frozenset()


def sums_file(database: Path) -> Path:
    """Where the sums of a database lie."""
    return database.with_name(database.name + ENDING)


# -- while the database is open -----------------------------------------------------------------------------------------


def committed(connection: Any, database: Path, read_at: Read) -> None:
    """After a commit: note how long the log is, and write it back where it has grown long."""
    noted = _noted(database)
    frames, _back = lengths(connection)
    if noted is None:  # no sums yet
        if frames >= BACK_AT:  # SQLite does not do it by itself any more, and the log would grow for ever
            write_back(connection, database, read_at, "PASSIVE")
        return
    if frames < noted[1] and not _covered(noted, known := read(database)):
        if known is not None:  # damaged ones stay, to be told
            sums_file(database).unlink(missing_ok=True)  # somebody else wrote the log back
        return
    before = noted[1] if noted[1] <= frames else 0
    if frames - before >= BACK_AT or frames // BACK_AT > before // BACK_AT:
        write_back(connection, database, read_at, "PASSIVE")
    else:
        _note(database, marks_of(database), frames)


def write_back(connection: Any, database: Path, read_at: Read | None, how: str = "TRUNCATE") -> bool:
    """Sum the pages of the log, compare those they take the place of, then write it back. Gives whether all of it was (no
    reader held it). `read_at`: None for a database of which nothing was known."""
    log = log_of(connection, database)
    known = read(database)
    if log is not None and known is not None:
        after = _with_log(known, log, _newest(connection))
        damaged = _damaged_under(known, log, len(after.pages), read_at) if read_at else frozenset[int]()
        _save(database, replace(after, damaged=known.damaged | damaged))
    busy, frames, back = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    _note(database, log.marks if log else b"", log.frames if log else 0)
    return not busy and frames == back


def _with_log(known: Sums, log: Log, newest: tuple[int, int]) -> Sums:
    pages, count, changes = array("I", known.pages), len(known.pages), known.changes
    for number, size, data in log.read():
        if number > len(pages):
            pages.extend([UNKNOWN] * (number - len(pages)))
        pages[number - 1] = _sum(number, data)
        changes = _changes(data) if number == 1 else changes
        count = size or count
    pages.extend([UNKNOWN] * (count - len(pages)))
    return replace(known, page_size=log.page_size, pages=pages[:count], newest=newest, changes=changes, marks=log.marks,
                   frames=log.frames)


def _damaged_under(known: Sums, log: Log, count: int, read_at: Read) -> frozenset[int]:
    """The pages that the log takes the place of, or that fall away behind the new end, and are not what was written. Those that
    the sums have from this log already may or may not have been written back, and are passed over."""
    before = log.numbers(known.frames) if log.marks == known.marks else set[int]()
    going = (log.numbers() | set(range(count + 1, len(known.pages) + 1))) - before
    size = known.page_size
    return frozenset(n for n in sorted(going) if n <= len(known.pages) and known.pages[n - 1] != UNKNOWN
                     and _sum(n, read_at((n - 1) * size, size)) != known.pages[n - 1])


def opened(connection: Any, database: Path, read_at: Read) -> None:
    """When a database is opened: note what a damaged log has lost, and drop the sums where another file lies there now."""
    log, known = log_of(connection, database), read(database)
    if known is None:
        if sums_file(database).exists() and not is_damaged(database):
            sums_file(database).unlink()  # of the first kind, which never came out
        return
    if lost := _lost(database, log, known):
        _save(database, replace(known, lost=known.lost + lost))
    elif _is_foreign(database, log, known) and _is_other(connection, database, known, read_at):
        sums_file(database).unlink(missing_ok=True)


def _is_foreign(database: Path, log: Log | None, known: Sums) -> bool:
    """Whether no part of a log of ours is there."""
    return log is None or log.marks not in (known.marks, (_noted(database) or (b"", 0))[0])


def _lost(database: Path, log: Log | None, known: Sums) -> int:
    """How many pages of saves the log held that neither it nor the file holds now."""
    noted = _noted(database)
    if noted is None or not noted[1]:
        return 0
    marks, frames = noted
    if _covered(noted, known):
        return 0  # written back, or about to be: the pages themselves are compared
    there = log.frames if log else 0
    if marks_of(database) == marks or not has_begun(database):
        return max(0, frames - max(there, known.frames if marks == known.marks else 0))
    return 0  # the log has begun anew since


def _covered(noted: tuple[bytes, int], known: Sums | None) -> bool:
    """Whether the sums include the log as far as it was noted."""
    return known is not None and noted[0] == known.marks and noted[1] <= known.frames


def _is_other(connection: Any, database: Path, known: Sums, read_at: Read) -> bool:
    """Whether another program, or an older one of ours, wrote the file, which is sound: it holds another newest action, or
    SQLite counted more changes (twice in the header, which no damage does by itself)."""
    header, acted = read_at(0, 100), _newest(connection) != known.newest
    counted = header[24:28] == header[92:96] and _changes(header) > known.changes > 0
    if not (acted or counted):
        return False
    changed = len(differing(connection, database, read_at) or ())
    return changed >= (1 if counted else OTHER_STATE) and _sound(connection)


def _sound(connection: Any) -> bool:
    try:
        return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]
    except sqlite.DatabaseError:
        return False


def differing(connection: Any, database: Path, read_at: Read, first: int = 1, last: int | None = None) -> list[int] | None:
    """The pages from `first` to `last` that are not what was written; None where no sums are known.

    Pages that stand in the log are passed over: the log's own count, which SQLite checks.
    """
    known = read(database)
    if known is None:
        return None
    log = log_of(connection, database)
    in_log, found, last = log.numbers() if log else set(), list[int](), min(last or len(known.pages), len(known.pages))
    for start in range(first, last + 1, 256):
        data = read_at((start - 1) * known.page_size, 256 * known.page_size)
        for number in range(start, min(start + 256, last + 1)):
            at = (number - start) * known.page_size
            wanted = known.pages[number - 1]
            if wanted != UNKNOWN and number not in in_log and _sum(number, data[at:at + known.page_size]) != wanted:
                found.append(number)
    return found


def adopt(connection: Any, database: Path, read_at: Read) -> None:
    """Take the file as it is now for whole: sum all its pages. Nobody else may be writing."""
    size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    count = int(connection.execute("PRAGMA page_count").fetchone()[0])
    log = log_of(connection, database)
    pages, changes = array("I"), _changes(read_at(0, 100))
    for start in range(0, count, 256):
        data = read_at(start * size, min(256, count - start) * size)
        pages.extend(_sum(start + n + 1, data[n * size:(n + 1) * size]) if len(data) >= (n + 1) * size else UNKNOWN
                     for n in range(min(256, count - start)))
    known = Sums(size, pages, _newest(connection), changes)
    _save(database, _with_log(known, log, known.newest) if log else known)
    _note(database, log.marks if log else b"", log.frames if log else 0)  # the old note may be of a log that is gone


# -- the file of sums ---------------------------------------------------------------------------------------------------


def is_damaged(database: Path) -> bool:
    """Whether there are sums that are damaged themselves, or cannot be read: nobody can tell then whether the file is whole."""
    if read(database) is not None:
        return False
    try:
        with sums_file(database).open("rb") as stream:
            return stream.read(len(_MAGIC)) != _FIRST_MAGIC
    except FileNotFoundError:
        return False
    except OSError:
        return True


def read(database: Path) -> Sums | None:
    """The sums of a database; None where there are none, or they are damaged themselves (`is_damaged`)."""
    try:
        data = sums_file(database).read_bytes()
        at = len(_MAGIC) + _NOTE.size
        crc, size, count, newest, moment, changes, marks, frames, lost, damaged = _HEAD.unpack_from(data, at)
    except (OSError, struct.error):
        return None
    body, head = data[at + 4:], _HEAD.size - 4
    if (not data.startswith(_MAGIC) or _note_of(data[len(_MAGIC):at]) is None or zlib.crc32(body) != crc
            or len(body) != head + 4 * (count + damaged)):
        return None
    numbers = array("I")
    numbers.frombytes(body[head:])
    return Sums(size, numbers[:count], (newest, moment), changes, marks.rstrip(b"\0"), frames, lost, frozenset(numbers[count:]))


def _save(database: Path, sums: Sums) -> None:
    """Save the sums durably; where that cannot be done they are removed, or they would call whole pages damaged. Where some are
    known to be damaged the old ones stay, so that this is not forgotten."""
    head = _HEAD.pack(0, sums.page_size, len(sums.pages), *sums.newest, sums.changes, sums.marks, sums.frames, sums.lost,
                      len(sums.damaged))
    body = head[4:] + sums.pages.tobytes() + array("I", sorted(sums.damaged)).tobytes()
    noted = _noted(database) or (b"", 0)
    data = _MAGIC + _note_bytes(*noted) + struct.pack("<I", zlib.crc32(body)) + body
    try:
        files.save_own_bytes(sums_file(database), data)
    except UserError:
        if not sums.damaged:
            sums_file(database).unlink(missing_ok=True)


def _sum(number: int, data: bytes) -> int:
    """The sum of a page, never 0. What says nothing of the content is left out of the first one."""
    if number == 1 and data.startswith(_PLAIN):
        bare = bytearray(data)
        for part in _IDLE:
            bare[part] = bytes(part.stop - part.start)
        data = bytes(bare)
    return zlib.crc32(data) or 1


def _changes(header: bytes) -> int:
    """SQLite's count of changes by the first page; 0 for an encrypted one."""
    return int.from_bytes(header[24:28], "big") if header.startswith(_PLAIN) else 0


def _note(database: Path, marks: bytes, frames: int) -> None:
    """Note how long the log is, in place and without waiting for the disk: it needs to outlive the program, not the power."""
    if _noted(database) is None:
        return  # one that is damaged is not mended in silence
    with suppress(OSError), sums_file(database).open("rb+", buffering=0) as stream:
        stream.seek(len(_MAGIC))
        stream.write(_note_bytes(marks, frames))


def _note_bytes(marks: bytes, frames: int) -> bytes:
    head = struct.pack("<8sI", marks, frames)
    return head + struct.pack("<I", zlib.crc32(head))


def _noted(database: Path) -> tuple[bytes, int] | None:
    try:
        with sums_file(database).open("rb") as stream:
            return _note_of(stream.read(len(_MAGIC) + _NOTE.size)[len(_MAGIC):])
    except OSError:
        return None


def _note_of(data: bytes) -> tuple[bytes, int] | None:
    if len(data) != _NOTE.size:
        return None
    marks, frames, crc = _NOTE.unpack(data)
    return (marks.rstrip(b"\0"), frames) if crc == zlib.crc32(struct.pack("<8sI", marks, frames)) else None


def _newest(connection: Any) -> tuple[int, int]:
    """The number of the newest action and the CRC of its moment; 0 where the table is not there or cannot be read."""
    try:
        found = connection.execute("SELECT id, at FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite.DatabaseError:
        found = None
    return (int(found[0]) & 0xFFFFFFFF, zlib.crc32(str(found[1]).encode())) if found else (0, 0)
