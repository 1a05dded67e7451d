"""Where somebody who was trained was seen after it: at a visit to a firm of theirs, or with a case of theirs. As SQL.

Whoever waits to be looked up was met then, and it can be said whether the practice is used; the newest meeting counts.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from desktop.core.records import alive_in_sql as alive

VISITS = f"""SELECT v.id AS visit_id, NULL AS case_id, v.visited_on AS day FROM visit v
JOIN membership m ON m.dealer_id = v.dealer_id JOIN participant p ON p.person_id = m.person_id
JOIN trainingevent e ON e.id = p.event_id
WHERE p.id = {{who}} AND v.state = 'done' AND v.visited_on > e.held_on AND {alive("v", "m")}"""
CASES = f"""SELECT NULL AS visit_id, c.id AS case_id, c.reported_on AS day FROM farmercase c
JOIN participant p ON p.person_id = c.person_id JOIN trainingevent e ON e.id = p.event_id
WHERE p.id = {{who}} AND c.reported_on > e.held_on AND {alive("c")}"""
SIGHTS = f"{VISITS} UNION ALL {CASES}"


def newest_day(participant: str) -> str:
    """The day of the newest meeting with a participant, named by a column, as SQL."""
    return f"(SELECT max(day) FROM ({SIGHTS.format(who=participant)}))"


def newest(session: Session, participant_id: int | None) -> tuple[int | None, int | None, date] | None:
    """The newest meeting with a participant: visit or case, and its day."""
    query = f"{SIGHTS.format(who='?')} ORDER BY day DESC LIMIT 1"
    found = session.connection().exec_driver_sql(query, (participant_id, participant_id)).first()
    return (found[0], found[1], date.fromisoformat(found[2])) if found else None
