"""The window on the large database in a process of its own: scrolling, sorting, memory with everything open."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

SIX = ("today", "dealers", "trials", "training", "service", "labels")
"""The tabs of version 0.2.0."""


def wait(done: Callable[[], bool], seconds: float = 30) -> None:
    """Let the window work until `done`."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while not done():
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what the event loop of the program does
        if time.perf_counter() > end:
            raise TimeoutError
        time.sleep(0.0005)


def timed(work: Callable[[], object], done: Callable[[], bool] = lambda: True) -> float:
    """Milliseconds until `work` is done and painted."""
    from PySide6.QtWidgets import QApplication

    start = time.perf_counter()
    work()
    wait(done)
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def measure(database: Path) -> dict[str, float]:
    """All figures of the window."""
    from PySide6.QtWidgets import QApplication, QTableView

    from desktop import app
    from desktop.core.settings import Settings
    from desktop.ui.look import appearance
    from tests.benchmarks.start_child import resident

    program = QApplication([])
    settings = Settings()
    appearance.dress(program, settings, "zh_CN")
    window = app.make_window(settings)
    window.resize(1366, 728)
    window.show()
    window.open_database(database)
    wait(lambda: window.context is not None)
    figures: dict[str, float] = {}

    def table() -> Any:
        return next((v for v in window.findChildren(QTableView) if v.isVisible() and v.model() and v.model().rowCount() > 1000),
                    None)

    figures["first sight of the list of 100,000 visits"] = timed(
        lambda: window.places.open_list("dealers", "visits"), lambda: table() is not None)
    view = table()
    steps = []
    bar = view.verticalScrollBar()
    for step in range(200):
        target = (step * 7919) % bar.maximum()
        steps.append(timed(lambda t=target: (bar.setValue(t), view.viewport().repaint())))
    figures["scroll to anywhere (median)"] = median(steps)
    figures["scroll to anywhere (worst of 200)"] = max(steps)
    small = [timed(lambda n=n: (bar.setValue(n), view.viewport().repaint())) for n in range(1000, 1200)]
    figures["scroll by one row (worst of 200)"] = max(small)
    for name in SIX:
        walk(window, name)
    figures["memory of six"] = resident()
    for feature in window.program.features:
        if feature.name not in SIX:
            walk(window, feature.name)
    figures["memory"] = resident()
    window.close()
    return figures


def walk(window: Any, feature: str) -> None:
    """Look at every section of a tab."""
    from PySide6.QtWidgets import QApplication

    window.show_feature(feature)
    for section in window.page.sections:
        window.page.show_section(section.name)
        QApplication.processEvents()
        end = time.perf_counter() + 0.4
        wait(lambda e=end: time.perf_counter() > e)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
