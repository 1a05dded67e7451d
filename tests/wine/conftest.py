"""A Windows of its own for each module of tests, where there is one; the tests are skipped, saying why, elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wine import making
from tests.wine.windows import Windows


@pytest.fixture(scope="session")
def wine(request: pytest.FixtureRequest) -> Path:
    """The folder with Wine and Windows' Python; where this machine has none it is made, which is told at once."""
    shown = request.config.pluginmanager.getplugin("capturemanager")

    def say(line: str) -> None:
        with shown.global_and_fixture_disabled():
            print(f"\n{line}", flush=True)

    try:
        return making.made(say)
    except making.NotHere as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def windows(wine: Path) -> Iterator[Windows]:
    """Windows under Wine; its folder is removed at the end."""
    made = Windows(wine, f"农技 测试 {os.getpid()}")
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def program(windows: Windows) -> Windows:
    """Windows whose Python has this checkout's program."""
    windows.bring(windows.root / "app/py/site")
    return windows
