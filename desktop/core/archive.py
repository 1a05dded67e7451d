"""A backup for another place (a stick, another drive): one file with the database, all attachments and their digests.

An attachment whose bytes have changed in the store does not spoil the rest: it goes along as it is, and is named.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from desktop.core import disk_space, files
from desktop.core.backup import backup_now
from desktop.core.database import Database
from desktop.core.encryption import key_file
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.soundness import open_read_only

ENDING = ".agridesk-backup"
DATABASE, MANIFEST = "database.agridesk", "manifest.json"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Archive:
    """An archive that was made, and the attachments in it that are not what they were, each named with its record."""

    path: Path
    unsound: tuple[str, ...] = ()

    def said(self) -> str:
        """What is to be said of it."""
        text = _("Backed up and verified: {file}").format(file=self.path)
        if not self.unsound:
            return text
        return _("{sentence} Changed since they were attached: {files}.").format(
            sentence=text, files=_(", ").join(self.unsound))


def archive(db: Database, folder: Path, progress: Progress | None = None) -> Archive:
    """Make a backup beside the database and an archive of it with all attachments in `folder`, verified by reading it back.

    Raises `UserError` where the archive cannot be written or does not read back as it was written.
    """
    made = backup_now(db)
    target = folder / f"{db.path.stem}-{datetime.now():%Y%m%d-%H%M%S}{ENDING}"
    manifest: dict[str, str] = {}
    try:
        members = [(DATABASE, made), *_stored_files(db.attachments)]
        disk_space.require(folder, sum(path.stat().st_size for _name, path in members))
        keys = key_file.for_archive(db.path)
        files.save_own(target, lambda stream: _write(stream, members, manifest, progress, keys))
        _verify(target, manifest)
    except OSError as error:  # an attachment that cannot be read; what cannot be written is a sentence already
        raise UserError(_("The backup could not be made ({reason}). The database itself is untouched; older backups "
                          "are kept.").format(reason=said_by(error))) from error
    rotted = files.AttachmentStore(db.attachments).damaged(  # of an encrypted file the digest is not its name
        name.removeprefix("files/") for name, digest in manifest.items() if name != DATABASE and digest != Path(name).name[:64])
    return Archive(target, tuple(named(made, rotted)))


def _write(stream: BinaryIO, members: list[tuple[str, Path]], manifest: dict[str, str], progress: Progress | None,
           keys: bytes) -> None:
    with zipfile.ZipFile(stream, "w", strict_timestamps=False) as out:
        for number, (name, path) in enumerate(members, 1):
            manifest[name] = files.sha256_of(path)
            out.write(path, name)
            if progress:
                progress(number, len(members))
        if keys:  # the ways in travel along
            out.writestr(key_file.MEMBER, keys)
        out.writestr(MANIFEST, json.dumps(manifest, indent=1))


def _stored_files(store: Path) -> list[tuple[str, Path]]:
    return [(f"files/{name}", store / name) for name in files.AttachmentStore(store).names()]


def _verify(path: Path, manifest: dict[str, str]) -> None:
    """Raise `UserError` unless every member reads back as it was written."""
    try:
        with zipfile.ZipFile(path) as made:
            bad = next((name for name, digest in manifest.items() if digest_of(made, name) != digest), None)
    except (zipfile.BadZipFile, OSError) as error:
        raise UserError(_("{file} is damaged: {reason}.").format(file=path.name, reason=said_by(error))) from error
    if bad:
        raise UserError(_("{file} is damaged: {reason}.").format(file=path.name, reason=bad))


def digest_of(archive: zipfile.ZipFile, name: str) -> str:
    """The SHA-256 of a member."""
    with archive.open(name) as stream:
        return files.digest_of_stream(stream)


def named(database: Path, stored: list[str]) -> Iterator[str]:
    """Stored files by their own names and the record that each hangs on, as the database file `database` knows them."""
    if not stored:
        return
    with closing(open_read_only(database)) as connection:
        for name in stored:
            yield _named(connection, name.removeprefix("files/"))


def _named(connection: Any, stored: str) -> str:
    """One file; one that no record names is told by its stored name."""
    found = connection.execute(
        "SELECT a.name, e.title FROM attachment a "
        "LEFT JOIN search_entry e ON e.id = a.owner_id AND e.table_name = a.owner_table "
        "WHERE a.digest LIKE ? ORDER BY a.deleted_at IS NOT NULL LIMIT 1", (f"%{Path(stored).name[:64]}%",)).fetchone()
    if found is None:
        return stored
    return _("{file} ({record})").format(file=found[0], record=found[1]) if found[1] else str(found[0])
