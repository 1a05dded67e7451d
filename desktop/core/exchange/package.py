"""The file of a package: a head in plain words, then an encrypted SQLite file that only the two partners can read or make.

    AgriDesk exchange 1
    {"link": …, "number": …, "schema": …, "sha256": …}
    payload

The payload is encrypted and authenticated page by page with the partners' secret (SQLCipher's HMAC), since an unauthenticated
package was accepted with nine of ten flipped bits; its digest stands in the head, so that damage on the way is told apart from
another's package. The head stands in the payload as well and must agree with it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import IO, Any, BinaryIO

import sqlcipher3.dbapi2 as sqlite

from desktop.core import files
from desktop.core.encryption import sealed
from desktop.core.errors import UserError
from desktop.core.exchange.changes import Cell, RowChange
from desktop.core.exchange.locked import locking
from desktop.core.i18n import _

ENDING = ".agridesk-exchange"
FIRST_LINE = b"AgriDesk exchange 1\n"
HEAD_BYTES = 1 << 20
KINDS = frozenset({"changes", "whole", "records"})
PART = 1 << 20
OPEN_KEY = "00" * 32
"""The key of a package for whoever gets it: it is whole or not, but anybody may have made it."""
_TABLES = ("CREATE TABLE head (text TEXT NOT NULL)",
           "CREATE TABLE row_change (table_name TEXT NOT NULL, row_id INTEGER NOT NULL, new_at INTEGER NOT NULL, "
           "image TEXT, cells TEXT NOT NULL)",
           "CREATE TABLE file (name TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL)",
           "CREATE TABLE purged (table_name TEXT NOT NULL, row_id INTEGER NOT NULL)")


@dataclass(frozen=True)
class Head:
    """What a package says of itself.

    `kind`: changes (all since `since`), whole (all there is) or records (chosen ones, for whoever gets them). `since`, `upto`:
    actions of the sender; `confirmed`: the receiver's action up to which the sender has heard of it, with the number and mark
    of the package in which it did. `marks`: the sender's packages, number → mark, this one included. The secrets of link and
    star stand in the first package alone, which makes the receiver a partner.
    """

    kind: str
    link: str
    number: int
    mark: str
    schema: int
    partner: str
    manager: str
    leads: bool
    made_at: str
    since: int = 0
    upto: int = 0
    confirmed: int = 0
    confirmed_package: int = 0
    confirmed_mark: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    rows: int = 0
    secret: str = ""
    star: str = ""
    star_secret: str = ""

    def first(self) -> bool:
        """Whether it makes its receiver a partner."""
        return bool(self.secret)


@dataclass(frozen=True)
class Content:
    """What goes into a package: rows, attached files by digest with where they lie, rows that were removed for good."""

    rows: Iterable[RowChange]
    attachments: Mapping[str, Path] = field(default_factory=dict)
    purged: Iterable[tuple[str, int]] = ()


# -- writing ----------------------------------------------------------------------------------------------------------


def write(path: Path, head: Head, key: str, content: Content, passphrase: str = "") -> Path:
    """Write a package, whole or not at all, locked with `passphrase` where there is one. Raises `UserError` as
    `files.durable_save`, for an attachment that is gone and a weak passphrase."""
    with tempfile.TemporaryDirectory() as folder:
        payload = Path(folder) / "payload"
        files.start_private(payload)
        with closing(_connect(payload, key)) as connection:
            _fill(connection, head, content)
        shown = {**asdict(head), "sha256": files.sha256_of(payload), "size": payload.stat().st_size}
        line = json.dumps(shown, ensure_ascii=False).encode() + b"\n"
        return files.durable_save(path, lambda out: _put_together(out, line, payload, passphrase, path))


def _put_together(stream: BinaryIO, line: bytes, payload: Path, passphrase: str, path: Path) -> None:
    with locking(stream, passphrase, path) as out, payload.open("rb") as source:
        out.write(FIRST_LINE + line)
        shutil.copyfileobj(source, out, PART)


def _connect(path: Path, key: str) -> Any:
    """A connection to a payload. The key is one of ours, 64 hex digits, so that it is no text of a user's in the pragma."""
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ValueError("not a key")
    connection = sqlite.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "trusted_schema = OFF", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()  # an open one holds its folder on Windows
        raise
    return connection


def _fill(connection: Any, head: Head, content: Content) -> None:
    connection.execute("BEGIN")
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO head VALUES (?)", (json.dumps(asdict(head), ensure_ascii=False),))
    connection.executemany("INSERT INTO row_change VALUES (?, ?, ?, ?, ?)", map(_packed, content.rows))
    connection.executemany("INSERT INTO purged VALUES (?, ?)", content.purged)
    for name, path in content.attachments.items():
        with sealed.opened(path) as stream:
            connection.executemany("INSERT INTO file VALUES (?, ?, ?)", (
                (name, number, part) for number, part in enumerate(_parts(stream))))
    connection.execute("COMMIT")


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    while part := stream.read(PART):
        yield part


def _packed(row: RowChange) -> tuple[Any, ...]:
    cells = {name: [cell.past, cell.now, cell.at, cell.lost] for name, cell in row.cells.items()}
    return (row.table, row.row_id, row.new_at, None if row.image is None else _text(row.image), _text(cells))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- reading ----------------------------------------------------------------------------------------------------------


def head_of(path: Path) -> Head:
    """What a package says of itself, read without its key. Raises `UserError` where it is none, or was damaged on the way."""
    try:
        with path.open("rb") as stream:
            head, stated = _head(stream, path)
            size, digest = _measured(stream)
    except OSError as error:
        raise UserError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror or error)) from error
    if (size, digest) != stated:
        raise UserError(_("{file} was damaged on the way (its checksum does not agree). Copy it again, or ask for it again; "
                          "nothing was taken.").format(file=path.name))
    return head


def _head(stream: BinaryIO, path: Path) -> tuple[Head, tuple[int, str]]:
    """The head, with the size and digest of what follows it."""
    if stream.readline(len(FIRST_LINE)) != FIRST_LINE:
        raise UserError(_("{file} is not an exchange package of AgriDesk.").format(file=path.name))
    try:
        said = json.loads(stream.readline(HEAD_BYTES))
        stated = int(said.pop("size")), str(said.pop("sha256"))
        return made_of(said), stated
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError(_("{file} was damaged on the way (its head cannot be read). Copy it again, or ask for it again; "
                          "nothing was taken.").format(file=path.name)) from None


def made_of(said: dict[str, Any]) -> Head:
    """A head of what a package says of itself. Raises `TypeError` or `ValueError` where a value is not of its kind."""
    kinds = {"str": str, "int": int, "bool": bool}
    for part in fields(Head):
        value = said.get(part.name)
        if part.name in said and part.name != "marks" and type(value) is not kinds[str(part.type)]:
            raise TypeError(part.name)
        if isinstance(value, int) and not 0 <= value < 1 << 63:
            raise ValueError(part.name)
    marks = said.get("marks", {})
    if not isinstance(marks, dict) or not all(number.isdecimal() and isinstance(mark, str) for number, mark in marks.items()):
        raise TypeError("marks")
    keys = [said[name] for name in ("secret", "star_secret") if said.get(name)]
    if said["kind"] not in KINDS or not all(map(_KEY.fullmatch, keys)):
        raise ValueError("kind")
    return Head(**said)


_KEY = re.compile(r"[0-9a-f]{64}")


def _measured(stream: IO[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while part := stream.read(PART):
        digest.update(part)
        size += len(part)
    return size, digest.hexdigest()


class Package:
    """A package that is open: its rows table by table, its files, what was removed for good. See `opened`."""

    def __init__(self, connection: Any, head: Head) -> None:
        self._connection, self.head = connection, head

    def tables(self) -> list[str]:
        """The tables of which it holds rows."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT table_name FROM row_change ORDER BY 1")]

    def rows(self, table: str) -> Iterator[RowChange]:
        """The rows of one table."""
        for name, row_id, new_at, image, cells in self._connection.execute(
                "SELECT * FROM row_change WHERE table_name = ? ORDER BY rowid", (table,)):
            yield self._row(name, row_id, new_at, cells, image)

    def _row(self, table: str, row_id: int, new_at: int, cells: str, image: str | None) -> RowChange:
        """A row as it came. Raises `UserError` where it is not written as rows are."""
        try:
            found = {str(name): Cell(*parts) for name, parts in json.loads(cells).items()}
            whole = None if image is None else dict(json.loads(image))
            for cell in found.values():
                cell.past, cell.lost = ([(int(at), value) for at, value in part] for part in (cell.past, cell.lost))
                cell.at = int(cell.at)
            if whole is not None and whole.get("id", row_id) != row_id:
                raise ValueError("id")
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise UserError(_("The package holds a row of “{table}” that cannot be read. Nothing was taken; ask for it again."
                              ).format(table=table)) from None
        return RowChange(table, row_id, new_at, found, whole)

    def purged(self) -> list[tuple[str, int]]:
        """The rows, as (table, key), that were removed for good."""
        return [(str(table), int(row)) for table, row in self._connection.execute("SELECT table_name, row_id FROM purged")]

    def files(self) -> list[str]:
        """The names, in the store of attachments, of the files that came along."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT name FROM file ORDER BY 1")]

    def parts(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, part by part."""
        yield from (row[0] for row in self._connection.execute("SELECT bytes FROM file WHERE name = ? ORDER BY part", (name,)))


@contextmanager
def opened(path: Path, key: str, folder: Path) -> Iterator[Package]:
    """A package, its payload copied into `folder` for as long as it is open. Raises `UserError` where it was not made with
    this key, which another's package is not, nor one that was changed on the way."""
    head = head_of(path)
    files.make_private(folder)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        payload = Path(place) / "payload"
        with path.open("rb") as stream:
            _head(stream, path)
            files.save_own(payload, lambda out: shutil.copyfileobj(stream, out, PART))
        with closing(_connect_whole(payload, key, head, path)) as connection:
            yield Package(connection, head)


def _connect_whole(payload: Path, key: str, head: Head, path: Path) -> Any:
    """A connection to a payload that holds our four tables, nothing else, and the head that stands before it."""
    connection = None
    try:
        connection = _connect(payload, key)
        made = {" ".join(row[0].split()) for row in connection.execute("SELECT sql FROM sqlite_master")}
        stored = made_of(json.loads(connection.execute("SELECT text FROM head").fetchone()[0]))
        if stored != head or made != set(_TABLES):
            raise not_ours(path)
    except (sqlite.DatabaseError, TypeError, ValueError, KeyError, AttributeError) as error:
        if connection is not None:
            connection.close()
        raise not_ours(path) from error
    except UserError:
        if connection is not None:
            connection.close()
        raise
    return connection


def not_ours(path: Path) -> UserError:
    """What is said of a package that was not made with the key it should have been made with."""
    return UserError(_("{file} was not made with the key of this partner: it is for another file, or was changed on the way. "
                       "Nothing was taken.").format(file=path.name))
