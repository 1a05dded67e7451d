"""Designs in which most entries stand once: augmented blocks and partially replicated designs.

W. T. Federer, Augmented (or hoonuiaku) designs, Hawaiian Planters' Record 55, 1956, 191-208; B. R. Cullis, A. B. Smith,
N. E. Coombes, On the design of early generation variety trials with correlated data, JABES 11, 2006, 381-393.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.designs.chance import Chance
from desktop.designs.model import Band, Cell, DesignOptions, Item


def augmented(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Blocks with every check once in each and the new entries dealt out; the error is that of the checks."""
    checks, new = [i for i in items if i.is_check], [i for i in items if not i.is_check]
    if not checks:
        raise UserError(_("An augmented design needs checks that stand in every block: mark them in the entries."))
    if not new:
        raise UserError(_("All entries are checks: an augmented design needs new entries as well."))
    if len(new) < options.replicates:
        raise UserError(ngettext(
            "{n} new entry cannot be spread over {blocks} {blocks:block|blocks}: choose at most {n} blocks.",
            "{n} new entries cannot be spread over {blocks} {blocks:block|blocks}: choose at most {n} "
            "blocks.", len(new)).format(
            n=len(new), blocks=options.replicates))
    return _blocks(checks, new, options, chance)


def partially_replicated(items: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    """Checks and a random share of the entries stand once in every block, the others once altogether."""
    if not 1 <= options.share <= 99:
        raise UserError(_("The share of repeated entries lies between 1 and 99 percent, not at {n}.").format(n=options.share))
    checks = [i for i in items if i.is_check]
    others = chance.shuffled([i for i in items if not i.is_check])
    repeated = max(1, round(len(others) * options.share / 100)) if others else 0
    return _blocks([*checks, *others[:repeated]], others[repeated:], options, chance)


def _blocks(repeated: Sequence[Item], once: Sequence[Item], options: DesignOptions, chance: Chance) -> list[Band]:
    blocks = options.replicates
    if blocks < 2:
        raise UserError(_("At least two blocks are needed, else nothing is repeated to judge by."))
    dealt = chance.shuffled(once)
    size = len(repeated) + -(-len(once) // blocks)
    bands = []
    for place, number in enumerate(chance.shuffled(range(1, blocks + 1))):
        chosen = chance.shuffled([*repeated, *dealt[place::blocks]])
        cells: list[Cell | None] = [Cell(item.key, None, str(number)) for item in chosen]
        bands.append(Band(number, [*cells, *[None] * (size - len(cells))]))
    return sorted(bands, key=lambda band: band.number)
