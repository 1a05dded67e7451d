"""The closed lists of words about the team, and how far a candidate and a task are."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

WORK = Choices("team_work", {
    "manager": N_("Area manager"), "sales": N_("Sales representative"), "technician": N_("Field technician"),
    "promotion": N_("Promotion supervisor"), "office": N_("Office staff"), "other": N_("Other work"),
})
CANDIDATE = Choices("candidate_state", {
    "heard": N_("Applied or named"), "invited": N_("Invited to talk"), "met": N_("Talked with"), "trial": N_("On trial"),
    "hired": N_("Has been taken on"), "declined": N_("Turned down"), "withdrew": N_("Withdrew"),
}, {"heard": "grey", "invited": "blue", "met": "amber", "trial": "amber", "hired": "green", "declined": "grey",
    "withdrew": "grey"})
CANDIDATES = Machine(
    CANDIDATE,
    {"heard": {"invited": N_("Invite to talk"), "declined": N_("Turn down"), "withdrew": N_("Has withdrawn")},
     "invited": {"met": N_("We have talked"), "declined": N_("Turn down"), "withdrew": N_("Has withdrawn")},
     "met": {"trial": N_("Take on trial"), "hired": N_("Take on"), "declined": N_("Turn down"),
             "withdrew": N_("Has withdrawn")},
     "trial": {"hired": N_("Take on"), "declined": N_("Turn down"), "withdrew": N_("Has withdrawn")},
     "hired": {}, "declined": {"heard": N_("Consider again")}, "withdrew": {"heard": N_("Consider again")}},
    needs_reason=frozenset({("met", "declined"), ("trial", "declined")}), begins=("heard", "invited", "met"),
    dates={"invited": "invited_on", "met": "met_on", "trial": "trial_on", "hired": "hired_on"}, reason="reason")
OPEN_CANDIDATES = ("heard", "invited", "met", "trial")
STEP_KINDS = Choices("coaching_kind", {
    "induction": N_("Induction"), "coaching": N_("Coaching in the field"), "example": N_("Learn from an example"),
})
TASK = Choices("team_task_state", {
    "open": N_("Task open"), "done": N_("Task done"), "missed": N_("Task not done"), "dropped": N_("Task no longer asked"),
}, {"open": "amber", "done": "green", "missed": "red", "dropped": "grey"})
EXAMPLES = Choices("team_example", {"praise": N_("Praise"), "fault": N_("Fault in the work")},
                   {"praise": "green", "fault": "amber"})
