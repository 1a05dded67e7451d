"""A table that gets another shape keeps its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core.reshaping import reshape

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
    reshape(connection, [NEW, "CREATE INDEX ix_plot_number ON plot (number)"], {"plot.kind": "plot"})
    assert connection.execute("SELECT * FROM plot ORDER BY id").fetchall() == [
        (1, "0101", "plot", None, ""), (2, "0102", "plot", None, "")]


def test_a_table_that_is_not_there_is_made(connection: Any) -> None:
    reshape(connection, ["CREATE TABLE block (id INTEGER NOT NULL) STRICT"], {})
    assert connection.execute("SELECT count(*) FROM block").fetchone() == (0,)
