"""The calendar on paper: a list day by day, a month as squares for the wall, a year as a planner for the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from desktop.core.dated.gathering import Dates
from desktop.core.documents.model import DATE, SMALL, Cell, Column, Document, Grid, GridCell, Heading, Paragraph, Table
from desktop.core.i18n import N_, _, language
from desktop.core.reminders import Agenda
from desktop.core.widths import columns_of_text

WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
SHORT = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
ONE = timedelta(days=1)
LEAST = 4  # letters: less of a title says nothing
MONTHS = 12
MOST = {"A4": 4, "A3": 7}
"""So many things of a day stand in the square of a month; the others are counted."""
SQUARE = {"A4": (37.0, 140.0, 18), "A3": (55.0, 225.0, 27)}
"""Squares of a month: width in mm, height of all weeks in mm, letters of a line (a Chinese one is two)."""
LETTERS = {"A4": 21, "A3": 24}
"""So many letters stand in a square of a planner of the year (a Chinese one is two)."""
SMALLER = {"A4": 0.6, "A3": 0.85}
"""How large the letters of a planner are, so that 31 days stand on one sheet."""


def calendar_document(title: str, dates: Dates, lines: Sequence[Agenda]) -> Document:
    """The `lines` of these `dates`, those that are shown, in the language in force."""
    terms = " · ".join(f"{day.isoformat()} {name}" for day, name in dates.terms.items())
    rows: list[list[Cell]] = [[line.on, _(WEEKDAYS[line.on.weekday()]), f"{line.at} {line.title}".strip(), line.detail]
                              for line in lines]
    table = Table([Column(_("Day"), DATE), Column(_("Weekday")), Column(_("What")), Column(_("Details"))], rows)
    body = table if rows else Paragraph(_("Nothing stands in the calendar for these days."))
    return Document(title, [Heading(title), *([Paragraph(terms)] if terms else []), body], language(),
                    footer=date.today().isoformat(), numbered_headings=False)


def wall_month(title: str, month: date, lines: Sequence[Agenda], terms: Mapping[date, str], page: str = "A4") -> Document:
    """A month for the wall: a square a day with its solar term and its things, the first few of them, on A4 or A3."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - ONE
    begin, rows = first - timedelta(days=first.weekday()), []
    by_day = _by_day(lines)
    while begin <= last:
        days = [begin + timedelta(days=n) for n in range(7)]
        rows.append([_square(day, by_day.get(day, []), terms, page) if first <= day <= last else "" for day in days])
        begin += timedelta(days=7)
    wide, high, _letters = SQUARE[page]
    table = Table([Column(_(name), width_mm=wide) for name in WEEKDAYS], rows, boxed=True, row_mm=high / len(rows))
    return Document(title, [Heading(title), table], language(), page=page, landscape=True, numbered_headings=False,
                    leaflet=True)


def _by_day(lines: Sequence[Agenda]) -> dict[date, list[Agenda]]:
    found: dict[date, list[Agenda]] = {}
    for line in lines:
        found.setdefault(line.on, []).append(line)
    return found


def _square(day: date, lines: Sequence[Agenda], terms: Mapping[date, str], page: str) -> str:
    most, letters = MOST[page], SQUARE[page][2]
    shown = lines if len(lines) <= most else lines[:most - 1]
    rest = [_("+{n} more").format(n=len(lines) - len(shown))] if len(shown) < len(lines) else []
    said = [cut(f"{line.at} {line.title}".strip(), letters) for line in shown]
    return "\n".join([f"{day.day} {terms.get(day, '')}".strip(), *said, *rest])


def wall_year(title: str, first: date, lines: Sequence[Agenda], terms: Mapping[date, str], page: str = "A3") -> Document:
    """The twelve months from `first` on as a planner for the wall, A3 or A4: months across, days down; weekends shaded, in
    each square the weekday, the solar term or the first thing of the day, and how many there are."""
    months = [month_on(first, n) for n in range(MONTHS)]
    by_day = _by_day(lines)
    cells = [[_planned(month, number, by_day, terms, LETTERS[page]) for month in months] for number in range(1, 32)]
    grid = Grid(cells, [str(n) for n in range(1, 32)], [f"{month:%Y-%m}" for month in months], wide=True)
    said = _("In each square: the weekday, the solar term or what falls on the day; +n: so many things more.")
    below = [Paragraph(said, SMALL)] if page == "A3" else []  # on A4 the days take the sheet
    return Document(title, [Heading(title), grid, *below], language(), page=page, landscape=True,
                    numbered_headings=False, leaflet=True, font_scale=SMALLER[page])


def cut(text: str, letters: int) -> str:
    """A text of so many letters at most, a Chinese one counted as two; what is cut off is marked."""
    wide = 0
    for place, letter in enumerate(text):
        wide += columns_of_text(letter)
        if wide > letters:
            return text[:max(0, place - 1)] + "…"
    return text


def month_on(first: date, months: int) -> date:
    """The first day of the month so many months after that of a day."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _planned(month: date, number: int, by_day: Mapping[date, Sequence[Agenda]], terms: Mapping[date, str], most: int
             ) -> GridCell | None:
    try:
        day = month.replace(day=number)
    except ValueError:
        return None
    found = by_day.get(day, ())
    head = f"{_(SHORT[day.weekday()])} {terms.get(day, '')}".strip()
    rest = f" +{len(found) - 1}" if len(found) > 1 else ""
    room = most - columns_of_text(head) - len(rest) - 1
    text = head + (f" {cut(found[0].title, room)}" if found and room > LEAST else " …" if found else "") + rest
    return GridCell(text, 0.12 if day.weekday() > 4 else 0.0, bold=day in terms)
