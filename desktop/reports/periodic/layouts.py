"""Which sections and figures a report has, in which order and words, and when it is due: the company's template, else the
usual one of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.core import catalogues
from desktop.core.fields import today
from desktop.core.periods import year_start
from desktop.core.records import living
from desktop.core.settings import office_in
from desktop.core.verbs import store
from desktop.reports.periodic.layout_model import LayoutFigure, LayoutSection, ReportLayout
from desktop.reports.periodic.states import KINDS


@dataclass(frozen=True)
class Layout:
    """A template: `sections` and `figures` are (key, own words or "")."""

    kind: str
    sections: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    due_days: int
    due_at: str = ""
    heading: str = ""
    intro: str = ""
    signers: str = ""
    owed: bool = True
    id: int | None = None
    letterhead: str = ""

    def frozen(self) -> dict[str, Any]:
        """What of it is kept with a report that is handed in."""
        return {"sections": [list(pair) for pair in self.sections], "figures": [list(pair) for pair in self.figures],
                "heading": self.heading, "intro": self.intro, "signers": self.signers, "letterhead": self.letterhead}


def thawed(kind: str, kept: Mapping[str, Any]) -> Layout:
    """The template as it was kept with a report."""
    return Layout(kind, tuple((key, words) for key, words in kept["sections"]),
                  tuple((key, words) for key, words in kept["figures"]), 0, "", kept["heading"], kept["intro"], kept["signers"],
                  letterhead=kept.get("letterhead", ""))


def usual(kind: str, day: date) -> Layout:
    """The template of the catalogue that holds on a day."""
    rows = [row for row in catalogues.load("report_rules").where(kind=kind) if date.fromisoformat(row["from"]) <= day]
    rows = rows or catalogues.load("report_rules").where(kind=kind)
    found = max(rows, key=lambda row: row["from"])
    return Layout(kind, tuple((key, "") for key in found["sections"]), tuple((key, "") for key in found["figures"]),
                  found["due_days"], found["due_at"])


def layout_for(session: Session, kind: str, layout_id: int | None = None, day: date | None = None) -> Layout:
    """The template of a report: the one named, else the company's newest one of the kind in use, else the usual one."""
    query = living(ReportLayout).where(col(ReportLayout.kind) == kind, col(ReportLayout.in_use).is_(True))
    found = session.get(ReportLayout, layout_id) if layout_id else session.exec(
        query.order_by(col(ReportLayout.id).desc())).first()
    if found is None:
        return usual(kind, day or today())
    return _of(session, found, usual(found.kind, day or today()))


def _of(session: Session, layout: ReportLayout, basis: Layout) -> Layout:
    sections = session.exec(living(LayoutSection).where(col(LayoutSection.layout_id) == layout.id).order_by(
        col(LayoutSection.position), col(LayoutSection.id))).all()
    figures = session.exec(living(LayoutFigure).where(col(LayoutFigure.layout_id) == layout.id).order_by(
        col(LayoutFigure.position), col(LayoutFigure.id))).all()
    shown = tuple((row.section, row.heading) for row in sections if row.shown)
    return Layout(layout.kind, shown if sections else basis.sections,
                  tuple((row.measure, row.heading) for row in figures) or basis.figures,
                  layout.due_days if layout.due_days is not None else basis.due_days, layout.due_at or basis.due_at,
                  layout.heading, layout.intro, layout.signers, layout.owed, layout.id, layout.letterhead)


def copy_usual(session: Session, layout: ReportLayout) -> int:
    """Write the usual sections and figures into a template that has none yet; how many rows that were."""
    basis, made = usual(layout.kind, today()), 0
    of_it = {"layout_id": layout.id}
    if not session.exec(living(LayoutSection).where(col(LayoutSection.layout_id) == layout.id)).first():
        for section, _words in basis.sections:
            store(session, LayoutSection, {**of_it, "section": section})
        made += len(basis.sections)
    if not session.exec(living(LayoutFigure).where(col(LayoutFigure.layout_id) == layout.id)).first():
        for measure, _words in basis.figures:
            store(session, LayoutFigure, {**of_it, "measure": measure})
        made += len(basis.figures)
    return made


def owed_kinds(session: Session) -> set[str]:
    """The kinds whose missing reports are asked for: all but those whose template says otherwise."""
    return {kind for kind in KINDS if layout_for(session, kind).owed}


def start_of(session: Session) -> tuple[int, int]:
    """Month and day on which the business year begins."""
    return year_start(str(office_in(session, "business_year_start")))
