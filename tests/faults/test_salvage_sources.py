"""Only a backup of the same line of work serves a repair, and nobody who was removed for good comes back by one."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from desktop.core import backup, restoring, verbs, wholeness
from desktop.core.backup_files import list_backups
from desktop.core.errors import UserError
from desktop.core.purging import purge
from desktop.core.salvage import salvage
from desktop.core.schema import open_database
from desktop.core.settings import set_office
from desktop.features import followers, import_models
from desktop.migrations import STEPS
from desktop.newdata import open_ready
from tests.core.store import opened
from tests.faults.test_salvage import NAME, again, changed, dealers
from tests.people.test_purging import NAME as PERSON
from tests.people.test_purging import filled

import_models()

from desktop.dealers.model import Dealer  # noqa: E402


def restored(folder: Path) -> dict[str, tuple[str, bool]]:
    """A database with a wrong import, which was given up by a restore, and work since; what its dealers are."""
    with opened(folder) as db:
        wholeness.first_sums(db)
        dealer = verbs.save(db, Dealer, {"name": "甲", "remarks": "对的"})
        good = backup.backup_now(db)
        with db.operation("wrong import") as session:
            verbs.store(session, Dealer, {"remarks": "导错了"}, dealer.id)
            verbs.store(session, Dealer, {"name": "导错的店"})
        backup.backup_now(db)
    restoring.restore(folder / NAME, good, STEPS)
    with opened(folder) as db:
        wholeness.first_sums(db)
        verbs.save(db, Dealer, {"name": "乙", "remarks": "恢复之后新增" * 30})
        return dealers(db)


def test_a_repair_after_a_restore_brings_nothing_of_the_given_up_state_back(tmp_path: Path) -> None:
    whole = restored(tmp_path)
    done = salvage(tmp_path / NAME, again)
    with opened(tmp_path) as db:
        assert dealers(db) == whole
    assert done.back == []


def test_a_new_file_after_a_restore_is_made_of_the_backup_before_it(tmp_path: Path) -> None:
    whole = restored(tmp_path)
    changed(tmp_path, lambda data: data[:4096 * 20] + random.Random(2).randbytes(4096) + data[4096 * 21:])
    done = salvage(tmp_path / NAME, again)
    with opened(tmp_path) as db:
        found = dealers(db)
    assert done.aside and "导错的店" not in found
    assert found["甲"] == whole["甲"]


def test_a_file_that_tells_nothing_is_not_replaced_by_a_state_that_may_have_been_given_up(tmp_path: Path) -> None:
    restored(tmp_path)
    changed(tmp_path, lambda data: bytearray(100) + data[100:])
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(UserError, match="yours"):
        salvage(tmp_path / NAME, again)
    assert (tmp_path / NAME).read_bytes() == before


@pytest.mark.parametrize("structure", ["sound", "cut short"])
def test_who_was_removed_for_good_does_not_come_back_by_an_older_backup(tmp_path: Path, structure: str) -> None:
    with opened(tmp_path) as db:
        person = filled(db)
        verbs.save(db, Dealer, {"name": "甲", "remarks": "不会错的备注"})
        wholeness.first_sums(db)
        backup.backup_now(db)
        purge(db, "person", person, PERSON, backups=False)
        newest = list_backups(db.path)[0].path
    data = bytearray(newest.read_bytes())
    data[9000] ^= 1
    newest.write_bytes(data)
    if structure == "sound":
        changed(tmp_path, lambda data: data.replace("不会错的备注".encode(), "不会对的备注".encode()))
    else:
        changed(tmp_path, lambda data: data[:len(data) * 9 // 10 // 4096 * 4096])
    salvage(tmp_path / NAME, open_ready)
    with opened(tmp_path) as db, db.reading() as session:
        run = session.connection().exec_driver_sql
        tables = run("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").scalars().all()
        held = [name for name in tables for row in run(f'SELECT * FROM "{name}"').all()
                if any(isinstance(value, str) and PERSON in value for value in row)]
        assert held == []
        assert run("PRAGMA foreign_key_check").all() == []
        assert "甲" in dealers(db)
        assert run("SELECT count(*) FROM purged").scalar()
    assert json.loads((tmp_path / f"{NAME}.backups" / "purged.json").read_text(encoding="utf-8"))


def test_a_page_that_the_checks_cannot_pass_is_damage_that_is_repaired(tmp_path: Path) -> None:
    """Some pages let SQLite's own check end in an error instead of a sentence."""
    with opened(tmp_path) as db:
        wholeness.first_sums(db)
        verbs.save(db, Dealer, {"name": "甲"})
        backup.backup_now(db)
    path = tmp_path / NAME
    whole, aside, chance = path.read_bytes(), 0, random.Random(2)
    for page in (5, 11, 21):
        path.write_bytes(whole)
        path.with_name(f"{NAME}.sums").unlink(missing_ok=True)
        changed(tmp_path, lambda data, at=page: data[:4096 * (at - 1)] + chance.randbytes(4096) + data[4096 * at:])  # type: ignore[misc]
        aside += salvage(path, again).aside is not None
        with opened(tmp_path) as db:
            assert "甲" in dealers(db)
            assert wholeness.structure(db) is None
    assert aside == 3


def test_a_database_of_a_newer_program_is_not_replaced_by_an_older_backup(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        backup.backup_now(db)
        with db.raw() as connection:
            connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(Exception, match=str(len(STEPS) + 1)):
        salvage(tmp_path / NAME, lambda path: open_database(path, STEPS, followers()))
    assert not list((tmp_path / f"{NAME}.backups").glob("replaced-*"))


def test_what_keeps_no_history_is_named_where_it_is_not_as_in_the_backup(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        set_office(db, "company", "青石种业")
        verbs.save(db, Dealer, {"name": "甲"})
        backup.backup_now(db)
        wholeness.first_sums(db)
    changed(tmp_path, lambda data: data.replace("青石种业".encode(), "青石种亚".encode()))
    with opened(tmp_path) as db:
        assert any(f and f.damage for f in wholeness.looked(db, full=False))
    done = salvage(tmp_path / NAME, again)
    assert any("company" in line for line in done.lost), done.said()


def test_a_page_that_changed_without_a_difference_is_named(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        backup.backup_now(db)
        with db.operation("many") as session:
            verbs.insert_many(session, Dealer, [{"name": "之后", "remarks": "没有别处记着的话"}])
        wholeness.first_sums(db)
    changed(tmp_path, lambda data: data.replace("没有别处记着的话".encode(), "没有别处记着的花".encode()))
    done = salvage(tmp_path / NAME, again)
    assert done.lost, done.said()
