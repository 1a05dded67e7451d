"""Write down how the models are today, for a step in desktop/migrations.py.

    python -m tests.freeze_schema NAME TABLE [TABLE ...]    tables, to resources/schema/NAME.sql
    python -m tests.freeze_schema --added TABLE.COLUMN      a new column: prints the step
    python -m tests.freeze_schema --shapes                  the digests of all schemas, to resources/schema/shapes.json

A file is entered in tests/released/schema.sha256, which holds it from then on: to freeze it anew before it is released,
take its line out first.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable
from sqlmodel import SQLModel

from desktop.core import shape
from desktop.core.paths import resource
from desktop.core.search import SCHEMA
from desktop.features import import_models
from desktop.migrations import STEPS

HELD = Path(__file__).parent / "released" / "schema.sha256"


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


def added(name: str) -> str:
    """The step that adds a column which a model has today; `name` is TABLE.COLUMN."""
    import_models()
    table, _dot, column = name.partition(".")
    found = SQLModel.metadata.tables[table].columns[column]
    declaration = str(CreateColumn(found).compile(dialect=sqlite.dialect())).strip().removeprefix(f'"{column}"')
    declaration = declaration.removeprefix(column).strip()
    for key in found.foreign_keys:
        target, _dot, there = key.target_fullname.partition(".")
        declaration += f" REFERENCES {target} ({there}) ON DELETE {key.ondelete}"
    return f'added("{name}", "{declaration}"{", index=True" if found.index else ""}),'


def held() -> dict[str, str]:
    """The frozen files that may not change any more: name → SHA-256."""
    lines = HELD.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _blank, name in (line.partition("  ") for line in lines)}


def digest(name: str) -> str:
    """The SHA-256 of a frozen file as it is, whatever the line ends of the checkout."""
    return sha256(resource("schema", name).read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def freeze(name: str, wanted: list[str]) -> None:
    """Write tables to resources/schema/NAME.sql and enter the file among the held ones."""
    file = f"{name}.sql"
    if file in held():
        raise SystemExit(f"{file} is held by {HELD.name}; if it was never released, take its line out first")
    resource("schema", file).write_text(";\n".join(tables(wanted)) + ";\n", encoding="utf-8", newline="\n")
    entered = sorted([*((n, d) for n, d in held().items()), (file, digest(file))])
    HELD.write_text("".join(f"{checksum}  {entry}\n" for entry, checksum in entered), encoding="utf-8", newline="\n")


def shapes() -> dict[str, str]:
    """Version → digest of the schema that the steps make."""
    return {str(version): shape.digest(shape.made_by(STEPS[:version])) for version in range(1, len(STEPS) + 1)}


def freeze_shapes() -> None:
    """Write the digests of all schemas, by which opening a database knows them at once."""
    text = json.dumps(shapes(), indent=1) + "\n"
    resource("schema", "shapes.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    first, *others = sys.argv[1:]
    if first == "--shapes":
        freeze_shapes()
    elif first == "--added":
        print(*(added(name) for name in others), sep="\n")
    else:
        freeze(first, others)
