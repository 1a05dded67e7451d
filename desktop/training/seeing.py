"""Who waits to be looked up after a training, and the answer in a word: day and visit are known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.training import sights
from desktop.training.effect_model import USED, TrainingFollowUp

WAITING = text(f"""
SELECT DISTINCT m.dealer_id, f.id, p.name, f.practice, f.due_on, e.held_on FROM trainingfollowup f
JOIN participant p ON p.id = f.participant_id JOIN membership m ON m.person_id = p.person_id
JOIN trainingevent e ON e.id = f.event_id
WHERE f.state = 'open' AND f.due_on <= :day AND m.dealer_id IS NOT NULL AND (:dealer IS NULL OR m.dealer_id = :dealer)
  AND m.left_on IS NULL AND {alive("f", "p", "m", "e")} ORDER BY m.dealer_id, f.due_on, f.id""")


@dataclass(frozen=True)
class Waiting:
    """Somebody of a dealer's with whom a practice is to be looked at."""

    dealer_id: int
    name: str
    practice: str
    held_on: str


def waiting(session: Session, until: date, dealer_id: int | None = None) -> list[Waiting]:
    """Who waits to be looked up by a day, of one dealer or of all, the most urgent of each dealer first."""
    rows = session.execute(WAITING, {"day": until.isoformat(), "dealer": dealer_id})
    return [Waiting(row.dealer_id, row.name, row.practice, row.held_on) for row in rows]


def answer(db: Database, ids: Sequence[int], state: str) -> str:
    """Answer for some people whether the practice is used; those met at no visit and no case were seen today. Says how many."""
    with db.operation(_("Practice followed up: {state}").format(state=USED.label(state))) as session:
        for one in session.exec(living(TrainingFollowUp).where(col(TrainingFollowUp.id).in_(list(ids)))).all():
            met = one.seen_on or one.visit_id or one.case_id or sights.newest(session, one.participant_id)
            verbs.store(session, TrainingFollowUp, {"state": state, **({} if met else {"seen_on": today()})}, one.id)
    return ngettext("{n} person: {state}", "{n} people: {state}", len(ids)).format(n=len(ids), state=USED.label(state))
