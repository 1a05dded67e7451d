"""The training record of one person (培训档案): what they came to, how long, what they wrote, what they use and can do."""

from __future__ import annotations

from sqlmodel import Session, col, select

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
from desktop.core.i18n import _, language
from desktop.core.records import alive, living
from desktop.core.spoken import said
from desktop.core.verbs import get
from desktop.people.model import Person
from desktop.training.choices import ATTENDANCE, PRESENT
from desktop.training.effect_model import LEVELS, USED, SkillLevel, TrainingFollowUp
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession


def training_record(db: Database, person_id: int) -> Document:
    """All of it for one person."""
    person = get(db, Person, person_id)
    with db.reading() as session:
        rows = session.execute(select(Participant, TrainingEvent).join(
            TrainingEvent, col(TrainingEvent.id) == col(Participant.event_id)).where(
            col(Participant.person_id) == person_id, alive(Participant, TrainingEvent)).order_by(
            col(TrainingEvent.held_on), col(TrainingEvent.id))).all()
        minutes = {one.id: _minutes(session, one.id) for one, _event in rows}
        seen = session.exec(living(TrainingFollowUp).where(
            col(TrainingFollowUp.participant_id).in_([one.id for one, _event in rows]))).all()
        skills = session.exec(living(SkillLevel).where(col(SkillLevel.person_id) == person_id).order_by(
            col(SkillLevel.skill), col(SkillLevel.evaluated_on))).all()
    title = _("Training record of {name}").format(name=person.name)
    came = [one for one, _event in rows if one.attendance in PRESENT]
    facts: list[tuple[str, Cell]] = [
        (_("Phone"), person.mobile or person.phone), (_("Trainings attended"), len(came)),
        (_("Hours attended"), f"{sum(minutes.values()) / 60:g}"),
        (_("Certificates"), sum(bool(one.certificate) for one in came))]
    columns = [Column(_("Day"), DATE), Column(_("Topic"), weight=3), Column(_("Trainer")), Column(_("Attendance")),
               Column(_("Hours"), NUMBER, 1), Column(_("Score before"), NUMBER, 0), Column(_("Score after"), NUMBER, 0),
               Column(_("Certificate no."))]
    table: list[list[Cell]] = [
        [event.held_on, event.topic, event.trainer, ATTENDANCE.label(one.attendance), minutes[one.id] / 60 or None,
         one.pre_score, one.post_score, one.certificate] for one, event in rows]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)]),
                           Table(columns, table) if table else Paragraph(_("Never registered for a training."))]
    if seen:
        blocks += [Heading(_("Practices followed up"), 2), Table(
            [Column(_("Practice to be taken up"), weight=3), Column(_("Is it used")), Column(_("Seen on"), DATE),
             Column(_("What was seen of it"), weight=3)],
            [[one.practice, USED.label(one.state), one.seen_on, one.seen] for one in seen])]
    if skills:
        blocks += [Heading(_("Skills"), 2), Table(
            [Column(_("Skill"), weight=2), Column(_("Level"), weight=2), Column(_("Judged on"), DATE), Column(_("Judged by")),
             Column(_("Next level"), weight=2), Column(_("To be reached by"), DATE),
             Column(_("Plan to the next level"), weight=3)],
            [[said(one, "skill"), LEVELS.label(one.level), one.evaluated_on, one.evaluated_by,
              LEVELS.label(one.target) if one.target else "", one.target_on, one.plan] for one in skills])]
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), numbered_headings=False,
                    keywords=[person.name])


def _minutes(session: Session, participant_id: int) -> int:
    found = session.execute(select(col(TrainingSession.minutes)).join(
        SessionMark, col(SessionMark.session_id) == col(TrainingSession.id)).where(
        col(SessionMark.participant_id) == participant_id, col(SessionMark.attendance).in_(PRESENT),
        alive(SessionMark, TrainingSession))).scalars()
    return sum(value or 0 for value in found)
