"""Repair and restore of encrypted databases: what comes of them is encrypted again, and whoever lost a passphrase goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import archive, backup, check, purging, restoring, verbs
from desktop.core.backup_files import list_backups
from desktop.core.encryption import key_file, opening, ring, sealed
from desktop.core.encryption.beside import Old
from desktop.core.encryption.switching import switch_off, switch_on
from desktop.core.errors import UserError
from desktop.core.salvage import salvage
from desktop.dealers.model import Dealer
from desktop.migrations import STEPS
from desktop.newdata import open_ready
from tests.core.encryption.made import MARKERS, WORDS, by_words, encrypted, filled, names, quick, readable
from tests.core.store import opened

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")


def change(path: Path, *places: int) -> None:
    data = bytearray(path.read_bytes())
    for place in places:
        data[place] ^= 1
    path.write_bytes(data)


def test_a_repair_from_a_plain_second_copy_leaves_the_database_encrypted(tmp_path: Path) -> None:
    data, stick = tmp_path / "data", tmp_path / "stick"
    for folder in (data, stick):
        folder.mkdir()
    path = filled(data)
    with opened(data) as db:
        archive.archive(db, stick)
    switch_on(path, by_words, Old.REMOVE)
    mark = ring.mark_of(path)
    change(path, 3, *range(4196, path.stat().st_size, 4096))  # every page but the first, and the mark itself
    done = salvage(path, open_ready, str(stick))
    assert done.aside is not None and ring.mark_of(path) == mark and readable(data) == []
    ring.forget(mark)
    opening.by_typed(path, WORDS)
    with opened(data) as db:
        assert names(db) == ["标记丙丁戊二店"]


@pytest.mark.parametrize("place", [3, 12])
def test_a_database_whose_first_bytes_are_damaged_asks_for_its_passphrase_and_is_repaired(tmp_path: Path, place: int) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    with opened(tmp_path) as db:
        backup.backup_now(db)
        verbs.save(db, Dealer, {"name": "此后"})
    mark = ring.mark_of(path)
    change(path, place)
    ring.forget(mark)
    with pytest.raises(UserError, match="first bytes of the encrypted database"), opened(tmp_path):
        pass
    with pytest.raises(ring.KeyWanted):
        opening.require(path)
    with pytest.raises(opening.WrongPassphrase):
        opening.by_typed(path, "not this one")
    assert opening.by_typed(path, WORDS).name == "张三"
    salvage(path, open_ready)
    assert ring.mark_of(path) == mark
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店", "此后"]


def test_whoever_lost_the_passphrase_restores_a_plain_archive_and_the_old_database_goes_aside(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        made = archive.archive(db, tmp_path).path
    switch_on(path, by_words, Old.REMOVE)
    mark = ring.mark_of(path)
    ring.forget(mark)
    with pytest.raises(ring.KeyWanted):
        restoring.restore(path, made, STEPS)
    done = restoring.restore(path, made, STEPS, without_key=True)
    assert done.unsound == () and done.aside is not None and ring.mark_of(done.aside / path.name) == mark
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店"]
        assert [f.sentence for f in check.check(db) if f.level != "ok"] == []
    assert opening.by_typed(done.aside / path.name, WORDS).name == "张三"  # found again, it opens still


def test_whoever_lost_the_passphrase_restores_an_encrypted_backup_of_elsewhere_with_its_ways_in(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    path, other = encrypted(here), encrypted(there)
    opening.by_typed(other, WORDS)
    with opened(there) as db:
        made = archive.archive(db, tmp_path).path
    for file in (key_file.key_file(path), key_file.copy_of(path)):
        file.unlink()  # the file of keys is lost as well
    restoring.restore(path, made, STEPS, without_key=True)
    ring.forget(ring.mark_of(other))
    assert opening.by_typed(path, WORDS).name == "张三" and ring.mark_of(path) == ring.mark_of(other)
    with opened(here) as db:
        assert MARKERS[0] in names(db)[0]


def test_a_damaged_copy_and_a_report_follow_encryption_and_reports_go_with_a_purge(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with opened(tmp_path) as db:
        (db.backups / backup.DAMAGED).write_bytes(list_backups(path)[0].path.read_bytes())
        (db.backups / "repair-20261101-120000.txt").write_text(MARKERS[0], encoding="utf-8")
    switch_on(path, by_words, Old.ENCRYPT)
    assert readable(tmp_path) == []
    done = salvage(path, open_ready)
    assert done.report is not None and sealed.mark_of(done.report) == ring.mark_of(path)
    with sealed.opened(done.report) as stream:
        assert stream.read().decode().splitlines() == done.said()
    switch_off(path)
    assert (path.with_name(path.name + ".backups") / "repair-20261101-120000.txt").read_text("utf-8") == MARKERS[0]
    with opened(tmp_path) as db:
        with db.reading() as session:
            number = session.connection().exec_driver_sql("SELECT id FROM dealer").scalar()
        purging.purge(db, "dealer", number, names(db)[0], backups=False)
        assert not list(db.backups.glob("repair-*.txt"))
