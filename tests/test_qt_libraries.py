"""What the test command sets up by itself on a bare Linux server."""

from __future__ import annotations

from typing import Any

import pytest

from tests import qt_libraries


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A system without two of the libraries; what is installed there comes to be."""
    lacking = ["libEGL.so.1", "libglib-2.0.so.0"]
    monkeypatch.setattr(qt_libraries.sys, "platform", "linux")
    monkeypatch.setattr(qt_libraries, "_loads", lambda library: library not in lacking)
    monkeypatch.setattr(qt_libraries.shutil, "which", lambda _name: "/usr/bin/apt-get")
    return lacking


def test_a_system_that_has_all_is_left_alone(bare: list[str]) -> None:
    bare.clear()
    assert qt_libraries.set_up(lambda *_args, **_named: pytest.fail("nothing was missing"), root=True) == ""


def test_root_gets_what_is_missing_and_nothing_else(bare: list[str]) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_named: Any) -> None:
        ran.append(command)
        if "install" in command:
            bare.clear()

    assert qt_libraries.set_up(run, root=True) == ""
    assert ran[-1][-2:] == ["libglib2.0-0", "libegl1"]


def test_anybody_else_is_told_the_line_to_type(bare: list[str]) -> None:
    told = qt_libraries.set_up(lambda *_args, **_named: pytest.fail("not allowed"), root=False)
    assert told == "sudo apt-get install -y libglib2.0-0 libegl1"


def test_what_could_not_be_installed_is_told_as_well(bare: list[str]) -> None:
    assert qt_libraries.set_up(lambda *_args, **_named: None, root=True).endswith("libglib2.0-0 libegl1")
