"""Long work: one worker thread for everything that writes, results on the main thread.

    context.tasks.run(lambda: actions.move(db, ids), done=self._moved)
    context.tasks.run_long(work, done, title=_("Importing"))      # work takes a Progress: shown, can be cancelled

One worker, because SQLite has one writer: two would only wait for each other. The collector of reference cycles may
destroy widgets from whichever thread it runs in, so it is switched off and called on a timer of the main thread.
"""

from __future__ import annotations

import gc
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.core.errors import UserError

T = TypeVar("T")
Failed = Callable[[Exception], None]
REPORT_EVERY = 0.05  # seconds between two reports, so that a fast loop does not flood the main thread
COLLECT_EVERY_MS = 2000


class Cancelled(UserError):
    """The user stopped the work; nothing half is left behind, nothing is shown."""


class Progress:
    """How far a long work is. The work calls `report`; the window sets `cancelled`."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self.cancelled = False
        self._tell = tell
        self._last = 0.0

    def report(self, done: int, total: int) -> None:
        """Say that `done` of `total` is finished (total 0 = unknown). Raises `Cancelled` where the user stopped it."""
        if self.cancelled:
            raise Cancelled("")
        moment = time.monotonic()
        if moment - self._last >= REPORT_EVERY or done == total:
            self._last = moment
            self._tell(done, total)


class _Job:
    """One work with what happens after it."""

    def __init__(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None,
        failed: Failed | None,
        title: str,
        progress: Progress,
    ) -> None:
        self.work, self.done, self.failed, self.title, self.progress = work, done, failed, title, progress
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the work, on the worker."""
        try:
            self.result = self.work(self.progress)
        except Exception as error:  # noqa: BLE001 - carried to the main thread and shown there
            self.error = error


class Tasks(QObject):
    """The worker and its queue. `started(title)`, `progressed(done, total)` and `finished()` drive the status bar."""

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()
    _began = Signal(object)
    _ended = Signal(object)

    def __init__(self, on_error: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting = 0
        self._current: _Job | None = None
        self._began.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work waits or runs."""
        return self._waiting > 0

    def run(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Failed | None = None, title: str = ""
    ) -> None:
        """Do `work` on the worker, then `done(result)` on the main thread, or `failed(error)` (default: show it)."""
        self._add(lambda _progress: work(), done, failed, title)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        title: str = "",
    ) -> Progress:
        """As `run`, for work that reports how far it is and stops when cancelled."""
        return self._add(work, done, failed, title)

    def _add(
        self, work: Callable[[Progress], Any], done: Callable[[Any], None] | None, failed: Failed | None, title: str
    ) -> Progress:
        progress = Progress(self.progressed.emit)
        self._waiting += 1
        self._start()
        self._queue.put(_Job(work, done, failed, title, progress))
        return progress

    def cancel(self) -> None:
        """Ask the work that runs to stop; it does so at its next report."""
        if self._current:
            self._current.progress.cancelled = True

    def stop(self) -> None:
        """Cancel, finish what cannot be cancelled, end the thread. Results that come too late are dropped."""
        self.cancel()
        if self._thread:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        if not self._thread:
            self._thread = threading.Thread(target=self._work, name="agridesk-worker", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while job := self._queue.get():
            self._began.emit(job)
            job.run()
            self._ended.emit(job)

    @Slot(object)
    def _begin(self, job: _Job) -> None:
        self._current = job
        if job.title:
            self.started.emit(job.title)

    @Slot(object)
    def _finish(self, job: _Job) -> None:
        self._waiting -= 1
        self._current = None
        self.finished.emit()
        if job.error is None:
            if job.done and alive(job.done):
                job.done(job.result)
        elif job.failed and alive(job.failed):
            job.failed(job.error)
        elif not isinstance(job.error, Cancelled):
            self._on_error(job.error)


def alive(callback: Callable[..., Any]) -> bool:
    """Whether the widget a bound method belongs to still exists (a page may be closed before its result comes)."""
    import shiboken6

    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(shiboken6.isValid(owner))


class Collector(QObject):
    """Collects reference cycles on the main thread, where widgets may be destroyed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(COLLECT_EVERY_MS)

    def stop(self) -> None:
        """Give the collector back to the interpreter."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the generations that are due, youngest first."""
        for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count > limit > 0:
                gc.collect(generation)
