"""What Today hears from training: what comes next, what was never marked as held."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.training.lists import EVENTS, HELD, OPEN

REMINDERS = (
    Tile(EVENTS, "late", "late", N_("past training not marked as held"), "past trainings not marked as held"),
    Tile(EVENTS, "soon", "info", N_("training within {days} days"), "trainings within {days} days"),
    Tile(EVENTS, "unevaluated", "soon", N_("training held, not evaluated"), "trainings held, not evaluated"),
    Dated(EVENTS, "held_on", N_("Training: {topic}"), ("starts_at", "place", "trainer"), (Condition("state", "in", OPEN),)),
    Dated(EVENTS, "held_on", N_("Training held: {topic}"), ("place", "trainer"), (Condition("state", "in", HELD),), done=True))
"""What is late, due and to come of training."""
