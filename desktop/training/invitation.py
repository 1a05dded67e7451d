"""Asking people to a training: the letter, the text for WeChat."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import settings
from desktop.core.database import Database
from desktop.core.documents.model import Block, Document, Heading, KeyValues, Paragraph, Sealed, Table
from desktop.core.documents.model import Column as DocumentColumn
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, _, language
from desktop.core.verbs import get
from desktop.training.choices import AUDIENCES
from desktop.training.model import TrainingEvent, TrainingSession, sessions_of
from desktop.training.sheets import hours_of

WEEKDAYS = "一二三四五六日"


def invitation(db: Database, event_id: int) -> Document:
    """The letter that is sent out or hung up."""
    event = get(db, TrainingEvent, event_id)
    with db.reading() as session:
        sittings = sessions_of(session, event_id)
        company, manager, phone = (str(settings.office_in(session, name)) for name in ("company", "manager", "phone"))
    title = _("Invitation to the training “{topic}”").format(topic=event.topic)
    blocks: list[Block] = [
        Heading(title), Paragraph(_("To all {audience}:").format(audience=AUDIENCES.label(event.audience))),
        Paragraph(_("we invite you to the training “{topic}” and ask you to come in time.").format(topic=event.topic)),
        _sessions(event, sittings) if len(sittings) > 1 else KeyValues(_facts(event, sittings), columns=1)]
    if event.programme:
        blocks += [Heading(_("Programme"), 2), Paragraph(event.programme)]
    asked = " ".join(t for t in (manager, phone) if t)
    if asked:
        blocks.append(Paragraph(_("Please say whether you come: {contact}.").format(contact=asked)))
    return Document(title, [*blocks, Sealed(company, today())], language(), numbered_headings=False, keywords=[event.code])


def _facts(event: TrainingEvent, sittings: Sequence[TrainingSession]) -> list[tuple[str, str]]:
    return [(_("Time"), said_day(sittings[0]) if sittings else ""), (_("Place"), event.place), (_("Trainer"), event.trainer)]


def _sessions(event: TrainingEvent, sittings: Sequence[TrainingSession]) -> Table:
    columns = [DocumentColumn(_("Time"), weight=2), DocumentColumn(_("Training group"), weight=1),
               DocumentColumn(_("What is taught"), weight=2), DocumentColumn(_("Place"), weight=2),
               DocumentColumn(_("Trainer"), weight=1)]
    return Table(columns, [[said_day(s), s.group_name, s.topic, s.place or event.place, s.trainer or event.trainer]
                           for s in sittings])


def said_day(sitting: TrainingSession) -> str:
    """Day and hours; with the day of the week for Chinese readers."""
    day = sitting.held_on
    if day is None or language() != CHINESE:
        return hours_of(sitting)
    hours = "–".join(t for t in (sitting.starts_at, sitting.ends_at) if t)
    return f"{day.year}年{day.month}月{day.day}日(星期{WEEKDAYS[day.weekday()]}) {hours}".strip()


def wechat_text(db: Database, event_id: int) -> str:
    """The invitation as a text that is pasted into a group."""
    event = get(db, TrainingEvent, event_id)
    with db.reading() as session:
        sittings = sessions_of(session, event_id)
        company, manager, phone = (str(settings.office_in(session, name)) for name in ("company", "manager", "phone"))
    lines = [_("[Training] {topic}").format(topic=event.topic)]
    for sitting in sittings:
        own = [said_day(sitting), sitting.group_name, sitting.topic, sitting.place if len(sittings) > 1 else ""]
        lines.append(_("Time: {value}").format(value=" ".join(t for t in own if t)))
    lines += [pattern.format(value=value) for pattern, value in (
        (_("Place: {value}"), event.place), (_("Trainer: {value}"), event.trainer), (_("Programme: {value}"), event.programme))
        if value]
    lines.append(_("Please answer in the group with name, telephone and village."))
    lines.append(" ".join(t for t in (company, manager, phone) if t))
    return "\n".join(line for line in lines if line)
