"""The calendar on paper: the dated things of a month or a week, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.core.documents.model import DATE, Cell, Column, Document, Heading, Paragraph, Table
from desktop.core.i18n import _, language
from desktop.core.reminders import Agenda
from desktop.today.board import WEEKDAYS
from desktop.today.dates import Dates


def calendar_document(title: str, dates: Dates, lines: Sequence[Agenda]) -> Document:
    """The `lines` of these `dates`, those that are shown, in the language in force."""
    terms = " · ".join(f"{day.isoformat()} {name}" for day, name in dates.terms.items())
    rows: list[list[Cell]] = [[line.on, _(WEEKDAYS[line.on.weekday()]), line.title, line.detail] for line in lines]
    table = Table([Column(_("Day"), DATE), Column(_("Weekday")), Column(_("What")), Column(_("Details"))], rows)
    body = table if rows else Paragraph(_("Nothing stands in the calendar for these days."))
    return Document(title, [Heading(title), *([Paragraph(terms)] if terms else []), body], language(),
                    footer=date.today().isoformat(), numbered_headings=False)
