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

from desktop.core import history, verbs
from desktop.core.moves import Move
from desktop.core.reshaping import columns
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import MOVED, NUMBERED, STEPS

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
        self.put("change", id=number, operation_id=number, table_name=table, row_id=row, kind=kind, **images)

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


@of_step("moves_in_one_table")
def test_moves_of_all_kinds_stand_in_one_table_with_their_history(at: Before) -> None:
    at.put("dealer", id=1, name="甲", state="active")
    at.put("dealermove", id=2, dealer_id=1, moved_on="2026-03-01", before="prospect", after="active", reason="合同")
    at.put("farmercase", id=3, state="advised")
    at.put("casemove", id=4, case_id=3, moved_on="2026-06-02", before="open", after="advised", by="李",
           deleted_at="2026-06-03T00:00:00.000+00:00")
    at.changed("dealermove", 2, "insert", None, {"id": 2, "dealer_id": 9, "after": "active", "reason": "x"})
    at.changed("dealermove", 2, "update", {"dealer_id": 9}, {"dealer_id": 1})
    at.changed("dealermove", 2, "update", {"reason": "x"}, {"reason": "合同"})
    at.run()
    names = 'id, row_table, row_id, moved_on, "before", "after", "by", reason, deleted_at'
    assert at.rows(f"SELECT {names} FROM move ORDER BY id") == [
        (2, "dealer", 1, "2026-03-01", "prospect", "active", "", "合同", None),
        (4, "farmercase", 3, "2026-06-02", "open", "advised", "李", "", "2026-06-03T00:00:00.000+00:00")]
    images = [(json.loads(b or "null"), json.loads(a)) for b, a in at.rows(
        'SELECT "before", "after" FROM change WHERE table_name = \'move\' AND row_id = 2 ORDER BY id')]
    assert images == [(None, {"id": 2, "row_id": 9, "after": "active", "reason": "x", "row_table": "dealer"}),
                      ({"row_id": 9, "row_table": "dealer"}, {"row_id": 1, "row_table": "dealer"}),
                      ({"reason": "x"}, {"reason": "合同"})]
    assert not {"dealermove", "labelmove", "casemove"} & {c.partition(".")[0] for c in columns(at.connection)}


@of_step("numbers_for_all")
def test_what_has_no_number_gets_the_next_of_the_year_of_its_own_day(at: Before) -> None:
    at.put("farmercase", id=1, code="AL-2025-007", reported_on="2025-06-01")
    for number, day in ((5, "2025-07-01"), (3, "2025-08-01"), (8, "2026-01-02"), (9, None)):
        at.put("farmercase", id=number, reported_on=day)
    entered_in_2026 = 400 * 86_400_000 << 22
    at.put("dealer", id=entered_in_2026, name="甲")
    at.put("dealer", id=2, name="乙", code="QA-7")
    at.run()
    assert at.rows("SELECT id, code FROM farmercase ORDER BY id") == [
        (1, "AL-2025-007"), (3, "AL-2025-008"), (5, "AL-2025-009"), (8, "AL-2026-001"), (9, "AL-2025-010")]
    assert at.rows("SELECT code FROM dealer ORDER BY id") == [("QA-7",), ("D-2026-001",)]


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


def followed(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a released database as it must be found today: under other names, with a number where it had none."""
    if table in MOVED:
        link, owner = MOVED[table]
        return {**{"row_id" if name == link else name: value for name, value in row.items()}, "row_table": owner}
    if table == "change" and row["table_name"] in MOVED:
        return {name: value for name, value in row.items() if name not in ("table_name", "before", "after")}
    return {name: value for name, value in row.items() if not (table in NUMBERED and name == "code" and not value)}


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.agridesk")), ids=lambda p: p.stem)
def test_a_released_database_opens_with_every_row_and_column_it_had(tmp_path: Path, released: Path) -> None:
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    before = everything(path)
    assert before["dealer"]
    open_database(path, STEPS).close()
    after = everything(path)
    for table, rows in before.items():
        now = "move" if table in MOVED else table
        assert set(rows) <= set(after[now]), table
        for number, row in rows.items():
            expected = followed(table, row)
            kept = {name: after[now][number][name] for name in expected}
            assert kept == expected, (table, number)
    connection = sqlite.connect(str(path))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_an_old_move_is_undone_and_done_again_where_it_stands_now(tmp_path: Path) -> None:
    """Undo, redo and a record's history work on the actions of a released database whose moves were rows of other tables."""
    path = tmp_path / "0.2.0.agridesk"
    path.write_bytes((RELEASED / path.name).read_bytes())
    old = sqlite.connect(str(path))
    row, move = old.execute("SELECT max(id) FROM dealer WHERE deleted_at IS NULL").fetchone()[0], 77
    values = {"id": move, "dealer_id": row, "moved_on": "2026-03-01", "before": "prospect", "after": "active", "reason": "x"}
    old.execute(f'INSERT INTO dealermove ({", ".join(map(repr, values))}) VALUES (?, ?, ?, ?, ?, ?)', tuple(values.values()))
    old.execute("INSERT INTO operation (at, who, label, kind, undone) VALUES ('2026-01-01T00:00:00.000+00:00', '', 'moved', "
                "'do', 0)")
    action = old.execute("SELECT max(id) FROM operation").fetchone()[0]
    old.execute('INSERT INTO change (operation_id, table_name, row_id, kind, "after") VALUES (?, ?, ?, ?, ?)',
                (action, "dealermove", move, "insert", json.dumps(values)))
    old.commit()
    old.close()
    db = open_database(path, STEPS)
    try:
        def living() -> bool:
            with db.reading() as session:
                return not verbs.get(db, Move, move).is_deleted and bool(history.of_record(session, "move", move))

        assert living()
        db.undo(action)
        assert verbs.get(db, Move, move).is_deleted
        db.redo()
        assert living() and verbs.get(db, Move, move).row_id == row
    finally:
        db.close()
