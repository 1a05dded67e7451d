"""A command given to the window's program, which has no console on Windows: what it says is shown in a box."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

from desktop.core.i18n import _
from desktop.ui import messages

LINES = 25  # a box holds no more


def run(arguments: Sequence[str]) -> int:
    """Do the command and show what it said; gives its exit status."""
    from PySide6.QtWidgets import QApplication

    status, said = captured(arguments)
    app = QApplication.instance() or QApplication(["agridesk"])  # a box needs one
    (messages.inform if status == 0 else messages.show_error)(None, said or _("Done."))
    del app
    return status


def captured(arguments: Sequence[str]) -> tuple[int, str]:
    """The exit status of a command and what it said, its last lines where it said much."""
    from desktop import cli

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            status = cli.main(arguments)
        except SystemExit as end:  # what argparse says of options, and --help
            status = end.code if isinstance(end.code, int) else 2
    return status, "\n".join(said.getvalue().strip().splitlines()[-LINES:])
