"""A new file in the place of one whose structure is damaged: the newest whole backup, and what can be read of the work since.

The history of the damaged file says what happened after the backup, line by line; each line that can be read is done again.
Rows that came in many at once keep no values in the history: they are read themselves.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files, purging, restoring, search
from desktop.core.database import Database, connect
from desktop.core.encryption import converting, key_file, ring
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.kinds import kinds
from desktop.core.lock import FileLock
from desktop.core.page_sums import ENDING
from desktop.core.salvage_rows import Image, Source, by_key, loosened, named, readable, since
from desktop.core.salvage_source import Sources, purged_rows
from desktop.core.soundness import open_read_only

PREPARING = ".repairing"
OWN = frozenset({"operation", "change"})


@dataclass
class Rebuilt:
    """What came of it: of which backup it was made; sentences about what was brought back and what could not be; where the
    damaged files lie."""

    source: Path
    back: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    aside: Path | None = None


def rebuild(path: Path, sources: Sources, open_file: Callable[[Path], Database]) -> Rebuilt:
    """Put a new file in the place of the damaged database at `path`, which is closed and stays aside.

    Raises `UserError` where there is no whole backup that it could be made of.
    """
    prepared = path.with_name(path.name + PREPARING)
    lock = FileLock(path)
    lock.acquire()
    try:
        _clear(prepared)
        with _damaged(path, key_file.meant(path) or _mark(sources)) as old:
            source = sources.to_build_on(old)
            if source is None:
                raise UserError(_("{file} cannot be repaired: its structure is damaged, and there is no whole backup of it. "
                                  "Keep all files as they are and ask for help.").format(file=path.name))
            done = Rebuilt(source.path)
            _take(path, source.path, prepared)
            gone = purged_rows(old, path)
            if not gone <= source.purged():
                _purge_again(prepared, gone, open_file)
            if old is None:
                done.lost.append(_("all work since {day}: the damaged file cannot be read at all").format(
                    day=_last_day(prepared)))
            else:
                _work_since(old, prepared, source, gone, done)
        _finish(prepared, open_file)
        files.make_durable(prepared, path.with_name(path.name + restoring.RESTORING))
        done.aside = restoring.finish_restore(path)
    finally:
        _clear(prepared)
        lock.release()
    return done


def _mark(sources: Sources) -> bytes:
    """The cipher of the newest backup, where nothing beside a damaged file tells that of its own."""
    return next((ring.mark_of(source.path) for source in sources.all()), ring.PLAIN)


def _purge_again(prepared: Path, gone: set[tuple[str, int]], open_file: Callable[[Path], Database]) -> None:
    """Remove people for good once more out of a backup that is older than their removal, with all that speaks of them."""
    db = open_file(prepared)
    try:
        purging.remember(db, sorted(gone))
        purging.purge_again(db)
    finally:
        db.close()


def _take(path: Path, backup: Path, prepared: Path) -> None:
    """The backup as the file to be made whole, encrypted as the damaged one is; an encrypted one in the place of a plain one
    brings its ways in along."""
    mark = key_file.meant(path)
    if not mark:
        key_file.adopt(path, backup)
    else:
        key_file.provide(path, mark)
    if mark and mark != ring.mark_of(backup):
        converting.convert(backup, prepared, mark)
        return
    files.start_private(prepared)
    shutil.copyfile(backup, prepared)


def _clear(prepared: Path) -> None:
    for end in (*restoring.ENDS, ".lock"):
        with suppress(OSError):
            prepared.with_name(prepared.name + end).unlink(missing_ok=True)
    for end in (".backups", ".files"):  # made by opening it
        shutil.rmtree(prepared.with_name(prepared.name + end), ignore_errors=True)


@contextmanager
def _damaged(path: Path, mark: bytes) -> Iterator[Any]:
    """A connection to a copy of the damaged file with its log; None where SQLite cannot read any of it."""
    copy = path.with_name(path.name + ".damaged")
    connection = None
    try:
        for end in ("", "-wal"):
            with suppress(FileNotFoundError):
                files.start_private(copy.with_name(copy.name + end))
                shutil.copyfile(path.with_name(path.name + end), copy.with_name(copy.name + end))
        try:
            connection = sqlite.connect(str(copy), isolation_level=None)
            ring.unlock(connection, copy, mark)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA writable_schema = ON")  # or a file that was cut short is not read at all
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite.DatabaseError:
            if connection is not None:
                connection.close()
            connection = None
        yield connection
    finally:
        if connection is not None:
            connection.close()
        for end in (*restoring.ENDS, ENDING):
            with suppress(OSError):
                copy.with_name(copy.name + end).unlink(missing_ok=True)


def _last_day(database: Path) -> str:
    with closing(open_read_only(database)) as connection:
        found = connection.execute("SELECT max(at) FROM operation").fetchone()
    return str(found[0] or "")[:16].replace("T", " ")


# -- the work since -------------------------------------------------------------------------------------------------------


def _work_since(old: Any, prepared: Path, source: Source, gone: set[tuple[str, int]],
                done: Rebuilt) -> None:
    """Do again in `prepared` what the damaged file's history says happened after the backup."""
    try:
        if int(old.execute("PRAGMA user_version").fetchone()[0]) != source.schema:
            done.lost.append(_("all work since the backup, which is of an older version of the program"))
            return
    except sqlite.DatabaseError:
        pass
    top = _top(old, source)
    actions = readable(old, "operation", source.newest, range(source.newest + 1, top[0] + 1))
    lines = readable(old, "change", source.newest_line, range(source.newest_line + 1, top[1] + 1))
    gaps = _gaps(actions, source.newest, top[0]) + _gaps(lines, source.newest_line, top[1])
    if gaps:
        done.lost.append(ngettext("{n} line of the history since the backup, which cannot be read",
                                  "{n} lines of the history since the backup, which cannot be read", gaps).format(n=gaps))
    with closing(connect(prepared)) as new:
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN IMMEDIATE")
        columns = _columns(new)
        for table, rows in (("operation", actions), ("change", lines)):
            for key in sorted(rows):
                _put(new, table, rows[key], columns[table])
        _rows(old, new, [lines[key] for key in sorted(lines)], columns, gone, done)
        if gaps:
            _unexplained(old, new, columns, gone, done)
        _without_owner(new, done)
        new.execute("UPDATE exchange_link SET whole_next = 1, confirmed = 0")  # what partners know of it is not sure any more
        new.execute("COMMIT")
        new.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _top(old: Any, source: Source) -> tuple[int, int]:
    """The newest action and line of history in the damaged file, as far as either can be told."""
    found = []
    for table, least in (("operation", source.newest), ("change", source.newest_line)):
        rows = readable(old, table, least)
        found.append(max(rows, default=least))
    return found[0], found[1]


def _gaps(rows: dict[int, Image], first: int, last: int) -> int:
    return max(0, last - first - len(rows))


def _columns(connection: Any) -> dict[str, list[str]]:
    names = [*kinds(), *OWN]
    return {name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names}


def _put(new: Any, table: str, image: Image, columns: list[str]) -> None:
    names = [name for name in columns if name in image]
    marks = ", ".join("?" * len(names))
    new.execute(f'INSERT OR REPLACE INTO "{table}" ({", ".join(f"{chr(34)}{n}{chr(34)}" for n in names)}) VALUES ({marks})',
                [image[name] for name in names])


def _rows(old: Any, new: Any, lines: list[Image], columns: dict[str, list[str]], gone: set[tuple[str, int]],
          done: Rebuilt) -> None:
    """Bring the rows that the history names to how they stood at its end."""
    told = {key: row for key, row in since(lines).items() if key[0] in kinds() and key not in gone}
    for table in kinds():
        mine = {key[1]: row for key, row in told.items() if key[0] == table}
        own = by_key(new, table, [key for key, row in mine.items() if not row.new])
        read = by_key(old, table, [key for key, row in mine.items() if row.new and row.image is None])
        n = 0
        for key, row in mine.items():
            base = own.get(key) if not row.new else {**read[key], "id": key} if key in read else None
            image = row.after(base) if base is not None or row.image is not None else None
            if image is None:
                done.lost.append(_("{kind} {number}: it cannot be read in the damaged file, and no backup has it").format(
                    kind=_(kinds()[table].name), number=key))
                continue
            try:
                _put(new, table, loosened(table, {**image, "id": key}, gone), columns[table])
                n += 1
            except sqlite.DatabaseError:
                done.lost.append(_("{record}: its values do not fit").format(record=named(table, image)))
        if n:
            done.back.append(_("{kind}: {n} as worked on since the backup").format(kind=_(kinds()[table].name), n=n))


def _unexplained(old: Any, new: Any, columns: dict[str, list[str]], gone: set[tuple[str, int]], done: Rebuilt) -> None:
    """Rows of which nothing else tells, since lines of the history are lost: taken as they stand, and named."""
    for table in kinds():
        known = {row[0] for row in new.execute(f'SELECT id FROM "{table}"')}
        for key, image in readable(old, table).items():
            if key not in known and (table, key) not in gone:
                with suppress(sqlite.DatabaseError):
                    _put(new, table, loosened(table, image, gone), columns[table])
                    done.back.append(_("{record}: as it stands in the damaged file, without proof").format(
                        record=named(table, image)))


def _without_owner(new: Any, done: Rebuilt) -> None:
    """Take out rows that refer to what could not be brought back."""
    while broken := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, target, _number in broken:
            new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
            if table in kinds():
                done.lost.append(_("{kind} {number}: it belongs to a {target} that could not be brought back").format(
                    kind=_(kinds()[table].name), number=row, target=_(kinds()[target].name) if target in kinds() else target))


def _finish(prepared: Path, open_file: Callable[[Path], Database]) -> None:
    """Make the search index anew, and leave the file as one that is moved."""
    db = open_file(prepared)
    try:
        with db.transaction() as session:
            search.rebuild(session)
    finally:
        db.close()
    with closing(sqlite.connect(str(prepared))) as connection:
        ring.unlock(connection, prepared)
        connection.execute("PRAGMA journal_mode = DELETE")


