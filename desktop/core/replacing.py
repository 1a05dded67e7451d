"""Giving a finished file its name, and saying why a save failed: what passes (an antivirus) is waited for, what lasts is
told apart (a protected file, a folder in the way, a path too long)."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _

DELAYS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
"""Seconds between attempts to replace a file that another program holds: 2 s in all, as long as an antivirus looks through a
large workbook."""
WINDOWS = os.name == "nt"
LONGEST = 235
"""Characters of a path from which on Windows may not take it: 259 at most, the name under which a file is written first has
nine more, and a folder must leave room for names of twelve."""
_TOO_LONG = 206  # ERROR_FILENAME_EXCED_RANGE
_RIGHTS = (errno.EACCES, errno.EPERM)


def move(source: Path, target: Path) -> None:
    """Give a file the name `target`; a program that holds either is waited for. Raises `OSError` where that does not help."""
    for delay in DELAYS:
        try:
            source.replace(target)
        except PermissionError:
            if _lasts(target):
                raise
            time.sleep(delay)
        else:
            return
    source.replace(target)


def replace(temporary: Path, path: Path) -> None:
    """Give the new file its name; where another program goes on holding the old one, keep both and say so (`UserError`)."""
    try:
        move(temporary, path)
    except OSError as error:
        if isinstance(error, PermissionError) and not _lasts(path):
            raise _held(temporary, path) from error
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise explained(error, path) from error


def _lasts(path: Path) -> bool:
    """Whether a refused replacement will be refused again: a folder in the way, a protected file; elsewhere than on Windows
    no program can hold a file against it."""
    return not WINDOWS or path.is_dir() or _is_protected(path)


def _is_protected(path: Path) -> bool:
    return path.is_file() and not os.access(path, os.W_OK)


def _held(temporary: Path, path: Path) -> UserError:
    text = _(
        "{name} is open in another program and could not be replaced; the new version was saved beside it as {other}. "
        "Close the other program and save again."
    )
    return UserError(text.format(name=path.name, other=temporary.name))


def is_too_long(error: OSError, path: Path) -> bool:
    """Whether Windows refused a path for its length, which it also calls a missing folder."""
    missing = error.errno == errno.ENOENT and WINDOWS
    return getattr(error, "winerror", None) == _TOO_LONG or (missing and len(str(path.absolute())) > LONGEST)


def explained(error: OSError, path: Path) -> UserError:
    """The sentence for a save that failed."""
    texts = {
        errno.ENOSPC: _("The disk is full: {name} was not saved. Free some space or choose another folder."),
        errno.EDQUOT: _("The disk is full: {name} was not saved. Free some space or choose another folder."),
        errno.EFBIG: _("{name} is too large for this disk and was not saved. Choose another disk."),
        errno.EACCES: _("{name} was not saved: nothing may be written into {folder}. Choose another folder."),
        errno.EPERM: _("{name} was not saved: nothing may be written into {folder}. Choose another folder."),
        errno.EROFS: _("{name} was not saved: nothing may be written into {folder}. Choose another folder."),
        errno.ENOENT: _("{name} was not saved: the folder {folder} does not exist. Choose another folder."),
        errno.ENOTDIR: _("{name} was not saved: the folder {folder} does not exist. Choose another folder."),
        errno.EISDIR: _("{name} was not saved: a folder of that name is in the way. Choose another name."),
        errno.ENAMETOOLONG: _("{name} was not saved: the name is too long. Choose a shorter one."),
    }
    other = _("{name} was not saved: the disk reports “{reason}”. Choose another folder.")
    text = texts.get(error.errno or 0, other)
    if error.errno in _RIGHTS and path.is_dir():
        text = texts[errno.EISDIR]
    elif error.errno in _RIGHTS and _is_protected(path):
        text = _("{name} was not saved: the file is protected against writing. Choose another name, or take the protection "
                 "away in its properties.")
    elif is_too_long(error, path):
        text = _("{name} was not saved: Windows does not take a path of so many characters ({n}). Choose a shorter name, or a "
                 "folder nearer to the beginning of the drive.")
    return UserError(text.format(name=path.name, folder=path.parent, reason=error.strerror or error,
                                 n=len(str(path.absolute()))))
