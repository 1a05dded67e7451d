"""Bringing back what is whole: record by record from the newest whole backup and the history, files by their digests.

Where the structure of the damaged file is sound, what differs is written back in one action, which can be undone. Where it is
not, a new file is made of the newest whole backup and of what can be read of the work since (`salvage_file`), and put in the
place of the damaged one, which is kept aside. What cannot be proven is left as it is; all is named in the report.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlmodel import Session

from desktop.core import files, history, page_sums, salvage_file, search, wholeness
from desktop.core.bulk import inserter
from desktop.core.computing import check
from desktop.core.database import Database
from desktop.core.encryption import ring, sealed
from desktop.core.encryption.ring import KeyWanted
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.kinds import kinds, model_of
from desktop.core.paths import backup_folder
from desktop.core.records import table_of, title_of
from desktop.core.restoring import unpack_attachment
from desktop.core.salvage_rows import FAULTS, PART, Image, Since, Source, by_key, by_own_key, loosened, named, readable, since
from desktop.core.salvage_source import Sources, purged_rows, whole_sources
from desktop.core.second_place import archives
from desktop.core.soundness import open_read_only, verify

WHOSE = {"operation": {"at", "label"}, "change": {"operation_id", "table_name", "row_id"}}
"""What tells of a line of the history whose it is: where more than that differs, it is another line."""


@dataclass
class Salvaged:
    """What was brought back: sentences about records and files, and about what could not be. `day`: of which day the backup
    is that was used; `aside`: where the damaged file lies, where another one was made."""

    day: str = ""
    backup: str = ""
    back: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    aside: Path | None = None
    report: Path | None = None

    def said(self) -> list[str]:
        """The report, line by line."""
        said = [_("Compared with the backup {file} of {day}.").format(file=self.backup, day=self.day) if self.backup
                else _("There is no whole backup to compare with.")]
        said += self.back or [_("No record needed to be brought back.")]
        said += [_("Not brought back: {what}").format(what=what) for what in self.lost] or [
            _("Nothing is missing, as far as backups and history tell.")]
        if self.aside:
            said.append(_("The damaged files are kept in {folder}.").format(folder=self.aside))
        return said


def salvage(path: Path, open_file: Callable[[Path], Database], second: str = "") -> Salvaged:
    """Bring back what is whole of the database at `path`, which must be closed. `open_file` opens one; `second`: the second
    place of backups, "" = none.

    Raises `UserError` where neither the file nor any backup can be read.
    """
    done = Salvaged()
    with whole_sources(path, second) as sources:
        if not _in_place(path, open_file, sources, done):
            made = salvage_file.rebuild(path, sources, open_file)
            done = Salvaged(_day_of(made.source), made.source.name, made.back, made.lost, made.aside)
    db = open_file(path)
    try:
        _files_back(db, second, done)
        done.report = _keep_report(db.path, done)
    finally:
        db.close()
    return done


def needed(path: Path, open_file: Callable[[Path], Database], second: str = "") -> bool:
    """Whether anything of a closed database is damaged: it cannot be opened, or bytes have changed by themselves."""
    try:
        db = open_file(path)
    except (UserError, sqlite.DatabaseError):
        return True
    try:
        wholeness.first_sums(db)
        return any(found.damage for found in wholeness.looked(db, second, full=True) if found)
    finally:
        db.close()


def _day_of(backup: Path) -> str:
    with suppress(ValueError, IndexError):
        return f"{datetime.strptime(backup.name.split('-')[1], '%Y%m%d'):%Y-%m-%d}"
    return f"{datetime.fromtimestamp(backup.stat().st_mtime):%Y-%m-%d}"


# -- in the live file -----------------------------------------------------------------------------------------------------


def _in_place(path: Path, open_file: Callable[[Path], Database], sources: Sources, done: Salvaged) -> bool:
    """Write back what differs in one action; False where the structure of the file is not sound, or it cannot be read."""
    try:
        db = open_file(path)
    except KeyWanted:
        raise
    except (UserError, sqlite.DatabaseError):
        if _is_of_a_newer_program(path, sources):
            raise  # sound as it is, and no older backup may take its place
        return False
    try:
        if wholeness.structure(db) is not None:
            return False
        _compared(db, sources, done)
    except (UserError, *FAULTS) as error:
        if not files.answers(path) or not wholeness.is_damage(error):
            raise
        return False  # a page in the way that the checks did not come by
    else:
        return True
    finally:
        db.close()


def _is_of_a_newer_program(path: Path, sources: Sources) -> bool:
    try:
        verify(path)
        with closing(open_read_only(path)) as connection:
            schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (UserError, sqlite.DatabaseError):
        return False
    return all(schema > source.schema for source in sources.all())


def _compared(db: Database, sources: Sources, done: Salvaged) -> None:
    """Compare everything with the newest backup that may serve, write back what differs, and take the file for whole."""
    changed = db.changed_pages(check)
    with db.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        source, gone = sources.to_compare(driver), purged_rows(driver, db.path)
    if source is None:
        done.lost += sources.refused[:1]
    else:
        done.backup, done.day = source.path.name, _day_of(source.path)
    known = page_sums.read(db.path)
    with db.operation(_("Repaired from the backup of {day}").format(day=done.day)) as session:
        if source:
            _history_back(session, source, done)
        _records_back(session, source, gone, done)
        search.rebuild(session)
    if changed is None or changed:  # without sums nobody can tell what changed
        _name_unexplained(db, source, len(changed or ()), done)
    if known is not None and known.lost:
        done.lost.append(ngettext("{n} page of what was saved last before the program ended",
                                  "{n} pages of what was saved last before the program ended", known.lost).format(n=known.lost))
    db.write_anew()
    db.adopt_pages()


def _name_unexplained(db: Database, source: Source | None, pages: int, done: Salvaged) -> None:
    """Name what keeps no history and is not as in the backup, where nobody can tell whether a hand or the disk changed it; and
    that pages changed, since one that explains a record found to differ may lie beside one that explains none."""
    explained = bool(done.back)
    with db.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        for table in source.tables() if source else ():
            if source is None or table in kinds() or table in (*salvage_file.OWN, "purged"):
                continue
            here = by_own_key(driver, table)
            for key in (key for key, image in source.whole_table(table).items() if here.get(key) != image):
                explained = True
                done.lost.append(_("{table} {key}: not as in the backup of {day}, and nothing tells which is right; look at it"
                                   ).format(table=table, key=_(", ").join(map(str, key)), day=done.day))
    if pages and explained:
        done.lost.append(ngettext(
            "{n} page had changed: besides what is named here it may hold what was entered since the backup",
            "{n} pages had changed: besides what is named here they may hold what was entered since the backup",
            pages).format(n=pages))
    elif pages:
        done.lost.append(ngettext(
            "{n} page changed, but nothing was found that differs: it may hold what was entered since the backup",
            "{n} pages changed, but nothing was found that differs: they may hold what was entered since the backup",
            pages).format(n=pages))


def _history_back(session: Session, source: Source, done: Salvaged) -> None:
    """Lines of the history up to the backup, which never change but for `undone`, as they were. A line that belongs to another
    action stays, and is named."""
    driver: Any = session.connection().connection.driver_connection
    for table, newest, free in (("operation", source.newest, {"undone"}), ("change", source.newest_line, set[str]())):
        n = strange = 0
        for start in range(0, newest, PART):
            ids = list(range(start + 1, min(start + PART, newest) + 1))
            was, here = source.rows(table, ids), by_key(driver, table, ids)
            for key, image in was.items():
                wrong = {name: value for name, value in image.items()
                         if name not in free and key in here and here[key].get(name) != value}
                if wrong and len(wrong) > 1 and wrong.keys() & WHOSE[table]:
                    strange += 1
                elif wrong:
                    sets = ", ".join(f'"{name}" = ?' for name in wrong)
                    driver.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*wrong.values(), key))
                    n += 1
        if n:
            done.back.append(ngettext("{n} line of the history from the backup of {day}",
                                      "{n} lines of the history from the backup of {day}", n).format(n=n, day=done.day))
        if strange:
            done.lost.append(ngettext("{n} line of the history, which is another one in the backup",
                                      "{n} lines of the history, which are others in the backup", strange).format(n=strange))


def _records_back(session: Session, source: Source | None, gone: set[tuple[str, int]], done: Salvaged) -> None:
    """Fields of records that are not what backup and history say, written in the action under way; of what is `gone` for good
    nothing, and no reference to it."""
    driver: Any = session.connection().connection.driver_connection
    lines = readable(driver, "change", source.newest_line if source else 0)
    told = since(lines[key] for key in sorted(lines) if lines[key]["operation_id"] != session.info["operation"])
    for table in kinds():
        known = [key for key in (source.keys(table) if source else []) if (table, key) not in gone]
        rows, there = readable(driver, table, known=known), {row[0] for row in driver.execute(f'SELECT id FROM "{table}"')}
        for start in range(0, len(known), PART):
            base = source.rows(table, known[start:start + PART]) if source else {}
            for key, image in base.items():
                later = told.get((table, key), Since())
                if key in rows:
                    _compare(session, table, rows[key], image, later, gone, done)
                else:
                    _bring_back(session, table, loosened(table, {**image, **later.values}, gone), key in there, done)
        for key in rows.keys() - set(known):
            _compare(session, table, rows[key], None, told.get((table, key), Since()), gone, done)
        for key in there - rows.keys() - set(known):
            done.lost.append(_("{kind} {number}: cannot be read").format(kind=_(kinds()[table].name), number=key))
    session.expire_all()


def _bring_back(session: Session, table: str, image: Image, there: bool, done: Salvaged) -> None:
    """Write a whole row that is not there any more, or cannot be read."""
    if there:
        history.write_steps(session, [(table, image["id"], image, image)])
    else:
        insert = inserter(session.connection().connection.driver_connection)
        insert(table, {name: [value] for name, value in image.items()})
        history.write_inserts(session, table, [image["id"]], insert)
    done.back.append(_("{record}: whole, from the backup of {day}").format(record=named(table, image), day=done.day))


def _compare(session: Session, table: str, here: Image, base: Image | None, later: Since, gone: set[tuple[str, int]],
             done: Salvaged) -> None:
    """Write back the fields of one row that nobody changed since the backup; name those of which two sources differ."""
    wanted = later.after(base) or later.values  # one that came with many others since has no image: nothing tells of it
    wanted = {name: value for name, value in loosened(table, {**here, **wanted}, gone).items() if name in wanted}
    wrong = {name: value for name, value in wanted.items() if name in here and here[name] != value}
    sure = {name: value for name, value in wrong.items() if base is not None and name not in later.values}
    doubt = {name: value for name, value in wrong.items() if name not in sure}
    if sure:
        history.write_steps(session, [(table, here["id"], sure, {name: here[name] for name in sure})])
        done.back.append(_("{record}: {fields} from the backup of {day}").format(
            record=named(table, {**here, **sure}), fields=_fields(table, sure), day=done.day))
    if doubt:
        done.lost.append(_("{record}: {fields} differ from the history of this record; look at it").format(
            record=named(table, here), fields=_fields(table, doubt)))


def _fields(table: str, values: Image) -> str:
    model = model_of(table)
    known = table_of(model).columns
    return _(", ").join(title_of(model, name) if name in known and "title" in known[name].info else name for name in values)


# -- attached files -------------------------------------------------------------------------------------------------------


def _files_back(db: Database, second: str, done: Salvaged) -> None:
    """Attached files that are missing or changed, out of archives of the second place."""
    store = files.AttachmentStore(db.attachments)
    with db.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT digest, min(name) FROM attachment GROUP BY 1").all()
    names = [digest for digest, _name in rows]
    wanted = dict.fromkeys([*store.missing(names), *store.damaged(names)])
    called = dict(tuple(row) for row in rows)
    found = archives(Path(second), db.path.stem) if wanted and second and Path(second).is_dir() else []
    for digest in wanted:
        origin = next((path for path in found if _file_back(store, path, digest)), None)
        if origin is not None:
            done.back.append(_("Attached file {name} from {file}").format(name=called[digest], file=origin.name))
        else:
            done.lost.append(_("attached file {name}: no second copy holds it").format(name=called[digest]))


def _file_back(store: files.AttachmentStore, path: Path, digest: str) -> bool:
    """Take a file out of an archive, only if it is what its name says."""
    try:
        with zipfile.ZipFile(path) as made:
            return unpack_attachment(made, f"files/{digest}", store, sealed.store_mark(store.folder))
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, UserError):
        return False


def _keep_report(database: Path, done: Salvaged) -> Path:
    """The report as a text beside the backups, encrypted where the database is: it names records."""
    folder = backup_folder(database)
    files.make_private(folder)
    text = "\n".join(done.said()) + "\n"
    path = folder / f"repair-{datetime.now():%Y%m%d-%H%M%S}.txt"
    return files.save_own(path, lambda out: sealed.seal(BytesIO(text.encode()), out, ring.mark_of(database), path))

