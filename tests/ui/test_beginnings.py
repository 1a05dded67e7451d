"""A database just made: it opens on Today, nothing in it is there to be undone, and files are saved among the documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from desktop import newdata
from desktop.core import history, verbs
from desktop.dealers.model import Dealer
from desktop.ui import messages
from desktop.ui.shell.undo import state
from desktop.ui.shell.window import Window


def test_nothing_is_there_to_be_undone_in_the_example_region_and_what_comes_then_is(example_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "example.agridesk"
    shutil.copy(example_file, path)
    db = newdata.open_ready(path)
    try:
        assert (state(db).undo, state(db).redo) == ("", "")
        with db.reading() as session:
            assert any("xample region" in one.label for one in history.recent(session, 50)), "the history still tells of it"
        verbs.save(db, Dealer, {"name": "A new one"})
        assert state(db).undo
        db.undo()
        assert state(db).undo == ""
    finally:
        db.close()


def test_nothing_is_there_to_be_undone_in_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "mine.agridesk"
    newdata.make(path, {"company": "Seeds", "manager": "Li"})
    db = newdata.open_ready(path)
    try:
        assert state(db).undo == ""
    finally:
        db.close()


def test_a_new_database_opens_on_the_first_tab_wherever_another_one_was_left(
        window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_page("dealers")
    qtbot.waitUntil(lambda: window.feature_in_view() == "dealers")
    window.settings.remember("section.TodayPage", "calendar")
    path = tmp_path / "next.agridesk"
    newdata.make(path, {})
    with qtbot.waitSignal(window.attached):
        window.begin_anew()
        window.open_database(path)
    assert window.feature_in_view() == "today" and window.page.section.name == "today"  # type: ignore[union-attr]


def test_the_first_file_is_saved_among_the_documents_and_never_in_the_folder_of_the_program(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_saved_in", [])
    documents = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda *_place: str(documents))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert Path(messages._offered("list.xlsx")) == tmp_path / "list.xlsx", "no such folder: the user's own"
    documents.mkdir()
    assert Path(messages._offered("list.xlsx")) == documents / "list.xlsx"
    gone = tmp_path / "stick" / "list.xlsx"
    assert Path(messages._offered(str(gone))) == documents / "list.xlsx", "a stick that was taken out"
