"""The papers of the team: the month of the team, and the induction and coaching plan of one colleague."""

from __future__ import annotations

import argparse
from datetime import date

from sqlmodel import col

from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, _, language, ngettext
from desktop.core.records import living
from desktop.core.reporting import Report, Reports, of_document
from desktop.core.settings import office
from desktop.core.spoken import said
from desktop.core.verbs import get
from desktop.people.model import Person
from desktop.reports.team import states as s
from desktop.reports.team.figures import MemberFigures, Ratio, TeamFigures, team_figures
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.work_model import CoachingStep


def team_sheet(db: Database, day: date | None = None) -> Document:
    """The team in a month: establishment, new to old, meetings, each colleague's reports, tasks and plans, candidates."""
    on = day or today()
    with db.reading() as session:
        found = team_figures(session, on)
        talks = list(session.exec(living(TeamCandidate).where(col(TeamCandidate.state).in_(s.OPEN_CANDIDATES)).order_by(
            col(TeamCandidate.next_on), col(TeamCandidate.id))))
        names = {post.id: post.name for post in session.exec(living(TeamPost))}
    title = _("Team in {month}").format(month=found.month.title())
    facts: list[tuple[str, Cell]] = [(_("Company"), str(office(db, "company") or "")), (_("As of"), on.isoformat()),
                                     (_("People there now"), len(found.members)), (_("People wanted"), found.missing)]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] != ""]),
                           Heading(_("Establishment"), 2), _posts(found), Paragraph(ratio_sentence(found.ratio)),
                           Heading(_("Weekly meetings"), 2), Paragraph(meetings_sentence(found)),
                           Heading(_("Colleagues"), 2), _members(found.members) if found.members else Paragraph(
                               _("Nobody is in the team yet.")),
                           Paragraph(_("Counted is only what colleagues handed in themselves: day reports, plans, summaries."))]
    if talks:
        blocks += [Heading(_("Recruitment"), 2), Table(
            [Column(_("Candidate's name")), Column(_("Post")), Column(_("How far the talks are")),
             Column(_("Next step on"), DATE), Column(_("Next step"), weight=2)],
            [[c.name, names.get(c.post_id or 0, ""), s.CANDIDATE.label(c.state), c.next_on or "", c.next_step] for c in talks])]
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), landscape=True,
                    numbered_headings=False)


def ratio_sentence(ratio: Ratio) -> str:
    """How many new ones there are to the old, what the rule allows, and where the rule is from."""
    source = ratio.rule.source if language() == CHINESE else ratio.rule.source_en
    people = ratio.new + ratio.old
    new, old = ratio.wanted(people)
    said = _("New {new} : old {old}. The rule is {a} : {b} ({source}): of {people} {people:person|people} {wanted_new} new "
             "and {wanted_old} "
             "old. New is who has been here less than {months} {months:month|months}.").format(
        new=ratio.new, old=ratio.old, a=ratio.rule.new, b=ratio.rule.old, source=source, people=people,
        wanted_new=f"{float(new):g}", wanted_old=f"{float(old):g}", months=ratio.rule.new_months)
    verdict = _("The old ones can lead them.") if ratio.kept else _("More new ones than {n} cannot be led by the old.").format(
        n=ratio.allowed)
    return f"{said} {verdict}"


def meetings_sentence(found: TeamFigures) -> str:
    """In how many of the weeks a meeting was held, and which were without one."""
    if not found.meetings:
        return _("No week of this month has begun yet.")
    without = [monday.isoformat() for monday, held in found.meetings if not held]
    weeks = len(found.meetings)
    said = ngettext("Held in {held} of {n} week.", "Held in {held} of {n} weeks.", weeks).format(
        held=weeks - len(without), n=weeks)
    return said if not without else f"{said} {_('Without a meeting: week from {days}.').format(days=_(', ').join(without))}"


def _posts(found: TeamFigures) -> Block:
    if not found.posts:
        return Paragraph(_("No posts are written down yet."))
    heads = [Column(_("Post"), weight=2), Column(_("Job held")), Column(_("People by the establishment"), NUMBER, 0),
             Column(_("People there now"), NUMBER, 0), Column(_("People wanted"), NUMBER, 0),
             Column(_("Candidates in talks"), NUMBER, 0), Column(_("To be filled by"), DATE)]
    rows: list[list[Cell]] = [[post.name, s.WORK.label(post.work), post.headcount or 0, there,
                               max(0, (post.headcount or 0) - there), talks, post.wanted_by or ""]
                              for post, there, talks in found.posts]
    sums: list[Cell] = [_("Total"), "", *(sum(int(str(row[place])) for row in rows) for place in range(2, 6)), ""]
    return Table(heads, [*rows, sums], total_rows=1)


def _members(members: list[MemberFigures]) -> Table:
    heads = [Column(_("Person's name"), weight=0), Column(_("Job held")), Column(_("Taken on from"), DATE),
             Column(_("Years of experience"), NUMBER, 1), Column(_("Day reports in / due")), Column(_("Plan of the month")),
             Column(_("Summary of the month")), Column(_("Talked over on"), DATE), Column(_("Tasks kept / given")),
             Column(_("Steps learnt / due")), Column(_("Praised"), NUMBER, 0), Column(_("Faults told"), NUMBER, 0)]
    rows: list[list[Cell]] = []
    for m in members:
        written = m.month
        name = m.member.name + (_(" (new)") if m.is_new else "")
        rows.append([name, s.WORK.label(m.member.work), m.member.hired_on or "", m.years, f"{m.reports_in} / {m.reports_due}",
                     str(written.planned_on or "–") if written else "–", str(written.summed_on or "–") if written else "–",
                     (written.answered_on or "") if written else "", f"{m.tasks_kept} / {m.tasks_given}",
                     f"{m.steps_done} / {m.steps_due}", m.praise, m.faults])
    return Table(heads, rows)


def coaching_plan(db: Database, member_id: int) -> Document:
    """Induction and coaching of one colleague: each step with its day, coach and result; signed by both."""
    member = get(db, TeamMember, member_id)
    with db.reading() as session:
        steps = list(session.exec(living(CoachingStep).where(col(CoachingStep.member_id) == member_id).order_by(
            col(CoachingStep.due_on), col(CoachingStep.id))))
        coach = session.get(Person, member.coach_id) if member.coach_id else None
    title = _("Induction and coaching: {name}").format(name=member.name)
    facts: list[tuple[str, Cell]] = [(_("Job held"), s.WORK.label(member.work)), (_("Taken on from"), member.hired_on or ""),
                                     (_("Led by"), coach.name if coach else "")]
    heads = [Column(_("To be done by"), DATE), Column(_("Kind of step")), Column(_("What is learnt"), weight=3),
             Column(_("Together with")), Column(_("Done on"), DATE), Column(_("Result, 1 to 5"), NUMBER, 0),
             Column(_("How it went"), weight=2)]
    rows: list[list[Cell]] = [[c.due_on or "", s.STEP_KINDS.label(c.kind), said(c, "what"), c.coach, c.done_on or "",
                               c.result, c.note]
                              for c in steps]
    body = Table(heads, rows) if rows else Paragraph(_("No steps are planned yet."))
    return Document(title, [Heading(title), KeyValues([fact for fact in facts if fact[1] != ""]), body,
                            Signatures([_("Colleague"), _("Led by")])], language(), numbered_headings=False)


def _coaching(db: Database, args: argparse.Namespace) -> Document:
    with db.reading() as session:
        found = session.exec(living(TeamMember).where(col(TeamMember.name) == args.code)).all()
    if len(found) != 1:
        raise UserError(_("{n} {n:colleague is|colleagues are} called “{name}”: exactly one is "
                          "needed.").format(n=len(found), name=args.code))
    return coaching_plan(db, found[0].id)


REPORTS = Reports((Report("team", "", of_document(lambda db, args: team_sheet(db, args.day))),
                   Report("coaching-plan", "code", of_document(_coaching))))
