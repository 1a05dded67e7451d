"""From blocks of numbers to bands of cells: replicates, blocks, plots and entries in random order."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.designs.chance import Chance
from desktop.designs.model import Band, Cell, Item


def resolvable_bands(replicates: Sequence[Sequence[Sequence[int]]], items: Sequence[Item], chance: Chance) -> list[Band]:
    """Bands of blocks from numbers 0 … v - 1, all in random order; shorter blocks keep a free place."""
    keys = [item.key for item in chance.shuffled(items)]
    size = max(len(block) for blocks in replicates for block in blocks)
    bands = []
    for number, blocks in enumerate(chance.shuffled(replicates), start=1):
        cells: list[Cell | None] = []
        for name, block in enumerate(chance.shuffled(blocks), start=1):
            cells += [Cell(keys[entry], number, str(name)) for entry in chance.shuffled(block)]
            cells += [None] * (size - len(block))
        bands.append(Band(number, cells, unit=size))
    return bands
