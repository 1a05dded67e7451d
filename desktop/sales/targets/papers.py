"""Papers of targets: one target by month and what closes its gap, all targets of a season, a dealer's month sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from sqlmodel import Session, col

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
    Formed,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, _, language, ngettext
from desktop.core.periods import YEAR, period, year_start
from desktop.core.records import living
from desktop.core.settings import office_in
from desktop.core.spring_festival import first_of, spring_festival, week_of
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.sales.products.model import product_names
from desktop.sales.targets import gaps
from desktop.sales.targets import states as s
from desktop.sales.targets.figures import Facts, Reached, month_starts, reached
from desktop.sales.targets.model import SalesTarget
from desktop.sales.targets.weeks import by_week

WEEKS = range(-20, 31)


def target_sheet(db: Database, target_id: int, day: date | None = None) -> Document:
    """One target as of a day: figures, months, weeks from Spring Festival beside last year's, parts, what closes the gap."""
    on = day or today()
    target = get(db, SalesTarget, target_id)
    with db.reading() as session:
        facts = Facts(session)
        found = reached(session, target, on, facts)
        parts = [(part, reached(session, part, on, facts)) for part in session.exec(
            living(SalesTarget).where(col(SalesTarget.parent_id) == target_id).order_by(col(SalesTarget.name)))]
        closing, weeks = gaps.what_closes(session, target, on), _weeks(session, target, facts, on)
    title = _("Target {name} as of {day}").format(name=target.name, day=on)
    blocks: list[Block] = [Heading(title), KeyValues(_facts(found)), Heading(_("By month"), 2), _months(found, on)]
    if weeks:
        blocks += [Heading(_("By weeks from Spring Festival"), 2), weeks]
    if parts:
        blocks += [Heading(_("Parts"), 2), _parts(found, parts)]
    blocks += [Heading(_("What closes the gap"), 2),
               Bullets(closing) if closing else Paragraph(_("Nothing is missing, or nothing open is known."))]
    return Document(title, blocks, language(), footer=on.isoformat(), numbered_headings=False, keywords=[target.code])


def attainment(db: Database, day: date | None = None) -> Document:
    """All targets of the season of a day, wholes with their parts below them, and by who is responsible."""
    on = day or today()
    with db.reading() as session:
        first = period(YEAR, on, year_start(str(office_in(session, "business_year_start")))).first - timedelta(days=1)
        facts = Facts(session)
        rows = [reached(session, target, on, facts) for target in session.exec(living(SalesTarget).where(
            col(SalesTarget.starts_on) > first, col(SalesTarget.starts_on) <= on).order_by(col(SalesTarget.name)))]
        people = {person.id: person.name for person in session.exec(living(Person))}
    title = _("Attainment of targets as of {day}").format(day=on)
    blocks: list[Block] = [Heading(title)]
    for measure in s.MEASURES:
        mine = [row for row in rows if row.target.measure == measure]
        if mine:
            blocks += [Heading(s.MEASURES.label(measure), 2), _attained(_tree(mine), measure)]
            blocks += _by_person(mine, people, measure)
    if not rows:
        blocks.append(Paragraph(_("No target of this season is written down.")))
    return Document(title, blocks, language(), footer=on.isoformat(), numbered_headings=False)


def month_sheet(db: Database, dealer_id: int, day: date | None = None) -> Document:
    """What a dealer is to reach in the month of a day, product by product, for both signatures."""
    on = (day or today()).replace(day=1)
    last = month_starts(on)[1] - timedelta(days=1)
    with db.reading() as session:
        facts = Facts(session)
        rows = [reached(session, target, min(last, today()), facts) for target in session.exec(living(SalesTarget).where(
            col(SalesTarget.dealer_id) == dealer_id, col(SalesTarget.starts_on) <= last,
            col(SalesTarget.starts_on) > last - timedelta(days=366)).order_by(col(SalesTarget.measure), col(SalesTarget.name)))]
        names = product_names(session)
    dealer = get(db, Dealer, dealer_id)
    title = _("Tasks of {dealer} for {month}").format(dealer=dealer.name, month=f"{on:%Y-%m}")
    columns = [Column(_("Counts"), weight=2), Column(_("Product"), weight=2), Column(_("Target of the month")),
               Column(_("Reached in the month")), Column(_("Target to the month's end")), Column(_("Reached so far"))]
    cells = []
    for row in rows:
        place = [month.strftime("%Y-%m") for month in month_starts(row.first.replace(day=1))].index(f"{on:%Y-%m}")
        cells.append([s.MEASURES.label(row.target.measure), names.get(row.target.product_id or 0, _("all products")),
                      *(_formed(row.target, value) for value in (row.months[place], row.by_month[place],
                                                               sum(row.months[:place + 1]),
                                                               row.done))])
    agreed = (on - timedelta(days=1)).replace(day=25)
    blocks: list[Block] = [Heading(title), Paragraph(_("To be agreed by {day}.").format(day=agreed)),
                           Table(columns, cells) if cells else Paragraph(_("This dealer has no targets.")),
                           Signatures([_("For the company (seal)"), _("For the dealer (seal)")])]
    return Document(title, blocks, language(), numbered_headings=False, keywords=[dealer.code])


def _kind(target: SalesTarget) -> str:
    return NUMBER if target.measure in s.IN_BAGS else MONEY


def _said(target: SalesTarget, value: int | Fraction | None) -> str:
    """An amount of what a target counts as text."""
    if value is None:
        return _("unknown")
    return f"{round(value):,}" if target.measure in s.IN_BAGS else money.text(money.half_up(value))


def _formed(target: SalesTarget, value: int | None) -> Cell:
    """A cell in what its own row counts: a column that holds bags and yuan has no one form."""
    return _("unknown") if value is None else Formed(value, Column("", _kind(target), thousands=True))


def _facts(found: Reached) -> list[tuple[str, Cell]]:
    target, now = found.target, found.progress
    facts: list[tuple[str, Cell]] = [
        (_("Counts"), s.MEASURES.label(target.measure)), (_("State"), s.STATES.label(target.state)),
        (_("Target of the season"), _said(target, target.whole)), (_("Reached"), _said(target, found.done)),
        (_("Expected by now"), _said(target, found.expected)), (_("Not spread over the months"), _said(
            target, target.whole - sum(found.months)))]
    if now is not None:
        facts += [(_("Of the curve"), _percent(now.percent_of_curve)), (_("Of the year"), _percent(now.percent_of_year)),
                  (_("At this pace by the season's end"), _said(target, now.run_rate)), (_("Still missing"),
                                                                                         _said(target, now.missing))]
    if found.parts:
        facts.append((_("Not given to parts"), _said(target, found.rest)))
    return facts


def _percent(value: Fraction | None) -> str:
    return _("unknown") if value is None else f"{format_number(value, 2)} %"


def _months(found: Reached, day: date) -> Table:
    kind = _kind(found.target)
    columns = [Column(_("Month")), Column(_("To reach"), kind), Column(_("Reached"), kind), Column(_("Target added up"), kind),
               Column(_("Reached added up"), kind), Column(_("Reached against target"), NUMBER, 1, unit="%")]
    cells: list[list[Cell]] = []
    target = done = 0
    for place, month in enumerate(month_starts(found.first.replace(day=1))):
        target += found.months[place]
        done += found.by_month[place]
        past = month <= day
        cells.append([f"{month:%Y-%m}", found.months[place], found.by_month[place] if past else None, target,
                      done if past else None, 100 * done / target if past and target else None])
    whole: list[Cell] = [_("Total"), sum(found.months), sum(found.by_month), "", "", ""]
    return Table(columns, [*cells, whole], total_rows=1, sheet=_("By month"))


def _weeks(session: Session, target: SalesTarget, facts: Facts, day: date) -> Table | None:
    """Week by week from Spring Festival, this season beside the one before; nothing of what counts alone say."""
    if target.measure == s.SOLD or target.starts_on is None:
        return None
    year = target.starts_on.year + (target.starts_on.month > 2)
    now, before = spring_festival(year), spring_festival(year - 1)
    this, last = (by_week(session, target, facts, festival, min(day, first_of(WEEKS[-1] + 1, festival)))
                  for festival in (now, before))
    weeks = [week for week in WEEKS if week and (this.get(week) or last.get(week))]
    if not weeks:
        return None
    kind = _kind(target)
    columns = [Column(_("Week"), NUMBER, 0, signed=True), Column(_("Begins"), "date"), Column(_("This season"), kind),
               Column(_("Season before"), kind)]
    current = week_of(day, now)
    rows: list[list[Cell]] = [[week, first_of(week, now), this.get(week, 0) if week <= current else None, last.get(week, 0)]
                              for week in weeks]
    return Table(columns, rows,
                 notes=[_("Week 1 begins on Spring Festival: {now} this season, {before} the one before.").format(
        now=now, before=before)], sheet=_("Weeks"))


def _parts(found: Reached, parts: Sequence[tuple[SalesTarget, Reached]]) -> Table:
    rows = [row for _target, row in parts]
    cells = [_row(row) for row in rows]
    rest: list[Cell] = [_("Not given to parts"), found.rest, "", "", "", ""]
    return Table(_columns(found.target), [*cells, rest], total_rows=1, sheet=_("Parts"))


def _columns(target: SalesTarget) -> list[Column]:
    kind = _kind(target)
    return [Column(_("Targets"), weight=3), Column(_("To reach"), kind), Column(_("Reached"), kind),
            Column(_("Of the curve"), NUMBER, 1, unit="%"), Column(_("Of the year"), NUMBER, 1, unit="%"),
            Column(_("Still missing"), kind)]


def _row(row: Reached, depth: int = 0) -> list[Cell]:
    now = row.progress
    indent = "\u3000" if language() == CHINESE else "   "
    return [indent * depth + row.target.name, row.target.whole, row.done, _float(now.percent_of_curve if now else None),
            _float(now.percent_of_year if now else None), now.missing if now else None]


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _tree(rows: Sequence[Reached]) -> list[tuple[Reached, int]]:
    """Wholes with their parts below them, each with its depth."""
    known = {row.target.id for row in rows}
    below: dict[int | None, list[Reached]] = {}
    for row in rows:
        below.setdefault(row.target.parent_id if row.target.parent_id in known else None, []).append(row)
    found: list[tuple[Reached, int]] = []

    def put(parent: int | None, depth: int) -> None:
        for row in below.get(parent, ()):
            found.append((row, depth))
            put(row.target.id, depth + 1)

    put(None, 0)
    return found


def _attained(rows: Sequence[tuple[Reached, int]], measure: str) -> Table:
    return Table(_columns(rows[0][0].target), [_row(row, depth) for row, depth in rows], sheet=s.MEASURES.label(measure))


def _by_person(rows: Sequence[Reached], people: dict[int, str], measure: str) -> list[Block]:
    """Each person's targets together, by how much of what the curve asks by the day is reached, with ranks; equal ones share
    one. A part of a target that is the person's own as well is in that one already."""
    mine = [row for row in rows if row.target.person_id in people]
    if not mine:
        return []
    held = {row.target.id: row for row in mine}
    whose: dict[int, list[Reached]] = {}
    for row in mine:
        above = held.get(row.target.parent_id or 0)
        if above is None or above.target.person_id != row.target.person_id:
            whose.setdefault(row.target.person_id or 0, []).append(row)
    found = []
    for key, of in whose.items():
        whole, done, expected = (sum(row.target.whole for row in of), sum(row.done or 0 for row in of),
                                 sum(row.expected for row in of))
        found.append((people[key], whole, done, 100 * done / whole if whole else None,
                      float(100 * done / expected) if expected else None))
    found.sort(key=lambda one: (one[4] is None, -(one[4] or 0), one[0]))
    cells: list[list[Cell]] = [[None if one[4] is None else 1 + sum(other[4] is not None and other[4] > one[4]
                                                                    for other in found), *one] for one in found]
    kind = _kind(mine[0].target)
    columns = [Column(_("Rank"), NUMBER, 0), Column(_("Responsible"), weight=2), Column(_("To reach"), kind),
               Column(_("Reached"), kind), Column(_("Of the year"), NUMBER, 1, unit="%"),
               Column(_("Of the curve"), NUMBER, 1, unit="%")]
    said = ngettext("{n} person", "{n} people", len(cells)).format(n=len(cells))
    return [Table(columns, cells, caption=said, sheet=f"{s.MEASURES.label(measure)} 2")]
