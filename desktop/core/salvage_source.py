"""Which backup may serve a repair: whole, of the same line of work as the damaged file, and without people removed for good.

After a restore the same numbers are given again to other actions, so that a backup made before it holds what was given up. A
backup is of the same line of work where its newest action stands in the file under the same number and moment.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.core import archive, files, wholeness
from desktop.core.backup_files import PURGED, list_backups
from desktop.core.encryption.ring import KeyWanted
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.paths import backup_folder
from desktop.core.salvage_rows import FAULTS, Source, by_key, readable
from desktop.core.second_place import archives

STAMP = re.compile(r"\d{8}-\d{6}")


class Sources:
    """The whole backups of a database, newest first: the automatic ones, and those of the second place after them."""

    def __init__(self, database: Path, second: str, folder: Path) -> None:
        self.database, self._second, self._folder = database, second, folder
        self._open: dict[Path, Source | None] = {}
        self.refused: list[str] = []

    def all(self) -> Iterator[Source]:
        """Every whole one that can be opened; made ready as it is asked for."""
        for path in self._paths():
            if path not in self._open:
                self._open[path] = _opened(path)
            if source := self._open[path]:
                yield source

    def _paths(self) -> Iterator[Path]:
        yield from (b.path for b in list_backups(self.database) if not wholeness.rotted(b.path))
        if self._second and Path(self._second).is_dir():
            yield from _out_of_archives(archives(Path(self._second), self.database.stem), self._folder)

    def to_compare(self, connection: Any) -> Source | None:
        """The newest one that a file of sound structure may be compared with; what stands against others is in `refused`."""
        self.refused = []
        schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
        gone = purged_rows(connection, self.database)
        for source in self.all():
            if source.schema != schema:
                self.refused.append(_("The backup {file} is of an older version of the program; records could not be compared."
                                      ).format(file=source.path.name))
            elif not is_of_the_same_line(source, connection):
                self.refused.append(_("The backup {file} holds a state that this database was not made of; records were not "
                                      "compared with it.").format(file=source.path.name))
            elif not gone <= source.purged():
                self.refused.append(_("The backup {file} is older than the last removal for good; records were not compared "
                                      "with it.").format(file=source.path.name))
            else:
                return source
        return None

    def to_build_on(self, connection: Any | None) -> Source | None:
        """The newest one that a new file may be made of; None where there is none. `connection`: to the damaged file, None
        where nothing of it can be read.

        Raises `UserError` where a backup was restored since they were made, and the file does not tell which one.
        """
        restored = max(map(_stamp, backup_folder(self.database).glob("replaced-*")), default="")
        told = [(source, _told(source, connection)) for source in self.all()]
        fits = [(source, proven or _stamp(source.path) > restored) for source, proven in told if proven is not False]
        found = next((source for source, sure in fits if sure), None)
        if fits and found is None:
            raise UserError(_("{file} cannot be read, and a backup was restored since the newest one was made: nothing tells "
                              "which state yours is. Restore the right one yourself: File ▸ Restore.").format(
                                  file=self.database.name))
        return found

    def close(self) -> None:
        """Let go of all files."""
        for source in self._open.values():
            if source:
                source.close()


@contextmanager
def whole_sources(database: Path, second: str) -> Iterator[Sources]:
    """The whole backups of a database; `second`: the second place of backups, "" = none."""
    with TemporaryDirectory() as folder:
        sources = Sources(database, second, Path(folder))
        try:
            yield sources
        finally:
            sources.close()


def is_of_the_same_line(source: Source, connection: Any) -> bool:
    """Whether the backup's newest action stands in the file, which can be read whole, under the same number and moment."""
    mine = by_key(connection, "operation", [source.newest]).get(source.newest)
    return source.newest == 0 or (mine is not None and mine["at"] == source.moment(source.newest))


def _told(source: Source, connection: Any | None) -> bool | None:
    """As `is_of_the_same_line` for a damaged file; None where what can be read of it does not tell."""
    if connection is None:
        return None
    if is_of_the_same_line(source, connection):
        return True
    read = {key: row for key, row in readable(connection, "operation").items() if key <= source.newest}
    return False if any(row["at"] != source.moment(key) for key, row in read.items()) else None


def purged_rows(connection: Any | None, database: Path) -> set[tuple[str, int]]:
    """The rows that were removed for good, as far as the file and what lies beside it tell."""
    found: set[tuple[str, int]] = set()
    if connection is not None:
        with suppress(*FAULTS):
            found.update((str(table), int(row)) for table, row in connection.execute("SELECT table_name, row_id FROM purged"))
    with suppress(OSError, ValueError, TypeError):
        found.update((str(table), int(row)) for table, row in json.loads(
            (backup_folder(database) / PURGED).read_text(encoding="utf-8")))
    return found


def _stamp(path: Path) -> str:
    """When a backup or a folder of replaced files was made, by its name."""
    found = STAMP.search(path.name)
    return found[0] if found else ""


def _opened(path: Path) -> Source | None:
    try:
        return Source(path)
    except (KeyWanted, *FAULTS):
        return None


def _out_of_archives(found: Iterable[Path], folder: Path) -> Iterator[Path]:
    for path in found:
        if not wholeness.archive_rotted(path):
            target = folder / f"{path.name}.agridesk"
            if not target.exists():
                with zipfile.ZipFile(path) as made:
                    files.start_private(target)
                    target.write_bytes(made.read(archive.DATABASE))
            yield target
