"""Documents of a training: the sign-in sheet to print, and the account of what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    CENTER,
    NUMBER,
    Block,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.documents.model import Cell as DocumentCell
from desktop.core.i18n import _, language
from desktop.core.verbs import get, owned
from desktop.regions.model import Region
from desktop.training.actions import figures
from desktop.training.choices import ATTENDANCE, AUDIENCES, PARTICIPANT_KINDS, STATES
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingMaterial

WALK_INS = 8  # empty lines for those who come without being registered


def sign_in_sheet(db: Database, event_id: int) -> Document:
    """The sheet people sign at the door: who is registered, and empty lines for walk-ins, high enough to sign."""
    event = get(db, TrainingEvent, event_id)
    people = owned(db, Participant, "event_id", event_id)
    columns = [Column(_("No."), NUMBER, decimals=0, align=CENTER, weight=0), Column(_("Person's name"), weight=2),
               Column(_("Firm or village"), weight=3), Column(_("Phone"), weight=2), Column(_("Signature"), weight=3)]
    rows: list[list[DocumentCell]] = [[n, p.name, p.organisation, p.phone, ""] for n, p in enumerate(people, 1)]
    rows += [[len(people) + n, "", "", "", ""] for n in range(1, WALK_INS + 1)]
    return Document(
        title=_("Sign-in sheet"), language=language(), numbered_headings=False, footer=event.code,
        blocks=[Heading(_("Sign-in sheet: {topic}").format(topic=event.topic)), KeyValues(_facts(db, event)),
                Table(columns, rows, row_mm=9), Signatures([_("Trainer"), _("Registered by")])])


def _facts(db: Database, event: TrainingEvent) -> list[tuple[str, str]]:
    region = get(db, Region, event.region_id).full_name if event.region_id else ""
    hours = "–".join(t for t in (event.starts_at, event.ends_at) if t)
    return [(_("Day"), f"{event.held_on or ''} {hours}".strip()), (_("Place"), event.place or region),
            (_("Trainer"), event.trainer), (_("Audience"), AUDIENCES.label(event.audience))]


def training_report(db: Database, event_id: int) -> Document:
    """The account of one training: facts, figures, who came, what was handed out, summary."""
    event = get(db, TrainingEvent, event_id)
    people = owned(db, Participant, "event_id", event_id)
    materials = owned(db, TrainingMaterial, "event_id", event_id)
    blocks: list[Block] = [
        Heading(event.topic),
        KeyValues([*_facts(db, event), (_("State"), STATES.label(event.state)), (_("Training code"), event.code)]),
        Heading(_("Key figures"), 2), KeyValues(_figures(db, event))]
    for title, text in ((_("Programme"), event.programme), (_("Summary"), event.summary)):
        if text:
            blocks += [Heading(title, 2), Paragraph(text)]
    if people:
        blocks += [Heading(_("Participants"), 2), _people(people)]
    if materials:
        blocks += [Heading(_("Materials"), 2), _materials(materials)]
    return Document(title=event.topic, language=language(), numbered_headings=False, blocks=blocks)


def _figures(db: Database, event: TrainingEvent) -> list[tuple[str, str]]:
    with db.reading() as session:
        f = figures(session, event)
    pairs = [(_("Registered"), f"{f.registered}"), (_("Attended"), f"{f.attended}"),
             (_("Attendance rate"), "–" if f.share is None else f"{f.share:.1f} %"), (_("Excused"), f"{f.excused}")]
    if f.gain is not None:
        pairs.append((_("Mean gain in score"), f"{f.gain:+.1f}"))
    if event.cost is not None:
        pairs.append((_("Cost (yuan)"), money.text(event.cost)))
    if f.cost_per_head is not None:
        pairs.append((_("Cost a head (yuan)"), money.text(f.cost_per_head)))
    return pairs


def _people(people: Sequence[Participant]) -> Table:
    columns = [Column(_("Person's name"), weight=2), Column(_("Kind"), weight=1), Column(_("Firm or village"), weight=3),
               Column(_("Phone"), weight=2), Column(_("Attendance"), weight=1),
               Column(_("Score before"), NUMBER, decimals=0, weight=0), Column(_("Score after"), NUMBER, decimals=0, weight=0)]
    return Table(columns, [[p.name, PARTICIPANT_KINDS.label(p.kind), p.organisation, p.phone, ATTENDANCE.label(p.attendance),
                            p.pre_score, p.post_score] for p in people])


def _materials(materials: Sequence[TrainingMaterial]) -> Table:
    columns = [Column(_("Title"), weight=3), Column(_("Version")), Column(_("Copies planned"), NUMBER, decimals=0),
               Column(_("Copies given out"), NUMBER, decimals=0)]
    return Table(columns, [[m.title, m.version, m.planned, m.given] for m in materials])
