"""Backups that can be trusted, restore, check, and files that are not ours."""

from __future__ import annotations

import json
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import cli
from desktop.core import archive, backup, backup_files, check, i18n, restoring, second_place, settings, thinning, verbs
from desktop.core.backup_files import Backup
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.files import AttachmentStore
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import opened, visible

import_models()

from desktop.core.attachments import Attachment  # noqa: E402
from desktop.dealers.model import Dealer, Licence  # noqa: E402


def names(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.connection().exec_driver_sql("SELECT name FROM dealer WHERE deleted_at IS NULL").scalars())


def test_a_restored_backup_gives_its_state_and_keeps_the_replaced_one_aside(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "乙"})
    aside = restoring.restore(tmp_path / "test.agridesk", made).aside
    with opened(tmp_path) as db:
        assert names(db) == ["甲"]
    assert aside is not None and (aside / "test.agridesk").exists()


def test_a_restore_over_a_killed_program_ignores_its_stale_log(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "乙"})
        copies = {p.name: p.read_bytes() for p in tmp_path.glob("test.agridesk*") if p.is_file()}
    for name, content in copies.items():  # what a kill -9 leaves behind: database and log
        (tmp_path / name).write_bytes(content)
    assert "test.agridesk-wal" in copies
    restoring.restore(tmp_path / "test.agridesk", made)
    with opened(tmp_path) as db:
        assert names(db) == ["甲"] and check.check(db)[0].level == "ok"


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_restore_cut_short_is_completed_at_the_next_start(tmp_path: Path, moved: int, monkeypatch) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "乙"})
    calls = []
    real = os.replace

    def dying(source: object, target: object) -> None:
        calls.append(source)
        if len(calls) > moved + 1:
            raise KeyboardInterrupt
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", dying)
    if moved < 3:  # the file, its sums, the prepared one
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(tmp_path / "test.agridesk", made)
    else:
        restoring.restore(tmp_path / "test.agridesk", made)
    monkeypatch.setattr(os, "replace", real)
    with opened(tmp_path) as db:
        assert names(db) == ["甲"]


def test_an_archive_brings_the_attachments_along(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"maize")
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(tmp_path) as db:
        digest = AttachmentStore(db.attachments).add(photo)
        verbs.save(db, Attachment, {"name": "photo.jpg", "digest": digest, "owner_table": "dealer", "owner_id": 1})
        made = archive.archive(db, stick).path
    other = tmp_path / "other" / "new.agridesk"
    other.parent.mkdir()
    assert restoring.restore(other, made) == restoring.Restored(None)
    db = open_database(other, STEPS)
    try:
        assert AttachmentStore(db.attachments).path(digest).read_bytes() == b"maize"
        assert check.check(db)[0].level == "ok"
    finally:
        db.close()


def test_a_damaged_backup_is_not_restored_and_the_database_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
    data = bytearray(made.read_bytes())
    data[4096:4096 + 3000] = os.urandom(3000)
    made.write_bytes(bytes(data))
    with pytest.raises(UserError, match=r"damaged|损坏"):
        restoring.restore(tmp_path / "test.agridesk", made)
    with opened(tmp_path) as db:
        assert names(db) == ["甲"]


def test_a_damaged_database_is_not_rotated_over_good_backups(tmp_path: Path) -> None:
    path = tmp_path / "test.agridesk"
    with opened(tmp_path):
        pass
    empty = path.stat().st_size  # the schema lies before, and must stay readable
    with opened(tmp_path) as db:
        for n in range(300):
            verbs.save(db, Dealer, {"name": f"经销商{n}" * 20})
        backup.backup_now(db)
    data = bytearray(path.read_bytes())
    for offset in range(empty, len(data), 4096 * 3):
        data[offset:offset + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    db = open_database(path, STEPS)
    try:
        with pytest.raises(UserError):
            backup.backup_now(db)
        assert check.check(db)[0].level == "error"
    finally:
        db.close()
    assert len(backup_files.list_backups(path)) == 1


def test_another_name_of_the_company_alone_is_a_change_to_be_backed_up(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        assert backup.changed_since_backup(db)
        backup.backup_now(db)
        assert not backup.changed_since_backup(db)
        for name, value in (("company", "丰收种业"), ("mu_area", 666.67), ("company", "")):
            settings.set_office(db, name, value)
            assert backup.changed_since_backup(db), name
            backup.backup_now(db)
            settings.set_office(db, name, value)
            assert not backup.changed_since_backup(db), "the same again is no change"
        for do in (db.undo, db.redo):
            do()
            assert backup.changed_since_backup(db)
            backup.backup_now(db)


def test_check_finds_a_missing_attachment(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Attachment, {"name": "照片.jpg", "digest": "ab" + "0" * 62, "owner_table": "dealer", "owner_id": 1})
        assert [f.level for f in check.check(db)] == ["error"]


@pytest.mark.parametrize(("damage", "found"), [
    ("DELETE FROM search_entry", "1 × Dealer are not as they should be in the search index"),
    ("UPDATE search_entry SET title = '别的'", "1 × Dealer are not as they should be in the search index"),
    ("DELETE FROM search_text", "1 × Dealer are not as they should be in the search index"),
    ("UPDATE dealer SET name = '乙乙乙乙'", "1 × Dealer are not as they should be in the search index"),
    ("UPDATE dealer SET deleted_at = '2026-01-01T00:00:00.000+00:00'", "1 × Dealer are not as they should be"),
    ("INSERT INTO search_entry VALUES (7, 'gone', 'x', '')", "1 entry of the search index belongs to no record"),
])
def test_check_tells_where_index_and_rows_disagree_and_the_index_is_made_anew(
        tmp_path: Path, damage: str, found: str, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲乙", "code": "D-1"})
        assert [f.level for f in check.check(db)] == ["ok"]
        with db.raw() as connection:
            connection.execute(damage)
    path = ["--lang", "en", "--database", str(tmp_path / "test.agridesk"), "check"]
    cli.main(path)
    assert found in capsys.readouterr().out
    assert cli.main([*path, "--repair"]) == 0
    said = capsys.readouterr().out
    assert "Search index made anew" in said and "ok: Everything is sound" in said


def test_a_title_in_the_language_it_was_saved_in_is_sound(tmp_path: Path) -> None:
    with opened(tmp_path) as db, i18n.using("zh_CN"):
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        verbs.save(db, Licence, {"dealer_id": dealer.id, "kind": "business", "number": "9"})
        with i18n.using("en"):
            assert [f.level for f in check.check(db)] == ["ok"]


def test_a_second_program_is_told_who_holds_the_database(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(UserError, match=str(os.getpid())):
        open_database(tmp_path / "test.agridesk", STEPS)


def test_a_newer_database_is_refused_before_any_write(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    path = tmp_path / "test.agridesk"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="999"):
        open_database(path, STEPS)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"%PDF-1.4 not a database", b"SQLite format 3\0" + b"\1" * 200])
def test_a_foreign_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.agridesk"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"foreign\.agridesk"):
        open_database(path, STEPS)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.agridesk"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    with pytest.raises(UserError, match=r"another program|其他程序"):
        open_database(path, STEPS)


def made_at(times: list[datetime]) -> list[Backup]:
    return [Backup(Path(str(n)), n, at, 1) for n, at in enumerate(times, 1)]


def test_a_year_of_half_hours_thins_to_the_ladder() -> None:
    start = datetime(2026, 1, 1)
    kept: list[Backup] = []
    for n in range(2 * 24 * 365):
        kept.append(Backup(Path(str(n)), n, start + timedelta(minutes=30 * n), 1))
        if n % 48 == 0:
            doomed = {b.number for b in thinning.superfluous(kept)}
            kept = [b for b in kept if b.number not in doomed]
    newest = kept[-1].at
    ages = [newest - b.at for b in kept]
    assert 110 <= len(kept) <= 97 + 31 + 48  # two days, the ladder, and what came since the last thinning
    assert max(ages) > timedelta(days=250)
    assert sum(a <= timedelta(days=2) for a in ages) >= 96


@given(st.lists(st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1)), min_size=1, max_size=40))
def test_no_clock_makes_the_newest_ten_go(times: list[datetime]) -> None:
    doomed = thinning.superfluous(made_at(times))
    assert not {b.number for b in doomed} & set(range(len(times) - 9, len(times) + 1))


def test_the_database_is_unchanged_by_a_backup(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        before = visible(db)
        backup.backup_now(db)
        assert visible(db) == before and not backup.changed_since_backup(db)


def test_backups_made_at_the_same_time_do_not_take_each_other_for_leftovers(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        with db.operation("many") as session:
            verbs.insert_many(session, Dealer, [{"name": f"经{n}" * 20, "code": str(n)} for n in range(2000)])
        with ThreadPoolExecutor(3) as threads:
            made = list(threads.map(lambda _n: backup.backup_now(db), range(9)))
        assert len(set(made)) == 9 and all(not backup_files.has_rotted(path) for path in made)


def test_second_copies_of_another_database_of_the_same_name_stay(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    own, others = ([stick / f"test-2026{month}{day:02}-120000.agridesk-backup" for day in range(1, 8)]
                   for month in ("01", "02"))
    for path in (*own, *others):
        path.write_bytes(b"an archive")
    with opened(tmp_path) as db:
        db.backups.mkdir(exist_ok=True)
        note = {"at": "2026-01-07T12:00:00", "folder": str(stick), "made": [path.name for path in own]}
        (db.backups / second_place.NOTE).write_text(json.dumps(note))
        made = second_place.copy_when_due(db, stick)
        assert made
        assert set(stick.iterdir()) == {made.path, *others, *own[-4:]}
