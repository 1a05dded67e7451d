"""A temporary database for tests of the core, and what can be seen in it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlite

from desktop import newdata
from desktop.core import i18n, settings
from desktop.core.database import Database
from desktop.core.kinds import kinds
from desktop.core.lock import FileLock
from desktop.core.same_file import SameFile
from desktop.core.schema import Step, open_database
from desktop.features import followers, import_models
from desktop.migrations import STEPS
from desktop.newdata import open_ready

MANAGER = "周明"  # who works with every database of a test
LONGEST = 600  # seconds that one process makes something for all
Made = TypeVar("Made")
_MADE: dict[str, tuple[Any, Any]] = {}  # what was made once: its database in memory, and what it gave
_THERE: set[int] = set()  # the keys of what every database of a test begins with


@cache
def _empty() -> bytes:
    """An empty database of today's schema with a manager, made once a run."""
    import_models()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.agridesk"
        db = open_database(path, STEPS, followers=followers())
        settings.set_office(db, "manager", MANAGER)  # who is a person from then on
        with db.raw() as connection:  # naming the manager is nothing that was done in it: it can be filled, nothing undone
            connection.execute("DELETE FROM change")
            connection.execute("DELETE FROM operation")
        _THERE.update(row[0] for rows in visible(db).values() for row in rows)
        db.close()
        return path.read_bytes()


@cache
def _filled(language: str, steps: tuple[Step, ...]) -> bytes:
    """A new database as the program makes one, with its catalogues, made once a run for the `steps` it knows: a test may
    have added a kind of record, which no other test's database has."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "filled.agridesk"
        with i18n.using(language):
            open_ready(path).close()
        return path.read_bytes()


def ready(path: Path) -> Database:
    """A new database at `path` as a user gets it, with its catalogues. Close it when done."""
    path.write_bytes(_filled(i18n.language(), tuple(newdata.STEPS)))
    return open_ready(path)


def made_once(place: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` in `place`, filled by whichever process of a run comes first; the others wait for it."""
    folder, work = place / name, place / f"{name}.making"
    until = time.monotonic() + LONGEST
    while not folder.exists():
        try:
            work.mkdir()
        except FileExistsError:
            assert time.monotonic() < until, f"{work} is not being filled any more"
            time.sleep(0.1)
            continue
        if folder.exists():  # the other one was done in this moment
            break
        try:
            make(work)
        except BaseException:
            shutil.rmtree(work)
            raise
        work.rename(folder)
    return folder


def _fresh(path: Path) -> Database:
    """A new database with every table. The file is known to be right: that is not looked into at every test."""
    path.write_bytes(_empty())
    lock = FileLock(path)
    lock.acquire()
    file = SameFile(path)
    file.note()
    made = Database(path, lock, file, followers())
    event.listen(made._writer, "connect", _trust)
    return made


def made_as(db: Database, name: str, make: Callable[[Database], Made]) -> Made:
    """What `make(db)` gives for a fresh database: it is done once a run, for the others what it left is copied in."""
    if name not in _MADE:
        found = make(db)
        kept = sqlite.connect(":memory:", check_same_thread=False)
        with db.raw() as connection:
            connection.backup(kept)
        _MADE[name] = (kept, found)
        return found
    kept, found = _MADE[name]
    with db.raw() as connection:
        kept.backup(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file is known again by its own header
    return found  # type: ignore[no-any-return]


def _trust(connection: Any, _record: Any) -> None:
    """The disk is not waited for at each commit: only a computer that loses its power would tell the difference."""
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def opened(folder: Path, name: str = "test.agridesk") -> Iterator[Database]:
    """A database in `folder`, closed at the end; a new one where nothing of it lies there, such as a restore cut short."""
    path = folder / name
    db = open_database(path, STEPS, followers=followers()) if any(folder.glob(f"{name}*")) else _fresh(path)
    try:
        yield db
    finally:
        db.close()


def visible(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All living rows of all records, as stored, table by table; the manager, who is always there, is left out."""
    with db.reading() as session:
        ask = session.connection().exec_driver_sql
        filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\" WHERE deleted_at IS NULL)"
                                    for name in kinds())
        found = {name: [row for row in ask(f'SELECT * FROM "{name}" WHERE deleted_at IS NULL ORDER BY id')
                        if row[0] not in _THERE] for name in ask(filled).scalars().all()}
    return {name: rows for name, rows in found.items() if rows}


def dealer_names(db: Database) -> list[str]:
    """The names of the living dealers."""
    with db.reading() as session:
        return list(session.connection().exec_driver_sql("SELECT name FROM dealer WHERE deleted_at IS NULL").scalars())
