"""Rows inserted by few statements in a thread arrive whole and in order, or not at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import bulk


@pytest.fixture
def driver() -> Iterator[Any]:
    connection = connected()
    yield connection
    connection.close()


def connected() -> Any:
    connection = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("CREATE TABLE t (a INTEGER NOT NULL, b TEXT, c REAL) STRICT")
    return connection


@given(rows=st.lists(st.tuples(st.integers(-2**63, 2**63 - 1), st.none() | st.text(st.characters(codec="utf-8")),
                               st.none() | st.floats(allow_nan=False)), max_size=40),
       cut=st.integers(0, 40), most=st.integers(3, 30))
def test_every_row_arrives_as_it_was_given_in_its_order(rows: list[tuple[Any, ...]], cut: int, most: int) -> None:
    driver = connected()
    with pytest.MonkeyPatch.context() as patch, bulk.Lane(driver) as lane:
        patch.setattr(bulk, "VARIABLES", most)
        for part in (rows[:cut], rows[cut:]):
            lane.insert("t", dict(zip("abc", zip(*part, strict=True), strict=True)) if part else {"a": [], "b": [], "c": []})
    assert driver.execute("SELECT * FROM t ORDER BY rowid").fetchall() == rows
    driver.close()


def test_what_a_statement_refuses_is_raised_and_nothing_goes_on_behind_it(driver: Any) -> None:
    before = threading.active_count()
    with pytest.raises(sqlite.IntegrityError), bulk.Lane(driver) as lane:
        lane.insert("t", {"a": [1, None, 3], "b": ["x"] * 3, "c": [0.0] * 3})
        lane.wait()
        lane.insert("t", {"a": [4], "b": ["y"], "c": [0.0]})
    assert threading.active_count() == before
    assert driver.execute("SELECT count(*) FROM t WHERE a = 4").fetchone() == (0,)


def test_a_full_disk_keeps_nothing_of_what_waits_behind_it(driver: Any) -> None:
    """SQLite may give the whole transaction up by itself: each statement after it would be one of its own, and stay."""
    driver.execute(f"PRAGMA max_page_count = {driver.execute('PRAGMA page_count').fetchone()[0] + 2}")
    driver.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite.OperationalError, match="full"), bulk.Lane(driver) as lane:
        for number in range(20):
            lane.insert("t", {"a": [number], "b": ["x" * (10 if number % 2 else 9000)], "c": [0.0]})
    assert not driver.in_transaction, "it has given it up"
    assert driver.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_so_many_lots_wait_and_no_more(driver: Any) -> None:
    given, waiting = list[int](), list[int]()

    def stored(number: int) -> None:
        time.sleep(0.005)  # the lane is slower than the giving
        waiting.append(len(given) - number)

    driver.create_function("stored", 1, stored)
    driver.execute("CREATE TRIGGER slow BEFORE INSERT ON t BEGIN SELECT stored(new.a); END")
    with bulk.Lane(driver) as lane:
        for number in range(4 * bulk.AHEAD):
            lane.insert("t", {"a": [number], "b": ["x"], "c": [0.0]})
            given.append(number)
    assert len(waiting) == 4 * bulk.AHEAD and max(waiting) <= bulk.AHEAD + 1


def test_a_refusal_that_nobody_waited_for_is_raised_at_the_end(driver: Any) -> None:
    with pytest.raises(sqlite.IntegrityError), bulk.Lane(driver) as lane:
        lane.insert("t", {"a": [None], "b": ["x"], "c": [0.0]})
