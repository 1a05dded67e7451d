"""Writing back the log: no wait for itself, no failure told for what was saved, no log that grows for ever."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from desktop.core import page_log, page_sums, verbs, wholeness
from desktop.core.database import OneAtATime
from desktop.core.elsewhere import go_on_in
from desktop.core.schema import open_database
from desktop.features import followers, import_models
from desktop.migrations import STEPS
from tests.core.store import dealer_names, opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402

WAIT = 60  # seconds after which what is still waiting waits for ever


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow it")
def test_going_on_in_another_file_ends(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        assert wholeness.first_sums(db)
        verbs.save(db, Dealer, {"name": "甲"})
        db.path.unlink()
        work = threading.Thread(target=go_on_in, daemon=True, args=(
            db, tmp_path / "new.agridesk", lambda path: open_database(path, STEPS, followers())))
        work.start()
        work.join(WAIT)
        assert not work.is_alive()
        verbs.save(db, Dealer, {"name": "乙"})
        assert db.path.name == "new.agridesk" and dealer_names(db) == ["甲", "乙"]


def test_a_thread_that_writes_and_asks_to_write_is_told_so_instead_of_waiting_for_itself() -> None:
    lock = OneAtATime()
    with lock, pytest.raises(RuntimeError), lock:
        pass
    with lock:  # free again
        pass


def test_what_was_saved_is_told_as_saved_though_its_log_cannot_be_written_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_lines: list[str]
) -> None:
    with opened(tmp_path) as db:
        assert wholeness.first_sums(db)
        heard: list[frozenset[str]] = []
        db.listeners.append(heard.append)

        def full(*_given: Any) -> bool:
            raise page_sums.sqlite.OperationalError("database or disk is full")

        with monkeypatch.context() as now:
            now.setattr(page_sums, "BACK_AT", 1)
            now.setattr(page_sums, "write_back", full)
            verbs.save(db, Dealer, {"name": "甲"})
            with db.raw():
                pass
        assert dealer_names(db) == ["甲"] and [("dealer" in tables) for tables in heard] == [True]
        assert len(log_lines) == 2
        log_lines.clear()
        verbs.save(db, Dealer, {"name": "乙"})  # the file is still known as ours
    with opened(tmp_path) as db:
        assert dealer_names(db) == ["甲", "乙"]
        assert [f for f in wholeness.looked(db, full=True) if f] == []


def test_the_log_does_not_grow_for_ever_where_no_sums_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_sums, "BACK_AT", 20)
    with opened(tmp_path) as db:
        assert page_sums.read(db.path) is None
        lengths = []
        for number in range(30):
            verbs.save(db, Dealer, {"name": f"农资店{number}", "remarks": "x" * 3000})
            lengths.append(page_log.log_file(db.path).stat().st_size // 4096)
        assert max(lengths) < 150, "the log begins anew once it is written back"
