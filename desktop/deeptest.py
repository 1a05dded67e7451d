"""`agridesk self-test --deep`: the check of a release, in the installed or frozen program too.

The database of every released version is opened, brought up to date, checked, backed up and restored; on the newest, each kind
of document is written as PDF, and a table goes out and comes in again unchanged. All on copies in a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import UserError
from desktop.core.i18n import _, language, ngettext
from desktop.core.paths import released_folder

if TYPE_CHECKING:
    from desktop.core.database import Database

Checks = Iterator[tuple[str, Callable[[], str]]]
TABLE = "dealers"  # the kind that goes out and comes in again


def checks(folder: Path, chosen: str) -> Checks:
    """Every check with its name; `folder` takes the copies, `chosen` holds the released databases ("" = the program's own).

    Raises `UserError` where there are none.
    """
    there = Path(chosen) if chosen else released_folder()
    found = sorted(there.glob("*.agridesk"), key=_version)
    if not found:
        raise UserError(_("No released databases (*.agridesk) lie in {folder}. Name their folder after --deep.").format(
            folder=there))
    for released in found:
        yield _("database of {version}").format(version=released.stem), partial(_released, released, folder)
    newest = folder / found[-1].name
    from desktop import reporting

    for kind in reporting.kinds():
        yield _("document {kind}").format(kind=kind), partial(_printed, newest, kind)
    yield _("table out and in again"), lambda: _round_trip(newest)


def _version(path: Path) -> list[tuple[bool, int, str]]:
    """Sorts 0.10.0 behind 0.9.0."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in path.stem.split(".")]


def _released(released: Path, folder: Path) -> str:
    """Migrate a copy, check it, back it up, change it, restore it, check it again."""
    from desktop.core import files, verbs
    from desktop.core.archive import archive
    from desktop.core.backup import backup_now
    from desktop.core.kinds import model_of
    from desktop.core.restoring import restore
    from desktop.migrations import STEPS
    from desktop.newdata import open_ready

    with released.open("rb") as stream:
        path = files.save_own(folder / released.name, lambda out: shutil.copyfileobj(stream, out))
    db = open_ready(path)
    try:
        before = _counts(db)
        _refuse_faults(db)
        made, packed = backup_now(db), archive(db, folder)
        verbs.save(db, model_of("dealer"), {"name": "after the backup"})
    finally:
        db.close()
    for source in (made, packed.path):
        restore(path, source, STEPS)
        db = open_ready(path)
        try:
            _refuse_faults(db)
            if _counts(db) != before:
                raise RuntimeError(f"{source.name} gives {_counts(db)} in the place of {before}")
        finally:
            db.close()
    rows = sum(before.values())
    return ngettext("{n} record", "{n} records", rows).format(n=rows)


def _counts(db: Database) -> dict[str, int]:
    """How many rows every kind of record has."""
    from desktop.core.kinds import kinds

    with db.reading() as session:
        return {name: int(session.connection().exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() or 0)
                for name in kinds()}


def _refuse_faults(db: Database) -> None:
    from desktop.core.check import check

    if faults := [finding.sentence for finding in check(db) if finding.level == "error"]:
        raise RuntimeError("; ".join(faults))


def _printed(database: Path, kind: str) -> str:
    """Write a document of that kind about the first record that has one; its first page must not be blank."""
    from desktop import reporting
    from desktop.newdata import open_ready

    report, out = reporting.kinds()[kind], database.with_name(f"{kind}.pdf")
    parser = argparse.ArgumentParser()
    reporting.report_arguments(parser)
    db = open_ready(database)
    try:
        reasons: list[str] = []
        for value in _candidates(db, report.needs):
            try:
                chosen = [f"--{report.needs}={value}"] if report.needs else []
                report.write(db, parser.parse_args([kind, *chosen, f"--out={out}"]))
            except UserError as error:
                reasons.append(str(error))
                continue
            refuse_blank(out.read_bytes())
            return f"{report.needs} {value}".strip() + f", {out.stat().st_size // 1024} KiB"
    finally:
        db.close()
    raise RuntimeError(reasons[-1] if reasons else f"no {report.needs}")


def refuse_blank(data: bytes) -> None:
    """Render the first page of a PDF; RuntimeError where nothing stands on it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    bitmap = document[0].render(scale=0.5)
    if len(set(bytes(bitmap.buffer))) < 3:
        raise RuntimeError("the page is blank")
    bitmap.close()
    document.close()


NAMES = {"trial": "SELECT code FROM trial ORDER BY id", "series": "SELECT name FROM trialseries ORDER BY id",
         "variety": "SELECT name FROM variety ORDER BY id", "year": "SELECT strftime('%Y', 'now')"}


def _candidates(db: Database, needs: str) -> list[str]:
    """What may choose a record for a document: names or codes of all records it may be about; one blank where it needs none."""
    if not needs:
        return [""]
    from desktop.core.kinds import kinds, model_of
    from desktop.core.records import table_of

    if needs in NAMES:
        queries = [NAMES[needs]]
    else:
        queries = [f'SELECT {column} FROM "{name}" WHERE {column} <> \'\' GROUP BY {column} ORDER BY min(id)'
                   for column in ("code", "lot")
                   for name in kinds() if column in table_of(model_of(name)).columns and name not in ("region", "trait")]
        queries += [f'SELECT name FROM "{name}" WHERE name <> \'\' ORDER BY id' for name in kinds()  # who has no code
                    if {"name", "person_id"} <= {*table_of(model_of(name)).columns.keys()} and "code" not in
                    table_of(model_of(name)).columns]
    with db.reading() as session:
        return [str(value) for query in queries for value in session.connection().exec_driver_sql(query).scalars()]


def _round_trip(database: Path) -> str:
    """Export a table and import it: nothing new, nothing changed, so that no action is written."""
    from desktop import cli

    out, said, before = database.with_name(f"{TABLE}.xlsx"), io.StringIO(), _newest(database)
    with contextlib.redirect_stdout(said):
        for command in (["export", TABLE, "--out", str(out)], ["import", TABLE, str(out), "--whole"]):
            if cli.main(["--database", str(database), "--lang", language(), *command]):
                raise RuntimeError(said.getvalue())
    if _newest(database) != before:
        raise RuntimeError(said.getvalue())
    return " · ".join(said.getvalue().split("\n")[:4])


def _newest(database: Path) -> int:
    """The number of the newest action in a database."""
    from desktop.core import history
    from desktop.newdata import open_ready

    db = open_ready(database)
    try:
        with db.reading() as session:
            return history.newest(session)
    finally:
        db.close()
