"""The papers of a calendar section: what is in view as a list, its month or its year for the wall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Protocol

from desktop.core.dated import papers
from desktop.core.i18n import _, using
from desktop.ui.calendar.days import title_of_month

if TYPE_CHECKING:
    from desktop.core.dated.gathering import Dates
    from desktop.core.documents.model import Document
    from desktop.core.reminders import Agenda
    from desktop.ui.calendar.view import CalendarView


class Dated(Protocol):
    """What is printed of: a section that shows days."""

    title: ClassVar[str]
    dates: Dates | None
    month: CalendarView

    def gather(self, first: date, last: date, today: date) -> Dates:
        """What falls on the days of a span."""
        ...

    def seen(self, gathered: Dates) -> list[Agenda]:
        """The lines without those that are hidden."""
        ...


def paper(kind: str, page: str, code: str, section: Dated) -> Callable[[], Document] | None:
    """What makes the paper beside the window; None where nothing is in view yet."""
    gathered = section.dates
    if gathered is None:
        return None
    view, name = section.month, _(section.title)
    if kind == "list":
        lines, title = section.seen(gathered), f"{name} {view.title_of_span()}"
        return lambda: _in(code, lambda: papers.calendar_document(title, gathered, lines))
    first = view.year.first if kind == "year" else view.day.replace(day=1)
    last = view.year.last() if kind == "year" else papers.month_on(first, 1) - papers.ONE
    return lambda: _in(code, lambda: _wall(kind, page, name, section, first, last))


def _wall(kind: str, page: str, name: str, section: Dated, first: date, last: date) -> Document:
    found = section.gather(first, last, date.today())
    lines = section.seen(found)
    if kind == "year":
        return papers.wall_year(f"{name} {first:%Y-%m} – {last:%Y-%m}", first, lines, found.terms, page)
    return papers.wall_month(f"{name} {title_of_month(first)}", first, lines, found.terms, page)


def _in(code: str, build: Callable[[], Document]) -> Document:
    with using(code):
        return build()
