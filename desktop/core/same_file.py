"""Is the file that is open still the one under its name? Asked before every commit, which would else go nowhere or do damage.

A sync program or a hand may replace, overwrite, cut short or delete a database under the open program (POSIX allows all of
it). Name and open file are compared by the disk's own number, the header by its bytes: it holds the size in pages, the schema
cookie and the change counter, and only our own checkpoints change it, after which it is noted anew. A copy of the same size may
have the same header: then the time of the last change tells. A file may be touched without an alarm: its digest is taken before
the first save and whenever we changed it (every few megabytes of saving), and decides; that of a large file is of pieces that
lie evenly over all of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from desktop.core import files
from desktop.core.errors import Exchanged
from desktop.core.lock import hold_file
from desktop.core.page_log import log_file
from desktop.core.paths import backup_folder

HEADER = 100
LARGEST = 32_000_000  # bytes that are read in less time than a save takes anyway
PIECE = 65_536  # bytes read at a time of a larger file, of which so many are looked at as make up the above


class SameFile:
    """The open file of a database: locked under whatever name, and known again. Raises `UserError` where it is held."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Kept open: closing one would drop SQLite's own locks (POSIX). Without a buffer, which would be old.
        self._file: IO[bytes] = path.open("rb", buffering=0)
        self._at, self._digest = 0, ""
        try:
            hold_file(self._file, path)
            self.note()
        except BaseException:
            self._file.close()
            raise

    def note(self) -> None:
        """Take the file as it is now for ours: after a transaction of our own, with the lock on writing held."""
        self._noted = self._header()
        self._log = _number(self._log_path)
        if (changed := self._changed()) != self._at:
            self._at, self._digest = changed, self._digest and self._digest_now()

    def is_ours(self) -> bool:
        """Whether name, header and log are still those of our own file."""
        mine = os.fstat(self._file.fileno())
        log = not self._log or _number(self._log_path) == self._log
        named = _number(self.path) == (mine.st_dev, mine.st_ino)
        return log and named and self._header() == self._noted and self._has_our_content()

    def _has_our_content(self) -> bool:
        """Whether the content is ours; asked where name and header are."""
        return self._changed() == self._at or (bool(self._digest) and self._digest_now() == self._digest)

    def _changed(self) -> int:
        """When the file was last changed, in nanoseconds."""
        return os.fstat(self._file.fileno()).st_mtime_ns

    def _digest_now(self) -> str:
        """The digest of the file, of a large one that of as many pieces of it as can be read in passing."""
        size = os.fstat(self._file.fileno()).st_size
        self._file.seek(0)
        if size <= LARGEST:
            return files.digest_of_stream(self._file)
        pieces, digest = max(2, LARGEST // PIECE), hashlib.sha256(str(size).encode())
        for place in range(pieces):
            self._file.seek(place * (size - PIECE) // (pieces - 1))
            digest.update(self._file.read(PIECE) or b"")
        return digest.hexdigest()

    def refuse_exchanged(self) -> None:
        """Raise `Exchanged` unless the file is still ours."""
        if not self.is_ours():
            raise Exchanged(self.path)
        self._digest = self._digest or self._digest_now()

    def set_log_aside(self) -> None:
        """Keep our log from the file that took the place of ours, into which SQLite would write it at closing.

        It is kept among the replaced files: it may hold the last that was saved.
        """
        if self.is_ours() or self._log is None or _number(self._log_path) != self._log:
            return
        aside = backup_folder(self.path) / f"replaced-{datetime.now():%Y%m%d-%H%M%S}-log"
        with suppress(OSError):  # a disk that is full or gone: then the newcomer matters more
            files.make_private(aside)
            shutil.copyfile(self._log_path, aside / self._log_path.name)
        with suppress(OSError):
            os.truncate(self._log_path, 0)

    def read_at(self, place: int, size: int) -> bytes:
        """The bytes of the file at a place, fewer at its end; with the lock on writing held."""
        self._file.seek(place)
        data = self._file.read(size)
        while len(data) < size and (more := self._file.read(size - len(data))):
            data += more
        return data

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._file.closed

    def close(self) -> None:
        """Free the file; after SQLite's own connections."""
        self._file.close()

    @property
    def _log_path(self) -> Path:
        return log_file(self.path)

    def _header(self) -> tuple[bytes, int]:
        """The header as it is on the disk now, and the size in whole pages."""
        self._file.seek(0)
        return os.read(self._file.fileno(), HEADER), os.fstat(self._file.fileno()).st_size


def _number(path: Path) -> tuple[int, int] | None:
    """Device and number of the file under a name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
