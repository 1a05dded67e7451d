"""Rows that go through their rules in the dry run are stored as the door would store them, with history, moves and search."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from desktop.core import rehearsal, rules, search, verbs
from desktop.core.database import Database
from desktop.core.errors import Cancelled
from desktop.core.fields import today
from desktop.core.importing import Plan, Source, apply, guess_columns, make_plan
from desktop.core.records import misfits, table_of
from desktop.core.tables import Table
from desktop.dealers.imports import PROMISES, VISITS
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit

HEADER = ("经销商", "状态", "走访日期", "Planned for", "目的", "见到的人", "发现", "Next visit by")
SOON = today() + timedelta(days=20)
ROWS = [("甲", "", date(2026, 5, n % 28 + 1), None, "", f"人{n % 5}", f"库存{n}袋", SOON if n == 3 else None)
        for n in range(40)]


@pytest.fixture
def made(database: Database) -> Table:
    verbs.save(database, Dealer, {"name": "甲"})
    return Table(HEADER, list(ROWS), list(range(2, len(ROWS) + 2)), "file.csv")


def planned(db: Database, table: Table) -> Plan:
    with db.reading() as session:
        return make_plan(session, VISITS, table, guess_columns(session, VISITS, table))


def stored(db: Database) -> list[tuple[Any, ...]]:
    """All visits as they stand in the file, with their lines in the history, but for their keys."""
    names = [c.name for c in table_of(Visit).columns if c.name not in ("id", "agreed")]
    columns = ", ".join([*(f'v."{name}"' for name in names), "json_remove(v.agreed, '$.visit')"])
    with db.reading() as session:
        return list(session.connection().exec_driver_sql(
            f"SELECT {columns}, c.kind, c.before, c.after IS NULL FROM visit v JOIN change c ON c.row_id = v.id "
            "ORDER BY v.id").all())


def test_rehearsed_rows_are_stored_as_the_door_stores_them(database: Database, made: Table,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "PIECE", 11)
    plan = planned(database, made)
    assert plan.payload.rehearsed is not None and plan.count("new") == len(ROWS)
    apply(database, VISITS, Source(Path("file.csv"), "", made), plan)
    quick = stored(database)
    assert len(quick) == len(ROWS) + 1, "the visit that was made plans the next one"
    with database.reading() as session:
        assert search.differing(session, Visit) == 0 and len(search.find(session, "库存33袋")) == 1
    database.undo()
    with database.reading() as session:
        assert not session.connection().exec_driver_sql("SELECT 1 FROM visit WHERE deleted_at IS NULL").all()
        assert search.find(session, "库存33袋") == []
    monkeypatch.setattr("desktop.core.importing.planning.can_rehearse", lambda _model: False)
    with database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM visit")
    plan = planned(database, made)
    assert plan.payload.rehearsed is None
    apply(database, VISITS, Source(Path("file.csv"), "", made), plan)
    assert stored(database) == quick


def test_what_changes_again_in_the_same_action_is_found_as_it_ended(database: Database, made: Table,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    def after_many(session: Session, _model: type[Visit], prepared: rules.Prepared) -> None:
        for record in (r for r in prepared.records if r.findings == "库存33袋"):
            verbs.store(session, Visit, {"findings": "售罄了"}, record.id)

    monkeypatch.setattr("desktop.core.rules.after_many", after_many)
    apply(database, VISITS, Source(Path("file.csv"), "", made), planned(database, made))
    with database.reading() as session:
        assert search.differing(session, Visit) == 0
        assert len(search.find(session, "售罄")) == 1 and search.find(session, "库存33袋") == []


def test_a_row_that_the_rules_refuse_is_named_and_the_others_go_through_the_door(database: Database, made: Table) -> None:
    made.rows[1] = ("甲", "cancelled", None, date(2026, 5, 1), "", "", "", None)
    made.rows[2] = ("甲", "done", today() + timedelta(days=1), None, "", "", "", None)
    plan = planned(database, made)
    assert plan.rows("error") == [1, 2] and [i.row for i in plan.errors] == [3, 4]
    assert plan.payload.rehearsed is None
    apply(database, VISITS, Source(Path("file.csv"), "", made), plan)
    assert len(stored(database)) == len(ROWS) - 2 + 1


def test_stopping_between_pieces_leaves_nothing(database: Database, made: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "PIECE", 10)
    plan = planned(database, made)

    def stop(share: float) -> None:
        if share > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply(database, VISITS, Source(Path("file.csv"), "", made), plan, progress=stop)
    assert stored(database) == []
    assert apply(database, VISITS, Source(Path("file.csv"), "", made), planned(database, made)).run is not None
    assert len(stored(database)) == len(ROWS) + 1


def test_a_word_or_number_that_does_not_fit_is_found_in_its_column() -> None:
    assert misfits(Visit, {"state": ["done", "gone", "", None], "minutes": [5, None, 2000, -1]}) == {1, 2, 3}
    assert rehearsal.can_rehearse(PROMISES.model)
    assert not rehearsal.can_rehearse(Dealer), "a dealer without a code gets one when it is stored"
