"""Keys made on the laptop."""

from __future__ import annotations

import time

from desktop.core.ids import EPOCH_MS, new_id, new_ids


def test_keys_are_positive_and_fit_in_63_bits() -> None:
    assert all(0 < key < 2**63 for key in new_ids(1000))


def test_keys_of_one_process_always_grow() -> None:
    keys = new_ids(50_000)
    assert keys == sorted(set(keys))


def test_a_clock_that_runs_back_gives_no_key_twice(monkeypatch) -> None:
    before = new_id()
    monkeypatch.setattr(time, "time", lambda: EPOCH_MS / 1000 + 5)
    assert new_id() > before


def test_many_keys_grow_where_the_clock_stands_still(monkeypatch) -> None:
    moment = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: moment)
    keys = [*new_ids(1000), new_id(), *new_ids(0), *new_ids(1000)]
    assert len(keys) == 2001
    assert keys == sorted(set(keys))


def test_keys_last_until_2094() -> None:
    assert (EPOCH_MS + 2**41) / 1000 / 86400 / 365.25 + 1970 > 2094
