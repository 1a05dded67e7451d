"""Ordered schema steps, append only. `PRAGMA user_version` says how many a database has had.

TO CHANGE THE SCHEMA
1. change the model;
2. freeze the tables it changes or adds: `python -m tests.freeze_schema NNN_NAME TABLE ...`, and append to STEPS
   `tables("NNN_NAME")`, with what the rows that are there get in a new column that may not be empty and is neither text
   nor a number: `tables("NNN_NAME", {"plot.kind": "plot"})`. Anything else: a function of the connection, in plain SQL.
   Never edit a step, or a frozen file, that has been released;
3. run `python -m pytest tests/test_migrations.py`: it compares a migrated database with the models and prints the
   statements that are missing.
Each step runs in one transaction after a verified backup; foreign keys are off meanwhile and checked before the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.core.paths import resource
from desktop.core.reshaping import reshape

Step = Callable[[Any], None]


def tables(name: str, fills: Mapping[str, str | float] | None = None) -> Step:
    """A step that brings tables into the shape frozen in resources/schema/NAME.sql; `fills` as in `reshape`."""
    def step(connection: Any) -> None:
        statements = resource("schema", f"{name}.sql").read_text(encoding="utf-8").split(";\n")
        reshape(connection, [s for s in statements if s.strip()], fills or {})

    step.__name__ = name
    return step


def judgements_by_choice(connection: Any) -> None:
    """What was typed as “justified” becomes a word of the list; any other text goes to the findings, where it is read."""
    words = {"yes": ("yes", "justified", "是", "成立", "属实"), "no": ("no", "not justified", "否", "不成立", "不属实"),
             "partly": ("partly", "partly justified", "部分", "部分成立", "部分属实")}
    for word, texts in words.items():
        for text in texts:
            connection.execute("UPDATE complaint SET justified = ? WHERE lower(trim(justified)) = ?", (word, text))
    connection.execute(
        "UPDATE complaint SET finding = trim(finding || char(10) || justified, char(10)), justified = '' "
        "WHERE justified NOT IN ('', 'yes', 'partly', 'no')")


STEPS: tuple[Step, ...] = (
    tables("001_first"),
    tables("002_trials", {"trial.design_options": "{}", "trial.check_kind": "variety", "plot.kind": "plot"}),
    tables("003_service"),
    tables("004_occasions"),
    judgements_by_choice,
)
