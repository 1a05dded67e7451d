"""5,000 children of one record typed in place, in a process of its own: what the main thread is held, in its own CPU time."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measure import Figure

ROWS = 5000
HELD = 100.0  # ms: the longest the window may be held


def figures(_database: Path) -> Iterator[Figure]:
    """What the child measured."""
    with TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-m", "tests.benchmarks.children", folder], capture_output=True, text=True,
                              check=True)
    for what, value in json.loads(done.stdout.splitlines()[-1]).items():
        yield Figure(f"5,000 children: {what}", value, "ms", HELD)


def fill(db: Any) -> int:
    """A training with its participants."""
    from desktop.core import verbs
    from desktop.training.model import Participant, TrainingEvent

    training = verbs.save(db, TrainingEvent, {"topic": "x", "held_on": "2026-04-01"}).id
    with db.operation("made") as session:
        verbs.insert_many(session, Participant, [
            {"event_id": training, "name": f"P{n}", "pre_score": float(n % 100)} for n in range(ROWS)])
    return int(training)


def measure(folder: Path) -> dict[str, float]:
    """The longest time the main thread is held by each thing one does."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop import app
    from desktop.core.child_rows import ChildRows
    from desktop.core.settings import Settings
    from desktop.newdata import open_ready
    from desktop.training.lists import PARTICIPANTS
    from desktop.ui.grid.row_grid import RowGrid
    from desktop.ui.look import appearance
    from desktop.ui.tasks import Collector
    from tests.benchmarks.window_child import wait

    program = QApplication([])
    collector = Collector()  # as in the program
    settings = Settings(folder / "settings.json")
    appearance.dress(program, settings, "zh_CN")
    db = open_ready(folder / "children.agridesk")
    training = fill(db)
    window = app.make_window(settings)
    window.show()
    window.attach(db)
    context = window.context
    assert context
    wait(lambda: not window.tasks.busy)
    gc.freeze()  # as in the program, once it stands
    grid = RowGrid(context)
    grid.resize(1300, 500)
    grid.show()

    def held(work: Callable[[], object]) -> float:
        """The longest of the pieces in which the main thread does `work` and what follows from it, CPU milliseconds."""
        longest = 0.0
        step: Callable[[], object] = work
        while True:
            begin = time.thread_time()
            step()
            longest = max(longest, time.thread_time() - begin)
            if step is not work and not (window.tasks.busy or grid.saving):
                return longest * 1000
            step = QApplication.processEvents
            time.sleep(0.0005)

    def type_at(row: int, column: int) -> None:
        grid.view.setFocus()
        grid.view.go_to(grid.cells.index(row, column))
        QTest.keyClicks(grid.view, "Z")
        QTest.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Return)

    def paste(rows: int) -> None:
        lines = (f"人{n}\t村{n}\t2\t139{n}\t2\t{n % 100}\t{n % 90}\t备注\n" for n in range(rows))
        QGuiApplication.clipboard().setText("".join(lines))
        grid.view.go_to(grid.cells.index(grid.cells.rowCount() - 1, 0))
        grid.view.paste()

    found = {"shown": held(lambda: grid.set_source(ChildRows(db, PARTICIPANTS, {"event_id": training})))}
    found["typed into"] = held(lambda: type_at(2500, 1))
    found["a row added by typing"] = held(lambda: type_at(ROWS, 0))
    found["a row deleted"] = held(grid.view.remove_rows)
    held(lambda: paste(5))  # the letters are drawn for the first time
    found["50 × 8 cells pasted"] = held(lambda: paste(50))
    found["5,000 × 8 cells pasted"] = held(lambda: paste(ROWS))
    found["undone"] = held(lambda: window.tasks.run(db.undo))
    grid.close()
    window.close()
    collector.stop()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
