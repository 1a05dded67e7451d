"""Where data and their second copy are proposed to lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import drives
from desktop.core.drives import FIXED, REMOVABLE, Drive

NETWORK, CD = 4, 5


class Kernel:
    """Windows with a system drive, another one, a stick, an empty card reader, a share and a CD."""

    KINDS = {"C": FIXED, "D": FIXED, "E": REMOVABLE, "F": REMOVABLE, "N": NETWORK, "R": CD}

    def GetLogicalDrives(self) -> int:
        return sum(1 << ord(letter) - ord("A") for letter in self.KINDS)

    def GetDriveTypeW(self, name: str) -> int:
        return self.KINDS[name[0]]


def test_windows_drives_are_those_beside_its_own_that_can_be_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives.os, "access", lambda name, _mode: name != "F:\\")
    assert drives.windows_drives(Kernel(), "c:") == [Drive(Path("D:\\"), stick=False), Drive(Path("E:\\"), stick=True)]


def test_a_new_database_is_proposed_among_the_documents_but_never_in_a_cloud(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(tmp_path / "OneDrive" / "文档"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("OneDrive", raising=False)
    assert drives.data_place() == tmp_path / "OneDrive" / "文档" / "AgriDesk"
    monkeypatch.setenv("OneDrive", str(tmp_path / "OneDrive"))
    assert drives.data_place() == tmp_path / "AgriDesk"


def test_folders_not_made_yet_lie_on_the_drive_of_those_above_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert drives.same_drive(tmp_path / "a" / "b", tmp_path)
    assert not drives.same_drive(tmp_path, Path("/proc/self")), "another file system"
