"""The sheet of key figures as paper, with what each is judged and proved by."""

from __future__ import annotations

import argparse

from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, Block, Cell, Column, Document, Heading, KeyValues, Paragraph, Signatures, Table
from desktop.core.farm_units import as_written
from desktop.core.i18n import _, language
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.reports.kpi import states as s
from desktop.reports.kpi.actions import lines_of
from desktop.reports.kpi.marks import steps_of
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic.columns import unit


def kpi_sheet(db: Database, sheet_id: int) -> Document:
    """A sheet with its lines, the sum of marks and the lines to sign on."""
    sheet = get(db, KpiSheet, sheet_id)
    with db.reading() as session:
        lines = lines_of(session, sheet_id)
        person = session.get(Person, sheet.person_id) if sheet.person_id else None
        region = session.get(Region, sheet.region_id) if sheet.region_id else None
    title = sheet.label()
    facts: list[tuple[str, Cell]] = [
        (_("Company"), str(office(db, "company") or "")), (_("Person judged"), person.name if person else ""),
        (_("Region judged"), region.full_name if region else ""), (_("Marks given by"), sheet.judge),
        (_("Period judged"), _("{first} to {last}").format(first=sheet.starts_on, last=sheet.ends_on)),
        (_("Sheet no."), sheet.code), (_("State"), s.STATES.label(sheet.state))]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1]])]
    blocks.append(_table(lines, halves=sheet.halves) if lines else Paragraph(_("The sheet has no line yet.")))
    if sheet.halves:
        blocks.append(Paragraph(_("Marks are the mean of the two half months.")))
    return Document(title, [*blocks, Signatures([_("Person judged"), _("Marks given by")])], language(),
                    numbered_headings=False, landscape=True, keywords=[sheet.code])


def _table(lines: list[KpiLine], *, halves: bool) -> Table:
    middle = [Column(_("Reached by the 15th"), NUMBER, thousands=True), Column(_("Reached from the 16th on"), NUMBER,
                                                                              thousands=True)] if halves else []
    heads = [Column(_("Key figure"), weight=2), Column(_("Unit")), Column(_("Figure to reach"), NUMBER, thousands=True),
             Column(_("Figure reached"), NUMBER, thousands=True), *middle, Column(_("Reached of the target"), NUMBER, 1,
                                                                                  unit="%"),
             Column(_("Full marks"), NUMBER, 1), Column(_("How it is judged"), weight=2), Column(_("Proved by"), weight=2),
             Column(_("Marks"), NUMBER, 2), Column(_("Remark"), weight=2)]
    cells: list[list[Cell]] = []
    for line in lines:
        parts: list[Cell] = [line.first_half, line.second_half] if halves else []
        cells.append([line.label(), unit(line.measure) if line.measure in MEASURES else "", line.target, line.actual, *parts,
                      line.attained, line.weight, method(line), line.basis, line.marks, line.remark])
    known = [line.marks for line in lines if line.marks is not None]
    empty: list[Cell] = [""] * (3 + len(middle) + 1)
    cells.append([_("Sum of marks"), *empty, sum(line.weight or 0 for line in lines), "", "",
                  sum(known) if known else None, ""])
    return Table(heads, cells, total_rows=1)


def method(line: KpiLine) -> str:
    """How a line is judged, in words."""
    if line.less:
        return _("all marks up to the target, none at twice the target")
    try:
        steps = sorted(steps_of(line.steps), reverse=True)
    except ValueError:
        return line.steps
    if steps:
        return _("; ").join(_("below {percent} %: {marks}").format(percent=as_written(below), marks=as_written(given))
                         for below, given in steps)
    return _("in proportion, at most all marks")


def _sheet(db: Database, args: argparse.Namespace) -> Document:
    return kpi_sheet(db, coded(db, KpiSheet, args.code))


REPORTS = Reports((Report("kpi", "code", of_document(_sheet)),))
