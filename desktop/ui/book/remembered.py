"""What a book remembers between two visits: the values used last, and how its screen is divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSplitter

from desktop.core.fields import today
from desktop.core.kinds import model_of
from desktop.core.records import Record, columns_of
from desktop.core.settings import Settings

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.ui.book.division import Division

DAY = ":day"  # under which the day is kept on which the values were used; no field is called so
LIST, SHARE = 43, 0.36  # the list's width in sizes of the font, its share of a small window


class BookMemory:
    """The memory of one book, kept in the settings under its name."""

    def __init__(self, settings: Settings, name: str, model: type[Record], fields: tuple[str, ...]) -> None:
        self.settings, self.name = settings, name
        self.fields = fields or self._standard(model)
        linked: list[tuple[str, Any]] = [(c.name, model_of(c.info["link"])) for c in columns_of(model) if c.info.get("current")]
        self._current = [(name, kind.current) for name, kind in linked]

    @staticmethod
    def _standard(model: type[Record]) -> tuple[str, ...]:
        """Required references that are not the owner: season, crop, region; a wrong one would not pass unseen."""
        return tuple(c.name for c in columns_of(model)
                     if c.info.get("link") and c.info.get("required") and not c.info.get("owned"))

    def last_used(self) -> dict[str, Any]:
        """What a new record starts with."""
        stored: Mapping[str, Any] = self.settings.remembered.get(f"last.{self.name}", {})
        return {name: stored[name] for name in self.fields if name in stored}

    def begin_with(self, db: Database) -> dict[str, Any]:
        """What a new record starts with: what was used last, and of references to what is in force today (a season) that one,
        unless another was chosen today."""
        stored = self.settings.remembered.get(f"last.{self.name}", {})
        with db.reading() as session:
            holding = {name: found for name, current in self._current if (found := current(session)) is not None}
        return {**holding, **self.last_used()} if stored.get(DAY) == today().isoformat() else {**self.last_used(), **holding}

    def keep(self, record: Record) -> None:
        """Remember the values of a record that was just added."""
        values = {name: getattr(record, name) for name in self.fields}
        kept = {n: v for n, v in values.items() if isinstance(v, int | str)}
        self.settings.remember(f"last.{self.name}", {**kept, DAY: today().isoformat()})

    def restore_across(self, across: QSplitter) -> None:
        """Divide the screen between list and record as it was left."""
        whole = across.window().width()
        listed = round(min(LIST * across.font().pointSizeF(), SHARE * whole))
        across.setSizes(self._kept().get("across") or [listed, max(whole - listed, 1)])

    def restore_down(self, down: Division, standard: Sequence[int]) -> None:
        """Divide the record between form and sub-tabs as it was left."""
        kept = self._kept().get("down")
        down.divide(kept or standard, by_hand=bool(kept))

    def _kept(self) -> dict[str, list[int]]:
        kept: dict[str, list[int]] = self.settings.remembered.get(f"book.{self.name}", {})
        return kept

    def keep_sizes(self, across: QSplitter, down: QSplitter) -> None:
        """Remember how the screen is divided."""
        self.settings.remember(f"book.{self.name}", {"across": across.sizes(), "down": down.sizes()})
