"""The memory of a process is limited by the system itself: by its address space, on Windows by a job object."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import pytest

from desktop.core.limiting import limited
from desktop.core.windows_job import EXTENDED_LIMITS, PROCESS_MEMORY, Basic, Counters, Extended, Job


@pytest.mark.skipif(sys.platform == "win32", reason="address spaces are limited on Linux and macOS")
def test_the_address_space_is_limited_inside_the_block_alone() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with limited(1 << 30):
        assert 1 << 30 < resource.getrlimit(resource.RLIMIT_AS)[0] < 1 << 50
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    with pytest.raises(ZeroDivisionError), limited(1 << 30):
        raise ZeroDivisionError
    assert resource.getrlimit(resource.RLIMIT_AS) == before


class Call:
    """One function of the stand-in for kernel32."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.restype, self.calls = answer, None, []

    def __call__(self, *args: Any) -> Any:
        self.calls.append(args)
        return self.answer(*args) if callable(self.answer) else self.answer


class Kernel:
    """Stands in for Windows' kernel32: notes what is asked for."""

    def __init__(self, *, assigns: int = 1) -> None:
        self.limits: list[tuple[int, int, int]] = []
        self.GetCurrentProcess, self.CreateJobObjectW = Call(77), Call(88)
        self.AssignProcessToJobObject = Call(assigns)
        self.SetInformationJobObject, self.K32GetProcessMemoryInfo = Call(self._set), Call(self._memory)

    def _set(self, _job: Any, which: int, pointer: Any, size: int) -> int:
        found = ctypes.cast(pointer, ctypes.POINTER(Extended)).contents
        assert (which, size) == (EXTENDED_LIMITS, ctypes.sizeof(Extended))
        self.limits.append((found.basic.flags, found.process_memory, found.job_memory))
        return 1

    def _memory(self, _process: Any, pointer: Any, size: int) -> int:
        assert size == ctypes.sizeof(Counters)
        ctypes.cast(pointer, ctypes.POINTER(Counters)).contents.committed = 12345
        return 1


def test_a_job_of_windows_is_limited_and_freed_again() -> None:
    kernel = Kernel()
    job = Job(kernel)
    assert job.committed() == 12345
    job.limit(1 << 29)
    job.limit(0)
    assert kernel.limits == [(PROCESS_MEMORY, 1 << 29, 0), (0, 0, 0)]
    assert len(kernel.AssignProcessToJobObject.calls) == 1


def test_where_windows_allows_no_job_there_is_no_limit() -> None:
    kernel = Kernel(assigns=0)
    Job(kernel).limit(1 << 29)
    assert kernel.limits == []


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_size_t) != 8, reason="sizes of 64-bit Windows")
def test_the_structures_have_the_sizes_that_windows_expects() -> None:
    assert [ctypes.sizeof(kind) for kind in (Basic, Extended, Counters)] == [64, 144, 72]
