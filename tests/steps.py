"""What tests of schema steps stand on: a database as it was before a step.

TO ADD A TEST OF A STEP: a function marked with the step's name, `@of_step("006_name")`, that takes `at`: a database as it
was before the step. It puts rows in (`at.put`), runs the step (`at.run()`), looks at what is there (`at.rows`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS

import_models()
NAMES = [step.__name__ for step in STEPS]
TESTED: dict[str, Callable[..., Any]] = {}
MADE: set[int] = set()
"""The numbers of steps of which a snapshot was made."""


@cache
def snapshot(place: int) -> bytes:
    """An empty database that has had so many steps, made of the one that had some fewer: each step runs once a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        known = max((made for made in MADE if made < place), default=0)
        if known:
            path.write_bytes(snapshot(known))
        open_database(path, STEPS[:place]).close()
        MADE.add(place)
        return path.read_bytes()


class Before:
    """A database that has had all steps before one."""

    def __init__(self, path: Path, step: str) -> None:
        self.path, self.place = path, NAMES.index(step)
        if self.place:
            path.write_bytes(snapshot(self.place))
        self.connection = sqlite.connect(str(path))

    def put(self, table: str, **values: Any) -> None:
        """A row with these values, and what is empty of its type in every other column that may not be null."""
        filled = dict(values)
        for _place, name, kind, required, default, key in self.connection.execute(f'PRAGMA table_info("{table}")'):
            if required and default is None and not key:
                filled.setdefault(name, 0 if kind in ("INTEGER", "REAL") else "")
        names = ", ".join(f'"{name}"' for name in filled)
        self.connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(filled))})',
                                list(filled.values()))

    def changed(self, table: str, row: int, kind: str, before: Any = None, after: Any = None) -> None:
        """A line of the history: values as plain ones, kept as JSON."""
        number = self.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM operation").fetchone()[0]
        self.put("operation", id=number, at="2026-01-01T00:00:00.000+00:00", who="w", label=f"{kind} {table}", kind="do")
        images = {name: None if image is None else json.dumps(image, ensure_ascii=False)
                  for name, image in (("before", before), ("after", after))}
        self.put("change", id=number, operation_id=number, table_name=table, row_id=row, kind=kind, **images)

    def run(self) -> None:
        """The step, as opening the database runs it."""
        self.connection.commit()
        self.connection.close()
        open_database(self.path, STEPS[:self.place + 1]).close()
        self.connection = sqlite.connect(str(self.path))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return list(self.connection.execute(query).fetchall())


def of_step(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Marks the test of a step and gives it the database as it was before."""
    def mark(test: Callable[..., Any]) -> Callable[..., Any]:
        TESTED[name] = test
        return pytest.mark.parametrize("at", [name], indirect=True)(test)

    return mark
