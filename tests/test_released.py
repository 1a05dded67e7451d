"""The databases of every release open with every row and column they had, and what was done in them can be undone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core import history, verbs
from desktop.core.check import check
from desktop.core.moves import Move
from desktop.core.reshaping import columns
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import MOVED, NUMBERED, STEPS
from desktop.newdata import open_ready
from desktop.sales.lots.from_deliveries import RENAMES

import_models()
RELEASED = Path(__file__).parent / "released"
PERSON = ("name", "mobile", "phone", "wechat", "birthday", "remarks")
TICKED = ("irrigated", "grain")
"""What a grower said of his land: ticked or not at first, today yes, no or nothing; a box left empty said nothing."""

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


def where_to(table: str, row: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Where a row of a released database stands today: (table, its values there). What a step moved is said here."""
    if table == "contact":
        own = {"position" if name == "role" else name: value for name, value in row.items() if name not in PERSON}
        return [("person", {name: row[name] for name in ("id", "deleted_at", *PERSON)}), ("membership", own)]
    if table == "lotdelivery":
        return [("shipmentline", {RENAMES.get(name, name): value for name, value in row.items()})]
    if table == "participant":
        return [(table, {"person_id" if name == "contact_id" else name: value for name, value in row.items()})]
    if table == "growerquestion":
        return [(table, {name: answered(value) if name in TICKED else value for name, value in row.items()})]
    if table == "question":
        return [(table, signed(row, row["kind"]))]
    if table in MOVED:
        link, owner = MOVED[table]
        return [("move", {**{"row_id" if name == link else name: v for name, v in row.items()}, "row_table": owner})]
    return [(table, {name: v for name, v in row.items() if not (table in NUMBERED and name == "code" and not v)})]


def signed(row: dict[str, Any], kind: Any = "true_false") -> dict[str, Any]:
    """A question as it stands today: what is right of a true-or-false one was T or F, and is a sign."""
    if kind != "true_false" or "answer" not in row:
        return row
    return {**row, "answer": {"T": "√", "F": "×"}.get(row["answer"], row["answer"])}


def answered(value: Any) -> Any:
    """What stands today for a box that was ticked (1) or not (0); an answer in words stays as it is."""
    return {1: "yes", 0: ""}.get(value, value)


def told(changes: Iterable[dict[str, Any]], judged: Collection[int] = ()) -> dict[tuple[int, int], dict[str, Any]]:
    """What the history tells: action and row → field → before and after, whichever tables the lines name; `judged`: the
    questions that are answered by true or false."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for line in changes:
        before, after = (json.loads(line[name] or "{}") for name in ("before", "after"))
        if line["table_name"] in MOVED:
            link = MOVED[line["table_name"]][0]
            before, after = ({"row_id" if k == link else k: v for k, v in image.items()} for image in (before, after))
        if line["table_name"] == "lotdelivery":
            before, after = ({RENAMES.get(k, k): v for k, v in image.items()} for image in (before, after))
        if line["table_name"] == "contact":
            before, after = ({"position" if k == "role" else k: v for k, v in image.items()} for image in (before, after))
        if line["table_name"] == "growerquestion":
            before, after = ({k: answered(v) if k in TICKED else v for k, v in image.items()} for image in (before, after))
        if line["table_name"] == "question" and line["row_id"] in judged:
            before, after = signed(before), signed(after)
        fields = found.setdefault((line["operation_id"], line["row_id"]), {})
        fields.update({name: (before.get(name), after.get(name)) for name in {**before, **after}})
    return found


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.agridesk")), ids=lambda p: p.stem)
def test_a_released_database_opens_with_every_row_and_column_it_had(tmp_path: Path, released: Path) -> None:
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    before = everything(path)
    assert before["dealer"]
    open_ready(path).close()
    before.pop("search_entry")  # made anew, and looked at by the check below
    after = everything(path)
    judged = {key for key, row in before.get("question", {}).items() if row["kind"] == "true_false"}
    remembered, remembers = told(before.pop("change").values(), judged), told(after["change"].values(), judged)
    assert remembered
    for place, fields in remembered.items():
        assert {name: remembers[place].get(name) for name in fields} == fields, place
    for table, rows in before.items():
        for row in rows.values():
            for place, values in where_to(table, row):
                there = after[place][next(iter(row.values()))]
                assert {name: there[name] for name in values} == values, place
    connection = sqlite.connect(str(path))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    db = open_database(path, STEPS)
    assert [f.level for f in check(db)] == ["ok"]
    db.close()


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
