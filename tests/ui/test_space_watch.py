"""A quiet line says that a disk runs out of room, can be put away, and comes back when it is worse."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.core import i18n

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


def test_a_disk_that_runs_full_is_told_quietly(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = {"bytes": 10**12}
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free["bytes"]))
    assert window.backups
    watch = window.backups.room
    seen: list[int] = []

    def look() -> None:
        seen.clear()
        show = watch._show
        monkeypatch.setattr(watch, "_show", lambda short: (show(short), seen.append(len(short))))
        watch.look()
        qtbot.waitUntil(lambda: bool(seen))
        monkeypatch.setattr(watch, "_show", show)

    look()
    assert watch.bar is None, "nothing is made for what should never come"
    free["bytes"] = 90_000_000
    look()
    assert watch.bar and watch.bar.isVisible() and "Only 90 MB are free for the database" in watch.bar.text.text()
    qtbot.mouseClick(watch.bar.away, Qt.MouseButton.LeftButton)
    free["bytes"] = 80_000_000
    look()
    assert not watch.bar.isVisible()
    free["bytes"] = 30_000_000
    look()
    assert watch.bar.isVisible() and "30 MB" in watch.bar.text.text()
    i18n.set_language("zh_CN")
    window.rebuild_pages()
    watch.bar.show_short(watch.bar.short)
    assert "数据库" in watch.bar.text.text()
    i18n.set_language("en")
    free["bytes"] = 10**12
    qtbot.mouseClick(watch.bar.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not watch.bar.isVisible())  # type: ignore[union-attr]
