"""Steps of an import in a test: a table as it was read, its plan, its taking in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.core.database import Database
from desktop.core.importing import (
    Plan,
    Source,
    apply,
    guess_columns,
    make_plan,
)
from desktop.core.tables import Table


def table(header: Sequence[str], *rows: Sequence[Any]) -> Table:
    return Table(tuple(header), [tuple(r) for r in rows], list(range(2, len(rows) + 2)), "file.csv")


def planned(db: Database, kind: Any, made: Table, answers: Mapping[str, Mapping[str, str]] | None = None,
            **changes: Any) -> Plan:
    with db.reading() as session:
        columns = replace(guess_columns(session, kind, made), **changes)
        uses = {h: replace(u, options={**u.options, **(answers or {}).get(h, {})}) for h, u in columns.uses.items()}
        return make_plan(session, kind, made, replace(columns, uses=uses))


def take(db: Database, kind: Any, made: Table, sha: str = "", **changes: Any) -> Any:
    plan = planned(db, kind, made, **changes)
    return apply(db, kind, Source(Path("file.csv"), sha, made), plan)
