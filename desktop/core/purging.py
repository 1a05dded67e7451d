"""Removing a person for good: rows, history, search index and attachments, so that not a byte of it stays in the file.

Everything else in the program is put into the bin and can be undone; this cannot, since people have the right to be
forgotten. What stays: records that speak of the person in their own words, which are counted, and copies given away.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session

from desktop.core import backup, search
from desktop.core.backup_files import PURGED, list_backups
from desktop.core.computing import check as go_on
from desktop.core.database import Database
from desktop.core.errors import Refused, UserError
from desktop.core.files import AttachmentStore, make_private, save_own_bytes
from desktop.core.i18n import _
from desktop.core.kinds import kinds, links_to, model_of
from desktop.core.records import table_of
from desktop.core.settings import office_in

PEOPLE = frozenset({"person", "membership"})
"""The kinds that are removed for good. A package that names rows of any other is not obeyed."""
MARK = "—"  # what stands in the history in the place of a name
SHORTEST = 2  # characters: a shorter text says nothing of a person and stands in many words
SHORTEST_PLAIN = 5  # letters and figures: an extension may be a year, and stand in every code
NAME = 3  # characters from which on a text is nobody else's within a longer one; 李四 may be the beginning of 李四光


@dataclass
class Purge:
    """What goes with a record, found before anything is done.

    `rows`: table → keys of the rows that go; `loose`: (table, column, key) of those that no longer name it; `texts`: what
    tells of the person; `files`: their attachments in the store; `mentions`: kind → how many records speak of it in their
    own words, which stay; `backups`: the automatic ones there are. After the purge `left` names those records, by kind and
    title, and `in_history` counts the lines of the history that hold a text of theirs within a longer word.
    """

    name: str
    rows: dict[str, list[int]]
    loose: list[tuple[str, str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    mentions: dict[str, int] = field(default_factory=dict)
    backups: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    in_history: int = 0


def look(db: Database, table: str, row_id: int) -> Purge:
    """What purging a record would remove, loosen and leave. Raises `UserError` where there is no such record."""
    with db.reading() as session:
        record = session.get(model_of(table), row_id)
        if record is None:
            raise UserError(_("This {kind} is no longer in the database.").format(kind=_(model_of(table).NAME)))
        found = Purge(record.label(), {table: [row_id]})
        _follow(session, found)
        found.texts, found.files = _texts(session, found), _own_files(session, found)
        found.mentions = _mentions(session, found)
        if found.name.strip() == str(office_in(session, "manager")).strip():
            raise Refused(_("{name} is the manager of this database. Enter another name in the settings first.").format(
                name=found.name))
    found.backups = len(list_backups(db.path))
    return found


def purge(db: Database, table: str, row_id: int, typed: str, *, backups: bool) -> Purge:
    """Remove a record for good; `typed` must be its name. With `backups` the automatic backups, which hold it, go as well.

    Cannot be undone. A new backup is made at the end. Raises `Refused` where another name was typed, `UserError`
    where the database is damaged.
    """
    found = look(db, table, row_id)
    if typed.strip() != found.name.strip():
        raise Refused(_("Type the name exactly as it is written: {name}. Nothing was removed.").format(name=found.name))
    if db.changed_pages(go_on):  # a backup, which may hold what is damaged here, must not go with it
        raise UserError(_("The database is damaged: repair it first (File ▸ Check the database). Nothing was removed."))
    _remove(db, iter([found]))
    for report in db.backups.glob("repair-*.txt"):  # they name records, and are no backups
        report.unlink(missing_ok=True)
    if backups:
        _drop_backups(db)
    backup.backup_now(db)
    with db.reading() as session:
        _note_left(session, found)
    return found


def _remove(db: Database, founds: Iterator[Purge]) -> None:
    """Remove what was found, with every word of it, and remember the keys, so that it is never taken in again. The file is
    written anew once, at the end."""
    with db.raw() as connection:
        connection.execute("PRAGMA secure_delete = ON")
    for found in founds:
        with db.transaction() as session:
            _remove_rows(session, found)
        store = AttachmentStore(db.attachments)
        for stored in found.files:
            with suppress(OSError):
                store.path(stored).unlink()
    with db.transaction() as session:
        search.rebuild(session)
    _note_beside(db)
    _clean(db)


def _remove_rows(session: Session, found: Purge) -> None:
    for link, column, number in found.loose:
        _run(session, f'UPDATE "{link}" SET "{column}" = NULL WHERE id = ?', (number,))
        for words, text in _copied(session, found, link, number):  # a case has the farmer's name and number itself
            _run(session, f'UPDATE "{link}" SET "{words}" = replace("{words}", ?, \'\') WHERE id = ?', (text, number))
    _forget(session, found)
    for name, ids in reversed(found.rows.items()):
        _each(session, f'DELETE FROM "{name}" WHERE id = ?', ids)
        _each(session, f"INSERT OR IGNORE INTO purged (table_name, row_id) VALUES ('{name}', ?)", ids)
    session.info.setdefault("tables", set()).update(found.rows, (link for link, _column, _number in found.loose))


# -- never again ------------------------------------------------------------------------------------------------------


def remember(db: Database, rows: Sequence[tuple[str, int]]) -> None:
    """Remember people who were removed for good elsewhere, in the database and beside it. What stood and fell with them is
    found here; rows of other kinds, which a package might name, are nobody's to remove.

    Keys alone are kept, which say nothing of what they were the keys of.
    """
    with db.transaction() as session:
        for table, number in rows:
            if table in PEOPLE:
                _run(session, "INSERT OR IGNORE INTO purged (table_name, row_id) VALUES (?, ?)", (table, number))
    _note_beside(db)


def _note_beside(db: Database) -> None:
    """Write the keys into the file beside the database as well: a backup that is restored knows nothing of them."""
    text = json.dumps(sorted(_remembered(db)), separators=(",", ":")).encode()
    make_private(db.backups)
    save_own_bytes(_beside(db), text)


def purge_again(db: Database) -> int:
    """Remove people who were removed for good before and came back, by a backup or a package; gives how many records that were.

    The manager of this database stays.
    """
    again = sorted(row for row in _remembered(db) if _is_here(db, *row))
    people = [row for row in again if row[0] in PEOPLE]
    if not again:
        return 0
    with db.transaction() as session:  # a restored backup does not know them
        for table, number in again:
            _run(session, "INSERT OR IGNORE INTO purged (table_name, row_id) VALUES (?, ?)", (table, number))
    if people:
        _remove(db, _still_here(db, people))
    return len(again)


def _still_here(db: Database, rows: Sequence[tuple[str, int]]) -> Iterator[Purge]:
    """What goes with each; one may have gone with another, and the manager stays."""
    for table, number in rows:
        if _is_here(db, table, number):
            with suppress(Refused):
                yield look(db, table, number)


def _beside(db: Database) -> Path:
    return db.backups / PURGED


def _remembered(db: Database) -> set[tuple[str, int]]:
    """The rows removed for good, as the database and the file beside it know them."""
    with db.reading() as session:
        found = {(str(table), int(number)) for table, number in _run(session, "SELECT table_name, row_id FROM purged").all()}
    with suppress(OSError, ValueError, TypeError):
        found |= {(str(table), int(number)) for table, number in json.loads(_beside(db).read_text(encoding="utf-8"))}
    return found


def _is_here(db: Database, table: str, number: int) -> bool:
    with db.reading() as session:
        return table in kinds() and _run(session, f'SELECT 1 FROM "{table}" WHERE id = ?', (number,)).first() is not None


# -- what goes --------------------------------------------------------------------------------------------------------


def _follow(session: Session, found: Purge) -> None:
    """Enter the rows that stand and fall with those found, and theirs; and the rows that only name them."""
    waiting = [(table, number) for table, ids in found.rows.items() for number in ids]
    while waiting:
        table, number = waiting.pop()
        for link in links_to(table):
            among, values = (f' AND "{link.kind_in}" = ?', (number, table)) if link.kind_in else ("", (number,))
            ids = _ids(session, f'SELECT id FROM "{link.table}" WHERE "{link.column}" = ?{among}', values)
            fixed = not table_of(model_of(link.table)).columns[link.column].nullable
            if not (link.owned or fixed or link.kind_in):
                found.loose += [(link.table, link.column, other) for other in ids]
                continue
            known = found.rows.setdefault(link.table, [])
            fresh = [other for other in ids if other not in known]
            known += fresh
            waiting += [(link.table, other) for other in fresh]
    found.rows["attachment"] = [number for table, ids in found.rows.items() for row in ids for number in _ids(
        session, "SELECT id FROM attachment WHERE owner_table = ? AND owner_id = ?", (table, row))]


def _own_files(session: Session, found: Purge) -> list[str]:
    """Files in the store that no other record has."""
    going = set(found.rows["attachment"])
    rows = _run(session, "SELECT id, digest FROM attachment").all()
    kept = {digest for number, digest in rows if number not in going}
    return sorted({digest for number, digest in rows if number in going} - kept)


def _texts(session: Session, found: Purge) -> list[str]:
    """The words of the rows that tell who it is: names, numbers, addresses, in whatever state the history knows them."""
    told: set[str] = set()
    for table, ids in found.rows.items():
        names = [c.name for c in table_of(model_of(table)).columns if c.info.get("search")]
        for number in ids if names else ():
            columns = ", ".join(f'"{name}"' for name in names)
            told.update(_run(session, f'SELECT {columns} FROM "{table}" WHERE id = ?', (number,)).one())
            for images in _run(session, 'SELECT before, "after" FROM change WHERE table_name = ? AND row_id = ?',
                               (table, number)):
                told.update(v for image in images if image for name, v in json.loads(image).items() if name in names)
    texts = {text.strip() for text in told if isinstance(text, str)}
    return sorted((text for text in texts if len(text) >= (SHORTEST_PLAIN if text.isascii() else SHORTEST)), key=len,
                  reverse=True)


def _mentions(session: Session, found: Purge) -> dict[str, int]:
    """Kinds of record whose own words speak of the person, with how many there are."""
    counts: dict[str, int] = {}
    for table, _number in _speaking(session, found):
        counts[kinds()[table].name] = counts.get(kinds()[table].name, 0) + 1
    return counts


def _speaking(session: Session, found: Purge) -> Iterator[tuple[str, int]]:
    """The records, as (table, key), whose own words speak of the person."""
    copied = {(table, number): {name for name, _text in _copied(session, found, table, number)}
              for table, _column, number in found.loose}
    for table in kinds():
        columns = _worded(table)
        wanted = " OR ".join(f'instr("{name}", ?)' for name in columns for _text in found.texts)
        if not wanted:
            continue
        names = ", ".join(f'"{name}"' for name in columns)
        rows = _run(session, f'SELECT id, {names} FROM "{table}" WHERE {wanted}', tuple(found.texts * len(columns))).all()
        own = set(found.rows.get(table, ()))
        yield from ((table, number) for number, *values in rows if number not in own and any(
            text in (value or "") for name, value in zip(columns, values, strict=True)
            if name not in copied.get((table, number), ()) for text in found.texts))


def _note_left(session: Session, found: Purge) -> None:
    """Note what still speaks of the person after all that could go went."""
    for table, number in _speaking(session, found):
        record = session.get(model_of(table), number)
        found.left.append((kinds()[table].name, record.label() if record else str(number)))
    lines = {line for text in found.texts for inside in (json.dumps(text, ensure_ascii=False)[1:-1],) for line in _ids(
        session, 'SELECT id FROM change WHERE instr(before, ?) OR instr("after", ?)', (inside, inside))}
    found.in_history = len(lines)


def _worded(table: str) -> list[str]:
    """The fields of a table in which somebody's own words stand: no days, choices or numbers of a series, which must stay."""
    return [c.name for c in table_of(model_of(table)).columns
            if c.info.get("kind") in ("text", "data") and not c.info.get("series")]


def _copied(session: Session, found: Purge, table: str, number: int) -> list[tuple[str, str]]:
    """The fields of a row that hold one of the person's own texts and nothing else: (field, text)."""
    names = _worded(table)
    listed = ", ".join(f'"{name}"' for name in names)
    row = _run(session, f'SELECT {listed} FROM "{table}" WHERE id = ?', (number,)).one()
    return [(name, value.strip()) for name, value in zip(names, row, strict=True)
            if isinstance(value, str) and value.strip() in found.texts]


# -- forgetting -------------------------------------------------------------------------------------------------------


def _forget(session: Session, found: Purge) -> None:
    """Take the rows out of the history, and their words out of what the history tells of other rows."""
    for table, ids in found.rows.items():
        _each(session, f"DELETE FROM change WHERE table_name = '{table}' AND row_id = ?", ids)
    for text in found.texts:
        inside = json.dumps(text, ensure_ascii=False)[1:-1]
        lines = _run(session, 'SELECT id, table_name, before, "after" FROM change WHERE instr(before, ?) OR instr("after", ?)',
                     (inside, inside)).all()
        for number, table, before, after in lines:
            _run(session, 'UPDATE change SET before = ?, "after" = ? WHERE id = ?',
                 (_without(before, text, table), _without(after, text, table), number))
        for number, label in _run(session, "SELECT id, label FROM operation WHERE instr(label, ?)", (text,)).all():
            _run(session, "UPDATE operation SET label = ? WHERE id = ?", (_cut(label, text), number))


def _without(image: str | None, text: str, table: str) -> str | None:
    """An image of a row without that text."""
    if image is None:
        return None
    worded = _worded(table)
    values = {name: _cut(value, text) if isinstance(value, str) and name in worded else value
              for name, value in json.loads(image).items()}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _cut(value: str, text: str) -> str:
    """Words without a text; one of two characters goes unless another character of a name follows."""
    return re.sub(re.escape(text) + ("" if len(text) >= NAME else rf"(?!{search.HAN}|\w)"), MARK, value)


def _clean(db: Database) -> None:
    """Write the file anew, without what was removed, and its log empty."""
    emptied = db.write_anew()
    with db.raw() as connection:
        connection.execute("PRAGMA secure_delete = OFF")
    if not emptied:
        raise UserError(_("All was removed, but the log beside the database is still in use: close the database and open it "
                          "again, so that the log is emptied as well."))


def _drop_backups(db: Database) -> None:
    """Remove the automatic backups and the replaced files beside the database."""
    for item in list(db.backups.iterdir()) if db.backups.is_dir() else ():
        if item.is_dir() and item.name.startswith("replaced-"):
            shutil.rmtree(item, ignore_errors=True)
        elif item.name.endswith((".agridesk", ".agridesk.sha256")):
            item.unlink(missing_ok=True)


def _run(session: Session, query: str, values: tuple[Any, ...] = ()) -> Any:
    return session.connection().exec_driver_sql(query, values)


def _ids(session: Session, query: str, values: tuple[Any, ...]) -> list[int]:
    return list(_run(session, query, values).scalars())


def _each(session: Session, query: str, ids: Sequence[int]) -> None:
    for number in ids:
        _run(session, query, (number,))
