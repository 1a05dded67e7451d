"""Which tiles stand on Today: those the user chose in their order, else the few that count most. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.core.reminders import Reminder

FEW = 9
"""So many tiles stand there where nobody chose."""


@dataclass(frozen=True)
class Choice:
    """The keys of the tiles chosen, in their order, and of those that were put away; none: nobody chose."""

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @staticmethod
    def kept(stored: Any) -> Choice:
        """What the settings kept; nothing where they hold something else."""
        if not isinstance(stored, dict):
            return Choice()
        lists = (stored.get("shown"), stored.get("hidden"))
        return Choice(*(tuple(str(key) for key in keys) if isinstance(keys, list) else () for keys in lists))

    def stored(self) -> dict[str, list[str]]:
        """As the settings keep it."""
        return {"shown": list(self.shown), "hidden": list(self.hidden)}

    def split(self, tiles: Sequence[Reminder]) -> tuple[list[Reminder], list[Reminder]]:
        """The tiles that stand on Today and the others. A tile that nobody has decided on stands behind those chosen."""
        if not (self.shown or self.hidden):
            return list(tiles[:FEW]), list(tiles[FEW:])
        place = {key: n for n, key in enumerate(self.shown)}
        rest = [tile for tile in tiles if tile.key not in place and tile.key not in self.hidden]
        chosen = sorted((tile for tile in tiles if tile.key in place), key=lambda tile: place[tile.key])
        return [*chosen, *rest], [tile for tile in tiles if tile.key in self.hidden]

    def listed(self, tiles: Sequence[Reminder]) -> list[tuple[Reminder, bool]]:
        """All tiles, those that stand on Today first, each with whether it does."""
        there, away = self.split(tiles)
        return [*((tile, True) for tile in there), *((tile, False) for tile in away)]

    def changed(self, shown: Sequence[str], hidden: Sequence[str]) -> Choice:
        """Another choice among the tiles that count something now; what was decided on others stays."""
        now = {*shown, *hidden}
        return Choice((*shown, *(key for key in self.shown if key not in now)),
                      (*hidden, *(key for key in self.hidden if key not in now)))
