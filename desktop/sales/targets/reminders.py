"""What Today hears of targets: those behind their curve, those that nobody has confirmed."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core.i18n import N_, _
from desktop.core.listing import Condition, Query, Rows
from desktop.core.reminders import Days, KeyFigure, Reckoned, Tile
from desktop.core.units import format_number, quantity
from desktop.sales.targets import states as s
from desktop.sales.targets.lists import TARGETS
from desktop.sales.targets.model import SalesTarget

MEASURES = (s.AMOUNT, s.BAGS, s.COLLECTED)
"""By which the area is judged at a glance: the first of these that has targets."""


def _attainment(session: Session, asked: Days) -> list[KeyFigure]:
    """What is reached of this season's targets that are no part of another and no mere draft, and of what their curves say."""
    if not asked.to_do:
        return []
    conditions = TARGETS.preset("attainment").conditions()
    names = ("measure", "bags", "money", "done_bags", "done_money", "of_curve")
    rows = TARGETS.lines(session, Query(conditions=conditions), names)
    for measure in MEASURES:
        mine = [(bags or money or 0, done_bags or done_money or 0, of_curve) for _id, (
            name, bags, money, done_bags, done_money, of_curve) in rows if name == measure]
        whole, done = sum(row[0] for row in mine), sum(row[1] for row in mine)
        if whole:
            expected = sum(row[1] * 100 / row[2] for row in mine if row[2])
            behind = done < expected
            said = _("{percent} % of the curve").format(percent=format_number(100 * done / expected, 1)) if expected else ""
            done_of, part = ("done_bags", "bags") if measure == s.BAGS else ("done_money", "money")
            reached = quantity(format_number(100 * done / whole, 1), "%")
            return [KeyFigure("attainment", reached, said, "soon" if behind else "info",
                              rows=Rows(SalesTarget, (*conditions, Condition("measure", "in", (measure,)))),
                              amount=100 * done / whole, column=done_of, of=part)]
    return []


REMINDERS = (Reckoned(_attainment),
             Tile(TARGETS, "behind", "soon", N_("target behind its curve"), "targets behind their curve", weight=2),
             Tile(TARGETS, "unconfirmed", "soon", N_("target not confirmed"), "targets not confirmed"))
