"""Is every byte still what was written? Pages of the database, attachments, backups and second copies, piece by piece.

Asked in the background when a database is opened (its pages, and the newest backup), once a week in full, and in full by
`check`. What was found last is noted beside the backups.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DatabaseError

from desktop.core import archive, files, page_sums
from desktop.core.backup_files import Backup, has_rotted, list_backups
from desktop.core.computing import check as go_on
from desktop.core.database import Database
from desktop.core.encryption.converting import damaged_pages
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _, ngettext
from desktop.core.paths import backup_folder
from desktop.core.second_place import archives
from desktop.core.soundness import first_line

PASSING = ("locked", "unable to open", "is full", "readonly", "interrupted", "disk I/O error", "out of memory")
"""What SQLite says of a file that another time may be read as it is."""
NOTE = "last-check.json"  # beside the automatic backups
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Finding:
    """One thing found: `level` is ok, warning or error; `damage`: bytes changed by themselves, which may be repaired;
    `missing`: they are not there at all, which nobody's disk did."""

    level: str
    sentence: str
    damage: bool = False
    missing: bool = False


Pieces = Iterator[Finding | None]
"""What was found, and None after each piece of work in which nothing was."""


def looked(db: Database, second: str = "", *, full: bool) -> Pieces:
    """Look for damage piece by piece; `second`: the second place of backups, "" = none."""
    yield from pages(db)
    yield from backups(list_backups(db.path)[:None if full else 1])
    if full:
        yield structure(db)
        yield from attachments(db)
        yield from second_copies(db, second)


def structure(db: Database) -> Finding | None:
    """Rows and indexes, by SQLite's own checks; where those cannot be made at all, that is damage too."""
    try:
        with db.reading() as session:
            driver: Any = session.connection().connection.driver_connection
            if spoilt := damaged_pages(driver):
                return _structure(db, spoilt)
            for pragma in ("quick_check", "integrity_check"):
                results = [row[0] for row in session.connection().exec_driver_sql(f"PRAGMA {pragma}(5)")]
                if results != ["ok"]:
                    return _structure(db, results)
    except (UserError, DatabaseError, sqlite.DatabaseError) as error:
        if not is_damage(error):
            raise
        return _structure(db, [_reason(error)])
    return None


def is_damage(error: Exception) -> bool:
    """Whether an error that reading ended in tells of a damaged file, and not of one that is held, full, not to be read now."""
    if isinstance(error, UserError) and error.__cause__ is None:
        return False  # refused by a rule of our own
    return not any(word in _reason(error) for word in PASSING)


def _reason(error: Exception) -> str:
    """What SQLite said."""
    reason = error.__cause__ if isinstance(error, UserError) and error.__cause__ else error
    return said_by(getattr(reason, "orig", reason))


def _structure(db: Database, results: list[str]) -> Finding:
    if not files.answers(db.path) or "error code=266" in "".join(results):  # SQLITE_IOERR_READ
        return Finding("error", _("The disk does not answer (read or write error). Nothing was changed; check the disk."))
    return Finding("error", _("The database is damaged ({reason}). Restore the newest backup: File ▸ Restore.").format(
        reason="; ".join(map(first_line, results))[:200]), damage=True)


def pages(db: Database) -> Pieces:
    """Pages of the file that are not what was written, and saves that a damaged log has lost."""
    changed = db.changed_pages(go_on)
    known = page_sums.read(db.path)
    if known is not None and known.lost:
        yield Finding("error", ngettext(
            "The log beside the database was damaged when the program ended the last time: {n} page of what was saved last "
            "is gone. Look whether your last entries are there.",
            "The log beside the database was damaged when the program ended the last time: {n} pages of what was saved last "
            "are gone. Look whether your last entries are there.", known.lost).format(n=known.lost), damage=True)
    if page_sums.is_damaged(db.path):
        yield Finding("error", _(
            "The checksums of the database ({file}) are damaged themselves, so that nobody can tell whether bytes of it have "
            "changed. A repair compares it with the backups and makes them anew.").format(
                file=page_sums.sums_file(db.path).name), damage=True)
    if changed:
        yield Finding("error", ngettext(
            "{n} page of the database is not what was written: the disk or another program changed it.",
            "{n} pages of the database are not what was written: the disk or another program changed them.",
            len(changed)).format(n=len(changed)), damage=True)
    yield None


def first_sums(db: Database) -> bool:
    """Take sums of a database that has none, where it is sound; gives whether it has. Damaged ones are told of (`pages`), and
    not replaced in silence."""
    if page_sums.read(db.path) is None:
        return structure(db) is None and db.adopt_pages(only_first=True)
    return True


def attachments(db: Database) -> Pieces:
    """Attached files that are missing, or are not what was attached."""
    with db.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT DISTINCT a.digest, a.name, e.title FROM attachment a "
            "LEFT JOIN search_entry e ON e.id = a.owner_id AND e.table_name = a.owner_table").all()
    store = files.AttachmentStore(db.attachments)
    for digest, name, owner in rows:
        of = _("{file} ({record})").format(file=name, record=owner) if owner else name
        if store.missing([digest]):
            yield Finding("error", _(
                "The attached file {name} is missing in the folder {folder}. A repair looks for it in the second copies; where "
                "there is none, attach it anew to its record.").format(name=of, folder=db.attachments),
                damage=True, missing=True)
        elif store.damaged([digest]):
            yield Finding("error", _("The attached file {name} has changed since it was attached. Attach it anew, or restore "
                                     "it from a backup.").format(name=of), damage=True)
        else:
            yield None


def backups(looked_at: list[Backup]) -> Pieces:
    """Automatic backups whose bytes are no longer those that were verified."""
    for backup in looked_at:
        yield Finding("warning", _("The backup {file} has changed since it was made; do not rely on it.").format(
            file=backup.path.name)) if rotted(backup.path) else None


def rotted(backup: Path) -> bool:
    """Whether a backup has changed since it was made, or cannot be read."""
    try:
        return has_rotted(backup)
    except OSError:
        return True


def second_copies(db: Database, second: str) -> Pieces:
    """Archives of this database in the second place that do not read back as they were written."""
    if not second or not Path(second).is_dir():
        return
    for path in archives(Path(second), db.path.stem):
        yield Finding("warning", _("The second copy {file} has changed since it was made; do not rely on it.").format(
            file=path.name)) if archive_rotted(path) else None


def archive_rotted(path: Path) -> bool:
    """Whether an archive does not read back as its own list says."""
    try:
        with zipfile.ZipFile(path) as made:
            manifest = json.loads(made.read(archive.MANIFEST))
            return any(archive.digest_of(made, name) != digest for name, digest in manifest.items())
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, AttributeError, NotImplementedError, RuntimeError):
        return True


# -- when it was looked last --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """When all was looked at the last time, and how many faults of the bytes were found."""

    at: datetime
    found: int

    def said(self) -> str:
        """One line about it."""
        day = f"{self.at:%Y-%m-%d %H:%M}"
        if not self.found:
            return _("Every byte was checked on {day}: all is whole.").format(day=day)
        return ngettext("Every byte was checked on {day}: {n} damage was found.",
                        "Every byte was checked on {day}: {n} damages were found.", self.found).format(day=day, n=self.found)


def last_full(database: Path) -> Looked | None:
    """The last full look; None where there was none."""
    try:
        noted = json.loads((backup_folder(database) / NOTE).read_text(encoding="utf-8"))
        return Looked(datetime.fromisoformat(noted["at"]), int(noted["found"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_due(database: Path) -> bool:
    """Whether the last full look is a week old, was never, or is of a day that has not come yet (a clock that jumped)."""
    last = last_full(database)
    return last is None or not timedelta() <= datetime.now() - last.at < WEEK


def note_full(database: Path, found: int) -> None:
    """Note that all was looked at now; where that cannot be kept it is looked at again."""
    text = json.dumps({"at": datetime.now().isoformat(timespec="seconds"), "found": found})
    with suppress(OSError, UserError):
        files.make_private(backup_folder(database))
        files.save_own_bytes(backup_folder(database) / NOTE, text.encode())
