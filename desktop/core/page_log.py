"""SQLite's log beside a database, read as it lies on the disk: what `page_sums` has to know of it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_LOG_HEAD, _FRAME_HEAD = 32, 24


@dataclass(frozen=True)
class Log:
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

    def numbers(self, frames: int | None = None) -> set[int]:
        """The pages that stand in it, or in so many of its frames."""
        with self.path.open("rb") as stream:
            return set(self._numbers(stream, self.frames if frames is None else min(frames, self.frames)))

    def _numbers(self, stream: IO[bytes], frames: int) -> Iterator[int]:
        for number in range(frames):
            stream.seek(_LOG_HEAD + number * (_FRAME_HEAD + self.page_size))
            yield struct.unpack(">I", stream.read(4))[0]


def log_file(database: Path) -> Path:
    """SQLite's log beside a database."""
    return database.with_name(database.name + "-wal")


def lengths(connection: Any) -> tuple[int, int]:
    """How many pages stand in the log, and how many of them are written back; nothing is written."""
    _busy, frames, back = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return max(frames, 0), max(back, 0)


def log_of(connection: Any, database: Path) -> Log | None:
    """The log of an open database; None where nothing stands in it."""
    frames, _back = lengths(connection)
    if not frames:
        return None
    head = _head(database)
    return Log(log_file(database), head[16:24].rstrip(b"\0"), struct.unpack(">I", head[8:12])[0], frames)


def _head(database: Path) -> bytes:
    try:
        with log_file(database).open("rb") as stream:
            return stream.read(_LOG_HEAD)
    except OSError:
        return b""


def marks_of(database: Path) -> bytes:
    """The marks of the log as its head holds them; b"" where there is none."""
    return _head(database)[16:24].rstrip(b"\0")


def has_begun(database: Path) -> bool:
    """Whether the log has a head that agrees with its own checksum."""
    head = _head(database)
    if len(head) < _LOG_HEAD:
        return False
    order = ">" if head[3] & 1 else "<"
    one = two = 0
    words = struct.unpack(f"{order}6I", head[:24])
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return struct.unpack(">2I", head[24:32]) == (one, two) and head[:3] == b"\x37\x7f\x06"
