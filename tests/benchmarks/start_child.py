"""A window in a process of its own that prints when it stood there, when its list was filled, and its memory.

Arguments: bare, or visits DATABASE, or today DATABASE: what is waited for; with FOLDER and NUMBER the throw-away models that
lie there more, in a feature of their own (see growth.py). Times are seconds since the epoch, as the parent's.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import Any


def say(what: str) -> None:
    """Tell the parent."""
    print(what, time.time(), flush=True)


def bare() -> None:
    """The smallest PySide6 window: a label in a main window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Bare(QMainWindow):
        """Says when it is painted first."""

        painted = False

        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]
            if not self.painted:
                self.painted = True
                say("visible")
                QTimer.singleShot(0, app.quit)

    app = QApplication([])
    window = Bare()
    window.setCentralWidget(QLabel("bare"))
    window.resize(1240, 720)
    window.show()
    app.exec()


def agridesk(what: str, database: Path) -> None:
    """The program on `database`: visible, then Today or the list of visits filled."""
    gc.disable()  # as `desktop.__main__` does
    from desktop import app

    original = app.make_window

    def make_window(settings: object) -> Any:
        window = original(settings)  # type: ignore[arg-type]
        window.first_painted.connect(lambda: say("visible"))
        watch(window, what)
        return window

    app.make_window = make_window  # type: ignore[assignment]
    app.run(database, "zh_CN")


def watch(window: Any, what: str) -> None:
    """Ask for the list of visits as soon as the database is open; say when it, or Today, shows what it holds; leave."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    timer = QTimer(window)
    asked: list[bool] = []

    def filled() -> bool:
        if what == "today":
            board = getattr(window.page.section, "board", None) if window.page is not None else None
            return board is not None and board.whole
        return any(view.isVisible() and view.model() and view.model().rowCount() > 1000
                   for view in window.findChildren(QTableView))

    def look() -> None:
        if not asked and window.context is not None:
            asked.append(True)
            if what == "visits" and window.page.section.name != "visits":  # once asked for, it is where the window opens
                window.places.open_list("dealers", "visits")
            if what == "today" and not hasattr(window.page.section, "board"):  # a window may open where it was left
                window.show_feature("today")
        if asked and filled():
            timer.stop()
            say("filled")
            print("memory", resident(), flush=True)
            print("worked", time.process_time(), flush=True)
            QApplication.quit()

    timer.timeout.connect(look)
    timer.start(2)


def resident() -> float:
    """Resident memory of this process in MiB (0 where the system does not say)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(x for x in status.read_text(encoding="ascii").splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    if len(sys.argv) > 3:
        from tests.benchmarks.growth import enlist

        enlist(Path(sys.argv[3]), int(sys.argv[4]))
    bare() if sys.argv[1] == "bare" else agridesk(sys.argv[1], Path(sys.argv[2]))
