"""What the records say about a period: the figures and the lists of a report, as plain values that can be kept as JSON.

Values stay raw (fen, days as ISO text, words of closed lists as stored), so that what is kept reads in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.core.fields import today
from desktop.core.periods import WEEK, YEAR, Period, period, year_back
from desktop.core.records import living
from desktop.reports.measures.measure import Number
from desktop.reports.measures.measure_list import MEASURES, OF_ACCOUNTS, read_accounts
from desktop.reports.periodic import tables
from desktop.reports.periodic.layouts import Layout, layout_for, start_of
from desktop.reports.periodic.states import SEASON
from desktop.training.lists import OPEN
from desktop.training.model import TrainingEvent

Content = dict[str, Any]


def gather(session: Session, report: Any) -> Content:
    """Everything a report shows that is not written in it, as of now."""
    layout = layout_for(session, report.kind, report.layout_id, report.starts_on)
    return gathered(session, layout, report.starts_on, report.ends_on)


def gathered(session: Session, layout: Layout, first: date, last: date, until: date | None = None) -> Content:
    """The same of any days; `until`: as it stood on a day, today where none is given."""
    start = start_of(session)
    wanted = {key for key, _words in layout.sections}
    until = max(first, min(last, until or today()))
    before, last_year = _others(layout.kind, first, last, start)
    passed = None if before is None else _up_to(before, last, until, before.first + (until - first))
    then = year_back(until) if layout.kind != WEEK else last_year.first + (until - first)
    span = tables.Span(first, last, passed, _up_to(last_year, last, until, then), period(YEAR, first, start).first, until)
    found: Content = {"layout": layout.frozen(), "until": until.isoformat(), "figures": [], "tables": {}}
    figures = {key for key, _words in layout.figures} if "figures" in wanted else set()
    if OF_ACCOUNTS & figures or "dealers" in wanted:
        read_accounts(session, until, *(days.last for days in (span.before, span.last_year) if days and OF_ACCOUNTS & figures))
    for section, maker in tables.MAKERS.items():
        if section in wanted:
            found["tables"][section] = maker(session, span)
    if "figures" in wanted:
        found["figures"] = [figure(session, key, span) for key, _words in layout.figures]
    if {"trainings", "trained"} & figures:
        found["unheld"] = _unheld(session, first, until)
    return found


def _unheld(session: Session, first: date, until: date) -> list[list[str]]:
    """Day and topic of the trainings of some days that are planned still: neither they nor who came is counted."""
    wanted = living(TrainingEvent).where(col(TrainingEvent.state).in_(OPEN), col(TrainingEvent.held_on).between(first, until))
    return [[str(event.held_on), event.topic] for event in session.exec(wanted.order_by(col(TrainingEvent.held_on)))]


def _others(kind: str, first: date, last: date, start: tuple[int, int]) -> tuple[Period | None, Period]:
    """The period before and the same one last year; before a season lies none that is like it."""
    if kind == SEASON:
        back = Period(first, last, YEAR, start)
        return None, Period(period(YEAR, first, start).year_before().first if first == period(YEAR, first, start).first
                            else year_back(first), year_back(last), kind, back.start)
    mine = Period(first, last, kind, start)
    return mine.before(), mine.year_before()


def _up_to(other: Period, last: date, until: date, day: date) -> Period:
    """The days a period is compared with: all of them once it is over, before that those up to the like day."""
    return other if until >= last else replace(other, last=min(other.last, day))


def figure(session: Session, key: str, span: tables.Span) -> dict[str, Any]:
    """One key figure: of the period, of the one before, of last year's, of the business year up to its last day."""
    measure = MEASURES[key]
    last = span.until if measure.at_end else span.last

    def of(days: Period | None) -> Number:
        return None if days is None else plain(measure.of(session, days.first, days.last))

    return {"key": key, "value": plain(measure.of(session, span.first, last)), "before": of(span.before),
            "last_year": of(span.last_year),
            "to_date": None if measure.at_end else plain(measure.of(session, span.season, span.last))}


def plain(value: Number) -> Number:
    """A figure as JSON keeps it, the same whenever it is made of the same rows."""
    if value is None or isinstance(value, int):
        return value
    return round(float(value), 6)


def changed_since(frozen: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[list[tuple[str, Number, Number]],
                                                                             list[tuple[str, int, int, int]]]:
    """What a report that was handed in would say otherwise today: figures (key, then, now), and lists (section, rows then,
    rows that came or changed, rows that are gone or changed)."""
    says = {row["key"]: row["value"] for row in now["figures"]}
    figures = [(row["key"], row["value"], says[row["key"]]) for row in frozen["figures"]
               if row["key"] in says and row["value"] != says[row["key"]]]
    lists = []
    for section, then in frozen["tables"].items():
        fresh = now["tables"].get(section, [])
        came = sum(row not in then for row in fresh)
        gone = sum(row not in fresh for row in then)
        if came or gone:
            lists.append((section, len(then), came, gone))
    return figures, lists
