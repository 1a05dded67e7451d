"""What becomes of a cell that arrives: the leading file joins column by column, a laptop takes what the leading file says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from sqlmodel import Session

from desktop.core.exchange.changes import REFERRED, Cell, Key, RowChange

SAME, TAKE, KEEP, CLASH = "same", "take", "keep", "clash"
"""Nothing to do; what arrives stands from now on; what stands here is newer; both were changed, and a person decides."""


class Judge(Protocol):
    """Decides about cells of rows that are here already."""

    def verdict(self, key: Key, name: str, cell: Cell, here: Any) -> str:
        """One of the four words above."""

    def arriving(self, row: RowChange) -> Mapping[str, Cell]:
        """The cells of a row that are to be judged."""


class Joining:
    """The leading file's: what is here gives way where the sender knew it (`past`), else both sides clash.

    `heard`: the sender's newest action that is here already. `lenient` is for packages that hold everything and for chosen
    records: what arrives may also be older than what is here, which the history of this file tells.
    """

    def __init__(self, session: Session, heard: int, *, lenient: bool = False) -> None:
        self._session, self._heard, self._lenient = session, heard, lenient

    def arriving(self, row: RowChange) -> Mapping[str, Cell]:
        """The cells that changed since the sender was heard last; of a new row that is here, what it changed afterwards."""
        if row.new_at == REFERRED:
            return {}
        if not self._lenient:
            return {name: cell for name, cell in row.cells.items() if cell.at > self._heard}
        first = {name: Cell([], value, row.new_at) for name, value in (row.image or {}).items()}
        return {**first, **row.cells}

    def verdict(self, key: Key, name: str, cell: Cell, here: Any) -> str:
        """As `Judge`."""
        if cell.now == here:
            return SAME
        if here in cell.before(0 if self._lenient else self._heard):
            return CLASH if self._lenient and self._was_here(key, name, cell.now) else TAKE
        return KEEP if self._lenient and self._was_here(key, name, cell.now) else CLASH

    def _was_here(self, key: Key, name: str, value: Any) -> bool:
        """Whether a cell of this file once held a value that it holds no more, or holds what its row was made with."""
        driver: Any = self._session.connection().connection.driver_connection
        lines = driver.execute("SELECT before FROM change WHERE table_name = ? AND row_id = ? AND kind <> 'insert'", key)
        return any(name in image and image[name] == value for (before,) in lines for image in (json.loads(before or "{}"),))


class Following:
    """A laptop's: what the leading file says stands, but for the laptop's own newer work on what it did not change.

    `waiting`: what changed here and the leading file had not heard of when it made the package.
    """

    def __init__(self, heard: int, waiting: Mapping[Key, RowChange], joining: Joining | None = None) -> None:
        self._heard, self._waiting, self._joining = heard, waiting, joining

    def arriving(self, row: RowChange) -> Mapping[str, Cell]:
        """All cells that it says; of a row that was new there, how it stands."""
        if self._joining:
            return self._joining.arriving(row)
        image = {name: Cell([], value, row.new_at) for name, value in (row.image or {}).items()} if row.new_at else {}
        return {name: cell for name, cell in {**image, **row.cells}.items() if cell.at > self._heard}

    def verdict(self, key: Key, name: str, cell: Cell, here: Any) -> str:
        """As `Judge`; a clash is decided by the leading file once it hears of what was changed here."""
        if cell.now == here:
            return SAME
        if self._joining:
            return self._joining.verdict(key, name, cell, here)
        mine = self._waiting[key].cells.get(name) if key in self._waiting else None
        if mine is None:
            return TAKE
        return KEEP if cell.now == mine.before()[0] else CLASH
