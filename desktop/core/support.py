"""The support bundle: what somebody who helps must know of an installation and its data, and not a word of what stands in them.

A zip of three plain texts, so that whoever sends it can read it first. Nothing is taken from a row: counts, sizes, dates of
backups, results of checks. Names of files and folders, texts of settings and messages in the log are left out; of a traceback
there stay the lines of the program and the kind of the error.
"""

from __future__ import annotations

import platform
import re
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO

import sqlcipher3.dbapi2 as sqlite

from desktop.core import disk_space, files, i18n, paths, second_place
from desktop.core.backup_files import list_backups
from desktop.core.encryption import key_file, ring
from desktop.core.encryption.wraps import KINDS
from desktop.core.errors import UserError
from desktop.core.kinds import kinds
from desktop.core.page_log import log_file
from desktop.core.read_only import read_only_uri
from desktop.core.settings import SETTINGS, Settings, fitting

LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlmodel", "sqlcipher3", "numpy", "scipy", "matplotlib", "openpyxl",
             "reportlab", "python-docx", "pypdfium2", "python-calamine", "cryptography", "argon2-cffi", "keyring")
OWN = ("operation", "change", "office_setting", "search_entry")
LOG_LINES = 3000
LEFT_OUT = "(left out)"
_HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) ([A-Z]+) ((?:desktop|agridesk)[\w.]*|\w+)(?: |$)", re.ASCII)
_FRAME = re.compile(r'\s*File "(?:[^"]*[/\\])?(desktop|site-packages|python\d[\d.]*)[/\\]([\w./\\-]+\.py)", line (\d+), '
                    r"in ([\w.<>]+)", re.ASCII)
_KIND = re.compile(r"((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning))(?::|$)", re.ASCII)


def save_bundle(out: Path, program: str, database: Path | None, settings: Settings) -> Path:
    """Write the bundle of a program (its version) and a database, which may be damaged, missing or None; gives its path.

    Raises `UserError` where it cannot be written.
    """
    texts = {"report.txt": "\n".join(_report(program, database, settings)), "log.txt": "\n".join(_log())}
    if database:
        texts["schema.txt"] = "\n".join(_asked(database, _schema))

    def write(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text + "\n")

    return files.durable_save(out, write)


def _report(program: str, database: Path | None, settings: Settings) -> Iterator[str]:
    yield f"AgriDesk {program}, {time.strftime('%Y-%m-%d %H:%M')}"
    yield "No names, telephone numbers or texts of records stand in this file."
    yield from _section("System", _system())
    yield from _section("Settings of the program", (_shown(name, settings.get(name)) for name, s in SETTINGS.items()
                                                    if not s.office))
    if database:
        yield from _section("Database", _asked(database, _facts))
        yield from _section("Records", _asked(database, _counts))
        yield from _section("Files", _files(database, settings.get("second_place")))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"\n== {title}"
    yield from lines


def _system() -> Iterator[str]:
    yield platform.platform()
    kind = "frozen" if getattr(sys, "frozen", False) else "source"
    yield f"Python {platform.python_version()} ({platform.machine()}), {kind}"
    yield f"SQLite {sqlite.sqlite_version}"
    yield f"language {i18n.language()}, of the system {i18n.system_language()}, encoding {sys.getfilesystemencoding()}"
    for library in LIBRARIES:
        try:
            yield f"{library} {version(library)}"
        except PackageNotFoundError:
            yield f"{library}: version not known"


def _shown(name: str, value: Any) -> str:
    """A setting: a number or a choice as it is; of a text only whether there is one."""
    setting = SETTINGS[name]
    value = fitting(setting, value)
    plain = not isinstance(setting.default, str) or value in setting.choices
    return f"{name}: {value if plain else 'set' if value else 'not set'}"


# -- the database -----------------------------------------------------------------------------------------------------


def _asked(database: Path, ask: Any) -> list[str]:
    """What `ask` says of a database opened for reading, as far as it comes."""
    said: list[str] = []
    try:
        log = log_file(database)
        live = log.exists() and log.stat().st_size > 0
        with closing(sqlite.connect(read_only_uri(database, immutable=not live), uri=True, timeout=5)) as connection:
            ring.unlock(connection, database)
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
                connection.execute(f"PRAGMA {pragma}")
            for line in ask(connection):
                said.append(line)
    except ring.KeyWanted:
        said.append("encrypted, and not open")
    except (sqlite.DatabaseError, OSError) as error:
        said.append(f"cannot be read: {type(error).__name__}, {getattr(error, 'sqlite_errorname', '')}")
    return said


def _facts(connection: Any) -> Iterator[str]:
    for pragma in ("application_id", "user_version", "page_size", "page_count", "freelist_count", "journal_mode", "encoding"):
        yield f"{pragma}: {connection.execute(f'PRAGMA {pragma}').fetchone()[0]}"
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    yield f"references to nothing: {len(broken)} {sorted({(row[0], row[2]) for row in broken} & _known_pairs())[:20]}"
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    yield f"integrity: {'ok' if found == ['ok'] else f'{len(found)} faults'}"
    for name, value in connection.execute("SELECT name, value FROM office_setting ORDER BY name").fetchall():
        if name in SETTINGS:
            yield _shown(name, _read(value))


def _known_pairs() -> set[tuple[str, str]]:
    return {(link.table, link.target) for kind in kinds().values() for link in kind.links}


def _read(value: str) -> Any:
    import json

    try:
        return json.loads(value)
    except ValueError:
        return None


def _tables(connection: Any) -> list[str]:
    """The tables there are of those the program knows; a stranger's are not even named."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return sorted(there & {*kinds(), *OWN})


def _counts(connection: Any) -> Iterator[str]:
    for table in _tables(connection):
        rows = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        yield f"{table}: {rows}"
    missing = {*kinds(), *OWN} - set(_tables(connection))
    yield f"tables missing: {', '.join(sorted(missing)) or 'none'}"
    others = connection.execute("SELECT type, count(*) FROM sqlite_master GROUP BY type ORDER BY type").fetchall()
    yield f"in the schema: {', '.join(f'{kind} {n}' for kind, n in others)}"
    yield f"actions undone: {connection.execute('SELECT count(*) FROM operation WHERE undone').fetchone()[0]}"


def _schema(connection: Any) -> Iterator[str]:
    for table in _tables(connection):
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        yield f"{table}({', '.join(f'{name} {kind}'.strip() for _number, name, kind, *_rest in columns)})"


# -- files ------------------------------------------------------------------------------------------------------------


def _files(database: Path, second: str) -> Iterator[str]:
    name = str(database)
    yield f"path: {len(name)} characters, {'plain' if name.isascii() else 'with others than ASCII'}" + (
        ", a share" if name.startswith(("//", "\\\\")) else "")
    for end in ("", "-wal", "-shm", "-journal", ".restoring", ".preparing"):
        path = database.with_name(database.name + end)
        yield f"database{end}: {f'{path.stat().st_size} bytes' if path.is_file() else 'none'}"
    yield f"encrypted: {_encrypted(database)}, file of keys: {_keys(database)}"
    store = files.AttachmentStore(paths.attachments_folder(database))
    yield f"attachments: {sum(1 for _name in store.names())}, {store.size()} bytes"
    backups = list_backups(database)
    yield f"automatic backups: {len(backups)}, {sum(b.size for b in backups)} bytes"
    for backup in backups:
        yield f"  {backup.number} {backup.at:%Y-%m-%d %H:%M} {backup.size} bytes"
    copied = second_place.last_copy(database)
    yield f"second copy: {f'{copied:%Y-%m-%d %H:%M}' if copied else 'none'}"
    for short in disk_space.short_of_room(database, second):
        yield f"too little room for {short.use}: {short.free // disk_space.MB} of {short.wanted // disk_space.MB} MB"


def _encrypted(database: Path) -> str:
    try:
        return "yes" if ring.mark_of(database) else "no"
    except ring.Unreadable:
        return "unreadable"


def _keys(database: Path) -> str:
    """How many ways in of each kind a file of keys names; never what stands in it."""
    try:
        ways = [way.kind for lock in key_file.load(database).locks.values() for way in lock.ways]
    except UserError:
        return "damaged"
    return ", ".join(f"{kind} {ways.count(kind)}" for kind in KINDS if kind in ways) or "none"


# -- the log ----------------------------------------------------------------------------------------------------------


def _log() -> list[str]:
    """The newest lines of the log, the oldest first, scrubbed."""
    lines: list[str] = []
    for name in ("agridesk.log.1", "agridesk.log"):
        try:
            lines += (paths.log_folder() / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue  # none, or held: what there is goes along
    return [scrubbed(line) for line in lines[-LOG_LINES:]]


def scrubbed(line: str) -> str:
    """What may be sent of a line of the log: when, how grave, which part; place and kind of an error; nothing else."""
    if head := _HEAD.match(line):
        return f"{head[1]} {head[2]} {head[3]} {LEFT_OUT}"
    if frame := _FRAME.match(line):
        return f"  {frame[1]}/{frame[2]}:{frame[3]} {frame[4]}"
    if kind := _KIND.match(line):
        return f"{kind[1]}: {LEFT_OUT}"
    return LEFT_OUT
