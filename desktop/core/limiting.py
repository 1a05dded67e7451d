"""How much more memory this process may take: the system itself refuses what goes beyond, so that no file can kill the laptop.

On Linux and macOS a limit of the address space, on Windows a job object. Both are lifted again at the end of the block.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess


@contextmanager
def limited(memory: int) -> Iterator[None]:
    """Inside the block this process may take `memory` bytes beyond what it has; what needs more fails or ends the process."""
    with (_limited_job if sys.platform == "win32" else _limited_space)(memory):
        yield


@contextmanager
def _limited_space(memory: int) -> Iterator[None]:
    """The address space, where the system says how large it is now (/proc)."""
    import resource

    status = Path("/proc/self/statm")
    if not status.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(status.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + memory
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *known]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def _limited_job(memory: int) -> Iterator[None]:
    """The committed memory of this process, by the job it is put into."""
    from desktop.core.windows_job import job

    own = job()
    own.limit(own.committed() + memory)
    try:
        yield
    finally:
        own.limit(0)


def used(process: SpawnProcess) -> float | None:
    """The seconds of a processor that another process has had since it began; None where the system does not say."""
    if sys.platform == "win32":
        from desktop.core.windows_job import seconds_of

        return seconds_of(process.sentinel)
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
