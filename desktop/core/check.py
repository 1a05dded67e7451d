"""`agridesk check`: is everything in the database sound? Findings in plain words; only `repair` changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlmodel import Session

from desktop.core import search, wholeness
from desktop.core.backup_files import list_backups
from desktop.core.database import Database
from desktop.core.disk_space import short_of_room
from desktop.core.drives import same_drive
from desktop.core.encryption import keys_there, switching
from desktop.core.i18n import _, ngettext
from desktop.core.kinds import kinds, model_of
from desktop.core.wholeness import Finding


def check(db: Database) -> list[Finding]:
    """All findings, the worst kinds first looked for; a damaged file stops the rest."""
    changed, unsound = [f for f in wholeness.pages(db) if f], wholeness.structure(db)
    if unsound:
        return [unsound, *changed]
    wholeness.first_sums(db)
    with db.reading() as session:
        found = [*changed, *_keys(db), *_references(session), *_orphans(session), *_ids(session), *_search(session),
                 *(f for f in (*wholeness.attachments(db), *wholeness.backups(list_backups(db.path))) if f)]
        counts = sum(_count(session, name) for name in kinds())
    return found or [Finding("ok", ngettext(
        "Everything is sound: {n} record checked.",
        "Everything is sound: {n} records checked.", counts).format(n=counts))]


def _keys(db: Database) -> Iterator[Finding]:
    """The file of keys of an encrypted database, without which nobody opens it again; files that are not encrypted yet."""
    for fault in keys_there.faults(db.path):
        yield Finding("error", _("{fault} Without it nobody could open the database again. It is written anew by the next "
                                 "backup, or by agridesk check --repair.").format(fault=fault))
    if waiting := switching.waiting(db.path):
        yield Finding("error", _("These files beside the database could not be written as it is itself when encryption was "
                                 "switched: {files}. It is tried again whenever the database is opened; close the programs "
                                 "that hold them, or free some space.").format(files=_(", ").join(waiting)))


def _references(session: Session) -> Iterator[Finding]:
    for table, row, target, _number in session.connection().exec_driver_sql("PRAGMA foreign_key_check").all():
        yield Finding("error", _("{table} {row} refers to a record of {target} that does not exist.").format(
            table=table, row=row, target=target))


def _orphans(session: Session) -> Iterator[Finding]:
    """Living records whose owner lies in the recycle bin."""
    for kind in kinds().values():
        for link in (found for found in kind.links if found.target):
            n = session.connection().exec_driver_sql(
                f'SELECT count(*) FROM "{link.table}" c JOIN "{link.target}" p ON p.id = c."{link.column}" '
                "WHERE c.deleted_at IS NULL AND p.deleted_at IS NOT NULL").scalar()
            if n:
                yield Finding("warning", _("{n} × {kind} refer to a deleted record ({field}).").format(
                    n=n, kind=_(kind.name), field=_(link.title)))


def _ids(session: Session) -> Iterator[Finding]:
    for name in kinds():
        n = session.connection().exec_driver_sql(f'SELECT count(*) FROM "{name}" WHERE id <= 0').scalar()
        if n:
            yield Finding("error", ngettext(
                "{n} record of {table} has an impossible key.",
                "{n} records of {table} have an impossible key.", n).format(n=n, table=name))


def _search(session: Session) -> Iterator[Finding]:
    """Kinds of record whose entries in the search index are missing or are not what the rows say; entries of no row."""
    for kind in kinds().values():
        if kind.searched and (n := search.differing(session, model_of(kind.table))):
            yield Finding("warning", _("{n} × {kind} are not as they should be in the search index. Make it anew: "
                                       "agridesk check --repair").format(n=n, kind=_(kind.name)))
    if n := search.unowned(session):
        yield Finding("warning", ngettext(
            "{n} entry of the search index belongs to no record. Make it anew: agridesk check --repair",
            "{n} entries of the search index belong to no record. Make it anew: agridesk check --repair", n).format(n=n))


def repair(db: Database) -> int:
    """Make the search index anew from the rows, and the file of keys where it is lost; gives the number of records in it."""
    keys_there.put_back(db.path)
    with db.transaction() as session:
        return search.rebuild(session)


def short(database: Path, second: str) -> list[Finding]:
    """Disks with too little room, and a second place of backups that is lost with the first; `second`: "" = none."""
    found = [Finding("warning", disk.said()) for disk in short_of_room(database, second)]
    if second and Path(second).is_dir() and same_drive(database.parent, Path(second)):
        found.append(Finding("warning", _("The second place for backups, {folder}, lies on the same drive as the database and "
                                          "is lost with it: choose a stick or another drive in the settings.").format(
                                              folder=second)))
    return found


def _count(session: Session, table: str) -> int:
    return int(session.connection().exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar() or 0)
