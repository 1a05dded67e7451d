"""Migrated databases have the schema of fresh ones; a step that fails leaves everything as it was."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop import cli
from desktop.core.backup_files import list_backups
from desktop.core.paths import resource
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS, losing
from tests import test_migration_steps  # noqa: F401 - what is marked there and below is entered as it is loaded
from tests.core.exchange import test_steps as exchange_steps  # noqa: F401
from tests.dealers import test_steps as dealers_steps  # noqa: F401
from tests.freeze_schema import digest, held
from tests.labels import test_steps as labels_steps  # noqa: F401
from tests.market import test_steps as market_steps  # noqa: F401
from tests.reports import test_steps as reports_steps  # noqa: F401
from tests.sales import test_steps as sales_steps  # noqa: F401
from tests.steps import NAMES, TESTED
from tests.training import test_training_steps  # noqa: F401

import_models()
RELEASED = Path(__file__).parent / "released"


def schema_of(path: Path) -> set[str]:
    """What a database is made of, a line each: tables, columns, references, indexes. In no order: a migration appends."""
    connection = sqlite.connect(str(path))
    try:
        return set(described(connection))
    finally:
        connection.close()


def described(connection: Any) -> Iterator[str]:
    """The lines of `schema_of`, as SQLite itself understands them, whatever the layout of the statements."""
    for table, kind, strict in connection.execute(
            "SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'").fetchall():
        yield f"{kind} {table}{' strict' if strict else ''}"
        for _place, name, form, required, default, key in connection.execute(f'PRAGMA table_info("{table}")'):
            yield f"{table}.{name} {form}{' not null' if required else ''} default {default} key {key}"
        for _id, _place, target, name, there, updated, deleted, _match in connection.execute(
                f'PRAGMA foreign_key_list("{table}")'):
            yield f"{table}.{name} refers to {target}.{there}, {updated} {deleted}"
    for sql, in connection.execute("SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL "
                                   "UNION SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"):
        yield re.sub(r"\s+", " ", sql).replace('"', "").strip()
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"):
        yield from (f"{name} with a {word}" for word in re.findall(r"\b(?:CHECK|UNIQUE|GENERATED)\b", sql))


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


def test_a_column_or_table_that_would_be_lost_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    open_database(path, STEPS).close()
    before = schema_of(path)

    def careless(connection: Any) -> None:
        connection.execute("ALTER TABLE dealer DROP COLUMN remarks")

    def more_careless(connection: Any) -> None:
        connection.execute("DROP TABLE outlet")

    with pytest.raises(RuntimeError, match=r"would lose dealer\.remarks: name"):
        open_database(path, [*STEPS, careless])
    with pytest.raises(RuntimeError, match=r"would lose outlet\.area_m2, outlet\.bags, outlet"):
        open_database(path, [*STEPS, more_careless])
    assert schema_of(path) == before
    open_database(path, [*STEPS, losing("dealer.remarks")(careless)]).close()
    assert not any(line.startswith("dealer.remarks") for line in schema_of(path))


def test_a_verified_backup_is_made_before_an_older_database_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "test.db"
    open_database(path, STEPS).close()
    assert not list_backups(path)

    def harmless(connection: Any) -> None:
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")

    open_database(path, [*STEPS, harmless]).close()
    [backup] = list_backups(path)
    assert not any("later" in line for line in schema_of(backup.path))
    open_database(path, [*STEPS, harmless]).close()
    assert list_backups(path) == [backup]


COMMANDS = {
    "report": ("trial", "--trial", "none", "--out", "report.pdf"), "export": ("dealers", "--out", "dealers.csv"),
    "import": ("dealers", "dealers.csv"), "backup": (), "check": (), "exchange": ("status",), "demo": ("--no-window",),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_whichever_command_opens_an_older_database_a_backup_of_it_is_made(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dealers.csv").write_text("Name\n新店\n", encoding="utf-8")
    path = tmp_path / "old.agridesk"
    path.write_bytes((RELEASED / "0.1.0.agridesk").read_bytes())
    cli.main(["--lang", "en", "--database", str(path), command, *COMMANDS[command]])
    oldest = list_backups(path)[-1]
    assert version_of(oldest.path) == 1 and version_of(path) == len(STEPS)


def version_of(path: Path) -> int:
    """How many steps a database has had."""
    connection = sqlite.connect(str(path))
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in ("import", "demo")])
def test_every_command_says_in_the_same_words_that_there_is_no_database(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--lang", "en", "--database", "none.agridesk", command, *COMMANDS[command]]) == 1
    assert capsys.readouterr().err == "There is no database at none.agridesk. Name one with --database.\n"


def test_a_frozen_file_is_never_edited() -> None:
    names = sorted(path.name for path in resource("schema").glob("*.sql"))
    assert {name: digest(name) for name in names} == held(), \
        "a released step may not change: freeze another file; one never released is frozen anew (see freeze_schema)"


def test_every_step_has_a_test_over_rows() -> None:
    assert not [name for name in NAMES if name not in TESTED], "give each a test marked @of_step(NAME)"
    assert len(set(NAMES)) == len(NAMES)
