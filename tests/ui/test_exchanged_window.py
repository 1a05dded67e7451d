"""The window on a database that was damaged under it closes all the same."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.core import verbs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow it")
def test_a_window_closes_after_its_database_was_cut_short_and_shows_no_page_on_the_way(
        window: Window, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.dealers.model import Dealer

    context = window.context
    assert context
    dealer = verbs.save(context.db, Dealer, {"name": "甲"})
    for name in ("dealers", "training", "trials"):
        window.show_feature(name)
        qtbot.waitUntil(lambda: not window.tasks.busy)
    with context.db.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.truncate(context.db.path, 8192)
    db = context.db
    answers.next = False  # no copy
    window.tasks.run(lambda: verbs.save(db, Dealer, {"name": "乙"}, dealer.id))
    qtbot.waitUntil(lambda: not window.tasks.busy)
    window.show_feature("dealers")
    context.changed.emit(frozenset({"dealer", "trainingevent", "trial"}))  # loaded again when they are seen
    qtbot.waitUntil(lambda: not window.tasks.busy)
    loaded: list[str] = []
    for name, page in window.pages.items():
        for section in page.made():
            monkeypatch.setattr(section, "load", lambda name=name: loaded.append(name))
    answers.queue += [True] * 3  # closed although the backup on closing fails
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.context is None and not loaded
