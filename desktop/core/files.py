"""Files that survive: the one durable save, checksums, and the store of attachments.

Power-cut trials showed that only "temporary name, fsync, replace, fsync the folder" leaves a whole file; every plain
save (a spreadsheet, a copy, a backup) was found empty or missing. So everything the program writes goes through here.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO

from desktop.core import guarding
from desktop.core.encryption import sealed
from desktop.core.errors import UserError
from desktop.core.file_names import NAME_BYTES
from desktop.core.i18n import _
from desktop.core.replacing import explained, replace

CHUNK = 1 << 20
INTERRUPTED = 86_400  # seconds after which no save goes on
_STORED = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})(\.[a-z0-9]{1,8})?")


# Saving ---------------------------------------------------------------------------------------------------------


def durable_save(path: Path | str, write: Callable[[BinaryIO], None]) -> Path:
    """Save an output: what `write` writes to the stream it is given, so that `path` is either wholly old or wholly new.

    Nothing that is not to be replaced is written over (see `guarding`). When this returns, the file is on the disk, even
    if the power fails in the next moment. Raises `UserError` when the disk is full, the folder is missing or protected, or
    another program holds the file; in the last case the new file stays beside it and the sentence names it. Any other
    error of `write` passes through; nothing half is left.
    """
    guarding.refuse(Path(path))
    return _save(Path(path), write, private=False)


def save_own(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """As `durable_save`, for the program's own files (settings, attachments, backups), which nobody else may read."""
    return _save(path, write, private=True)


def _save(path: Path, write: Callable[[BinaryIO], None], *, private: bool) -> Path:
    temporary = _temporary(path)
    try:
        _write_synced(temporary, write, private=private)
    except OSError as error:
        _discard(temporary)
        raise explained(error, path) from error
    except BaseException:
        _discard(temporary)
        raise
    replace(temporary, path)
    sync_folder(path.parent)
    return path


def make_durable(prepared: Path, path: Path) -> None:
    """Give a file that is already written the name `path`, so that it survives a power cut under it."""
    with prepared.open("rb+") as stream:
        os.fsync(stream.fileno())
    replace(prepared, path)
    sync_folder(path.parent)


def remove_interrupted(folder: Path, name: str = ".*", age: float = INTERRUPTED) -> None:
    """Remove what saves of files called `name` (a pattern) left in `folder` when the program was killed; only where nobody
    else writes such names, and once it is a day old (`age`, in seconds): another AgriDesk may be saving now."""
    pattern = re.compile(rf"{name}~[0-9a-f]{{8}}(\.[^.]*)?")
    with suppress(OSError):
        for path in folder.glob("*~*"):
            if pattern.fullmatch(path.name) and path.is_file() and time.time() - path.stat().st_mtime > age:
                _discard(path)


def save_text(path: Path | str, text: str, encoding: str = "utf-8") -> Path:
    """Save `text` durably, as it is (no change of line ends)."""
    return save_bytes(path, text.encode(encoding))


def save_bytes(path: Path | str, data: bytes) -> Path:
    """As `durable_save`, of what is there already."""
    return durable_save(path, lambda stream: _write_all(stream, data))


def save_own_bytes(path: Path, data: bytes) -> Path:
    """As `save_own`, of what is there already."""
    return save_own(path, lambda stream: _write_all(stream, data))


def start_private(path: Path) -> None:
    """Make a file empty, or make it, so that only this user may read what SQLite or a copy puts into it."""
    with open(path, "wb", opener=_for_me_alone):
        pass
    keep_private(path)


def make_private(folder: Path) -> None:
    """Make a folder that only this user may enter. Raises `OSError` where it cannot be made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def keep_private(path: Path) -> None:
    """Let only this user read a file or enter a folder that is there; on Windows the folder's own rights hold."""
    if os.name != "nt":
        with suppress(OSError):  # another user's, or a disk without rights: it stays as it is
            path.chmod(0o700 if path.is_dir() else 0o600)


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk. Windows has no such call: its own disks keep a journal of names, a stick has
    them when it was taken out as Windows asks for."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_all(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)


def _temporary(path: Path) -> Path:
    """A free name beside `path`, with its ending, so that a file that had to stay can be opened."""
    stem = path.stem
    while len(os.fsencode(stem)) > NAME_BYTES:
        stem = stem[:-1]
    return path.with_name(f"{stem}~{secrets.token_hex(4)}{path.suffix}")


def _write_synced(path: Path, write: Callable[[BinaryIO], None], *, private: bool) -> None:
    with open(path, "xb", opener=_for_me_alone if private else None) as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _discard(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


# Checksums --------------------------------------------------------------------------------------------------------


def sha256_of(path: Path | str) -> str:
    """The SHA-256 of a file's content, 64 hexadecimal digits."""
    with Path(path).open("rb") as stream:
        return digest_of_stream(stream)


def content_digest(path: Path) -> str:
    """The SHA-256 of what is in a file of the store, decrypted where it is encrypted; "" for a damaged one of those."""
    try:
        with sealed.opened(path) as stream:
            return digest_of_stream(stream)
    except sealed.Damaged:
        return ""


def digest_of_stream(stream: IO[bytes]) -> str:
    """The SHA-256 of what is left of a stream."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def answers(path: Path) -> bool:
    """Whether the disk gives all bytes of a file: what SQLite calls damage may be a stick that was pulled."""
    try:
        with path.open("rb") as stream:
            while stream.read(1 << 20):
                pass
    except OSError:
        return False
    return True


# Attachments ----------------------------------------------------------------------------------------------------


class AttachmentStore:
    """Files kept beside a database under the SHA-256 of their content: `ab/abcdef….jpg`.

    The same file is kept once; nothing is ever overwritten; the original is never touched. The database refers to a
    file by that relative name, so the whole folder can move. Beside an encrypted database they are encrypted (`sealed`); the
    checksum is that of what is in them.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def add(self, source: Path | str) -> str:
        """Copy a file into the store and return its relative name. Raises `UserError` if it cannot be read."""
        source = Path(source)
        try:
            with source.open("rb") as stream:
                return self._keep(stream, source.suffix)
        except OSError as error:
            text = _("{name} cannot be read and was not attached ({reason}). Check the file and try again.")
            raise UserError(text.format(name=source.name, reason=error.strerror or error)) from error

    def add_bytes(self, data: bytes, suffix: str = "") -> str:
        """Keep `data` (a pasted picture) under the ending `suffix` (".png") and return its relative name."""
        return self._keep(io.BytesIO(data), suffix)

    def path(self, name: str) -> Path:
        """Where the file of a relative name or digest lies; it need not exist. Raises `UserError` for other names."""
        if re.fullmatch(r"[0-9a-f]{64}", name):
            found = sorted((self.folder / name[:2]).glob(f"{name}*"))
            return found[0] if found else self.folder / name[:2] / name
        if not _STORED.fullmatch(name):
            raise UserError(_("“{name}” is not the name of an attachment.").format(name=name))
        return self.folder / name

    def open(self, name: str) -> BinaryIO:
        """The attachment, opened for reading, decrypted where it is encrypted. Raises `UserError` if it is missing."""
        try:
            return sealed.opened(self.path(name))
        except OSError as error:
            text = _("The attachment {name} is missing from {folder}. Restore it from a backup.")
            raise UserError(text.format(name=name, folder=self.folder)) from error

    def names(self) -> Iterator[str]:
        """The relative names of all files in the store, sorted; foreign files are passed over."""
        for path in sorted(self.folder.glob("??/*")):
            name = f"{path.parent.name}/{path.name}"
            if _STORED.fullmatch(name):
                yield name

    def size(self) -> int:
        """The bytes of all files in the store."""
        return sum((self.folder / name).stat().st_size for name in self.names())

    def missing(self, referenced: Iterable[str]) -> list[str]:
        """Those of the `referenced` relative names that have no file."""
        return [name for name in referenced if not self.path(name).is_file()]

    def damaged(self, referenced: Iterable[str]) -> list[str]:
        """Those of the `referenced` names whose file no longer has the content it is named after."""
        return [name for name in referenced if self._is_damaged(self.path(name))]

    def unreferenced(self, referenced: Iterable[str]) -> list[str]:
        """The files in the store that nothing refers to."""
        known = set(referenced)
        return [name for name in self.names() if name not in known]

    def tidy(self) -> None:
        """Remove what adding a file left when the program was killed; nobody else may be adding."""
        for leftover in self.folder.glob("incoming-*"):
            _discard(leftover)

    @staticmethod
    def _is_damaged(path: Path) -> bool:
        return path.is_file() and content_digest(path) != path.name[:64]

    def keep(self, name: str, write: Callable[[BinaryIO], None], mark: bytes | None = None) -> None:
        """Save a file of the store whose name is known (from a package, an archive), encrypted where the store is, or for
        the database of `mark` that is about to stand there."""
        path, mark = self.path(name), sealed.store_mark(self.folder) if mark is None else mark
        for folder in (self.folder, path.parent):
            make_private(folder)

        def sealed_write(out: BinaryIO) -> None:
            with sealed.sealing(out, mark, path) as stream:
                write(stream)

        save_own(path, sealed_write)

    def _keep(self, stream: BinaryIO, suffix: str) -> str:
        """Copy the stream to a temporary file, read that back for its checksum, and give it its name."""
        incoming, mark = self.folder / f"incoming-{secrets.token_hex(4)}", sealed.store_mark(self.folder)
        try:
            make_private(self.folder)
        except OSError as error:
            raise explained(error, self.folder) from error
        save_own(incoming, lambda out: sealed.seal(stream, out, mark, incoming))
        try:
            return self._place(incoming, suffix)
        finally:
            _discard(incoming)

    def _place(self, incoming: Path, suffix: str) -> str:
        digest = content_digest(incoming)
        ending = suffix.lower() if re.fullmatch(r"\.[a-zA-Z0-9]{1,8}", suffix) else ""
        name = f"{digest[:2]}/{digest}{ending}"
        target = self.folder / name
        if not target.is_file() or self._is_damaged(target):
            try:
                make_private(target.parent)
            except OSError as error:
                raise explained(error, target) from error
            replace(incoming, target)
            sync_folder(target.parent)
            sync_folder(self.folder)
        return name
