"""Room on the disks that are written to: warned of before it runs out, and asked for before much is written.

What is too little is data (`resources/catalogues/disk_space.json`). A disk that does not answer is passed over: whoever writes
to it says so.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop.core import catalogues
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.paths import backup_folder

MB = 1_000_000
SPARE = 1.1  # times what is to be written: names, logs and other programs need some as well


@dataclass(frozen=True)
class Short:
    """A disk with too little room: for what it is used (a row of the catalogue), a folder on it, bytes free and wanted."""

    use: str
    folder: Path
    free: int
    wanted: int

    def said(self) -> str:
        """The sentence about it."""
        what = catalogues.text(catalogues.load("disk_space").by("code")[self.use])
        return _("Only {free} MB are free for {what} ({folder}); keep at least {wanted} MB free. Remove what is not needed, or "
                 "empty the system's recycle bin.").format(free=self.free // MB, what=what, folder=self.folder,
                                                          wanted=self.wanted // MB)


def short_of_room(database: Path, second: str = "") -> list[Short]:
    """The disks with too little room: of a database, its backups, the `second` place ("" = none) and the temporary files.

    A disk stands once, with the place that wants most.
    """
    folders = {"database": database.parent, "backups": backup_folder(database), "temporary": Path(tempfile.gettempdir())}
    if second and Path(second).is_dir():  # a stick that is not there is another sentence's matter
        folders["second"] = Path(second)
    rules, size = catalogues.load("disk_space").by("code"), size_of(database)
    found: dict[int, Short] = {}
    for code, folder in folders.items():
        disk, free = _disk(folder)
        wanted = max(rules[code]["least_mb"] * MB, int(rules[code]["times_database"] * size))
        if free is not None and free < wanted and (disk not in found or wanted > found[disk].wanted):
            found[disk] = Short(code, folder, free, wanted)
    return list(found.values())


def require(folder: Path, needed: float) -> None:
    """Raise `UserError` unless so many bytes, and some to spare, are free where `folder` lies or will lie."""
    _number, free = _disk(folder)
    if free is not None and free < SPARE * needed:
        raise UserError(_("There is too little room in {folder}: {n} MB are needed, {free} MB are free. Free some space there."
                          ).format(folder=folder, n=int(SPARE * needed / MB) + 1, free=free // MB))


def has_room(folder: Path, needed: float, gained: int = 0) -> bool:
    """Whether `require` would let it pass, once `gained` bytes more are free."""
    _number, free = _disk(folder)
    return free is None or free + gained >= SPARE * needed


def size_of(database: Path) -> int:
    """The bytes of a database with its log; 0 where there is none."""
    return sum(path.stat().st_size for end in ("", "-wal") if (path := database.with_name(database.name + end)).is_file())


def backups_may_take(folder: Path, taken: int) -> int:
    """The bytes that the automatic backups in a folder, which take `taken` now, may take together."""
    _number, free = _disk(folder)
    share = catalogues.load("disk_space").head["backups_percent"] / 100
    return taken if free is None else int(share * (free + taken))


def backups_least() -> int:
    """How many of the newest automatic backups stay whatever they take."""
    return int(catalogues.load("disk_space").head["backups_least"])


def _disk(folder: Path) -> tuple[int, int | None]:
    """The number of the disk a folder lies on, or will, and the bytes free there; None where it does not answer."""
    try:
        there = next(place for place in (folder, *folder.parents) if place.exists())
        return there.stat().st_dev, shutil.disk_usage(there).free
    except (OSError, StopIteration):
        return 0, None
