"""The window's parts, shared by every page. Knows no feature.

Loading PySide6 puts an `import` of its own in the place of Python's: it reads the source of every module loaded later, in
search of switches (`from __feature__ import …`) that nobody uses here, and keeps what it read. That is a sixth of the start
and 30 MiB, so Python's own is put back.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - what exchanges the import

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
