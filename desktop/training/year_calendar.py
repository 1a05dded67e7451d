"""The calendar of a year: a line a month with its days, what the plan still asks of each month, and the year on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import Block, Cell, Column, Document, Grid, GridCell, Heading, Paragraph, Table
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.training.actions import Dated, between
from desktop.training.choices import AUDIENCES, STATES
from desktop.training.lists import PLAN
from desktop.training.plan_model import TrainingPlan

DAYS = range(1, 32)
SHADES = {"planned": 0.15, "announced": 0.35, "held": 0.7, "evaluated": 0.7, "cancelled": 0.0}


@dataclass
class Month:
    """A month of the year: its sessions by day, and the lines of the plan with how many of each are not made yet."""

    first: date
    sessions: dict[int, list[Dated]] = field(default_factory=dict)
    lines: list[tuple[TrainingPlan, int]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many days it has."""
        return ((self.first + timedelta(days=31)).replace(day=1) - self.first).days

    @property
    def planned(self) -> int:
        """Trainings the plan asks for."""
        return sum(line.times or 0 for line, _open in self.lines)

    @property
    def missing(self) -> int:
        """Trainings of the plan that have no day yet."""
        return sum(left for _line, left in self.lines)

    def weekend(self, day: int) -> bool:
        """Whether a day is a Saturday or Sunday."""
        return self.first.replace(day=day).weekday() >= 5


def year_of_days(db: Database, year: int) -> list[Month]:
    """The twelve months of a year."""
    months = [Month(date(year, number, 1)) for number in range(1, 13)]
    for one in between(db, date(year, 1, 1), date(year, 12, 31)):
        months[one.on.month - 1].sessions.setdefault(one.on.day, []).append(one)
    with db.reading() as session:
        for line, left in _lines(session, year):
            if line.month:
                months[line.month - 1].lines.append((line, left))
    return months


def _lines(session: Session, year: int) -> list[tuple[TrainingPlan, int]]:
    lines = session.exec(living(TrainingPlan).where(col(TrainingPlan.year) == year).order_by(
        col(TrainingPlan.month), col(TrainingPlan.audience), col(TrainingPlan.id))).all()
    known = {key: (row[0] or 0) + (row[1] or 0) for key, row in PLAN.lines(session, Query(), ("open", "held"))}
    return [(line, max(0, (line.times or 0) - known.get(line.id, 0))) for line in lines]


def mark(sessions: Sequence[Dated]) -> str:
    """What stands in the square of a day: how many sessions there are."""
    live = [one for one in sessions if one.state != "cancelled"]
    return str(len(live)) if live else "×" if sessions else ""


def year_sheet(db: Database, year: int | None = None) -> Document:
    """The year on paper: squares of days, then month by month what is held and what still has no day."""
    wanted = year or today().year
    months = year_of_days(db, wanted)
    title = _("Training calendar {year}").format(year=wanted)
    cells = [[_square(month, day) if day <= month.length else None for day in DAYS] for month in months]
    grid = Grid(cells, [_month(month) for month in months], [str(day) for day in DAYS], notes=[_(
        "A number: sessions of that day, darker where they were held; × was cancelled. Saturdays and Sundays are light grey.")])
    blocks: list[Block] = [Heading(title), grid]
    rows = [row for month in months for row in _rows(month)]
    columns = [Column(_("Month"), weight=0), Column(_("Day"), weight=0), Column(_("Time"), weight=0),
               Column(_("Topic"), weight=4),
               Column(_("Audience"), weight=1.4), Column(_("Place"), weight=2), Column(_("Trainer")), Column(_("State"))]
    blocks += [Heading(_("Month by month"), 2), Table(columns, rows)] if rows else [
        Paragraph(_("Nothing is planned for this year yet."))]
    return Document(title, blocks, language(), landscape=True, numbered_headings=False)


def _square(month: Month, day: int) -> GridCell:
    own = month.sessions.get(day, [])
    shade = max((SHADES[one.state] for one in own), default=0.06 if month.weekend(day) else 0.0)
    return GridCell(mark(own), shade=shade, bold=bool(own))


def _month(month: Month) -> str:
    return _("{month} ({n})").format(month=f"{month.first:%Y-%m}", n=sum(bool(mark(one)) for one in month.sessions.values()))


def _rows(month: Month) -> list[list[Cell]]:
    name = f"{month.first:%Y-%m}"
    held: list[list[Cell]] = [
        [name, f"{one.on:%m-%d}", one.hours, one.topic, AUDIENCES.label(one.audience), one.place, one.trainer,
         STATES.label(one.state)]
        for day in sorted(month.sessions) for one in month.sessions[day]]
    open_: list[list[Cell]] = [
        [name, "", "", line.topic, AUDIENCES.label(line.audience), "", line.trainer, _("{n} without a day").format(n=left)]
        for line, left in month.lines if left]
    return held + open_
