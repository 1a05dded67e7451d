"""Every tab, section and sub-tab visited twice in a process of its own, with the longest time the main thread was held.

Argument: DATABASE. Prints one JSON object {what: [first visit, its processor time, second visit, its processor time]}, in
milliseconds. A pause is one turn of the event loop: what the user does, or the events that wait after it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

QUIET = 0.25  # seconds without work after which a visit is over
IDLE = 3.0  # seconds the user reads the first page
Pause = tuple[float, float]


def pause(work: Callable[[], object]) -> Pause:
    """Milliseconds that `work` holds the main thread: on the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000


class Visitor:
    """The window on a database, and the visits paid to it."""

    def __init__(self, database: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop import app
        from desktop.core.settings import Settings
        from desktop.ui.look import appearance
        from desktop.ui.tasks import Collector

        self.program = QApplication([])
        settings = Settings()
        appearance.dress(self.program, settings, "zh_CN")
        self.collector = Collector(self.program)
        self.window = app.make_window(settings)
        self.window.resize(1366, 728)
        self.found: dict[str, list[float]] = {}
        self.visit("window shown", self.window.show)
        self.visit("database opened, Today shown", lambda: self.window.open_database(database))

    def visit(self, what: str, work: Callable[[], object], quiet: float = QUIET) -> None:
        """Do `work` and let the window come to rest; note the longest pause."""
        worst = pause(work)
        end = time.perf_counter() + quiet
        while self.window.tasks.busy or time.perf_counter() < end:
            longest = pause(self.program.processEvents)
            worst = max(worst, longest)
            if longest[0] > 1:
                end = max(end, time.perf_counter() + quiet / 2)
            time.sleep(0.001)
        self.found.setdefault(what, []).extend(round(x, 1) for x in worst)
        print(f"{what}: {worst[0]:.0f} ms, processor {worst[1]:.0f} ms", file=sys.stderr, flush=True)

    def everything(self) -> None:
        """Each tab, section, record and sub-tab, then all again."""
        for feature in self.window.program.features:
            self.visit(feature.name, lambda f=feature: self.window.show_feature(f.name))
            page: Any = self.window.page
            for number, kind in enumerate(page.sections):
                if number or len(self.found[feature.name]) > 2:
                    self.visit(f"{feature.name}/{kind.name}", lambda p=page, k=kind: p.show_section(k.name))
                self.section(f"{feature.name}/{kind.name}", page.section)

    def section(self, name: str, section: Any) -> None:
        """Its records and sub-tabs, where it is a book."""
        book = getattr(section, "pane", None) and getattr(section, "list", None)
        if not book or not section.list.table.rows.ids:
            return
        for row in (1, 2):
            if row < len(section.list.table.rows.ids):
                self.visit(f"{name} record {row}", lambda r=row: section.list.table.selectRow(r))
        for number in range(section.pane.tabs.count()):
            title = section.pane.tabs.tabText(number).split(" (")[0]
            self.visit(f"{name}/{title}", lambda n=number: section.pane.tabs.setCurrentIndex(n))

    def dialogs(self) -> None:
        """The dialogs of a trial, opened and closed."""
        from PySide6.QtWidgets import QApplication

        page: Any = self.window.show_feature("trials")
        book = page.show_section("trials")
        self.visit("rest", lambda: None)
        for name in ("report", "choose_traits", "lay_out", "planting_plan", "print_labels", "field_sheets"):
            for _time in range(2):
                self.visit(f"dialog {name}", getattr(book, name))
                for dialog in QApplication.topLevelWidgets():
                    if dialog.isVisible() and dialog is not self.window:
                        dialog.close()
                self.visit("rest", lambda: None)


def measure(database: Path) -> dict[str, list[float]]:
    """All visits."""
    visitor = Visitor(database)
    visitor.visit("idle after the start", lambda: None, IDLE)
    visitor.everything()
    visitor.everything()
    visitor.dialogs()
    visitor.window.settle = lambda proceed: proceed()  # type: ignore[method-assign]
    visitor.window.close()
    return visitor.found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
