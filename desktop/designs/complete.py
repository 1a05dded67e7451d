"""Designs with complete blocks, or none: randomised blocks, completely random, factorial, Latin square, farms, in order.

R. A. Fisher, The Design of Experiments, 1935; K. A. Gomez, A. A. Gomez, Statistical Procedures for Agricultural Research,
2nd ed. 1984, chapters 2 and 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle

from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.designs.chance import Chance
from desktop.designs.model import Band, Cell, DesignOptions, Item
from desktop.designs.needs import need_replicates

LARGEST_SQUARE = 20


def randomised_blocks(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Every replicate a band with every entry once, in random order."""
    return [Band(number, [Cell(item.key, number) for item in chance.shuffled(items)])
            for number in range(1, need_replicates(options) + 1)]


def completely_random(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """All plots of all entries in random order; the replicate only counts an entry's plots."""
    order = chance.shuffled([item.key for item in items for _number in range(need_replicates(options))])
    seen = Counter[int]()
    cells: list[Cell | None] = []
    for key in order:
        seen[key] += 1
        cells.append(Cell(key, seen[key]))
    return [Band(1, cells)]


def factorial(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Combinations of factor levels as entries, in randomised blocks or completely random."""
    if sum(len(item.levels) >= 2 for item in items) < 4:
        raise UserError(_("A factorial needs two treatment factors: fill in the levels of factor A and B of the entries."))
    within = {"rcbd": randomised_blocks, "crd": completely_random}.get(options.within)
    if within is None:
        raise UserError(_("A factorial stands in rcbd or crd, not in “{name}”.").format(name=options.within))
    return within(items, options, chance)


def latin(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Squares with every entry once in every row and column; rows are the replicates, columns the blocks.

    A cyclic square whose rows, columns and letters are put in random order, anew for each square.
    """
    n = len(items)
    if not 3 <= n <= LARGEST_SQUARE:
        raise UserError(_("A Latin square takes 3 to {most} {most:entry|entries}, not {n}: choose randomised blocks.").format(
            most=LARGEST_SQUARE, n=n))
    squares, rest = divmod(options.replicates, n)
    if rest or not squares:
        raise UserError(_("A Latin square of {n} {n:entry|entries} has {n} {n:replicate|replicates}, or twice or three times "
                          "as many: "
                          "set the replicates to {n}.").format(n=n))
    return [Band(number, list(_square(items, number - 1, chance)), columns=n) for number in range(1, squares + 1)]


def _square(items: Sequence[Item], before: int, chance: Chance) -> Iterator[Cell]:
    n = len(items)
    letters, rows, columns = chance.shuffled(items), chance.shuffled(range(n)), chance.shuffled(range(n))
    for place, row in enumerate(rows, start=1):
        for across, column in enumerate(columns, start=1):
            yield Cell(letters[(row + column) % n].key, before * n + place, str(before * n + across))


def on_farm(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Every farm a block of strips: all entries, or the checks and an equal share of the others where strips are few."""
    farms = options.farms or tuple(str(number) for number in range(1, need_replicates(options) + 1))
    checks = [item for item in items if item.is_check]
    if not checks:
        raise UserError(_("Strips on farms need a check that stands on every farm: mark it in the entries."))
    if len(set(farms)) < max(2, len(farms)):
        raise UserError(_("Name two farms or more, each once."))
    others = chance.shuffled([item for item in items if not item.is_check])
    strips = _strips(options, len(checks), len(others))
    if strips * len(farms) < len(others):
        raise UserError(ngettext(
            "{n} entry does not find room on {farms} {farms:farm|farms} with {strips} {strips:strip|strips}: take more farms, "
            "or {least} {least:strip|strips} on each.",
            "{n} entries do not find room on {farms} {farms:farm|farms} with {strips} {strips:strip|strips}: take more farms, "
            "or {least} {least:strip|strips} on each.", len(others)).format(
            n=len(others), farms=len(farms), strips=strips + len(checks), least=len(checks) - (-len(others) // len(farms))))
    turn = cycle(others)
    bands = []
    for number, farm in enumerate(farms, start=1):
        chosen = [*checks, *(next(turn) for _place in range(strips))]
        bands.append(Band(number, [Cell(item.key, number, farm) for item in chance.shuffled(chosen)]))
    return bands


def _strips(options: DesignOptions, checks: int, others: int) -> int:
    """How many entries beside the checks stand on a farm."""
    if options.block_size is None:
        return others
    strips = options.block_size - checks
    if not 1 <= strips <= others:
        raise UserError(ngettext(
            "{n} strip on a farm does not fit: choose {least} to {most}.",
            "{n} strips on a farm do not fit: choose {least} to {most}.", options.block_size).format(
            n=options.block_size, least=checks + 1, most=checks + others))
    return strips


def unreplicated(items: Sequence[Item], _options: DesignOptions, _chance: Chance) -> list[Band]:
    """One plot of every entry, in order."""
    return [Band(1, [Cell(item.key, 1) for item in items], ordered=True)]
