"""Opening a database ready for work: every model known, the schema of today, a new one filled with the catalogues."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from desktop.core import history
from desktop.core.database import Database
from desktop.core.feature import found
from desktop.core.i18n import N_, _
from desktop.core.schema import BeforeMigration, open_database
from desktop.features import FEATURES, import_models
from desktop.migrations import STEPS

FILLED = N_("Catalogues loaded")


def open_ready(path: Path, before_migration: BeforeMigration | None = None) -> Database:
    """Open (or make) the database at `path`; a new one gets its regions, crops and traits.

    Raises `UserError` like `open_database`.
    """
    import_models()
    db = open_database(path, STEPS, before_migration)
    try:
        seed(db)
    except BaseException:
        db.close()
        raise
    return db


def seed(db: Database) -> bool:
    """Fill a database in which nothing was ever done; gives whether it did. All or nothing; not to be undone."""
    with db.transaction() as session:
        if session.execute(text("SELECT 1 FROM operation LIMIT 1")).first():
            return False
        # Of a kind of its own, so that the first Undo of a user does not take the catalogues away.
        history.begin(session, _(FILLED), kind="seed")
        for feature in FEATURES:
            for fill in found(feature.seeds):
                fill(session)
    return True
