"""Whether a window can be shown here, asked without loading Qt."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec


def has_display() -> bool:
    """True on Windows and macOS, elsewhere where a display server is named and the Qt library is installed."""
    if find_spec("PySide6") is None:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
