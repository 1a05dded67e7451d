"""A database replaced, overwritten, cut short or deleted under the open program: noticed before the next commit."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core import check, verbs
from desktop.core.backup import backup_now
from desktop.core.elsewhere import go_on_in
from desktop.core.errors import Exchanged, UserError
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import dealer_names, opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow it")


def other(folder: Path) -> Path:
    """Another state of the database: 200 dealers more, closed."""
    (folder / "other").mkdir()
    with opened(folder / "other") as db, db.operation("many") as session:
        verbs.insert_many(session, Dealer, [{"name": f"外{n}", "code": f"X{n}"} for n in range(200)])
    return folder / "other" / "test.agridesk"


def alike(path: Path) -> None:
    """Write a copy with another content, but the same size and the same header, over the database, as a sync program does."""
    content = bytearray(path.read_bytes())
    content[-100:] = bytes(reversed(content[-100:]))
    content[-50] ^= 1
    path.write_bytes(content)


EXCHANGES: dict[str, Callable[[Path, Path], object]] = {
    "replaced": lambda path, there: there.replace(path),
    "overwritten": lambda path, there: shutil.copyfile(there, path),
    "cut short": lambda path, _there: os.truncate(path, 8192),
    "copy of the same header": lambda path, _there: alike(path),
    "deleted": lambda path, _there: path.unlink(),
    "log deleted": lambda path, _there: path.with_name(path.name + "-wal").unlink(),
    "moved away": lambda path, there: path.rename(there.with_name("moved")),
}


@pytest.mark.parametrize("how", EXCHANGES)
def test_an_exchanged_database_is_noticed_before_anything_is_saved_into_it(tmp_path: Path, how: str) -> None:
    there = other(tmp_path)
    path = tmp_path / "test.agridesk"
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        EXCHANGES[how](path, there)
        for _try in range(2):
            with pytest.raises(Exchanged, match=r"test\.agridesk"):
                verbs.save(db, Dealer, {"name": "乙"})
        with pytest.raises(Exchanged):
            db.undo()
    if how == "replaced":
        with opened(tmp_path) as db:
            assert len(dealer_names(db)) == 200 and check.check(db)[0].level == "ok", "the other's rows are unharmed"


def test_reading_makes_no_empty_database_where_the_file_is_gone(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        db._reader.dispose()  # as when more is read at once than before
        for found in tmp_path.glob("test.agridesk*"):
            if found.is_file():
                found.unlink()
        with pytest.raises(Exchanged):
            dealer_names(db)
        assert not (tmp_path / "test.agridesk").exists()


def test_an_open_database_saves_on_while_nobody_touches_it(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        for number in range(40):  # the log is written back several times
            with db.operation("many") as session:
                verbs.insert_many(session, Dealer, [{"name": f"经{number}-{n}" * 20, "code": f"{number}-{n}"}
                                                     for n in range(60)])
            if number % 10 == 0:
                backup_now(db)
                os.utime(db.path)
        with db.raw() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        verbs.save(db, Dealer, {"name": "末"})
        assert len(dealer_names(db)) == 2401


def test_of_a_database_too_large_to_be_read_in_passing_pieces_tell_a_touch_from_an_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.core.same_file.LARGEST", 300_000)
    with opened(tmp_path) as db:
        for number in range(40):
            with db.operation("many") as session:
                verbs.insert_many(session, Dealer, [{"name": f"经{number}-{n}" * 20, "code": f"{number}-{n}"}
                                                     for n in range(60)])
        with db.raw() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        verbs.save(db, Dealer, {"name": "甲"})
        assert db.path.stat().st_size > 300_000
        os.utime(db.path)
        verbs.save(db, Dealer, {"name": "touched, not exchanged"})
        alike(db.path)
        with pytest.raises(Exchanged):
            verbs.save(db, Dealer, {"name": "乙"})


@pytest.mark.parametrize("how", ["replaced", "deleted", "moved away"])
def test_what_was_open_goes_on_in_a_copy_with_its_attachments(tmp_path: Path, how: str) -> None:
    there, target = other(tmp_path), tmp_path / "copy.agridesk"
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
        db.attachments.mkdir()
        (db.attachments / "photo").write_bytes(b"photo")
        EXCHANGES[how](tmp_path / "test.agridesk", there)
        with pytest.raises(UserError, match="exists already"):
            (tmp_path / "taken.agridesk").write_bytes(b"x")
            go_on_in(db, tmp_path / "taken.agridesk", lambda path: open_database(path, STEPS))
        go_on_in(db, target, lambda path: open_database(path, STEPS))
        assert db.path == target and dealer_names(db) == ["甲"]
        verbs.save(db, Dealer, {"name": "乙"})
        assert (db.attachments / "photo").read_bytes() == b"photo"
    with opened(tmp_path, target.name) as db:
        assert dealer_names(db) == ["甲", "乙"] and [f.level for f in check.check(db)] == ["ok"]


def test_a_hard_link_is_the_same_database(tmp_path: Path) -> None:
    with opened(tmp_path):
        os.link(tmp_path / "test.agridesk", tmp_path / "link.agridesk")
        with pytest.raises(UserError, match="under another name"):
            open_database(tmp_path / "link.agridesk", STEPS)
    open_database(tmp_path / "link.agridesk", STEPS).close()
