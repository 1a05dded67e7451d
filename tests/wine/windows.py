"""A computer with Windows: Wine and Windows' Python with the program's packages, in the folder of `tests/wine/making.py`."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PureWindowsPath

import pytest

from tests.wine.making import alone, proc

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("desktop", "forms", "resources")
PYTHON = "/app/py/python.exe"
# Wine hands on a variable QT_… only under its own name for it. Without it Qt takes the screen, and where there is none no
# window can be closed.
OFFSCREEN = {"WINEQT_QPA_PLATFORM": "offscreen"}

# What takes longer than all the rest together: building and installing the frozen program, the tests of the rooms.
at_length = pytest.mark.skipif(not os.environ.get("AGRIDESK_WINE_ALL"), reason="AGRIDESK_WINE_ALL is not set: takes long")
# Whether the Python that asks runs under Wine itself, as the tests do that this folder starts there.
UNDER_WINE = sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


class Windows:
    """A computer with Chinese Windows (code page 936) of its own, on which this checkout is run.

    `folder` is a folder there, as Wine's own Linux names it, `work` as Windows does, `outside` as it is reached from here.
    """

    def __init__(self, root: Path, work: str) -> None:
        self.root, self.folder = root, f"/tmp/{work}"
        self.outside = root / self.folder[1:]
        self.work = PureWindowsPath(f"Z:{self.folder}")
        self.home = self.outside / "prefix/drive_c/users/root"
        self._entered = ExitStack()
        self._entered.enter_context(alone(root))
        self._entered.enter_context(proc(root))
        self.outside.mkdir(parents=True)

    def bring(self, place: Path) -> None:
        """Copy this checkout's program into a folder."""
        for part in PARTS:
            shutil.rmtree(place / part, ignore_errors=True)
            shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))

    def run(self, *words: str, folder: str = "/app/py", timeout: int = 600, typed: str = "",
            **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows in a folder (named from inside) and wait for it; its answer is UTF-8, and so is `typed`, its
        standard input."""
        return subprocess.run(self._command(words, folder, more), input=typed, capture_output=True, encoding="utf-8",
                              errors="replace", timeout=timeout, check=False)

    @contextmanager
    def running(self, *words: str, folder: str = "/app/py", **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program of Windows as long as this lasts; then it is killed."""
        with subprocess.Popen(self._command(words, folder, more), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as started:
            try:
                yield started
            finally:
                started.kill()

    def agridesk(self, *words: str, timeout: int = 600, typed: str = "") -> subprocess.CompletedProcess[str]:
        """A command of the program from its source (see `bring`), in `work`."""
        return self.run(PYTHON, "-m", "desktop", *words, folder=self.folder, timeout=timeout, typed=typed, **OFFSCREEN)

    def _command(self, words: tuple[str, ...], folder: str, more: dict[str, str]) -> list[str]:
        environment = {"HOME": "/home", "PATH": "/usr/bin:/bin", "LANG": "zh_CN.UTF-8", "WINEDEBUG": "-all",
                       "WINEPREFIX": f"{self.folder}/prefix", "WINEDLLOVERRIDES": "mscms=n,b", **more}
        return ["chroot", str(self.root), "env", "-i", *(f"{name}={value}" for name, value in environment.items()),
                "sh", "-c", 'cd "$0" && exec wine "$@"', folder, *words]

    @contextmanager
    def shown(self, display: str) -> Iterator[dict[str, str]]:
        """What `run` and `running` are given so that windows are seen on a screen of X, as long as this lasts: a Windows beside
        this one, which has no screen and would show none."""
        prefix = f"{self.folder}/shown"
        try:
            yield {"WINEPREFIX": prefix, "DISPLAY": display}
        finally:
            self._end(prefix)

    def _end(self, prefix: str) -> None:
        server = ["chroot", str(self.root), "env", f"WINEPREFIX={prefix}"]
        for option in ("-k", "-w"):
            subprocess.run([*server, "sh", "-c", f"wineserver {option} || /usr/lib/wine/wineserver {option}"], check=False,
                           capture_output=True, timeout=120)

    def close(self) -> None:
        """End what still runs on it and remove its folder."""
        self._end(f"{self.folder}/prefix")
        shutil.rmtree(self.outside, ignore_errors=True)
        self._entered.close()
