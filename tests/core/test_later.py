"""What libraries load and the program hardly ever uses is loaded on use, and is then what it always is."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Not `socket`: on Windows SQLAlchemy asks the system's name, and Python's `platform` loads it for that.
BEGINNING = ("import desktop.core, sys, sqlalchemy, sqlmodel; "
             "assert not {'asyncio.events', 'ssl', 'email.message'} & set(sys.modules); ")
USES = {
    "a function of it": "import asyncio; asyncio.run(asyncio.sleep(0)); assert not asyncio.iscoroutine(1)",
    "a name taken from it": "from asyncio import Queue; assert Queue.__module__ == 'asyncio.queues'",
    "a part of it": "import asyncio.events; assert asyncio.events.get_running_loop is asyncio.get_running_loop",
    "what others took while they were loaded": "from sqlalchemy.util.concurrency import iscoroutine; assert not iscoroutine(1)",
    "the version of a package": "from importlib.metadata import version; assert version('sqlmodel') == sqlmodel.__version__",
    "the packages there are": "import importlib.metadata as m; assert any(m.distributions()) and m.PackageNotFoundError",
}


@pytest.mark.parametrize("use", USES)
def test_a_module_put_off_is_whole_on_its_first_use(use: str) -> None:
    subprocess.run([sys.executable, "-c", BEGINNING + USES[use]], check=True, timeout=60)
