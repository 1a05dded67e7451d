"""What Windows tells of processes, and a job object: the memory that this process may commit."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

EXTENDED_LIMITS, PROCESS_MEMORY = 9, 0x100  # JobObjectExtendedLimitInformation, JOB_OBJECT_LIMIT_PROCESS_MEMORY


class Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t), ("most_working_set", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32)]


class Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t)]


class Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = [("size", ctypes.c_uint32), ("faults", ctypes.c_uint32), ("sizes", ctypes.c_size_t * 6),
                ("committed", ctypes.c_size_t), ("peak_committed", ctypes.c_size_t)]


class Job:
    """The job this process is put into. `kernel` is kernel32; where it refuses, there is no limit."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        for name in ("CreateJobObjectW", "GetCurrentProcess"):
            getattr(kernel, name).restype = ctypes.c_void_p
        self._process = ctypes.c_void_p(kernel.GetCurrentProcess())
        handle = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        self._handle = handle if handle and kernel.AssignProcessToJobObject(handle, self._process) else None

    def limit(self, memory: int) -> None:
        """So many bytes may be committed; 0 lifts the limit."""
        if self._handle is None:
            return
        wanted = Extended(process_memory=memory)
        wanted.basic.flags = PROCESS_MEMORY if memory else 0
        self._kernel.SetInformationJobObject(self._handle, EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))

    def committed(self) -> int:
        """The bytes that this process has committed now."""
        found = Counters(size=ctypes.sizeof(Counters))
        self._kernel.K32GetProcessMemoryInfo(self._process, ctypes.byref(found), found.size)
        return int(found.committed)


@cache
def job() -> Job:
    """The job of this process; there is only one, since a process cannot leave it."""
    return Job(_kernel())


@cache
def _kernel() -> Any:
    return ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]


def seconds_of(handle: int) -> float | None:
    """The seconds of a processor that the process of a handle has had, by GetProcessTimes; None where it is not told."""
    times = [ctypes.c_uint64() for _ in range(4)]  # created, ended, in the system, its own; in units of 100 ns
    if not _kernel().GetProcessTimes(ctypes.c_void_p(handle), *map(ctypes.byref, times)):
        return None
    return (times[2].value + times[3].value) / 1e7
