"""Work beside the window: writing in its order, reading and computing beside it, results on the main thread.

    context.tasks.run(lambda: actions.move(db, ids), done=self._moved)            # writes: one after the other
    context.tasks.run_long(work, done, title=_("Importing"))      # work takes a Progress: shown, can be cancelled
    context.tasks.read(lambda: actions.of(db, number), done=self._show)           # reads what a list or page shows
    context.tasks.compute(work, done, title=_("Analysing"))       # analyses, documents, exports: what may take seconds

One thread writes, because SQLite has one writer: two would only wait for each other. Others read, so that a list never
waits for an analysis; the newest question is answered first. A read waits for the short writes asked for before it (those
with a title are long: what they changed is told when they are done). Of several reads with the same `done` method only the
newest counts, and of several computations asked for with `only_newest`; the others are stopped. The collector of reference
cycles may destroy widgets from whichever thread it runs in, so it is switched off and called on a timer of the main thread.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.core.errors import Cancelled, Ended

if TYPE_CHECKING:
    from desktop.core.computing import Helper

T = TypeVar("T")
Failed = Callable[[Exception], None]
REPORT_EVERY = 0.05  # seconds between two reports, so that a fast loop does not flood the main thread
COLLECT_EVERY_MS = 2000
MANY_MODULES = 20
# Kind of work → its threads. Only one computes: neither matplotlib nor PDFium may be used by two at once.
WRITING, READING, COMPUTING = "writer", "reader", "computer"
THREADS = {WRITING: 1, READING: 2, COMPUTING: 1}


class Progress:
    """How far a long work is. The work calls `report`; `cancel` stops it at its next report, or at the next `check`."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self.cancelled = False
        self._tell = tell
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.cancelled = True

    def report(self, done: int, total: int) -> None:
        """Say that `done` of `total` is finished (total 0 = unknown). Raises `Cancelled` where the user stopped it."""
        if self.cancelled:
            raise Cancelled
        moment = time.monotonic()
        if moment - self._last >= REPORT_EVERY or done == total:
            self._last = moment
            self._tell(done, total)


class Job:
    """One work with what happens after it. `after`: so many short writes must be finished before it."""

    def __init__(self, kind: str, work: Callable[[Progress], Any], done: Callable[[Any], None] | None,
                 failed: Failed | None, title: str, *, only_newest: bool = False) -> None:
        self.kind, self.work, self.done, self.failed, self.title = kind, work, done, failed, title
        self.only_newest = only_newest
        self.progress = Progress(lambda _done, _total: None)
        self.after = 0
        self.dropped = False
        self.result: Any = None
        self.error: Exception | None = None

    @property
    def short_write(self) -> bool:
        """Whether reads that were asked for later wait for it."""
        return self.kind == WRITING and not self.title

    def run(self, helper: Helper | None) -> None:
        """Do the work, on one of the threads."""
        from desktop.core.computing import check, stoppable

        try:
            with stoppable(lambda: self.progress.cancelled, helper if self.kind == COMPUTING else None):
                check()
                self.result = self.work(self.progress)
        except Exception as error:  # noqa: BLE001 - carried to the main thread and shown there
            self.error = error

    def replaces(self, other: Job) -> bool:
        """Whether `other` asks for the same widget, so that nobody waits for its answer any more."""
        owner = getattr(self.done, "__self__", None)
        return self.only_newest and other.only_newest and isinstance(owner, QObject) and other.done == self.done


class Tasks(QObject):
    """The threads and their queues. `started(title)`, `progressed(done, total)` and `finished()` drive the status bar.

    `idle` is emitted whenever all that was asked for is done.
    """

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()
    idle = Signal()
    _began = Signal(object)
    _told = Signal(object, int, int)
    _ended = Signal(object)

    def __init__(self, on_error: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._helper: Helper | None = None  # made when something is computed first
        self._threads: list[threading.Thread] = []
        self._room = threading.Condition()  # guards all below: what waits, what has been written, whether to end
        self._waiting: dict[str, list[Job]] = {kind: [] for kind in THREADS}
        self._asked = self._written = 0
        self._ending = False
        self._open: list[Job] = []  # asked for and not heard of yet; main thread only
        self._shown: list[Job] = []  # those under way that have a title
        self._began.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work waits or runs."""
        return bool(self._open)

    # -- asking -------------------------------------------------------------------------------------------------------

    def run(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Failed | None = None, title: str = ""
    ) -> None:
        """Do `work`, which writes, after what was to be written before it; then `done(result)` or `failed(error)` on the
        main thread (without `failed` the error is shown)."""
        self._add(Job(WRITING, lambda _progress: work(), done, failed, title))

    def run_long(self, work: Callable[[Progress], T], done: Callable[[T], None] | None = None,
                 failed: Failed | None = None, title: str = "") -> Progress:
        """As `run`, for work that reports how far it is and stops when cancelled."""
        return self._add(Job(WRITING, work, done, failed, title))

    def read(self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Failed | None = None) -> Progress:
        """Do `work`, which only reads and is quick, beside what is being written; as `run` otherwise."""
        return self._add(Job(READING, lambda _progress: work(), done, failed, "", only_newest=True))

    def compute(self, work: Callable[[Progress], T], done: Callable[[T], None] | None = None,
                failed: Failed | None = None, title: str = "", *, only_newest: bool = False) -> Progress:
        """Do `work`, which only reads but may take seconds, beside the lists; shown under its title, can be cancelled."""
        from desktop.core.computing import Helper

        self._helper = self._helper or Helper()
        return self._add(Job(COMPUTING, work, done, failed, title, only_newest=only_newest))

    def _add(self, job: Job) -> Progress:
        job.progress = Progress(lambda done, total: self._told.emit(job, done, total))
        for other in [o for o in self._open if job.replaces(o)]:
            other.dropped = True
            other.progress.cancel()
        self._open.append(job)
        with self._room:
            job.after = self._asked
            self._asked += job.short_write
            self._waiting[job.kind].append(job)
            self._start(job.kind)
            self._room.notify_all()
        return job.progress

    def cancel(self) -> None:
        """Ask the work that the status bar shows to stop."""
        if self._shown:
            self._shown[-1].progress.cancel()

    def stop(self) -> None:
        """Cancel, finish what cannot be cancelled, end the threads. Results that come too late are dropped."""
        for job in self._open:
            job.dropped = True
            if job.kind != WRITING or job.title:
                job.progress.cancel()
        with self._room:
            self._ending = True
            self._room.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads, self._ending = [], False
        if self._helper is not None:
            self._helper.stop()

    # -- the threads --------------------------------------------------------------------------------------------------

    def _start(self, kind: str) -> None:
        names = [f"agridesk-{kind}-{number}" for number in range(THREADS[kind])]
        running = {thread.name for thread in self._threads}
        if name := next((n for n in names if n not in running), None):
            thread = threading.Thread(target=self._work, args=(kind,), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self, kind: str) -> None:
        while job := self._next(kind):
            self._began.emit(job)
            job.run(self._helper)
            self._ended.emit(job)  # before a read may begin that waits for it: what was saved is heard of first
            with self._room:
                self._written += job.short_write
                self._room.notify_all()

    def _next(self, kind: str) -> Job | None:
        """The next work of a kind: what writes in its order, else the newest that may begin; None at the end."""
        with self._room:
            while True:
                waiting = self._waiting[kind]
                ready = waiting[:1] if kind == WRITING else [j for j in reversed(waiting) if j.after <= self._written]
                if ready:
                    waiting.remove(ready[0])
                    return ready[0]
                if self._ending and not waiting:
                    return None
                self._room.wait()

    # -- the main thread ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _begin(self, job: Job) -> None:
        if job.title and job in self._open:
            self._shown.append(job)
            self.started.emit(job.title)

    @Slot(object, int, int)
    def _tell(self, job: Job, done: int, total: int) -> None:
        if job in self._shown[-1:]:
            self.progressed.emit(done, total)

    @Slot(object)
    def _finish(self, job: Job) -> None:
        self._open.remove(job)
        self._hear(job)
        if not self._open:
            self.idle.emit()

    def _hear(self, job: Job) -> None:
        """Hand on what came of a work."""
        if job in self._shown:
            self._shown.remove(job)
            self.finished.emit()
            if self._shown:
                self.started.emit(self._shown[-1].title)
        if job.dropped:
            return
        if job.error is None:
            if job.done and alive(job.done):
                job.done(job.result)
        elif job.failed and alive(job.failed):
            job.failed(job.error)
        elif isinstance(job.error, Ended) or not isinstance(job.error, Cancelled):
            self._on_error(job.error)


def alive(callback: Callable[..., Any]) -> bool:
    """Whether the widget a bound method belongs to still exists (a page may be closed before its result comes)."""
    import shiboken6

    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(shiboken6.isValid(owner))


class Collector(QObject):
    """Collects reference cycles on the main thread, where widgets may be destroyed."""

    _modules = 0  # loaded when `set_aside` was called last

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(COLLECT_EVERY_MS)

    @classmethod
    def set_aside(cls) -> None:
        """Pass from now on over all that there is; to be called once many modules were loaded, which stay for good.

        Looking through those of a start held the main thread for 0.2 s. Where hardly any were loaded since it was called last
        nothing is set aside: it would keep what was used meanwhile.
        """
        if len(sys.modules) > cls._modules + MANY_MODULES:
            cls._modules = len(sys.modules)
            gc.freeze()

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
