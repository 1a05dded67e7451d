"""What the program gives the window, which itself knows no feature: the tabs, how to open a file, the example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.ui.page import Page


class Tab(Protocol):
    """A feature as the window sees it (see `desktop.features.Feature`)."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def page(self) -> Callable[[], type[Page]]: ...
    @property
    def reminders(self) -> Callable[[], Sequence[Any]]: ...
    @property
    def imports(self) -> Callable[[], Sequence[Any]]: ...


@dataclass(frozen=True)
class Program:
    """`open` opens (or makes) a database file, on the worker; `example` writes the example region into a new file.

    `restore` puts a backup in the place of a closed database and gives the folder of the replaced files.
    """

    features: Sequence[Tab]
    open: Callable[[Path], Database]
    example: Callable[[Path], None]
    restore: Callable[[Path, Path], Path | None]
