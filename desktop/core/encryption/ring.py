"""The keys that this process knows, and the mark by which an encrypted file names the key it needs.

The first sixteen bytes of an encrypted SQLite file are its salt. Ours say `AGRDenc1` and the number of the key, so that an
encrypted database is told from a foreign or a damaged file without any key. The key is 32 random bytes and goes to the cipher
as it is: a passphrase would cost 80 ms for each connection.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _

MAGIC = b"AGRDenc1"
MARK_BYTES, KEY_BYTES = 16, 32
PLAIN = b""
"""The mark of a file that is not encrypted."""

_keys: dict[bytes, bytes] = {}
_opened: dict[Path, bytes] = {}


class Unreadable(UserError):
    """A file that is there, of which nobody can say now whether it is encrypted. It is never taken for a plain one: its key
    would be dropped, or what lies beside it written without encryption."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        super().__init__(_("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror or error))


class KeyWanted(UserError):
    """An encrypted file whose key this process does not know yet; `path` is the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(_("{file} is encrypted: its passphrase is needed.").format(file=path.name))


def new_mark() -> bytes:
    """A mark for a key of its own."""
    return MAGIC + os.urandom(MARK_BYTES - len(MAGIC))


def new_key() -> bytes:
    """A key of the data."""
    return os.urandom(KEY_BYTES)


def mark_of(path: Path) -> bytes:
    """The mark of a file; `PLAIN` for one that is not encrypted or not there. Raises `Unreadable`.

    That of an open database is remembered: opening and closing its file would drop SQLite's own locks (POSIX).
    """
    if path in _opened:
        return _opened[path]
    return mark_in(head_of(path, MARK_BYTES))


def head_of(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file; none of one that is not there. Raises `Unreadable`."""
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise Unreadable(path, error) from error


def mark_in(head: bytes) -> bytes:
    """The mark in the first bytes of a file."""
    return head[:MARK_BYTES] if head.startswith(MAGIC) and len(head) >= MARK_BYTES else PLAIN


def note_opened(path: Path) -> None:
    """Remember the mark of a database for as long as it is open."""
    _opened[path] = mark_of(path)


def is_opened(path: Path) -> bool:
    """Whether a database is open in this process, so that its file must not be opened and closed by anything else."""
    return path in _opened


def note_closed(path: Path) -> None:
    """Its file may be another one from now on."""
    _opened.pop(path, None)


def learn(mark: bytes, key: bytes) -> None:
    """Know a key from now on. One that is known is never exchanged for another: raises `ValueError`."""
    from hmac import compare_digest  # which brings a library of its own, and the window asks this file whether anything is open

    if not compare_digest(_keys.setdefault(mark, key), key):
        raise ValueError("another key of this mark is known")


def forget(mark: bytes) -> None:
    """Know a key no longer."""
    _keys.pop(mark, None)


def key_of(mark: bytes, path: Path) -> bytes:
    """The key that a mark names. Raises `KeyWanted`, which names the file, where it is not known."""
    try:
        return _keys[mark]
    except KeyError:
        raise KeyWanted(path) from None


def known(mark: bytes) -> bytes | None:
    """The key that a mark names, where it is known."""
    return _keys.get(mark)


def knows(mark: bytes) -> bool:
    """Whether files of this mark can be read now: plain ones always."""
    return not mark or mark in _keys


def literal(mark: bytes, path: Path) -> str:
    """Key and salt as SQLCipher takes them: hexadecimal digits of ours, nothing that a user typed."""
    return f"x'{key_of(mark, path).hex()}{mark.hex()}'"


def unlock(connection: Any, path: Path, mark: bytes | None = None) -> None:
    """Give a new connection the key of its file, before anything else is asked of it; a plain file needs none.

    `mark`: that of a file which is still empty. Raises `KeyWanted` where the key is not known.
    """
    needed = mark_of(path) if mark is None else mark
    if needed:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr, and a wrong key is said by us
        connection.execute(f'PRAGMA key = "{literal(needed, path)}"')
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing of it in temporary files
