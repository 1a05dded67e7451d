"""About the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.i18n import _
from desktop.ui import messages

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow


def show_about(window: MainWindow) -> None:
    """Name, version and what the program stands on."""
    from desktop.ui.shell.crash import versions

    messages.inform(
        window,
        _("AgriDesk keeps a region's dealers, trials, training, technical service and labels on one computer.")
        + "\n\n"
        + versions()
        + "\n\n"
        + _("Font: Noto Sans SC, SIL Open Font License 1.1. Window: Qt, LGPL 3. Database: SQLite."),
    )
