"""What is offered when the database under the open program was replaced or deleted: go on in a copy under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.i18n import _
from desktop.ui import messages
from desktop.ui.shell.file_menu import kinds

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.errors import Exchanged
    from desktop.ui.context import MainWindow


def offer(window: MainWindow, error: Exchanged) -> None:
    """Say what happened and ask for the name of the copy; the pages stay as they are, what is typed in them too."""
    context = window.context
    if context is None or not messages.ask(window, str(error), _("Save a copy…"), _("Cancel")):
        return
    suggested = str(error.path.with_name(f"{error.path.stem}-2{error.path.suffix}"))
    target = messages.save_file(window, _("Save a copy"), suggested, kinds())
    if target is None:
        return
    db = context.db

    def work() -> Path:
        from desktop.core.elsewhere import go_on_in

        go_on_in(db, target, window.program.open)
        return target

    def done(path: Path) -> None:
        window.settings.set("database", str(path))
        window.show_title()
        window.status.show_message(_("You now work in {file}. What you typed is not saved yet: save it again.").format(
            file=path.name))

    window.tasks.run(work, done, title=_("Saving a copy"))
