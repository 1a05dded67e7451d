"""Write tables as the models have them today to resources/schema/NAME.sql, for a step in desktop/migrations.py.

Run: python -m tests.freeze_schema NAME TABLE [TABLE ...]. A file that has been released is never written again.
"""

from __future__ import annotations

import sys

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from desktop.core.paths import resource
from desktop.core.search import SCHEMA
from desktop.features import import_models


def statements() -> list[str]:
    """The statements that make today's models: tables in order of reference, their indexes, the search index."""
    return [*tables(), *SCHEMA]


def tables(names: list[str] | None = None) -> list[str]:
    """The statements that make some tables (all without names) with their indexes, in order of reference."""
    import_models()
    dialect = sqlite.dialect()
    found: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        if names is not None and table.name not in names:
            continue
        found.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return ["\n".join(line.rstrip() for line in s.splitlines()) for s in found]


if __name__ == "__main__":
    name, *wanted = sys.argv[1:]
    frozen = tables(wanted)
    resource("schema", f"{name}.sql").write_text(";\n".join(frozen) + ";\n", encoding="utf-8")
