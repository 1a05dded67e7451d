"""The lists of sheets of key figures and of their lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, Rows, column
from desktop.core.records import table_of
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.reports.kpi import states as s
from desktop.reports.kpi.actions import scope_of
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.measures.measure import Measure
from desktop.reports.measures.measure_list import MEASURES

TOTAL = rollups.total(KpiLine, "sheet_id", "marks")
FULL = rollups.total(KpiLine, "sheet_id", "weight")
_person = table_of(Person)


def rows_behind(line: Any) -> Rows:
    """The rows that what was reached is made of, of the region of its sheet; of what is judged by hand the line itself."""
    measure = MEASURES.get(line.measure)
    found = measure.rows(line.taken_from, line.taken_until) if measure and line.taken_from and line.taken_until else None
    if measure is not None and found is not None:
        return replace(found, further=partial(_of_region, measure, line.sheet_id))
    return Rows(KpiLine, (Condition("sheet_id", "is", line.sheet_id), Condition("measure", "in", (line.measure,))))


def _of_region(measure: Measure, sheet_id: int, session: Session) -> tuple[Condition, ...]:
    sheet = session.get_one(KpiSheet, sheet_id)
    region = session.get(Region, sheet.region_id) if sheet.region_id else None
    return () if region is None else measure.within(scope_of(session, region.id), region.full_name)


SHEETS = Listing(
    "kpi_sheets", N_("Sheets of key figures"), KpiSheet,
    columns=[column(KpiSheet, "name"), Column("person", N_("Person judged"), _person.c.name), column(KpiSheet, "kind"),
             column(KpiSheet, "starts_on"), column(KpiSheet, "state"),
             TOTAL.column(KpiSheet, "total", N_("Marks reached"), kind="number", decimals=2, total="mean"),
             FULL.column(KpiSheet, "full", N_("Marks to be had"), kind="number", decimals=1),
             column(KpiSheet, "ends_on", shown=False), column(KpiSheet, "code", shown=False),
             Column("region", N_("Region judged"), table_of(Region).c.full_name, shown=False)],
    joins=[(Person, "person_id"), (Region, "region_id")], order=("starts_on", True),
    presets=[
        Preset("open", N_("Not judged yet"), lambda: (Condition("state", "in", s.OPEN),)),
        Preset("late", N_("Period over, not judged"), lambda: (
            Condition("state", "in", s.OPEN), Condition("ends_on", "until", today() - timedelta(days=5)))),
    ])
LINES = Listing(
    "kpi_lines", N_("Key figures of the sheet"), KpiLine,
    columns=[column(KpiLine, name) for name in ("measure", "title", "target", "weight")]
    + [column(KpiLine, "actual", editable=True, behind=rows_behind), column(KpiLine, "attained"),
       column(KpiLine, "marks", total="sum"), column(KpiLine, "steps"), column(KpiLine, "basis")],
    order=("position", False))
_sheet, _sheets_person = table_of(KpiSheet), table_of(Person)
ALL_LINES = Listing(
    "kpi_figures", N_("Key figures by person"), KpiLine,
    columns=[Column("person", N_("Person judged"), _sheets_person.c.name), Column("starts_on", N_("First day of the period"),
                                                                                  _sheet.c.starts_on, "day"),
             column(KpiLine, "measure"), column(KpiLine, "title"), column(KpiLine, "target"),
             column(KpiLine, "actual", behind=rows_behind), column(KpiLine, "attained"),
             column(KpiLine, "marks", total="mean"), column(KpiLine, "weight")],
    joins=[(KpiSheet, "sheet_id"), (Person, "person_id", KpiSheet)], order=("starts_on", True))
