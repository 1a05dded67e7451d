"""The time axis of a `Timeline`: its months and where a day lies on it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.documents.model import Span, Timeline
from desktop.core.i18n import CHINESE, language


@dataclass(frozen=True)
class Axis:
    """From the first of a month to the end of another; `months`: name, begin and end as shares of the whole."""

    first: date
    last: date
    months: Sequence[tuple[str, float, float]]

    def place(self, day: date, after: bool = False) -> float:
        """Where a day begins (or ends, with `after`) as a share of the axis."""
        whole = (self.last - self.first).days + 1
        return ((day - self.first).days + (1 if after else 0)) / whole


def axis_of(block: Timeline) -> Axis:
    """Whole months from the first to the last day of the block's spans and marks; at least one."""
    days = [day for span in block.spans for day in (span.begins, span.ends)] or [m.on for m in block.marks]
    first = min(days, default=date(2026, 1, 1)).replace(day=1)
    last = _end_of_month(max(days, default=first))
    axis = Axis(first, last, ())
    starts = [first]
    while (following := _end_of_month(starts[-1]) + timedelta(days=1)) <= last:
        starts.append(following)
    months = [(month_name(day), axis.place(day), axis.place(_end_of_month(day), after=True)) for day in starts]
    return Axis(first, last, months)


def _end_of_month(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def month_name(day: date) -> str:
    """The month as a heading in the language in force: 5月, May."""
    return f"{day.month}月" if language() == CHINESE else _MONTHS[day.month - 1]


def days_of(span: Span) -> str:
    """The days of a span: 5-1 or 5-1 – 5-10."""
    first, last = (f"{day.month}-{day.day}" for day in (span.begins, span.ends))
    return first if span.begins == span.ends else f"{first} – {last}"
