"""Backups that are damaged, foreign, newer or cut short: refused in one sentence, and nothing half is left."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desktop.core import backup, check, verbs
from desktop.core.attachments import Attachment
from desktop.core.errors import UserError
from desktop.core.files import AttachmentStore
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import dealer_names, opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402


def test_a_restored_file_brings_the_log_beside_it_along(tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        for path in tmp_path.glob("test.agridesk*"):  # as a killed program leaves it
            if path.is_file():
                (aside / path.name).write_bytes(path.read_bytes())
    assert (aside / "test.agridesk-wal").stat().st_size
    backup.restore(tmp_path / "test.agridesk", aside / "test.agridesk")
    with opened(tmp_path) as db:
        assert dealer_names(db) == ["甲"] and check.check(db)[0].level == "ok"


def archive_of(folder: Path, **members: bytes) -> Path:
    """A sound archive of an empty database with members put in its place (`__` for /)."""
    with opened(folder) as db:
        made = backup.backup_now(db, folder)
    with zipfile.ZipFile(made) as old:
        content = {name: old.read(name) for name in old.namelist()} | {k.replace("__", "/"): v for k, v in members.items()}
    with zipfile.ZipFile(made, "w") as new:
        for name, data in content.items():
            if data:
                new.writestr(name, data)
    return made


@pytest.mark.parametrize("members", [
    {"database.agridesk": b"SQLite format 3\0" + b"x" * 5000},
    {"database.agridesk": b""},
    {"manifest.json": b""},
    {"manifest.json": b"not json"},
    {"manifest.json": b'{"files/ab/missing": "0"}'},
    {"files__ab__ab" + "0" * 62: b"not what the name says"},
], ids=["damaged", "no database", "no manifest", "bad manifest", "attachment missing", "attachment changed"])
def test_a_bad_archive_is_refused_and_leaves_nothing(tmp_path: Path, members: dict[str, bytes]) -> None:
    made = archive_of(tmp_path, **members)
    before = {p for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(UserError):
        backup.restore(tmp_path / "test.agridesk", made)
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_backup_of_a_newer_program_is_not_put_in_place(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        made = backup.backup_now(db)
    with pytest.raises(UserError, match="newer"):
        backup.restore(tmp_path / "test.agridesk", made, newest=0)
    assert backup.restore(tmp_path / "test.agridesk", made, newest=len(STEPS))


def test_a_restore_cut_short_keeps_the_replaced_files_together(tmp_path: Path, monkeypatch: Any) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
        log = (tmp_path / "test.agridesk-wal").read_bytes()
    path = tmp_path / "test.agridesk"
    path.with_name(path.name + "-wal").write_bytes(log)
    real = os.replace

    def dying(source: Any, target: Any) -> None:
        if str(source).endswith("-wal"):
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", dying)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(path, made)
    monkeypatch.setattr(os, "replace", real)
    aside = backup.finish_restore(path)
    assert aside and {p.name for p in aside.iterdir()} == {"test.agridesk", "test.agridesk-wal"}


def test_foreign_names_among_the_backups_are_passed_over(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        made = backup.backup_now(db)
        for name in ("000009-99999999-999999.agridesk", f"copy of {made.name}", "000007-x.partial"):
            (db.backups / name).write_bytes(b"")
        assert [b.path for b in backup.list_backups(db.path)] == [made]
        backup.backup_now(db)
        assert not list(db.backups.glob("*.partial"))


def test_a_backup_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        db.backups.write_bytes(b"in the way")
        with pytest.raises(UserError, match="could not be made"):
            backup.backup_now(db)


def test_an_attachment_older_than_1980_can_be_backed_up(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"maize")
    with opened(tmp_path) as db:
        digest = AttachmentStore(db.attachments).add(photo)
        verbs.save(db, Attachment, {"name": "photo.jpg", "digest": digest, "owner_table": "dealer", "owner_id": 1})
        os.utime(AttachmentStore(db.attachments).path(digest), (0, 0))  # a clock with an empty battery
        assert backup.backup_now(db, tmp_path).is_file()


def test_as_many_actions_after_a_restore_are_still_a_change(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        first = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "甲"})
        backup.backup_now(db)
    backup.restore(tmp_path / "test.agridesk", first)
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "乙"})
        assert backup.changed_since_backup(db)


@pytest.mark.parametrize("name", ["a b.agridesk", "农技%20台#1?.agridesk", "no suffix", "a;b'c", "长" * 60,
                                  os.fsdecode(b"\xd6\xd0.agridesk")], ids=ascii)
def test_any_path_can_be_backed_up_and_restored(tmp_path: Path, name: str) -> None:
    with opened(tmp_path, name) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
    backup.restore(tmp_path / name, made)
    with opened(tmp_path, name) as db:
        assert dealer_names(db) == ["甲"]
