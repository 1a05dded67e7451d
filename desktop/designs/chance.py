"""The generator that randomises: SplitMix64, the same numbers on every machine and in every version of Python.

G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014. A state of 64 bits is
stepped by the odd constant 0x9E3779B97F4A7C15 and mixed by two multiplications. Whole numbers below n are drawn by
rejection, so that none is likelier than another; orders by Fisher and Yates' shuffle, from the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

GENERATOR = "SplitMix64, Fisher–Yates"
LARGEST_SEED = 999_999_999
MASK = (1 << 64) - 1
T = TypeVar("T")


class Chance:
    """A stream of random numbers that begins at a seed."""

    def __init__(self, seed: int) -> None:
        self._state = seed & MASK

    def number(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1, all equally likely."""
        fair = (1 << 64) - (1 << 64) % n
        drawn = self.number()
        while drawn >= fair:
            drawn = self.number()
        return drawn % n

    def shuffled(self, things: Iterable[T]) -> list[T]:
        """The things in random order; every order equally likely."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def one_of(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self.below(len(things))]
