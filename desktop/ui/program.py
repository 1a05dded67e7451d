"""What the program gives the window, which itself knows no feature: the tabs, how to open a file, the example."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.feature import Feature
    from desktop.core.restoring import Restored
    from desktop.core.salvage import Salvaged


@dataclass(frozen=True)
class Program:
    """`features` are the tabs in their order. `open` opens (or makes) a database file, on the worker; `make` makes a new
    one of the settings that belong to it, and the folder of its second copies where one is named; `example` writes the example
    region into a new file.

    `restore` puts a backup in the place of a closed database and gives what came of it; `repair` brings back what is whole of a
    damaged closed one, with the second place of backups ("" = none).
    """

    features: Sequence[Feature]
    open: Callable[[Path], Database]
    make: Callable[[Path, Mapping[str, str], Path | None], None]
    example: Callable[[Path], None]
    restore: Callable[[Path, Path, bool], Restored]
    repair: Callable[[Path, str], Salvaged]
