"""The record that a command means by its kind and code or name."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.exchange.changes import Key, columns_of, shared
from desktop.core.i18n import _
from desktop.core.records import alive_in_sql

CALLED_BY = ("code", "name", "title")


def found_record(db: Database, table: str, word: str) -> Key:
    """The living record of a table that is called so: by its code, else its name. Raises `UserError` where there is none, or
    more than one."""
    if table not in shared():
        raise UserError(_("“{kind}” is no kind of record that is handed over: {kinds}.").format(
            kind=table, kinds=_(", ").join(sorted(shared()))))
    with db.reading() as session:
        for name in CALLED_BY:
            found = _called(session, table, name, word) if name in columns_of(session, table) else []
            if len(found) == 1:
                return table, found[0]
            if found:
                raise UserError(_("Several records of “{kind}” are called {name}: name the code.").format(
                    kind=table, name=word))
    raise UserError(_("There is no “{kind}” called {name}.").format(kind=table, name=word))


def _called(session: Session, table: str, column: str, word: str) -> list[int]:
    driver: Any = session.connection().connection.driver_connection
    return [row[0] for row in driver.execute(
        f'SELECT id FROM "{table}" r WHERE "{column}" = ? AND {alive_in_sql("r")} LIMIT 2', (word,))]
