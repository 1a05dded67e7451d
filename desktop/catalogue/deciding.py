"""The state of a variety follows the newest of the decisions on it, whatever is done to them: added, edited, binned, undone."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from desktop.catalogue.model import Variety, VarietyDecision
from desktop.core import verbs
from desktop.core.records import living


def follow(session: Session) -> None:
    """Bring the states of those varieties into line whose decisions this action touched."""
    touched = session.info.get("touched", {}).get("varietydecision", ())
    varieties = {d.variety_id for number in touched if (d := session.get(VarietyDecision, number)) is not None}
    for number in sorted(n for n in varieties if n is not None):
        query = living(VarietyDecision).where(VarietyDecision.variety_id == number)
        newest = max(session.exec(query), key=lambda d: (d.decided_on or date.min, d.id), default=None)
        variety = session.get(Variety, number)
        if newest is not None and variety is not None and not variety.is_deleted and variety.state != newest.state:
            verbs.store(session, Variety, {"state": newest.state}, number)
