"""Databases on shares, mapped drives and under long names of Windows open, are backed up, migrated and restored.

A path that begins with two slashes is the same to Linux as with one, but SQLite takes its first part for a computer's name, as
it does with a share of Windows: it stands in for one here.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import unquote

import pytest

from desktop.core import archive, backup, restoring, verbs
from desktop.core.check import check
from desktop.core.errors import UserError
from desktop.core.read_only import read_only_uri, uri_of
from desktop.core.schema import open_database
from desktop.core.soundness import verify
from desktop.features import import_models
from desktop.migrations import STEPS
from desktop.trials.importing.observations import field_book
from tests.core.store import dealer_names

import_models()

from desktop.dealers.model import Dealer  # noqa: E402

WINDOWS = [r"\\server\share\农技台\x.agridesk", r"\\?\C:\Users\李 四\x.agridesk", r"\\?\UNC\server\share\x.agridesk",
           r"N:\%41 #1?.agridesk", r"C:\a&b=c\x.agridesk"]


@pytest.mark.parametrize("name", [*WINDOWS, "//server/share/x.agridesk", "/home/李四/50% #1?.agridesk", "/:memory:"])
def test_no_part_of_a_path_is_taken_for_a_computer_an_option_or_a_code(name: str) -> None:
    uri = uri_of(name)
    assert unquote(uri.removeprefix("file:")) == name
    assert not set("/?#&") & set(uri)


two_slashes = pytest.mark.skipif(os.name == "nt", reason="Windows would look for the computer of that name")


@two_slashes
@pytest.mark.parametrize("folder", ["share", r"\\server\share", "50% #1?&x", "李 四"])
def test_a_database_on_a_share_is_backed_up_migrated_and_restored(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    path = Path(f"//{tmp_path / folder}/test.agridesk".replace("///", "//"))
    assert str(path).startswith("//"), "pathlib keeps the two slashes"
    open_database(path, STEPS[:-1]).close()
    db = open_database(path, STEPS)
    try:
        assert db.was_older and db.path == path.resolve()
        verbs.save(db, Dealer, {"name": "甲"})
        made, stick = backup.backup_now(db), archive.archive(db, path.parent).path
        assert check(db)[0].level == "ok" and not backup.changed_since_backup(db)
        verbs.save(db, Dealer, {"name": "乙"})
    finally:
        db.close()
    verify(Path(f"/{db.path}"), steps=STEPS)
    for source in (made, stick):
        restoring.restore(path, source, STEPS)
        db = open_database(path, STEPS)
        assert dealer_names(db) == ["甲"]
        db.close()


@two_slashes
def test_a_field_book_database_on_a_share_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    sqlite3.connect(path).close()
    with sqlite3.connect(read_only_uri(Path(f"/{path}")), uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    with pytest.raises(UserError, match="holds no observations"):
        field_book.read_database(Path(f"/{path}"), path.name)
