"""Opening a database ready for work: the schema of today, a new one filled with the catalogues."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from desktop.asking import unlock
from desktop.core import history, search
from desktop.core.backup_files import PURGED, refuse_lost
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.feature import found
from desktop.core.i18n import N_, _
from desktop.core.schema import open_database
from desktop.core.settings import database_in_use, set_office
from desktop.features import FEATURES, followers
from desktop.migrations import STEPS

FILLED = N_("Catalogues loaded")


def open_ready(path: Path) -> Database:
    """Open (or make) the database at `path`; a new one gets its regions, crops and traits, an older one is backed up
    and brought up to date.

    Raises `UserError` like `open_database`.
    """
    db = open_database(path, STEPS, followers())
    try:
        if db.was_older:  # steps change rows beside the index
            with db.transaction() as session:
                search.rebuild(session)
        seed(db)
        _purge_again(db)
    except BaseException:
        db.close()
        raise
    return db


def _purge_again(db: Database) -> None:
    """A backup that was restored may hold what was removed for good since; nearly always nothing was."""
    with db.reading() as session:
        any_purged = session.execute(text("SELECT 1 FROM purged LIMIT 1")).first()
    if any_purged or (db.backups / PURGED).exists():
        from desktop.core.purging import purge_again

        purge_again(db)


def make(path: Path, facts: Mapping[str, str], second_place: Path | None = None) -> None:
    """Make a new database that knows `facts`, settings of its own, with its folder and that of its second copies.

    Raises `UserError` where the file is there already or a folder cannot be made.
    """
    if path.exists():
        raise UserError(_("{file} exists already. Choose another name, or open it with File ▸ Open.").format(file=path.name))
    for folder in (path.parent, *([second_place] if second_place else ())):
        _make_folder(folder)
    db = open_ready(path)
    try:
        for name, value in facts.items():
            if value:
                set_office(db, name, value)
        with db.transaction() as session:
            history.settle_down(session)
    finally:
        db.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(_("The folder {folder} cannot be made: {reason}. Choose another one.").format(
            folder=folder, reason=error.strerror or error)) from error


@contextmanager
def command_database(args: argparse.Namespace, *, must_exist: bool = True) -> Iterator[Database]:
    """The database that a command works on, opened ready and closed at the end; a new one is made where one need not exist.

    Raises `UserError` where there is none, and like `open_ready`.
    """
    path: Path = args.database or database_in_use()
    refuse_lost(path)
    if must_exist and not path.is_file():
        raise UserError(_("There is no database at {file}. Name one with --database.").format(file=path))
    unlock(path)
    db = open_ready(path)
    try:
        yield db
    finally:
        db.close()


def seed(db: Database) -> bool:
    """Fill a database in which nothing was ever done; gives whether it did. All or nothing; not to be undone."""
    with db.reading() as session:  # asking for the right to write takes the digest of the whole file (`same_file`)
        if session.execute(text("SELECT 1 FROM operation LIMIT 1")).first():
            return False
    with db.transaction() as session:
        # Of a kind of its own, so that the first Undo of a user does not take the catalogues away.
        history.begin(session, _(FILLED), kind=history.SEED)
        for feature in FEATURES:
            for fill in found(feature.seeds):
                fill(session)
    return True
