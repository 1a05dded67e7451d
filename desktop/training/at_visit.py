"""Who of a visited dealer was trained before the visit, and what was seen of the practice: read for the visit's own form, and
written from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import alive_in_sql as alive
from desktop.dealers.visit_model import Visit
from desktop.training.effect_model import USED, TrainingFollowUp

OF_VISIT = text(f"""
SELECT DISTINCT f.id, p.name, e.topic, e.held_on, f.practice, f.due_on, f.state, f.seen FROM visit v
JOIN membership m ON m.dealer_id = v.dealer_id JOIN participant p ON p.person_id = m.person_id
JOIN trainingfollowup f ON f.participant_id = p.id JOIN trainingevent e ON e.id = f.event_id
WHERE v.id = :visit AND {alive("v", "m", "p", "f", "e")}
  AND (f.visit_id = v.id OR (f.state = 'open' AND e.held_on <= COALESCE(v.visited_on, v.planned_on, :day)
                             AND m.left_on IS NULL))
ORDER BY f.due_on IS NULL, f.due_on, p.name, f.id""")


@dataclass(frozen=True)
class Taught:
    """Somebody who was trained: the follow-up's key, who, which training on which day, the practice, what was found."""

    id: int
    name: str
    topic: str
    held_on: str
    practice: str
    due_on: str
    state: str
    seen: str


def taught(session: Session, visit_id: int) -> list[Taught]:
    """Who of the visited dealer waits to be looked up since a training before the visit, and who was looked up at it."""
    rows = session.execute(OF_VISIT, {"visit": visit_id, "day": today().isoformat()})
    return [Taught(row.id, row.name, row.topic, row.held_on or "", row.practice, row.due_on or "", row.state, row.seen or "")
            for row in rows]


def seen_at(db: Database, visit_id: int, follow_up_id: int, state: str, seen: str) -> None:
    """Write what was seen of a practice at a visit, on its day; "not looked at yet" takes it off the visit again."""
    visit = verbs.get(db, Visit, visit_id)
    day: date = visit.visited_on or today()
    found = {"state": state, "seen": seen.strip()}
    here = {"visit_id": None, "seen_on": None, "seen_by": ""} if state == "open" else {
        "visit_id": visit_id, "seen_on": day, "case_id": None}
    with db.operation(_("Practice followed up: {state}").format(state=USED.label(state))) as session:
        verbs.store(session, TrainingFollowUp, {**found, **here}, follow_up_id)
