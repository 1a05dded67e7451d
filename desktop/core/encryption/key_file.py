"""The file of keys beside a database: for each key the ways in, none of which tells anything without its secret.

It may hold several keys: that of the database, and those of backups that were restored from elsewhere. Its digest tells damage
from a wrong passphrase; what stands of one key is authenticated with that key, so that a way which somebody added is found out.
A copy lies among the backups, so that they can be opened wherever that folder is carried to.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.core import files, paths
from desktop.core.backup_files import list_backups
from desktop.core.encryption import ring, sealed
from desktop.core.encryption.wraps import Way, derived
from desktop.core.errors import UserError
from desktop.core.guarding import ARCHIVE_MEMBER, MAGIC
from desktop.core.i18n import _

ENDING = ".keys"
MEMBER = "keys.json"  # in an archive
LARGEST = 1 << 20
_remembered: dict[bytes, Lock] = {}


@dataclass(frozen=True)
class Lock:
    """The ways to one key; `seal`: what authenticates them, made with the key itself."""

    mark: bytes
    ways: tuple[Way, ...]
    seal: str = ""

    def sealed(self, key: bytes) -> Lock:
        """With the seal of these ways."""
        return replace(self, seal=_seal(self, key))

    def is_ours(self, key: bytes) -> bool:
        """Whether the ways are those that were sealed with the key."""
        return hmac.compare_digest(self.seal, _seal(self, key))


def _seal(lock: Lock, key: bytes) -> str:
    text = json.dumps([lock.mark.hex(), [way.as_json() for way in lock.ways]], sort_keys=True, ensure_ascii=False)
    return hmac.new(derived(key, "agridesk ways 1"), text.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class KeyFile:
    """What stands in a file of keys. `begun`: what is done with old backups by a switch that is not finished; "" = none is."""

    locks: dict[bytes, Lock] = field(default_factory=dict)
    begun: str = ""

    def with_lock(self, lock: Lock) -> KeyFile:
        """With the ways to a key, in place of those it had."""
        return replace(self, locks={**self.locks, lock.mark: lock})


def key_file(database: Path) -> Path:
    """The file of keys of a database."""
    return database.with_name(database.name + ENDING)


def load(database: Path) -> KeyFile:
    """The file of keys of a database, else its copy among the backups; an empty one where there is neither.

    Raises `UserError` where both are damaged.
    """
    damaged: UserError | None = None
    for path in (key_file(database), copy_of(database)):
        try:
            return read(path)
        except FileNotFoundError:
            continue
        except UserError as error:
            damaged = error
    if damaged:
        raise damaged
    return KeyFile()


def read(path: Path) -> KeyFile:
    """A file of keys. Raises `UserError` where it is damaged, `FileNotFoundError` where there is none."""
    try:
        with path.open("rb") as stream:
            return parsed(stream.read(LARGEST), path.name)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(
            file=path.name, reason=error.strerror or error)) from error


def parsed(data: bytes, name: str) -> KeyFile:
    """The content of a file of keys. Raises `UserError` where it is not as it was written."""
    try:
        stored = json.loads(data)
        inner = stored["keys"]
        if hashlib.sha256(_canonical(inner)).hexdigest() != stored["sha256"]:
            raise ValueError("digest")
        locks = [Lock(_mark(one["mark"]), tuple(Way.of(way) for way in one["ways"]), str(one["seal"]))
                 for one in inner["locks"]]
        return KeyFile({lock.mark: lock for lock in locks}, str(inner.get("begun", "")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(_("The file of keys {file} is damaged: the passphrase may be right, but it cannot be tried. Put its "
                          "copy from the folder of backups in its place.").format(file=name)) from error


def _mark(text: str) -> bytes:
    mark = ring.mark_in(bytes.fromhex(text))
    if not mark:
        raise ValueError("no mark")
    return mark


def _canonical(inner: dict[str, Any]) -> bytes:
    return json.dumps(inner, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def packed(keys: KeyFile) -> bytes:
    """The bytes of a file of keys."""
    inner = {"locks": [{"mark": lock.mark.hex(), "ways": [way.as_json() for way in lock.ways], "seal": lock.seal}
                       for lock in keys.locks.values()], "begun": keys.begun}
    digest = hashlib.sha256(_canonical(inner)).hexdigest()
    return json.dumps({"agridesk": "keys", "version": 1, "keys": inner, "sha256": digest}, ensure_ascii=False,
                      indent=1).encode()


def copy_of(database: Path) -> Path:
    """The copy of the file of keys, among the backups."""
    return paths.backup_folder(database) / key_file(database).name


def former(database: Path) -> Path:
    """The keys that nothing seems to need any more, among the backups: a copy that lies elsewhere may still need one."""
    return paths.backup_folder(database) / f"{database.name}.former{ENDING}"


def set_aside(database: Path, locks: Iterable[Lock]) -> None:
    """Keep the ways to keys that the file of keys is to name no longer: without its key a file is lost, so none is deleted."""
    if not (gone := list(locks)):
        return
    try:
        there = read(former(database))
    except FileNotFoundError:
        there = KeyFile()
    except UserError:  # damaged: it stays as it is, under another name
        files.make_durable(former(database), former(database).with_name(former(database).name + ".damaged"))
        there = KeyFile()
    for lock in gone:
        there = there.with_lock(lock)
    _save(former(database), packed(there))


def _save(path: Path, data: bytes) -> None:
    files.make_private(path.parent)
    files.save_own_bytes(path, data)


def save(database: Path, keys: KeyFile) -> None:
    """Write the file of keys, whole or not at all, and its copy among the backups; both go where no key is left in it."""
    copy = copy_of(database)
    for lock in keys.locks.values():
        if lock.mark in _remembered:
            remember(lock)
    if not keys.locks and not keys.begun:
        for path in (copy, key_file(database)):
            with suppress(FileNotFoundError):
                path.unlink()
        return
    data = packed(keys)
    for path in (key_file(database), copy):
        _save(path, data)


def for_archive(database: Path) -> bytes:
    """What an archive of a database holds of its ways in; nothing for a plain one."""
    mark = ring.mark_of(database)
    return packed(KeyFile().with_lock(lock_of(database, mark))) if mark else b""


def adopt(database: Path, source: Path) -> None:
    """Let a database take over the ways in to the file `source`, which is to come in its place; nothing to do for a plain one.

    What lies beside it follows at the next opening.
    """
    _take_over(database, source, mark_of(source), begun="encrypt")


def provide(database: Path, mark: bytes) -> None:
    """See to it that the file of keys of a database which is about to be encrypted for `mark` names the ways to that key."""
    _take_over(database, database, mark)


def _take_over(database: Path, source: Path, mark: bytes, begun: str = "") -> None:
    if mark:
        try:
            keys = load(database)
        except UserError:  # both are damaged, and the database that needed them goes aside
            for path in (key_file(database), copy_of(database)):
                keep_damaged(path)
            keys = KeyFile()
        if mark not in keys.locks:
            save(database, replace(keys.with_lock(lock_of(source, mark)), begun=begun or keys.begun))


def copy(database: Path, other: Path) -> None:
    """Give another database, a copy of `database`, the ways in of it; nothing to do for a plain one."""
    if mark := ring.mark_of(database):
        save(other, load(other).with_lock(lock_of(database, mark)))


# -- the ways to a file -----------------------------------------------------------------------------------------------


def mark_of(path: Path) -> bytes:
    """The mark of a database, a backup, the database in an archive, or an archive that was encrypted as a mere file."""
    if (mark := ring.mark_of(path) or sealed.mark_of(path)) or ring.is_opened(path) or not zipfile.is_zipfile(path):
        return mark
    try:
        with zipfile.ZipFile(path) as archive, archive.open(ARCHIVE_MEMBER.decode()) as stream:
            return ring.mark_in(stream.read(ring.MARK_BYTES))
    except (KeyError, ValueError, EOFError, RuntimeError, OSError, zipfile.BadZipFile):
        return ring.PLAIN  # whoever unpacks it says what is wrong


def remember(lock: Lock) -> None:
    """Keep the ways to a key that is known, for as long as the program runs: their file may be lost or exchanged meanwhile."""
    _remembered[lock.mark] = lock


def remembered(mark: bytes) -> Lock | None:
    """The ways to a key that is still known, as they were when it was learnt or they were changed last."""
    return _remembered.get(mark) if ring.known(mark) is not None else None


def is_believed(lock: Lock) -> bool:
    """Whether ways may be those of their mark: where its key is known they are sealed with it."""
    key = ring.known(lock.mark)
    return key is None or lock.is_ours(key)


def meant(path: Path) -> bytes:
    """The mark of a database, a backup or an archive, also where the first bytes of an encrypted database are damaged or its
    file is gone: the newest backup then says whose key it needs, else the file of keys. Raises `ring.Unreadable`."""
    mark = mark_of(path)
    if ring.is_opened(path) or mark in _marks_near(path) or ring.known(mark) is not None or _is_sqlite(path):
        return mark
    return next((there for b in list_backups(path) if (there := ring.mark_of(b.path)) or _is_sqlite(b.path)),
                next(reversed(_marks_near(path)), mark))


def is_head_damaged(database: Path) -> bool:
    """Whether the first bytes of an encrypted database, which name its key, are not those that were written."""
    return database.exists() and meant(database) != ring.mark_of(database)


def _is_sqlite(path: Path) -> bool:
    return ring.head_of(path, len(MAGIC)) == MAGIC


def _marks_near(path: Path) -> list[bytes]:
    """The marks that the file of keys of a database names."""
    try:
        return list(load(path).locks)
    except UserError:
        return []


def keep_damaged(path: Path) -> None:
    """Keep a damaged file of keys under another name, before a new one is written in its place."""
    try:
        read(path)
    except FileNotFoundError:
        return
    except UserError:
        with suppress(OSError, UserError):
            files.make_durable(path, path.with_name(path.name + ".damaged"))


def lock_of(path: Path, mark: bytes = b"") -> Lock:
    """The ways to the key of an encrypted file: from beside it, from among its backups, from within an archive, else those
    remembered since it was opened.

    Raises `UserError` where no file of keys is found that knows them, or the one there is damaged.
    """
    mark, damaged = mark or meant(path), None
    for found in _near(path):
        try:
            keys = found if isinstance(found, KeyFile) else read(found)
        except FileNotFoundError:
            continue
        except UserError as error:
            damaged = damaged or error
            continue
        if mark in keys.locks and is_believed(keys.locks[mark]):
            return keys.locks[mark]
    if (lock := remembered(mark)) is not None:
        return lock
    if damaged:
        raise damaged
    raise UserError(_("{file} is encrypted, but the file of its keys is not there. Put {keys} beside it: it lay beside the "
                      "database and in its folder of backups.").format(file=path.name, keys=f"….agridesk{ENDING}"))


def _near(path: Path) -> Iterator[Path | KeyFile]:
    """Where the ways to a file may stand, the likeliest first."""
    if not ring.mark_of(path) and zipfile.is_zipfile(path):
        yield _in_archive(path)
    yield key_file(path)
    yield copy_of(path)
    for folder in path.parents[:3]:
        yield from sorted(folder.glob(f"*{ENDING}"))
        if not folder.name.endswith(".backups") and not folder.name.startswith("replaced-"):
            return


def _in_archive(path: Path) -> KeyFile:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(MEMBER) as stream:
            return parsed(stream.read(LARGEST), path.name)
    except KeyError:
        return KeyFile()
    except (ValueError, EOFError, RuntimeError, OSError, zipfile.BadZipFile) as error:
        raise UserError(_("{file} is damaged: {reason}.").format(file=path.name, reason=error)) from error
