"""The lists of periodic reports, of their texts and plans, and of templates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, exists, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.reports.periodic import states as s
from desktop.reports.periodic.layout_model import LayoutFigure, LayoutSection, ReportLayout
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText

CHOSEN = rollups.count(ReportText, "report_id", where=(Condition("chosen", "yes"),))
PLANNED = rollups.count(ReportPlan, "report_id", where=(Condition("part", "in", ("due",)),))
KEPT = rollups.count(ReportPlan, "report_id", where=(Condition("part", "in", ("due",)), Condition("state", "in", ("done",))))

REPORTS = Listing(
    "period_reports", N_("Periodic reports"), PeriodReport,
    columns=[column(PeriodReport, "kind"), column(PeriodReport, "starts_on"), column(PeriodReport, "ends_on"),
             column(PeriodReport, "state"), column(PeriodReport, "due_on"), column(PeriodReport, "handed_on"),
             CHOSEN.column(PeriodReport, "texts", N_("Texts chosen")),
             PLANNED.column(PeriodReport, "planned", N_("Planned"), shown=False),
             KEPT.column(PeriodReport, "kept", N_("Plan kept"), shown=False), column(PeriodReport, "number"),
             column(PeriodReport, "code", shown=False),
             Column("person", N_("Report by"), table_of(Person).c.name, shown=False)],
    joins=[(Person, "person_id")], order=("starts_on", True),
    presets=[
        Preset("open", N_("Not handed in"), lambda: (Condition("state", "in", s.OPEN),)),
        Preset("late", N_("Late reports"), lambda: (
            Condition("state", "in", s.OPEN), Condition("due_on", "until", today() - timedelta(days=1)))),
    ])
TEXTS = Listing(
    "report_texts", N_("Texts of the report"), ReportText,
    columns=[column(ReportText, "chosen"), column(ReportText, "section"), column(ReportText, "on_day"),
             column(ReportText, "about"), column(ReportText, "text")], order=("section", False))
def _newest() -> Any:
    """Whether a line belongs to the newest report of its kind and person: later ones carry over what is still open."""
    mine, later = table_of(PeriodReport), table_of(PeriodReport).alias()
    after = exists(select(later.c.id).where(
        alive(later), later.c.kind == mine.c.kind, later.c.person_id.is_not_distinct_from(mine.c.person_id),
        later.c.starts_on > mine.c.starts_on)).correlate(mine)
    return case((after, 0), else_=1)


PLAN = Listing(
    "report_plan", N_("Plan and what came of it"), ReportPlan,
    columns=[column(ReportPlan, "part"), column(ReportPlan, "what"), column(ReportPlan, "due_on"),
             column(ReportPlan, "state"), column(ReportPlan, "note"), column(ReportPlan, "person"),
             Column("dealer", N_("Dealer"), table_of(Dealer).c.name, shown=False), column(ReportPlan, "carried", shown=False),
             Column("newest", N_("Of the newest report"), _newest(), "flag", shown=False)],
    joins=[(Dealer, "dealer_id"), (PeriodReport, "report_id")], order=("part", False))
LAYOUTS = Listing(
    "report_layouts", N_("Report templates"), ReportLayout,
    columns=[column(ReportLayout, "name"), column(ReportLayout, "kind"), column(ReportLayout, "in_use"),
             column(ReportLayout, "owed"), column(ReportLayout, "due_days"), column(ReportLayout, "due_at")],
    order=("kind", False))
SECTIONS = Listing(
    "layout_sections", N_("Sections of the report"), LayoutSection,
    columns=[column(LayoutSection, "position"), column(LayoutSection, "section"), column(LayoutSection, "shown"),
             column(LayoutSection, "heading")], order=("position", False))
FIGURES = Listing(
    "layout_figures", N_("Key figures of the report"), LayoutFigure,
    columns=[column(LayoutFigure, "position"), column(LayoutFigure, "measure"), column(LayoutFigure, "heading")],
    order=("position", False))
