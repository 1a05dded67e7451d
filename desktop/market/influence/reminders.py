"""What Today hears of people of influence and of crises."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from desktop.core.i18n import N_, ngettext
from desktop.core.listing import Condition, Rows
from desktop.core.reminders import Dated, Days, Reminder, Tile
from desktop.market.influence.figures import houses
from desktop.market.influence.lists import CRISES, CRISIS_STEPS, KEY_PEOPLE, TOUCHES
from desktop.market.influence.rules import own_limits
from desktop.regions.model import Region


def own_outside(session: Session, asked: Days) -> Sequence[Reminder]:
    """The regions in which the manager handles fewer or more houses himself than he should; none where nobody is known."""
    outside = [house for house in houses(session) if house.outside and house.region] if asked.to_do else []
    if not outside:
        return []
    low, high, _level = own_limits()
    title = ngettext("region where the manager himself does not handle {low} to {high} houses",
                     "regions where the manager himself does not handle {low} to {high} houses", len(outside))
    return [Reminder(title.format(low=low, high=high), len(outside), "info", KEY_PEOPLE.feature, KEY_PEOPLE.name, "own",
                     rows=Rows(Region, (Condition("full_name", "in", tuple(house.region for house in outside)),)))]


_OPEN = (Condition("done_on", "empty"),)
REMINDERS = (
    Tile(CRISES, "open", "late", N_("crisis not closed"), "crises not closed"),
    Tile(KEY_PEOPLE, "quiet", "soon", N_("person of influence not touched for too long"),
         "people of influence not touched for too long"),
    Tile(KEY_PEOPLE, "refused", "late", N_("person who refused consent, to be removed"),
         "people who refused consent, to be removed"),
    own_outside,
    Dated(TOUCHES, "planned_on", N_("Touch: {person}"), ("kind", "what"), _OPEN, past=60),
    Dated(TOUCHES, "done_on", N_("Touched: {person}"), ("kind", "result"), done=True),
    Dated(KEY_PEOPLE, "decides_on", N_("Decides on seed: {name}"), ("organisation", "area_mu")),
    Dated(CRISIS_STEPS, "due_on", N_("Promised in a crisis: {what}"), ("crisis", "who"), _OPEN, past=None),
)
