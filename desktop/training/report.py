"""The account of a training: facts, sessions, who came, cost, and its effect at four levels."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    MONEY,
    NUMBER,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language, ngettext
from desktop.core.records import title_of
from desktop.core.units import format_number, quantity
from desktop.core.verbs import get, owned
from desktop.regions.model import Region
from desktop.training.actions import Figures, figures
from desktop.training.choices import ATTENDANCE, AUDIENCES, COST_KINDS, MATERIAL_KINDS, PARTICIPANT_KINDS, STATES
from desktop.training.counting import Count, counts, rate
from desktop.training.effect import Effect, effect_of, feedback_of
from desktop.training.effect_model import TrainingFeedback
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingCost, TrainingMaterial
from desktop.training.sheets import hours_of

SAID = 12  # answers in words that stand in an account, at most


def training_report(db: Database, event_id: int) -> Document:
    """The account of one training."""
    event = get(db, TrainingEvent, event_id)
    with db.reading() as session:
        found, effect, sheets = figures(session, event), effect_of(session, event_id), counts(session, event_id)
        said = feedback_of(session, event_id)
    blocks: list[Block] = [
        Heading(event.topic),
        KeyValues([*_facts(db, event), (_("State"), STATES.label(event.state)), (_("Training code"), event.code)]),
        Heading(_("Key figures"), 2), KeyValues(_figures(event, found, sheets))]
    if len(sheets) > 1:
        blocks += [Heading(_("Sessions"), 2), _sessions(sheets)]
    for title, text in ((_("Programme"), event.programme), (_("Summary"), event.summary)):
        if text:
            blocks += [Heading(title, 2), Paragraph(text)]
    blocks += _levels(event, effect, said)
    blocks += _owned(db, event_id)
    return Document(title=event.topic, language=language(), numbered_headings=False,
                    blocks=[*blocks, Signatures([_("Trainer"), _("In charge")])])


def _facts(db: Database, event: TrainingEvent) -> list[tuple[str, str]]:
    region = get(db, Region, event.region_id).full_name if event.region_id else ""
    hours = "–".join(t for t in (event.starts_at, event.ends_at) if t)
    return [(_("Day"), f"{event.held_on or ''} {hours}".strip()), (_("Place"), event.place or region),
            (_("Trainer"), event.trainer), (_("Audience"), AUDIENCES.label(event.audience))]


def _figures(event: TrainingEvent, f: Figures, sheets: Sequence[Count]) -> list[tuple[str, Cell]]:
    pairs: list[tuple[str, Cell]] = [
        (_("Registered"), f"{f.registered}"), (_("Attended"), f"{f.attended}"), (_("Attendance rate"), _percent(f.share)),
        (_("Excused"), f"{f.excused}")]
    if len(sheets) > 1:
        pairs.append((_("Attendance over all sessions"), _percent(rate(sheets))))
    hours = sum(count.present * (count.sitting.minutes or 0) for count in sheets) / 60
    if hours:
        pairs.append((_("Hours attended by all"), f"{hours:g}"))
    if event.cost is not None:
        pairs.append((_("Cost (yuan)"), money.text(event.cost)))
        if event.left is not None:
            pairs.append((_("Left of the budget (yuan)"), money.text(event.left)))
        if hours:
            pairs.append((_("Cost an hour attended (yuan)"), money.text(money.half_up(event.cost / hours))))
    if f.cost_per_head is not None:
        pairs.append((_("Cost a head (yuan)"), money.text(f.cost_per_head)))
    return pairs


def _sessions(sheets: Sequence[Count]) -> Table:
    columns = [Column(_("No."), NUMBER, decimals=0, weight=0), Column(_("Day"), weight=2), Column(_("Training group")),
               Column(_("What is taught"), weight=2),
               *(Column(ATTENDANCE.label(mark), NUMBER, decimals=0) for mark in ("attended", "late", "absent", "excused")),
               Column(_("Attendance rate"), NUMBER, decimals=1, unit="%")]
    rows: list[list[Cell]] = [
        [c.sitting.number, hours_of(c.sitting), c.sitting.group_name, c.sitting.topic,
         *(c.marks[mark] for mark in ("attended", "late", "absent", "excused")), c.share] for c in sheets]
    return Table(columns, rows)


def _levels(event: TrainingEvent, effect: Effect, said: Sequence[TrainingFeedback]) -> list[Block]:
    """What was thought of it, what was learnt, whether it is used, what it brought: what is not known is said to be so."""
    ratings = " · ".join(f"{title_of(TrainingFeedback, name)} {format_number(mean, 1)}" for name, mean in effect.ratings.items()
                         if mean is not None)
    liked = ngettext(
        "{n} answer; means of 1 to 5: {ratings}",
        "{n} answers; means of 1 to 5: {ratings}", effect.said).format(n=effect.said,
        ratings=ratings) if ratings else _("Not asked.")
    learnt = _("Not tested before and after.")
    if effect.gain is not None:
        learnt = _("{n} wrote both tests: gain {gain} {gain:point|points}, {normal} of what there was to gain").format(
            n=effect.tested, gain=f"{effect.gain:+.1f}", normal=_percent(effect.normal))
    used = _("Not looked at yet.")
    if effect.looked_at:
        used = _("{n} looked up: {used} use it, {partly} partly ({share}); {open} still to be looked up").format(
            n=effect.looked_at, used=effect.used, partly=effect.partly, share=_percent(effect.share), open=effect.open)
    elif effect.open:
        used = _("{n} to be looked up.").format(n=effect.open)
    blocks: list[Block] = [Heading(_("Effect at four levels"), 2), KeyValues([
        (_("1 Was it liked"), liked), (_("2 Was it learnt"), learnt), (_("3 Is it used"), used),
        (_("4 What did it bring"), event.summary.split("\n")[0] or _("Not written yet."))], columns=1)]
    words = [text for one in said for text in (one.best, one.wish) if text]
    return [*blocks, Bullets(words[:SAID])] if words else blocks


def _owned(db: Database, event_id: int) -> list[Block]:
    people = owned(db, Participant, "event_id", event_id)
    materials, costs = owned(db, TrainingMaterial, "event_id", event_id), owned(db, TrainingCost, "event_id", event_id)
    blocks: list[Block] = []
    if costs:
        blocks += [Heading(_("Costs"), 2), _costs(costs)]
    if people:
        blocks += [Heading(_("Participants"), 2), _people(people)]
    if materials:
        blocks += [Heading(_("Materials"), 2), _materials(materials)]
    return blocks


def _costs(costs: Sequence[TrainingCost]) -> Table:
    columns = [Column(_("Kind"), weight=2), Column(_("Planned amount"), MONEY), Column(_("Sum spent"), MONEY),
               Column(_("Paper no.")), Column(_("Remark"), weight=2)]
    rows: list[list[Cell]] = [[COST_KINDS.label(c.kind), c.planned, c.amount, c.paper, c.remark] for c in costs]
    sums = [sum(value for c in costs if (value := getattr(c, name)) is not None) for name in ("planned", "amount")]
    return Table(columns, [*rows, [_("Total"), *sums, "", ""]], total_rows=1)


def _people(people: Sequence[Participant]) -> Table:
    columns = [Column(_("Person's name"), weight=2), Column(_("Kind"), weight=1), Column(_("Firm or village"), weight=3),
               Column(_("Phone"), weight=2), Column(_("Attendance"), weight=1),
               Column(_("Score before"), NUMBER, decimals=0, weight=0), Column(_("Score after"), NUMBER, decimals=0, weight=0)]
    return Table(columns, [[p.name, PARTICIPANT_KINDS.label(p.kind), p.organisation, p.phone, ATTENDANCE.label(p.attendance),
                            p.pre_score, p.post_score] for p in people])


def _materials(materials: Sequence[TrainingMaterial]) -> Table:
    columns = [Column(_("Title"), weight=3), Column(_("Kind")), Column(_("Version")),
               Column(_("Copies planned"), NUMBER, decimals=0), Column(_("Copies given out"), NUMBER, decimals=0)]
    return Table(columns, [[m.title, MATERIAL_KINDS.label(m.kind), m.version, m.planned, m.given] for m in materials])


def _percent(value: float | None) -> str:
    return "–" if value is None else quantity(format_number(value, 1), "%")

