"""The virtual printer of the tests here, and small documents."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.printing import virtual


@pytest.fixture(scope="session")
def service() -> Iterator[virtual.Service]:
    """A private print service, for the whole run; a short path, as CUPS takes no long ones."""
    reason = virtual.why_not()
    if reason:
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="cups-"))
    started = virtual.start(folder)
    yield started
    started.stop()
    shutil.rmtree(folder)


@pytest.fixture
def printer(service: virtual.Service, monkeypatch: pytest.MonkeyPatch) -> virtual.Service:
    """The service, asked by every command of CUPS in this test."""
    monkeypatch.setenv("CUPS_SERVER", service.address)
    assert os.environ["CUPS_SERVER"].startswith("127.0.0.1")
    return service
