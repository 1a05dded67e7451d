"""Encrypted files (attachments): AES-GCM in pieces of 64 KiB, each of which is read, checked and decrypted by itself.

    AGRDfile | number of the key (8) | salt (16) | pieces: ciphertext and tag (16) each

The key of a file comes from the key of the data and the file's salt. The nonce of a piece is its number and whether it is the
last (the STREAM construction, as age has it), so that no piece can be left out, moved or cut off. The name of the file, the
SHA-256 of what is in it, stays as it was.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from desktop.core.encryption import ring
from desktop.core.encryption.wraps import derived
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from typing_extensions import Buffer

MAGIC = b"AGRDfile"
SALT = 16
HEAD = len(MAGIC) + ring.MARK_BYTES - len(ring.MAGIC) + SALT
PIECE, TAG = 1 << 16, 16


class Damaged(UserError):
    """An encrypted file whose bytes are not those that were written."""

    def __init__(self, name: str) -> None:
        super().__init__(_("The encrypted file {file} is damaged. Restore it from a backup.").format(file=name))


def _cipher(head: bytes, path: Path, key: bytes | None) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    mark = ring.MAGIC + head[len(MAGIC):HEAD - SALT]
    return AESGCM(derived(key or ring.key_of(mark, path), "agridesk file 1", head[-SALT:]))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def seal(source: BinaryIO, out: BinaryIO, mark: bytes, path: Path) -> None:
    """Write what is left of `source`, encrypted for `mark`; as it is for a plain one. Raises `KeyWanted` like `ring.key_of`."""
    with sealing(out, mark, path) as writer:
        while data := source.read(PIECE):
            writer.write(data)


@contextmanager
def sealing(out: BinaryIO, mark: bytes, path: Path, key: bytes | None = None) -> Iterator[BinaryIO]:
    """A stream that encrypts into `out` for `mark` what is written into it; `out` itself for a plain one. `key`: one that is no
    key of the data, and of which the ring knows nothing."""
    if not mark:
        yield out
        return
    writer = _Writer(out, MAGIC + mark[len(ring.MAGIC):] + secrets.token_bytes(SALT), path, key)
    yield cast(BinaryIO, writer)
    writer.finish()


class _Writer(io.RawIOBase):
    """Encrypts piece by piece. The last one is known only at the end, so that a whole piece is always held back."""

    def __init__(self, out: BinaryIO, head: bytes, path: Path, key: bytes | None) -> None:
        self._out, self._head, self._cipher = out, head, _cipher(head, path, key)
        self._held, self._number = bytearray(), 0
        out.write(head)

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        view = memoryview(data)
        self._held += view
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return view.nbytes

    def finish(self) -> None:
        """Write the last piece, which may be empty."""
        self._put(bytes(self._held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, self._head))
        self._number += 1


def mark_of(path: Path) -> bytes:
    """The mark of a stored file; `PLAIN` for one that is not encrypted or not there. Raises `ring.Unreadable`."""
    return mark_in(ring.head_of(path, HEAD))


def mark_in(head: bytes) -> bytes:
    """The mark in the first bytes of a stored file."""
    return ring.MAGIC + head[len(MAGIC):HEAD - SALT] if head.startswith(MAGIC) and len(head) >= HEAD else ring.PLAIN


def opened(path: Path) -> BinaryIO:
    """A stored file for reading, decrypted where it is encrypted. Raises `OSError`, `KeyWanted`; reading raises `Damaged`."""
    return unsealed(path.open("rb"), path)


def unlocked(raw: BinaryIO, path: Path, mark: bytes, key: bytes) -> BinaryIO:
    """A stream of what was sealed for `mark` with a `key` that is no key of the data. Anything else is `Damaged`."""
    head = raw.read(HEAD)
    if not mark or mark_in(head) != mark:
        raise Damaged(path.name)
    return io.BufferedReader(_Reader(raw, head, path, key), PIECE)


def unsealed(raw: BinaryIO, path: Path) -> BinaryIO:
    """A stream of a stored file that begins where `raw` stands, decrypted where it is encrypted; `path` names it."""
    try:
        begin = raw.tell()
        head = raw.read(HEAD)
        if not mark_in(head):
            raw.seek(begin)
            return raw
        return io.BufferedReader(_Reader(raw, head, path), PIECE)
    except BaseException:
        raw.close()
        raise


class _Reader(io.RawIOBase):
    """Decrypts pieces as they are asked for, from any place."""

    def __init__(self, raw: BinaryIO, head: bytes, path: Path, key: bytes | None = None) -> None:
        self._raw, self._head, self._path = raw, head, path
        self._cipher = _cipher(head, path, key)
        self._body = raw.tell()
        body = raw.seek(0, io.SEEK_END) - self._body
        self._pieces = max(1, -(-body // (PIECE + TAG)))
        self._size = max(0, body - self._pieces * TAG)
        self._at, self._number, self._piece = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        if self._at >= self._size:
            self._load(self._pieces - 1)  # that it is the last one is what tells a file that was cut off
            return 0
        piece = self._load(self._at // PIECE)
        part = piece[self._at % PIECE:][:len(view)]
        view[:len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()

    def _load(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if number != self._number:
            self._raw.seek(self._body + number * (PIECE + TAG))
            data, last = self._raw.read(PIECE + TAG), number == self._pieces - 1
            try:
                self._piece = self._cipher.decrypt(_nonce(number, last=last), data, self._head)
            except (InvalidTag, ValueError):
                raise Damaged(self._path.name) from None
            self._number = number
        return self._piece


def store_mark(folder: Path) -> bytes:
    """The mark for new files of a store of attachments: that of the database it lies beside."""
    name = folder.name.removesuffix(".files")
    return ring.mark_of(folder.with_name(name)) if name != folder.name else ring.PLAIN
