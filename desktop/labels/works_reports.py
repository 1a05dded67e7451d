"""Printing works on paper: the score card of one, and all of them beside each other."""

from __future__ import annotations

import argparse
from typing import Any

from sqlmodel import col, select

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    SMALL,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listing import Query
from desktop.core.records import alive, living
from desktop.core.reporting import Report, of_document
from desktop.core.verbs import get
from desktop.labels import choices as c
from desktop.labels import printing_states as p
from desktop.labels.printing_model import PrintDelivery, PrintOrder, QualityFinding
from desktop.labels.stock import rule
from desktop.labels.works_lists import GRADES, NOW, PARTS, WORKS
from desktop.labels.works_model import PrintingWorks


def score_card(db: Database, works_id: int) -> Document:
    """What one printing works is judged by: the parts of its score, its deliveries and the faults found."""
    works = get(db, PrintingWorks, works_id)
    with db.reading() as session:
        found = session.execute(select(NOW).where(NOW.c.id == works_id)).one()
        grade = WORKS.rows(session, [works_id], ("grade",))[works_id][1]
        deliveries = session.execute(select(PrintDelivery, col(PrintOrder.due_on)).outerjoin(
            PrintOrder, col(PrintOrder.id) == col(PrintDelivery.order_id)).where(
            col(PrintDelivery.printer) == works.name, alive(PrintDelivery)).order_by(
            col(PrintDelivery.delivered_on).desc())).all()
        findings = session.exec(living(QualityFinding).where(col(QualityFinding.printer) == works.name).order_by(
            col(QualityFinding.found_on).desc())).all()
    title = _("Score card of {name}").format(name=works.name)
    facts: list[tuple[str, Cell]] = [
        (_("Contact person"), works.contact), (_("Phone"), works.phone), (_("Printing licence no."), works.licence_no),
        (_("Printing licence until"), works.licence_until), (_("Deliveries of the year"), found.deliveries),
        (_("Pieces of the year"), found.pieces),
        (_("What faults cost us"), "" if found.cost is None else f"¥{money.text(found.cost)}"),
        (_("Claimed from the printer"), "" if found.claimed is None else f"¥{money.text(found.claimed)}"),
        (_("Granted by the printer"), "" if found.granted is None else f"¥{money.text(found.granted)}"),
        (_("Grade of the printing works"), GRADES.label(grade))]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)]), _parts(found)]
    if deliveries:
        blocks += [Heading(_("Deliveries of labels"), 2), _deliveries(deliveries)]
    if findings:
        blocks += [Heading(_("Quality findings"), 2), _findings(list(findings))]
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Approved by")])], language(), numbered_headings=False,
                    keywords=[works.name])


def titles() -> dict[str, str]:
    """The parts of a score by name."""
    return {"in_time": _("Delivered in time"), "taken": _("Pieces that passed"), "faults": _("Points left after faults"),
            "corrected": _("Corrected in time")}


def _parts(found: Any) -> Table:
    rows: list[list[Cell]] = [[title, getattr(found, name), rule(f"w_{name}")] for name, title in titles().items()]
    columns = [Column(_("Part of the score"), weight=3), Column(_("Reached"), NUMBER, 1, unit="%"),
               Column(_("Weight"), NUMBER, 0)]
    return Table(columns, [*rows, [_("Score of the year"), found.score, sum(rule(f"w_{name}") for name in PARTS)]],
                 total_rows=1, notes=[
        _("Counted are the last {days} {days:day|days}. A part of which nothing is known does not count. The weights and "
          "points of faults "
          "are our own and may be changed.").format(days=int(rule("score_days")))])


def _deliveries(rows: Any) -> Table:
    columns = [Column(_("Came in on"), DATE), Column(_("Due"), DATE), Column(_("Print lot")),
               Column(_("Pieces delivered"), NUMBER, 0), Column(_("Pieces taken over"), NUMBER, 0),
               Column(_("Faulty share"), NUMBER, 2, unit="%"), Column(_("Result of the inspection"), weight=1.4)]
    return Table(columns, [[one.delivered_on, due, one.print_lot, one.pieces, one.taken, one.fault_rate,
                            p.RESULTS.label(one.result)] for one, due in rows])


def _findings(rows: list[QualityFinding]) -> Table:
    columns = [Column(_("Found on"), DATE), Column(_("Kind")), Column(_("Severity")), Column(_("Cause found"), weight=2),
               Column(_("Corrective measure"), weight=2), Column(_("To be corrected by"), DATE),
               Column(_("Corrected on"), DATE)]
    return Table(columns, [[one.found_on, c.FINDING_KINDS.label(one.kind), c.SEVERITIES.label(one.severity), one.cause,
                            one.measure, one.due_on, one.corrected_on] for one in rows])


def scores(db: Database, _works_id: int = 0) -> Document:
    """All printing works in use with their scores."""
    with db.reading() as session:
        ids = list(WORKS.ids(session, Query(conditions=WORKS.preset("used").conditions())))
    title = _("Scores of printing works as of {day}").format(day=today())
    table = list_table(db, WORKS, [one for one in WORKS.columns if one.shown], ids)
    said = Paragraph(_(
        "The score is the mean of the parts by their weights: in time {a}, passed {b}, faults {c}, corrected {d}.").format(
            a=f"{rule('w_in_time'):g}", b=f"{rule('w_taken'):g}", c=f"{rule('w_faults'):g}",
                                d=f"{rule('w_corrected'):g}"), SMALL)
    return Document(title, [Heading(title), table if ids else Paragraph(_("No printing works is recorded.")), said], language(),
                    numbered_headings=False, landscape=True)


def _scores(db: Database, _args: argparse.Namespace) -> Document:
    return scores(db)


KINDS = (Report("printer-scores", "", of_document(_scores)),)
