"""Designs of several factors, told from where the combinations stand: split-plot, strip-plot, or all combinations free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, permutations
from math import factorial, prod

from desktop.designs.field import in_one_piece
from desktop.trials.importing.standing import Design, Standing

BY_CHANCE = 0.05  # so likely may whole plots lie together in an order that was drawn without them

def of_factors(plots: Sequence[Standing], factors: int, most: int) -> Design:
    """Split-plot, strip-plot, or all combinations free; which of them is asked where neither places nor order show it.

    `plots` stand in the order of the field, or in that of the file where no numbers tell the field's.
    """
    blocks = len({p.complete for p in plots})
    split = {2: "split-plot", 3: "split-split-plot"}[factors]
    orders = list(permutations(range(factors)))
    if not all(p.complete for p in plots):
        return Design("factorial", most)
    for order in orders:
        if _by_whole_plots(plots, order[0]):
            return Design(split, blocks, order=order)
    if all(p.row is not None and p.column is not None for p in plots):
        return _by_places(plots, split, blocks) or Design("factorial", most)
    lying = [order for order in orders if _lie_together(plots, order)]
    if len(lying) == 1 and _drawn_anew(plots, lying[0]):
        return Design(split, blocks, order=lying[0])
    free = not lying and all(p.numbered for p in plots)
    return Design("factorial", most, asks=() if free else ("factorial", split))


def _by_places(plots: Sequence[Standing], split: str, blocks: int) -> Design | None:
    """Whole plots or strips where rows and columns show them."""
    factors = len(plots[0].levels)
    orders = list(permutations(range(factors)))
    for order in orders:
        if _nested(plots, order):
            return Design(split, blocks, order=order)
    for order in orders if factors == 2 else ():
        if _strips(plots, order):
            return Design("strip-plot", blocks, order=order)
    return None


def _in_blocks(plots: Sequence[Standing], order: Sequence[int]) -> list[list[tuple[str, ...]]]:
    """The levels of the plots of every complete block, as the plots follow each other."""
    blocks = defaultdict(list)
    for p in plots:
        blocks[p.complete].append(tuple(p.levels[i] for i in order))
    return list(blocks.values())


def _runs(block: Sequence[tuple[str, ...]], depth: int) -> list[tuple[str, ...]]:
    """The levels of the first `depth` factors in the order in which they follow each other, each run once."""
    return [levels for levels, _plots in groupby(block, lambda levels: levels[:depth])]


def _lie_together(plots: Sequence[Standing], order: Sequence[int]) -> bool:
    """Whether in every block the plots of a level of each factor but the last follow each other, as whole plots do."""
    return all(len(runs := _runs(block, depth)) == len(set(runs))
               for block in _in_blocks(plots, order) for depth in range(1, len(order)))


def _drawn_anew(plots: Sequence[Standing], order: Sequence[int]) -> bool:
    """Whether the whole plots of the blocks were drawn, and are too many to lie together by chance; else the file is sorted."""
    blocks = _in_blocks(plots, order)
    drawn = len({tuple(_runs(block, 1)) for block in blocks}) > 1
    levels = [len({p.levels[i] for p in plots}) for i in order]
    together = prod(factorial(n) ** prod(levels[:depth]) for depth, n in enumerate(levels))
    return drawn and (together / factorial(prod(levels))) ** len(blocks) <= BY_CHANCE


def _by_whole_plots(plots: Sequence[Standing], factor: int) -> bool:
    """Whether every block within a replicate carries one level of a factor."""
    wholes = defaultdict(set)
    for p in plots:
        wholes[p.replicate, p.block].add(p.levels[factor])
    return (all(p.replicate and p.block for p in plots) and len(wholes) > len({p.replicate for p in plots})
            and all(len(found) == 1 for found in wholes.values()))


def _nested(plots: Sequence[Standing], order: Sequence[int]) -> bool:
    """Whether the field shows whole plots: in every block the levels of each factor but the last lie together.

    The last factor's own levels must not lie together, else any arrangement of two plots would look like it.
    """
    groups: dict[tuple[str, ...], list[Standing]] = {}
    for depth in range(len(order)):
        groups = defaultdict(list)
        for p in plots:
            groups[p.complete, *(p.levels[i] for i in order[:depth + 1])].append(p)
        if depth < len(order) - 1 and not all(_connected(found) for found in groups.values()):
            return False
    loose = defaultdict(list)
    for p in plots:
        loose[p.complete, p.levels[order[-1]]].append(p)
    return not all(_connected(found) for found in loose.values())


def _connected(plots: Sequence[Standing]) -> bool:
    """Whether plots lie side by side in one piece."""
    places = {(p.row or 0, p.column or 0) for p in plots}
    return len(places) > 1 and in_one_piece(places)


def _strips(plots: Sequence[Standing], order: Sequence[int]) -> bool:
    """Whether in every block each level of one factor fills rows, and each of the other columns."""
    rows, columns = defaultdict(set), defaultdict(set)
    for p in plots:
        rows[p.complete, p.row].add(p.levels[order[0]])
        columns[p.complete, p.column].add(p.levels[order[1]])
    return all(len(found) == 1 for found in (*rows.values(), *columns.values()))
