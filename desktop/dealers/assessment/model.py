"""An assessment of a dealer with its marked criteria, and a sign of danger that somebody noted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import catalogues
from desktop.core import fields as f
from desktop.core.errors import Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.offered import from_catalogues
from desktop.core.records import Record, living
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.dealers import choices as c
from desktop.dealers.assessment import states as s
from desktop.dealers.assessment.rules import criteria, grade_of
from desktop.dealers.model import Dealer
from desktop.trade.scores import weighted


class DealerAssessment(Record, table=True):
    """A dealer marked by weighted criteria on a day. Once the grade is given it is the dealer's, and the sheet stays."""

    NAME: ClassVar[str] = N_("Assessment")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 code assessed_on scheme state grade by reason:2 remarks"),)
    code: str = f.code(N_("Assessment no."), "PJ", year_of="assessed_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    assessed_on: date | None = f.day(N_("Assessed on"), required=True, index=True)
    scheme: str = f.choice(N_("Assessed by"), s.SCHEMES, "five")
    state: str = f.state(N_("State"), s.ASSESSMENTS, "draft")
    grade: str = f.choice(N_("Grade"), c.GRADES)
    by: str = f.text(N_("Assessor"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number and day."""
        return " ".join(str(t) for t in (self.code, self.assessed_on) if t)

    def before_move(self, move: Move, session: Session) -> None:
        """A grade is given on marks of all criteria that count; one that nobody chose follows from the score."""
        if move.after == "given":
            score = score_of(session, self.id)
            self.grade = self.grade or grade_of(score, self.assessed_on or f.today())

    def after_save(self, before: Any, session: Session) -> None:
        """A new assessment begins with the criteria of its scheme and their weights."""
        rows = criteria(self.scheme, self.assessed_on or f.today()) if before is None and self.state == "draft" else ()
        for row in rows:
            store(session, AssessmentLine, {"assessment_id": self.id, "name": catalogues.text(row), "weight": row["weight"]})

    def after_move(self, move: Move, session: Session) -> None:
        """The grade is the dealer's, unless a later assessment gave one."""
        later = living(DealerAssessment).where(
            col(DealerAssessment.dealer_id) == self.dealer_id, col(DealerAssessment.state) == "given",
            col(DealerAssessment.assessed_on) > self.assessed_on)
        if move.after == "given" and self.dealer_id and session.exec(later).first() is None:
            store(session, Dealer, {"grade": self.grade}, self.dealer_id)


class AssessmentLine(Record, table=True):
    """A criterion with its weight, marked from 0 to 100."""

    NAME: ClassVar[str] = N_("Criterion")
    FORM: ClassVar[Groups] = (Group("name:2 weight mark remark:3"),)
    assessment_id: int | None = f.link(N_("Assessment"), "dealerassessment.id", owned=True, locked=True)
    name: str = f.text(N_("Criterion"), required=True, say=from_catalogues("dealer_assessment"))
    weight: float | None = f.number(N_("Criterion weight"), decimals=1, low=0, high=1000)
    mark: float | None = f.number(N_("Mark (0–100)"), decimals=1, low=0, high=100)
    remark: str = f.text(N_("Why"))


def marked(session: Session, assessment_id: int) -> list[AssessmentLine]:
    """The criteria of an assessment in their order."""
    return list(session.exec(living(AssessmentLine).where(col(AssessmentLine.assessment_id) == assessment_id)
                             .order_by(col(AssessmentLine.id))))


def score_of(session: Session, assessment_id: int) -> Fraction:
    """The mean of the marks by their weights, exactly. Raises `Refused` where a criterion that counts has no mark, or none
    counts."""
    counting = [line for line in marked(session, assessment_id) if line.weight]
    unmarked = [line.name for line in counting if line.mark is None]
    if unmarked:
        raise Refused(_("Mark every criterion that has a weight first: {names}.").format(names=_(", ").join(unmarked)))
    if not counting:
        raise Refused(_("No criterion has a weight yet: type criteria and weights in below."))
    return weighted([(exact(line.weight or 0), exact(line.mark or 0)) for line in counting])


class DangerMark(Record, table=True):
    """A sign of danger that somebody saw or heard of a dealer; it counts until it is cleared."""

    NAME: ClassVar[str] = N_("Sign of danger")
    FORM: ClassVar[Groups] = (Group("sign noted_on cleared_on noted_by what:3"),)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    sign: str = f.choice(N_("Sign"), s.SIGNS, "other")
    noted_on: date | None = f.day(N_("Noted on"), required=True)
    what: str = f.text(N_("What was seen or heard"), required=True, search=True)
    noted_by: str = f.text(N_("Noted by"))
    cleared_on: date | None = f.day(N_("Cleared on"), not_before="noted_on")

    def label(self) -> str:
        """Day and sign."""
        return f"{self.noted_on or ''} {s.SIGNS.label(self.sign)}".strip()
