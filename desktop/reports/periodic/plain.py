"""A report as plain text to be sent by WeChat, and the two short messages of a day: where one goes, where one was (行踪)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import MONEY, NUMBER, Column
from desktop.core.documents.text import shown
from desktop.core.i18n import _
from desktop.core.records import alive, table_of
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.dealers.choices import PURPOSES
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.regions.model import Region
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic import columns
from desktop.reports.periodic import states as s
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.periodic.paper import Written, written
from desktop.training.model import TrainingEvent

MOST_ROWS = 12
"""Of a list in a message; how many more there are is said."""


def report_text(db: Database, report_id: int) -> str:
    """A stored report as plain text."""
    report = get(db, PeriodReport, report_id)
    with db.reading() as session:
        return text_of(written(session, report))


def text_of(found: Written) -> str:
    """A report as plain text: a line each for figures, plans and texts, short lists."""
    lines = [found.title, *([found.who] if found.who else [])]
    number = 0
    for section, words in found.layout.sections:
        inside = _section(found, section)
        if inside:
            number += 1
            lines += ["", f"{number}. {words or s.SECTIONS.label(section)}", *inside]
    return "\n".join(lines) + "\n"


def _section(found: Written, section: str) -> list[str]:
    rows = found.content["tables"].get(section) or []
    if section == "figures":
        return [_figure(row, found) for row in found.content["figures"] if row["value"]]
    if section in ("due_plan", "next_plan"):
        part = "due" if section == "due_plan" else "next"
        return [_planned(item) for item in found.plan if item.part == part]
    said = [f"- {line}" for line in found.said(section)]
    if section == "targets":
        return [_target(row) for row in rows] + said
    # What was picked says it in words; the bare rows stand for a section of which nothing was.
    return said or [f"- {_row(section, row)}" for row in rows[:MOST_ROWS]] + _more(rows)


def _figure(row: dict[str, Any], found: Written) -> str:
    measure, words = MEASURES[row["key"]], dict(found.layout.figures)
    value = shown(columns.formed(row["value"], measure.kind), Column(""), "-")
    name = words.get(row["key"]) or _(measure.title)
    return f"- {name}{_(': ')}{columns.counted(value, row['key'])}"


def _target(row: Sequence[Any]) -> str:
    """Whose target of what: how much of how much is reached."""
    name, measure, whole, _gained, done, *_shares = columns.target_rows([row])[0]
    done, whole = (shown(value, Column(""), "-") for value in (done, whole))
    return _("- {name}, {measure}: {done} of {whole} ({share})").format(name=name, measure=measure, done=done, whole=whole,
                                                                        share=_percent(row[5]))


def _planned(item: Any) -> str:
    due = f"{item.due_on:%m-%d} " if item.due_on else ""
    came = f" [{s.PLAN_STATES.label(item.state)}]" if item.part == "due" else ""
    what = _("{what} ({note})").format(what=item.what, note=item.note) if item.note else item.what
    return f"- {due}{what}{came}"


def _percent(value: float | None) -> str:
    return _("nobody can say yet") if value is None else f"{format_number(value, 1)} %"


def _row(section: str, row: Sequence[Any]) -> str:
    """The cells of a row in one line; a number says what it counts."""
    said = []
    for cell, head in zip(columns.rows_of(section, [row])[0], columns.COLUMNS[section], strict=True):
        text = " ".join(shown(cell, head.column(), "-").split())
        if text and text != "–":
            said.append(f"{_(head.title)} {text}" if head.kind in (NUMBER, MONEY) else text)
    return " · ".join(said)


def _more(rows: Sequence[Any]) -> list[str]:
    return [_("… and {n} more").format(n=len(rows) - MOST_ROWS)] if len(rows) > MOST_ROWS else []


# -- where one goes, where one was --------------------------------------------------------------------------------------


def morning(db: Database, day: date) -> str:
    """The message of the morning: the way of the day, whom and why."""
    with db.reading() as session:
        stops = _stops(session, col(Visit.planned_on) == day, col(Visit.state).in_(("planned", "done")))
        trainings = _trainings(session, day)
    lines = [_("{day}, my way today:").format(day=day)]
    lines += [f"{place}. {_stop(stop)}" for place, stop in enumerate(stops, 1)] + [f"- {line}" for line in trainings]
    return "\n".join(lines if len(lines) > 1 else [_("{day}: no visit is planned today.").format(day=day)]) + "\n"


def evening(db: Database, day: date) -> str:
    """The message of the evening: where one was, with whom and how it went; what comes tomorrow."""
    tomorrow = day + timedelta(days=1)
    with db.reading() as session:
        stops = _stops(session, col(Visit.visited_on) == day, col(Visit.state) == "done")
        ahead = _stops(session, col(Visit.planned_on) == tomorrow, col(Visit.state) == "planned")
        trainings, later = _trainings(session, day), _trainings(session, tomorrow)
    lines = [_("{day}, done today:").format(day=day)]
    lines += [f"{place}. {_stop(stop, done=True)}" for place, stop in enumerate(stops, 1)]
    lines += [f"- {line}" for line in trainings] or ([] if stops else [_("No visit.")])
    lines.append(_("Tomorrow:"))
    lines += [f"- {_stop(stop)}" for stop in ahead] + [f"- {line}" for line in later]
    return "\n".join(lines if ahead or later else [*lines, _("Nothing is planned yet.")]) + "\n"


def _stops(session: Session, *when: Any) -> list[Any]:
    query = select(Visit, col(Dealer.name), col(Region.name)).join(Dealer, col(Visit.dealer_id) == col(Dealer.id)).outerjoin(
        Region, col(Dealer.region_id) == col(Region.id)).where(alive(table_of(Visit)), *when).order_by(col(Visit.id))
    return list(session.execute(query).all())


def _stop(stop: Any, *, done: bool = False) -> str:
    visit, dealer, place = stop
    head = " ".join(t for t in (place or "", dealer, f"({PURPOSES.label(visit.purpose)})") if t)
    if not done:
        return head
    said = _("; ").join(" ".join(t.split()) for t in (visit.people, visit.result or visit.findings, visit.next_step) if t)
    return f"{head}{_(': ')}{said}" if said else head


def _trainings(session: Session, day: date) -> list[str]:
    query = select(TrainingEvent).where(alive(table_of(TrainingEvent)), col(TrainingEvent.held_on) == day,
                                        col(TrainingEvent.state) != "cancelled").order_by(col(TrainingEvent.id))
    return [_("Training: {topic}").format(topic=" ".join(t for t in (event.topic, event.place) if t))
            for event in session.scalars(query)]
