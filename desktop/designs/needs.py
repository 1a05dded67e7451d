"""What several designs need, as sentences where it is missing; and what usually is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.model import DesignOptions, Item


def need_replicates(options: DesignOptions, least: int = 2) -> int:
    """The number of replicates. Raises `UserError` for too few."""
    if options.replicates < least:
        raise UserError(_("A randomised plan needs at least two replicates, else there is no error to judge by."))
    return options.replicates


def divisors(n: int, least: int = 2) -> list[int]:
    """The numbers that divide n, from `least` to n / `least`."""
    return [k for k in range(least, n // least + 1) if n % k == 0]


def usual_block(n: int) -> int:
    """The plots of an incomplete block for n entries: near the square root, a divisor of n if one is near."""
    root = round(n ** 0.5)
    near = [k for k in divisors(n) if root / 1.6 <= k <= root * 1.3]
    return min(near, key=lambda k: (abs(k - root), k)) if near else max(2, -(-n // max(2, round(n / root))))


def usual_replicates(name: str, items: Sequence[Item]) -> int:
    """The replicates a design has if nothing else is asked for."""
    usual = {"latin": len(items), "none": 1, "p-rep": 2, "lattice": 3, "interval-check": 1, "augmented": 4, "on-farm": 6}
    return usual.get(name, 3)
