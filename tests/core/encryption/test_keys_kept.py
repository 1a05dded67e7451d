"""No key is lost, exchanged or believed without proof, and no single file keeps anybody from opening the database."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.core import archive, backup, check, files, paths, verbs
from desktop.core.backup_files import list_backups
from desktop.core.encryption import key_file, keys_there, opening, proof, ring, switching, ways, wraps
from desktop.core.encryption.beside import Old
from desktop.core.encryption.switching import switch_off, switch_on
from desktop.core.encryption.wraps import PASSPHRASE
from desktop.core.errors import UserError
from desktop.core.restoring import restore
from desktop.dealers.model import Dealer
from desktop.migrations import STEPS
from tests.core.encryption.made import WORDS, by_words, encrypted, filled, names, quick, readable
from tests.core.store import opened

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")
OTHERS = "a passphrase of somebody else"


def held(monkeypatch: pytest.MonkeyPatch, wanted: Callable[[Path], bool]) -> None:
    """Files that another program holds: they are there, and cannot be opened."""
    real = Path.open

    def refused(self: Path, *args: Any, **kwargs: Any) -> Any:
        if wanted(self):
            raise PermissionError(errno.EACCES, "held", str(self))
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refused)


def forged(path: Path) -> bytes:
    """A file of keys that says of itself that all is well, made without the key; gives the one that was there."""
    before = key_file.key_file(path).read_bytes()
    mark, key = ring.mark_of(path), os.urandom(ring.KEY_BYTES)
    lock = key_file.Lock(mark, (wraps.by_typed(PASSPHRASE, "x", "2026-01-01", mark, key, OTHERS),)).sealed(key)
    key_file.key_file(path).write_bytes(key_file.packed(key_file.KeyFile().with_lock(lock)))
    return before


def test_a_backup_that_could_not_be_read_keeps_its_key_and_the_database_its_encryption(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    kept, mark = list_backups(path)[0].path, ring.mark_of(path)
    held(monkeypatch, lambda file: file == kept)
    with pytest.raises(UserError, match=r"stays encrypted.*held"):
        switch_off(path)
    monkeypatch.undo()
    monkeypatch.setattr(wraps, "MEMORY_KIB", 64)
    ring.forget(mark)
    assert opening.by_typed(kept, WORDS).name == "张三" and ring.mark_of(path) == mark
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店"]
    assert readable(tmp_path) == []  # what was written plain already followed it back


def test_switched_off_a_copy_made_by_hand_is_plain_and_one_carried_away_still_opens(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    by_hand, mark = list_backups(path)[0].path.with_name("我的副本.agridesk"), ring.mark_of(path)
    by_hand.write_bytes(path.read_bytes())
    away = path.read_bytes()
    switch_off(path)
    assert not ring.mark_of(by_hand) and not key_file.key_file(path).exists()
    by_hand.write_bytes(away)  # it comes back
    ring.forget(mark)
    assert opening.by_typed(by_hand, WORDS).name == "张三"


def test_an_archive_that_lay_among_the_backups_is_restored_from_after_encryption(tmp_path: Path) -> None:
    """It goes into their cipher like all that lies there; its key is asked for and told from another one."""
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        before, made = names(db), archive.archive(db, paths.backup_folder(path)).path
    switch_on(path, by_words, Old.ENCRYPT)
    mark = ring.mark_of(path)
    key = ring.key_of(mark, path)
    assert key_file.mark_of(made) == mark and readable(tmp_path) == []
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "后来的店"})
    ring.forget(mark)
    with pytest.raises(ring.KeyWanted):
        restore(path, made, STEPS)
    assert proof.is_key_of(made, mark, key) and not proof.is_key_of(made, mark, os.urandom(ring.KEY_BYTES))
    assert opening.by_typed(made, WORDS).name == "张三"
    assert restore(path, made, STEPS).unsound == () and ring.mark_of(path) == mark
    with opened(tmp_path) as db:
        assert names(db) == before


def test_a_file_that_cannot_be_read_is_never_taken_for_a_plain_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = encrypted(tmp_path)
    held(monkeypatch, lambda file: file == path)
    with pytest.raises(ring.Unreadable, match="held"):
        ring.mark_of(path)
    with pytest.raises(UserError, match="held"), opened(tmp_path):
        pass


def test_a_forged_file_of_keys_opens_nothing_whether_the_key_is_known_or_not(tmp_path: Path) -> None:
    """Nor an archive, nor a database whose first page is damaged; and the right passphrase still opens a locked window."""
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    mark = ring.mark_of(path)
    key = ring.key_of(mark, path)
    with opened(tmp_path) as db:
        made = archive.archive(db, tmp_path).path
        assert proof.is_key_of(made, mark, key)
        before = forged(path)
        with pytest.raises(UserError):
            opening.by_typed(path, OTHERS)
        assert ring.key_of(mark, path) == key and opening.by_typed(path, WORDS).name == "张三"
        with pytest.raises(ValueError, match="another key"):
            ring.learn(mark, bytes(ring.KEY_BYTES))
    ring.forget(mark)
    with pytest.raises(UserError, match="changed by another program"):
        opening.by_typed(path, OTHERS)
    assert ring.known(mark) is None and not proof.is_key_of(made, mark, bytes(32)) and proof.is_key_of(made, mark, key)
    key_file.key_file(path).write_bytes(before)
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    assert opening.by_typed(path, WORDS).name == "张三"


@pytest.mark.parametrize("where", [".files", ".backups"])
def test_one_file_that_cannot_be_written_locks_nobody_out_and_follows_later(
        tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = filled(tmp_path), files.save_own
    kept = list_backups(path)[0].path

    def full(target: Path, write: Any) -> Path:
        if ".files" in str(target):
            raise UserError("the disk is full")
        return real(target, write)

    if where == ".files":
        monkeypatch.setattr(files, "save_own", full)
    else:
        held(monkeypatch, lambda file: file == kept)
    left = switch_on(path, by_words, Old.ENCRYPT)
    assert len(left) == 1 and ring.mark_of(path)
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店"]
        assert switching.waiting(path) == [left[0].path.name]
        assert any(left[0].path.name in found.sentence for found in check.check(db))
    monkeypatch.undo()
    with opened(tmp_path) as db:
        assert readable(tmp_path) == [] and switching.waiting(path) == []
        assert [f.sentence for f in check.check(db) if f.level != "ok"] == []


@pytest.mark.parametrize("lost", ["gone", "damaged", "forged"])
def test_a_file_of_keys_that_is_lost_while_the_database_is_open_is_told_and_written_anew(tmp_path: Path, lost: str) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    with opened(tmp_path) as db:
        backup.backup_now(db)
        for file in (key_file.key_file(path), key_file.copy_of(path)):
            if lost == "gone":
                file.unlink()
            elif lost == "damaged":
                file.write_bytes(b"{}")
        if lost == "forged":
            key_file.copy_of(path).write_bytes((forged(path), key_file.key_file(path).read_bytes())[1])
        told = [found.sentence for found in check.check(db) if "file of keys" in found.sentence]
        assert len(told) == 2 and len(keys_there.faults(path)) == 2
        backup.backup_now(db)
        assert keys_there.faults(path) == []
        for file in (key_file.key_file(path), key_file.copy_of(path)):
            file.unlink()
        ways.add_passphrase(path, "李四", OTHERS)  # a new way in with the key that is known
    ring.forget(ring.mark_of(path))
    assert opening.by_typed(path, OTHERS).name == "李四"
    ring.forget(ring.mark_of(path))
    assert opening.by_typed(path, WORDS).name == "张三"
