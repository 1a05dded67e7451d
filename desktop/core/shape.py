"""What the schema of a database must be: exactly what the steps make, nothing a stranger added, dropped or changed.

A trigger of a stranger would run with every save, a view in a table's place would hide rows. The texts in `sqlite_master` are
compared with those that the steps make on an empty database; that takes half a second, so the digests of known schemas stand
in resources/schema/shapes.json, and only another one is compared in full.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.paths import resource

Step = Callable[[Any], None]
Shape = dict[tuple[str, str], str]
KINDS = {"table": N_("table"), "index": N_("index"), "trigger": N_("trigger"), "view": N_("view")}
NAMED = 5


def shape_of(connection: Any) -> Shape:
    """What a schema holds: (kind, name) → its text, blanks apart. What SQLite keeps for itself is left out."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {(kind, name): " ".join(text.split()) for kind, name, text in rows if not name.startswith("sqlite_")}


def made_by(steps: Sequence[Step]) -> Shape:
    """The schema that the steps make on an empty database."""
    with closing(sqlite.connect(":memory:", isolation_level=None)) as connection:
        for step in steps:
            step(connection)
        return shape_of(connection)


def digest(shape: Shape) -> str:
    """The SHA-256 of a schema, whatever the order of its parts."""
    return hashlib.sha256(json.dumps(sorted([*key, text] for key, text in shape.items())).encode()).hexdigest()


@cache
def known() -> dict[str, str]:
    """Version → digest of the schemas there ever were."""
    stored: dict[str, str] = json.loads(resource("schema", "shapes.json").read_text(encoding="utf-8"))
    return stored


def refuse_strange(connection: Any, name: str, steps: Sequence[Step]) -> None:
    """Raise `UserError`, which names what differs, unless the schema is what `steps` make; `name` is the file's."""
    there = shape_of(connection)
    if known().get(str(len(steps))) == digest(there):
        return
    wanted = made_by(steps)
    if there == wanted:
        return
    extra = [_("{kind} “{name}” too many").format(kind=_(KINDS[kind]), name=n) for kind, n in there if (kind, n) not in wanted]
    gone = [_("{kind} “{name}” missing").format(kind=_(KINDS[kind]), name=n) for kind, n in wanted if (kind, n) not in there]
    other = [_("{kind} “{name}” changed").format(kind=_(KINDS[kind]), name=n) for kind, n in wanted
             if there.get((kind, n), wanted[kind, n]) != wanted[kind, n]]
    found = [*extra, *gone, *other]
    listed = _("; ").join([*found[:NAMED], *(["…"] if len(found) > NAMED else [])])
    raise UserError(_("{file} is not as AgriDesk made it ({differences}) and is left as it is: another program changed it. "
                      "Restore a backup.").format(file=name, differences=listed))
