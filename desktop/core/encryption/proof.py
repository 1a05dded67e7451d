"""Whether a key is that of a database: told by the pages themselves, each of which carries a code made with it.

A file of keys can be made by anybody, with a key of their own and a passphrase to it; it then says of itself that all is well.
So no key is believed before it fits something that stood there before. The code of a page is SQLCipher 4's: HMAC-SHA512 of what
the page holds and its number, with a key made of the data's key and the salt (two rounds of PBKDF2, salt ^ 0x3a). It is
computed here, without SQLite: the first page may be the damaged one, and a backup may lie in an archive.
"""

from __future__ import annotations

import hashlib
import hmac
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from desktop.core.encryption import ring, sealed
from desktop.core.guarding import ARCHIVE_MEMBER

PAGE, CODE = 4096, 64  # SQLCipher 4's own sizes
LOOKED_AT = 256  # pages: so many would have to be damaged before the right key is not believed


def is_key_of(path: Path, mark: bytes, key: bytes) -> bool:
    """Whether `key` is that of the mark: the one this process knows, else the one that the pages of `path` were written with (a
    database, a backup, an archive). Raises `OSError` where they cannot be read."""
    if (known := ring.known(mark)) is not None:
        return hmac.compare_digest(known, key)
    if sealed.mark_of(path) == mark:
        return _opens(path, mark, key)
    codes = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in mark), 2, ring.KEY_BYTES)
    return any(_fits(page, number, codes) for number, page in enumerate(_pages(path), 1))


def _opens(path: Path, mark: bytes, key: bytes) -> bool:
    """Whether a file in pieces, each with a code of its own, was written with a key."""
    try:
        with path.open("rb") as raw, sealed.unlocked(raw, path, mark, key) as stream:
            stream.read(1)
    except sealed.Damaged:
        return False
    return True


def _fits(page: bytes, number: int, codes: bytes) -> bool:
    body = page[ring.MARK_BYTES if number == 1 else 0:-CODE]
    code = hmac.new(codes, body + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(code, page[-CODE:])


def _pages(path: Path) -> Iterator[bytes]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive, archive.open(ARCHIVE_MEMBER.decode()) as stream:
            yield from _read(stream)
    else:
        with path.open("rb") as file:
            yield from _read(file)


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    for _number in range(LOOKED_AT):
        if len(page := stream.read(PAGE)) < PAGE:
            return
        yield page
