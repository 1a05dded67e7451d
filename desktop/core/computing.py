"""Work that can be stopped, and pure computing in a process of its own.

What reads or computes calls `check()` now and then: it raises `Cancelled` once the user has stopped the work. A function
that holds the interpreter for seconds (a spatial analysis of 600 plots: 8 s) is called through `apart(function, ...)`: from
the window it runs in a process, so that the window stays free and Cancel can kill it; from the command line it is simply
called. Function, arguments and result must be picklable, and no Qt is loaded there.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from desktop.core.errors import Cancelled, Ended, UserError
from desktop.core.i18n import language, using

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

P = ParamSpec("P")
T = TypeVar("T")
WARM = 120.0  # seconds that an idle process is kept: loading numpy and scipy again takes a second
LOOK = 0.03  # seconds between two looks whether the user has stopped the work
BLAS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # matrices here are small: threads only get in the way


class NoProcess(Exception):
    """No process could be started."""


class Helper:
    """One process that computes. Started on use, kept while it is asked, killed when the work is stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Any, Any] | None = None

    def call(self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        """What `function` gives. Raises its `UserError`, `Cancelled` and its kind, `RuntimeError` with the process's own
        traceback, or `NoProcess` where none can be started."""
        with self._lock:
            result, error, trace = self._ask((function, args, kwargs, language()))
        if trace:
            raise RuntimeError(trace)
        if error is not None:
            raise UserError(error)
        found: T = result
        return found

    def _ask(self, question: Any) -> Any:
        try:
            pipe = self._started()
            pipe.send(question)
            while not pipe.poll(LOOK):
                check()
            return pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise Ended from error
        except BaseException:
            self.stop()
            raise

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
        return self._pipe

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
    try:
        while pipe.poll(WARM):
            pipe.send(_answer(*pipe.recv()))
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return


def _answer(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], code: str) -> Any:
    """(result, sentence of the world's fault, traceback of ours)."""
    import traceback

    try:
        with using(code):
            return function(*args, **kwargs), None, None
    except UserError as error:
        return None, str(error), None
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


def check() -> None:
    """Raise `Cancelled` where the user has stopped the work under way here."""
    if _stopped.get()():
        raise Cancelled


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `function` gives, computed in the window's process for that; here where there is none or none can be started."""
    check()
    if helper := _helper.get():
        try:
            return helper.call(function, args, kwargs)
        except NoProcess:
            logging.getLogger(__name__).warning("no process for computing", exc_info=True)
    return function(*args, **kwargs)
