"""A disk that runs out of room is told before anything fails, and nothing big is begun where it would not fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import archive, backup, backup_files, check, disk_space, i18n, restoring, second_place, thinning, verbs
from desktop.core.backup_files import Backup, list_backups
from desktop.core.elsewhere import go_on_in
from desktop.core.errors import UserError
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import dealer_names, opened

import_models()

from desktop.dealers.imports import DEALERS  # noqa: E402
from desktop.dealers.model import Dealer  # noqa: E402

MB = 1_000_000


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many bytes are free, on every disk."""
    def hold(size: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(total=size, used=0, free=size))

    return hold


def test_a_disk_is_named_once_with_what_is_free_and_what_is_wanted(tmp_path: Path, free: Callable[[int], None]) -> None:
    with opened(tmp_path) as db:
        free(100_000 * MB)
        assert disk_space.short_of_room(db.path, str(tmp_path)) == [] == check.short(db.path, "")
        free(120 * MB)
        [short] = disk_space.short_of_room(db.path, str(tmp_path / "no stick"))
        assert short.free == 120 * MB and short.wanted == 500 * MB
        for lang, words in (("en", "Only 120 MB are free for the database"), ("zh_CN", "数据库")):
            with i18n.using(lang):
                [finding] = check.short(db.path, "")
                assert words in finding.sentence and finding.level == "warning" and "500" in finding.sentence
        assert [f.level for f in check.check(db)] == ["ok"], "a full disk is no fault of the database"


def test_a_second_place_on_the_same_drive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, stick = tmp_path / "x.agridesk", tmp_path / "stick"
    assert check.short(database, str(stick)) == [], "not there now: no word about where it lies"
    stick.mkdir()
    [finding] = check.short(database, str(stick))
    assert "same drive" in finding.sentence and str(stick) in finding.sentence and finding.level == "warning"
    monkeypatch.setattr(check, "same_drive", lambda _one, _other: False)
    assert check.short(database, str(stick)) == []


def test_a_large_database_wants_more(tmp_path: Path, free: Callable[[int], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_space, "size_of", lambda _database: 2000 * MB)
    free(5000 * MB)
    assert [s.wanted for s in disk_space.short_of_room(tmp_path / "x.agridesk")] == [6000 * MB]


def test_nothing_big_is_begun_where_it_would_not_fit(tmp_path: Path, free: Callable[[int], None]) -> None:
    """Backups beside and elsewhere, a restore, a copy under another name, an import, a change of the schema."""
    table = tmp_path / "dealers.csv"
    table.write_text("名称\n乙\n", encoding="utf-8")
    older = tmp_path / "older.agridesk"
    open_database(older, STEPS[:-1]).close()
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
        source = read_source(table)
        with db.reading() as session:
            plan = make_plan(session, DEALERS, source.table, guess_columns(session, DEALERS, source.table))
        before = sorted(tmp_path.rglob("*"))
        free(10)
        for work in (lambda: backup.backup_now(db), lambda: archive.archive(db, stick), lambda: second_place.copy(db, stick),
                     lambda: go_on_in(db, tmp_path / "copy.agridesk", lambda path: open_database(path, STEPS)),
                     lambda: apply(db, DEALERS, source, plan), lambda: open_database(older, STEPS)):
            with pytest.raises(UserError, match="too little room"):
                work()
        assert sorted(p for p in tmp_path.rglob("*") if not p.name.startswith("older.agridesk")) == [
            p for p in before if not p.name.startswith("older.agridesk")]
        assert dealer_names(db) == ["甲"]
    with pytest.raises(UserError, match="too little room"):
        restoring.restore(tmp_path / "test.agridesk", made)


def test_the_second_place_makes_room_by_its_own_oldest_copies_and_keeps_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    foreign = stick / "test-20200101-000000.agridesk-backup"
    foreign.write_bytes(b"another laptop's")
    with opened(tmp_path) as db:
        for day in range(1, 4):
            monkeypatch.setattr(archive, "datetime", SimpleNamespace(now=lambda day=day: datetime(2026, 3, day)))
            second_place.copy(db, stick)
        size = disk_space.size_of(db.path)
        room = len(second_place.archives(stick, "test")) * size  # as if the stick held just what is on it

        def usage(folder: Path) -> SimpleNamespace:
            there = len(second_place.archives(stick, "test")) if Path(folder) == stick else 0
            return SimpleNamespace(free=room - there * size + size if Path(folder) == stick else 10**12)

        monkeypatch.setattr(shutil, "disk_usage", usage)
        monkeypatch.setattr(archive, "datetime", SimpleNamespace(now=lambda: datetime(2026, 3, 9)))
        second_place.copy(db, stick)
        assert foreign.exists()
        assert [p.name[5:13] for p in second_place.archives(stick, "test")] == ["20260309", "20260303", "20260302", "20200101"]


def test_a_second_place_that_is_too_small_for_the_next_copy_loses_none_for_it(
    tmp_path: Path, free: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(tmp_path) as db:
        for day in range(1, 4):
            monkeypatch.setattr(archive, "datetime", SimpleNamespace(now=lambda day=day: datetime(2026, 3, day)))
            second_place.copy(db, stick)
        before = second_place.archives(stick, "test")
        monkeypatch.setattr(second_place, "_size", lambda _db: 9 * sum(path.stat().st_size for path in before))
        free(10)
        with pytest.raises(UserError, match="too little room"):
            second_place.copy(db, stick)
        assert second_place.archives(stick, "test") == before and len(before) == 3


# -- what the automatic backups take ----------------------------------------------------------------------------------


def backups(ages: list[float], size: int = MB) -> list[Backup]:
    """Backups of those ages in hours, the newest first."""
    now = datetime(2026, 11, 1)
    return [Backup(Path(f"{n}"), len(ages) - n, now - timedelta(hours=age), size) for n, age in enumerate(sorted(ages))]


@given(st.lists(st.floats(0, 9000), min_size=1, max_size=40), st.integers(0, 45))
def test_backups_never_take_more_than_their_share_but_for_the_newest(ages: list[float], most: int) -> None:
    there = backups(ages)
    gone = thinning.too_large(there, most * MB)
    left = [b for b in there if b not in gone]
    assert len(left) == min(len(there), max(most, disk_space.backups_least()))
    assert left[:3] == there[:3]
    if len(left) > 3:
        assert there[-1] in left, "what is left still reaches back as far as before"


def test_what_stands_close_for_its_age_goes_first() -> None:
    there = backups([0, 1, 2, 3, 4, 24, 25, 48, 800, 2000])
    gone = [round((there[0].at - b.at).total_seconds() / 3600) for b in thinning.too_large(there, 7 * MB)]
    assert gone == [3, 24, 25]


def test_old_backups_go_when_the_disk_gets_full_and_their_digests_with_them(
    tmp_path: Path, free: Callable[[int], None]
) -> None:
    with opened(tmp_path) as db:
        for number in range(6):
            verbs.save(db, Dealer, {"name": f"经{number}"})
            backup.backup_now(db)
        assert len(list_backups(db.path)) == 6
        free(list_backups(db.path)[0].size * 2)
        backup.backup_now(db)
        left = list_backups(db.path)
        assert [b.number for b in left] == [7, 6, 5]
        assert all(backup_files.digest_file(b.path).exists() for b in left)
        assert len(list(db.backups.glob("*.sha256"))) == 3
