"""Designs of several factors, told from where the combinations stand: split-plot, strip-plot, or all combinations free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

from desktop.designs.field import in_one_piece
from desktop.trials.importing.standing import Design, Standing


def of_factors(plots: Sequence[Standing], factors: int, most: int) -> Design:
    """Split-plot, strip-plot, or all combinations free."""
    blocks = len({p.complete for p in plots})
    split = {2: "split-plot", 3: "split-split-plot"}[factors]
    orders = list(permutations(range(factors)))
    if not all(p.complete for p in plots):
        return Design("factorial", most)
    if _by_whole_plots(plots):
        return Design(split, blocks, order=orders[0])
    for order in orders:
        if _nested(plots, order):
            return Design(split, blocks, order=order)
    for order in orders if factors == 2 else ():
        if _strips(plots, order):
            return Design("strip-plot", blocks, order=order)
    return Design("factorial", most)


def _by_whole_plots(plots: Sequence[Standing]) -> bool:
    """Whether every block within a replicate carries one level of the first factor."""
    wholes = defaultdict(set)
    for p in plots:
        wholes[p.replicate, p.block].add(p.levels[0])
    return (all(p.replicate and p.block for p in plots) and len(wholes) > len({p.replicate for p in plots})
            and all(len(found) == 1 for found in wholes.values()))


def _nested(plots: Sequence[Standing], order: Sequence[int]) -> bool:
    """Whether the field shows whole plots: in every block the levels of each factor but the last lie together.

    The last factor's own levels must not lie together, else any arrangement of two plots would look like it.
    """
    if any(p.row is None or p.column is None for p in plots):
        return False
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
        if p.row is None or p.column is None:
            return False
        rows[p.complete, p.row].add(p.levels[order[0]])
        columns[p.complete, p.column].add(p.levels[order[1]])
    return all(len(found) == 1 for found in (*rows.values(), *columns.values()))
