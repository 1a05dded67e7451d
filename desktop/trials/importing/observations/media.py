"""Where the photographs and sounds lie that a file of observations names: in its zip, beside it, or in Field Book's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop.core.tables import Table
from desktop.trials.importing.observations.archives import MEDIA

FOLDER = "plot_data"


def find_media(table: Table, names: Iterable[str]) -> dict[str, tuple[Path, str]]:
    """Name → (file, "") or (zip, member) of all that are there."""
    wanted = set(names)
    packed: dict[str, tuple[Path, str]] = table.extra.get("media", {})
    found = {name: packed[name] for name in wanted if name in packed}
    for path in table.extra.get("paths", ()) if wanted - found.keys() else ():
        for file in _near(path):
            if file.name in wanted and file.suffix.lower() in MEDIA:
                found.setdefault(file.name, (file, ""))
    return found


def _near(path: Path) -> Iterable[Path]:
    """The files beside a table, and those in Field Book's folder of media beside it or one above."""
    yield from (file for file in path.parent.iterdir() if file.is_file())
    for folder in (path.parent / FOLDER, path.parent.parent / FOLDER):
        if folder.is_dir():
            yield from (file for file in folder.rglob("*") if file.is_file())
