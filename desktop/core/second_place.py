"""The second copy: an archive on a stick or another drive, since what lies beside the database is lost with the laptop."""

from __future__ import annotations

import json
import re
import zipfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from desktop.core import archive, disk_space, files
from desktop.core.archive import Archive, Progress
from desktop.core.backup_files import list_backups
from desktop.core.database import Database
from desktop.core.encryption import key_file, ring
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.paths import backup_folder

NOTE = "second-copy.json"  # beside the automatic backups
EVERY = timedelta(hours=20)  # a copy a working day, made by itself while the place is there
KEEP = 5
REMEMBERED = 50  # copies whose names are noted


def copy(db: Database, folder: Path, progress: Progress | None = None) -> Archive:
    """A verified archive of the database in `folder`, noted as the newest second copy. Where it is encrypted, the copies of the
    time before go, unless one of them may hold what is missing here: anybody could read them who finds the stick.

    Raises `UserError` where the place is not there (a stick not put in) or has not the room.
    """
    if not folder.is_dir():
        raise UserError(_("The second place for backups, {folder}, is not there. Put the stick in, or choose another place in "
                          "the settings.").format(folder=folder))
    files.remove_interrupted(folder, _stamped(db.path.stem))
    _make_room(db, folder)
    made = archive.archive(db, folder, progress)
    files.make_private(backup_folder(db.path))
    note = json.dumps({"at": datetime.now().isoformat(timespec="seconds"), "folder": str(folder),
                       "made": [*_made(db.path)[1 - REMEMBERED:], made.path.name]})
    files.save_own_bytes(backup_folder(db.path) / NOTE, note.encode())
    plain = plain_copies(db.path, folder)
    for old in plain if plain and _is_whole(db, made) else ():
        with suppress(OSError):  # it is named again where encryption is spoken of
            old.unlink()
    return made


def _is_whole(db: Database, made: Archive) -> bool:
    """Whether an archive holds every file that is attached, as it was attached: an older copy may have what this one lacks."""
    with db.reading() as session:
        wanted = session.connection().exec_driver_sql("SELECT DISTINCT digest FROM attachment").scalars().all()
    with zipfile.ZipFile(made.path) as there:
        return not made.unsound and {f"files/{name}" for name in wanted} <= {*there.namelist()}


def copy_when_due(db: Database, folder: Path, progress: Progress | None = None) -> Archive | None:
    """`copy`, where the newest is older than a working day; then the oldest archives of this database there go."""
    last = last_copy(db.path)
    if last is not None and timedelta() <= datetime.now() - last < EVERY:
        return None
    made = copy(db, folder, progress)
    for old in _own(db.path, folder)[KEEP:]:
        with suppress(OSError):
            old.unlink()
    return made


def _make_room(db: Database, folder: Path) -> None:
    """Remove the oldest second copies of this database where the next would find no room.

    The newest always stays, and all of them where the next would find no room without them either.
    """
    older, needed = _own(db.path, folder)[1:], _size(db)
    if not disk_space.has_room(folder, needed, sum(path.stat().st_size for path in older)):
        return
    for old in reversed(older):
        if disk_space.has_room(folder, needed):
            return
        with suppress(OSError):
            old.unlink()


def _own(database: Path, folder: Path) -> list[Path]:
    """The copies of this database in a folder, newest first: another laptop's may have the same name, and lie there too."""
    made = _made(database)
    return [path for path in archives(folder, database.stem) if path.name in made]


def plain_copies(database: Path, folder: Path) -> list[Path]:
    """The copies of a database in a folder that are not encrypted, while the database is."""
    if not ring.mark_of(database) or not folder.is_dir():
        return []
    return [path for path in _own(database, folder) if _is_plain(path)]


def _is_plain(path: Path) -> bool:
    try:
        return not key_file.mark_of(path)
    except ring.Unreadable:
        return False  # the check names it


def archives(folder: Path, stem: str) -> list[Path]:
    """The archives of the database of that name in a folder, newest first."""
    pattern = re.compile(_stamped(stem) + re.escape(archive.ENDING))
    return sorted((p for p in folder.iterdir() if pattern.fullmatch(p.name)), key=lambda p: p.name, reverse=True)


def _stamped(stem: str) -> str:
    """The pattern of the names of archives, without their ending."""
    return re.escape(stem) + r"-\d{8}-\d{6}"


def last_copy(database: Path) -> datetime | None:
    """When the newest second copy was made, as this database knows; None where there was none."""
    try:
        noted = json.loads((backup_folder(database) / NOTE).read_text(encoding="utf-8"))
        return datetime.fromisoformat(noted["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made(database: Path) -> list[str]:
    """The names of the second copies that were made of this database, the newest last."""
    try:
        return [str(name) for name in json.loads((backup_folder(database) / NOTE).read_text(encoding="utf-8"))["made"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def days_without(database: Path) -> int:
    """Full days since the newest second copy; where there was none, since the oldest backup beside the database."""
    since = last_copy(database) or next((b.at for b in reversed(list_backups(database))), datetime.now())
    return max((datetime.now() - since).days, 0)


def _size(db: Database) -> int:
    return disk_space.size_of(db.path) + files.AttachmentStore(db.attachments).size()
