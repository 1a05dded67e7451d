"""Ordered schema steps, append only. `PRAGMA user_version` says how many a database has had.

TO CHANGE THE SCHEMA
1. change the model;
2. append a function to STEPS that changes the tables with plain SQL (never edit a step that has been released);
3. run `python -m pytest tests/test_migrations.py`: it compares a migrated database with the models and prints the
   statements that are missing.
Each step runs in one transaction after a verified backup; foreign keys are off meanwhile and checked before the commit.
"""

from __future__ import annotations

from typing import Any

from desktop.core.paths import resource


def first_schema(connection: Any) -> None:
    """The tables of the first release, as frozen in resources/schema/001_first.sql."""
    statements = resource("schema", "001_first.sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.execute(statement)


STEPS = (first_schema,)
