"""What is whole somewhere comes back, record by record; what does not is named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core import backup, page_sums, second_place, verbs, wholeness
from desktop.core.attachments import Attachment, attach
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.files import AttachmentStore
from desktop.core.salvage import Salvaged, salvage
from desktop.core.schema import open_database
from desktop.dealers.model import Dealer
from desktop.features import followers
from desktop.migrations import STEPS
from tests.core.store import opened

NAME = "test.agridesk"


def again(path: Path) -> Database:
    """A database as the program opens one."""
    return open_database(path, STEPS, followers())


def dealers(db: Database) -> dict[str, tuple[str, bool]]:
    """The dealers: name → (remarks, whether in the bin)."""
    with db.reading() as session:
        return {row[0]: (row[1], bool(row[2])) for row in session.connection().exec_driver_sql(
            "SELECT name, remarks, deleted_at FROM dealer")}


def worked_on(folder: Path) -> dict[str, tuple[str, bool]]:
    """A database with a backup in the middle of the work; what its dealers are."""
    with opened(folder) as db:
        wholeness.first_sums(db)
        with db.operation("first") as session:
            for number in range(60):
                verbs.store(session, Dealer, {"name": f"农资店{number}", "address": "城关镇" * 9,
                                              "remarks": f"备注{number} " * 9})
        backup.backup_now(db)
        keys = _keys(db)
        with db.operation("later") as session:
            verbs.store(session, Dealer, {"remarks": "备份之后改的"}, keys["农资店3"])
            verbs.store(session, Dealer, {"name": "备份之后新增", "remarks": "新"})
        with db.operation("bin") as session:
            verbs.remove(session, Dealer, [keys["农资店4"]])
        return dealers(db)


def _keys(db: Database) -> dict[str, int]:
    with db.reading() as session:
        return dict(tuple(row) for row in session.connection().exec_driver_sql("SELECT name, id FROM dealer"))


def changed(folder: Path, change: Callable[[bytearray], bytearray]) -> None:
    """Change the bytes of the closed database."""
    path = folder / NAME
    path.write_bytes(change(bytearray(path.read_bytes())))


def repaired(folder: Path) -> Salvaged:
    """Repair; what is left must be whole."""
    done = salvage(folder / NAME, again)
    with opened(folder) as db:
        found = [f for f in wholeness.looked(db, full=True) if f]
        assert found == []
        assert [f for f in check(db) if f.level == "error"] == []
    return done


def test_a_field_that_changed_by_itself_comes_back_in_one_action_that_can_be_undone(tmp_path: Path) -> None:
    whole = worked_on(tmp_path)

    def flip(data: bytearray) -> bytearray:
        at = data.rindex("备注7 备注7".encode())
        data[at + 6] = ord("8")
        return data

    changed(tmp_path, flip)
    with opened(tmp_path) as db:
        assert any(f and f.damage for f in wholeness.looked(db, full=False))
    done = repaired(tmp_path)
    with opened(tmp_path) as db:
        assert dealers(db) == whole
        assert any("农资店7" in line for line in done.said()), done.said()
        assert done.report is not None and "农资店7" in done.report.read_text(encoding="utf-8")
        db.undo()
        assert dealers(db) != whole


def test_a_page_that_explains_nothing_is_named_beside_one_that_explains_a_record(tmp_path: Path) -> None:
    worked_on(tmp_path)

    def flip(data: bytearray) -> bytearray:
        at = data.rindex("备注7 备注7".encode())
        data[at + 6] = ord("8")
        unused = next(start for start in range(0, len(data), 4096) if start != at // 4096 * 4096
                      and data[start] == 13 and not any(data[start + 1000:start + 1100]))  # within a leaf that is not full
        data[unused + 1050] = 1
        return data

    changed(tmp_path, flip)
    done = repaired(tmp_path)
    assert any("农资店7" in line for line in done.back) and any(line.startswith("2 pages") for line in done.lost), done.said()


def _pages_overwritten(data: bytearray) -> bytearray:
    chance = random.Random(5)
    for number in chance.sample(range(len(data) // 4096), max(4, len(data) // 409_600)):
        data[number * 4096:(number + 1) * 4096] = chance.randbytes(4096)
    return data


HURTS: dict[str, Callable[[bytearray], bytearray]] = {
    "one page in a hundred is overwritten": _pages_overwritten,
    "a range is zero": lambda data: data[:len(data) // 2] + bytes(60_000) + data[len(data) // 2 + 60_000:],
    "cut short": lambda data: data[:len(data) * 2 // 3],
    "the header is gone": lambda data: bytearray(100) + data[100:],
    "empty": lambda data: bytearray(),
}


@pytest.mark.parametrize("hurt", HURTS)
def test_a_damaged_file_gives_back_what_is_whole_and_names_the_rest(tmp_path: Path, hurt: str) -> None:
    whole = worked_on(tmp_path)
    changed(tmp_path, HURTS[hurt])
    done = repaired(tmp_path)
    with opened(tmp_path) as db:
        found = dealers(db)
    at_backup = {name: (text, gone) for name, (text, gone) in whole.items() if name != "备份之后新增"}
    for name in at_backup:
        assert name in found
    if found != whole:
        assert done.lost, done.said()  # what is not as it was is said


def test_without_a_backup_the_records_stay_and_it_is_said(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        wholeness.first_sums(db)
        verbs.save(db, Dealer, {"name": "甲", "remarks": "不会错的备注" * 20})
    changed(tmp_path, lambda data: data.replace("不会错的备注不会错的备注".encode(), "不会对的备注不会错的备注".encode(), 1))
    done = salvage(tmp_path / NAME, again)
    assert any("甲" in line for line in done.lost) or done.back


def test_an_attached_file_comes_back_from_the_second_place(tmp_path: Path) -> None:
    stick, photo = tmp_path / "stick", tmp_path / "photo.jpg"
    stick.mkdir()
    photo.write_bytes(b"maize" * 100)
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        attached = attach(db, "dealer", dealer.id, [photo])[0]
        second_place.copy(db, stick)
        path = AttachmentStore(db.attachments).path(attached.digest)
        path.write_bytes(b"rotten")
    done = salvage(tmp_path / NAME, again, str(stick))
    assert path.read_bytes() == photo.read_bytes()
    assert any("photo.jpg" in line for line in done.back) and done.lost == []
    assert Attachment.NAME


def test_a_damaged_database_pushes_out_no_backup(tmp_path: Path) -> None:
    worked_on(tmp_path)
    changed(tmp_path, lambda data: data.replace("备注9 备注9".encode(), "备注8 备注9".encode(), 1))
    before = sorted(p.name for p in (tmp_path / f"{NAME}.backups").glob("*.agridesk"))
    with opened(tmp_path) as db, pytest.raises(Exception, match=backup.DAMAGED):
        backup.backup_now(db)
    after = sorted(p.name for p in (tmp_path / f"{NAME}.backups").glob("*.agridesk"))
    assert after == sorted([*before, backup.DAMAGED])


def test_a_rotten_backup_keeps_no_place_of_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.core import thinning

    monkeypatch.setattr(thinning, "KEEP_NEWEST", 2)
    monkeypatch.setattr(thinning, "KEEP_ALL", thinning.timedelta(0))
    monkeypatch.setattr(thinning, "KEEP_LADDER", ())
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        made = [backup.backup_now(db), backup.backup_now(db)]
        data = bytearray(made[1].read_bytes())
        data[5000] ^= 1
        made[1].write_bytes(data)
        made.append(backup.backup_now(db))
        assert made[0].exists(), "the damaged one stood in its place"
        assert page_sums.read(db.path) is not None
    shutil.rmtree(tmp_path, ignore_errors=True)
