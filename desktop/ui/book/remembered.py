"""What a book remembers between two visits: the values used last, and how its screen is divided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QSplitter

from desktop.core.records import Record, columns_of
from desktop.core.settings import Settings

LIST, SHARE, DOWN = 430, 0.36, [400, 240]  # pixels of the list, its share of a small window; form and sub-tabs


class BookMemory:
    """The memory of one book, kept in the settings under its name."""

    def __init__(self, settings: Settings, name: str, model: type[Record], fields: tuple[str, ...]) -> None:
        self.settings, self.name = settings, name
        self.fields = fields or self._standard(model)

    @staticmethod
    def _standard(model: type[Record]) -> tuple[str, ...]:
        """Required references that are not the owner: season, crop, region; a wrong one would not pass unseen."""
        return tuple(c.name for c in columns_of(model)
                     if c.info.get("link") and c.info.get("required") and not c.info.get("owned"))

    def last_used(self) -> dict[str, Any]:
        """What a new record starts with."""
        stored: Mapping[str, Any] = self.settings.remembered.get(f"last.{self.name}", {})
        return {name: stored[name] for name in self.fields if name in stored}

    def keep(self, record: Record) -> None:
        """Remember the values of a record that was just added."""
        values = {name: getattr(record, name) for name in self.fields}
        self.settings.remember(f"last.{self.name}", {n: v for n, v in values.items() if isinstance(v, int | str)})

    def restore_sizes(self, across: QSplitter, down: QSplitter) -> None:
        """Divide the screen as it was left."""
        kept = self.settings.remembered.get(f"book.{self.name}", {})
        whole = across.window().width()
        listed = min(LIST, round(SHARE * whole))
        across.setSizes(kept.get("across") or [listed, max(whole - listed, 1)])
        down.setSizes(kept.get("down") or DOWN)

    def keep_sizes(self, across: QSplitter, down: QSplitter) -> None:
        """Remember how the screen is divided."""
        self.settings.remember(f"book.{self.name}", {"across": across.sizes(), "down": down.sizes()})
