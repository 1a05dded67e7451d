"""Resolvable row-column designs: every replicate a rectangle with every entry once; few meetings in rows and in columns.

J. A. John, E. R. Williams, Cyclic and Computer Generated Designs, 2nd ed. 1995, chapter 5. From a random arrangement,
pairs of entries of a replicate are exchanged wherever the sum of squared concurrences, rows and columns weighed together,
does not rise; then, where there are few entries, wherever the average efficiency factor rises. The number of tries is
counted, not timed: the same seed ends alike everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.designs.chance import Chance
from desktop.designs.model import Band, Cell, DesignOptions, Item
from desktop.designs.needs import divisors, need_replicates

EFFORT = 150_000  # meetings looked up in the search
POLISHING, MOST_POLISHING = 40_000_000, 1000
CLEAR = 1e-7


def row_column(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Every replicate a grid whose rows and columns are incomplete blocks; the block of a plot names its row."""
    count, replicates = len(items), need_replicates(options)
    columns = options.block_size or usual_columns(count)
    if columns not in divisors(count):
        fits = ", ".join(str(n) for n in divisors(count))
        raise UserError((_("{n} {n:entry does|entries do} not make a rectangle with {columns} {columns:plot|plots} in a row: "
                           "choose {fits}.") if fits else
                         _("{n} {n:entry does|entries do} not make a rectangle: add or drop an entry, or choose an alpha "
                           "design.")).format(
            n=count, columns=columns, fits=fits))
    if replicates * (columns - 1) * (count // columns - 1) < count - 1:
        raise UserError(ngettext(
            "{n} replicate of {rows} × {columns} {columns:plot|plots} leaves too little to compare {entries} "
            "{entries:entry|entries} by: take "
            "more replicates, or another number of plots in a row.",
            "{n} replicates of {rows} × {columns} {columns:plot|plots} leave too little to compare {entries} "
            "{entries:entry|entries} by: take "
            "more replicates, or another number of plots in a row.", replicates).format(
            n=replicates, rows=count // columns, columns=columns, entries=count))
    keys = [item.key for item in chance.shuffled(items)]
    grids = Search(count, columns, replicates, chance).grids()
    return [Band(number, [Cell(keys[entry], number, str(place // columns + 1)) for place, entry in enumerate(grid)],
                 columns=columns) for number, grid in enumerate(chance.shuffled(grids), start=1)]


def usual_columns(count: int) -> int:
    """Plots in a row of a replicate: the divisor nearest to the square root, the larger of two."""
    return min(divisors(count), key=lambda k: (abs(k - count / k), -k), default=0)


class Search:
    """The exchange of entries within replicates.

    `meet[i][j]` is how often i and j share a row, times the number of rows, plus how often they share a column, times the
    number of columns: the information that the two lose about their difference, as a whole number.
    """

    def __init__(self, count: int, columns: int, replicates: int, chance: Chance) -> None:
        self.count, self.columns, self.rows, self.chance = count, columns, count // columns, chance
        self._mates = [tuple(self._mates_of(place)) for place in range(count)]
        self.places = [chance.shuffled(range(count)) for _replicate in range(replicates)]
        self.meet = [[0] * count for _entry in range(count)]
        for grid in self.places:
            for place in range(count):
                for other, weight in self._mates[place]:
                    self.meet[grid[place]][grid[other]] += weight

    def grids(self) -> list[list[int]]:
        """The arrangements after the search, row by row."""
        for _try in range(min(EFFORT // (self.rows + self.columns), 40 * self.count * len(self.places))):
            grid = self.chance.one_of(self.places)
            one, two = self.chance.below(self.count), self.chance.below(self.count)
            if one != two and self._exchange(grid, one, two) > 0:
                self._exchange(grid, one, two)
        self._polish()
        return self.places

    def _mates_of(self, place: int) -> Iterator[tuple[int, int]]:
        """The places that share a row or a column with a place, with the weight of that."""
        start, column = place - place % self.columns, place % self.columns
        yield from ((other, self.rows) for other in range(start, start + self.columns) if other != place)
        yield from ((other, self.columns) for other in range(column, self.count, self.columns) if other != place)

    def _exchange(self, grid: list[int], one: int, two: int) -> int:
        """Exchange the entries of two places; by how much half the sum of squared meetings grows."""
        before = self._meet(grid, one, -1) + self._meet(grid, two, -1)
        grid[one], grid[two] = grid[two], grid[one]
        return before + self._meet(grid, two, 1) + self._meet(grid, one, 1)

    def _meet(self, grid: list[int], place: int, sign: int) -> int:
        """Note that the entry at a place meets (or leaves) its mates; the growth of half the sum of squares."""
        entry, own, grown = grid[place], self.meet[grid[place]], 0
        for other_place, weight in self._mates[place]:
            other = grid[other_place]
            grown += weight * (2 * sign * own[other] + weight)
            own[other] += sign * weight
            self.meet[other][entry] += sign * weight
        return grown

    def _polish(self) -> None:
        """Further exchanges that raise the average efficiency factor itself, where that is quickly computed.

        Only clear gains count, so that the last digits of a machine's arithmetic decide nothing.
        """
        tries = min(MOST_POLISHING, POLISHING // self.count ** 3)
        best = self._loss() if tries else 0.0
        for _try in range(tries):
            grid = self.chance.one_of(self.places)
            one, two = self.chance.below(self.count), self.chance.below(self.count)
            if one == two:
                continue
            self._exchange(grid, one, two)
            found = self._loss()
            if found < best - CLEAR:
                best = found
            else:
                self._exchange(grid, one, two)

    def _loss(self) -> float:
        """The sum of the inverse canonical efficiency factors; infinite where the design is not connected."""
        import numpy as np

        replicates, n = len(self.places), self.count
        information = np.array(self.meet, dtype=float) / -(replicates * n)
        information[np.diag_indices(n)] = 1 - (self.rows + self.columns) / n
        information += 2.0 / n  # 1 / n takes out the replicates; the other gives the mean the value 1
        values = np.linalg.eigvalsh(information)
        return float((1 / values).sum()) if values[0] > CLEAR else float("inf")
