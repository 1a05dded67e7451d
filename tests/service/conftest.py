"""What the tests of technical service share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


def section(window: Window, name: str, qtbot: QtBot) -> Any:
    """The section of the Service tab of that name, shown and filled."""
    page: Any = window.show_feature("service")
    shown = page.show_section(name)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    return shown
