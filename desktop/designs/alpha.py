"""Alpha designs: replicates divided into incomplete blocks, for any number of entries.

H. D. Patterson, E. R. Williams, A new class of resolvable incomplete block designs, Biometrika 63, 1976, 83-92: an array
of k rows and one column per replicate, with numbers modulo s, the number of blocks, generates the design. Block t of
replicate j holds, from row a, the entry (a, array[a][j] + t). Their published arrays begin the search (for two
replicates; three with s odd, or even and k < s); further columns and arrays are searched for by exchange, so that
entries meet in a block as rarely and as evenly as can be. Where s does not divide the entries, entries of the last row
are left out and blocks of k and k - 1 plots result.

The search compares whole numbers only (see `score`), so that it ends alike on every machine, and its length is counted,
not timed. Small designs are polished by exchanges afterwards (`exchange.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import gcd

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.chance import Chance
from desktop.designs.exchange import polished
from desktop.designs.lattice import lattice_blocks
from desktop.designs.model import Band, DesignOptions, Item
from desktop.designs.needs import need_replicates, usual_block
from desktop.designs.resolvable import resolvable_bands

Array = list[list[int]]  # one list of k numbers per replicate
EFFORT, MOST_TRIES = 600_000, 400  # additions and changes that the search may take


def alpha(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Every replicate a band of blocks; replicates, blocks, plots and entries in random order."""
    count, replicates = len(items), need_replicates(options)
    size = options.block_size or usual_block(count)
    if not 2 <= size <= count / 2:
        raise UserError(_("Blocks of {size} {size:plot|plots} do not fit {n} {n:entry|entries}: choose 2 to {most}.").format(
            size=size, n=count, most=max(2, count // 2)) if count >= 4 else
            _("An alpha design needs at least four entries: choose randomised blocks."))
    if size * size == count and (found := lattice_blocks(size, replicates)):
        return resolvable_bands(found, items, chance)  # no two entries meet twice: nothing is better
    blocks = -(-count // size)
    rows = -(-count // blocks)
    array = generating_array(rows, blocks, replicates, chance, whole=count == rows * blocks)
    return resolvable_bands(polished(list(_replicates(array, blocks, count)), count, chance), items, chance)


def _replicates(array: Array, blocks: int, count: int) -> Iterator[list[list[int]]]:
    """The blocks of each replicate; the entry (a, y) has the number a·s + y, and those from `count` on are left out."""
    for column in array:
        yield [[entry for a, start in enumerate(column) if (entry := a * blocks + (start + t) % blocks) < count]
               for t in range(blocks)]


# -- the array ------------------------------------------------------------------------------------------------------------


def generating_array(rows: int, blocks: int, replicates: int, chance: Chance, *, whole: bool = True) -> Array:
    """An array whose design has as few and as even concurrences as a counted search finds.

    It is connected; where not the whole of its last row is used, by the rows before it if there are enough.
    """
    tries = min(MOST_TRIES, max(30, EFFORT // (replicates ** 2 * (replicates - 1) * rows ** 2)))
    array: Array = [[0] * rows]
    full = rows if whole or rows == 2 else rows - 1

    def unfit(column: list[int]) -> tuple[bool, int]:
        return not connected([*array, column], blocks, full), score([*array, column], blocks)

    for _column in range(1, replicates):
        array.append(min(_columns(rows, blocks, chance), key=unfit))
    return _exchanged(array, blocks, tries, chance, full)


def _columns(rows: int, blocks: int, chance: Chance) -> Iterator[list[int]]:
    """Columns to begin with: the published ones, multiples of the row's number, and some at random."""
    half = blocks // 2
    yield [a % blocks for a in range(rows)]
    yield [-a % blocks for a in range(rows)]
    yield [(a // 2 + (half if a % 2 else 0)) % blocks for a in range(rows)]
    yield from ([a * factor % blocks for a in range(rows)] for factor in range(2, min(blocks, 8)))
    for _try in range(4):
        yield [0, *(chance.below(blocks) for _row in range(rows - 1))]


def _exchanged(array: Array, blocks: int, tries: int, chance: Chance, full: int) -> Array:
    """Better arrays by changing one number at a time, kept where the score does not rise."""
    best = score(array, blocks)
    places = [(j, a) for j in range(1, len(array)) for a in range(1, len(array[0]))]
    for _try in range(tries if places else 0):
        j, a = chance.one_of(places)
        before = array[j][a]
        array[j][a] = chance.below(blocks)
        found = score(array, blocks)
        if found <= best and connected(array, blocks, full):
            best = found
        else:
            array[j][a] = before
    return array


def connected(array: Array, blocks: int, full: int) -> bool:
    """Whether the first `full` rows connect all blocks: the first joins those of a number, the others step by the rest."""
    return gcd(blocks, *(number for column in array for number in column[:full])) == 1


def score(array: Array, blocks: int) -> int:
    """How unfavourable an array is; the smaller, the higher the average efficiency factor.

    The average efficiency factor is the harmonic mean of 1 - m over the eigenvalues m of the scaled block concurrence
    matrix. That matrix is its part within replicates, the same for all arrays, and the part O between replicates;
    expanded in powers of O, what differs is tr O², tr O³, tr O⁴ … (circuits of blocks: L. J. Paterson, Circuits and
    efficiency in incomplete block designs, Biometrika 70, 1983, 215-225). O consists of circulants, so the traces are
    counted from differences modulo s, as whole numbers.
    """
    replicates, rows = len(array), len(array[0])
    weight = rows * (replicates - 1)
    pairs = {(j, m): [(x - y) % blocks for x, y in zip(array[j], array[m], strict=True)]
             for j in range(replicates) for m in range(replicates) if j != m}
    second = sum(times * times for j, m in combinations(range(replicates), 2) for times in Counter(pairs[j, m]).values())
    third = fourth = 0
    for j in range(replicates):
        for m in range(j, replicates):
            steps = Counter((x + y) % blocks for between in range(replicates) if between not in (j, m)
                            for x in pairs[j, between] for y in pairs[between, m])
            twice = 1 if j == m else 2
            fourth += twice * sum(times * times for times in steps.values())
            if j != m:
                third += 2 * sum(steps[-x % blocks] for x in pairs[m, j])
    return 2 * second * weight ** 2 + third * weight + fourth
