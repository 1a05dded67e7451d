"""The observation grid with 5,000 plots and 30 traits, five of them computed, in a process of its own.

What the main thread does is counted in its own CPU time; what the worker does by the clock.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measure import Figure

PLOTS, TRAITS, COMPUTED = 5000, 25, 5
GOALS = {"scroll by a page (worst of 200)": 100.0, "type a value and see it (worst of 50)": 100.0,
         "show other data on the main thread": 100.0, "hide what is done": 100.0, "paste 500 × 10 cells (main thread)": 100.0}


def figures(_database: Path) -> Iterator[Figure]:
    """What the child measured."""
    with TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-m", "tests.benchmarks.grid", folder], capture_output=True, text=True,
                              check=True)
    for what, value in json.loads(done.stdout.splitlines()[-1]).items():
        yield Figure(f"5,000 × 30 grid: {what}", value, "ms", GOALS.get(what))


def fill(db: Any) -> int:
    """The trial: three replicates, half of it observed."""
    from desktop.catalogue.model import Trait
    from desktop.core import verbs
    from desktop.trials import actions
    from desktop.trials.model import Entry, Observation, Plot, Trial

    chance = Random(1)
    trial = verbs.save(db, Trial, {"code": "G", "title": "grid", "harvest_area": 12})
    with db.operation("made") as session:
        traits = [verbs.store(session, Trait, {"code": f"t{n}", "name_zh": f"性状{n}", "low": 0, "high": 100}).id
                  for n in range(TRAITS)]
        traits += [verbs.store(session, Trait, {"code": f"d{n}", "name_zh": f"推算{n}",
                                                "formula": f"t{n} / harvest_area * 2"}).id for n in range(COMPUTED)]
        entries = verbs.insert_many(session, Entry, [{"trial_id": trial.id, "number": n, "name": f"V{n}"} for n in range(1700)])
        plots = verbs.insert_many(session, Plot, [
            {"trial_id": trial.id, "entry_id": entries[n % 1700], "number": f"{n + 1:04}", "replicate": n // 1700 + 1,
             "row": n // 50 + 1, "column": n % 50 + 1} for n in range(PLOTS)])
        verbs.insert_many(session, Observation, [
            {"plot_id": plot, "trait_id": trait, "occasion": 1, "value": round(chance.gauss(50, 12), 1)}
            for plot in plots[::2] for trait in traits[:TRAITS]])
    actions.set_traits(db, trial.id, traits)
    return trial.id


def measure(folder: Path) -> dict[str, float]:
    """All figures."""
    import time

    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from desktop import app
    from desktop.core.settings import Settings
    from desktop.newdata import open_ready
    from desktop.trials.observations.observation_grid import ObservationGrid
    from desktop.ui.grid.grid import Grid
    from desktop.ui.look import appearance
    from tests.benchmarks.window_child import wait

    def timed(work: Any) -> float:
        """CPU milliseconds the main thread needs until `work` is done and painted: what else runs here does not count."""
        begin = time.thread_time()
        work()
        QApplication.processEvents()
        return (time.thread_time() - begin) * 1000

    program = QApplication([])
    settings = Settings(folder / "settings.json")
    appearance.dress(program, settings, "zh_CN")
    db = open_ready(folder / "grid.agridesk")
    start = time.perf_counter()
    trial = fill(db)
    found = {"make the trial (worker)": (time.perf_counter() - start) * 1000}
    window = app.make_window(settings)
    window.show()
    window.attach(db)
    assert window.context
    wait(lambda: not window.tasks.busy)
    source = ObservationGrid(db, trial)
    start = time.perf_counter()
    data = source.load()
    found["load (worker)"] = (time.perf_counter() - start) * 1000
    grid = Grid(window.context, source)
    grid.resize(1300, 600)
    grid.show()
    wait(lambda: not window.tasks.busy and bool(grid.cells.order))
    found["show other data on the main thread"] = timed(lambda: grid._take((grid._asked, data, 0)))
    bar, view = grid.view.verticalScrollBar(), grid.view
    last = bar.maximum()
    found["scroll by a page (worst of 200)"] = max(
        timed(lambda n=n: (bar.setValue(n * 7919 % last), view.viewport().repaint())) for n in range(200))
    found["type a value and see it (worst of 50)"] = max(
        timed(lambda n=n: (grid.cells.setData(grid.cells.index(n * 97, 3), f"{n + 0.5}"), view.viewport().repaint()))
        for n in range(50))
    wait(lambda: not window.tasks.busy)
    QGuiApplication.clipboard().setText("".join("\t".join(str(50 + n % 9) for _c in range(10)) + "\n" for n in range(500)))
    view.go_to(grid.cells.index(100, 2))
    found["paste 500 × 10 cells (main thread)"] = timed(view.paste)
    wait(lambda: not window.tasks.busy)
    found["hide what is done"] = timed(lambda: grid.hide_done.setChecked(True))
    found["save one value with what is computed (worker)"] = _saved(source, data)
    grid.close()
    window.close()
    return found


def _saved(source: Any, data: Any) -> float:
    import time

    from desktop.core.grid import GridChange

    start = time.perf_counter()
    for n in range(20):
        source.save([GridChange(data.keys[n], data.columns[1].name, None, 41.0 + n)])
    return (time.perf_counter() - start) * 1000 / 20


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
