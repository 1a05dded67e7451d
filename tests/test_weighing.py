"""The list of heavy tests names tests that are there, and what is measured puts the right ones on it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.weighing import heavy_of, read

ROOT = Path(__file__).parents[1]


def test_every_heavy_test_is_there() -> None:
    gone = [name for name in read() if not _is_there(*name.split("::"))]
    assert not gone, f"no longer there, take them out of tests/heavy.txt: {gone}"
    assert list(read()) == sorted(read())


def _is_there(file: str, *names: str) -> bool:
    path = ROOT / file
    return path.is_file() and all(re.search(rf"^\s*(def|class) {name}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
                                  for name in names)


def test_a_test_is_heavy_where_its_case_in_the_middle_is_or_all_together_are() -> None:
    lines = ["0.600\ta.py::one\n", "5.000\ta.py::two[x]\n", "0.100\ta.py::two[y]\n", "0.200\ta.py::two[a::b[c]]\n"]
    assert heavy_of(lines) == {"a.py::one": 0.6}
    assert heavy_of([*lines, "0.950\ta.py::two[z]\n"]) == {"a.py::one": 0.6, "a.py::two": 0.575}
