"""Whether a file is a sound AgriDesk database, asked so that nothing in it or beside it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.encryption import ring
from desktop.core.errors import UserError, said_by
from desktop.core.guarding import APPLICATION_ID
from desktop.core.i18n import _
from desktop.core.read_only import read_only_uri
from desktop.core.shape import Step, refuse_strange


def open_read_only(path: Path) -> Any:
    """A connection that cannot write and trusts nothing in the file. Raises `KeyWanted` for one whose key is not known."""
    connection = sqlite.connect(read_only_uri(path), uri=True)
    try:
        ring.unlock(connection, path)
    except BaseException:
        connection.close()
        raise
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def verify(path: Path, name: str = "", steps: Sequence[Step] | None = None) -> None:
    """Raise `UserError`, which calls the file `name`, unless `path` is a sound AgriDesk database.

    With `steps`, those that make the latest schema this program knows, a database of a newer program and one with another
    schema than they make are refused.
    """
    name = name or path.name
    try:
        connection = open_read_only(path)
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION_ID:
                raise UserError(_("{file} is not an AgriDesk database.").format(file=name))
            if sound != "ok":
                raise _unsound(path, name, first_line(sound))
            if steps is not None:
                refuse_newer(name, version, len(steps))
                refuse_strange(connection, name, steps[:version])
        finally:
            connection.close()
    except sqlite.DatabaseError as error:
        raise _unsound(path, name, said_by(error)) from error


def _unsound(path: Path, name: str, reason: str) -> UserError:
    """The sentence for a file that did not pass: the disk's fault is not called damage."""
    if not files.answers(path):
        return UserError(_("The disk does not answer while {file} is read. Check the disk, or put the stick in again.").format(
            file=name))
    return UserError(_("{file} is damaged: {reason}.").format(file=name, reason=reason))


def first_line(found: str) -> str:
    """The first fault of those that SQLite names, a hundred lines of them where an encrypted page is damaged."""
    return next((line for line in found.splitlines() if line and not line.startswith("***")), found)


def refuse_newer(name: str, version: int, newest: int) -> None:
    """Raise `UserError` where the schema `version` of the file `name` is later than the `newest` this program knows."""
    if version > newest:
        raise UserError(_("{file} was made by a newer AgriDesk (schema {version}, this program knows {newest}). "
                          "Update the program; the file is left as it is.").format(
                              file=name, version=version, newest=newest))
