"""A package locked with a passphrase, for the two kinds of package that no secret of the partners protects: the first one,
which hands that secret over, and chosen records for a file outside the star.

    AgriDesk locked exchange 1
    {"mark": …, "way": …}
    the package, encrypted as attachments are

The passphrase opens a key made for this one package. Who carries it tells the passphrase by another way than the package.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop.core import files
from desktop.core.encryption import ring, sealed, wraps
from desktop.core.encryption.ways import typed_way
from desktop.core.encryption.wraps import PASSPHRASE, Way
from desktop.core.errors import UserError
from desktop.core.i18n import _

FIRST_LINE = b"AgriDesk locked exchange 1\n"
HEAD_BYTES = 1 << 14
OWNER = "package"


class PassphraseWanted(UserError):
    """A locked package, and no passphrase or another one than it was locked with. It is asked for, and then taken."""


@contextmanager
def locking(out: BinaryIO, passphrase: str, path: Path) -> Iterator[BinaryIO]:
    """A stream that writes into `out` what is written to it, locked with `passphrase`; `out` itself where that is empty.

    Raises `UserError` for a weak passphrase.
    """
    if not passphrase:
        yield out
        return
    mark, key = ring.new_mark(), ring.new_key()
    way = typed_way(PASSPHRASE, OWNER, mark, key, passphrase)
    out.write(FIRST_LINE + json.dumps({"mark": mark.hex(), "way": way.as_json()}).encode() + b"\n")
    with _known(mark, key), sealed.sealing(out, mark, path) as stream:
        yield stream


@contextmanager
def _known(mark: bytes, key: bytes) -> Iterator[None]:
    """The key of a package is known for as long as it is written or read."""
    ring.learn(mark, key)
    try:
        yield
    finally:
        ring.forget(mark)


@contextmanager
def unlocked(path: Path, passphrase: str, folder: Path) -> Iterator[Path]:
    """The package in a locked one, for as long as it is needed, in `folder`; a package that is not locked as it is.

    Raises `PassphraseWanted`, and `UserError` where the file cannot be read or was damaged on the way.
    """
    files.make_private(folder)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        yield _copied(path, passphrase, Path(place) / path.name)


def _copied(path: Path, passphrase: str, target: Path) -> Path:
    """The file at `path`; where it is locked, `target`, into which the package in it is written."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror or error)) from error
    with raw:
        if raw.readline(len(FIRST_LINE)) != FIRST_LINE:
            return path
        mark, key = _opened(raw.readline(HEAD_BYTES), passphrase, path)
        with _known(mark, key):
            try:
                return files.save_own(target, lambda out: shutil.copyfileobj(sealed.unsealed(raw, path), out, sealed.PIECE))
            except sealed.Damaged:
                raise _damaged(path) from None


def _opened(line: bytes, passphrase: str, path: Path) -> tuple[bytes, bytes]:
    """Mark and key of a locked package."""
    try:
        said = json.loads(line)
        mark, way = bytes.fromhex(said["mark"]), Way.of(said["way"])
        if len(mark) != ring.MARK_BYTES or not mark.startswith(ring.MAGIC) or way.kind != PASSPHRASE:
            raise ValueError("mark")
        key = wraps.key_by_typed(way, mark, passphrase) if passphrase else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _damaged(path) from None
    if key is None:
        raise PassphraseWanted(
            _("That is not the passphrase of {file}.").format(file=path.name) if passphrase else
            _("{file} is locked: the passphrase is needed that its sender gave it.").format(file=path.name))
    return mark, key


def _damaged(path: Path) -> UserError:
    return UserError(_("{file} was damaged on the way (it cannot be unlocked whole). Copy it again, or ask for it again; "
                       "nothing was taken.").format(file=path.name))
