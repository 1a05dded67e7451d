"""The folder with Wine is made where that can be, and nothing else is touched; what cannot be is told in a sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.wine import making, windows_pip
from tests.wine.test_portable import ALWAYS, AT_LENGTH, ELSEWHERE


@pytest.fixture
def as_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A root on Linux, whose commands are noted and not run."""
    ran: list[str] = []
    monkeypatch.setattr(making.sys, "platform", "linux")
    monkeypatch.setattr(making.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(making, "_run", lambda *words, **_more: ran.append(" ".join(map(str, words))))
    monkeypatch.setattr(making, "_python", lambda root: ran.append("python"))
    monkeypatch.setattr(making, "_debian", lambda root: ran.append("system"))
    monkeypatch.setattr(making, "ROOM", 0)
    monkeypatch.setenv("AGRIDESK_WINE", str(tmp_path / "wine"))
    return ran


def quiet(_line: str) -> None:
    pass


@pytest.mark.skipif(making.sys.platform == "win32", reason="made on Linux")
def test_it_is_made_once_and_again_when_more_is_asked(as_root: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for _time in range(2):
        assert making.made(quiet) == making.folder()
    assert as_root == ["system", "python"]
    monkeypatch.setattr(making, "requirements", lambda: ["another>=1"])
    making.made(quiet)
    assert as_root == ["system", "python", "python"]


def test_it_is_not_made_where_it_is_not_wanted_or_not_allowed(as_root: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(making.NotHere, match="only root"):
        making.made(quiet)
    monkeypatch.setenv("AGRIDESK_WINE", "no")
    with pytest.raises(making.NotHere, match="not wanted"):
        making.made(quiet)
    assert as_root == []


@pytest.mark.skipif(making.sys.platform == "win32", reason="made on Linux")
def test_a_failure_is_a_reason_and_is_tried_again(as_root: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_root: Any) -> None:
        raise subprocess.CalledProcessError(1, ["debootstrap"], stderr="no network")

    with monkeypatch.context() as patch:
        patch.setattr(making, "_debian", fails)
        with pytest.raises(making.NotHere, match=r"debootstrap.*no network"):
            making.made(quiet)
    making.made(quiet)
    assert as_root == ["system", "python"]


def test_only_what_was_cut_short_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    with pytest.raises(making.NotHere, match="something else"):
        making._empty(tmp_path, ours=False)
    (tmp_path / "proc/self").mkdir(parents=True)
    with pytest.raises(making.NotHere, match="something else"):
        making._empty(tmp_path, ours=True)
    (tmp_path / "proc/self").rmdir()
    making._empty(tmp_path, ours=True)
    assert not list(tmp_path.iterdir())


def test_conditions_of_requirements_are_those_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    markers = pytest.importorskip("pip._vendor.packaging.markers")
    requirement = markers.Marker("sys_platform == 'win32' and python_version >= '3.12'")
    asked: list[list[str]] = []
    monkeypatch.setattr("pip._internal.cli.main.main", asked.append)
    monkeypatch.setattr(markers, "default_environment", markers.default_environment)  # put back at the end
    windows_pip.main(["colorama"])
    assert requirement.evaluate()
    assert asked[0][:3] == ["download", "--platform", "win_amd64"] and asked[0][-1] == "colorama"


@pytest.mark.skipif(making.sys.platform == "win32", reason="made on Linux")
def test_a_disk_too_small_for_it_is_left_alone(as_root: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "ROOM", 10**18)
    with pytest.raises(making.NotHere, match="GB free"):
        making.made(quiet)
    assert as_root == []


def test_whatever_is_tested_is_tested_on_windows_or_it_is_said_why_not() -> None:
    tests = making.HERE.parent
    there = {path.name for path in tests.glob("test_*.py")} | {path.parent.name for path in tests.glob("*/test_*.py")}
    chosen = {name for names in [*ALWAYS, *AT_LENGTH] for name in names if "/" not in name}
    assert there == chosen | {*ELSEWHERE}
    assert not chosen & {*ELSEWHERE}
