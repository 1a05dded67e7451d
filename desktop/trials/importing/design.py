"""Which design the plots of a table stand in, told from where their entries stand. Pure: no database, no window.

A block that holds a part of the entries only is incomplete; rows and columns are blocks only where the entries are spread
over them as a design spreads them, else they are places in the field, which a spatial analysis may use.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from desktop.trials.importing.several_factors import of_factors
from desktop.trials.importing.standing import Design, Standing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]

FULL = 0.7  # blocks that hold this share of the entries or more are complete ones with plots that are missing
ONCE = 0.5  # from this share of entries on a single plot on, the others are repeated ones among unreplicated
FEW = 0.2  # in two blocks so few entries that stand in both are checks; more are a part that was repeated
LEAST = 9  # of fewer entries chance alone makes an even spread over rows and columns
SHUFFLES = 200
LIKELY = 0.05  # the share of random arrangements that may be as even as one that was made even
Place = tuple[int, int]


def recognise(plots: Sequence[Standing], checks: Iterable[str] = (), *, farms: bool = False) -> Design:
    """The design of the plots that count (with a value, or of a layout). `farms`: the blocks are farms."""
    often = Counter(p.entry for p in plots)
    most = max(often.values(), default=1)
    placed = len({p.row for p in plots if p.row is not None}) > 1 and len({p.column for p in plots if p.column is not None}) > 1
    found = _on_farms(plots) if farms else _named(plots, often, most, frozenset(checks))
    return replace(found, places=placed and found.name not in ("latin", "row-column", "on-farm"))


def as_named(found: Design, name: str, plots: Sequence[Standing]) -> Design:
    """The design a person or the file names, with the numbers of how the plots stand."""
    often = Counter(p.entry for p in plots)
    replicates = {p.replicate for p in plots} - {""}
    blocks = max((len({p.block for p in plots if p.replicate == r} - {""}) for r in replicates or {""}), default=0)
    size = max(_sizes(plots), default=0) if blocks > 1 else 0
    return replace(found, name=name, replicates=len(replicates) or max(often.values(), default=1), blocks=blocks,
                   block_size=size or None, rows=len({p.row for p in plots} - {None}),
                   columns=len({p.column for p in plots} - {None}), order=(), asks=())


def _on_farms(plots: Sequence[Standing]) -> Design:
    farms = len({p.block for p in plots})
    return Design("on-farm", farms, farms)


def _named(plots: Sequence[Standing], often: Mapping[str, int], most: int, checks: frozenset[str]) -> Design:
    """The design by its entries: once, repeated in part, of several factors, else of one."""
    if most == 1:
        return Design("none")
    if sum(n == 1 for n in often.values()) >= ONCE * len(often):
        return _partly(plots, often, checks, most)
    factors = len(next((p.levels for p in plots), ()))
    return of_factors(plots, factors, most) if factors > 1 else _of_one(plots, often, most)


def _of_one(plots: Sequence[Standing], often: Mapping[str, int], most: int) -> Design:
    """Squares, incomplete blocks, complete blocks, or none of them."""
    if square := _latin(plots, often) or _within_replicates(plots, often):
        return square
    if _check_between(plots):
        return Design("interval-check", len({p.complete for p in plots}))
    if not all(p.complete for p in plots) or _repeated(plots):
        return Design("crd", most)
    part = None if any(p.replicate for p in plots) else _incomplete_alone(plots, often, most)
    return part or Design("rcbd", most)


# -- repeated entries among unreplicated ------------------------------------------------------------------------------


def _partly(plots: Sequence[Standing], often: Mapping[str, int], marked: frozenset[str], most: int) -> Design:
    """Augmented where the repeated entries are the checks or stand in every block, else partially replicated."""
    own: Callable[[Standing], str] = (lambda p: p.block) if any(p.block for p in plots) else (lambda p: p.complete)
    blocks = {own(p) for p in plots} - {""}
    repeated = {name for name, n in often.items() if n > 1}
    if len(blocks) < 2:
        return Design("interval-check" if len(repeated) == 1 and _at_intervals(plots, repeated) else "crd", most)
    everywhere = {name for name in repeated if len({own(p) for p in plots if p.entry == name}) == len(blocks)}
    few = len(blocks) > 2 or len(repeated) < FEW * len(often)
    if repeated <= marked or (repeated == everywhere and few):
        return Design("augmented", most, len(blocks), checks=tuple(sorted(repeated)))
    return Design("p-rep", most, len(blocks))


def _at_intervals(plots: Sequence[Standing], repeated: set[str]) -> bool:
    """Whether the check comes again after equally many plots, three times or more."""
    places = [i for i, p in enumerate(plots) if p.entry in repeated]
    steps = {later - sooner for sooner, later in pairwise(places)}
    return len(places) > 2 and min(steps) > 1 and max(steps) - min(steps) <= 1


# -- complete and incomplete blocks -----------------------------------------------------------------------------------


def _repeated(plots: Sequence[Standing]) -> bool:
    """Whether an entry stands twice in a complete block."""
    return max(Counter((p.entry, p.complete) for p in plots).values(), default=0) > 1


def _check_between(plots: Sequence[Standing]) -> bool:
    """Whether one entry, the check, stands again and again within every replicate, and all others once."""
    inside = Counter((p.entry, p.complete) for p in plots)
    again = {entry for (entry, _block), n in inside.items() if n > 1}
    often = [n for (entry, _block), n in inside.items() if entry in again]
    everywhere = len(often) == len({p.complete for p in plots}) and all(p.complete for p in plots)
    return everywhere and len(again) == 1 and min(often) > 1


def _sizes(plots: Iterable[Standing]) -> list[int]:
    return list(Counter((p.replicate, p.block) for p in plots).values())


def _within_replicates(plots: Sequence[Standing], often: Mapping[str, int]) -> Design | None:
    """Incomplete blocks, or rows and columns, within replicates that hold every entry once."""
    replicates = {p.replicate for p in plots}
    if "" in replicates or max(Counter((p.entry, p.replicate) for p in plots).values()) > 1:
        return None
    if all(p.block for p in plots):
        blocks = max(len({p.block for p in plots if p.replicate == r}) for r in replicates)
        size = max(_sizes(plots))
        if blocks > 1 and size < len(often):
            name = "lattice" if _square(plots, often, size, blocks) else "alpha"
            return Design(name, len(replicates), blocks, size)
    return _rows_and_columns(plots, often, replicates)


def _square(plots: Sequence[Standing], often: Mapping[str, int], size: int, blocks: int) -> bool:
    """k² entries in k blocks of k, no two of them together more than once."""
    if size * size != len(often) or blocks != size or size < 3:
        return False
    return max(_together(plots, lambda p: (p.replicate, p.block)).values(), default=0) == 1


def _together(plots: Iterable[Standing], of: Callable[[Standing], Hashable]) -> Counter[tuple[str, str]]:
    """How often two entries share a group."""
    groups = defaultdict(list)
    for p in plots:
        groups[of(p)].append(p.entry)
    return Counter(pair for names in groups.values() for pair in combinations(sorted(names), 2))


def _incomplete_alone(plots: Sequence[Standing], often: Mapping[str, int], most: int) -> Design | None:
    """Blocks without replicates that hold a part of the entries each."""
    sizes = Counter(p.block for p in plots)
    if len(plots) >= FULL * len(often) * len(sizes):
        return None
    pairs = _together(plots, lambda p: p.block)
    even = len(set(pairs.values())) == 1 and len(pairs) == len(often) * (len(often) - 1) // 2
    return Design("bib" if even and len(set(sizes.values())) == 1 else "p-rep", most, len(sizes), max(sizes.values()))


# -- rows and columns -------------------------------------------------------------------------------------------------


def _grid(plots: Sequence[Standing]) -> Place | None:
    """Rows and columns of a full rectangle with one plot on every place; None where they are none."""
    places = {(p.row, p.column) for p in plots}
    if len(places) != len(plots) or any(None in place for place in places):
        return None
    rows, columns = {p.row for p in plots}, {p.column for p in plots}
    return (len(rows), len(columns)) if len(rows) * len(columns) == len(plots) else None


def _latin(plots: Sequence[Standing], often: Mapping[str, int]) -> Design | None:
    """As many rows and columns as entries, every entry once in each; three in named blocks stand so by chance (1 of 18)."""
    grid, n = _grid(plots), len(often)
    if grid != (n, n) or n < 3 or (n == 3 and any(p.complete for p in plots)):
        return None
    lines = (Counter((p.entry, p.row) for p in plots), Counter((p.entry, p.column) for p in plots))
    return Design("latin", n, rows=n, columns=n) if all(max(found.values()) == 1 for found in lines) else None


def _rows_and_columns(plots: Sequence[Standing], often: Mapping[str, int], replicates: set[str]) -> Design | None:
    """Replicates that are grids of one shape, over whose rows and columns the entries are spread evenly.

    In complete blocks that only lie as a grid, chance lets some pairs share a line far more often than others.
    """
    grids = {_grid([p for p in plots if p.replicate == r]) for r in replicates}
    shape = grids.pop() if len(grids) == 1 else None
    if shape is None or min(shape) < 2 or shape[0] * shape[1] != len(often) or len(replicates) < 2 or len(often) < LEAST:
        return None
    if all(_as_even_by_chance(plots, of) <= LIKELY for of in (lambda p: p.row, lambda p: p.column)):
        return Design("row-column", len(replicates), rows=shape[0], columns=shape[1])
    return None


def _as_even_by_chance(plots: Sequence[Standing], of: Callable[[Standing], Hashable]) -> float:
    """The share of random arrangements in which pairs of entries share lines as evenly as here; equal ones count half.

    Every replicate holds every entry once, so an arrangement is the line of each entry, replicate by replicate.
    """
    import numpy as np

    entries = {entry: place for place, entry in enumerate({p.entry: None for p in plots})}
    lines = {line: place for place, line in enumerate({of(p): None for p in plots})}
    standing = np.zeros((len({p.replicate for p in plots}), len(entries)), dtype=np.int64)
    replicates = {replicate: place for place, replicate in enumerate({p.replicate: None for p in plots})}
    for p in plots:
        standing[replicates[p.replicate], entries[p.entry]] = lines[of(p)]
    chance = np.random.default_rng(1)  # the same file is always read in the same way
    found = _unevenness(standing)
    others = [_unevenness(chance.permuted(standing, axis=1)) for _trial in range(SHUFFLES)]
    return sum(1.0 if other < found else 0.5 if other == found else 0.0 for other in others) / SHUFFLES


def _unevenness(lines: IntArray) -> int:
    """How unevenly pairs of entries share lines (a row a replicate, a column an entry): the pairs that share one in two
    replicates, once for each two.

    That grows as the sum of squares of how often each pair shares a line does, and is counted by the entries that two lines
    of two replicates have in common, without looking at any pair.
    """
    import numpy as np

    wide, total = int(lines.max()) + 1, 0
    for one, other in combinations(lines, 2):
        common = np.bincount(one * wide + other)
        total += int((common * (common - 1)).sum()) // 2
    return total
