"""No changed byte stays silent: bits flipped in tables, indexes, free pages and the log are found, or change nothing; and a
program killed at any moment never calls a whole file damaged."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.core import page_sums, verbs, wholeness
from desktop.core.database import Database
from desktop.core.encryption.beside import Old
from desktop.core.encryption.switching import switch_on
from desktop.core.errors import UserError
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.encryption.made import by_words
from tests.core.store import opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")
NAME = "test.agridesk"
ENDS = ("", "-wal", page_sums.ENDING)


def fill(db: Database, dealers: int) -> None:
    """Dealers in a few actions, some of them thrown away and the space of a dropped table free."""
    with db.operation("dealers") as session:
        for number in range(dealers):
            verbs.store(session, Dealer, {"name": f"农资店{number}", "address": "青石县城关镇" * 3, "remarks": "备注" * 20})
    with db.raw() as connection:
        connection.execute("CREATE TABLE gone AS SELECT * FROM search_entry")
        connection.execute("DROP TABLE gone")


def content(db: Database) -> list[tuple[object, ...]]:
    """Every row of every table."""
    with db.reading() as session:
        run = session.connection().exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").scalars().all()
        return [(name, *row) for name in names for row in run(f'SELECT * FROM "{name}"').all()]


@dataclass(frozen=True)
class Whole:
    """A whole database as its files' bytes, and what it says."""

    folder: Path
    files: dict[str, bytes]
    says: list[tuple[object, ...]]

    def with_byte_flipped(self, end: str, at: int, bit: int) -> None:
        """Lay the files down again, with one bit changed in the one called so."""
        for old in self.folder.glob(f"{NAME}*"):
            if old.is_file():
                old.unlink()
        for name, data in self.files.items():
            changed = bytearray(data)
            if name == end:
                changed[at] ^= 1 << bit
            (self.folder / f"{NAME}{name}").write_bytes(changed)


def is_found(whole: Whole) -> bool:
    """Whether opening or looking finds the damage; asserts that what is not found has no effect."""
    try:
        with opened(whole.folder) as db:
            found = [f for f in wholeness.looked(db, full=False) if f]
            if not found:
                assert content(db) == whole.says
            return bool(found)
    except UserError:
        return True


def closed(folder: Path, dealers: int = 40) -> Whole:
    """A database that was closed as it should be."""
    with opened(folder) as db:
        assert wholeness.first_sums(db)
        fill(db, dealers)
        says = content(db)
    return Whole(folder, {end: (folder / f"{NAME}{end}").read_bytes() for end in ("", page_sums.ENDING)}, says)


def left_with_log(folder: Path) -> Whole:
    """A database whose program was killed after its last save: all that was saved last stands in the log."""
    with opened(folder) as db:
        assert wholeness.first_sums(db)
        fill(db, 30)
        says = content(db)
        files = {end: (folder / f"{NAME}{end}").read_bytes() for end in ENDS}
    assert len(files["-wal"]) > 20_000
    return Whole(folder, files, says)


def valid_log_bytes(whole: Whole) -> int:
    """How long the log's valid part is, as was noted after the last save."""
    whole.with_byte_flipped("none", 0, 0)
    frames = (page_sums._noted(whole.folder / NAME) or (b"", 0))[1]
    assert frames > 4
    return 32 + frames * (24 + 4096)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def flips(whole: Whole, end: str, count: int, most: int) -> int:
    """Flip so many bits by chance; gives how many were found (all others are proven to change nothing)."""
    chance = random.Random(7)
    found = 0
    for _number in range(count):
        whole.with_byte_flipped(end, chance.randrange(most), chance.randrange(8))
        found += is_found(whole)
    return found


def test_a_bit_flipped_in_the_file_is_found_or_changes_nothing(folder: Path) -> None:
    """Fifteen by chance; 400 in the slow suite."""
    whole = closed(folder)
    assert flips(whole, "", 15, len(whole.files[""])) >= 14


@pytest.mark.slow
def test_400_bits_flipped_in_the_file(folder: Path) -> None:
    """Tables, indexes, free pages."""
    whole = closed(folder)
    assert flips(whole, "", 400, len(whole.files[""])) >= 395  # the bytes of the header that say nothing are a few in a page


def test_a_bit_flipped_in_the_log_of_a_killed_program_is_found_or_changes_nothing(folder: Path) -> None:
    """SQLite itself drops what follows a damaged page of the log without a word."""
    whole = left_with_log(folder)
    assert flips(whole, "-wal", 10, valid_log_bytes(whole)) == 10


@pytest.mark.slow
def test_200_bits_flipped_in_the_log(folder: Path) -> None:
    """As above."""
    whole = left_with_log(folder)
    assert flips(whole, "-wal", 200, valid_log_bytes(whole)) >= 198


def test_a_log_that_was_removed_is_found(folder: Path) -> None:
    """What was saved last is gone with it."""
    whole = left_with_log(folder)
    valid_log_bytes(whole)
    (folder / f"{NAME}-wal").unlink()
    assert is_found(whole)


def test_an_older_file_put_in_place_by_hand_is_no_damage(folder: Path) -> None:
    """Its newest action is another one, and it is sound."""
    with opened(folder) as db:
        wholeness.first_sums(db)
    old = (folder / NAME).read_bytes()
    with opened(folder) as db:
        fill(db, 30)
    (folder / NAME).write_bytes(old)
    with opened(folder) as db:
        assert [f for f in wholeness.looked(db, full=True) if f] == []


@POSIX
def test_a_program_killed_while_it_writes_back_gives_no_false_alarm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten kills; 150 in the slow suite."""
    monkeypatch.setattr(page_sums, "BACK_AT", 3)
    _killed(folder, 10)


@POSIX
@pytest.mark.slow
def test_150_kills_give_no_false_alarm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is written back at every second save."""
    monkeypatch.setattr(page_sums, "BACK_AT", 3)
    _killed(folder, 150)


def _killed(folder: Path, times: int) -> None:
    path, chance = folder / NAME, random.Random(3)
    with opened(folder) as db:
        wholeness.first_sums(db)
    for number in range(times):
        _die(lambda go: _save_for_ever(path, go), chance.uniform(0, 0.06))
        db = open_database(path, STEPS)
        try:
            assert page_sums.read(path) is not None, number
            assert [f.sentence for f in wholeness.pages(db) if f] == [], number
            assert wholeness.structure(db) is None
        finally:
            db.close()


def _save_for_ever(path: Path, go: Callable[[], None]) -> None:
    db, number = open_database(path, STEPS), 0
    while True:
        with db.operation("save") as session:
            verbs.store(session, Dealer, {"name": f"{number}", "remarks": "x" * 3000})
        number += 1
        if number == 2:
            go()
        if number % 7 == 0:
            db.close()
            db = open_database(path, STEPS)


def _die(work: Callable[[Callable[[], None]], None], after: float) -> None:
    """Do some work in a process of its own, which is killed so many seconds after it says that it goes."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        work(lambda: os.write(writer, b"1") and None)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read(1) == b"1"
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_encryption_is_not_switched_on_over_bytes_that_changed(folder: Path) -> None:
    """The new file would be sound and its damage never be told."""
    whole, path = closed(folder), folder / NAME
    data = path.read_bytes()
    at = data.index("青石县城关镇".encode())
    path.write_bytes(data[:at] + "红石县".encode() + data[at + 9:])
    before = path.read_bytes()
    with pytest.raises(UserError, match="not what was written"):
        switch_on(path, by_words, Old.ENCRYPT)
    assert path.read_bytes() == before and page_sums.read(path)
    path.write_bytes(data)
    switch_on(path, by_words, Old.ENCRYPT)
    with opened(folder) as db:
        assert content(db) == whole.says
