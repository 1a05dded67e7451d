"""Files that go out in a form of their own, beside the tables that `import` takes back unchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.core.database import Database


@dataclass(frozen=True)
class Export:
    """A file made of the database. `write(db, path, options)` writes it and gives a sentence that says what it holds.

    `name` is what the command line calls it; `options` are the command line's, by name.
    """

    name: str
    title: str
    write: Callable[[Database, Path, Mapping[str, Any]], str]
