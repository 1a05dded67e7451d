"""The one SQLite file: opening, locking, reading and writing it.

WAL with synchronous=FULL, so that what was acknowledged survives a power cut (measured; DELETE mode and NORMAL lose
commits). `sqlcipher3` carries a current SQLite on every platform; the standard library's may be older and hurt by a
WAL bug. One process at a time (lock.py), one writing connection, reading ones for the window.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from desktop.core import files, history, page_sums, search
from desktop.core.encryption import ring
from desktop.core.errors import Exchanged, UserError
from desktop.core.feature import Follower, load
from desktop.core.i18n import _
from desktop.core.lock import FileLock
from desktop.core.made_along import Made, take_along
from desktop.core.paths import attachments_folder, backup_folder, opened_folder
from desktop.core.same_file import SameFile

DECRYPTED_CACHE = 64_000  # KiB of an encrypted one, whose pages cost three times as much to read anew as to keep
READER_CACHE = 1500  # KiB a reading connection, of which there are up to eight: the system keeps the file's pages itself
PAGES = 4096  # compared with their sums at a time, while nobody saves
COMPILED_STATEMENTS = 1000  # how many are kept, the last used
Listener = Callable[[frozenset[str]], None]


class Database:
    """An open database. Make one with `open_database`; close it when done.

    `reading()` gives a session that cannot write. `operation(label)` gives the writing session of one user action:
    it commits at the end of the block, or leaves everything as it was, once `followers` kept true what stands on it.
    `was_older`: its schema was brought up to date when it was opened.
    """

    def __init__(self, path: Path, lock: FileLock, file: SameFile, followers: Sequence[Follower] = (), *,
                 was_older: bool = False) -> None:
        self.followers, self.was_older = tuple(followers), was_older
        self.listeners: list[Listener] = []
        self.made: set[Made] = set()  # records made on the way, which the action that comes to name them takes along
        self._writing = OneAtATime()
        self._stand_on(path, lock, file)

    def _stand_on(self, path: Path, lock: FileLock, file: SameFile) -> None:
        self.path, self._lock, self._file = path, lock, file
        ring.note_opened(path)
        self.attachments, self.backups, self.opened = attachments_folder(path), backup_folder(path), opened_folder(path)
        self._writer = _engine(path, writing=True)
        self._reader = _engine(path, writing=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short session for reading: one consistent state, no writes. What was computed in it may be kept in
        `session.info["computed"]`: nothing that it stands on changes meanwhile."""
        with plain_errors(self.path), Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            session.info["computed"] = {}
            yield session

    @contextmanager
    def operation(self, label: str) -> Iterator[Session]:
        """One user action in one transaction, written into the history under `label`, told to the listeners."""
        made, known = tuple(self.made), set[Made]()
        with self.transaction() as session:
            history.begin(session, label)
            yield session
            if made:
                session.flush()
                known = take_along(session, made)
        self.made -= known

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing transaction without an action of its own (undo, settings, migrations)."""
        with self._writing, plain_errors(self.path), Session(self._writer, expire_on_commit=False) as session:
            self._file.refuse_exchanged()  # before anything is read that may be somebody else's, and before the commit
            session.info["attachments"] = self.attachments
            yield session
            session.flush()
            for follower in self.followers:
                if follower.tables & session.info.get("touched", {}).keys():
                    load(follower.place)(session)
            search.refresh(session)
            self._file.refuse_exchanged()
            driver: Any = session.connection().connection.driver_connection
            _commit(session, driver)
            self._note_written(driver)
            tables = frozenset(session.info.get("tables", ()))
        if tables:
            self.tell(tables)

    def tell(self, tables: frozenset[str]) -> None:
        """Tell every listener which tables changed. Listeners run in the calling thread.

        One that fails is logged and passed over: what was committed must not look as if it had failed.
        """
        for listener in list(self.listeners):
            try:
                listener(tables)
            except Exception:
                logging.getLogger(__name__).exception("a listener failed")

    def undo(self, operation_id: int | None = None) -> str:
        """Take back the newest action (or the one named); gives its label. Raises `Refused` with the reason."""
        with self.transaction() as session:
            found = session.get(history.Operation, operation_id) if operation_id else history.next_undo(session)
            if not found:
                raise UserError(_("There is nothing to undo."))
            history.undo(session, found)
            if found.taken_from:
                from desktop.core.exchange.links import forget_taken  # a package that is taken back was not heard

                forget_taken(session, found.taken_from, found.id or 0)
            return found.label

    def redo(self) -> str:
        """Do the action undone last again; gives its label."""
        with self.transaction() as session:
            found = history.next_redo(session)
            if not found:
                raise UserError(_("There is nothing to redo."))
            history.redo(session, found)
            return found.label

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The writing connection of the driver itself, outside a transaction: backup, checks, checkpoints."""
        with self._writing, plain_errors(self.path):
            connection, ours = self._writer.raw_connection(), self._file.is_ours()
            try:
                yield connection.driver_connection
                if ours:
                    self._note_written(connection.driver_connection)
            finally:
                connection.close()

    def _note_written(self, driver: Any) -> None:
        """What is kept of a file after it was written. It fails without a word to the user, in the log only (a disk that is
        full, a log that cannot be written back): what was committed must not look as if it had failed."""
        try:
            page_sums.committed(driver, self.path, self._file.read_at)
        except Exception:
            logging.getLogger(__name__).exception("the log could not be noted or written back")
        try:
            self._file.note()
        except OSError:
            logging.getLogger(__name__).exception("the file could not be looked at")

    def move_to(self, other: Database) -> None:
        """Go on in the file of another open database, which is given up: whoever holds this one saves there from now on."""
        for db in (self, other):  # before nobody may write any more, this too
            with suppress(UserError):
                db._write_back()
        with self._writing:
            self._let_go()
            other._reader.dispose()
            other._writer.dispose()
            other._file.note()  # closing the last connection wrote its log back
            self._stand_on(other.path, other._lock, other._file)

    def close(self) -> None:
        """Close every connection, free the lock, and remove the copies that were opened in other programs. Once is enough."""
        if self._file.closed:
            return
        shutil.rmtree(self.opened, ignore_errors=True)  # what another program still holds goes when this is opened next
        self._free()

    def changed_pages(self, check: Callable[[], None]) -> list[int] | None:
        """The pages of the file that are not what was written, found piece by piece, between which others may save and `check`
        may end it by an exception; None where no sums are known (`adopt_pages`)."""
        found, first = list[int](), 1
        while True:
            check()
            with self.raw() as connection:
                known = page_sums.read(self.path)
                if known is None:
                    return None
                found += page_sums.differing(connection, self.path, self._file.read_at, first, first + PAGES - 1) or []
            if (first := first + PAGES) > len(known.pages):
                return sorted({*found, *known.damaged})

    def adopt_pages(self, *, only_first: bool = False) -> bool:
        """Take the file as it is for whole, from now on; asked for once it was found sound. `only_first`: not in the place of
        sums that are damaged themselves, which are to be told of. Gives whether that was done."""
        if only_first and page_sums.is_damaged(self.path):
            return False
        with self.raw() as connection:
            page_sums.adopt(connection, self.path, self._file.read_at)
        return True

    def write_anew(self) -> bool:
        """Write the whole file anew, without what was removed, and its log empty; gives whether nobody held the log. What is
        damaged is known before it is written over."""
        with self.raw() as connection:
            page_sums.write_back(connection, self.path, self._file.read_at)
            connection.execute("VACUUM")
            return page_sums.write_back(connection, self.path, self._file.read_at)

    def _write_back(self) -> None:
        with self.raw() as connection:
            if self._file.is_ours():
                page_sums.write_back(connection, self.path, self._file.read_at)

    def _free(self) -> None:
        with suppress(UserError):
            self._write_back()
        self._let_go()

    def _let_go(self) -> None:
        """Close all connections and free the file, its log written back or not."""
        self._file.set_log_aside()
        self._reader.dispose()
        self._writer.dispose()
        self._file.close()
        ring.note_closed(self.path)
        self._lock.release()


class OneAtATime:
    """The lock on writing. A thread that holds it and asks for it again would wait for itself for ever: it is told instead."""

    def __init__(self) -> None:
        self._lock, self._holder = threading.Lock(), 0

    def __enter__(self) -> None:
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread is writing already")
        self._lock.acquire()
        self._holder = threading.get_ident()

    def __exit__(self, *_fault: object) -> None:
        self._holder = 0
        self._lock.release()


class Sqlcipher(SQLiteDialect_pysqlite):
    """SQLite by the driver of every live file. To compiled statements all such are one, so that each is compiled once."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def import_dbapi(cls) -> Any:
        """The driver."""
        return sqlite


registry.register("sqlite.sqlcipher3", __name__, Sqlcipher.__name__)
COMPILED: Any = LRUCache(COMPILED_STATEMENTS)
"""What statements became, for the writing and the reading connections of every database that is opened."""


def _commit(session: Session, driver: Any) -> None:
    """Commit; what SQLite refuses only then (a reference that leads nowhere) is rolled back, or its lock would stay."""
    try:
        session.commit()
    except BaseException:
        driver.rollback()
        raise


def _engine(path: Path, *, writing: bool) -> Engine:
    made = connect if writing else again
    engine = create_engine("sqlite+sqlcipher3://", hide_parameters=True, creator=lambda: made(path), poolclass=QueuePool,
                           pool_size=1 if writing else 4, max_overflow=0 if writing else 4,
                           pool_use_lifo=True,  # the connection used last, whose cache is warm; the others stay small
                           execution_options={"compiled_cache": COMPILED})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below is the only one
        if not writing:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{DECRYPTED_CACHE if ring.mark_of(path) else READER_CACHE}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def again(path: Path) -> Any:
    """A further connection of an open database. Raises `Exchanged` where its file is gone: SQLite would make an empty one."""
    if not path.exists():
        raise Exchanged(path)
    return connect(path)


def connect(path: Path) -> Any:
    """A connection of the driver with the settings every open of a live file has."""
    connection = sqlite.connect(str(path), check_same_thread=False, timeout=10, isolation_level=None)
    try:
        ring.unlock(connection, path)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF",
                       "cell_size_check = ON", "wal_autocheckpoint = 0", "temp_store = MEMORY", "cache_size = -8000"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()  # one left open holds the file on Windows, and no restore could replace it
        raise
    return connection


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """The world's faults of the database at `path` as sentences: full disk, read-only file, damage, a file held elsewhere."""
    try:
        yield
    except (DatabaseError, sqlite.DatabaseError) as error:
        sentence = _sentence(str(getattr(error, "orig", error)), path)
        if sentence is None:
            raise
        raise UserError(sentence) from error


def _sentence(message: str, path: Path) -> str | None:
    silent = _("The disk does not answer (read or write error). Nothing was changed; check the disk.")
    damaged = (_("The database is damaged. Close the program and restore the newest backup (File ▸ Restore).")
               if files.answers(path) else silent)
    known = {
        "database or disk is full": _("The disk is full. Nothing was changed; free some space and try again."),
        "readonly database": _("The database cannot be written: its folder or file is read-only. Nothing was changed."),
        "attempt to write a readonly": _("The database cannot be written: its folder or file is read-only."),
        "disk image is malformed": damaged,
        "malformed database schema": damaged,
        "vtable constructor failed": damaged,
        "file is not a database": damaged if ring.mark_of(path) else _("This file is not an AgriDesk database, or it is "
                                                                       "encrypted."),
        "disk I/O error": silent,
        "database is locked": _("Another program is using the database. Nothing was changed; close that program and try "
                                "again."),
        "unable to open database file": _("The database file cannot be opened: check that its folder exists and may "
                                          "be written."),
    }
    return next((sentence for key, sentence in known.items() if key in message), None)
