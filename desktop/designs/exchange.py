"""The last polish of small designs in incomplete blocks: exchanges that raise the average efficiency factor itself.

Where shorter blocks leave the regular structure of an alpha design, exchanging entries between the blocks of a replicate
still gains something. The number of tries is counted, not timed, and only clear gains count, so that the last digits of a
machine's arithmetic decide nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.core.computing import check
from desktop.designs.chance import Chance

if TYPE_CHECKING:
    import numpy as np

LARGEST = 60  # entries; beyond, there is little to gain
EFFORT, MOST_TRIES = 30_000_000, 1000
CLEAR = 1e-7
Replicates = list[list[list[int]]]  # replicates of blocks of the numbers 0 … v - 1


def polished(replicates: Replicates, count: int, chance: Chance) -> Replicates:
    """The design after exchanges between the blocks of its replicates; large designs are left as they are."""
    if count > LARGEST:
        return replicates
    search = Search([[list(block) for block in blocks] for blocks in replicates], count)
    for _try in range(min(MOST_TRIES, EFFORT // count ** 3)):
        check()
        blocks = chance.one_of(search.replicates)
        one, two = chance.below(len(blocks)), chance.below(len(blocks))
        first, second = chance.below(len(blocks[one])), chance.below(len(blocks[two]))
        if one != two:
            search.exchange(blocks[one], first, blocks[two], second)
    return search.replicates


class Search:
    """A design with the matrix of its meetings: 1 / k for every block of k plots that two entries share."""

    def __init__(self, replicates: Replicates, count: int) -> None:
        import numpy as np

        self.replicates, self.count = replicates, count
        self.meetings = np.zeros((count, count))
        for blocks in replicates:
            for block in blocks:
                self._meet(block, 1)
        self.best = self._loss()

    def exchange(self, one: list[int], first: int, two: list[int], second: int) -> None:
        """Exchange two entries, and back unless that is a clear gain."""
        self._swap(one, first, two, second)
        found = self._loss()
        if found < self.best - CLEAR:
            self.best = found
        else:
            self._swap(one, first, two, second)

    def _swap(self, one: list[int], first: int, two: list[int], second: int) -> None:
        for block in (one, two):
            self._meet(block, -1)
        one[first], two[second] = two[second], one[first]
        for block in (one, two):
            self._meet(block, 1)

    def _meet(self, block: list[int], sign: int) -> None:
        import numpy as np

        self.meetings[np.ix_(block, block)] += sign / len(block)

    def _loss(self) -> float:
        """The sum of the inverse canonical efficiency factors; infinite where the design is not connected."""
        import numpy as np

        information: np.ndarray[Any, Any] = np.eye(self.count) - self.meetings / len(self.replicates) + 1 / self.count
        values = np.linalg.eigvalsh(information)
        return float((1 / values).sum()) if values[0] > CLEAR else float("inf")
