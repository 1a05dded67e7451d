"""Backups that are damaged, foreign, newer or cut short: refused in one sentence, and nothing half is left."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop import cli
from desktop.core import (
    archive,
    backup,
    backup_files,
    check,
    guarding,
    paths,
    restoring,
    second_place,
    shape,
    soundness,
    thinning,
    verbs,
)
from desktop.core.attachments import Attachment, attach
from desktop.core.backup_files import list_backups
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.files import AttachmentStore
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests import freeze_schema
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
    restoring.restore(tmp_path / "test.agridesk", aside / "test.agridesk")
    with opened(tmp_path) as db:
        assert dealer_names(db) == ["甲"] and check.check(db)[0].level == "ok"


def archive_of(folder: Path, **members: bytes) -> Path:
    """A sound archive of an empty database with members put in its place (`__` for /)."""
    with opened(folder) as db:
        made = archive.archive(db, folder).path
    with zipfile.ZipFile(made) as old:
        content = {name: old.read(name) for name in old.namelist()} | {k.replace("__", "/"): v for k, v in members.items()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
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
    {"manifest.json": b"5"},
    {"manifest.json": b"null"},
    {"manifest.json": b"[" * 100_000},
    {"database.agridesk": b"0" * (60 << 20)},
], ids=["damaged", "no database", "no manifest", "bad manifest", "no database in the manifest", "a number", "nothing", "deep",
        "a bomb"])
def test_a_bad_archive_is_refused_and_leaves_nothing(tmp_path: Path, members: dict[str, bytes]) -> None:
    made = archive_of(tmp_path, **members)
    before = {p for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(UserError):
        restoring.restore(tmp_path / "test.agridesk", made)
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_backup_of_a_newer_program_is_not_put_in_place(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        made = backup.backup_now(db)
    with pytest.raises(UserError, match="newer"):
        restoring.restore(tmp_path / "test.agridesk", made, steps=())
    assert restoring.restore(tmp_path / "test.agridesk", made, steps=STEPS)


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
        restoring.restore(path, made)
    monkeypatch.setattr(os, "replace", real)
    aside = restoring.finish_restore(path)
    assert aside and {p.name for p in aside.iterdir()} == {
        "test.agridesk", "test.agridesk-wal", "test.agridesk.sums"}


def test_foreign_names_among_the_backups_are_passed_over(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        made = backup.backup_now(db)
        for name in ("000009-99999999-999999.agridesk", f"copy of {made.name}", "000007-x.partial"):
            (db.backups / name).write_bytes(b"")
        assert [b.path for b in backup_files.list_backups(db.path)] == [made]
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
        assert archive.archive(db, tmp_path).path.is_file()


def test_as_many_actions_after_a_restore_are_still_a_change(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        first = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "甲"})
        backup.backup_now(db)
    restoring.restore(tmp_path / "test.agridesk", first)
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "乙"})
        assert backup.changed_since_backup(db)


NOT_ON_WINDOWS = ["有?.agridesk", os.fsdecode(b"\xd6\xd0.agridesk")] if os.name == "posix" else []  # no name there


@pytest.mark.parametrize("name", ["a b.agridesk", "农技%20台#1.agridesk", "no suffix", "a;b'c", "长" * 60,
                                  *NOT_ON_WINDOWS], ids=ascii)
def test_any_path_can_be_backed_up_and_restored(tmp_path: Path, name: str) -> None:
    with opened(tmp_path, name) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
    restoring.restore(tmp_path / name, made)
    with opened(tmp_path, name) as db:
        assert dealer_names(db) == ["甲"]


def with_photo(db: Database, name: str = "照片.jpg", content: bytes = b"maize") -> str:
    """A dealer 甲 with a photo; gives its name in the store."""
    dealer = verbs.save(db, Dealer, {"name": "甲"})
    photo = db.path.with_name(name)
    photo.write_bytes(content)
    (kept,) = attach(db, "dealer", dealer.id or 0, [photo])
    return kept.digest


def flip(path: Path, offset: int = 2) -> None:
    """What a fault of the disk does: one bit."""
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(bytes(data))


def test_a_rotted_attachment_is_named_by_the_check_and_spoils_no_backup(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path) as db:
        sound, rotted = with_photo(db, "好.jpg", b"sound"), with_photo(db, "坏.jpg", b"rotted")
        flip(AttachmentStore(db.attachments).path(rotted))
        [finding] = check.check(db)
        assert finding.level == "error" and "坏.jpg (甲)" in finding.sentence
    stick = tmp_path / "stick"
    stick.mkdir()
    command = ["--lang", "en", "--database", str(tmp_path / "test.agridesk")]
    assert cli.main([*command, "backup", "--to", str(stick)]) == 1, "it must not look as if all were well"
    assert "坏.jpg (甲)" in capsys.readouterr().out
    [made] = stick.iterdir()
    elsewhere = tmp_path / "new" / "new.agridesk"
    elsewhere.parent.mkdir()
    done = restoring.restore(elsewhere, made, STEPS)
    assert done.unsound == ("坏.jpg (甲)",)
    with opened(elsewhere.parent, elsewhere.name) as db:
        assert dealer_names(db) == ["甲", "甲"]
        assert AttachmentStore(db.attachments).path(sound).read_bytes() == b"sound"
        assert AttachmentStore(db.attachments).missing([rotted]) == [rotted]


def test_an_attachment_damaged_in_the_archive_is_left_out_and_named(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        digest = with_photo(db, content=b"maize in the evening")
        made = archive.archive(db, tmp_path).path
    data = made.read_bytes()
    flip(made, data.index(b"maize in the evening"))
    elsewhere = tmp_path / "new" / "new.agridesk"
    elsewhere.parent.mkdir()
    assert restoring.restore(elsewhere, made, STEPS).unsound == ("照片.jpg (甲)",)
    with opened(elsewhere.parent, elsewhere.name) as db:
        assert dealer_names(db) == ["甲"] and AttachmentStore(db.attachments).missing([digest])


def test_a_flipped_bit_in_a_backup_is_noticed_and_the_next_older_one_named(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲", "phone": "13812345678"})
        older = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "乙"})
        newer = backup.backup_now(db)
        flip(newer, newer.read_bytes().index(b"13812345678"))
        assert [newer.name in f.sentence for f in check.check(db)] == [True]
    with pytest.raises(backup_files.Rotted, match=older.name) as refused:
        restoring.restore(tmp_path / "test.agridesk", newer, STEPS)
    assert refused.value.older == older
    restoring.restore(tmp_path / "test.agridesk", older, STEPS)
    with opened(tmp_path) as db:
        assert dealer_names(db) == ["甲"]


@pytest.mark.parametrize("gone", [False, True])
def test_an_empty_or_missing_database_beside_backups_is_not_made_anew(
        tmp_path: Path, gone: bool, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "test.agridesk"
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = backup.backup_now(db)
    path.unlink()
    if not gone:
        path.touch()
    for command in (["check"], ["import", "dealers", str(tmp_path / "no.csv")], ["export", "dealers", "--out", "x.csv"]):
        assert cli.main(["--lang", "en", "--database", str(path), *command]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "1 backup of it is there" in said.err and "agridesk restore 1" in said.err
    assert cli.main(["--lang", "en", "--database", str(path), "restore", "1"]) == 0
    with opened(tmp_path) as db:
        assert dealer_names(db) == ["甲"] and made.exists()


@pytest.mark.parametrize(("strange", "said"), [
    ("CREATE TRIGGER thief AFTER INSERT ON operation BEGIN DELETE FROM dealer; END", "trigger “thief” too many"),
    ("CREATE VIEW names AS SELECT name FROM dealer", "view “names” too many"),
    ("CREATE TABLE strange (x)", "table “strange” too many"),
    ("ALTER TABLE dealer ADD COLUMN strange TEXT", "table “dealer” changed"),
    ("ALTER TABLE dealer DROP COLUMN warehouse", "table “dealer” changed"),
    ("DROP TABLE participant", "table “participant” missing"),
])
def test_a_schema_of_a_stranger_is_neither_opened_nor_restored(tmp_path: Path, strange: str, said: str) -> None:
    with opened(tmp_path) as db:
        good = backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "甲"})
        bad = backup.backup_now(db)
    backup_files.digest_file(bad).unlink()
    for path in (tmp_path / "test.agridesk", bad):
        connection = sqlite.connect(str(path))
        connection.execute(strange)
        connection.commit()
        connection.close()
    with pytest.raises(UserError, match=said):
        open_database(tmp_path / "test.agridesk", STEPS)
    with pytest.raises(UserError, match=said):
        restoring.restore(tmp_path / "test.agridesk", bad, STEPS)
    restoring.restore(tmp_path / "test.agridesk", good, STEPS)
    with opened(tmp_path) as db:
        assert dealer_names(db) == [] and check.check(db)[0].level == "ok"


def test_our_mark_on_other_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.agridesk"
    connection = sqlite.connect(str(path))
    connection.executescript(f"CREATE TABLE t (x); PRAGMA application_id = {guarding.APPLICATION_ID};"
                             f"PRAGMA user_version = {len(STEPS)}")
    connection.close()
    with pytest.raises(UserError, match="table “t” too many"):
        open_database(path, STEPS)


@pytest.mark.slow
def test_the_digests_of_known_schemas_are_those_that_the_steps_make() -> None:
    assert shape.known() == freeze_schema.shapes(), "python -m tests.freeze_schema --shapes"


def test_what_kills_left_goes_and_old_replaced_files_are_thinned(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        with_photo(db)
        (db.attachments / "incoming-12ab34cd~00ff").write_bytes(b"half")
        backup.backup_now(db)
        for number in range(9):
            (db.backups / f"replaced-20260101-00000{number}-1").mkdir()
        (db.backups / "000009-20260101-000000.agridesk.sha256").write_text("of nothing")
        backup.backup_now(db)
        assert len(list(db.backups.glob("replaced-*"))) == thinning.KEEP_REPLACED
        assert len(list(db.backups.glob("*.sha256"))) == len(backup_files.list_backups(db.path)) == 2
        assert not list(db.backups.glob("*.partial*"))
    with opened(tmp_path) as db:
        assert [p.name for p in db.attachments.iterdir() if p.is_file()] == []


def test_a_disk_that_does_not_answer_is_not_called_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as db:
        made = backup.backup_now(db)
        flip(made, 200)
        monkeypatch.setattr("desktop.core.files.answers", lambda _path: False)
        with pytest.raises(UserError, match="disk does not answer"), db.reading():
            raise sqlite.DatabaseError("database disk image is malformed")
        (tmp_path / "bad.agridesk").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
        with pytest.raises(UserError, match="disk does not answer"):
            soundness.verify(tmp_path / "bad.agridesk")


@pytest.mark.skipif(os.name == "nt", reason="a name of this length cannot be made there")
def test_a_name_too_long_for_its_companions_is_one_sentence(tmp_path: Path) -> None:
    name = "a" * (255 - len(".agridesk")) + ".agridesk"
    with opened(tmp_path) as db:
        made = backup.backup_now(db)
    with pytest.raises(UserError, match="too long"):
        open_database(tmp_path / name, STEPS)
    with pytest.raises(UserError, match="too long"):
        restoring.restore(tmp_path / name, made, STEPS)


def test_leftovers_of_interrupted_saves_go_once_they_are_a_day_old(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(tmp_path) as db:
        backup.backup_now(db)
        second_place.copy(db, stick)
        folder = db.backups
    own = [folder / "second-copy~0123abcd.json", folder / "000001-20260101-000000.agridesk~0123abcd.sha256",
           paths.config_folder() / "settings~0123abcd.json", stick / "test-20260101-000000~0123abcd.agridesk-backup"]
    others = [stick / "report~0123abcd.pdf", folder / "a~b.txt", tmp_path / "report~0123abcd.xlsx"]
    for path in (*own, *others):
        path.write_bytes(b"half")
    with opened(tmp_path) as db:
        second_place.copy(db, stick)
    assert all(path.exists() for path in own), "another AgriDesk may be saving now"
    for path in (*own, *others):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 100_000))
    with opened(tmp_path) as db:
        second_place.copy(db, stick)
    assert not [path for path in own if path.exists()]
    assert all(path.exists() for path in others), "what may be the user's stays"
    assert list(stick.glob("*.agridesk-backup")) and list_backups(tmp_path / "test.agridesk")


def test_an_older_program_names_the_backup_made_before_the_update(tmp_path: Path) -> None:
    path = tmp_path / "test.agridesk"
    open_database(path, STEPS[:-1]).close()
    open_database(path, STEPS).close()
    [made] = list_backups(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match=f"newer AgriDesk.*restore {made.number}[)]"):
        open_database(path, STEPS[:-1])
    assert path.read_bytes() == before
    restoring.restore(path, made.path, STEPS[:-1])
    open_database(path, STEPS[:-1]).close()
    made.path.unlink()
    open_database(path, STEPS).close()
    for item in list_backups(path):
        item.path.unlink()
    with pytest.raises(UserError, match=r"left as it is\.$"):
        open_database(path, STEPS[:-1])
