"""Files that hang on a record: photos, scans, contracts. The bytes lie beside the database, named by their SHA-256."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.encryption import sealed
from desktop.core.errors import UserError
from desktop.core.fields import text, whole
from desktop.core.file_names import safe_file_name
from desktop.core.files import AttachmentStore, durable_save, make_private, save_own
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record, living, table_of

if TYPE_CHECKING:
    from desktop.core.database import Database


class Attachment(Record, table=True):
    """A file of a record. The owner is named by table and id, since any record may have files."""

    NAME: ClassVar[str] = N_("Attachment")
    owner_table: str = text(N_("Belongs to"))
    owner_id: int | None = whole(N_("Record"), index=True)
    name: str = text(N_("File name"), required=True, search=True)
    digest: str = text(N_("Checksum"), required=True, index=True)
    size: int | None = whole(N_("Size"), unit="B")
    note: str = text(N_("Note"), search=True)

    def sha256(self) -> str:
        """The SHA-256 of what is in the file, as every tool writes it; `digest` is where it lies in the store."""
        return self.digest.rpartition("/")[2][:64]


def attachments_of(session: Session, table: str, record_id: int) -> list[Attachment]:
    """The living files of a record, oldest first."""
    query = living(Attachment).where(col(Attachment.owner_table) == table, col(Attachment.owner_id) == record_id)
    return list(session.exec(query.order_by(col(Attachment.id))))


def attachments_seen(session: Session, record: Record) -> list[Attachment]:
    """The files seen below a record: its own, then those of the records it names for this (`Record.files_from`)."""
    owners = ((table_of(type(record)).name, record.id), *record.files_from())
    return [found for owner in owners for found in attachments_of(session, *owner)]


def attach(db: Database, table: str, record_id: int, paths: Sequence[Path],
           report: Callable[[int, int], None] | None = None) -> list[Attachment]:
    """Copy files into the store and hang them on a record, in one action; files it already has are passed over.

    `report(done, total)` is called after each file. Raises `UserError` where a file cannot be read; then none is added.
    """
    store, kept = AttachmentStore(db.attachments), []
    for number, path in enumerate(paths):
        kept.append((path, store.add(path)))
        if report:
            report(number + 1, len(paths))
    text = ngettext("{n} file added", "{n} files added", len(paths)).format(n=len(paths))
    with db.operation(text) as session:
        known = {a.digest for a in attachments_of(session, table, record_id)}
        return [verbs.store(session, Attachment, {"owner_table": table, "owner_id": record_id, "name": path.name,
                                                  "digest": name, "size": path.stat().st_size})
                for path, name in kept if name not in known]


def file_of(db: Database, attachment: Attachment) -> Path:
    """Where the bytes of a file can be read. Raises `UserError` where they are missing.

    Of an encrypted one that is a copy which lies beside the database, for this user alone, until that is closed or locked.
    """
    path = _stored(db, attachment)
    if not sealed.mark_of(path):
        return path
    folder = db.opened / path.parent.name
    readable = folder / path.name
    if not readable.is_file():
        make_private(db.opened)
        make_private(folder)
        save_own(readable, lambda out: _pour(path, out))
    return readable


def content_of(db: Database, attachment: Attachment) -> BinaryIO:
    """The bytes of a file as a stream, decrypted in memory alone. Raises `UserError` where they are missing."""
    return sealed.opened(_stored(db, attachment))


def _stored(db: Database, attachment: Attachment) -> Path:
    path = AttachmentStore(db.attachments).path(attachment.digest)
    if not path.is_file():
        raise UserError(_("“{name}” is missing from the folder {folder}. Restore it from a backup.").format(
            name=attachment.name, folder=db.attachments.name))
    return path


PROGRAMS = re.compile(r"""\.(app|appref-ms|application|bat|cmd|com|command|cpl|desktop|exe|gadget|hta|inf|jar|jse?|lnk|ms[cip]
    |pif|psm?1|pyw?|reg|sc[frt]|sh|url|vb[es]?|website|ws[cfh]?|xll)""", re.VERBOSE)
"""Endings of what a desktop runs instead of showing it."""


def is_program(name: str) -> bool:
    """Whether a file of that name would be run where it is opened: Windows drops dots and blanks at its end."""
    return PROGRAMS.fullmatch(Path(name.rstrip(". ").casefold()).suffix) is not None


def save_copy(db: Database, attachment: Attachment, target: Path) -> Path:
    """Write a copy of a file to `target`, whole or not at all."""
    source = _stored(db, attachment)
    return durable_save(target, lambda out: _pour(source, out))


def _pour(source: Path, out: BinaryIO) -> None:
    with sealed.opened(source) as stream:
        sealed.seal(stream, out, b"", source)


def readable_copy(db: Database, attachment: Attachment) -> Path:
    """A copy under the file's own name, to be opened by another program, which may write into it as it likes.

    It lies beside the database until that is closed, for this user alone; what is in the store is never handed out.
    """
    source, folder = _stored(db, attachment), db.opened / secrets.token_hex(4)
    try:
        make_private(db.opened)
        make_private(folder)
    except OSError as error:
        raise UserError(_("The folder {folder} cannot be made: {reason}.").format(
            folder=folder, reason=error.strerror)) from error
    return save_own(folder / safe_file_name(attachment.name), lambda out: _pour(source, out))
