"""200 × kill -9 in the middle of writes: nothing that was acknowledged is lost, nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core import verbs
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402
from desktop.people.model import Membership  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")]
KILLS = 200
Writer = Callable[[Database, int, Callable[[int], None]], None]


def honest(db: Database, number: int, acknowledge: Callable[[int], None]) -> None:
    """Commit a dealer with its contact, then say so."""
    with db.operation(str(number)) as session:
        dealer = verbs.store(session, Dealer, {"name": f"经销商{number}", "visit_days": 1 + number % 700})
        verbs.store(session, Membership, {"name": f"人{number}", "dealer_id": dealer.id})
    acknowledge(number)


def dishonest(db: Database, number: int, acknowledge: Callable[[int], None]) -> None:
    """Say so before the commit: what the test must find out."""
    with db.operation(str(number)) as session:
        dealer = verbs.store(session, Dealer, {"name": f"经销商{number}"})
        verbs.store(session, Membership, {"name": f"人{number}", "dealer_id": dealer.id})
        acknowledge(number)
        time.sleep(0.002)


def killed(path: Path, first: int, write: Writer, chance: random.Random) -> list[int]:
    """Start a writer in a process of its own, kill it at a random moment, give the numbers it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        db = open_database(path, STEPS)
        number = first
        while True:
            write(db, number, lambda n: os.write(writer, b"%d\n" % n) and None)
            number += 1
    os.close(writer)
    with os.fdopen(reader) as pipe:
        seen = [int(pipe.readline())]  # it is writing now
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        seen += [int(line) for line in pipe.read().split()]
    os.waitpid(child, 0)
    return seen


def state(path: Path) -> tuple[set[int], int, str]:
    """(numbers of the dealers there are, contacts, worst finding of the check)."""
    db = open_database(path, STEPS)
    try:
        with db.reading() as session:
            execute = session.connection().exec_driver_sql
            numbers = {int(n.removeprefix("经销商")) for n in execute("SELECT name FROM dealer").scalars()}
            contacts = execute("SELECT count(*) FROM membership WHERE role = 'contact'").scalar() or 0
            halves = execute("SELECT count(*) FROM operation o WHERE NOT EXISTS "
                             "(SELECT 1 FROM change c WHERE c.operation_id = o.id)").scalar()
        assert not halves
        return numbers, int(contacts), check(db)[0].level
    finally:
        db.close()


def test_no_acknowledged_commit_is_lost_by_200_kills(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    path, chance, acknowledged = tmp_path / "test.agridesk", random.Random(1), set()
    for kill in range(KILLS):
        acknowledged |= set(killed(path, max(acknowledged, default=0) + 2, honest, chance))
        if kill % 20 == 19:
            numbers, contacts, level = state(path)
            assert acknowledged <= numbers and contacts == len(numbers) and level == "ok"
    assert len(acknowledged) > KILLS


def test_the_same_kills_find_out_a_writer_that_acknowledges_too_early(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    path, chance, acknowledged = tmp_path / "test.agridesk", random.Random(2), set()
    for _kill in range(20):
        acknowledged |= set(killed(path, max(acknowledged, default=0) + 2, dishonest, chance))
    assert acknowledged - state(path)[0]
