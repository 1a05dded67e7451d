"""Migrated databases have the schema of fresh ones; a step that fails leaves everything as it was."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core.backup import backup_file, list_backups
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS

import_models()
RELEASED = Path(__file__).parent / "released"


def schema_of(path: Path) -> set[str]:
    """Every statement of a database's schema, without layout and without SQLite's own tables."""
    connection = sqlite.connect(str(path))
    try:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        return {tidy(sql) for (sql,) in rows}
    finally:
        connection.close()


def tidy(sql: str) -> str:
    """A statement with single blanks; the columns of a table in any order, since a migration appends."""
    text = re.sub(r"\s+", " ", sql).replace('"', "").strip()
    match = re.fullmatch(r"(CREATE TABLE \w+) \((.*)\)( STRICT)", text)
    if not match:
        return text
    parts = sorted(p.strip() for p in re.split(r",(?![^()]*\))", match[2]))
    return f"{match[1]} ({', '.join(parts)}){match[3]}"


def from_models(path: Path) -> None:
    """A database made from the models themselves."""
    connection = sqlite.connect(str(path))
    for statement in _models_statements():
        connection.execute(statement)
    connection.commit()
    connection.close()


def _models_statements() -> list[str]:
    """Asked in a process of its own: other tests define models that are not ours."""
    code = "import json; from tests.freeze_schema import statements; print(json.dumps(statements()))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                            cwd=Path(__file__).parents[1])
    found: list[str] = json.loads(answer.stdout)
    return found


def test_a_fresh_database_has_the_schema_of_the_models(tmp_path: Path) -> None:
    open_database(tmp_path / "fresh.db", STEPS).close()
    from_models(tmp_path / "models.db")
    fresh, models = schema_of(tmp_path / "fresh.db"), schema_of(tmp_path / "models.db")
    assert fresh == models, f"append a step to migrations.py; missing: {models - fresh}; too much: {fresh - models}"


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.agridesk")), ids=lambda p: p.stem)
def test_a_released_database_opens_and_has_the_schema_of_today(tmp_path: Path, released: Path) -> None:
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    db = open_database(path, STEPS, lambda p, _v: backup_file(p) and None)
    with db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM dealer").scalar()
    db.close()
    from_models(tmp_path / "models.db")
    assert schema_of(path) == schema_of(tmp_path / "models.db")


def test_a_step_that_fails_rolls_back_and_keeps_the_version(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    open_database(path, STEPS).close()
    before = schema_of(path)

    def broken(connection: Any) -> None:
        connection.execute("CREATE TABLE half (id INTEGER)")
        connection.execute("ALTER TABLE dealer DROP COLUMN remarks")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        open_database(path, [*STEPS, broken])
    assert schema_of(path) == before
    open_database(path, STEPS).close()


def test_a_step_that_breaks_a_reference_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    open_database(path, STEPS).close()

    def orphaning(connection: Any) -> None:
        connection.execute("INSERT INTO search_entry VALUES (1, 'x', 'x', 'x')")
        connection.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES dealer (id)) STRICT")
        connection.execute("INSERT INTO child VALUES (1, 999)")

    with pytest.raises(RuntimeError, match="breaks a reference"):
        open_database(path, [*STEPS, orphaning])


def test_a_verified_backup_is_made_before_an_older_database_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    open_database(path, STEPS).close()

    def harmless(connection: Any) -> None:
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")

    open_database(path, [*STEPS, harmless], lambda p, _v: backup_file(p) and None).close()
    assert len(list_backups(path)) == 1
    assert not any("later" in sql for sql in schema_of(list_backups(path)[0].path))


def test_what_was_typed_as_justified_becomes_a_word_or_stays_readable(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    place = next(n for n, step in enumerate(STEPS) if step.__name__ == "judgements_by_choice")
    open_database(path, STEPS[:place]).close()
    connection = sqlite.connect(str(path))
    texts = {1: " 成立 ", 2: "No", 3: "看雨后情况", 4: ""}
    columns = [c[1:4] for c in connection.execute("PRAGMA table_info(complaint)")]
    for number, text in texts.items():
        values = {"id": number, "justified": text, "finding": "f"}
        filled = [values.get(name, None if not required else 0 if kind in ("INTEGER", "REAL") else "")
                  for name, kind, required in columns]
        connection.execute(f"INSERT INTO complaint VALUES ({', '.join('?' * len(filled))})", filled)
    connection.commit()
    connection.close()
    db = open_database(path, STEPS)
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT justified, finding FROM complaint ORDER BY id").fetchall()
    db.close()
    assert [tuple(row) for row in found] == [("yes", "f"), ("no", "f"), ("", "f\n看雨后情况"), ("", "f")]
