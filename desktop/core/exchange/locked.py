"""A package locked with a passphrase, for the two kinds of package that no secret of the partners protects: the first one,
which hands that secret over, and chosen records for a file outside the star.

    AgriDesk locked exchange 1
    {"mark": …, "way": …, "sha256": …}
    the package, encrypted as attachments are

The passphrase opens a key made for this one package. Who carries it tells the passphrase by another way than the package.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from desktop.core import files
from desktop.core.encryption import ring, sealed, wraps
from desktop.core.encryption.ways import typed_way
from desktop.core.encryption.wraps import PASSPHRASE, Way
from desktop.core.errors import UserError
from desktop.core.i18n import _

FIRST_LINE = b"AgriDesk locked exchange 1\n"
HEAD_BYTES = 1 << 14
MOST_KIB, MOST_PASSES = 1 << 18, 12  # a stranger's package may not ask for more memory and time
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
    said = {"mark": mark.hex(), "way": typed_way(PASSPHRASE, OWNER, mark, key, passphrase).as_json()}
    out.write(FIRST_LINE + json.dumps({**said, "sha256": _digest(said)}).encode() + b"\n")
    with sealed.sealing(out, mark, path, key) as stream:
        yield stream


def _digest(said: dict[str, Any]) -> str:
    """What tells a head that was damaged on the way from a wrong passphrase."""
    return hashlib.sha256(json.dumps([said["mark"], said["way"]], sort_keys=True).encode()).hexdigest()


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
        try:
            body = sealed.unlocked(raw, path, mark, key)
            return files.save_own(target, lambda out: shutil.copyfileobj(body, out, sealed.PIECE))
        except sealed.Damaged:
            raise _damaged(path) from None


def _opened(line: bytes, passphrase: str, path: Path) -> tuple[bytes, bytes]:
    """Mark and key of a locked package."""
    try:
        said = json.loads(line)
        mark, way = bytes.fromhex(said["mark"]), Way.of(said["way"])
        sound = said["sha256"] == _digest(said) and way.kind == PASSPHRASE and ring.mark_in(mark) == mark
        if not sound or way.box["memory"] > MOST_KIB or way.box["passes"] > MOST_PASSES:
            raise ValueError("head")
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
