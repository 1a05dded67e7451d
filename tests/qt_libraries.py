"""The system libraries that Qt needs on a bare Linux server, set up as far as the tests may before anything runs."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0", "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0", "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1",
}
"""Library → the package that brings it on Debian and Ubuntu."""


def missing() -> list[str]:
    """The packages whose libraries cannot be loaded here; none on a system that is not Linux."""
    return [package for library, package in PACKAGES.items() if not _loads(library)] if sys.platform == "linux" else []


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def set_up(run: Callable[..., object] = subprocess.run, *, root: bool | None = None) -> str:
    """Install what is missing, where that is allowed; gives the line to type where it is not, "" where all is there."""
    packages = missing()
    if not packages:
        return ""
    may = (hasattr(os, "getuid") and os.getuid() == 0) if root is None else root
    if may and shutil.which("apt-get"):
        quiet: Mapping[str, str] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        print(f"Installing what Qt needs: {' '.join(packages)}", file=sys.stderr)
        run(["apt-get", "update", "-qq"], env=quiet, check=False, stdout=subprocess.DEVNULL)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quiet, check=False,
            stdout=subprocess.DEVNULL)
        packages = missing()
    return f"sudo apt-get install -y {' '.join(packages)}" if packages else ""
