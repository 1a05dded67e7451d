"""A leading file and laptops, each a database of its own, and packages between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.core import settings
from desktop.core.database import Database
from desktop.core.exchange.changes import shared
from desktop.core.exchange.handing import Allowed, HeardBefore, take
from desktop.core.exchange.making import make
from desktop.core.exchange.taking import Taken
from desktop.newdata import open_ready
from tests.core.store import opened

ALL = Allowed(joining=True, deletions=True, unsigned=True)


@dataclass
class Star:
    """The leading file, the laptops by name, and the folder where packages lie."""

    leader: Database
    laptops: dict[str, Database]
    folder: Path
    count: int = field(default=0)

    def up(self, name: str) -> Path:
        """A package of a laptop for the leading file."""
        return self._file(self.laptops[name], "")

    def down(self, name: str) -> Path:
        """A package of the leading file for a laptop."""
        return self._file(self.leader, name)

    def _file(self, db: Database, partner: str) -> Path:
        self.count += 1
        return make(db, self.folder / f"{self.count}.agridesk-exchange", partner).path

    def round(self) -> None:
        """Every laptop's package to the leading file, and its answers back."""
        for name in self.laptops:
            taken(self.leader, self.up(name))
        for name, db in self.laptops.items():
            taken(db, self.down(name))

    def all(self) -> list[Database]:
        """The files, the leading one first."""
        return [self.leader, *self.laptops.values()]


def taken(db: Database, path: Path) -> Taken | None:
    """Take a package, whatever it asks; None where its content was here already."""
    with suppress(HeardBefore):
        return take(db, path, ALL)[1]
    return None


@contextmanager
def star(folder: Path, names: str = "甲乙丙", *, filled: bool = False) -> Iterator[Star]:
    """A leading file and laptops that have joined it; `filled`: with the catalogues that a new database gets."""
    if filled:
        open_ready(folder / "leader.agridesk").close()
        for number in range(len(names)):
            shutil.copyfile(folder / "leader.agridesk", folder / f"{number}.agridesk")
    with ExitStack() as stack:
        leader = stack.enter_context(opened(folder, "leader.agridesk"))
        laptops = {name: stack.enter_context(opened(folder, f"{number}.agridesk")) for number, name in enumerate(names)}
        made = Star(leader, laptops, folder)
        for name, db in laptops.items():
            settings.set_office(db, "manager", name)
            taken(db, made.down(name))
            taken(leader, made.up(name))
        for name, db in laptops.items():
            taken(db, made.down(name))
        yield made


def content(db: Database) -> dict[str, dict[int, dict[str, Any]]]:
    """All rows of all kinds of record that are handed over: table → key → values."""
    with db.reading() as session:
        run = session.connection().exec_driver_sql
        found = {table: {row["id"]: dict(row) for row in run(f'SELECT * FROM "{table}"').mappings()}
                 for table in sorted(shared())}
    return {table: rows for table, rows in found.items() if rows}
