"""Certificates: who has earned one, its number, and the paper itself."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core import settings, verbs
from desktop.core.database import Database
from desktop.core.documents.model import Block, Cover, Document
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.verbs import get
from desktop.training.actions import people
from desktop.training.choices import PRESENT
from desktop.training.model import Participant, TrainingEvent, expects, marks_of, sessions_of
from desktop.training.rules import rule


def earned(session: Session, event: TrainingEvent) -> list[Participant]:
    """Those who came to enough sessions, and passed where there was a test after the training."""
    day = event.held_on or today()
    least, mark = rule("certificate", day), rule("pass", day)
    sittings = sessions_of(session, event.id)
    found = []
    for person in people(session, event.id):
        marks = marks_of(session, person.id)
        mine = [sitting for sitting in sittings if expects(sitting, person)]
        came = sum(marks.get(sitting.id, "") in PRESENT for sitting in mine)
        if mine and 100 * came >= least * len(mine) and (person.post_score is None or person.post_score >= mark):
            found.append(person)
    return found


def issue(db: Database, event_id: int) -> str:
    """Give everybody who has earned a certificate and has none its number; says how many."""
    with db.operation(_("Certificates issued")) as session:
        event = session.get_one(TrainingEvent, event_id)
        fresh = [person for person in earned(session, event) if not person.certificate]
        taken = {person.certificate for person in people(session, event_id)}
        numbers = (number for n in range(1, 10000) if (number := f"{event.code}-{n:02}") not in taken)
        for person, number in zip(fresh, numbers, strict=False):
            verbs.store(session, Participant, {"certificate": number}, person.id)
    return ngettext("{n} certificate issued", "{n} certificates issued", len(fresh)).format(n=len(fresh))


def certificates(db: Database, event_id: int) -> Document:
    """The certificates that were issued, a page each. Raises `UserError` where there is none yet."""
    event = get(db, TrainingEvent, event_id)
    with db.reading() as session:
        holders = [person for person in people(session, event_id) if person.certificate]
        company = str(settings.office_in(session, "company"))
        days = [sitting.held_on for sitting in sessions_of(session, event_id) if sitting.held_on]
    if not holders:
        raise UserError(_("No certificate was issued yet. Key in who came, then choose “Issue certificates”."))
    held = f"{min(days)} – {max(days)}" if min(days) != max(days) else f"{min(days)}"
    blocks: list[Block] = [_page(event, person, company, held) for person in holders]
    title = _("Certificates: {topic}").format(topic=event.topic)
    return Document(title, blocks, language(), landscape=True, numbered_headings=False)


def _page(event: TrainingEvent, person: Participant, company: str, days: str) -> Cover:
    facts = [(_("Firm or village"), person.organisation), (_("Topic"), event.topic), (_("Time"), days),
             (_("Certificate no."), person.certificate)]
    said = _("Took part in the whole training. This certificate is given in proof of it.")
    if person.post_score is not None:
        facts.insert(3, (_("Result"), _("{points} of 100 points").format(points=f"{person.post_score:g}")))
        said = _("Took part in the whole training and passed its test. This certificate is given in proof of it.")
    return Cover(_("Certificate of training"), person.name, [fact for fact in facts if fact[1]], said, company, today())
