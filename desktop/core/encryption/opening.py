"""Trying the ways in: a passphrase or recovery code, headquarters' private key, what the system keeps for this account."""

from __future__ import annotations

import hashlib
import json
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core import files
from desktop.core.encryption import key_file, proof, ring, system_store, wraps
from desktop.core.encryption.key_file import Lock
from desktop.core.encryption.wraps import HEADQUARTERS, PASSPHRASE, RECOVERY, SYSTEM, Way
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _

PRIVATE, PUBLIC = "AgriDesk headquarters private key 1", "AgriDesk headquarters public key 1"


class WrongPassphrase(UserError):
    """What was typed opens no way."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("This is not a passphrase or recovery code of {file}. Nothing was opened, and the file is not "
                           "damaged. Look at capital letters and the input method, and try again.").format(file=path.name))


def is_open(path: Path) -> bool:
    """Whether a file can be read now: it is plain, or its key is known."""
    return ring.knows(key_file.meant(path))


def require(*paths: Path) -> None:
    """Raise `KeyWanted` for the first of these files whose key is not known."""
    for path in paths:
        if not is_open(path):
            raise ring.KeyWanted(path)


def by_typed(path: Path, typed: str) -> Way:
    """Open an encrypted file with a passphrase or recovery code; gives the way in. Raises `WrongPassphrase`; other sentences
    where the file of keys is missing or damaged. Takes a sixth of a second for each passphrase there is."""
    lock = key_file.lock_of(path)
    ways = sorted((way for way in lock.ways if way.kind in (PASSPHRASE, RECOVERY)), key=lambda way: way.kind != PASSPHRASE)
    return _first(path, lock, ways, lambda way: wraps.key_by_typed(way, lock.mark, typed), WrongPassphrase(path))


def by_private(path: Path, private: bytes) -> Way:
    """Open an encrypted file with headquarters' private key."""
    lock = key_file.lock_of(path)
    ways = [way for way in lock.ways if way.kind == HEADQUARTERS]
    return _first(path, lock, ways, lambda way: wraps.key_by_private(way, lock.mark, private), UserError(
        _("{file} was not made so that this key of headquarters opens it.").format(file=path.name)))


def by_system(path: Path) -> bool:
    """Open an encrypted file by what the system keeps for this account; gives whether it did."""
    try:
        lock = key_file.lock_of(path)
    except UserError:
        return False  # said when a passphrase is asked for
    for way in lock.ways:
        secret = system_store.secret(str(way.box.get("entry", ""))) if way.kind == SYSTEM else None
        if secret and (key := wraps.key_by_secret(way, lock.mark, secret)):
            with suppress(UserError):  # said when a passphrase is asked for
                learn(path, lock, key)
                return True
    return False


def _first(path: Path, lock: Lock, ways: list[Way], key_by: Callable[[Way], bytes | None], wrong: UserError) -> Way:
    for way in ways:
        try:
            key = key_by(way)
        except (ValueError, KeyError, TypeError) as error:
            raise _changed(path) from error
        if key is not None:
            learn(path, lock, key)
            return way
    raise wrong


def learn(path: Path, lock: Lock, key: bytes) -> None:
    """Know the key that a way of `lock` led to, once it is proven to be that of the file. Raises `UserError`."""
    try:
        proven = lock.is_ours(key) and proof.is_key_of(path, lock.mark, key)
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile) as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=said_by(error))) from error
    if not proven:
        raise _changed(path)
    ring.learn(lock.mark, key)
    key_file.remember(lock)


def _changed(path: Path) -> UserError:
    return UserError(_("The file of keys of {file} was changed by another program: ways in were added or altered without the "
                       "key. Put its copy from the folder of backups in its place.").format(file=path.name))


# -- headquarters' files ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PublicKey:
    """Headquarters' public key: whose it is, the key, and digits to compare by telephone."""

    name: str
    key: bytes

    def digits(self) -> str:
        """Twenty digits in groups that are the same for the same key."""
        number = int.from_bytes(hashlib.sha256(self.key).digest()[:16], "big") % 10**20
        text = f"{number:020d}"
        return " ".join(text[n:n + 4] for n in range(0, 20, 4))


def make_pair(path: Path, name: str, passphrase: str, day: str) -> PublicKey:
    """Make headquarters' pair of keys: the private one in `path`, locked by a passphrase where one is given, the public one
    beside it with the ending `.public`. Raises `UserError` where a file is there already."""
    private, public = wraps.new_pair()
    mark = ring.new_mark()
    kept: dict[str, Any] = {"agridesk": PRIVATE, "name": name, "mark": mark.hex()}
    kept |= ({"way": wraps.by_typed(PASSPHRASE, name, day, mark, private, passphrase).as_json()} if passphrase
             else {"key": b64encode(private).decode()})
    given = {"agridesk": PUBLIC, "name": name, "key": b64encode(public).decode()}
    beside = path.with_name(path.name + ".public")
    for there in (path, beside):
        if there.exists():
            raise UserError(_("{file} exists already. Choose another name.").format(file=there.name))
    for target, content in ((path, kept), (beside, given)):
        files.save_own_bytes(target, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    return PublicKey(name, public)


def public_key(path: Path) -> PublicKey:
    """Headquarters' public key from its file. Raises `UserError` for anything else."""
    stored = _stored(path, PUBLIC)
    try:
        key = b64decode(stored["key"], validate=True)
        if len(key) != ring.KEY_BYTES:
            raise ValueError("length")
        return PublicKey(str(stored["name"]), key)
    except (ValueError, KeyError, TypeError) as error:
        raise _no_key(path) from error


def private_key(path: Path, passphrase: Callable[[], str]) -> bytes:
    """Headquarters' private key from its file; `passphrase` is asked where it is locked. Raises `UserError`."""
    stored = _stored(path, PRIVATE)
    try:
        if "way" in stored:
            found = wraps.key_by_typed(Way.of(stored["way"]), bytes.fromhex(stored["mark"]), passphrase())
            if found is None:
                raise UserError(_("This is not the passphrase of the key file {file}.").format(file=path.name))
            return found
        return b64decode(stored["key"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise _no_key(path) from error


def _stored(path: Path, kind: str) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_bytes()[:key_file.LARGEST])
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror or error)) from error
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict) or stored.get("agridesk") != kind:
        raise _no_key(path, public=kind == PUBLIC)
    return stored


def _no_key(path: Path, *, public: bool = False) -> UserError:
    return UserError((_("{file} is not the public key file of a headquarters.") if public else
                      _("{file} is not the private key file of a headquarters.")).format(file=path.name))
