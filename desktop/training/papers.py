"""Papers of a year: the plan by audience, topic and month, the year's summary; the matrix of skills; the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import col, select

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    CENTER,
    MONEY,
    NUMBER,
    SMALL,
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
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import alive, living
from desktop.core.spoken import said
from desktop.core.units import format_number, quantity
from desktop.people.model import Person
from desktop.training.actions import between
from desktop.training.choices import AUDIENCES, PRESENT, STATES
from desktop.training.effect import effect_over
from desktop.training.effect_model import SkillLevel, TrainingFeedback, TrainingFollowUp
from desktop.training.figures import GROUPS, Part, Year, year_of
from desktop.training.lists import HELD
from desktop.training.model import TrainingEvent
from desktop.training.plan_model import TrainingPlan

MONTHS = range(1, 13)


def plan_sheet(db: Database, year: int | None = None) -> Document:
    """The plan of a year: audiences and topics down, months across, in each what is planned and what is held of it."""
    wanted = year or today().year
    with db.reading() as session:
        lines = session.exec(living(TrainingPlan).where(col(TrainingPlan.year) == wanted)).all()
        held = session.exec(select(col(TrainingEvent.plan_id), col(TrainingEvent.cost)).where(
            col(TrainingEvent.plan_id).is_not(None), col(TrainingEvent.state).in_(HELD), alive(TrainingEvent))).all()
    rows: list[list[Cell]] = []
    done = {line.id: sum(plan == line.id for plan, _cost in held) for line in lines}
    for audience in AUDIENCES:
        for topic in sorted({line.topic for line in lines if line.audience == audience}):
            own = [line for line in lines if (line.audience, line.topic) == (audience, topic)]
            rows.append([AUDIENCES.label(audience), topic, *(_planned(own, done, month) for month in MONTHS),
                         *_sums(own, done, held)])
    totals = ["", *(_planned(list(lines), done, month) for month in MONTHS), *_sums(list(lines), done, held)]
    columns = [Column(_("Audience"), weight=2), Column(_("Topic"), weight=4),
               *(Column(str(month), align=CENTER, weight=0, group=_("Month: planned / held")) for month in MONTHS),
               Column(_("Trainings planned"), NUMBER, decimals=0), Column(_("Trainings held"), NUMBER, decimals=0),
               Column(_("Plan fulfilled"), NUMBER, decimals=0, unit="%"), Column(_("Budget"), MONEY), Column(_("Cost"), MONEY)]
    title = _("Training plan {year}").format(year=wanted)
    body: Block = Table(columns, [*rows, [_("Total"), *totals]], total_rows=1, key_columns=2) if rows else Paragraph(
        _("Nothing is planned for this year yet."))
    return Document(title, [Heading(title), body, Signatures([_("Drawn up by"), _("Approved by")])], language(), landscape=True,
                    numbered_headings=False)


def _planned(lines: Sequence[TrainingPlan], done: dict[int, int], month: int) -> str:
    """Planned and held of a month; nothing where nothing is planned."""
    own = [line for line in lines if line.month == month]
    return f"{sum(line.times or 0 for line in own)} / {sum(done[line.id] for line in own)}" if own else ""


def _sums(lines: Sequence[TrainingPlan], done: dict[int, int], held: Sequence[tuple[int | None, int | None]]) -> list[Cell]:
    times, count = sum(line.times or 0 for line in lines), sum(done[line.id] for line in lines)
    ids = {line.id for line in lines}
    return [times, count, 100.0 * count / times if times else None, sum(line.budget or 0 for line in lines),
            sum(cost or 0 for plan, cost in held if plan in ids)]


# -- the year's summary -----------------------------------------------------------------------------------------------


def year_summary(db: Database, year: int | None = None) -> Document:
    """What was held in a year, whom it reached, what it brought and cost; by region, topic, audience and month."""
    wanted = year or today().year
    found = {by: year_of(db, wanted, by) for by in ("region", "topic", "audience", "month")}
    whole = found["region"].whole
    title = _("Training in {year}").format(year=wanted)
    blocks: list[Block] = [Heading(title), Heading(_("Key figures"), 2), KeyValues(_key_figures(found["region"])),
                           Heading(_("Effect at four levels"), 2), KeyValues(_effect(db, whole), columns=1)]
    for by, figures in found.items():
        blocks += [Heading(_("By {group}").format(group=_(GROUPS[by]).lower()), 2), _by(figures)]
    blocks += [Heading(_("Hours of salespeople"), 2), _sellers(found["region"]), Heading(_("Trainings held"), 2), _held(whole)]
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), landscape=True,
                    numbered_headings=False)


def _key_figures(found: Year) -> list[tuple[str, Cell]]:
    whole = found.whole
    return [
        (_("Trainings held"), str(len(whole.events))), (_("Plan fulfilled"), _percent(whole.fulfilled)),
        (_("People who came"), str(len(whole.present))), (_("Different people reached"), str(whole.reach)),
        (_("Growers reached"), str(whole.growers)),
        (_("Active dealers with somebody trained"),
         f"{len(whole.dealers)} / {found.active_dealers} ({_percent(found.coverage)})"),
        (_("Attendance rate"), _percent(whole.share)), (_("Excused"), str(whole.excused)),
        (_("Hours attended by all"), f"{whole.hours:g}"), (_("Normalised gain"), _percent(whole.gain)),
        (_("Cost (yuan)"), money.text(whole.cost)), (_("Cost a head (yuan)"), money.text(whole.per_head)),
        (_("Cost an hour attended (yuan)"), money.text(whole.per_hour))]


def _effect(db: Database, whole: Part) -> list[tuple[str, Cell]]:
    ids = {event.id for event in whole.events}
    with db.reading() as session:
        said = [one for one in session.exec(living(TrainingFeedback)) if one.event_id in ids]
        looked = [one for one in session.exec(living(TrainingFollowUp)) if one.event_id in ids]
    effect = effect_over(said, whole.people, looked)
    means = [mean for mean in effect.ratings.values() if mean is not None]
    learnt = "–" if effect.gain is None else f"{effect.gain:+.1f} · {_percent(effect.normal)} ({effect.tested})"
    return [
        (_("1 Was it liked"), f"{format_number(sum(means) / len(means), 1)} / 5 ({effect.said})" if means else _("Not asked.")),
        (_("2 Was it learnt"), learnt),
        (_("3 Is it used"), f"{_percent(effect.share)} ({effect.looked_at})" if effect.looked_at else _("Not looked at yet.")),
        (_("4 What did it bring"), _("See the summaries of the trainings."))]


def _by(found: Year) -> Table:
    columns = [Column(_(GROUPS[found.by]), weight=3), Column(_("Trainings planned"), NUMBER, decimals=0),
               Column(_("Trainings held"), NUMBER, decimals=0), Column(_("People who came"), NUMBER, decimals=0),
               Column(_("Attendance rate"), NUMBER, decimals=1, unit="%"),
               Column(_("Different people reached"), NUMBER, decimals=0),
               Column(_("Dealers reached"), NUMBER, decimals=0), Column(_("Hours attended by all"), NUMBER, decimals=1),
               Column(_("Normalised gain"), NUMBER, decimals=1, unit="%"), Column(_("Cost"), MONEY),
               Column(_("Cost a head"), MONEY)]
    return Table(columns, [_line(part) for part in (*found.parts, found.whole)], total_rows=1)


def _line(part: Part) -> list[Cell]:
    return [part.title, part.planned, len(part.events), len(part.present), part.share, part.reach, len(part.dealers),
            part.hours, part.gain, part.cost, part.per_head]


def _sellers(found: Year) -> Block:
    """Salespeople with the trainings they came to and the hours they were there."""
    rows: list[list[Cell]] = [[name, times, minutes / 60] for name, times, minutes in found.sellers()]
    if not rows:
        return Paragraph(_("No salesperson took part."))
    return Table([Column(_("Person's name"), weight=2), Column(_("Trainings attended"), NUMBER, decimals=0),
                  Column(_("Hours attended"), NUMBER, decimals=1)], rows)


def _held(whole: Part) -> Block:
    if not whole.events:
        return Paragraph(_("No training was held."))
    came = {event.id: 0 for event in whole.events}
    for person in whole.people:
        came[person.event_id or 0] += person.attendance in PRESENT
    rows: list[list[Cell]] = [
        [str(e.held_on or ""), e.topic, AUDIENCES.label(e.audience), e.place, e.trainer, came[e.id], e.cost]
        for e in whole.events]
    return Table([Column(_("Day"), weight=0), Column(_("Topic"), weight=3), Column(_("Audience")), Column(_("Place"), weight=2),
                  Column(_("Trainer")), Column(_("Attended"), NUMBER, decimals=0), Column(_("Cost"), MONEY)], rows)


def _percent(value: float | None) -> str:
    return "–" if value is None else quantity(format_number(value, 1), "%")


# -- skills -----------------------------------------------------------------------------------------------------------


def skill_matrix(db: Database, day: date | None = None) -> Document:
    """People down, skills across: the level as it stood on a day (today), and the next one with its day."""
    until = day or today()
    with db.reading() as session:
        query = living(SkillLevel).where(col(SkillLevel.evaluated_on) <= until)
        newest = {(one.person_id, one.skill): one for one in session.exec(
            query.order_by(col(SkillLevel.evaluated_on), col(SkillLevel.id)))}
        names = {number: session.get_one(Person, number).name for number, _skill in newest if number}
    skills = sorted({skill for _person, skill in newest})
    rows: list[list[Cell]] = [
        [name, *(_level(newest.get((number, skill))) for skill in skills)]
        for number, name in sorted(names.items(), key=lambda pair: pair[1])]
    title = _("Skill matrix as of {day}").format(day=until)
    columns = [Column(_("Person's name"), weight=0), *(Column(skill, align=CENTER) for skill in skills)]
    planned: list[list[Cell]] = [
        [names[one.person_id or 0], said(one, "skill"), _level(one), str(one.target_on), one.plan]
        for one in newest.values() if one.target]
    blocks: list[Block] = [
        Heading(title), Paragraph(_("0 not yet · 1 knows about it · 2 does it with help · 3 does it alone · 4 can teach it; "
                                    "an arrow leads to the level planned next."), SMALL),
        Table(columns, rows, boxed=True) if rows else Paragraph(_("Nobody's skills were judged yet."))]
    if planned:
        plan = [Column(_("Person's name"), weight=0), Column(_("Skill"), weight=2), Column(_("Level"), align=CENTER, weight=0),
                Column(_("To be reached by"), weight=0), Column(_("Plan to the next level"), weight=4)]
        blocks += [Heading(_("Plans to the next level"), 2), Table(plan, planned)]
    return Document(title, blocks, language(), landscape=True, numbered_headings=False)


def _level(found: SkillLevel | None) -> str:
    if found is None:
        return ""
    return f"{found.level} → {found.target}" if found.target else found.level


# -- calendar ---------------------------------------------------------------------------------------------------------


def weekdays() -> list[str]:
    """The days of the week, from Monday."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def month_sheet(db: Database, day: date | None = None) -> Document:
    """The month that a day lies in: a square a day with its sessions."""
    first = (day or today()).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    begin = first - timedelta(days=first.weekday())
    lines = between(db, first, last)
    rows: list[list[Cell]] = []
    while begin <= last:
        days = [begin + timedelta(days=n) for n in range(7)]
        rows.append(["\n".join([str(d.day), *(line.title for line in lines if line.on == d)]) if first <= d <= last else ""
                     for d in days])
        begin += timedelta(days=7)
    title = _("Trainings in {month}").format(month=f"{first:%Y-%m}")
    columns = [Column(name) for name in weekdays()]
    return Document(title, [Heading(title), Table(columns, rows, boxed=True, row_mm=24)], language(), landscape=True,
                    numbered_headings=False)


def week_sheet(db: Database, day: date | None = None) -> Document:
    """The week that a day lies in: each session with hours, place and trainer."""
    asked = day or today()
    first = asked - timedelta(days=asked.weekday())
    lines = between(db, first, first + timedelta(days=6))
    rows: list[list[Cell]] = [
        [f"{line.on} {weekdays()[line.on.weekday()]}", line.hours, line.topic, line.place, line.trainer,
         STATES.label(line.state)] for line in lines]
    title = _("Trainings of the week from {day}").format(day=first)
    columns = [Column(_("Day"), weight=2), Column(_("Time")), Column(_("Topic"), weight=4), Column(_("Place"), weight=3),
               Column(_("Trainer")), Column(_("State"), weight=0)]
    return Document(title, [Heading(title), Table(columns, rows) if rows else Paragraph(_("No training in this week."))],
                    language(), numbered_headings=False)


__all__ = ["month_sheet", "plan_sheet", "skill_matrix", "week_sheet", "weekdays", "year_summary"]
