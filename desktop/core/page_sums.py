"""A checksum of every page of the database file, kept beside it: no byte that changes by itself stays silent.

SQLite's own checks miss a changed byte in a column without an index (5 of 400 flips), and its checksummed pages need another
library. So the sums lie in a file of our own, `….agridesk.sums`. They are taken from the log, before it is written back:

1. the pages of the log are summed, and the sums saved durably, with the place in the log up to which they go;
2. the log is written back into the file.

Killed between the two, the log is still there, whose pages count in the place of those of the file: a page that stands in the
log is not compared. So the program never writes back by itself (`wal_autocheckpoint = 0`), only here. Where the sums cannot be
saved they are removed, and made anew when the file was found sound. After every commit the length of the log is noted without
waiting for the disk: a log that is shorter than noted, and was not written back, has lost saves.

The sums are of the bytes as they lie on the disk, encrypted or not.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, BinaryIO

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.errors import UserError

ENDING = ".sums"
BACK_AT = 1000  # pages of the log from which on it is written back, as SQLite does by itself
OTHER_STATE = 3  # changed pages from which on a file with another newest action is another file, not a damaged one
_MAGIC = b"AgriDesk sums 1\n"
_NOTE = struct.Struct("<8sII")  # marks of the log, its length in pages, CRC of both
_HEAD = struct.Struct("<IIII8sII")  # CRC of what follows; page size, pages, newest action, log: marks and pages; pages lost
_LOG_HEAD, _FRAME_HEAD = 32, 24
_PLAIN = b"SQLite format 3\0"
_IDLE = (slice(18, 20), slice(24, 28), slice(92, 100))
"""Bytes of the first page that say nothing of the content: kind of journal, counter of changes, SQLite's version."""
UNKNOWN = 0
Read = Callable[[int, int], bytes]
"""(place, size) → the bytes of the database file there."""


@dataclass(frozen=True)
class Sums:
    """The sum of each page (0 = not known), the newest action when they were taken, and the part of the log they include:
    its marks and length. `lost`: pages of a damaged log that held saves and are gone."""

    page_size: int
    pages: array[int]
    newest: int
    marks: bytes = b""
    frames: int = 0
    lost: int = 0


@dataclass(frozen=True)
class _Log:
    """A log: its marks (another each time it begins anew), and the page number of each of its valid frames."""

    path: Path
    marks: bytes
    page_size: int
    frames: int

    def read(self) -> Iterator[tuple[int, int, bytes]]:
        """Of every frame: its page, the pages that the database has after it (0 = more of the same save), its bytes."""
        with self.path.open("rb") as stream:
            stream.seek(_LOG_HEAD)
            for _number in range(self.frames):
                number, size = struct.unpack(">II", stream.read(_FRAME_HEAD)[:8])
                yield number, size, stream.read(self.page_size)

    def numbers(self) -> set[int]:
        """The pages that stand in it."""
        with self.path.open("rb") as stream:
            return set(self._numbers(stream))

    def _numbers(self, stream: IO[bytes]) -> Iterator[int]:
        for number in range(self.frames):
            stream.seek(_LOG_HEAD + number * (_FRAME_HEAD + self.page_size))
            yield struct.unpack(">I", stream.read(4))[0]


def sums_file(database: Path) -> Path:
    """Where the sums of a database lie."""
    return database.with_name(database.name + ENDING)


# -- while the database is open -----------------------------------------------------------------------------------------


def committed(connection: Any, database: Path) -> None:
    """After a commit: note how long the log is, and write it back where it has grown long."""
    noted = _noted(database)
    frames, _back = _lengths(connection)
    if noted is None:  # no sums yet
        if frames >= BACK_AT:  # SQLite does not do it by itself any more, and the log would grow for ever
            write_back(connection, database, "PASSIVE")
        return
    if frames < noted[1] and not _covered(noted, read(database)):
        sums_file(database).unlink(missing_ok=True)  # somebody else wrote the log back
        return
    before = noted[1] if noted[1] <= frames else 0
    if frames - before >= BACK_AT or frames // BACK_AT > before // BACK_AT:
        write_back(connection, database, "PASSIVE")
    else:
        _note(database, _marks(database), frames)


def write_back(connection: Any, database: Path, how: str = "TRUNCATE") -> bool:
    """Sum the pages of the log, then write it back. Gives whether all of it was (no reader held it)."""
    log = _log(connection, database)
    known = read(database)
    if log is not None and known is not None:
        _save(database, _with_log(known, log, _newest(connection)))
    busy, frames, back = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    _note(database, log.marks if log else b"", log.frames if log else 0)
    return not busy and frames == back


def _with_log(known: Sums, log: _Log, newest: int) -> Sums:
    pages, count = array("I", known.pages), len(known.pages)
    for number, size, data in log.read():
        if number > len(pages):
            pages.extend([UNKNOWN] * (number - len(pages)))
        pages[number - 1] = _sum(number, data)
        count = size or count
    pages.extend([UNKNOWN] * (count - len(pages)))
    return replace(known, page_size=log.page_size, pages=pages[:count], newest=newest, marks=log.marks, frames=log.frames)


def opened(connection: Any, database: Path, read_at: Read) -> None:
    """When a database is opened: note what a damaged log has lost, and drop the sums where another file lies there now."""
    newest, log, known = _newest(connection), _log(connection, database), read(database)
    if known is None:
        return
    if lost := _lost(database, log, known):
        _save(database, replace(known, lost=known.lost + lost))
    elif log is None and newest != known.newest and _is_other(connection, database, read_at):
        sums_file(database).unlink(missing_ok=True)


def _lost(database: Path, log: _Log | None, known: Sums) -> int:
    """How many pages of saves the log held that neither it nor the file holds now."""
    noted = _noted(database)
    if noted is None or not noted[1]:
        return 0
    marks, frames = noted
    if _covered(noted, known):
        return 0  # written back, or about to be: the pages themselves are compared
    there = log.frames if log else 0
    if _marks(database) == marks or not _log_begun(database):
        return max(0, frames - max(there, known.frames if marks == known.marks else 0))
    return 0  # the log has begun anew since


def _covered(noted: tuple[bytes, int], known: Sums | None) -> bool:
    """Whether the sums include the log as far as it was noted."""
    return known is not None and noted[0] == known.marks and noted[1] <= known.frames


def _is_other(connection: Any, database: Path, read_at: Read) -> bool:
    changed = differing(connection, database, read_at)
    return changed is not None and len(changed) >= OTHER_STATE and _sound(connection)


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
    log = _log(connection, database)
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
    log = _log(connection, database)
    pages = array("I")
    for start in range(0, count, 256):
        data = read_at(start * size, min(256, count - start) * size)
        pages.extend(_sum(start + n + 1, data[n * size:(n + 1) * size]) if len(data) >= (n + 1) * size else UNKNOWN
                     for n in range(min(256, count - start)))
    known = Sums(size, pages, _newest(connection))
    _save(database, _with_log(known, log, known.newest) if log else known)


# -- the file of sums ---------------------------------------------------------------------------------------------------


def read(database: Path) -> Sums | None:
    """The sums of a database; None where there are none, or they are damaged themselves."""
    try:
        data = sums_file(database).read_bytes()
        at = len(_MAGIC) + _NOTE.size
        crc, size, count, newest, marks, frames, lost = _HEAD.unpack_from(data, at)
    except (OSError, struct.error):
        return None
    body = data[at + 4:]
    if not data.startswith(_MAGIC) or zlib.crc32(body) != crc or len(body) != _HEAD.size - 4 + 4 * count:
        return None
    pages = array("I")
    pages.frombytes(body[_HEAD.size - 4:])
    return Sums(size, pages, newest, marks.rstrip(b"\0"), frames, lost)


def _save(database: Path, sums: Sums) -> None:
    """Save the sums durably; where that cannot be done they are removed, or they would call whole pages damaged."""
    head = _HEAD.pack(0, sums.page_size, len(sums.pages), sums.newest, sums.marks, sums.frames, sums.lost)
    body = head[4:] + sums.pages.tobytes()
    noted = _noted(database) or (b"", 0)
    data = _MAGIC + _note_bytes(*noted) + struct.pack("<I", zlib.crc32(body)) + body
    try:
        files.save_own(sums_file(database), lambda out: _write(out, data))
    except UserError:
        sums_file(database).unlink(missing_ok=True)


def _write(out: BinaryIO, data: bytes) -> None:
    out.write(data)


def _sum(number: int, data: bytes) -> int:
    """The sum of a page, never 0. What says nothing of the content is left out of the first one."""
    if number == 1 and data.startswith(_PLAIN):
        bare = bytearray(data)
        for part in _IDLE:
            bare[part] = bytes(part.stop - part.start)
        data = bytes(bare)
    return zlib.crc32(data) or 1


def _note(database: Path, marks: bytes, frames: int) -> None:
    """Note how long the log is, in place and without waiting for the disk: it needs to outlive the program, not the power."""
    with suppress(OSError), sums_file(database).open("rb+", buffering=0) as stream:
        stream.seek(len(_MAGIC))
        stream.write(_note_bytes(marks, frames))


def _note_bytes(marks: bytes, frames: int) -> bytes:
    head = struct.pack("<8sI", marks, frames)
    return head + struct.pack("<I", zlib.crc32(head))


def _noted(database: Path) -> tuple[bytes, int] | None:
    try:
        with sums_file(database).open("rb") as stream:
            marks, frames, crc = _NOTE.unpack(stream.read(len(_MAGIC) + _NOTE.size)[len(_MAGIC):])
    except (OSError, struct.error):
        return None
    return (marks.rstrip(b"\0"), frames) if crc == zlib.crc32(struct.pack("<8sI", marks, frames)) else None


# -- the log ------------------------------------------------------------------------------------------------------------


def log_file(database: Path) -> Path:
    """SQLite's log beside a database."""
    return database.with_name(database.name + "-wal")


def _lengths(connection: Any) -> tuple[int, int]:
    """How many pages stand in the log, and how many of them are written back; nothing is written."""
    _busy, frames, back = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return max(frames, 0), max(back, 0)


def _log(connection: Any, database: Path) -> _Log | None:
    frames, _back = _lengths(connection)
    if not frames:
        return None
    head = _log_head(database)
    return _Log(log_file(database), head[16:24].rstrip(b"\0"), struct.unpack(">I", head[8:12])[0], frames)


def _log_head(database: Path) -> bytes:
    try:
        with log_file(database).open("rb") as stream:
            return stream.read(_LOG_HEAD)
    except OSError:
        return b""


def _marks(database: Path) -> bytes:
    """The marks of the log as its head holds them; b"" where there is none."""
    return _log_head(database)[16:24].rstrip(b"\0")


def _log_begun(database: Path) -> bool:
    """Whether the log has a head that agrees with its own checksum."""
    head = _log_head(database)
    if len(head) < _LOG_HEAD:
        return False
    order = ">" if head[3] & 1 else "<"
    one = two = 0
    words = struct.unpack(f"{order}6I", head[:24])
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return struct.unpack(">2I", head[24:32]) == (one, two) and head[:3] == b"\x37\x7f\x06"


def _newest(connection: Any) -> int:
    """The number of the newest action; 0 where the table is not there or cannot be read."""
    try:
        return int(connection.execute("SELECT max(id) FROM operation").fetchone()[0] or 0) & 0xFFFFFFFF
    except sqlite.DatabaseError:
        return 0
