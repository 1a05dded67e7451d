"""What Qt needs of the system for the tests: libraries on a bare Linux server, set up as far as the tests may before anything
runs; fonts on Windows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.core.paths import resource
from desktop.display import lacking, line_to_type


def set_up(run: Callable[..., object] = subprocess.run, *, root: bool | None = None) -> str:
    """Install what is missing, where that is allowed; gives the line to type where it is not, "" where all is there."""
    packages = lacking()
    if not packages:
        return ""
    may = (hasattr(os, "getuid") and os.getuid() == 0) if root is None else root
    if may and shutil.which("apt-get"):
        quiet: Mapping[str, str] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        print(f"Installing what Qt needs: {' '.join(packages)}", file=sys.stderr)
        run(["apt-get", "update", "-qq"], env=quiet, check=False, stdout=subprocess.DEVNULL)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quiet, check=False,
            stdout=subprocess.DEVNULL)
        packages = lacking()
    return line_to_type(packages) if packages else ""


def fonts_of_windows() -> Path:
    """The folder of Windows' fonts; that of ours where those have no Chinese, as under Wine: what is too wide for the screen
    cannot be measured in empty boxes."""
    own = Path(os.environ["WINDIR"]) / "Fonts"
    return own if (own / "msyh.ttc").is_file() else resource("fonts")
