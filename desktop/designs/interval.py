"""Interval checks (间比法; with two entries between checks 对比法): a check at both ends and after every k-th entry.

The entries stand in their order in the first replicate and begin further on in each later one (阶梯排列), so that the
same neighbours do not meet again. It is systematic: it shows differences from the nearest checks, it does not estimate an
error as randomisation does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.chance import Chance
from desktop.designs.model import Band, Cell, DesignOptions, Item


def interval_check(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Every replicate a band: check, k entries, check, k entries … check. Several checks take turns."""
    checks, entries = [i for i in items if i.is_check], [i for i in items if not i.is_check]
    if not checks:
        raise UserError(_("Interval checks need a check: mark it in the entries."))
    if not entries:
        raise UserError(_("All entries are checks: add the entries that are compared with them."))
    if options.interval < 1:
        raise UserError(_("At least one entry stands between two checks."))
    if options.replicates < 1:
        raise UserError(_("At least one replicate is needed."))
    turn = cycle(checks)
    bands = []
    for number in range(1, options.replicates + 1):
        start = (number - 1) * len(entries) // options.replicates
        order = [*entries[start:], *entries[:start]]
        if options.random_order:
            order = chance.shuffled(order)
        bands.append(Band(number, [Cell(item.key, number) for item in _with_checks(order, turn, options.interval)],
                          ordered=True))
    return bands


def _with_checks(order: Sequence[Item], turn: Iterator[Item], interval: int) -> Iterator[Item]:
    yield next(turn)
    for place, item in enumerate(order, start=1):
        yield item
        if place % interval == 0 or place == len(order):
            yield next(turn)
