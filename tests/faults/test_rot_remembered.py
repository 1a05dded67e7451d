"""What was found damaged stays known until it is repaired, whatever is saved over it; and what others wrote is no damage."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.core import backup, page_sums, verbs, wholeness
from desktop.core.backup_files import list_backups
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.purging import purge
from desktop.core.salvage import salvage
from desktop.features import import_models
from tests.core.store import opened
from tests.faults.test_salvage import NAME, again, changed
from tests.people.test_purging import NAME as PERSON
from tests.people.test_purging import filled

import_models()

from desktop.dealers.model import Dealer  # noqa: E402


def hurt(folder: Path) -> int:
    """A database with a backup, in which one byte of a dealer's remarks has changed; the key of another dealer beside it."""
    with opened(folder) as db:
        wholeness.first_sums(db)
        with db.operation("both") as session:
            verbs.store(session, Dealer, {"name": "甲", "remarks": "不会错的备注"})
            other = verbs.store(session, Dealer, {"name": "乙"}).id
        backup.backup_now(db)
    changed(folder, lambda data: data.replace("不会错的备注".encode(), "不会对的备注".encode()))
    return other


def save_beside(db: Database, other: int) -> None:
    """Save another record of the same page."""
    with db.operation("save") as session:
        verbs.store(session, Dealer, {"remarks": "照常工作"}, other)


OVER: dict[str, Callable[[Database, int], object]] = {
    "a save": save_beside,
    "the whole file anew": lambda db, _other: db.write_anew(),
    "a bulk import": lambda db, _other: _many(db),
}


def _many(db: Database) -> None:
    with db.operation("many") as session:
        verbs.insert_many(session, Dealer, [{"name": f"新{n}", "remarks": "x" * 300} for n in range(300)])


@pytest.mark.parametrize("how", OVER)
def test_damage_that_is_written_over_stays_known_until_it_is_repaired(tmp_path: Path, how: str) -> None:
    other = hurt(tmp_path)
    with opened(tmp_path) as db:
        OVER[how](db, other)
    for _time in range(2):
        with opened(tmp_path) as db:
            assert any(f and f.damage for f in wholeness.pages(db))
            with pytest.raises(UserError, match=backup.DAMAGED):
                backup.backup_now(db)
    salvage(tmp_path / NAME, again)
    with opened(tmp_path) as db:
        assert [f for f in wholeness.looked(db, full=True) if f] == []
        backup.backup_now(db)


def test_sums_that_are_damaged_themselves_are_told_and_not_made_anew_in_silence(tmp_path: Path) -> None:
    hurt(tmp_path)
    sums = page_sums.sums_file(tmp_path / NAME)
    whole = sums.read_bytes()
    for at in (3, 20, 40, len(whole) - 5):
        data = bytearray(whole)
        data[at] ^= 4
        sums.write_bytes(data)
        with opened(tmp_path) as db:
            assert not wholeness.first_sums(db)
            assert any(sums.name in f.sentence and f.damage for f in check(db))
            verbs.save(db, Dealer, {"name": "丙"})
        assert page_sums.is_damaged(tmp_path / NAME), "saving does not hide it"
    with opened(tmp_path) as db:
        kept = [b.path for b in list_backups(db.path)]
        backup.backup_now(db)
        assert all(path.exists() for path in kept)
        assert page_sums.is_damaged(db.path)
    salvage(tmp_path / NAME, again)
    with opened(tmp_path) as db:
        assert [f for f in wholeness.looked(db, full=True) if f] == []
        assert page_sums.read(db.path) is not None


def test_a_file_without_sums_is_not_called_damaged(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        assert page_sums.read(db.path) is None
        assert not page_sums.is_damaged(db.path)
        assert wholeness.first_sums(db)


def test_what_another_program_wrote_is_no_damage(tmp_path: Path) -> None:
    """It compacted the sound file; SQLite counted that."""
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        wholeness.first_sums(db)
    with closing(sqlite.connect(str(tmp_path / NAME), isolation_level=None)) as connection:
        connection.execute("CREATE TABLE theirs AS SELECT * FROM search_entry")
        connection.execute("DROP TABLE theirs")
        connection.execute("VACUUM")
    with opened(tmp_path) as db:
        assert [f for f in wholeness.looked(db, full=True) if f] == []
        backup.backup_now(db)


def test_a_count_of_changes_that_rotted_hides_no_other_damage(tmp_path: Path) -> None:
    hurt(tmp_path)

    def flip(data: bytearray) -> bytearray:
        data[25] ^= 1
        return data

    changed(tmp_path, flip)
    with opened(tmp_path) as db:
        assert any(f and f.damage for f in wholeness.pages(db))


def test_nobody_is_removed_for_good_from_a_damaged_database_nor_its_backups(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        person = filled(db)
        wholeness.first_sums(db)
        verbs.save(db, Dealer, {"name": "甲", "remarks": "不会错的备注"})
        kept = backup.backup_now(db)
    changed(tmp_path, lambda data: data.replace("不会错的备注".encode(), "不会对的备注".encode()))
    with opened(tmp_path) as db:
        with pytest.raises(UserError, match="repair"):
            purge(db, "person", person, PERSON, backups=True)
        assert kept.exists()


def test_a_file_that_another_program_holds_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})

        def held(_driver: object) -> list[str]:
            raise sqlite.OperationalError("database is locked")

        with monkeypatch.context() as now, pytest.raises(UserError, match="using the database"):
            now.setattr(wholeness, "damaged_pages", held)
            wholeness.structure(db)
        assert wholeness.structure(db) is None
