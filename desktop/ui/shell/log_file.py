"""The log file: turned over when it is full, and gone on with where another window holds it (Windows lets nobody rename an
open file)."""

from __future__ import annotations

from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop.core import faults

FULL, KEPT = 1_000_000, 3


class LogFile(RotatingFileHandler):
    """Our log. Never raises: what could not be turned over is tried again after as much more."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=FULL, backupCount=KEPT, encoding="utf-8")
        self.setFormatter(faults.Formatter())

    def doRollover(self) -> None:
        """Turn over, unless the file cannot be renamed now; asked first, so that no older file is shifted for nothing."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        if self._can_be_renamed():
            super().doRollover()
            self.maxBytes = FULL
        else:
            self.maxBytes = Path(self.baseFilename).stat().st_size + FULL
            self.stream = self._open()

    def _can_be_renamed(self) -> bool:
        try:
            Path(self.baseFilename).rename(f"{self.baseFilename}.turning").rename(self.baseFilename)
        except FileNotFoundError:
            return True  # somebody took it away: it is begun anew
        except OSError:
            return False
        return True
