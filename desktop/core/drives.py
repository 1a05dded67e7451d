"""Where data and their second copy can lie: the user's documents, other drives, sticks."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.core.paths import APP

REMOVABLE, FIXED = 2, 3  # DRIVE_REMOVABLE, DRIVE_FIXED of Windows
NO_QUESTIONS = 1  # SEM_FAILCRITICALERRORS: a card reader without a card asks for one, in a box, when it is looked at
MOUNTED_IN = ("/media", "/run/media", "/mnt", "/Volumes")
SYNCHRONISED = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")  # variables that name such folders on Windows


@dataclass(frozen=True)
class Drive:
    """A drive beside the system's own that can be written to; `stick`: it can be pulled out."""

    path: Path
    stick: bool


def data_place() -> Path:
    """The folder proposed for a new database: seen by its user, and outside of what a cloud service synchronises, which
    would tear a database that is open."""
    import platformdirs

    documents = Path(platformdirs.user_documents_dir())
    clouds = [Path(os.environ[name]) for name in SYNCHRONISED if os.environ.get(name)]
    if any(documents.is_relative_to(cloud) for cloud in clouds):
        documents = Path.home()
    return documents / APP


def drives() -> list[Drive]:
    """The other drives, sticks first. Not for the main thread: a drive that is slow to answer is waited for."""
    found = _windows() if sys.platform == "win32" else _mounted()
    return sorted(found, key=lambda drive: (not drive.stick, str(drive.path)))


def same_drive(one: Path, other: Path) -> bool:
    """Whether two folders lie on the same drive, so that both are lost with it; folders not made yet count as well."""
    return _number(one) == _number(other)


def _number(folder: Path) -> int:
    """The system's own number of the drive; 0 where there is none."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), None)
    return there.stat().st_dev if there is not None else 0


def _mounted() -> list[Drive]:
    """What is mounted where systems mount what is put in: /media/NAME or /media/USER/NAME."""
    roots = [Path(root) for root in MOUNTED_IN if Path(root).is_dir()]
    places = [place for root in roots for pattern in ("*", "*/*") for place in root.glob(pattern)]
    return [Drive(place, stick=True) for place in places if place.is_mount() and os.access(place, os.W_OK)]


def _windows() -> list[Drive]:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.SetThreadErrorMode(NO_QUESTIONS, None)
    return windows_drives(kernel, os.environ.get("SYSTEMDRIVE", "C:"))


def windows_drives(kernel: object, system: str) -> list[Drive]:
    """The drives by letter, as kernel32 tells them, without the `system`'s own, network drives and empty readers."""
    letters = kernel.GetLogicalDrives()  # type: ignore[attr-defined]
    names = [f"{chr(ord('A') + n)}:" for n in range(26) if letters >> n & 1]
    kinds = {name: kernel.GetDriveTypeW(f"{name}\\") for name in names if name != system.upper()}  # type: ignore[attr-defined]
    return [Drive(Path(f"{name}\\"), kind == REMOVABLE) for name, kind in kinds.items()
            if kind in (REMOVABLE, FIXED) and os.access(f"{name}\\", os.W_OK)]
