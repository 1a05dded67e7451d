"""Planned against done: the demonstrations, field days and trainings of a plan, each with the records that count for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.documents.model import NUMBER, Block, Cell, Column, Heading, Table
from desktop.core.i18n import _
from desktop.market.plans.done import DAYS, DEMOS, TRAININGS, Event

COUNTED = ((DEMOS, "demos"), (DAYS, "field_days"), (TRAININGS, "trainings"))
"""What is counted, and the field of a line that plans it."""


def done_blocks(lines: Sequence[Any], done: Mapping[int, Sequence[Event]], names: Any) -> list[Block]:
    """The table, where anything was planned or done. `names`: what has `place` and `variety` of a line."""
    shown = [line for line in lines if done.get(line.id) or any(getattr(line, field) for _what, field in COUNTED)]
    if not shown:
        return []
    rows = [_row(line, done.get(line.id, ()), names) for line in shown]
    rows.append([_("Total"), "", *(cell for what, field in COUNTED for cell in (
        sum(getattr(line, field) or 0 for line in shown),
        len({one.ref for line in shown for one in done.get(line.id, ()) if one.what == what}))), ""])
    heads = (_("Demonstrations"), _("Field days"), _("Trainings"))
    columns = [Column(_("County")), Column(_("Variety"), weight=2),
               *(Column(title, NUMBER, 0, group=head) for head in heads for title in (_("planned"), _("done"))),
               Column(_("Counted from"), weight=4)]
    notes = [_("Counted from sown demonstrations in which the variety stands, field days held that show it, and trainings held "
               "in the county; a training is of no variety and counts for each line of its county, in the total once.")]
    return [Heading(_("Planned and done"), 2), Table(columns, rows, total_rows=1, notes=notes, sheet=_("Planned and done"))]


def _row(line: Any, events: Sequence[Event], names: Any) -> list[Cell]:
    counts: list[Cell] = [cell for what, field in COUNTED for cell in (
        getattr(line, field) or 0, len({one.ref for one in events if one.what == what}))]
    told = _("; ").join(" ".join(t for t in (one.code, one.said, one.day.isoformat() if one.day else "") if t)
                        for one in events)
    return [names.place(line.region_id), names.variety(line.variety_id), *counts, told]
