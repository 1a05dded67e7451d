"""A window that cannot be shown is told in a sentence with its cure; what tests set up by themselves on a bare server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from desktop import display
from desktop.__main__ import main
from tests import qt_libraries

LINE = "sudo apt-get update && sudo apt-get install -y"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a display, and Qt's wheel brings all")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A Linux without three of the libraries; what is installed there comes to be."""
    lacking = ["libEGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0"]
    monkeypatch.setattr(display.sys, "platform", "linux")
    monkeypatch.setattr(display, "_loads", lambda library: library not in lacking)
    monkeypatch.setattr(qt_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(display.os, "geteuid", lambda: 1000, raising=False)
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
    assert told == f"{LINE} libglib2.0-0 libegl1"


def test_the_line_is_one_that_this_user_can_type(bare: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A new Debian has no sudo where root has a password; root needs none."""
    assert display.line_to_type(display.lacking()) == f"{LINE} libglib2.0-0 libegl1"
    monkeypatch.setattr(qt_libraries.shutil, "which", lambda _name: None)
    by_root = "apt-get update && apt-get install -y libglib2.0-0 libegl1"
    assert display.line_to_type(display.lacking()) == f'su - -c "{by_root}"'
    monkeypatch.setattr(display.os, "geteuid", lambda: 0, raising=False)
    assert display.line_to_type(display.lacking()) == by_root


def test_what_could_not_be_installed_is_told_as_well(bare: list[str]) -> None:
    assert qt_libraries.set_up(lambda *_args, **_named: None, root=True).endswith("libglib2.0-0 libegl1")


@on_linux
def test_a_start_that_cannot_be_says_what_is_missing(
    bare: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "argv", [".venv/bin/agridesk"])
    assert main(["--lang", "en"]) == 1
    assert "no display" in (said := capsys.readouterr().err) and ".venv/bin/agridesk --help" in said
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display, "LOADABLE", tmp_path / "ld.so.cache")
    display.LOADABLE.write_bytes(b"libX11.so.6")
    assert main(["--lang", "zh_CN"]) == 1
    assert capsys.readouterr().err.strip().endswith(f"{LINE} libxcb-cursor0")
    display.LOADABLE.write_bytes(b"libxcb-cursor.so.0")  # a system that lacks others than the usual one
    assert display.why_no_window().endswith(f"{LINE} libxcb-cursor0")

    display.LOADABLE.write_bytes(" ".join(display.X11).encode())
    monkeypatch.setitem(sys.modules, "desktop.app", None)  # what cannot be imported
    monkeypatch.delattr("desktop.app", raising=False)  # nor is it what another test has loaded
    assert main(["--lang", "en"]) == 1
    assert capsys.readouterr().err.strip().endswith(f"{LINE} libglib2.0-0 libegl1")
    bare.clear()
    with pytest.raises(ImportError):
        main([])
