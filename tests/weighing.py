"""Which tests are heavy is measured, not felt: those that cost more than two tenths of a second, or with all
their cases more than six, run with the slow ones. What the processes cost that a test starts counts as well.

`heavy.txt` names them, each with its seconds. To measure anew, which takes a quarter of an hour:

    python -m pytest -m "" --weigh weights.tsv --ignore=tests/wine
    python -m tests.weighing weights.tsv
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from collections.abc import Generator, Iterable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

HEAVY = Path(__file__).with_name("heavy.txt")
LIMIT, TOGETHER = 0.2, 6.0  # seconds of a processor: for one case of a test in the middle, for all its cases
_apart = 0.0  # seconds that this process spent on what is made for many tests at once


def pytest_addoption(parser: pytest.Parser) -> None:
    """The file into which the cost of each test is written."""
    parser.addoption("--weigh", default="", metavar="FILE", help="write what each test costs a processor, in seconds")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The heavy ones are slow ones, before those are left out."""
    heavy = read()
    for item in items:
        if name_of(item.nodeid) in heavy:
            item.add_marker("heavy")
            item.add_marker("slow")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None]:
    """Write down what a test cost this process."""
    global _apart
    begun, _apart = _worked(), 0.0
    yield
    if target := item.config.getoption("--weigh"):
        with Path(target).open("a", encoding="utf-8") as out:
            out.write(f"{_worked() - begun - _apart:.3f}\t{item.nodeid}\n")


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Generator[None]:
    """What is made once for many tests is not the cost of the first of them."""
    global _apart  # noqa: PLW0603
    begun = _worked()
    yield
    if fixturedef.scope != "function":
        _apart += _worked() - begun


def _worked() -> float:
    """Seconds of a processor that this process has used, and those that it started and that are gone."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def name_of(nodeid: str) -> str:
    """A test without the case it was called with."""
    return re.sub(r"\[.*$", "", nodeid, flags=re.DOTALL)


def read() -> dict[str, float]:
    """The heavy tests, with their seconds."""
    lines = (line.rpartition(" ") for line in HEAVY.read_text(encoding="utf-8").splitlines())
    return {name: float(seconds) for name, _blank, seconds in lines}


def heavy_of(lines: Iterable[str]) -> dict[str, float]:
    """The tests of which a case in the middle, or all cases together, are above the limit; each with the case in the middle."""
    found: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        seconds, _tab, nodeid = line.rstrip("\n").partition("\t")
        found[name_of(nodeid)].append(float(seconds))
    return {name: median(cases) for name, cases in sorted(found.items())
            if median(cases) > LIMIT or sum(cases) > TOGETHER}


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as measured:
        HEAVY.write_text("".join(f"{name} {seconds:.2f}\n" for name, seconds in heavy_of(measured).items()), "utf-8")
