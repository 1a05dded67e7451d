"""A screen for programs of Windows under Wine: looked at by titles and sizes of windows, used by keys as a person would."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300.0  # seconds, a window may take on a busy machine
PAUSE = 60  # milliseconds between two keys


def wait(ready: Callable[[], object], what: str = "it did not happen") -> None:
    """Wait for what a program does that is not waited for; fails with `what`."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(0.2)


@dataclass(frozen=True)
class Screen:
    """A running X server in the folder of Wine; `name` is what DISPLAY shall be."""

    root: Path
    name: str

    def heights(self) -> dict[str, int]:
        """Title of each visible window → its height in pixels, frame and all."""
        found: dict[str, int] = {}
        for window in self._said("search", "--onlyvisible", "--name", ".").split():
            title = self._said("getwindowname", window).strip()
            shape = dict(line.split("=") for line in self._said("getwindowgeometry", "--shell", window).split() if "=" in line)
            if title and "HEIGHT" in shape:  # it may be gone by now
                found[title] = int(shape["HEIGHT"])
        return found

    def wait_for(self, title: str) -> None:
        """Wait until a window of that title is there."""
        wait(lambda: title in self.heights(), f"no window “{title}” came")

    def press(self, *keys: str) -> None:
        """Press keys, by X's names (alt+f, Tab, Return)."""
        self._said("key", "--delay", str(PAUSE), *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._said("type", "--delay", str(PAUSE), text)

    def _said(self, *words: str) -> str:
        command = ["chroot", str(self.root), "env", "-i", "PATH=/usr/bin:/bin", f"DISPLAY={self.name}", "xdotool", *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False).stdout


@contextmanager
def screen(root: Path) -> Iterator[Screen]:
    """A screen of a laptop, in the folder of Wine, as long as this lasts."""
    with subprocess.Popen(["chroot", str(root), "Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            yield Screen(root, f":{server.stdout.readline().strip()}")
        finally:
            server.terminate()
