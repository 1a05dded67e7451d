"""Listing the analyses costs next to nothing: the command line does it before it knows what is asked."""

from __future__ import annotations

import subprocess
import sys


def test_the_list_loads_neither_numbers_nor_the_database() -> None:
    code = "import sys, desktop.analysis.catalogue; print(*{m.split('.')[0] for m in sys.modules})"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(answer.stdout.split()) & {"numpy", "scipy", "sqlmodel", "sqlalchemy", "matplotlib", "reportlab"}
