"""Help ▸ Save a support bundle: works with and without an open database, and with one that cannot be opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.core.i18n import _
from desktop.ui import messages

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow


def save_support(window: MainWindow) -> None:
    """Ask where the bundle goes and write it."""
    suggested = f"AgriDesk-support-{date.today():%Y%m%d}.zip"
    out = messages.save_file(window, _("Save a support bundle"), suggested, _("Support bundle") + " (*.zip)")
    if out is None:
        return
    known = window.context.db.path if window.context else window.not_opened or window.settings.get("database")
    database, settings = Path(known) if known else None, window.settings

    def work() -> Path:
        from desktop.core.support import save_bundle

        return save_bundle(out, __version__, database, settings)

    def done(made: Path) -> None:
        messages.inform(window, _(
            "Saved: {file}\n\nIt holds versions, settings without names, counts, sizes, results of checks and where errors "
            "happened, in plain text: look into it before you send it. No names, telephone numbers or texts of your records "
            "stand in it.").format(file=made))

    window.tasks.compute(lambda _progress: work(), done, title=_("Writing the support bundle"))
