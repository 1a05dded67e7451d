"""The crisis file on paper: what happened, who speaks and what, who was told, what was promised, how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col

from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living, title_of
from desktop.market.influence import words as w
from desktop.market.influence.crisis_model import Crisis, CrisisStep, CrisisTold
from desktop.regions.model import Region


def crisis_file(db: Database, crisis_id: int) -> Document:
    """The whole file of a crisis, as it is handed to the director."""
    with db.reading() as session:
        crisis = session.get_one(Crisis, crisis_id)
        region = session.get(Region, crisis.region_id) if crisis.region_id else None
        told = session.exec(living(CrisisTold).where(col(CrisisTold.crisis_id) == crisis_id).order_by(
            col(CrisisTold.told_on), col(CrisisTold.hour), col(CrisisTold.id))).all()
        steps = session.exec(living(CrisisStep).where(col(CrisisStep.crisis_id) == crisis_id).order_by(
            col(CrisisStep.due_on), col(CrisisStep.id))).all()
    facts: list[tuple[str, Cell]] = [
        (_("Crisis no."), crisis.code), (_("State"), w.CRISIS_STATES.label(crisis.state)),
        (_("Kind of crisis"), w.CRISES.label(crisis.kind)), (_("How grave"), w.GRAVITY.label(crisis.gravity)),
        (_("Happened on"), crisis.happened_on), (_("Heard of on"), crisis.heard_on),
        (_("Region"), region.full_name if region else ""), (_("Place"), crisis.place),
        (_("Who alone speaks for us"), " ".join(t for t in (crisis.speaker, crisis.speaker_phone) if t)),
        (_("Answered on"), crisis.answered_on), (_("File closed on"), crisis.closed_on)]
    blocks: list[Block] = [KeyValues([fact for fact in facts if fact[1] not in ("", None)])]
    if not crisis.speaker and crisis.state != "closed":
        blocks.append(Callout(_("Nobody is named yet who alone speaks for us.")))
    blocks += [*_texts(crisis, "what", "facts", "statement", "dont_say"), Heading(_("Who was told"), 2), *_told(told),
               Heading(_("Promised in the crisis"), 2), *_steps(steps), *_texts(crisis, "outcome", "lesson")]
    title = _("Crisis: {title}").format(title=crisis.title)
    signed = Signatures([_("File kept by"), _("Director")])
    return Document(title, [Heading(title), *blocks, signed], language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[crisis.code] if crisis.code else [])


def _texts(crisis: Crisis, *names: str) -> list[Block]:
    return [block for name in names if (text := getattr(crisis, name)) for block in (
        Heading(title_of(Crisis, name), 2), Paragraph(text))]


def _told(told: Sequence[CrisisTold]) -> list[Block]:
    if not told:
        return [Paragraph(_("Nobody was told yet."))]
    rows: list[list[Cell]] = [[one.told_on, one.hour, one.whom, one.organisation, one.how, one.told_by, one.answer]
                              for one in told]
    columns = [Column(_("Told on"), DATE), Column(_("Hour")), Column(_("Who was told")), Column(_("Firm or office"), weight=2),
               Column(_("Told in which way")), Column(_("Told by")), Column(_("What they answered"), weight=3)]
    return [Table(columns, rows, sheet=_("Who was told"))]


def _steps(steps: Sequence[CrisisStep]) -> list[Block]:
    if not steps:
        return [Paragraph(_("Nothing was promised."))]
    rows: list[list[Cell]] = [[one.due_on, one.what, one.to_whom, one.who, one.done_on, one.result] for one in steps]
    columns = [Column(_("Due"), DATE), Column(_("What was promised"), weight=3), Column(_("Promised to")),
               Column(_("Who sees to it")), Column(_("Done on"), DATE), Column(_("Result"), weight=2)]
    return [Table(columns, rows, sheet=_("Promised in the crisis"))]
