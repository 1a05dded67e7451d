"""Whether a window can be shown here, and what it lacks of the system; asked without loading Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

QT = {
    "libglib-2.0.so.0": "libglib2.0-0", "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0", "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1",
}
"""Library that Qt cannot be loaded without → the package that brings it on Debian and Ubuntu."""
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xkb.so.1": "libxcb-xkb1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""The same of a window on X11, where Qt ends the program."""
LOADABLE = Path("/etc/ld.so.cache")


def has_display() -> bool:
    """True on Windows and macOS, elsewhere where a display server is named and the Qt library is installed."""
    if find_spec("PySide6") is None:
        return False
    return _has_own_display() or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def why_no_window() -> str:
    """The sentence about what is missing for a window here; "" where nothing is known to be."""
    from desktop.core.i18n import _

    if _has_own_display() or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if not has_display():
        return _("There is no display here, and the window needs one. The commands work without: {program} --help").format(
            program=called())
    wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    return "" if wayland or _are_listed(X11) else why_not_loaded(X11)


def why_not_loaded(libraries: Mapping[str, str] = QT) -> str:
    """The sentence about libraries of the system that Qt lacks here, with the line that installs them; "" where none does."""
    from desktop.core.i18n import _

    packages = lacking(libraries)
    return _("The window needs libraries that this system lacks. Type this line, then start it again: {line}").format(
        line=line_to_type(packages)) if packages else ""


def lacking(libraries: Mapping[str, str] = QT) -> list[str]:
    """The packages whose libraries cannot be loaded here; none on a system that is not Linux."""
    return [package for library, package in libraries.items() if not _loads(library)] if sys.platform == "linux" else []


def line_to_type(packages: list[str]) -> str:
    """What this user types to install packages on Debian and Ubuntu, whose lists a new system may not have read yet.

    A new Debian has no sudo where a password was given for root.
    """
    from shutil import which

    update, install = "apt-get update", f"apt-get install -y {' '.join(packages)}"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return f"{update} && {install}"
    return f"sudo {update} && sudo {install}" if which("sudo") else f'su - -c "{update} && {install}"'


def called() -> str:
    """How the program was called: nothing puts it on the path where no environment is activated."""
    name = sys.argv[0]
    return f"{sys.executable} -m desktop" if name.endswith(("__main__.py", "-c", "-m")) else name


def _has_own_display() -> bool:
    return sys.platform in ("win32", "darwin")


def _are_listed(libraries: Mapping[str, str]) -> bool:
    """Whether the system's own list names all libraries, or there is none: one read, since every start waits for it."""
    try:
        listed = LOADABLE.read_bytes()
    except OSError:
        return True
    return all(library.encode() in listed for library in libraries)


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
