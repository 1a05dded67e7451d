"""Work that can be stopped, and pure computing in a process of its own.

What reads or computes calls `check()` now and then: it raises `Cancelled` once the user has stopped the work. A function
that holds the interpreter for seconds (a spatial analysis of 600 plots: 8 s) is called through `apart(function, ...)`: from
the window it runs in a process, so that the window stays free and Cancel can kill it; from the command line it is simply
called. What reads a file that nobody knows goes through `bounded(function, ...)`: always in a process, with so much memory and
time and no more. Function, arguments and result must be picklable, and no Qt is loaded there.
"""

from __future__ import annotations

import gc
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from desktop.core.errors import Cancelled, Ended, UserError
from desktop.core.i18n import _, language, using
from desktop.core.limiting import limited, used

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

P = ParamSpec("P")
T = TypeVar("T")
WARM = 120.0  # seconds that an idle process is kept: loading numpy and scipy again takes a second
NO_MEMORY = "no memory"
PATIENCE = 4.0  # how often the time by the clock may be the time of the processor: a busy machine, not a hostile file
LOOK = 0.03  # seconds between two looks whether the user has stopped the work
BLAS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # matrices here are small: threads only get in the way


class NoProcess(Exception):
    """No process could be started."""


class TooMuch(Exception):
    """The work needed more memory or time than it was given; its process is gone."""


@dataclass(frozen=True)
class Limits:
    """What a work may take: bytes beyond those its process has, and seconds of a processor. By the clock it may take `PATIENCE`
    times as long; just as long where the system does not tell what a process has had."""

    memory: int
    seconds: float


class Helper:
    """One process that computes. Started on use, kept while it is asked, killed when the work is stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def call(self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any],
             limits: Limits | None = None) -> T:
        """What `function` gives. Raises its `UserError`, `Cancelled` and its kind, `RuntimeError` with the process's own
        traceback, `NoProcess` where none can be started, or `TooMuch` where it passes its limits."""
        with self._lock:
            result, error, trace = self._ask((function, args, kwargs, language(), limits), limits)
        if trace == NO_MEMORY:
            raise TooMuch if limits else UserError(_("The computation needs more memory than there is: give it less data."))
        if trace:
            raise RuntimeError(trace)
        if error is not None:
            raise UserError(error)
        found: T = result
        return found

    def _ask(self, question: Any, limits: Limits | None) -> Any:
        try:
            pipe = self._started()
            overdue = self._watch(limits) if limits else _never
            pipe.send(question)
            while not pipe.poll(LOOK):
                check()
                if overdue():
                    raise TooMuch
            return pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise (TooMuch if limits else Ended) from error
        except BaseException:
            self.stop()
            raise

    def _watch(self, limits: Limits) -> Callable[[], bool]:
        """Asks whether the work that begins now has had its time. On a busy machine a good file takes long by the clock and
        little of the processor."""
        process = self._process
        assert process is not None
        begun, spent = time.monotonic(), used(process)

        def overdue() -> bool:
            now = used(process)
            if spent is None or now is None:
                return time.monotonic() - begun > limits.seconds
            return now - spent > limits.seconds or time.monotonic() - begun > PATIENCE * limits.seconds
        return overdue

    def _started(self) -> Connection[Any, Any]:
        """The pipe to the process; a new one where none waits at its other end."""
        from multiprocessing import get_context

        if self._process is None or self._pipe is None or not self._process.is_alive():
            self.stop()
            context = get_context("spawn")
            self._pipe, other = context.Pipe()
            process = context.Process(target=_serve, args=(other,), name="agridesk-computing", daemon=True)
            try:
                process.start()
            except (OSError, RuntimeError) as error:  # no memory, or a guard against viruses that allows no second process
                self.stop()
                raise NoProcess from error
            finally:
                other.close()
            self._process = process
            self._wait_until_ready(self._pipe)
        return self._pipe

    def _wait_until_ready(self, pipe: Connection[Any, Any]) -> None:
        """Until the process has said that it is there; one that ends before is none."""
        try:
            while not pipe.poll(LOOK):
                check()
            pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise NoProcess from error

    def stop(self) -> None:
        """End the process, whatever it does."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


def _serve(pipe: Connection[Any, Any]) -> None:
    """In the process: answer until nobody asks for a while, or the window is gone."""
    os.environ.update(dict.fromkeys(BLAS, "1"))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says when it dies is no sentence for anybody
    try:
        pipe.send(None)
        while pipe.poll(WARM):
            _reply(pipe)
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return


def _reply(pipe: Connection[Any, Any]) -> None:
    """Answer one question. What cannot be sent from process to process is a fault of ours, and told as one."""
    import traceback

    try:
        pipe.send(_answer(*pipe.recv()))
    except (EOFError, OSError):
        raise
    except Exception:  # noqa: BLE001 - pickle raises whatever the object that it meets raises
        pipe.send((None, None, traceback.format_exc()))


def _answer(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], code: str,
            limits: Limits | None) -> Any:
    """(result, sentence of the world's fault, traceback of ours)."""
    import traceback

    try:
        with using(code), limited(limits.memory) if limits else nullcontext():
            return function(*args, **kwargs), None, None
    except UserError as error:
        return None, str(error), None
    except MemoryError:
        return None, None, NO_MEMORY
    except Exception:  # noqa: BLE001 - carried to the window, which shows it as its own
        return None, None, traceback.format_exc()


def _never() -> bool:
    return False


_stopped: ContextVar[Callable[[], bool]] = ContextVar("stopped", default=_never)
_helper: ContextVar[Helper | None] = ContextVar("helper", default=None)


@contextmanager
def stoppable(stopped: Callable[[], bool], helper: Helper | None = None) -> Iterator[None]:
    """Inside the block `check` asks `stopped`, and `apart` computes in `helper`."""
    asked, helped = _stopped.set(stopped), _helper.set(helper)
    try:
        yield
    finally:
        _stopped.reset(asked)
        _helper.reset(helped)


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside the block no garbage is collected: among the rows of a long table, all in use, looking for it costs a tenth.

    Work side by side is unharmed: what it leaves behind is collected afterwards.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def check() -> None:
    """Raise `Cancelled` where the user has stopped the work under way here."""
    if _stopped.get()():
        raise Cancelled


def bounded(limits: Limits, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `function` gives in a process that may take no more than `limits`; from the command line in one of its own.

    Raises `TooMuch` where it takes more, and `NoProcess` where no process can be started: then nothing is called.
    """
    check()
    if helper := _helper.get():
        return helper.call(function, args, kwargs, limits)
    helper = Helper()
    try:
        return helper.call(function, args, kwargs, limits)
    finally:
        helper.stop()


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `function` gives, computed in the window's process for that; here where there is none or none can be started."""
    check()
    if helper := _helper.get():
        try:
            return helper.call(function, args, kwargs)
        except NoProcess:
            logging.getLogger(__name__).warning("no process for computing", exc_info=True)
    return function(*args, **kwargs)
