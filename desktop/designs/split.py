"""Split-plots, split-split-plots and strip-plots: factors on plots of different size, in randomised blocks.

K. A. Gomez, A. A. Gomez, Statistical Procedures for Agricultural Research, 2nd ed. 1984, sections 3.4, 3.5 and 4.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.chance import Chance
from desktop.designs.model import Band, Cell, DesignOptions, Item
from desktop.designs.needs import need_replicates

LETTERS = "ABC"


def split_plot(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Factor A on whole plots in random order within a replicate, factor B on the sub-plots of each."""
    return _split(items, options, chance, 2)


def split_split_plot(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """As a split-plot; factor C on the parts of each sub-plot."""
    return _split(items, options, chance, 3)


def _split(items: Sequence[Item], options: DesignOptions, chance: Chance, factors: int) -> list[Band]:
    known, levels = _combinations(items, factors)
    size = len(known) // len(levels[0])
    bands = []
    for number in range(1, need_replicates(options) + 1):
        cells: list[Cell | None] = []
        for whole, level in enumerate(chance.shuffled(levels[0]), start=1):
            cells += [Cell(known[level, *rest], number, str(whole)) for rest in _orders(levels[1:], chance)]
        bands.append(Band(number, cells, unit=size))
    return bands


def _orders(levels: Sequence[list[str]], chance: Chance) -> list[tuple[str, ...]]:
    """The combinations of levels, each factor in random order within the level before it."""
    if not levels:
        return [()]
    return [(level, *rest) for level in chance.shuffled(levels[0]) for rest in _orders(levels[1:], chance)]


def strip_plot(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Factor A in rows and factor B in columns across each other, both in random order in every replicate."""
    known, levels = _combinations(items, 2)
    bands = []
    for number in range(1, need_replicates(options) + 1):
        rows, columns = chance.shuffled(levels[0]), chance.shuffled(levels[1])
        bands.append(Band(number, [Cell(known[a, b], number) for a in rows for b in columns], columns=len(columns)))
    return bands


def _combinations(items: Sequence[Item], factors: int) -> tuple[dict[tuple[str, ...], int], list[list[str]]]:
    """The entry of every combination of levels, and the levels of each factor. Raises `UserError` for gaps."""
    for item in items:
        if sum(1 for level in item.levels if level) != factors or len(item.levels) < factors:
            raise UserError(_("Entry {name} needs a level of each of the factors {letters}, and of no other: "
                              "fill them in at the entries.").format(
                name=item.name or item.key, letters=", ".join(LETTERS[:factors])))
    known: dict[tuple[str, ...], int] = {}
    for item in items:
        if known.setdefault(item.levels[:factors], item.key) != item.key:
            raise UserError(_("Two entries have the levels {levels}: take one out.").format(
                levels=" × ".join(item.levels[:factors])))
    levels = [list(dict.fromkeys(item.levels[place] for item in items)) for place in range(factors)]
    for place, found in enumerate(levels):
        if len(found) < 2:
            raise UserError(_("Factor {letter} needs at least two levels.").format(letter=LETTERS[place]))
    missing = next((c for c in product(*levels) if c not in known), None)
    if missing:
        raise UserError(_("There is no entry with the levels {levels}: add it, since every combination needs its plot.").format(
            levels=" × ".join(missing)))
    return known, levels
