"""A Windows of its own for each module of tests, where there is one; the tests are skipped, saying why, elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wine.windows import Windows, lacking


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    """Windows under Wine; its folder is removed at the end."""
    if reason := lacking():
        pytest.skip(reason)
    made = Windows(Path(os.environ["AGRIDESK_WINE"]).resolve(), f"农技 测试 {os.getpid()}")
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def program(windows: Windows) -> Windows:
    """Windows whose Python has this checkout's program."""
    windows.bring(windows.root / "app/py/site")
    return windows
