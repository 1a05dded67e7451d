"""Every schema step over rows: what was there before it is there after it.

TO ADD A TEST OF A STEP: a function marked with the step's name, `@of_step("006_name")`, that takes `at`: a database as it
was before the step. It puts rows in (`at.put`), runs the step (`at.run()`), looks at what is there (`at.rows`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core.reshaping import columns
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS

import_models()
NAMES = [step.__name__ for step in STEPS]
TESTED: dict[str, Callable[..., Any]] = {}
RELEASED = Path(__file__).parent / "released"


class Before:
    """A database that has had all steps before one."""

    def __init__(self, path: Path, step: str) -> None:
        self.path, self.place = path, NAMES.index(step)
        if self.place:
            open_database(path, STEPS[:self.place]).close()
        self.connection = sqlite.connect(str(path))

    def put(self, table: str, **values: Any) -> None:
        """A row with these values, and what is empty of its type in every other column that may not be null."""
        filled = dict(values)
        for _place, name, kind, required, default, _key in self.connection.execute(f'PRAGMA table_info("{table}")'):
            if required and default is None:
                filled.setdefault(name, 0 if kind in ("INTEGER", "REAL") else "")
        names = ", ".join(f'"{name}"' for name in filled)
        self.connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(filled))})',
                                list(filled.values()))

    def changed(self, table: str, row: int, kind: str, before: Any = None, after: Any = None) -> None:
        """A line of the history: values as plain ones, kept as JSON."""
        number = self.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM operation").fetchone()[0]
        self.put("operation", id=number, at="2026-01-01T00:00:00.000+00:00", who="w", label=f"{kind} {table}", kind="do")
        images = {name: None if image is None else json.dumps(image, ensure_ascii=False)
                  for name, image in (("before", before), ("after", after))}
        self.put("change", operation_id=number, table_name=table, row_id=row, kind=kind, **images)

    def run(self) -> None:
        """The step, as opening the database runs it."""
        self.connection.commit()
        self.connection.close()
        open_database(self.path, STEPS[:self.place + 1]).close()
        self.connection = sqlite.connect(str(self.path))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        return list(self.connection.execute(query).fetchall())


def of_step(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Marks the test of a step and gives it the database as it was before."""
    def mark(test: Callable[..., Any]) -> Callable[..., Any]:
        TESTED[name] = test
        return pytest.mark.parametrize("at", [name], indirect=True)(test)

    return mark


@pytest.fixture
def at(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Before]:
    """A database as it was before the step that the test is marked with."""
    made = Before(tmp_path / "test.db", request.param)
    yield made
    made.connection.close()


def test_every_step_has_a_test_over_rows() -> None:
    assert not [name for name in NAMES if name not in TESTED], "give each a test marked @of_step(NAME)"
    assert len(set(NAMES)) == len(NAMES)


@of_step("001_first")
def test_the_first_step_makes_tables_that_take_rows(at: Before) -> None:
    at.run()
    at.put("dealer", id=1, name="甲")
    at.put("contact", id=2, dealer_id=1, name="张")
    assert at.rows("SELECT d.name, c.name FROM dealer d JOIN contact c ON c.dealer_id = d.id") == [("甲", "张")]


@of_step("002_trials")
def test_trials_of_the_first_release_get_a_design_and_their_plots_a_kind(at: Before) -> None:
    at.put("site", id=1, code="S")
    at.put("trial", id=2, code="T", title="比较", site_id=1)
    at.put("plot", id=3, trial_id=2, number="101")
    at.run()
    assert at.rows("SELECT code, title, design_options, check_kind FROM trial") == [("T", "比较", "{}", "variety")]
    assert at.rows("SELECT number, kind FROM plot") == [("101", "plot")]


@of_step("003_service")
def test_technical_service_comes_beside_what_is_there(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.run()
    at.put("farmercase", id=2, farmer="李")
    assert at.rows("SELECT name, farmer FROM dealer, farmercase") == [("甲", "李")]


@of_step("004_occasions")
def test_a_trial_gets_room_for_its_occasions(at: Before) -> None:
    at.put("trial", id=1, code="T")
    at.run()
    at.put("trialoccasion", id=2, trial_id=1)
    assert at.rows("SELECT t.code FROM trialoccasion o JOIN trial t ON t.id = o.trial_id") == [("T",)]


@of_step("judgements_by_choice")
def test_what_was_typed_as_justified_becomes_a_word_or_stays_readable(at: Before) -> None:
    for number, text in {1: " 成立 ", 2: "No", 3: "看雨后情况", 4: ""}.items():
        at.put("complaint", id=number, justified=text, finding="f")
    at.run()
    assert at.rows("SELECT justified, finding FROM complaint ORDER BY id") == [
        ("yes", "f"), ("no", "f"), ("", "f\n看雨后情况"), ("", "f")]


@of_step("005_defaults")
def test_a_column_gets_its_default_and_every_row_keeps_every_value(at: Before) -> None:
    at.put("dealer", id=1, name="甲 \"乙\"", latitude=23.5, deleted_at="2026-01-01T00:00:00.000+00:00")
    at.put("view", id=2, listing="dealers", name="全部", state='{"text":"甲"}')
    at.put("plot", id=3, number="101", kind="border", trial_id=None)
    tables = sorted({c.partition(".")[0] for c in columns(at.connection)})
    before = {table: at.rows(f'SELECT * FROM "{table}"') for table in tables}
    at.run()
    assert {table: at.rows(f'SELECT * FROM "{table}"') for table in tables} == before
    at.connection.execute("INSERT INTO dealer (id, name) VALUES (9, '丁')")
    assert at.rows("SELECT code, state FROM dealer WHERE id = 9") == [("", "prospect")]


# -- the databases of every release -----------------------------------------------------------------------------------


Everything = dict[str, dict[int, dict[str, Any]]]


def everything(path: Path) -> Everything:
    """All rows of all tables of ours: table → id → column → value."""
    connection = sqlite.connect(str(path))
    try:
        tables = sorted({c.partition(".")[0] for c in columns(connection) if not c.startswith("search_text")})
        found: Everything = {}
        for table in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"')
            names = [entry[0] for entry in rows.description]
            found[table] = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
        return found
    finally:
        connection.close()


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.agridesk")), ids=lambda p: p.stem)
def test_a_released_database_opens_with_every_row_and_column_it_had(tmp_path: Path, released: Path) -> None:
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    before = everything(path)
    assert before["dealer"]
    open_database(path, STEPS).close()
    after = everything(path)
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), table
        for number, row in rows.items():
            kept = {name: after[table][number][name] for name in row}
            assert kept == row, (table, number)
    connection = sqlite.connect(str(path))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
