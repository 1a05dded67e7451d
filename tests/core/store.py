"""A temporary database for tests of the core, and what can be seen in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.core import settings
from desktop.core.database import Database
from desktop.core.kinds import kinds
from desktop.core.schema import open_database
from desktop.features import followers, import_models
from desktop.migrations import STEPS

MANAGER = "周明"  # who works with every database of a test


@cache
def _empty() -> bytes:
    """An empty database of today's schema with a manager, made once a run."""
    import_models()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.agridesk"
        db = open_database(path, STEPS)
        settings.set_office(db, "manager", MANAGER)
        db.close()
        return path.read_bytes()


@contextmanager
def opened(folder: Path, name: str = "test.agridesk") -> Iterator[Database]:
    """A database in `folder`, closed at the end."""
    path = folder / name
    if not path.exists():
        path.write_bytes(_empty())
    db = open_database(path, STEPS, followers=followers())
    try:
        yield db
    finally:
        db.close()


def visible(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All living rows of all records, as stored, table by table."""
    with db.reading() as session:
        return {name: rows for name in kinds() if (rows := session.connection().exec_driver_sql(
            f'SELECT * FROM "{name}" WHERE deleted_at IS NULL ORDER BY id').all())}
