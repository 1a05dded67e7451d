"""Adding, changing and removing ways in. Only the file of keys is written anew, never the data."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from desktop.core.encryption import key_file, keys_there, opening, ring, system_store, wraps
from desktop.core.encryption.key_file import Lock
from desktop.core.encryption.opening import PublicKey
from desktop.core.encryption.wraps import HEADQUARTERS, LEAST_LENGTH, PASSPHRASE, RECOVERY, SYSTEM, Way
from desktop.core.errors import Refused, UserError
from desktop.core.i18n import _


def ways_of(database: Path) -> tuple[Way, ...]:
    """The ways in to an encrypted database; none to a plain one."""
    mark = ring.mark_of(database)
    return key_file.lock_of(database, mark).ways if mark else ()


def refuse_weak(passphrase: str) -> None:
    """Raise `UserError` for a passphrase that is found in no time."""
    counted = wraps.plain_text(PASSPHRASE, passphrase).decode()
    if len(counted) < LEAST_LENGTH or len(set(counted)) < 4:
        raise UserError(_("The passphrase is too short or too simple: take at least {n} {n:character|characters}, best four "
                          "or five words "
                          "that have nothing to do with each other.").format(n=LEAST_LENGTH))


def today() -> str:
    """The day that a way is made on."""
    return date.today().isoformat()


def typed_way(kind: str, name: str, mark: bytes, key: bytes, typed: str) -> Way:
    """A way by a passphrase or a recovery code. Raises `UserError` for a weak passphrase or no name."""
    if kind == PASSPHRASE:
        refuse_weak(typed)
    if not name.strip():
        raise UserError(_("Say whose way in it is."))
    return wraps.by_typed(kind, name.strip(), today(), mark, key, typed)


def add_passphrase(database: Path, name: str, passphrase: str) -> None:
    """A passphrase for one more person."""
    mark, key = _known(database)
    _put(database, typed_way(PASSPHRASE, name, mark, key, passphrase))


def add_recovery(database: Path, name: str) -> str:
    """A recovery code, which is given here and kept nowhere; it takes the place of the one there was of that name."""
    mark, key = _known(database)
    code = wraps.new_code()
    way = typed_way(RECOVERY, name, mark, key, code)
    _write(database, [one for one in ways_of(database) if (one.kind, one.name) != (RECOVERY, way.name)] + [way])
    return code


def add_headquarters(database: Path, public: PublicKey) -> None:
    """Headquarters' way in."""
    mark, key = _known(database)
    _put(database, wraps.for_public(public.name, today(), mark, key, public.key))


def add_system(database: Path, name: str) -> None:
    """The way of this account on this computer, without asking. Raises `UserError` where the system has no store."""
    mark, key = _known(database)
    entry, secret = secrets.token_hex(8), secrets.token_bytes(32)
    system_store.keep(entry, secret)
    _put(database, wraps.by_secret(name, today(), mark, key, secret, entry))


def change_passphrase(database: Path, old: str, new: str) -> str:
    """Give the person of the old passphrase a new one; gives their name. Raises `UserError` where it is nobody's."""
    refuse_weak(new)
    ways, mark = list(ways_of(database)), ring.mark_of(database)
    for number, way in enumerate(ways):
        if way.kind == PASSPHRASE and (key := wraps.key_by_typed(way, mark, old)):
            opening.learn(database, key_file.lock_of(database, mark), key)
            ways[number] = wraps.by_typed(PASSPHRASE, way.name, today(), mark, key, new)
            _write(database, ways)
            return way.name
    raise UserError(_("The old passphrase is nobody's. Nothing was changed."))


def remove(database: Path, kind: str, name: str) -> None:
    """Take a way in away. Raises `Refused` for the last one that leads in anywhere: that of the account is not enough."""
    ways = ways_of(database)
    gone = [way for way in ways if (way.kind, way.name) == (kind, name)]
    if not gone:
        raise UserError(_("There is no such way in: {name}.").format(name=name))
    left = [way for way in ways if way not in gone]
    if not any(way.kind in (PASSPHRASE, RECOVERY, HEADQUARTERS) for way in left):
        raise Refused(_("This is the last way in: without it nobody could open the database again. Add another one first."))
    _write(database, left)
    for way in gone:
        if way.kind == SYSTEM:
            system_store.drop(str(way.box.get("entry", "")))


def _known(database: Path) -> tuple[bytes, bytes]:
    mark = ring.mark_of(database)
    if not mark:
        raise UserError(_("{file} is not encrypted.").format(file=database.name))
    return mark, ring.key_of(mark, database)


def _put(database: Path, way: Way) -> None:
    ways = ways_of(database)
    if any((one.kind, one.name) == (way.kind, way.name) for one in ways):
        raise UserError(_("“{name}” has such a way in already: change or remove that one first.").format(name=way.name))
    _write(database, [*ways, way])


def _write(database: Path, ways: list[Way]) -> None:
    mark, key = _known(database)
    lock = Lock(mark, tuple(ways)).sealed(key)
    key_file.save(database, keys_there.load(database).with_lock(lock))
    key_file.remember(lock)
