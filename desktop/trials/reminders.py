"""What trials tell Today: harvested trials whose report is due, trials to be sown soon."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.trials.actions import FIELD_EVENTS, TRIALS

REMINDERS = (
    Tile(TRIALS, "to_report", "soon", N_("trial harvested, report due"), "trials harvested, report due"),
    Dated(TRIALS, "sown_on", N_("Sow trial {code}"), ("title",), (Condition("state", "is", "planned"),), soon=None, most=None,
          moves=True),
    Dated(TRIALS, "sown_on", N_("Sown: trial {code}"), ("title",), (Condition("state", "not_in", ("planned",)),), done=True),
    Dated(FIELD_EVENTS, "happened_on", N_("{kind} in trial {trial_id}"), ("what", "remark"), done=True),
    Dated(TRIALS, "harvested_on", N_("Harvested: trial {code}"), ("title",), done=True))
"""What is due and to come of trials."""
