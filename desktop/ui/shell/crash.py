"""Our own faults: written to the log first, then shown with the text to copy. Nothing half is saved."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.core import faults, paths
from desktop.core.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.shell.crash_dialog import CrashDialog

log = logging.getLogger("agridesk")
window: QWidget | None = None
_shown: list[CrashDialog] = []


def install() -> None:
    """From now on every unexpected error goes to the log file and the dialog."""
    sys.excepthook = report
    threading.excepthook = _thread_report


def open_log() -> None:
    """Begin the log file, once the window stands or something went wrong."""
    from desktop.core.files import keep_private
    from desktop.ui.shell.log_file import LogFile

    if any(isinstance(h, LogFile) for h in logging.getLogger().handlers):
        return
    path = paths.log_folder() / "agridesk.log"
    try:
        handler = LogFile(path)
    except OSError:
        return  # nowhere to write: what is unexpected is shown all the same
    keep_private(path)
    logging.getLogger().addHandler(handler)


def _thread_report(args: threading.ExceptHookArgs) -> None:
    open_log()
    log.error("in thread %s", args.thread, exc_info=args.exc_value)


def versions() -> str:
    """The versions a report needs, in one line each."""
    import platform

    import PySide6

    return "\n".join(
        (
            f"AgriDesk {__version__}",
            f"Python {platform.python_version()}",
            f"PySide6 {PySide6.__version__}",
            platform.platform(),
        )
    )


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None, parent: QWidget | None = None) -> None:
    """Log an unexpected error and show it. A `UserError` that reached a slot's end is shown as its sentence."""
    if issubclass(kind, KeyboardInterrupt):
        sys.exit(130)
    if isinstance(error, UserError):
        from desktop.ui import messages

        messages.show_error(parent or window, error)
        return
    open_log()
    text = faults.told(error.with_traceback(trace))
    log.error("unexpected error\n%s", text)
    sys.__stderr__ and sys.__stderr__.write(text)
    if not _shown:  # an error while painting would come again and again
        from desktop.ui.shell.crash_dialog import CrashDialog

        dialog = CrashDialog(f"{versions()}\n\n{text}", parent or window)
        _shown.append(dialog)
        dialog.finished.connect(_shown.clear)
        dialog.show()


def open_log_folder() -> None:
    """Show the folder of the log in the system's file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_folder())))
