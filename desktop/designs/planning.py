"""Making a plan: the design arranges, the field lays out and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.catalogue import design
from desktop.designs.chance import Chance
from desktop.designs.field import lay_out
from desktop.designs.model import CORNERS, DesignOptions, FieldPlan, Item

MOST_REPLICATES = 50  # that a trial may have


def plan(name: str, items: Sequence[Item], options: DesignOptions) -> FieldPlan:
    """A field plan. Raises `UserError`, one sentence with the cure, where entries or options do not fit the design."""
    chosen = design(name)
    _refuse(items, options)
    bands = chosen.arrange(items, options, Chance(options.seed))
    return FieldPlan(name, tuple(items), options, lay_out(bands, options))


def _refuse(items: Sequence[Item], options: DesignOptions) -> None:
    if len(items) < 2:
        raise UserError(_("A plan needs at least two entries: add them first."))
    twice = [key for key, times in Counter(i.key for i in items).items() if times > 1]
    if twice:
        raise UserError(_("The entry {name} stands in the list twice: take one out.").format(name=twice[0]))
    if not 1 <= options.replicates <= MOST_REPLICATES:
        raise UserError(_("A plan has 1 to {most} {most:replicate|replicates}, not {n}.").format(
            most=MOST_REPLICATES, n=options.replicates))
    if options.corner not in CORNERS:
        raise UserError(_("“{name}” is not a corner. Choose one of {names}.").format(
            name=options.corner, names=", ".join(CORNERS)))
    if options.per_row is not None and options.per_row < 1:
        raise UserError(_("A row holds at least one plot."))
    if min(options.gap, options.guard_rows, options.guard_columns) < 0:
        raise UserError(_("The numbers of guard rows and free rows cannot be negative."))

