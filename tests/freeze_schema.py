"""Write the models' schema to resources/schema/001_first.sql. Only before the first release; afterwards append steps.

Run: python -m tests.freeze_schema
"""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from desktop.core.paths import resource
from desktop.core.search import SCHEMA
from desktop.features import import_models


def statements() -> list[str]:
    """The statements that make today's models: tables in order of reference, their indexes, the search index."""
    import_models()
    dialect = sqlite.dialect()
    found: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        found += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return ["\n".join(line.rstrip() for line in s.splitlines()) for s in [*found, *SCHEMA]]


if __name__ == "__main__":
    target = resource("schema", "001_first.sql")
    target.parent.mkdir(exist_ok=True)
    target.write_text(";\n".join(statements()) + ";\n", encoding="utf-8")
