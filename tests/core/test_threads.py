"""Numbers are computed on one thread, whatever the machine: small matrices are quicker so, and sums the same."""

from __future__ import annotations

import os
import subprocess
import sys


def started(**given: str) -> str:
    """What a new process of the program has set for numpy."""
    environment = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"} | given
    code = "import desktop, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout


def test_one_thread_unless_the_user_says_otherwise() -> None:
    assert started().strip() == "1"
    assert started(OPENBLAS_NUM_THREADS="3").strip() == "3"
