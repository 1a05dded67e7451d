"""The minutes of a meeting in the customary form (会议纪要), and the sheet to sign in on."""

from __future__ import annotations

import argparse

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import DATE, Block, Cell, Column, Document, Heading, KeyValues, Paragraph, Signatures, Table
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.reports.meetings.model import ACTION_STATES, KINDS, Meeting, MeetingAction, MeetingPerson
from desktop.reports.meetings.notice import notice, signed_blocks


def minutes(db: Database, meeting_id: int) -> Document:
    """Time, place, chair, who was there and who not, agenda, what was said, resolutions, and what earlier ones left open."""
    meeting = get(db, Meeting, meeting_id)
    with db.reading() as session:
        people = people_of(session, meeting_id)
        made = list(session.exec(living(MeetingAction).where(col(MeetingAction.meeting_id) == meeting_id).order_by(
            col(MeetingAction.due_on), col(MeetingAction.id))))
        left, signed = left_open(session, meeting), signed_blocks(session, meeting)
    there = [p.name for p in people if p.presence in ("present", "late")]
    away = [p.name for p in people if p.presence in ("leave", "absent")]
    facts: list[tuple[str, Cell]] = [
        (_("Company"), str(office(db, "company") or "")), (_("Meeting no."), meeting.code),
        (_("Kind of meeting"), KINDS.label(meeting.kind)), (_("Day of the meeting"),
                                                            f"{meeting.held_on} {meeting.starts_at}".strip()),
        (_("Place"), meeting.place), (_("Chair"), meeting.chair), (_("Minutes taken by"), meeting.minutes_by),
        (_("Present"), _(", ").join(there)), (_("Not there"), _(", ").join(away))]
    title = _("Minutes: {title}").format(title=meeting.title)
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1]])]
    for heading, text in ((_("Agenda"), meeting.agenda), (_("Said at the meeting"), meeting.minutes),
                          (_("Policy and awards announced"), meeting.policy)):
        if text.strip():
            blocks += [Heading(heading, 2), Paragraph(text)]
    blocks += signed
    blocks += [Heading(_("Resolutions of the meeting"), 2), _actions(made) if made else Paragraph(_("Nothing was resolved."))]
    if left:
        blocks += [Heading(_("Open from earlier meetings"), 2), _actions(left)]
    return Document(title, [*blocks, Signatures([_("Chair"), _("Minutes taken by")])], language(), numbered_headings=False,
                    keywords=[meeting.code])


def people_of(session: Session, meeting_id: int) -> list[MeetingPerson]:
    """Who was invited, by name."""
    return list(session.exec(living(MeetingPerson).where(col(MeetingPerson.meeting_id) == meeting_id).order_by(
        col(MeetingPerson.name), col(MeetingPerson.id))))


def left_open(session: Session, meeting: Meeting) -> list[MeetingAction]:
    """What earlier meetings of the kind resolved and is not done yet."""
    query = living(MeetingAction).join(Meeting, col(MeetingAction.meeting_id) == col(Meeting.id)).where(
        col(Meeting.kind) == meeting.kind, col(Meeting.held_on) < meeting.held_on, col(MeetingAction.state) == "open")
    return list(session.exec(query.order_by(col(MeetingAction.due_on), col(MeetingAction.id))))


def _actions(actions: list[MeetingAction]) -> Table:
    heads = [Column(_("What was resolved"), weight=3), Column(_("Responsible")), Column(_("To be done by"), DATE),
             Column(_("How far it is")), Column(_("How it went"), weight=2)]
    return Table(heads, [[a.what, a.person, a.due_on or "", ACTION_STATES.label(a.state), a.note] for a in actions])


def sign_in(db: Database, meeting_id: int) -> Document:
    """Who is invited, with room to sign, and lines for those who come besides."""
    meeting = get(db, Meeting, meeting_id)
    with db.reading() as session:
        people = people_of(session, meeting_id)
    title = _("To sign in: {title}").format(title=meeting.title)
    rows: list[list[Cell]] = [[number, p.name, p.organisation, ""] for number, p in enumerate(people, 1)]
    rows += [[len(people) + number, "", "", ""] for number in range(1, 6)]
    heads = [Column(_("No."), "number", 0, weight=0), Column(_("Person's name"), weight=2),
             Column(_("Firm or village"), weight=3),
             Column(_("Signature"), weight=2, width_mm=40)]
    facts: list[tuple[str, Cell]] = [(_("Day of the meeting"), f"{meeting.held_on} {meeting.starts_at}".strip()),
                                     (_("Place"), meeting.place)]
    return Document(title, [Heading(title), KeyValues([f for f in facts if f[1]]), Table(heads, rows, boxed=True, row_mm=9)],
                    language(), numbered_headings=False, keywords=[meeting.code])


def _minutes(db: Database, args: argparse.Namespace) -> Document:
    return minutes(db, coded(db, Meeting, args.code))


def _sign_in(db: Database, args: argparse.Namespace) -> Document:
    return sign_in(db, coded(db, Meeting, args.code))


def _notice(db: Database, args: argparse.Namespace) -> Document:
    return notice(db, coded(db, Meeting, args.code))


REPORTS = Reports((Report("minutes", "code", of_document(_minutes)), Report("meeting-sheet", "code", of_document(_sign_in)),
                   Report("meeting-notice", "code", of_document(_notice))))
