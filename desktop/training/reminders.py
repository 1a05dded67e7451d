"""What Today hears from training: what comes next, what was never marked as held, what is to be looked at, what is behind."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.training.effect_lists import FOLLOW_UPS, SKILLS
from desktop.training.lists import EVENTS, HELD, MATERIALS, OPEN, PLAN, SESSIONS

REMINDERS = (
    Tile(EVENTS, "late", "late", N_("past training not marked as held"), "past trainings not marked as held"),
    Tile(EVENTS, "soon", "info", N_("training within {days} {days:day|days}"), "trainings within {days} days"),
    Tile(EVENTS, "unevaluated", "soon", N_("training held, not evaluated"), "trainings held, not evaluated"),
    Tile(SESSIONS, "clashing", "late", N_("training session that clashes"), "training sessions that clash"),
    Tile(PLAN, "behind", "soon", N_("line of the training plan not fulfilled"), "lines of the training plan not fulfilled"),
    Tile(FOLLOW_UPS, "due", "soon", N_("person to be looked up after a training"), "people to be looked up after a training"),
    Tile(FOLLOW_UPS, "seen", "soon", N_("person visited after a training: is the practice used?"),
         "people visited after a training: is the practice used?", weight=2),
    Tile(MATERIALS, "old", "soon", N_("handout of a training ahead that is not the version in force"),
         "handouts of trainings ahead that are not the version in force"),
    Tile(SKILLS, "due", "soon", N_("skill level to be reached"), "skill levels to be reached"),
    Dated(SESSIONS, "held_on", N_("Training: {event}"), ("starts_at", "place", "group_name"),
          (Condition("state", "in", OPEN),), at="starts_at", moves=True),
    Dated(SESSIONS, "held_on", N_("Training held: {event}"), ("place", "group_name"), (Condition("state", "in", HELD),),
          done=True),
    Dated(EVENTS, "follow_up_on", N_("Look after what was taught: {topic}"), ("place",), (Condition("state", "in", HELD),),
          moves=True),
    Dated(FOLLOW_UPS, "due_on", N_("In use? {practice}"), ("participant", "organisation"),
          (Condition("state", "in", ("open",)),), past=None, moves=True),
    Dated(SKILLS, "target_on", N_("{person}: {skill}, next level"), ("target",), (Condition("newest", "yes"),), moves=True))
"""What is late, due and to come of training."""
