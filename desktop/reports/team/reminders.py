"""What Today hears of the team: tasks and steps overdue, posts not filled, candidates, summaries to talk over."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.reports.team import states as s
from desktop.reports.team.lists import CANDIDATES, COACHING, MEMBERS, MONTHS, OPEN_TASK, POSTS, TASKS_OF, UNDONE

REMINDERS = (
    Tile(TASKS_OF, "late", "late", N_("task of a colleague overdue"), "tasks of colleagues overdue"),
    Tile(POSTS, "late", "soon", N_("post not filled in time"), "posts not filled in time"),
    Tile(COACHING, "late", "soon", N_("step of coaching overdue"), "steps of coaching overdue"),
    Tile(MONTHS, "unanswered", "soon", N_("month's summary not talked over"), "months' summaries not talked over"),
    Dated(TASKS_OF, "due_on", "{what}", ("member",), OPEN_TASK, past=60, moves=True),
    Dated(COACHING, "due_on", N_("Coaching: {what}"), ("member", "coach"), UNDONE, past=60, moves=True),
    Dated(CANDIDATES, "next_on", N_("Candidate {name}"), ("next_step", "state"), (
        Condition("state", "in", s.OPEN_CANDIDATES),), past=30, moves=True),
    Dated(POSTS, "wanted_by", N_("Post to be filled: {name}"), ("region",), (Condition("missing", "least", 1),)),
    Dated(MEMBERS, "hired_on", N_("Taken on: {name}"), ("work",), done=True))
