"""The figures of the team in a month: establishment, new to old, day reports due and in, weekly meetings, tasks kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col

from desktop.core.periods import MONTH, WEEK, Period, period
from desktop.core.records import living
from desktop.reports.meetings.model import Meeting
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.rules import TeamRule, team_rule
from desktop.reports.team.states import OPEN_CANDIDATES
from desktop.reports.team.work_model import CoachingStep, MemberMonth, TeamExample, TeamTask

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Ratio:
    """New and old colleagues, and how many new ones so many old ones may lead by the rule."""

    new: int
    old: int
    rule: TeamRule

    @property
    def allowed(self) -> int:
        """So many new colleagues the old ones may lead, whole people."""
        return self.old * self.rule.new // self.rule.old

    @property
    def kept(self) -> bool:
        """Whether there are no more new ones than that."""
        return self.new <= self.allowed

    def wanted(self, people: int) -> tuple[Fraction, Fraction]:
        """How so many people part into new and old by the rule: of 10 at 1 : 4, 2 and 8."""
        whole = self.rule.new + self.rule.old
        return Fraction(people * self.rule.new, whole), Fraction(people * self.rule.old, whole)


@dataclass(frozen=True)
class MemberFigures:
    """A colleague's month: day reports due and in, tasks given and kept, steps of coaching due and done, examples."""

    member: TeamMember
    is_new: bool
    years: float
    reports_due: int
    reports_in: int
    tasks_given: int
    tasks_kept: int
    steps_due: int
    steps_done: int
    praise: int
    faults: int
    month: MemberMonth | None


@dataclass(frozen=True)
class TeamFigures:
    """The team in the month of a day, as far as that day."""

    on: date
    month: Period
    posts: list[tuple[TeamPost, int, int]]
    """Each post with how many hold it and how many candidates are in talks."""
    ratio: Ratio
    members: list[MemberFigures]
    meetings: list[tuple[date, int]]
    """The Monday of each week that has begun, and how many weekly meetings were held in it."""

    @property
    def missing(self) -> int:
        """How many people are wanted in all posts."""
        return sum(max(0, (post.headcount or 0) - there) for post, there, _talks in self.posts)


def team_figures(session: Session, day: date) -> TeamFigures:
    """All figures of the team in the month of a day."""
    month, rule = period(MONTH, day), team_rule(day)
    last = min(day, month.last)
    members = [m for m in session.exec(living(TeamMember).order_by(col(TeamMember.name), col(TeamMember.id)))
               if there_on(m, last)]
    held = Counter(member.post_id for member in members)
    talks = Counter(c.post_id for c in session.exec(living(TeamCandidate).where(col(TeamCandidate.state).in_(OPEN_CANDIDATES))))
    posts = [(post, held[post.id], talks[post.id]) for post in session.exec(living(TeamPost).order_by(col(TeamPost.name)))]
    new = sum(is_new(member, last, rule) for member in members)
    return TeamFigures(day, month, posts, Ratio(new, len(members) - new, rule),
                       [_figures(session, member, month, last, rule) for member in members],
                       weekly_meetings(session, month, last))


def there_on(member: TeamMember, day: date) -> bool:
    """Whether a colleague is in the team on a day."""
    begun = member.hired_on is not None and member.hired_on <= day
    return begun and (member.left_on is None or member.left_on > day)


def is_new(member: TeamMember, day: date, rule: TeamRule) -> bool:
    """Whether a colleague was taken on less than the months of the rule before a day."""
    if member.hired_on is None:
        return False
    months = (day.year - member.hired_on.year) * 12 + day.month - member.hired_on.month - (day.day < member.hired_on.day)
    return months < rule.new_months


def report_days(first: date, last: date, weekdays: int) -> list[date]:
    """The days from first to last on which a day report is due: so many first days of each week."""
    return [day for day in (first + timedelta(days=n) for n in range((last - first).days + 1)) if day.weekday() < weekdays]


def _figures(session: Session, member: TeamMember, month: Period, last: date, rule: TeamRule) -> MemberFigures:
    begun = max(month.first, member.hired_on or month.first)
    due = report_days(begun, last - ONE, rule.report_weekdays)  # today's is not due yet
    given = {report.starts_on for report in session.exec(living(PeriodReport).where(
        col(PeriodReport.person_id) == (member.person_id or 0), col(PeriodReport.kind) == "day",
        col(PeriodReport.starts_on).between(begun, last), col(PeriodReport.handed_on).is_not(None)))}
    tasks = [t for t in _of(session, TeamTask, member.id)
             if t.state != "dropped" and t.due_on and month.first <= t.due_on <= last]
    steps = [c for c in _of(session, CoachingStep, member.id) if c.due_on and c.due_on <= last]
    examples = [e for e in _of(session, TeamExample, member.id) if e.on_day and month.first <= e.on_day <= last]
    written = next((m for m in _of(session, MemberMonth, member.id) if m.month == month.first), None)
    years = (member.years_before or 0) + ((last - member.hired_on).days / 365.25 if member.hired_on else 0)
    return MemberFigures(member, is_new(member, last, rule), years, len(due), sum(day in given for day in due), len(tasks),
                         sum(t.state == "done" for t in tasks), len(steps), sum(c.done_on is not None for c in steps),
                         sum(e.kind == "praise" for e in examples), sum(e.kind == "fault" for e in examples), written)


def _of(session: Session, model: Any, member_id: int) -> Sequence[Any]:
    return session.exec(living(model).where(col(model.member_id) == member_id)).all()


def weekly_meetings(session: Session, month: Period, last: date) -> list[tuple[date, int]]:
    """Each week whose Monday lies in the month and has come, with how many weekly meetings were held in it."""
    monday = month.first + timedelta(days=-month.first.weekday() % 7)
    found = []
    while monday <= last:
        week = period(WEEK, monday)
        held = session.exec(living(Meeting).where(col(Meeting.kind) == "week", col(Meeting.state) == "held",
                                                  col(Meeting.held_on).between(week.first, week.last))).all()
        found.append((monday, len(held)))
        monday += timedelta(days=7)
    return found
