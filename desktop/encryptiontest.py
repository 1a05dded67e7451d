"""`agridesk self-test`: does encryption work here? The libraries that it needs are compiled for each system, and the system's
own store of secrets answers or not: both show only when used.

A database of its own is made, encrypted and opened again; all in a temporary folder, and its keys are forgotten at the end.
"""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING

from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.core.database import Database

TEXT = "自检 self-test"  # stands in a record, in an attachment and in its name
PATIENCE = 30.0  # seconds for the system's store of secrets
ALWAYS = {"win32", "darwin"}  # systems that have one
NAMES = "SELECT name FROM dealer ORDER BY id"


def checks(folder: Path) -> list[tuple[str, Callable[[], str]]]:
    """Every check of encryption with its name, in the order they build upon each other; `folder` takes the files."""
    words = secrets.token_urlsafe(12)
    database = folder / "encrypted.agridesk"
    return [
        (_("encrypted database"), partial(_encrypted, database, words)),
        (_("encrypted attachment"), partial(_attachment, database, words)),
        (_("encrypted backup"), partial(_restored, database, words)),
        (_("wrong passphrase or damage"), partial(_told_apart, database, words)),
        (_("passphrase kept by the system"), _kept_by_system),
    ]


def _encrypted(path: Path, words: str) -> str:
    """Make a database with a record, an attachment and a backup, encrypt it, and find no word of it on the disk."""
    from desktop.core import backup, verbs
    from desktop.core.attachments import attach
    from desktop.core.encryption import ring, switching, ways
    from desktop.core.encryption.beside import Old
    from desktop.core.encryption.wraps import PASSPHRASE
    from desktop.core.files import save_own_bytes
    from desktop.core.kinds import model_of
    from desktop.newdata import open_ready

    scan = save_own_bytes(path.with_name("scan.txt"), TEXT.encode() * 5000)
    db = open_ready(path)
    try:
        dealer = verbs.save(db, model_of("dealer"), {"name": TEXT})
        attach(db, "dealer", dealer.id, [scan])
        backup.backup_now(db)
    finally:
        db.close()
    scan.unlink()
    left = switching.switch_on(path, lambda mark, key: [ways.typed_way(PASSPHRASE, "self-test", mark, key, words)], Old.ENCRYPT)
    ring.forget(ring.mark_of(path))
    there = [found for place in path.parent.glob(f"{path.stem}*") for found in (place, *place.rglob("*")) if found.is_file()]
    readable = [found.name for found in there if TEXT.encode() in found.read_bytes()]
    if left or readable:
        raise RuntimeError("; ".join([*(one.said() for one in left), *readable]))
    return ""


def _attachment(path: Path, words: str) -> str:
    """The attachment is sealed, and the same as before once the passphrase is given."""
    from sqlmodel import select

    from desktop.core.attachments import Attachment, content_of
    from desktop.core.encryption import sealed
    from desktop.core.files import AttachmentStore

    with _open(path, words) as db, db.reading() as session:
        one = session.exec(select(Attachment)).one()
        if not sealed.mark_of(AttachmentStore(db.attachments).path(one.digest)):
            raise RuntimeError("not encrypted")
        with content_of(db, one) as stream:
            if stream.read() != TEXT.encode() * 5000:
                raise RuntimeError("not what was attached")
    return ""


def _restored(path: Path, words: str) -> str:
    """A backup of the encrypted database, a change, and the backup restored: the change is gone, all still encrypted."""
    from desktop.core import verbs
    from desktop.core.backup import backup_now
    from desktop.core.encryption import opening, ring
    from desktop.core.kinds import model_of
    from desktop.core.restoring import restore
    from desktop.migrations import STEPS

    with _open(path, words) as db:
        made = backup_now(db)
        verbs.save(db, model_of("dealer"), {"name": "after the backup"})
    opening.by_typed(path, words)
    restore(path, made, STEPS)
    if not ring.mark_of(path) or not ring.mark_of(made):
        raise RuntimeError("not encrypted")
    with _open(path, words) as db:
        if _names(db) != [TEXT]:
            raise RuntimeError(f"{_names(db)}")
    return made.name


def _told_apart(path: Path, words: str) -> str:
    """A wrong passphrase is called that and changes nothing; a changed byte is called damage and nothing else."""
    from desktop.core.encryption import opening, ring
    from desktop.core.errors import UserError
    from desktop.core.files import save_own_bytes
    from desktop.core.soundness import verify

    before = path.read_bytes()
    try:
        opening.by_typed(path, words + "?")
    except opening.WrongPassphrase:
        if path.read_bytes() != before:
            raise RuntimeError("changed by a wrong passphrase") from None
    else:
        raise RuntimeError("a wrong passphrase opens it")
    changed = bytearray(before)
    changed[len(changed) // 2] ^= 1
    save_own_bytes(path, bytes(changed))
    opening.by_typed(path, words)  # the passphrase is right, whatever became of a page
    try:
        verify(path)
    except UserError as error:
        return str(error)
    finally:
        ring.forget(ring.mark_of(path))
        save_own_bytes(path, before)
    raise RuntimeError("damage is not noticed")


def _kept_by_system() -> str:
    """The store of secrets of this account keeps and gives back. It is asked beside: one that is locked waits without end for
    somebody who types its own password."""
    answer: Queue[str | Exception] = Queue()

    def ask() -> None:
        try:
            answer.put(_asked_system())
        except Exception as error:  # noqa: BLE001 - whatever it is, the check that waits names it
            answer.put(error)

    speaking = copy_context()  # in the same language
    threading.Thread(target=speaking.run, args=(ask,), name="agridesk-store", daemon=True).start()  # its end is not waited for
    try:
        said = answer.get(timeout=PATIENCE)
    except Empty:
        late = _("The system's store of secrets gave no answer within {n} s. It may be locked and wait for its own password.")
        said = TimeoutError(late.format(n=round(PATIENCE)))
        if sys.platform not in ALWAYS:
            return str(said)
    if isinstance(said, Exception):
        raise said
    return said


def _asked_system() -> str:
    """Windows and macOS always have a store; elsewhere there may be none and the passphrase is asked each time."""
    import keyring

    from desktop.core.encryption import system_store
    from desktop.core.errors import UserError

    entry, secret = f"self-test-{secrets.token_hex(8)}", secrets.token_bytes(32)
    try:
        system_store.keep(entry, secret)
        if system_store.secret(entry) != secret:
            raise RuntimeError("not given back")
    except UserError as error:
        if sys.platform in ALWAYS:
            raise
        return str(error)
    finally:
        system_store.drop(entry)
    if system_store.secret(entry) is not None:
        raise RuntimeError("not removed")
    return f"{keyring.get_keyring().name}"


@contextmanager
def _open(path: Path, words: str) -> Iterator[Database]:
    """The database opened by its passphrase, and its key forgotten afterwards."""
    from desktop.core.encryption import opening, ring
    from desktop.newdata import open_ready

    opening.by_typed(path, words)
    try:
        db = open_ready(path)
        try:
            yield db
        finally:
            db.close()
    finally:
        ring.forget(ring.mark_of(path))


def _names(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.connection().exec_driver_sql(NAMES).scalars())
