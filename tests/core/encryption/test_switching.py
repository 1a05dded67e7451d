"""Encryption on and off: nothing is lost, nothing readable stays, a killed program leaves the old or the new state."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core import archive, backup, check, page_sums, paths, restoring, second_place, support, verbs, wholeness
from desktop.core.attachments import attachments_of, content_of, file_of
from desktop.core.backup_files import has_rotted, list_backups
from desktop.core.database import Database
from desktop.core.encryption import key_file, opening, ring, ways
from desktop.core.encryption.beside import Old
from desktop.core.encryption.converting import damaged_pages
from desktop.core.encryption.switching import switch_off, switch_on
from desktop.core.errors import UserError
from desktop.core.exchange.making import make
from desktop.core.files import AttachmentStore
from desktop.core.paths import backup_folder
from desktop.core.settings import Settings
from desktop.dealers.model import Dealer
from desktop.migrations import STEPS
from tests.core.encryption.made import MARKERS, WORDS, by_words, encrypted, filled, names, quick, readable
from tests.core.store import opened, visible

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")


def errors(db: Database) -> list[str]:
    return [found.sentence for found in check.check(db) if found.level != "ok"]


def attached(db: Database) -> str:
    with db.reading() as session:
        dealer = session.connection().exec_driver_sql("SELECT id FROM dealer").scalar()
        file = attachments_of(session, "dealer", dealer)[0]
    with content_of(db, file) as stream:
        assert file_of(db, file).read_bytes() == stream.read()
        stream.seek(0)
        return stream.read().decode()


def test_all_records_history_files_and_backups_are_there_after_on_and_after_off(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        before = visible(db)
    for switch in (lambda: switch_on(path, by_words, Old.ENCRYPT), lambda: switch_off(path)):
        switch()
        with opened(tmp_path) as db:
            assert visible(db) == before and errors(db) == []
            assert attached(db).startswith("; ".join(MARKERS))
        assert [has_rotted(b.path) for b in list_backups(path)] == [False]
    assert not key_file.key_file(path).exists() and list(tmp_path.rglob("*.keys")) == [key_file.former(path)]


def test_nothing_readable_stays_anywhere_while_it_is_worked_with(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Records, history, search index, attachments, backups, archives, packages, replaced files, what was left before."""
    data, temporary = tmp_path / "data", tmp_path / "temporary"
    for folder in (data, temporary):
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = filled(data)
    with opened(data) as db:  # a restore leaves the replaced database beside it
        made = backup.backup_now(db)
    restoring.restore(path, made)
    assert len(readable(data)) >= 4
    switch_on(path, by_words, Old.ENCRYPT)
    assert readable(tmp_path) == []
    with opened(data) as db:
        for number in range(300):
            verbs.save(db, Dealer, {"name": f"{MARKERS[0]}{number}", "note": MARKERS[1]})
        db.undo()
        assert readable(tmp_path) == []  # the log is there, and encrypted
        backup.backup_now(db)
        archive.archive(db, data)
        make(db, data, "李四", passphrase=WORDS)
        assert MARKERS[0] in attached(db)
        assert readable(data, temporary) == [str(file) for file in sorted(db.opened.rglob("*.txt"))] != []
    support.save_bundle(data / "bundle.zip", "0", path, Settings())
    assert readable(tmp_path) == []  # the copies that were looked at are gone with the closing
    key = ring.key_of(ring.mark_of(path), path)
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and (key in (d := p.read_bytes()) or key.hex().encode() in d)]


def test_old_backups_are_removed_where_that_is_wanted(tmp_path: Path) -> None:
    path = encrypted(tmp_path, Old.REMOVE)
    assert list_backups(path) == [] and readable(tmp_path) == []


def test_a_rotted_backup_is_encrypted_as_it_is_and_still_told(tmp_path: Path) -> None:
    path = filled(tmp_path)
    rotted = list_backups(path)[0].path
    rotted.write_bytes(rotted.read_bytes()[:-5000] + b"MARKERWORD" * 500)
    before = rotted.read_bytes()
    switch_on(path, by_words, Old.ENCRYPT)
    assert readable(tmp_path) == [] and has_rotted(rotted)
    switch_off(path)
    assert rotted.read_bytes() == before


def test_damage_is_called_damage_with_the_right_passphrase(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    data = bytearray(path.read_bytes())
    data[4096 * 3 + 100] ^= 1
    path.write_bytes(data)
    try:
        with opened(tmp_path) as db, db.raw() as connection:
            assert damaged_pages(connection) == ["HMAC verification failed for page 4"]
    except UserError as error:
        assert "damaged" in str(error)
    data[20] ^= 1  # the first page, which every opening reads
    path.write_bytes(data)
    with pytest.raises(UserError, match="The database is damaged"), opened(tmp_path):
        pass


def test_a_backup_and_an_archive_are_restored_on_another_laptop_by_passphrase_or_headquarters(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    path = encrypted(here)
    opening.by_typed(path, WORDS)
    opening.make_pair(tmp_path / "hq.key", "总部", "", "2026-11-29")
    ways.add_headquarters(path, opening.public_key(tmp_path / "hq.key.public"))
    with opened(here) as db:
        made = archive.archive(db, tmp_path).path
    ring.forget(ring.mark_of(path))
    with pytest.raises(ring.KeyWanted):
        restoring.restore(there / "test.agridesk", made, STEPS)
    opening.by_private(made, opening.private_key(tmp_path / "hq.key", str))
    assert restoring.restore(there / "test.agridesk", made, STEPS).unsound == ()
    with opened(there) as db:
        assert names(db) == ["标记丙丁戊二店"] and errors(db) == [] and MARKERS[0] in attached(db)
    assert readable(there) == []
    ring.forget(ring.mark_of(path))
    opening.by_typed(there / "test.agridesk", WORDS)


def test_a_plain_backup_restored_over_an_encrypted_database_is_encrypted(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        plain = archive.archive(db, tmp_path).path
    switch_on(path, by_words, Old.ENCRYPT)
    mark = ring.mark_of(path)
    restoring.restore(path, plain, STEPS)
    plain.unlink()
    assert ring.mark_of(path) == mark and readable(tmp_path) == []
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店"] and errors(db) == []


def test_an_encrypted_archive_restored_over_a_plain_database_encrypts_it(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    path, other = encrypted(here), filled(there)
    opening.by_typed(path, WORDS)
    with opened(here) as db:
        made = archive.archive(db, tmp_path).path
    restoring.restore(other, made, STEPS)
    with opened(there) as db:
        assert errors(db) == [] and MARKERS[0] in attached(db)
    assert readable(there) == []


def test_a_backup_beside_an_encrypted_database_is_restored_with_the_log_of_a_killed_program(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "在日志里"})
        left = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    for end, content in left.items():
        (tmp_path / f"killed.agridesk{end}").write_bytes(content)
    restoring.restore(path, tmp_path / "killed.agridesk", STEPS)
    with opened(tmp_path) as db:
        assert "在日志里" in names(db)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")
@pytest.mark.parametrize("way", ["on", "off"])
def test_killed_at_each_step_it_is_plain_or_encrypted_whole_and_the_next_opening_ends_it(
        tmp_path: Path, way: str) -> None:
    """The child kills itself before its n-th call that puts something on the disk, until there is none left."""
    states, steps = set(), 0
    while True:
        folder = tmp_path / f"{steps}"
        folder.mkdir()
        path = filled(folder) if way == "on" else encrypted(folder)
        if way == "off":
            opening.by_typed(path, WORDS)
        with opened(folder) as db:
            before = visible(db)
        ended = _killed_at(steps, path, way)
        if ring.mark_of(path) and not ring.knows(ring.mark_of(path)):
            opening.by_typed(path, WORDS)
        states.add(bool(ring.mark_of(path)))
        with opened(folder) as db:
            assert visible(db) == before and errors(db) == []
            assert MARKERS[0] in attached(db)
        if ring.mark_of(path):
            assert readable(folder) == []
        else:
            assert [p.name for p in folder.rglob("*.keys") if "~" not in p.name] in ([], [key_file.former(path).name])
        assert [has_rotted(b.path) for b in list_backups(path)] == [False]
        assert not list(folder.rglob("*.preparing")) and not list(folder.rglob("*.partial"))
        steps += 1
        if ended:
            break
    assert states == {True, False} and steps > 12


def _killed_at(step: int, path: Path, way: str) -> bool:
    """Switch in a child that is killed before a call; gives whether it came to its end instead."""
    child = os.fork()
    if child == 0:
        left = [step]

        def counted(call):  # type: ignore[no-untyped-def]
            def before(*args, **kwargs):  # type: ignore[no-untyped-def]
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return call(*args, **kwargs)
            return before

        for name in ("replace", "fsync", "unlink"):
            setattr(os, name, counted(getattr(os, name)))
        try:
            switch_on(path, by_words, Old.ENCRYPT) if way == "on" else switch_off(path)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFEXITED(status)


def test_a_full_disk_while_switching_on_leaves_the_plain_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path)

    def full(*_args: object) -> None:
        raise UserError("the disk is full")

    monkeypatch.setattr("desktop.core.disk_space.require", full)
    with pytest.raises(UserError, match="disk is full"):
        switch_on(path, by_words, Old.ENCRYPT)
    monkeypatch.undo()
    assert not ring.mark_of(path) and not key_file.key_file(path).exists()
    with opened(tmp_path) as db:
        assert errors(db) == []


@pytest.mark.skipif(os.name == "nt", reason="the rights of the profile hold there")
@pytest.mark.parametrize("made", [filled, encrypted])
def test_all_files_are_for_this_account_alone(tmp_path: Path, made) -> None:  # type: ignore[no-untyped-def]
    data = tmp_path / "data"
    data.mkdir(0o755)
    path = made(data)
    if ring.mark_of(path):
        opening.by_typed(path, WORDS)
    before = os.umask(0)
    try:
        with opened(data) as db:
            verbs.save(db, Dealer, {"name": "乙"})
            attached(db)
            archive.archive(db, data)
            wrong = [f"{p.stat().st_mode & 0o777:o} {p.name}" for p in data.rglob("*") if p.stat().st_mode & 0o077]
    finally:
        os.umask(before)
    assert wrong == [] and paths.attachments_folder(path).exists()


@pytest.mark.parametrize("what", ["whole", "damaged", "gone"])
def test_plain_copies_in_the_second_place_go_once_all_is_in_an_encrypted_one(tmp_path: Path, what: str) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        made = second_place.copy(db, stick).path
        [attachment] = [db.attachments / name for name in AttachmentStore(db.attachments).names()]
    foreign = stick / "another-20260101-080000.agridesk-backup"
    foreign.write_bytes(b"of another database")
    plain = made.rename(made.with_name(f"{path.stem}-20200101-080000.agridesk-backup"))  # not made in the same second
    noted = backup_folder(path) / second_place.NOTE
    noted.write_text(noted.read_text(encoding="utf-8").replace(made.name, plain.name), encoding="utf-8")
    if what == "damaged":
        attachment.write_bytes(b"rotted")
    elif what == "gone":
        attachment.unlink()
    switch_on(path, by_words, Old.ENCRYPT)
    assert second_place.plain_copies(path, stick) == [plain]
    with opened(tmp_path) as db:
        new = second_place.copy(db, stick).path
    left = [] if what == "whole" else [plain]  # what is missing here may stand in it alone
    assert second_place.plain_copies(path, stick) == left
    assert sorted(stick.iterdir()) == sorted([new, foreign, *left])


def test_encryption_is_not_switched_off_over_damage_and_nothing_beside_becomes_readable(tmp_path: Path) -> None:
    path = filled(tmp_path)
    switch_on(path, by_words, Old.ENCRYPT)
    with opened(tmp_path) as db:
        assert wholeness.first_sums(db)
    data = path.read_bytes()
    at = len(data) // 2
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
    with pytest.raises(UserError, match="not what was written"):
        switch_off(path)
    assert readable(tmp_path) == [] and not key_file.load(path).begun


def test_that_saves_were_lost_is_not_forgotten_with_a_switch(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        assert wholeness.first_sums(db)
    sums = page_sums.read(path)
    assert sums
    page_sums._save(path, replace(sums, lost=7))
    with pytest.raises(UserError, match="not what was written"):
        switch_on(path, by_words, Old.ENCRYPT)
    assert (kept := page_sums.read(path)) and kept.lost == 7
