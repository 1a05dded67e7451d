"""Archives that come from a telephone: what is in them is looked at before it is unpacked, and never trusted."""

from __future__ import annotations

import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables.limits import check_unpacked

# What zipfile raises for archives that are damaged, encrypted or packed in a way it does not know.
ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, KeyError, ValueError, RuntimeError,
          NotImplementedError)
MEDIA = frozenset((".jpg", ".jpeg", ".png", ".webp", ".mp4", ".3gp", ".m4a", ".mp3", ".wav", ".aac"))
WORKBOOK = frozenset(("[Content_Types].xml", "content.xml"))  # one of them is in every workbook: Excel's, OpenDocument's


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; every failure inside is one sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except ERRORS as error:
        raise UserError(_("{file} is damaged or encrypted and cannot be read: export it again on the telephone.").format(
            file=path.name)) from error


def is_archive(path: Path) -> bool:
    """Whether a file is a zip and no workbook."""
    if path.suffix.lower() == ".zip":
        return True
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with opened(path) as archive:
        return WORKBOOK.isdisjoint(archive.namelist())


def members(archive: zipfile.ZipFile, ending: str) -> list[zipfile.ZipInfo]:
    """The files of that ending, those with the shortest path first."""
    found = [m for m in archive.infolist() if not m.is_dir() and m.filename.lower().endswith(ending)]
    return sorted(found, key=lambda m: (m.filename.count("/"), m.filename))


@contextmanager
def unpacked(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Path]:
    """A copy of one file of an archive, gone afterwards. Raises `UserError` where it would unpack to too much."""
    check_unpacked(path, archive, [member])
    with tempfile.TemporaryDirectory(prefix="agridesk-") as folder:
        target = Path(folder) / PurePosixPath(member.filename.replace("\\", "/")).name
        target.write_bytes(archive.read(member))
        yield target


def media_in(archive: zipfile.ZipFile) -> dict[str, str]:
    """Photographs and sounds in an archive: bare name → member."""
    found = (m.filename for m in archive.infolist() if PurePosixPath(m.filename).suffix.lower() in MEDIA)
    return {PurePosixPath(name).name: name for name in found}


def media_bytes(source: Path, member: str) -> bytes:
    """One of them, read; `member` is "" for a file that lies on the disk. Raises `UserError` where it cannot be."""
    if not member:
        return source.read_bytes()
    with opened(source) as archive:
        info = archive.getinfo(member)
        check_unpacked(source, archive, [info])
        return archive.read(info)
