"""A database on which anything can be tried and taken back: what is committed ends a part of one transaction that never ends.

Opening a database anew for each of some thousand trials would take minutes. What is seen of it through `Database` is the
same; only another process, which opens the file, sees nothing of what was tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, event

from desktop.core import database
from desktop.core.database import Database
from tests.core.store import opened


class Sandbox:
    """An open database of which states are marked and come back to."""

    def __init__(self, db: Database) -> None:
        self.db = db
        for engine in (db._reader, db._writer):
            engine.dispose()
        db._note_written = lambda _driver: None  # type: ignore[method-assign]  # nothing comes into the file or its log
        self._connection = database.connect(db.path)
        self._under_way = False
        self._connection.execute("BEGIN IMMEDIATE")
        db._writer, db._reader = self._writer(), self._engine()

    def mark(self, name: str) -> None:
        """Note the state of now under a name."""
        self._connection.execute(f"SAVEPOINT {name}")

    def back_to(self, name: str) -> Database:
        """Take back what was written since a state was noted; later ones are forgotten."""
        self._connection.execute(f"ROLLBACK TO {name}")
        return self.db

    def end(self) -> None:
        """Take everything back."""
        self._connection.execute("ROLLBACK")

    def _engine(self) -> Engine:
        """An engine on the one connection; for reading, the ends of transactions are nothing to it."""
        made = create_engine("sqlite+sqlcipher3://", creator=lambda: self._connection, poolclass=StaticPool,
                             execution_options={"compiled_cache": database.COMPILED})
        made.dialect.do_commit = made.dialect.do_rollback = lambda _connection: None  # type: ignore[method-assign]
        return made

    def _writer(self) -> Engine:
        """An engine whose transactions are savepoints."""
        made = self._engine()

        @event.listens_for(made, "begin")
        def begin(_connection: Any) -> None:
            self._connection.execute("SAVEPOINT work")
            self._under_way = True

        made.dialect.do_commit = lambda _connection: self._end()  # type: ignore[method-assign]
        made.dialect.do_rollback = lambda _connection: self._end("ROLLBACK TO work")  # type: ignore[method-assign]
        return made

    def _end(self, first: str = "") -> None:
        if self._under_way:
            self._under_way = False
            if first:
                self._connection.execute(first)
            self._connection.execute("RELEASE work")


@contextmanager
def sandboxed(folder: Path, name: str = "test.agridesk") -> Iterator[Sandbox]:
    """The database in `folder`, a fresh one where there is none, on which anything can be tried; closed at the end."""
    with opened(folder, name) as db:
        made = Sandbox(db)
        yield made
        made.end()
