"""The assessment sheet of a dealer: criteria, weights, marks, the score, the grade, and how it was before."""

from __future__ import annotations

from fractions import Fraction

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import DATE, NUMBER, Block, Cell, Column, Document, Heading, KeyValues, Signatures, Table
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.reporting import Report, coded, of_document
from desktop.core.spoken import said
from desktop.core.units import exact
from desktop.core.verbs import get
from desktop.dealers.assessment.model import DealerAssessment, marked, score_of
from desktop.dealers.assessment.rules import grade_of
from desktop.dealers.assessment.states import ASSESSMENT_STATES, SCHEMES
from desktop.dealers.choices import GRADES
from desktop.dealers.model import Dealer

EARLIER = 8


def assessment_sheet(db: Database, assessment_id: int) -> Document:
    """One assessment, to be talked through and signed."""
    assessment = get(db, DealerAssessment, assessment_id)
    dealer = get(db, Dealer, assessment.dealer_id or 0)
    title = _("Assessment of {dealer}").format(dealer=dealer.name)
    with db.reading() as session:
        blocks: list[Block] = [Heading(title), KeyValues(_facts(session, assessment, dealer)),
                               _criteria(session, assessment_id), *_earlier(session, assessment)]
    blocks.append(Signatures([_("Assessor"), _("Checked by")]))
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, keywords=[assessment.code])


def _score(session: Session, assessment_id: int) -> Fraction | None:
    """The score; None while criteria are not marked."""
    try:
        return score_of(session, assessment_id)
    except Refused:
        return None


def _facts(session: Session, assessment: DealerAssessment, dealer: Dealer) -> list[tuple[str, Cell]]:
    score = _score(session, assessment.id)
    grade = assessment.grade or ("" if score is None else grade_of(score, assessment.assessed_on or today()))
    facts: list[tuple[str, Cell]] = [
        (_("Dealer"), f"{dealer.name} {dealer.code}"), (_("Assessment no."), assessment.code),
        (_("Assessed on"), assessment.assessed_on), (_("Assessed by"), SCHEMES.label(assessment.scheme)),
        (_("State"), ASSESSMENT_STATES.label(assessment.state)), (_("Assessor"), assessment.by),
        (_("Grade"), GRADES.label(grade)), (_("Remarks"), assessment.remarks)]
    return [(name, value) for name, value in facts if value]


def _criteria(session: Session, assessment_id: int) -> Table:
    """Each criterion with its part of the score; the parts add to the score."""
    lines = marked(session, assessment_id)
    weights = sum(exact(line.weight or 0) for line in lines)
    rows: list[list[Cell]] = []
    for line in lines:
        part = None if line.mark is None or not weights else exact(line.weight or 0) * exact(line.mark) / weights
        rows.append([said(line, "name"), line.weight, line.mark, None if part is None else float(part), line.remark])
    score = _score(session, assessment_id)
    rows.append([_("Total"), float(weights), "", None if score is None else float(score), ""])
    return Table([Column(_("Criterion"), weight=2), Column(_("Criterion weight"), NUMBER), Column(_("Mark (0–100)"), NUMBER),
                  Column(_("Part of the score"), NUMBER, 2), Column(_("Why"), weight=2, width_mm=45)], rows, total_rows=1)


def _earlier(session: Session, assessment: DealerAssessment) -> list[Block]:
    """The dealer's earlier scores and grades, the newest first."""
    found = session.exec(living(DealerAssessment).where(
        col(DealerAssessment.dealer_id) == assessment.dealer_id, col(DealerAssessment.state) == "given",
        col(DealerAssessment.id) != assessment.id).order_by(col(DealerAssessment.assessed_on).desc()).limit(EARLIER)).all()
    rows: list[list[Cell]] = []
    for old in found:
        score = _score(session, old.id)
        rows.append([old.assessed_on, SCHEMES.label(old.scheme), None if score is None else float(score),
                     GRADES.label(old.grade)])
    columns = [Column(_("Assessed on"), DATE), Column(_("Assessed by")), Column(_("Assessment score"), NUMBER, 2),
               Column(_("Grade"))]
    return [Heading(_("Other assessments"), 2), Table(columns, rows)] if rows else []


ASSESSMENT = Report("assessment", "code", of_document(
    lambda db, args: assessment_sheet(db, coded(db, DealerAssessment, args.code))))
