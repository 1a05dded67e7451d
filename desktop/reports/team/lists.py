"""The lists of posts, colleagues, candidates and what colleagues are led by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.team import states as s
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.work_model import CoachingStep, MemberMonth, TeamExample, TeamTask

_post, _member, _place = table_of(TeamPost), table_of(TeamMember), table_of(Region).c.full_name
_coach = table_of(Person).alias("coach")
OPEN_TASK = (Condition("state", "in", ("open",)),)
UNDONE = (Condition("done_on", "empty"),)
PRESENT = rollups.count(TeamMember, "post_id", where=(Condition("left_on", "empty"),))
TALKS = rollups.count(TeamCandidate, "post_id", where=(Condition("state", "in", s.OPEN_CANDIDATES),))
TASKS = rollups.count(TeamTask, "member_id", where=OPEN_TASK)
GIVEN = rollups.count(TeamTask, "member_id", where=(Condition("state", "not_in", ("dropped",)),))
KEPT = rollups.count(TeamTask, "member_id", where=(Condition("state", "in", ("done",)),))
STEPS = rollups.count(CoachingStep, "member_id", where=UNDONE)
PRAISE = rollups.count(TeamExample, "member_id", where=(Condition("kind", "in", ("praise",)),))
FAULTS = rollups.count(TeamExample, "member_id", where=(Condition("kind", "in", ("fault",)),))
REPORTED = rollups.count(PeriodReport, "person_id", to="person_id", period=("starts_on", "month"), where=(
    Condition("kind", "in", ("day",)), Condition("handed_on", "filled")))
_missing: Any = func.max(0, func.coalesce(_post.c.headcount, 0) - PRESENT.sql(_post))
_years: Any = (func.coalesce(_member.c.years_before, 0)
               + (func.julianday("now", "localtime") - func.julianday(_member.c.hired_on)) / 365.25)

POSTS = Listing(
    "team_posts", N_("Posts"), TeamPost,
    columns=[column(TeamPost, "name"), column(TeamPost, "work"), Column("region", N_("Region"), _place),
             column(TeamPost, "headcount", total="sum"),
             PRESENT.column(TeamPost, "present", N_("People there now"), total="sum"),
             Column("missing", N_("People wanted"), _missing, "whole", total="sum"),
             TALKS.column(TeamPost, "talks", N_("Candidates in talks"), total="sum"), column(TeamPost, "wanted_by")],
    joins=[(Region, "region_id")], order=("name", False),
    presets=[Preset("free", N_("Not filled"), lambda: (Condition("missing", "least", 1),)),
             Preset("late", N_("Not filled in time"), lambda: (
                 Condition("missing", "least", 1), Condition("wanted_by", "until", today() - timedelta(days=1))))])
MEMBERS = Listing(
    "team", N_("Team"), TeamMember,
    columns=[column(TeamMember, "name"), column(TeamMember, "work"), Column("region", N_("Region"), _place),
             column(TeamMember, "hired_on"),
             Column("experience", N_("Years of experience"), case((_member.c.hired_on.is_not(None), _years)), "number",
                    decimals=1),
             REPORTED.column(TeamMember, "reported", N_("Day reports this month"), total="sum"),
             TASKS.column(TeamMember, "tasks", N_("Open tasks"), total="sum"),
             STEPS.column(TeamMember, "steps", N_("Steps still to learn"), total="sum"),
             PRAISE.column(TeamMember, "praise", N_("Praised"), shown=False),
             FAULTS.column(TeamMember, "faults", N_("Faults told"), shown=False),
             GIVEN.column(TeamMember, "given", N_("Tasks given"), shown=False, total="sum"),
             KEPT.column(TeamMember, "kept", N_("Tasks kept"), shown=False, total="sum"),
             Column("coach", N_("Led by"), _coach.c.name, shown=False), Column("post", N_("Post"), _post.c.name, shown=False),
             column(TeamMember, "left_on", shown=False)],
    joins=[(Region, "region_id"), (_coach, "coach_id"), (TeamPost, "post_id")], order=("name", False),
    presets=[Preset("now", N_("In the team now"), lambda: (Condition("left_on", "empty"),)),
             Preset("gone", N_("No longer in the team"), lambda: (Condition("left_on", "filled"),))])
CANDIDATES = Listing(
    "team_candidates", N_("Candidates"), TeamCandidate,
    columns=[column(TeamCandidate, name) for name in ("name", "state", "source", "heard_on", "next_on", "next_step")],
    order=("heard_on", True),
    presets=[Preset("open", N_("In talks"), lambda: (Condition("state", "in", s.OPEN_CANDIDATES),))])
COACHING = Listing(
    "coaching", N_("Induction and coaching"), CoachingStep,
    columns=[column(CoachingStep, name) for name in ("due_on", "kind", "what", "coach", "done_on", "result", "note")]
    + [Column("member", N_("Colleague"), _member.c.name, shown=False)],
    joins=[(TeamMember, "member_id")], order=("due_on", False),
    presets=[Preset("late", N_("Steps overdue"), lambda: (
        *UNDONE, Condition("due_on", "until", today() - timedelta(days=1))))])
MONTHS = Listing(
    "member_months", N_("Plan and summary"), MemberMonth,
    columns=[column(MemberMonth, name) for name in ("month", "planned_on", "plan", "summed_on", "summary", "answer",
                                                    "answered_on")]
    + [Column("member", N_("Colleague"), _member.c.name, shown=False)],
    joins=[(TeamMember, "member_id")], order=("month", True),
    presets=[Preset("unanswered", N_("Not talked over yet"), lambda: (
        Condition("summed_on", "filled"), Condition("answered_on", "empty")))])
TASKS_OF = Listing(
    "team_tasks", N_("Tasks"), TeamTask,
    columns=[column(TeamTask, name) for name in ("due_on", "what", "state", "given_on", "done_on", "note")]
    + [Column("member", N_("Colleague"), _member.c.name, shown=False)],
    joins=[(TeamMember, "member_id")], order=("due_on", False),
    presets=[Preset("late", N_("Tasks overdue"), lambda: (
        *OPEN_TASK, Condition("due_on", "until", today() - timedelta(days=1))))])
EXAMPLES = Listing(
    "team_examples", N_("Praise and faults"), TeamExample,
    columns=[column(TeamExample, name) for name in ("on_day", "kind", "what", "told_on", "answer")], order=("on_day", True))
