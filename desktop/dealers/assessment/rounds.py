"""A round of assessments: one for each active dealer who has none in the quarter, with the marks given last."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.periods import QUARTER, period
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.assessment.model import AssessmentLine, DealerAssessment, marked
from desktop.dealers.model import Dealer


def begin_round(db: Database, scheme: str, day: date) -> int:
    """Begin an assessment for every active dealer without one in the quarter of a day; how many."""
    quarter = period(QUARTER, day)
    with db.operation(_("Assessments of {quarter}").format(quarter=quarter.title())) as session:
        there = {a.dealer_id for a in session.exec(living(DealerAssessment).where(
            col(DealerAssessment.assessed_on).between(quarter.first, quarter.last)))}
        dealers = session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(col(Dealer.name))).all()
        chosen = [dealer.id for dealer in dealers if dealer.id not in there]
        for dealer in chosen:
            _begin(session, dealer, scheme, day)
        return len(chosen)


def _begin(session: Session, dealer: int, scheme: str, day: date) -> None:
    """An assessment whose criteria have the weights and marks of the dealer's last one by the same scheme."""
    last = session.exec(living(DealerAssessment).where(
        col(DealerAssessment.dealer_id) == dealer, col(DealerAssessment.scheme) == scheme,
        col(DealerAssessment.assessed_on) < day).order_by(col(DealerAssessment.assessed_on).desc())).first()
    before = {line.name: line for line in marked(session, last.id)} if last is not None else {}
    made = store(session, DealerAssessment, {"dealer_id": dealer, "scheme": scheme, "assessed_on": day})
    for line in marked(session, made.id):
        if old := before.pop(line.name, None):
            store(session, AssessmentLine, {"weight": old.weight, "mark": old.mark}, line.id)
    for own in before.values():  # criteria of one's own, which the scheme does not name
        store(session, AssessmentLine, {"assessment_id": made.id, "name": own.name, "weight": own.weight, "mark": own.mark})
