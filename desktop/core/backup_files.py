"""The automatic backups of a database as they lie beside it, with their digests."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core import files
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.page_log import log_file
from desktop.core.paths import backup_folder

PURGED = "purged.json"  # the keys of rows removed for good, which a restored backup knows nothing of
NAME = re.compile(r"(\d{6,})-(\d{8}-\d{6})\.agridesk")


@dataclass(frozen=True)
class Backup:
    """An automatic backup: its number (the order they were made in), local time and size."""

    path: Path
    number: int
    at: datetime
    size: int


def list_backups(database: Path) -> list[Backup]:
    """The automatic backups of a database, newest first."""
    found = []
    for path in backup_folder(database).glob("*.agridesk"):
        with suppress(ValueError, OSError):  # a file of another name, with no such day, or just thinned away: not ours
            if match := NAME.fullmatch(path.name):
                at = datetime.strptime(match[2], "%Y%m%d-%H%M%S")
                found.append(Backup(path, int(match[1]), at, path.stat().st_size))
    return sorted(found, key=lambda b: b.number, reverse=True)


# -- digests ----------------------------------------------------------------------------------------------------------


def digest_file(backup: Path) -> Path:
    """The file beside a backup that holds its SHA-256, as `sha256sum` writes it."""
    return backup.with_name(backup.name + ".sha256")


def note_digest(backup: Path, written: Path | None = None) -> None:
    """Write the digest of a backup beside it; `written`: where its bytes stand, if not under its own name yet."""
    files.save_own_bytes(digest_file(backup), f"{files.sha256_of(written or backup)}  {backup.name}\n".encode())


def has_rotted(backup: Path) -> bool:
    """Whether the bytes of a backup are no longer those that were verified; one without a digest is taken as it is.

    Raises `OSError` where the disk does not answer.
    """
    try:
        noted = digest_file(backup).read_text(encoding="ascii").split()[:1]
    except FileNotFoundError:
        return False
    except ValueError:
        return True
    return noted != [files.sha256_of(backup)]


class Rotted(UserError):
    """A backup that has changed since it was made; `older` is the next older one that has not, if there is one."""

    def __init__(self, backup: Path) -> None:
        self.older = _older_sound(backup)
        text = _("The backup {file} is damaged: it has changed since it was made. It is not restored.").format(
            file=backup.name)
        cure = (_("The next older sound one is {file}.").format(file=self.older.name) if self.older
                else _("There is no older sound one."))
        super().__init__(f"{text} {cure}")


def _older_sound(backup: Path) -> Path | None:
    name = backup.parent.name.removesuffix(".backups")
    numbered = list_backups(backup.parent.with_name(name))
    at = next((n for n, b in enumerate(numbered) if b.path.name == backup.name), len(numbered))
    return next((b.path for b in numbered[at + 1:] if not has_rotted(b.path)), None)


# -- a database that is gone ------------------------------------------------------------------------------------------


def refuse_lost(database: Path) -> None:
    """Raise `UserError` where a database is empty or missing although backups of it are there: no new one is made over it."""
    backups = list_backups(database)
    if not backups or (database.exists() and database.stat().st_size):
        return
    log = log_file(database)
    if log.exists() and log.stat().st_size and database.exists():
        return  # a database killed before its first page was written back
    state = _("{file} is empty") if database.exists() else _("{file} is missing")
    there = ngettext("{n} backup of it is there, made on {when}", "{n} backups of it are there, the newest of {when}",
                     len(backups)).format(n=len(backups), when=f"{backups[0].at:%Y-%m-%d %H:%M}")
    raise UserError(_("{state}, but {there}. Restore one (File ▸ Restore, or agridesk restore {number}); for a new database "
                      "choose another name.").format(state=state.format(file=database.name), there=there,
                                                     number=backups[0].number))
