"""The name under which SQLite opens a file without writing: one place, since shares and mapped drives are easily got wrong."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def read_only_uri(path: Path, *, immutable: bool = True) -> str:
    """The URI that opens `path` for reading alone; `immutable`: nobody writes it meanwhile, and a log beside it is passed over.

    Separators are written as %2F and %5C too: SQLite takes what stands between `//` and the next `/` for the name of a
    computer, so that a share (`//server/share/…`), or the long form of Windows (`\\\\?\\C:\\…`), would not be a path to it.
    """
    return uri_of(str(path.absolute())) + "?mode=ro" + ("&immutable=1" if immutable else "")


def uri_of(name: str) -> str:
    """The URI of an absolute path as the system writes it."""
    return "file:" + quote(os.fsencode(name), safe="")
