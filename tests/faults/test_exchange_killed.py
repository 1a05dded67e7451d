"""kill -9 while a package is taken: all of it is there or nothing, and taking it again ends alike."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from desktop.core import verbs
from desktop.core.check import check
from desktop.dealers.model import Dealer
from tests.core.exchange.star import content, star, taken
from tests.core.exchange.test_histories import differing
from tests.core.store import opened

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")]
ROWS, KILLS = 3000, 40


def test_a_package_taken_by_a_killed_program_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    """Forty kills at random moments of taking three thousand rows."""
    chance, partly = random.Random(7), []
    with star(tmp_path, "甲") as made:
        with made.laptops["甲"].operation("many") as session:
            verbs.insert_many(session, Dealer, [{"name": f"店{number}"} for number in range(ROWS)])
        package, leader = made.up("甲"), made.leader.path
        wanted = content(made.laptops["甲"])["dealer"]
        made.leader.close()
        began = time.monotonic()
        _in_a_child(tmp_path, leader.name, package, wait=True, only_look=True)
        lasts = time.monotonic() - began
        for _number in range(KILLS):
            _in_a_child(tmp_path, leader.name, package, after=chance.uniform(0, lasts))
            with opened(tmp_path, leader.name) as db:
                partly.append(len(content(db).get("dealer", {})))
                assert [f.sentence for f in check(db) if f.level == "error"] == []
        assert set(partly) <= {0, ROWS}
        with opened(tmp_path, leader.name) as db:
            taken(db, package)
            assert differing({"dealer": wanted}, {"dealer": content(db)["dealer"]}) == []


def _in_a_child(folder: Path, name: str, package: Path, *, after: float = 0.0, wait: bool = False,
                only_look: bool = False) -> None:
    """Take the package in a process of its own, which is killed after so many seconds, or ends by itself."""
    child = os.fork()
    if child == 0:
        try:
            with opened(folder, name) as db:
                if only_look:
                    from desktop.core.exchange.handing import take
                    from tests.core.exchange.star import ALL

                    take(db, package, ALL, only_look=True)
                else:
                    taken(db, package)
        finally:
            os._exit(0)
    if not wait:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
