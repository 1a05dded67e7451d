"""A table that gets another shape keeps its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core import verbs
from desktop.core.attachments import Attachment
from desktop.core.imported import ImportRun
from desktop.core.renaming import rename_column, rename_shown, rename_table
from desktop.core.reshaping import add_column, columns, reshape
from desktop.core.views import View
from desktop.dealers.model import Dealer
from tests.core.store import opened

NEW = """CREATE TABLE plot (
    id INTEGER NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, walk INTEGER, note TEXT NOT NULL) STRICT"""


@pytest.fixture
def connection() -> Iterator[Any]:
    made = sqlite.connect(":memory:")
    made.execute("CREATE TABLE plot (id INTEGER NOT NULL, number TEXT NOT NULL, gone TEXT) STRICT")
    made.execute("CREATE INDEX ix_plot_number ON plot (number)")
    made.execute("INSERT INTO plot VALUES (1, '0101', 'x'), (2, '0102', NULL)")
    yield made
    made.close()


def test_rows_are_kept_and_new_columns_filled(connection: Any) -> None:
    reshape(connection, [NEW, "CREATE INDEX ix_plot_number ON plot (number)"], {"plot.kind": "plot"}, drops={"plot.gone"})
    assert connection.execute("SELECT * FROM plot ORDER BY id").fetchall() == [
        (1, "0101", "plot", None, ""), (2, "0102", "plot", None, "")]


def test_a_table_that_is_not_there_is_made(connection: Any) -> None:
    reshape(connection, ["CREATE TABLE block (id INTEGER NOT NULL) STRICT"], {})
    assert connection.execute("SELECT count(*) FROM block").fetchone() == (0,)


def test_a_column_that_would_be_lost_is_refused_unless_it_is_named(connection: Any) -> None:
    narrow = "CREATE TABLE plot (id INTEGER NOT NULL, number TEXT NOT NULL) STRICT"
    with pytest.raises(RuntimeError, match="the new shape of plot has no gone: name each"):
        reshape(connection, [narrow], {})
    connection.execute('DROP TABLE IF EXISTS "plot__new"')
    reshape(connection, [narrow], {}, drops={"plot.gone"})
    assert connection.execute("SELECT * FROM plot ORDER BY id").fetchall() == [(1, "0101"), (2, "0102")]


def test_a_new_column_gives_the_rows_that_are_there_its_default(connection: Any) -> None:
    add_column(connection, "plot.kind", "TEXT DEFAULT 'plot' NOT NULL", index=True)
    assert connection.execute("SELECT number, kind FROM plot ORDER BY id").fetchall() == [("0101", "plot"), ("0102", "plot")]
    assert columns(connection) == {"plot.id", "plot.number", "plot.gone", "plot.kind"}


def history(connection: Any) -> list[Any]:
    return connection.execute('SELECT table_name, row_id, "before", "after" FROM change ORDER BY id').fetchall()  # type: ignore[no-any-return]


def kept(connection: Any, table: str, column: str) -> list[Any]:
    return [json.loads(text) for (text,) in connection.execute(f'SELECT "{column}" FROM "{table}" ORDER BY id')]


def test_a_new_name_is_followed_by_history_files_search_views_and_imports(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        with db.operation("a dealer and what names it") as session:
            dealer = verbs.store(session, Dealer, {"name": "甲", "phone": "0571 123"})
            verbs.store(session, Attachment, {"name": "a.jpg", "digest": "d", "owner_table": "dealer", "owner_id": dealer.id})
            verbs.store(session, View, {"listing": "dealers", "name": "v", "state": {
                "text": "phone", "conditions": [{"column": "phone", "operator": "is", "value": "phone"}],
                "order": [["phone", True], ["name", False]], "columns": {"order": ["name", "phone"], "widths": {"phone": 9}}}})
            verbs.store(session, View, {"listing": "outlets", "name": "o", "state": {"order": [["phone", True]]}})
            verbs.store(session, ImportRun, {"kind": "dealers", "file_name": "f", "columns": {
                "uses": {"phone": ["phone", {}], "Name": ["name", {}]}, "constants": {"phone": "phone"}, "mode": "all"}})
        verbs.save(db, Dealer, {"phone": "0571 456", "name": "甲甲"}, dealer.id)
        with db.raw() as connection:
            rename_column(connection, "dealer", "phone", "telephone")
            rename_shown(connection, ["dealers"], "phone", "telephone")
            rename_table(connection, "dealer", "trader")
            assert connection.execute("SELECT telephone FROM trader").fetchall() == [("0571 456",)]
            assert connection.execute("SELECT owner_table FROM attachment").fetchall() == [("trader",)]
            assert ("trader", "甲甲") in connection.execute("SELECT table_name, title FROM search_entry").fetchall()
            first, *_others, last = [line for line in history(connection) if line[1] == dealer.id]
            assert first[:2] == last[:2] == ("trader", dealer.id)
            assert json.loads(first[3])["telephone"] == "0571 123" and "phone" not in json.loads(first[3])
            assert json.loads(last[2]) == {"telephone": "0571 123", "name": "甲"}
            view, other = kept(connection, "view", "state")
            assert view == {
                "text": "phone", "conditions": [{"column": "telephone", "operator": "is", "value": "phone"}],
                "order": [["telephone", True], ["name", False]],
                "columns": {"order": ["name", "telephone"], "widths": {"telephone": 9}}}
            assert other == {"order": [["phone", True]]}
            [run] = kept(connection, "importrun", "columns")
            assert run["uses"] == {"phone": ["telephone", {}], "Name": ["name", {}]}
            assert run["constants"] == {"telephone": "phone"}
            [view_change] = [json.loads(row[3]) for row in history(connection) if row[0] == "view" and '"v"' in row[3]]
            assert json.loads(view_change["state"]) == view


def test_undo_passes_over_a_column_that_the_schema_has_dropped(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲", "phone": "1"})
        verbs.save(db, Dealer, {"name": "乙", "phone": "2"}, dealer.id)
        verbs.save(db, Dealer, {"phone": "3"}, dealer.id)
        with db.raw() as connection:  # as if there had been a column of which the program knows nothing any more
            connection.execute('UPDATE change SET "before" = replace("before", \'phone\', \'fax\')')
        db.undo()
        db.undo()
        found = verbs.get(db, Dealer, dealer.id)
        assert (found.name, found.phone) == ("甲", "3")
