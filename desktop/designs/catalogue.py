"""The one list of designs that can be laid out.

To add a design:
1. write a function `arrange(items, options, chance) -> list[Band]` in a module beside this one (see `complete.py`): it
   puts entries into bands and blocks at random and raises `UserError`, one sentence with the cure, where it cannot;
2. add one line to `DESIGNS`: its name (as in `trials/choices.py`), the function, the options it heeds, what the
   certificate looks at (functions in `checks_*.py`) beside what it looks at in every plan;
3. give its name a line in `tests/designs/test_every_design.py`, which tries it thousands of times.

Nothing here loads numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs import checks_blocks as blocks
from desktop.designs import checks_entries as entries
from desktop.designs.alpha import alpha
from desktop.designs.chance import Chance
from desktop.designs.complete import completely_random, factorial, latin, on_farm, randomised_blocks, unreplicated
from desktop.designs.interval import interval_check
from desktop.designs.lattice import lattice
from desktop.designs.model import Band, Check, DesignOptions, FieldPlan, Item
from desktop.designs.partial import augmented, partially_replicated
from desktop.designs.row_column import row_column
from desktop.designs.split import split_plot, split_split_plot, strip_plot

Arrange = Callable[[Sequence[Item], DesignOptions, Chance], list[Band]]
Look = Callable[[FieldPlan], list[Check]]


@dataclass(frozen=True)
class Design:
    """A design: how it arranges, which options it heeds, what is looked at; `factors` it needs, from and to."""

    name: str
    arrange: Arrange
    heeds: tuple[str, ...]
    looks: tuple[Look, ...]
    factors: int = 0


DESIGNS: tuple[Design, ...] = (
    Design("rcbd", randomised_blocks, ("replicates",), (entries.in_every_replicate,)),
    Design("crd", completely_random, ("replicates",), (entries.equally_often,)),
    Design("latin", latin, ("replicates",), (entries.in_every_replicate, blocks.in_every_column)),
    Design("factorial", factorial, ("replicates", "within"), (entries.equally_often, entries.every_combination), 2),
    Design("split-plot", split_plot, ("replicates",), (entries.in_every_replicate, blocks.whole_plots), 2),
    Design("split-split-plot", split_split_plot, ("replicates",), (entries.in_every_replicate, blocks.whole_plots), 3),
    Design("strip-plot", strip_plot, ("replicates",), (entries.in_every_replicate, blocks.strips), 2),
    Design("alpha", alpha, ("replicates", "block_size"), (entries.in_every_replicate, blocks.incomplete_blocks)),
    Design("lattice", lattice, ("replicates",), (entries.in_every_replicate, blocks.incomplete_blocks)),
    Design("row-column", row_column, ("replicates", "block_size"), (entries.in_every_replicate, blocks.rows_and_columns)),
    Design("augmented", augmented, ("replicates",), (entries.checks_in_every_block, entries.error_of_checks)),
    Design("p-rep", partially_replicated, ("replicates", "share"), (entries.checks_in_every_block, entries.repeated_share)),
    Design("on-farm", on_farm, ("replicates", "farms", "block_size"),
           (entries.checks_in_every_block, entries.spread_over_farms)),
    Design("interval-check", interval_check, ("replicates", "interval", "random_order"), (entries.check_intervals,)),
    Design("none", unreplicated, (), (entries.once,)),
)


def design(name: str) -> Design:
    """The design of that name. Raises `UserError` for another."""
    found = next((d for d in DESIGNS if d.name == name), None)
    if found is None:
        raise UserError(_("“{name}” is not a design that can be laid out. Choose one of {names}.").format(
            name=name, names=", ".join(d.name for d in DESIGNS)))
    return found
